"""The administrators' look at the clean-up: what it would remove now, by which rule."""

import time
from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import answer, may
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.cleanup import Removal
    from chalicelib.handlers.delivery_shapes import CleanUp, Removable

cleanup = Blueprint(__name__)

#: Seconds for looking, and how many removals are listed of each rule; all are counted.
SECONDS, LISTED = 12.0, 200


@cleanup.route("/api/cleanup", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def rehearsed() -> Response:
    """A dry run: each rule with what it would remove now; nothing is touched."""
    from chalicelib import sweeping, wiring_delivery

    until = time.monotonic() + SECONDS
    made = wiring_delivery.cleanup(until, dry=True)
    found = list(sweeping.due(made))
    shown: CleanUp = {
        "rules": [rule(code, found) for code in codes()],
        "complete": not made.late,
        "last": last(made.lists.state("last")),
    }
    return answer(shown)


def codes() -> list[str]:
    from chalicelib.domain.cleanup import Rule

    return [one.value for one in Rule]


def rule(code: str, found: list["Removal"]) -> Any:
    from chalicelib import wiring
    from chalicelib.domain.cleanup import WORDS, Rule

    words, theirs = WORDS[Rule(code)], [one for one in found if one.rule == code]
    return {
        "code": code, "goes": words.goes, "when": words.when, "setting": words.setting,
        "value": getattr(wiring.terms().delivery, words.setting), "count": len(theirs),
        "removals": [removable(one) for one in theirs[:LISTED]],
    }  # fmt: skip


def removable(one: "Removal") -> "Removable":
    return {
        "request": one.request or None, "what": one.what, "due": one.due.isoformat(),
        "files": len(one.keys),
    }  # fmt: skip


def last(state: dict[str, Any]) -> Any:
    """When the clean-up ran last, and how much it removed by each rule; None before the first."""
    return {"at": state["at"], "done": state["done"]} if state else None
