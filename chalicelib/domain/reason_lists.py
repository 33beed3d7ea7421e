"""The reasons that people choose from, as the library keeps them: four lists in versions.

Version 0 is what the settings say. What an administrator saves stands in their place at once; old
versions stay, and what was decided keeps the words of its day.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.reasons import (
    APPROVALS,
    CANCELLATIONS,
    CANNOT,
    CODE,
    DEFAULT,
    FIELDS,
    REFUSALS,
    Reason,
)

MOST, LONGEST, LONGEST_NOTE = 100, 200, 1_000
#: The lists by their names in Terms, in the order in which they are shown.
NAMES = ("rejections", "cancellations", "approvals", "refusals")
#: Lists whose reasons end a request, so that Alma is told a code of its own.
ENDS = ("rejections", "cancellations")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLists:
    """One version of all four lists: who saved it, when and why."""

    rejections: tuple[Reason, ...] = DEFAULT
    approvals: tuple[Reason, ...] = APPROVALS
    refusals: tuple[Reason, ...] = REFUSALS
    cancellations: tuple[Reason, ...] = CANCELLATIONS
    version: int = 0
    by: str = ""
    saved_on: datetime | None = None
    note: str = ""

    @property
    def lists(self) -> dict[str, Any]:
        """The lists alone, by their names in Terms."""
        return {name: getattr(self, name) for name in NAMES}


class Reader:
    """Reads what an administrator writes; all that is wrong is told at once, each at its place."""

    def __init__(self, stands: ReasonLists) -> None:
        self.stands = stands
        self.wrong: list[dict[str, str]] = []

    def off(self, place: str, words: str) -> None:
        self.wrong.append({"field": place, "words": words})

    def read(self, sent: Mapping[str, Any]) -> ReasonLists:
        """The lists without a version; one that is not said stays as it stands."""
        for name in sent.keys() - {*NAMES, "note"}:
            self.off(str(name)[:40], f"this is none of {', '.join((*NAMES, 'note'))}")
        lists = {name: self.one(name, sent[name]) for name in NAMES if name in sent}
        note = self.text("note", sent.get("note", ""), LONGEST_NOTE)
        if self.wrong:
            first = self.wrong[0]["words"]
            raise NotUnderstood(f"The reasons cannot be saved: {first}.", fields=self.wrong)
        return ReasonLists(**{**self.stands.lists, **lists}, note=note)

    def one(self, name: str, sent: Any) -> tuple[Reason, ...]:
        if not isinstance(sent, list) or not 0 < len(sent) <= MOST:
            self.off(name, f"say 1 to {MOST} reasons as a list, in their order")
            return ()
        found: list[Reason] = []
        for n, said in enumerate(sent):
            found.append(self.reason(f"{name}.{n}", said, name, found))
        self.whole(name, found)
        return tuple(found)

    def reason(self, at: str, said: Any, name: str, before: list[Reason]) -> Reason:
        if not isinstance(said, Mapping) or not said.keys() <= FIELDS.keys():
            self.off(at, f"a reason has {', '.join(FIELDS)} and nothing else")
            return Reason("", "")
        label = self.text(f"{at}.label", said.get("label"), LONGEST)
        if not label:
            self.off(f"{at}.label", "say the reason in words")
        retired = said.get("retired", False)
        if not isinstance(retired, bool):
            self.off(f"{at}.retired", "this is true or false")
        same = [one for one in before if one.label == label and not one.retired]
        if label and retired is False and same:
            self.off(f"{at}.label", f"“{label}” stands in this list already")
        code = self.code(f"{at}.code", said.get("code", ""), label, before, name)
        return Reason(code, label, self.alma(at, said, code, name), retired is True)

    def code(self, at: str, said: Any, label: str, before: list[Reason], name: str) -> str:
        """The code that was said; a new reason's own, out of its words, where none was."""
        taken = {one.code for one in before}
        if said == "":
            standing = {one.code for one in getattr(self.stands, name)}
            return fresh(label, taken | standing)
        if not isinstance(said, str) or len(said) > LONGEST or not CODE.fullmatch(said):
            self.off(at, "a code is small letters, digits and hyphens")
            return ""
        if said in taken:
            self.off(at, f"the code {said} stands in this list twice")
        return said

    def alma(self, at: str, said: Mapping[str, Any], code: str, name: str) -> str:
        """What Alma is told; of a list that ends no request, what stands."""
        stands = next((one.alma for one in getattr(self.stands, name) if one.code == code), CANNOT)
        if name not in ENDS:
            return stands
        told = self.text(f"{at}.alma", said.get("alma", ""), LONGEST)
        return told or (CANNOT if name == "rejections" else "")

    def text(self, at: str, said: Any, longest: int) -> str:
        if not isinstance(said, str) or len(said) > longest:
            self.off(at, f"this is a text of {longest} characters at the most")
            return ""
        return " ".join("".join(one for one in said if one.isprintable() or one == "\n").split())

    def whole(self, name: str, found: list[Reason]) -> None:
        """A list offers something, and nothing that could be chosen is gone from it."""
        codes = {one.code for one in found}
        for one in getattr(self.stands, name):
            if one.code not in codes:
                self.off(name, f"“{one.label}” may have been chosen: retire it, so that it is read")
        if all(one.retired for one in found):
            self.off(name, "a list offers at least one reason that is not retired")


def fresh(label: str, taken: set[str]) -> str:
    """A code out of these words that no other reason has."""
    plain = "-".join(re.findall("[a-z0-9]+", label.lower()))[:60].strip("-") or "reason"
    every = (f"{plain}-{n}" if n > 1 else plain for n in range(1, len(taken) + 2))
    return next(one for one in every if one not in taken)


def retired(lists: Mapping[str, Any], kind: str, code: object) -> str:
    """Why this reason cannot be chosen, where it is one that was retired; else nothing."""
    found = [one for one in lists.get(kind, ()) if one.code == code and one.retired]
    return f"“{found[0].label}” is retired; choose one that is offered" if found else ""
