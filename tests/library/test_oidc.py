"""Whose token is believed, where people are sent, and what comes back with them."""

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import serialization

from chalicelib.domain.errors import NotTrusted
from chalicelib.library.oidc import Issuer
from tests.library.issuers import (
    AT_NOON,
    BACK,
    CLIENT,
    NOON,
    URL,
    Answers,
    a_curve_key,
    a_key,
    a_token,
    a_token_by_hand,
    an_issuer,
    claims,
    published,
)


def test_a_token_signed_by_the_issuer_for_us_is_believed() -> None:
    issuer = an_issuer(Answers())

    said = issuer.verify(a_token(), NOON)

    assert said == claims()


def test_a_token_signed_on_an_elliptic_curve_is_believed() -> None:
    issuer = an_issuer(Answers(published(a_curve_key(), "e1")))

    said = issuer.verify(a_token(a_curve_key(), "e1", "ES256"), NOON)

    assert said["sub"] == "u-17"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"exp": AT_NOON - 61}, "it has ended"),
        ({"exp": None}, "it has ended"),
        ({"exp": "tomorrow"}, "it has ended"),
        ({"iat": AT_NOON + 61}, "from the future"),
        ({"iat": None}, "from the future"),
        ({"nbf": AT_NOON + 61}, "not valid yet"),
        ({"iss": "https://login.elsewhere.example"}, "another issuer's"),
        ({"aud": "another-application"}, "something else"),
        ({"aud": None}, "something else"),
        ({"aud": ["another-application"]}, "something else"),
        ({"sub": None}, "names nobody"),
    ],
)
def test_a_token_that_is_not_ours_or_not_in_date_is_refused(
    wrong: dict[str, Any], words: str
) -> None:
    issuer = an_issuer(Answers())

    with pytest.raises(NotTrusted, match=words):
        issuer.verify(a_token(**wrong), NOON)


@pytest.mark.parametrize(
    "near", [{"exp": AT_NOON - 59}, {"iat": AT_NOON + 59}, {"aud": ["other", CLIENT]}]
)
def test_a_minute_between_the_clocks_is_allowed_and_one_of_several_audiences_is_enough(
    near: dict[str, Any],
) -> None:
    issuer = an_issuer(Answers())

    said = issuer.verify(a_token(**near), NOON)

    assert said["sub"] == "u-17"


def test_a_token_without_a_signature_is_refused_before_anybody_is_asked() -> None:
    answers = Answers()

    with pytest.raises(NotTrusted, match="only RS256 and ES256"):
        an_issuer(answers).verify(a_token_by_hand("none", b""), NOON)

    assert answers.asked == []


def test_a_token_that_is_nested_without_end_is_refused() -> None:
    head = base64.urlsafe_b64encode(b"[" * 6_000).decode()

    with pytest.raises(NotTrusted):
        an_issuer(Answers()).verify(f"{head}.e30.eA", NOON)


def test_the_public_key_used_as_a_shared_secret_is_refused() -> None:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    public = a_key().public_key().public_bytes(serialization.Encoding.PEM, form)

    with pytest.raises(NotTrusted, match="only RS256 and ES256"):
        an_issuer(Answers()).verify(a_token_by_hand("HS256", public), NOON)


def test_another_key_under_the_same_name_is_refused() -> None:
    issuer = an_issuer(Answers())

    with pytest.raises(NotTrusted, match="signature"):
        issuer.verify(a_token(a_key("forged")), NOON)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "." * 9000])
def test_what_is_no_token_at_all_is_refused(token: str) -> None:
    issuer = an_issuer(Answers())

    with pytest.raises(NotTrusted):
        issuer.verify(token, NOON)


def test_an_access_token_for_the_configured_audience_is_believed_and_an_id_token_is_not() -> None:
    issuer = an_issuer(Answers(), audience="https://desk.university.example/api")

    said = issuer.verify(a_token(aud="https://desk.university.example/api"), NOON)

    assert said["sub"] == "u-17"
    with pytest.raises(NotTrusted, match="something else"):
        issuer.verify(a_token(aud=CLIENT), NOON)


