"""What the desk remarked about a request without being asked: for staff to see, never to refuse.

A condition that a list should have asked for first (eligibility.py) loses nothing here: the
request is taken in, and says so.
"""

from collections.abc import Mapping
from typing import Any

SWITCHED_OFF = "switched-off"
OPEN_TWIN = "open-twin"
CLOSED_THERE = "closed-there"
ON_SHELF = "on-shelf"
SAME_TEXT = "same-text"
NO_ITEM = "no-item"
ITEMS_NOT_KNOWN = "items-not-known"

#: What staff read for each.
WORDS: Mapping[str, str] = {
    SWITCHED_OFF: "The library has switched this kind of request off for this list",
    OPEN_TWIN: "Another open request is for the same item on the list",
    CLOSED_THERE: "The list's own system closed its request",
    SAME_TEXT: "The same text is asked for, or open to readers, for the same run already",
    ON_SHELF: "The volume stands on the shelf of requested items",
    NO_ITEM: "The library has no physical volume of this title",
    ITEMS_NOT_KNOWN: "Whether the library has a physical volume could not be looked up",
}


def added(remarks: tuple[str, ...], code: str) -> tuple[str, ...]:
    """These remarks and this one, which is made once only."""
    return remarks if code in remarks or code not in WORDS else (*remarks, code)


def of_items(remarks: tuple[str, ...], found: Mapping[str, Any]) -> tuple[str, ...]:
    """These remarks with what was found of physical volumes (A080); the same where none looked.

    `items` is their number, None where it could not be looked up: that is never taken for none.
    """
    if "items" not in found:
        return remarks
    count = found["items"]
    known = tuple(one for one in remarks if one not in (NO_ITEM, ITEMS_NOT_KNOWN))
    if count is None:
        return added(known, ITEMS_NOT_KNOWN)
    return known if count else added(known, NO_ITEM)


def items_in_words(found: Mapping[str, Any]) -> str:
    """The same as the history says it; empty where nobody looked."""
    if "items" not in found:
        return ""
    return "not known" if found["items"] is None else str(found["items"] or "none")
