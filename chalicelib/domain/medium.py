"""Physical or electronic digitisation (A170-A172): which it is, and whether the other could do.

What can fulfil a request is known from what was found out about its title: the holdings, of what
the copy is made, and the physical volumes that the list's own system counted. Where nobody has
looked, that is said, and staff may record it; not known is never a yes.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from chalicelib.domain.errors import Refused
from chalicelib.domain.licence import Answer, Holdings, Source
from chalicelib.domain.request import Item, Medium, Request
from chalicelib.domain.terms import Moment

HELD = {
    Medium.PHYSICAL: (Holdings.PRINT.value, Holdings.BOTH.value),
    Medium.ELECTRONIC: (Holdings.ELECTRONIC.value, Holdings.BOTH.value),
}
WAYS = {Medium.PHYSICAL: "in print", Medium.ELECTRONIC: "electronically"}


def no_electronic(request: Request, today: date) -> str:
    return lacks(request, Medium.ELECTRONIC)


def no_physical(request: Request, today: date) -> str:
    return lacks(request, Medium.PHYSICAL)


def lacks(request: Request, wanted: Medium) -> str:
    """Why an item of this kind cannot fulfil it, or that nobody knows; empty where one can."""
    one, way = request.answers.holdings, WAYS[wanted]
    at_hand = request.item not in (Item.NONE, Item.EXPECTED)
    if wanted is Medium.PHYSICAL and at_hand:
        return ""
    if one is None or one.value == Holdings.FAILED:
        return f"Whether the library has this title {way} is not known yet: record the holdings."
    if one.value in HELD[wanted]:
        return ""
    if one.source == "catalogue" and wanted is Medium.ELECTRONIC:
        return (
            "The catalogue counted physical volumes, and nobody has looked for an electronic "
            "item yet: record the holdings."
        )
    return f"The library does not have this title {way}."


def go_electronic(request: Request, heard: Any, moment: Moment) -> Request:
    """No volume is waited for any longer; one that is here goes back first."""
    if request.item not in (Item.NONE, Item.EXPECTED, Item.RETURNED):
        raise Refused(
            "The volume is at the desk.",
            instead="Return the item first, then change to electronic digitization.",
        )
    item = Item.NONE if request.item is Item.EXPECTED else request.item
    changed = replace(request, medium=Medium.ELECTRONIC, item=item)
    return made_of(changed, Source.DIGITAL, moment)


def go_physical(request: Request, heard: Any, moment: Moment) -> Request:
    return made_of(replace(request, medium=Medium.PHYSICAL), Source.PAPER, moment)


def made_of(request: Request, source: Source, moment: Moment) -> Request:
    """The licence return asks of what the copy is made, so the answer goes with the change."""
    words = f"changed to {request.medium.value} digitization"
    answer = Answer(
        value=source.value, source="person", checked_by=moment.by.name, checked_on=moment.today,
        evidence=words,
    )  # fmt: skip
    return replace(request, answers=replace(request.answers, original=answer))
