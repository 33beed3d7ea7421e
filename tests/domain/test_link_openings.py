"""One link, many openings: each run has its own days, and closing one leaves the others alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.domain.bounds import openings_of
from chalicelib.domain.claims import Claim, Take
from chalicelib.domain.courses import Course, Run, run_of
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import Blocked, DeskError, NotUnderstood, Refused
from chalicelib.domain.facts import Clearance, Dates, Extent, Verification
from chalicelib.domain.lifecycle import move
from chalicelib.domain.openings import Open, Over, Suspended, last_day, standing
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Change, Purpose, Request, State
from chalicelib.domain.rules import Outcome, Ruling
from chalicelib.domain.works import Portion
from tests.domain.a_request import HIS101, NOON, RUN, TERMS, TODAY, moment, ready

NEXT = Run("2027-28", date(2027, 9, 20), date(2028, 6, 30), 30, 90)
AGAIN = replace(HIS101, runs=(RUN, NEXT))
POLITICS = Course(
    "POL200", "The state", runs=(Run("2026-27", date(2026, 10, 1), date(2027, 2, 1)),)
)
YEAR_LATER = datetime(2027, 10, 4, 12, tzinfo=UTC)


def published(**known: object) -> Request:
    measured = Extent(12, 240, 5.0, "within", "Dan", TODAY, pack="cla-he")
    return move(ready(**{"extent": measured} | known), "publish", {}, moment()).request


def then(
    request: Request, action: str, found: object = None, now: datetime = NOON, **said: object
) -> Change:
    return move(request, action, said, moment(found=found, now=now))


def here(request: Request, now: datetime) -> object:
    openings = request.link.openings if request.link else ()
    return standing(request.state.phase, openings, now, TERMS.zone)


def test_another_run_is_added_and_the_one_there_was_stays_as_it_is():
    live = published()

    opened = then(live, "add-opening", AGAIN, course="HIS101", year="2027-28").request

    first, second = opened.link.openings
    assert (first, opened.link.token) == (live.link.openings[0], live.link.token)
    assert (second.of, second.start, second.end) == (("HIS101", "2027-28"), NEXT.start, NEXT.end)
    assert [one.run.year for one in opened.runs] == ["2026-27", "2027-28"]
    assert opened.state is State.COMPLETE


def test_the_new_run_is_measured_and_stands_beside_the_sums_of_the_others():
    live = published()

    opened = then(live, "add-opening", POLITICS, course="POL200")

    assert [(one.course, one.verdict) for one in opened.request.extent.sums] == [
        ("POL200", "within")
    ]
    assert opened.event.voids == ()


def taken_before(run: str) -> dict[str, tuple[Claim, ...]]:
    """Another request has so much of the book for this run that this one is over."""
    take = Take(work="w1", total=240, portion=Portion.PAGES, pages="100-150", page_count=51,
                blanks=0, chapter="", title="", volume="", issue="", basis="cla-he",
                since=TODAY, until=None)  # fmt: skip
    return {run: (Claim(request="OTHER", received=NOON, takes=(take,)),)}


def test_a_run_that_has_too_much_already_takes_a_basis_and_a_note():
    live, crowded = (
        published(),
        replace(moment(found=POLITICS), earlier=taken_before("POL200 2026-27")),
    )

    with pytest.raises(NotUnderstood) as refused:
        move(live, "add-opening", {"course": "POL200"}, crowded)
    all_the_same = {"course": "POL200", "basis": "direct-permission", "note": "Asked for."}
    opened = move(live, "add-opening", all_the_same, crowded).request

    assert "26.3 %" in str(refused.value.facts)
    assert (opened.extent.verdict, opened.extent.basis) == ("over", "direct-permission")


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        ({"licence": None}, "licence"),
        (
            {"licence": Verification("cla-he", "Dan", TODAY, valid_until=date(2026, 11, 1))},
            "licence",
        ),
        ({"selected": ""}, "scan"),
    ],
)
def test_another_run_waits_for_what_every_link_waits_for(without, missing):
    live = replace(published(), **without)

    with pytest.raises(Blocked) as blocked:
        then(live, "add-opening", POLITICS, course="POL200")

    assert blocked.value.facts["missing"] == [missing]


def test_a_run_that_is_open_already_is_not_opened_twice():
    with pytest.raises(NotUnderstood):
        then(published(), "add-opening", AGAIN, course="HIS101", year="2026-27")


def test_no_opening_goes_beyond_what_bears_on_it_and_says_what_that_is():
    live = published(
        licence=Verification("cla-he", "Dan", TODAY, valid_until=date(2027, 1, 15)),
        clearance=Clearance("r", start=date(2026, 10, 5)),
    )

    with pytest.raises(NotUnderstood) as late:
        then(live, "add-opening", POLITICS, course="POL200", end="2027-01-16")
    with pytest.raises(NotUnderstood) as early:
        then(live, "add-opening", POLITICS, course="POL200", start="2026-10-04")
    bounded = then(live, "add-opening", POLITICS, course="POL200").request.link.openings[-1]

    assert "the licence check ends" in str(late.value.facts)
    assert "the approval begins" in str(early.value.facts)
    assert (bounded.start, bounded.end) == (date(2026, 10, 5), date(2027, 1, 15))


def test_closing_one_opening_leaves_the_other_untouched():
    both = then(published(), "add-opening", POLITICS, course="POL200").request

    change = then(both, "close-opening", opening="1", note="Taught no more.")

    first, second = change.request.link.openings
    assert (first.closed.why, first.closed.by) == ("Taught no more.", "Dan")
    assert second == both.link.openings[1]
    found = here(change.request, NOON)
    assert isinstance(found, Open)
    assert found.opening.course == "POL200"
    assert change.event.said["opening"] == "HIS101 2026-27"


def test_a_closed_opening_ends_its_copy_and_the_other_copy_stands():
    both = then(published(), "add-opening", POLITICS, course="POL200").request
    later = NOON + timedelta(days=3)

    copies = then(both, "close-opening", now=later, opening="1", note="No more.").request.copies

    assert [(one.course, one.until) for one in copies] == [
        ("HIS101", later.date()),
        ("POL200", None),
    ]


def test_the_only_opening_that_is_left_is_archived_and_not_closed():
    with pytest.raises(Refused) as refused:
        then(published(), "close-opening", opening="1", note="No more.")

    assert "Archive" in refused.value.instead


def test_what_was_closed_is_opened_again_by_an_opening_of_its_own():
    both = then(published(), "add-opening", POLITICS, course="POL200").request
    closed = then(both, "close-opening", opening="2", note="A mistake.").request

    again = then(closed, "add-opening", POLITICS, course="POL200").request

    assert [(one.course, bool(one.closed)) for one in again.link.openings] == [
        ("HIS101", False),
        ("POL200", True),
        ("POL200", False),
    ]
    assert last_day(again.link.openings) == RUN.end


@given(
    closed=some.sets(some.integers(0, 3), max_size=3),
    day=some.dates(date(2026, 9, 1), date(2028, 8, 1)),
)
def test_a_link_opens_on_a_day_exactly_when_one_of_its_openings_does(closed, day):
    first, last = date(2026, 9, 1), date(2027, 3, 1)
    apart = [timedelta(150 * n) for n in range(4)]
    runs = [Run(str(n), first + later, last + later) for n, later in enumerate(apart)]
    request = published(runs=tuple(run_of(HIS101, run) for run in runs))
    for n in closed:
        request = then(request, "close-opening", opening=str(n + 1), note="No more.").request

    found = here(request, datetime(day.year, day.month, day.day, 12, tzinfo=UTC))

    left = [run for n, run in enumerate(runs) if n not in closed]
    assert isinstance(found, Open) is any(run.start <= day <= run.end for run in left)


def test_the_days_of_one_opening_are_changed_within_its_bounds():
    both = then(published(), "add-opening", POLITICS, course="POL200").request

    changed = then(both, "change-dates", opening="2", start="2026-11-01", end="2026-12-18").request

    assert changed.link.openings[0] == both.link.openings[0]
    assert changed.link.openings[1].asked == Dates(date(2026, 11, 1), date(2026, 12, 18))
    assert changed.link.openings[1].end == date(2026, 12, 18)
    assert [one.closes for one in changed.copies if one.until is None] == [
        RUN.end,
        date(2026, 12, 18),
    ]


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-12-01", "2026-11-30", "before the first"),
        (None, "2027-07-01", "HIS101 2026-27 ends"),
        ("2026-09-01", None, "HIS101 2026-27 starts"),
        (None, "2026-11-20", "No day is left"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words(start, end, words):
    with pytest.raises(NotUnderstood) as refused:
        then(published(), "change-dates", opening="1", start=start, end=end)

    assert words in str(refused.value.facts)


def expired() -> Request:
    after = datetime(2027, 7, 1, 12, tzinfo=UTC)
    return move(published(), "expire", {}, moment(DESK, now=after)).request


def test_renewing_for_the_new_run_keeps_the_token_and_makes_a_copy_for_that_run_alone():
    over = expired()

    back = then(over, "renew", AGAIN, YEAR_LATER, course="HIS101").request

    assert (back.state, back.link.token) == (State.COMPLETE, over.link.token)
    assert [one.of for one in back.link.openings] == [("HIS101", "2026-27"), ("HIS101", "2027-28")]
    assert [(one.year, one.until) for one in back.copies] == [
        ("2026-27", RUN.end),
        ("2027-28", None),
    ]
    assert isinstance(here(back, YEAR_LATER), Open)


def test_renewing_for_a_run_that_is_over_is_refused_and_says_what_to_do():
    with pytest.raises(Blocked) as refused:
        then(expired(), "renew", None, YEAR_LATER)

    assert "Name the course and the run" in refused.value.instead


def test_renewing_measures_the_new_run_again():
    crowded = replace(moment(found=AGAIN, now=YEAR_LATER), earlier=taken_before("HIS101 2027-28"))

    with pytest.raises(NotUnderstood) as refused:
        move(expired(), "renew", {"course": "HIS101"}, crowded)

    assert refused.value.facts["fields"][0]["field"] == "basis"


def test_reinstating_brings_back_every_opening_that_nobody_closed():
    both = then(published(), "add-opening", POLITICS, course="POL200").request
    closed = then(both, "close-opening", opening="1", note="No more.").request
    away = then(closed, "archive", note="For now.").request

    back = then(away, "reinstate").request

    assert [bool(one.closed) for one in back.link.openings] == [True, False]
    assert here(away, NOON) == Suspended()
    assert [(one.course, one.until) for one in back.copies if one.until is None] == [
        ("POL200", None)
    ]


def test_a_licence_that_was_checked_again_opens_the_same_run_to_its_end():
    short = Verification("cla-he", "Dan", TODAY, valid_until=date(2026, 12, 1))
    away = then(published(licence=short), "archive", note="The check ends.").request
    longer = replace(away, licence=replace(short, valid_until=date(2027, 12, 1)))

    assert away.link.openings[0].end == date(2026, 12, 1)
    assert then(longer, "reinstate").request.link.openings[0].end == RUN.end


def test_resits_are_part_of_the_run():
    resits = replace(RUN, resits_until=date(2027, 8, 20))

    (opening,) = openings_of(ready(runs=(run_of(HIS101, resits),)))

    assert opening.end == date(2027, 8, 20)


@pytest.mark.parametrize(
    ("dates", "missing"), [(Dates(), ["dates"]), (Dates(TODAY, None), ["dates"])]
)
def test_where_the_library_insists_on_dates_nothing_is_published_without_both(dates, missing):
    insisting = replace(TERMS, delivery=DeliveryTerms(dates_required=True))

    with pytest.raises(Blocked) as blocked:
        move(ready(dates=dates), "publish", {}, replace(moment(), terms=insisting))
    both = Dates(TODAY, date(2027, 1, 1))
    done = move(ready(dates=both), "publish", {}, replace(moment(), terms=insisting)).request

    assert blocked.value.facts["missing"] == missing
    assert done.link.openings[0].end == date(2027, 1, 1)


PATRON = {
    "purpose": Purpose.PATRON,
    "ruling": Ruling(book=1, place=1, name="Patrons", outcome=Outcome(views=3), on=NOON),
}


def test_staff_allow_a_patron_more_views_and_no_reader_of_a_course():
    more = then(published(**PATRON), "allow-views", views=2).request

    assert more.link.more_views == 2
    with pytest.raises(Refused):
        then(published(), "allow-views", views=2)


def test_a_copy_for_one_patron_is_opened_for_no_course():
    with pytest.raises(Refused):
        then(published(**PATRON), "add-opening", POLITICS, course="POL200")


@pytest.mark.parametrize("action", ["add-opening", "close-opening", "change-dates"])
def test_only_a_live_link_has_openings_to_change(action):
    with pytest.raises(DeskError):
        then(expired(), action, AGAIN)


def test_a_link_says_over_when_the_last_of_its_openings_is():
    both = then(published(), "add-opening", POLITICS, course="POL200").request

    found = here(both, datetime(2027, 7, 1, 12, tzinfo=UTC))

    assert found == Over(RUN.end)