def test_an_access_token_of_cognito_names_the_client_instead_of_an_audience() -> None:
    issuer = an_issuer(Answers())

    said = issuer.verify(a_token(aud=None, token_use="access", client_id=CLIENT), NOON)

    assert said["client_id"] == CLIENT


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": None, "token_use": "access", "client_id": "another-application"},
        {"token_use": "id"},
        {"token_use": "refresh", "client_id": CLIENT},
    ],
)
def test_another_token_of_cognito_opens_nothing(wrong: dict[str, Any]) -> None:
    issuer = an_issuer(Answers())

    with pytest.raises(NotTrusted, match="something else"):
        issuer.verify(a_token(**wrong), NOON)


def test_an_issuer_over_plain_http_elsewhere_cannot_be_configured() -> None:
    with pytest.raises(ValueError, match="OIDC_ISSUER"):
        Issuer("http://login.example", CLIENT, back_to=BACK, roles={}, affiliations={})


def test_the_person_is_sent_with_state_nonce_and_the_hash_of_the_verifier() -> None:
    issuer = an_issuer(Answers())

    # The verifier and its challenge are those of RFC 7636, appendix B.
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    there = issuer.authorize_url("the-state", "the-nonce", verifier, NOON)

    asked = {name: said for name, (said,) in parse_qs(urlsplit(there).query).items()}
    assert asked == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": BACK,
        "scope": "openid profile email",
        "state": "the-state",
        "nonce": "the-nonce",
        "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        "code_challenge_method": "S256",
    }


def test_a_code_is_redeemed_with_its_verifier_and_the_clients_secret() -> None:
    answers = Answers()
    answers.more["/token"] = {"id_token": a_token(nonce="n1")}

    said = an_issuer(answers, secret="s/1").redeem("the-code", "the-verifier", "n1", NOON)

    assert said["sub"] == "u-17"
    asked = answers.asked.index("/token")
    assert answers.forms[asked]["code_verifier"] == "the-verifier"
    assert answers.headers[asked] == {"authorization": "Basic c2NhbmRlc2s6cyUyRjE="}


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": "n1", "aud": "another-application"},
        {"nonce": "n1", "aud": [CLIENT, "b"], "azp": "b"},
        {"nonce": "n1", "token_use": "access"},
    ],
)
def test_an_id_token_that_is_not_of_this_sign_in_is_refused(wrong: dict[str, Any]) -> None:
    answers = Answers()
    answers.more["/token"] = {"id_token": a_token(**wrong)}

    with pytest.raises(NotTrusted, match="another sign-in"):
        an_issuer(answers).redeem("the-code", "the-verifier", "n1", NOON)


def test_a_code_that_the_issuer_refuses_signs_nobody_in() -> None:
    issuer = an_issuer(Answers())

    with pytest.raises(NotTrusted, match="refused"):
        issuer.redeem("used-twice", "the-verifier", "n1", NOON)


def test_an_issuer_that_says_little_in_the_token_is_asked_for_more_about_the_same_person() -> None:
    answers = Answers()
    answers.discovery["userinfo_endpoint"] = f"{URL}/userinfo"
    answers.more["/token"] = {"id_token": a_token(nonce="n1", groups=None), "access_token": "at"}
    answers.more["/userinfo"] = {"sub": "u-17", "affiliation": "student", "name": "Somebody else"}

    said = an_issuer(answers).redeem("the-code", "the-verifier", "n1", NOON)

    assert (said["affiliation"], said["name"]) == ("student", "Dan Digitiser")


def test_what_is_said_about_another_person_is_not_believed() -> None:
    answers = Answers()
    answers.discovery["userinfo_endpoint"] = f"{URL}/userinfo"
    answers.more["/token"] = {"id_token": a_token(nonce="n1", groups=None), "access_token": "at"}
    answers.more["/userinfo"] = {"sub": "u-18", "groups": ["scandesk-digitiser"]}

    said = an_issuer(answers).redeem("the-code", "the-verifier", "n1", NOON)

    assert "groups" not in said
