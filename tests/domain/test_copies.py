"""What was made available stays known for ever, as it was (CLA, Guide to Reporting 2024-27)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain import copies
from chalicelib.domain.copies import Copy
from chalicelib.domain.courses import Run, run_of
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Request
from chalicelib.domain.works import Extract
from tests.domain.a_request import BOOK, DIGITISER, HIS101, NOON, RUN, TODAY, moment, ready

LATER = NOON + timedelta(days=30)


def published(**known: object) -> Request:
    return move(ready(**known), "publish", {}, moment()).request


def then(request: Request, action: str, by=DIGITISER, now=LATER) -> Request:
    return move(request, action, {"note": "because"} if action in NOTED else {},
                moment(by, now=now)).request  # fmt: skip


NOTED = ("archive", "delete", "note")


def test_publishing_freezes_one_copy_a_run():
    spring = replace(RUN, year="2027-28")
    runs = (run_of(HIS101, RUN), run_of(HIS101, spring))

    made = published(runs=runs).copies

    assert [(one.course, one.year) for one in made] == [
        ("HIS101", "2026-27"),
        ("HIS101", "2027-28"),
    ]


def test_a_copy_holds_what_the_return_asks():
    work = replace(BOOK, year="2014")
    (copy,) = published(work=work, extract=Extract("One", "", "1", "ii-iv, 7, 9-12", 8)).copies

    assert (copy.course, copy.run.name) == ("HIS101", "The long century")
    assert (copy.run.run.weeks, copy.run.run.students) == (30, 120)
    assert (copy.isn, copy.work.title, copy.work.year) == ("9780199535569", "A history", "2014")
    assert copy.ranges == (("ii", "iv"), ("7", "7"), ("9", "12"))
    assert (copy.basis, copy.counted, copy.since, copy.until) == ("cla-he", "w1", TODAY, None)
    assert (copy.opens, copy.closes) == (RUN.start, RUN.end)


@pytest.mark.parametrize(
    ("action", "by"), [("archive", DIGITISER), ("expire", DESK), ("delete", DIGITISER)]
)
def test_taking_it_off_closes_the_copy(action, by):
    (copy,) = then(published(), action, by).copies

    assert (copy.since, copy.until) == (TODAY, LATER.date())


def test_a_copy_names_the_pack_by_which_it_was_measured():
    measured = ready().extent
    assert measured is not None

    (copy,) = published(extent=replace(measured, pack="cla-he")).copies

    assert copy.pack == "cla-he"


def test_every_interval_in_which_it_was_live_is_kept():
    away = then(published(), "archive")
    back = then(away, "reinstate", now=LATER + timedelta(days=1))
    gone = then(back, "delete", now=LATER + timedelta(days=9))

    assert [(one.since, one.until) for one in gone.copies] == [
        (TODAY, LATER.date()),
        (LATER.date() + timedelta(days=1), LATER.date() + timedelta(days=9)),
    ]


def test_what_leaves_the_facts_as_they_are_makes_no_copy():
    live = published()

    assert then(live, "note").copies == live.copies


def test_a_later_change_of_the_facts_stands_behind_and_rewrites_nothing():
    live = published()
    changed = replace(live, extract=replace(live.extract, pages="1-14", page_count=14))

    first, second = copies.kept(live, changed, LATER.date())

    assert first == replace(live.copies[0], until=LATER.date())
    assert (second.pages, second.since, second.until) == ("1-14", LATER.date(), None)


def test_a_course_that_is_added_later_has_a_copy_of_its_own_and_the_first_goes_on():
    live = published()
    another = run_of(replace(HIS101, code="POL200"), Run("2026-27", TODAY, date(2027, 5, 1)))

    kept = copies.kept(live, replace(live, runs=(*live.runs, another)), LATER.date())

    assert kept[0] == live.copies[0]
    assert [(one.course, one.since) for one in kept[1:]] == [("POL200", LATER.date())]


def test_nothing_is_a_copy_before_it_is_published():
    assert ready().copies == ()
    assert then(ready(), "note").copies == ()


def test_pages_that_cannot_be_read_have_no_ranges():
    (copy,) = published().copies

    assert replace(copy, extract=Extract(pages="Index")).ranges == ()


def test_a_copy_is_the_same_after_it_was_stored():
    request = then(published(), "archive")

    assert from_plain(Request, to_plain(request)).copies == request.copies
    assert isinstance(request.copies[0], Copy)
