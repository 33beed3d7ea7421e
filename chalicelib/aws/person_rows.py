"""Personal data of a request, in a row of its own: what the head is without, and put back again.

The head keeps the requester's name for the queue. Of a reader who asked for an accessible copy it
keeps nothing: that somebody asked, and what would help, may say something of a person's health.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.aws.notation import Row
from chalicelib.domain.facts import Requester
from chalicelib.domain.request import Request

SCHEMA = 1
KNOWN = ("user", "name", "email", "why_no_email")


def without(request: Request) -> Request:
    """The request as its head may hold it."""
    if request.wish is None:
        return replace(request, requester=replace(request.requester, email=""))
    return replace(request, requester=Requester(), wish=replace(request.wish, helps=(), comment=""))


def person(request: Request) -> Row | None:
    """The row of personal data; None where there is nothing to keep."""
    who, wish = request.requester, request.wish
    if request.pseudonymised_on or not (who.email or who.name or wish):
        return None
    row: Row = {
        "pk": f"request#{request.id}", "sk": "person", "what": "person", "v": SCHEMA,
        "name": who.name, "email": who.email,
    }  # fmt: skip
    if wish is None:
        return row
    return row | {
        "user": who.user, "why_no_email": who.why_no_email,
        "helps": list(wish.helps), "comment": wish.comment,
    }  # fmt: skip


def within(request: Request, row: Mapping[str, Any] | None) -> Request:
    """The request with its personal data again, where that was read too."""
    if row and request.wish:
        wish = replace(
            request.wish, helps=tuple(row.get("helps", ())), comment=row.get("comment", "")
        )
        who = Requester(*(row.get(name, "") for name in KNOWN))
        return replace(request, requester=who, wish=wish)
    if row and row.get("email"):
        return replace(request, requester=replace(request.requester, email=row["email"]))
    return request
