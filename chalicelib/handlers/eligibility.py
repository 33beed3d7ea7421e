"""What a list may ask first: which kinds of request it should offer for an item, and why not.

Here the outgoing call is the point, so this is no door on the way in: it is for scripts of the
list (with a viewer's token) and for staff. What cannot be found out in time is *not-known*.
"""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import NotUnderstood, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import answer, may, query
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.eligibility import Option
    from chalicelib.handlers.message_shapes import EligibleKind

eligibility = Blueprint(__name__)
LONGEST = 300


@eligibility.route("/api/eligibility", methods=["GET"])
@problems
@may(Role.VIEWER)
def show() -> Response:
    """Each kind of request as offered, disabled, hidden or not-known; `view=quick` hides more."""
    from dataclasses import replace

    from chalicelib import wiring
    from chalicelib.domain import eligibility as rules
    from chalicelib.domain.request import Kind

    rlms, citation, view = query("rlms"), query("citation"), query("view", "full")
    if rlms not in wiring.adapters():
        raise Unknown("There is no such reading-list system.", systems=sorted(wiring.adapters()))
    if not 0 < len(citation) <= LONGEST:
        raise NotUnderstood("Say which item: citation is its id on the reading list.")
    if view not in ("full", "quick"):
        raise NotUnderstood("view is full or quick.")
    facts, trouble = wiring.asking().item(rlms, citation)
    standing = rules.Standing(**facts)
    if standing.listed:
        standing = replace(standing, open=bool(wiring.table().open_for(rlms, citation)))
    off = [kind for kind in Kind if (rlms, kind.value) in wiring.terms().switched_off]
    options = rules.options(standing, off, trouble, quick=view == "quick")

    def opens(one: "Option") -> bool:
        return rlms in wiring.terms().opens and rules.opens(one, standing)

    return answer(
        {"rlms": rlms, "citation": citation, "kinds": [shown(one, opens(one)) for one in options]}
    )


def shown(one: "Option", opens: bool) -> "EligibleKind":
    from chalicelib.domain.eligibility import LABELS

    return {
        "kind": one.kind.value,
        "label": LABELS[one.kind],
        "standing": one.standing,
        "opens": opens,
        "reasons": [{"code": code, "words": words} for code, words in one.reasons],
    }
