"""The local issuer signs people in as any issuer would."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import httpx
import jwt
import pytest

from local.issuer import routes
from local.people import PEOPLE
from tests.local.conftest import Town

VERIFIER = "a-verifier-of-at-least-forty-three-characters-long"


def challenge() -> str:
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def asked(town: Town, **more: str) -> dict[str, str]:
    return {
        "client_id": "scandesk",
        "redirect_uri": f"{town.url}/auth/callback",
        "response_type": "code",
        "scope": "openid profile email",
        "state": "s-1",
        "nonce": "n-1",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
        **more,
    }


def chosen(town: Town, person: str = "digitiser", **more: str) -> dict[str, str]:
    """What comes back to the desk when a button of the page was pressed."""
    said = {**asked(town, **more), "person": person}
    back = town.web.post("/local/issuer/authorize", data=said)
    assert back.status_code == 303
    return dict(parse_qsl(urlsplit(back.headers["location"]).query))


def tokens(town: Town, code: str, **more: str) -> httpx.Response:
    said = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": "scandesk",
        "redirect_uri": f"{town.url}/auth/callback",
        "code_verifier": VERIFIER,
        **more,
    }
    return town.web.post("/local/issuer/token", data=said)


def claims(town: Town, token: str) -> dict[str, Any]:
    keys = jwt.PyJWKSet.from_dict(town.web.get("/local/issuer/jwks").json())
    key = keys[jwt.get_unverified_header(token)["kid"]]
    issuer = f"{town.url}/local/issuer"
    read: dict[str, Any] = jwt.decode(token, key, ["RS256"], audience="scandesk", issuer=issuer)
    return read


def test_the_discovery_document_names_every_door(town: Town) -> None:
    said = town.web.get("/local/issuer/.well-known/openid-configuration").json()

    assert said["issuer"] == f"{town.url}/local/issuer"
    assert said["code_challenge_methods_supported"] == ["S256"]
    assert town.web.get(said["jwks_uri"]).status_code == 200


def test_the_page_has_one_button_per_person(town: Town) -> None:
    shown = town.web.get("/local/issuer/authorize", params=asked(town))

    assert shown.text.count('<button name="person"') == len(PEOPLE)


def test_a_code_becomes_an_identity_with_the_nonce(town: Town) -> None:
    back = chosen(town)

    said = claims(town, tokens(town, back["code"]).json()["id_token"])

    assert back["state"] == "s-1"
    assert said["nonce"] == "n-1"
    assert (said["sub"], said["name"]) == ("digitiser", "Dan Digitiser")
    assert said["groups"] == ["scandesk-digitiser"]


def test_a_student_has_an_affiliation_and_no_group(town: Town) -> None:
    said = claims(town, tokens(town, chosen(town, "student")["code"]).json()["id_token"])

    assert (said["groups"], said["affiliation"]) == ([], ["student"])


def test_a_code_is_good_for_one_use(town: Town) -> None:
    code = chosen(town)["code"]

    first, second = tokens(town, code), tokens(town, code)

    assert (first.status_code, second.status_code) == (200, 400)
    assert second.json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    "off",
    [
        {"code_verifier": "another"},
        {"redirect_uri": "http://x/"},
        {"client_id": "other"},
        {"code": "made-up"},
    ],
)
def test_a_code_is_refused_to_anybody_else(town: Town, off: dict[str, str]) -> None:
    code = chosen(town)["code"]

    assert tokens(town, **{"code": code, **off}).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize(
    ("off", "error"),
    [
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_a_question_that_is_off_goes_back_with_an_error(
    town: Town, off: dict[str, str], error: str
) -> None:
    back = town.web.get("/local/issuer/authorize", params=asked(town, **off))

    assert f"error={error}" in back.headers["location"]


@pytest.mark.parametrize(
    "off", [{"redirect_uri": "https://elsewhere.example/"}, {"client_id": "other"}]
)
def test_nobody_is_sent_to_an_address_that_is_not_ours(town: Town, off: dict[str, str]) -> None:
    refused = town.web.get("/local/issuer/authorize", params=asked(town, **off))

    assert refused.status_code == 400
    assert "location" not in refused.headers


def test_a_script_has_its_token_for_the_asking(town: Town) -> None:
    said = town.web.post("/local/token", json={"person": "approver"}).json()

    assert said["token_type"] == "Bearer"
    assert claims(town, said["access_token"])["groups"] == ["scandesk-approver"]


@pytest.mark.parametrize("body", [{"person": "nobody"}, {}, [], "viewer"])
def test_a_script_that_names_nobody_has_none(town: Town, body: Any) -> None:
    assert town.web.post("/local/token", json=body).status_code == 400


def test_tokens_outlive_a_restart(town: Town) -> None:
    token = town.web.post("/local/token", json={"person": "viewer"}).json()["access_token"]

    routes(town.state, town.url, town.url)

    assert claims(town, token)["sub"] == "viewer"


def test_signing_out_leads_back(town: Town) -> None:
    out = "/local/issuer/end-session"

    back = town.web.get(out, params={"post_logout_redirect_uri": f"{town.url}/"})
    away = town.web.get(out, params={"post_logout_redirect_uri": "https://elsewhere.example/"})

    assert (back.status_code, back.headers["location"]) == (303, f"{town.url}/")
    assert away.status_code == 200
