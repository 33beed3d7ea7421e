"""What a token says: whether it is ours and in date, and who somebody is at the desk."""

import hmac
from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.domain.people import STAFF, Person, Role, courses_in, roles_of

Claims = Mapping[str, Any]
#: The affiliations that give each role.
Given = Mapping[Role, frozenset[str]]

LEEWAY = 60
NAMES = ("name", "preferred_username", "username", "cognito:username", "email", "sub")
GROUPS = ("groups", "cognito:groups", "custom:groups")
# SAML's attribute under the names that OpenID Connect bridges and Cognito give it.
AFFILIATIONS = (
    "affiliation",
    "eduPersonAffiliation",
    "eduPersonScopedAffiliation",
    "eduperson_affiliation",
    "eduperson_scoped_affiliation",
    "custom:affiliation",
)


def amiss(claims: Claims, issuer: str, at: float) -> str:
    """What is wrong with a token of this issuer at this moment (Unix time), or nothing."""
    checks = (
        (claims.get("iss") == issuer, "it is another issuer's"),
        (at <= _moment(claims.get("exp"), 0) + LEEWAY, "it has ended"),
        (_moment(claims.get("iat"), at * 2) <= at + LEEWAY, "it comes from the future"),
        (_moment(claims.get("nbf", 0), at * 2) <= at + LEEWAY, "it is not valid yet"),
        (isinstance(claims.get("sub"), str) and claims["sub"], "it names nobody"),
    )
    return next((words for holds, words in checks if not holds), "")


def gives_access(claims: Claims, audience: str, client_id: str) -> bool:
    """An access token for us. Cognito's have no audience; they name the client instead."""
    if "token_use" in claims:
        return bool(claims["token_use"] == "access" and claims.get("client_id") == client_id)
    return audience in _audience(claims)


def is_of_sign_in(claims: Claims, client_id: str, nonce: str) -> bool:
    """The ID token of the very sign-in that we began with this nonce."""
    said = str(claims.get("nonce", ""))
    return (
        client_id in _audience(claims)
        and claims.get("azp", client_id) == client_id
        and claims.get("token_use", "id") == "id"
        and hmac.compare_digest(said.encode(), nonce.encode())
    )


def says_who(claims: Claims) -> bool:
    """Whether any group or affiliation is named at all."""
    return any(claims.get(name) for name in GROUPS + AFFILIATIONS)


def person(
    claims: Claims, roles: Mapping[str, str], given: Given, courses: str = ""
) -> Person:  # fmt: skip
    """Who that is at the desk; a group or affiliation that is not configured gives nothing.

    `courses` is the claim that names a reader's courses, where the institution sends one.
    """
    # No group makes somebody the desk itself or a reading list, whatever is configured.
    held = roles_of(_words(claims, GROUPS), roles) & (STAFF | {Role.READER, Role.TEACHER})
    said = _words(claims, AFFILIATIONS)
    held |= {
        role for role, accepted in given.items() if any(_accepted(one, accepted) for one in said)
    }
    name = next(str(claims[name]) for name in NAMES if claims.get(name))
    reads = courses_in(_words(claims, [courses])) if courses else ()
    return Person(str(claims["sub"]), name, str(claims.get("email") or ""), held, reads)


def _moment(value: object, otherwise: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return otherwise
    return float(value)


def _audience(claims: Claims) -> list[str]:
    said = claims.get("aud")
    return [str(one) for one in said] if isinstance(said, list) else [str(said)]


def _words(claims: Claims, names: Iterable[str]) -> list[str]:
    """Claims that may be a list, one word, or a list written as text: "[a, b]" (Cognito)."""
    words: list[str] = []
    for name in names:
        said = claims.get(name)
        if isinstance(said, str):
            said = [word.strip() for word in said.strip("[]").split(",")]
        words += [str(one) for one in said] if isinstance(said, list) else []
    return words


def _accepted(affiliation: str, accepted: frozenset[str]) -> bool:
    """staff@uni.example is accepted where "staff" is, or where it is named with its scope."""
    whole = affiliation.strip().lower()
    if not whole.partition("@")[0]:
        return False
    return whole in accepted or whole.partition("@")[0] in accepted
