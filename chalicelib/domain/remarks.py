"""What the desk remarked about a request without being asked: for staff to see, never to refuse.

A condition that a list should have asked for first (eligibility.py) loses nothing here: the
request is taken in, and says so.
"""

from collections.abc import Mapping

SWITCHED_OFF = "switched-off"
OPEN_TWIN = "open-twin"
CLOSED_THERE = "closed-there"
ON_SHELF = "on-shelf"

#: What staff read for each.
WORDS: Mapping[str, str] = {
    SWITCHED_OFF: "The library has switched this kind of request off for this list",
    OPEN_TWIN: "Another open request is for the same item on the list",
    CLOSED_THERE: "The list's own system closed its request",
    ON_SHELF: "The volume stands on the shelf of requested items",
}


def added(remarks: tuple[str, ...], code: str) -> tuple[str, ...]:
    """These remarks and this one, which is made once only."""
    return remarks if code in remarks or code not in WORDS else (*remarks, code)
