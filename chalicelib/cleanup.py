"""What the clock cleans up each night: rule by rule, so much at a time, and never without a word.

Each removal is first written into the history of its request, by a move that looks once more
whether the rule still holds, and only then carried out. What a crash leaves between the two is a
file that nobody names, which `sweeping.py` finds.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from chalicelib.desk import Desk
from chalicelib.domain import closing_letter, pictures
from chalicelib.domain.cleanup import SHARED, Removal, Rule, overdue, place, removals
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import Busy, ChangedMeanwhile, Refused, Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.telling import Outgoing

MOST = 1_000
#: What another day will settle: it is left, and said in the log.
LEFT = (Busy, Refused, Unknown, ChangedMeanwhile)
#: The dated lists of each rule; those `by rule` have their day in them already.
LISTS: Mapping[Rule, tuple[str, ...]] = {
    Rule.PATRON: ("patron-files", "patron-files-by-rule"),
    Rule.CLOSED: ("closed-files",),
    Rule.PERSONAL: ("personal-data",),
}


class Entry(Protocol):
    @property
    def request(self) -> str: ...
    @property
    def since(self) -> datetime | None: ...


class Lists(Protocol):
    """What the clean-up looks through, and how far it came."""

    def until(self, name: str, day: date, most: int) -> Sequence[Entry]: ...
    def listed(self, name: str, most: int) -> Sequence[Entry]: ...
    def forget(self, one: Any) -> None: ...
    def state(self, name: str) -> dict[str, Any]: ...
    def keep(self, name: str, kept: dict[str, Any]) -> None: ...
    def heads(self, shelf: str, after: str | None) -> tuple[list[str], str | None]: ...
    def write_again(self, request: Request) -> None: ...
    def told(self, request: str, closes: date, week: str, ends: datetime) -> None: ...
    def in_week(self, week: str) -> list[str]: ...


class Held(Protocol):
    """Which requests name a file that several may name."""

    def by(self, key: str) -> list[str]: ...
    def lock(self, key: str, now: datetime) -> list[str]: ...
    def unlock(self, key: str) -> None: ...
    def write_again(self, request: Request) -> None: ...


class Stored(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def at(self) -> datetime: ...


class Store(Protocol):
    def listed(self, prefix: str, after: str = "", most: int = 1_000) -> Sequence[Stored]: ...
    def remove(self, key: str) -> None: ...
    def bring_back(self, key: str, version: str = "") -> str: ...


class Closings(Protocol):
    def until(self, day: date, most: int) -> list[tuple[date, str]]: ...


@dataclass(frozen=True, slots=True)
class Cleanup:
    """The clean-up with its parts; `until` is when a run has to stop, by time.monotonic().

    `dry`: it is only looked at, and not even a list is mended.
    """

    desk: Desk
    lists: Lists
    held: Held
    store: Store
    closings: Closings
    blank: Callable[[Request], None]
    post: Callable[[Outgoing], None]
    posted: Callable[[str, str], bool]
    until: float = float("inf")
    dry: bool = False
    done: Counter[str] = field(default_factory=Counter)

    @property
    def terms(self) -> DeliveryTerms:
        return self.desk.terms.delivery

    @property
    def today(self) -> date:
        return self.desk.clock().astimezone(self.desk.terms.zone).date()

    @property
    def late(self) -> bool:
        return time.monotonic() > self.until

    def run(self) -> None:
        """The rules by which the files and the names of a request go."""
        for rule in LISTS:
            for removal in self.due(rule):
                self.attempt(removal, self.remove)

    def give_up_uploads(self) -> None:
        for removal in self.uploads():
            self.attempt(removal, self.give_up)

    def attempt(self, removal: Removal, act: Callable[[Removal], bool]) -> None:
        """Do it and say so; what cannot be done today is left to another day."""
        try:
            outcome = "removed" if act(removal) else "left"
        except LEFT as left:
            outcome = type(left).__name__
        self.done[removal.rule if outcome == "removed" else "left"] += 1
        say(removal.rule.value, removal.request, outcome)

    def uploads(self) -> Iterator[Removal]:
        """The uploads that are given up today; their `keys` are the files of evidence."""
        before = self.desk.clock() - timedelta(hours=self.terms.upload_hours)
        for entry in self.lists.listed("uploads", MOST):
            if self.late:
                return
            request, since = self.loaded(entry), entry.since or before
            if request is None or since > before:
                continue
            scans, files = overdue(request)
            names = ", ".join([*(one.name for one in scans), *(one.name for one in files)])
            ids = tuple(one.id for one in files), tuple(one.id for one in scans)
            if names:
                yield Removal(Rule.UPLOAD, request.id, names, since.date(), *ids)
            else:
                self.forget(entry)

    def give_up(self, removal: Removal) -> bool:
        told = {"files": removal.what, "rule": removal.rule.words(self.terms),
                "scans": list(removal.scans), "pieces": list(removal.keys)}  # fmt: skip
        self.desk.act_as_desk(removal.request, "uploads-given-up", told)
        return True

    def due(self, rule: Rule) -> Iterator[Removal]:
        """All that this rule removes today, as the requests stand now."""
        for name in LISTS[rule]:
            for entry in self.lists.until(name, self.last_day(rule, name), MOST):
                if self.late:
                    return
                request = self.loaded(entry)
                if request is None:
                    continue
                yield from removals(request, rule, self.terms, self.today)
                if place(request, rule) is None:
                    self.forget(entry)

    def last_day(self, rule: Rule, name: str) -> date:
        """The last day of a list on which something may be due; years are counted exactly later."""
        if name == "patron-files-by-rule":
            return self.today
        terms = self.terms
        days = {Rule.PATRON: terms.patron_days, Rule.CLOSED: terms.closed_file_days}
        return self.today - timedelta(days=days.get(rule, 365 * terms.pseudonymise_years))

    def loaded(self, entry: Entry) -> Request | None:
        try:
            return self.desk.table.load(entry.request)
        except Unknown:
            self.forget(entry)
            return None

    def forget(self, entry: Entry) -> None:
        """An entry that its request does not have any more."""
        if not self.dry:
            self.lists.forget(entry)

    def remove(self, removal: Removal) -> bool:
        """By its rule; True where it was done."""
        if removal.rule is Rule.PERSONAL:
            return self.pseudonymise(removal)
        kept = self.needed_elsewhere(removal)
        going = [key for key in removal.keys if key not in kept]
        told = {
            "files": removal.what, "rule": removal.rule.words(self.terms),
            "code": removal.rule.value, "scans": list(removal.scans), "keys": going,
            "stays for": ", ".join(sorted({name for names in kept.values() for name in names})),
        }  # fmt: skip
        gone = False
        try:
            after = self.desk.act_as_desk(removal.request, "files-removed", told)
            gone = all(one.removed_on for one in after.scans if one.id in removal.scans)
        finally:
            # What is gone stays locked for a day, for whoever looked at it just before.
            for key in () if gone else going:
                self.unlock(key)
        for key in going if gone else ():
            self.take(key)
        return gone

    def take(self, key: str) -> None:
        """Remove a file, and with a master the pictures of its pages."""
        drawn = self.store.listed(pictures.below(key)) if key.startswith("masters/") else ()
        for one in drawn:
            self.store.remove(one.key)
        self.store.remove(key)

    def needed_elsewhere(self, removal: Removal) -> Mapping[str, list[str]]:
        """The files that other requests name, and which; all others are locked from here on."""
        kept = {}
        for key in removal.keys:
            if not key.startswith(SHARED):
                continue
            others = [one for one in self.held.lock(key, self.desk.clock())
                      if one != removal.request]  # fmt: skip
            if others:
                kept[key] = others
                self.held.unlock(key)
        return kept

    def unlock(self, key: str) -> None:
        if key.startswith(SHARED):
            self.held.unlock(key)

    def pseudonymise(self, removal: Removal) -> bool:
        self.blank(self.desk.table.load(removal.request))
        told = {"rule": removal.rule.words(self.terms), "keys": list(removal.keys)}
        after = self.desk.act_as_desk(removal.request, "pseudonymise", told)
        for key in removal.keys if after.pseudonymised_on else ():
            self.store.remove(key)
        return after.pseudonymised_on is not None

    def tell_what_closes(self) -> None:
        """Once a week, the links that close soon and were named in no letter for that day."""
        today, week = self.today, closing_letter.week(self.today)
        if self.late or self.posted(closing_letter.LANE, closing_letter.letter_id(today)):
            return
        until = today + timedelta(days=self.terms.near_expiry_days)
        for day, request_id in self.closings.until(until, MOST):
            if day >= today:
                self.lists.told(request_id, day, week, self.desk.clock() + (day - today))
        ids = self.lists.in_week(week)
        if ids:
            self.post(closing_letter.letter(ids, until, self.desk.clock(), today))
            say("closing-letter", "", f"{len(ids)}-named")


def say(rule: str, request: str, outcome: str) -> None:
    """One line of the log for each removal: ids only, never a name."""
    line = {"what": "cleanup", "rule": rule, "request": request, "outcome": outcome}
    print(json.dumps(line), file=sys.stderr, flush=True)
