"""A correction of what is live: the link stays up, because what rested on it is asked again now.

A title, an author or a range that was mistyped is mended without archiving. What a correction
touches is checked as publishing would check it; where that no longer holds, the correction is
refused in words, or takes a basis and a note. Copies that were frozen for the licence return stay
as they are: the corrected facts begin an interval of their own (copies.py).
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain import licence, voids
from chalicelib.domain.bounds import openings_of
from chalicelib.domain.errors import Blocked, Refused, off
from chalicelib.domain.extent import WITHIN, measure
from chalicelib.domain.extent_effects import is_worse, recorded
from chalicelib.domain.licence import Answers
from chalicelib.domain.licence_effects import verify_licence
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.terms import Moment

OTHERWISE = "Or archive this link, and start a request of its own for the other text."


def corrected(before: Request, after: Request, heard: Any, moment: Moment) -> Request:
    """`after` is the request with the new facts on it; answered is what may stand, or a refusal."""
    if (before.work, before.extract, before.title) == (after.work, after.extract, after.title):
        raise Refused("Nothing is different.", instead="Change what is wrong, and send it then.")
    _approval_holds(before, after, heard, moment)
    after = _licensed(before, after, heard, moment)
    return _measured(before, after, heard, moment)


def is_other_title(before: Request, after: Request) -> bool:
    """The answers about the title, and so its licence, do not carry over."""
    rests_on = voids.RESTS_ON["answers"]
    return before.work is not None and rests_on(before) != rests_on(after)


def _approval_holds(before: Request, after: Request, heard: Any, moment: Moment) -> None:
    """What an approver approved was this title and these pages; only an approver says otherwise."""
    same = voids.portion(before) == voids.portion(after) and not is_other_title(before, after)
    if before.approval is not Approval.APPROVED or same:
        return
    if not moment.by.may(Role.APPROVER):
        raise Blocked(
            "Approval was given for this title and these pages, so that it does not cover others.",
            instead=f"Ask an approver to make this correction, with a note. {OTHERWISE}",
            missing=["approval"],
        )
    if not heard.note:
        raise off("note", "Say why the approval covers what is corrected.")


def _licensed(before: Request, after: Request, heard: Any, moment: Moment) -> Request:
    """Of the same title the licence stands; another one is checked in the same form."""
    if not is_other_title(before, after):
        return after
    if not heard.basis:
        raise off(
            "basis",
            "This is another title than the one that was checked: say what allows its copy, and "
            f"what is known about it. {OTHERWISE}",
        )
    after = verify_licence(replace(after, answers=Answers()), heard, moment)
    if lacks := licence.lacks(after, moment.today):
        raise Blocked(
            f"The licence check of the other title does not hold. {lacks}",
            instead=f"Say in this form what is known about it. {OTHERWISE}",
            missing=["licence"],
        )
    if after.link:
        after = replace(after, link=replace(after.link, openings=openings_of(after)))
    return after


def _measured(before: Request, after: Request, heard: Any, moment: Moment) -> Request:
    """The sum as publishing would measure it; what is within needs no other click."""
    rests_on = voids.RESTS_ON["extent"]
    if rests_on(before) == rests_on(after):
        return after
    shown, confirmed = measure(after, moment), before.extent
    if shown.verdict == WITHIN:
        return replace(after, extent=recorded(shown, moment))
    stands = confirmed and confirmed.basis and not is_worse(shown, confirmed)
    if confirmed and stands and not is_other_title(before, after):
        return replace(after, extent=recorded(shown, moment, confirmed.basis, confirmed.note))
    if not (heard.over and heard.note):
        raise off(
            "over",
            f"{shown.words} Give a basis and a note to keep it up all the same. {OTHERWISE}",
        )
    return replace(after, extent=recorded(shown, moment, heard.over, heard.note))


def told(heard: Any, before: Request, after: Request) -> Mapping[str, object]:
    """The history's words: each fact that changed, with what it was."""
    pairs = {name: (_facts(before)[name], value) for name, value in _facts(after).items()}
    said = {name: f"{new or 'none'} (was {old or 'none'})" for name, (old, new) in pairs.items()
            if old != new}  # fmt: skip
    bases = {"basis": heard.basis, "over": heard.over, "note": heard.note}
    return said | {name: value for name, value in bases.items() if value}


def _facts(request: Request) -> dict[str, str]:
    work, one = request.work, request.extract
    return {
        "work": work.title if work else "", "work authors": work.authors if work else "",
        "number": (work.isbn or work.issn) if work else "",
        "title": one.title or request.title, "authors": one.authors, "chapter": one.chapter,
        "pages": one.pages, "blanks": str(one.blanks or ""), "kind": one.portion.value,
        "volume": one.volume, "issue": one.issue, "DOI": one.doi,
    }  # fmt: skip
