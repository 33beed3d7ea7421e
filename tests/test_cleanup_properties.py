"""Whatever is published, reused, deleted and cleaned up, in any order: no request ever names a file
that is not there."""

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib import sweeping
from chalicelib.domain import reuse
from chalicelib.domain.cleanup import Rule, named
from chalicelib.domain.errors import DeskError
from chalicelib.domain.people import DESK, Person, Role
from chalicelib.domain.request import Change, Event, Purpose, State
from tests.domain.a_request import DIGITISER, NOON
from tests.nights import Nights
from tests.rows import Rows

#: The last one is for a patron; the others are of one text, and may use each other's scans.
NAMES = A, B, C, D = ("AAAA2345", "BBBB2345", "CCCC2345", "DDDD2345")
AMIR = Person("amir", "Amir", roles=frozenset({Role.ADMINISTRATOR}))
SAID: dict[str, dict[str, str]] = {
    "cancel": {"reason": "no-longer-needed"}, "reject": {"reason": "not-held"},
    "delete": {"note": "x"}, "archive": {"note": "x"},
}  # fmt: skip
BY = {"bring-back": AMIR, "expire": DESK}
MOVES = ("cancel", "cancel", "delete", "reject", "reopen", "publish", "archive", "reinstate",
         "expire", "renew", "bring-back")  # fmt: skip
PAIRS = ((A, B), (B, C), (A, C), (C, A))
#: Their link opens, or may open again without a new scan.
OPENS = (State.COMPLETE, State.ARCHIVED, State.EXPIRED)
STEPS = st.one_of(
    st.tuples(st.just("act"), st.sampled_from(NAMES), st.sampled_from(MOVES)),
    st.tuples(st.just("begin"), st.sampled_from(PAIRS)),
    st.tuples(st.just("reuse"), st.sampled_from(PAIRS)),
    st.tuples(st.sampled_from(["write", "night", "look", "remove", "sweep"])),
)


class Story:
    """A few requests and what happens to them, held up where two may meet."""

    def __init__(self) -> None:
        self.nights = Nights(Rows(), terms={"closed_file_days": 2, "patron_days": 2})
        for name in NAMES:
            purpose = Purpose.PATRON if name == D else Purpose.COURSE
            self.nights.stored(name, purpose=purpose)
        self.nights.night()
        self.began: list[Any] = []
        self.seen: list[Any] = []

    def act(self, name: str, action: str) -> None:
        by, version = BY.get(action, DIGITISER), self.nights.read(name).version
        self.nights.desk.act(name, action, SAID.get(action, {}), by, version)

    def begin(self, pair: tuple[str, str]) -> None:
        """What a colleague saw and decided, and has not written yet."""
        origin, before = self.nights.read(pair[0]), self.nights.read(pair[1])
        offers = reuse.offers(before, (origin,))
        if offers and before.is_open and len(before.scans) < 4:
            self.began.append((before, offers[0]))

    def reuse(self, pair: tuple[str, str]) -> None:
        self.begin(pair)
        self.write()

    def write(self) -> None:
        if self.began:
            before, offer = self.began.pop()
            after = reuse.use(before, offer, self.nights.desk.moment(DIGITISER))
            after = replace(after, version=before.version + 1, selected=after.scans[-1].id)
            event = Event(after.version, NOON, "dan", "Dan", "reuse-scan")
            self.nights.table.save(before, Change(after, event))

    def night(self) -> None:
        self.nights.night(2)

    def look(self) -> None:
        """A run that finds what is due, and is held up before it removes it."""
        self.nights.days += 2
        made = self.nights.parts()
        due = (made.due(one) for one in (Rule.PATRON, Rule.CLOSED))
        self.seen = [(made, removal) for found in due for removal in found]

    def remove(self) -> None:
        for made, removal in self.seen:
            made.attempt(removal, made.remove)

    def sweep(self) -> None:
        self.nights.days += 8
        sweeping.Sweeping(self.nights.parts()).run()


@given(st.lists(STEPS, min_size=10, max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_order_of_things_loses_a_file_that_is_needed(steps):
    story = Story()
    for step in steps:
        try:
            getattr(story, step[0])(*step[1:])
        except DeskError:
            continue
        for name in NAMES:
            request = story.nights.read(name)
            assert named(request) <= set(story.nights.bucket.there)
            # What may open again without anybody's upload still has its file.
            if name != D and request.state in OPENS and request.scan:
                assert request.scan.usable
