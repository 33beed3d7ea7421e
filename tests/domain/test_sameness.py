"""When two requests are for the same text, and for the same run."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import remarks
from chalicelib.domain.courses import run_of
from chalicelib.domain.request import Change, Event, State
from chalicelib.domain.sameness import flagged, marks, names, pages_of, same_run, same_text, twins
from chalicelib.domain.works import Extract
from tests.domain.a_request import BOOK, HIS101, NOON, RUN, a_request, ready

NEXT_YEAR = run_of(HIS101, replace(RUN, year="2027-28"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Extract(pages="1-8"), Extract(pages="5-8, 1-4"), True),
        (Extract(pages="i-iv"), Extract(pages="1-4"), False),
        (Extract("Time", pages="1-8"), Extract("Time", pages="1-9"), False),
        (Extract("On Time"), Extract("on time.", pages="1-9"), True),
        (Extract(doi="10.1/a"), Extract(doi="10.1/a", pages="1-9"), True),
        (Extract("A", doi="10.1/a"), Extract("A", doi="10.1/b"), False),
        (Extract(chapter="3"), Extract(chapter="3"), True),
        (Extract(), Extract(), False),
        (Extract(pages="1-8, Index"), Extract(pages="1-8"), False),
    ],
)
def test_a_text_is_the_same_by_its_pages_else_its_doi_else_its_title(one, other, same):
    assert same_text(one, other) is same_text(other, one) is same


RANGES = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 9)), min_size=1, max_size=9)
TEXTS = st.builds(
    Extract,
    st.sampled_from(["", "Time", "on time", "On Time!"]),
    pages=st.sampled_from(["", "1-3", "2, 1, 3", "7", "1-3, Index"]),
    doi=st.sampled_from(["", "10.1/a", "10.1/b"]),
    chapter=st.sampled_from(["", "3"]),
)


@given(RANGES, st.randoms())
def test_the_order_in_which_pages_are_written_makes_no_difference(pairs, chance):
    written = [f"{first}-{first + more}" for first, more in pairs]
    shuffled = [*written]
    chance.shuffle(shuffled)

    one, other = (Extract(pages=", ".join(each)) for each in (written, shuffled))

    assert pages_of(one) == pages_of(other)
    assert marks(one) == marks(other)


@given(TEXTS, TEXTS)
def test_whatever_is_the_same_is_found_by_a_mark(one, other):
    if same_text(one, other):
        assert set(marks(one)) & set(marks(other))


def test_before_a_title_is_matched_requests_meet_by_what_was_asked_for():
    typed = [("978-0-19-953556-9", "A history"), ("0199535566", "The history of")]

    assert len({names(a_request(sought=one)) for one in typed}) == 1
    assert names(a_request(work=BOOK)) == ("w1",)


def test_one_run_is_the_same_and_the_next_year_is_not():
    assert same_run(ready(), ready(id="B"))
    assert not same_run(ready(), ready(runs=(NEXT_YEAR,)))


def test_before_courses_are_matched_their_codes_as_asked_for_decide():
    assert same_run(a_request(course_asked="his101 "), ready())
    assert not same_run(a_request(course_asked=""), a_request(course_asked=""))


@pytest.mark.parametrize("state", list(State))
def test_what_has_ended_is_nobodys_twin(state):
    ended = state in (State.REJECTED, State.CANCELLED, State.DELETED, State.EXPIRED)

    assert bool(twins(ready(), (ready(id="B", state=state),))) is not ended


def change_of(request):
    return Change(request, Event(1, NOON, "list:dcs", "Dcs", "receive"))


def test_a_twin_is_named_on_the_request_and_in_its_history():
    change = flagged(change_of(ready()), (ready(id="OTHER234"),))

    assert change.request.twins == ("OTHER234",)
    assert change.request.remarks == (remarks.SAME_TEXT,)
    assert "OTHER234" in change.event.said.values()


def test_a_twin_that_is_none_any_more_is_no_longer_remarked():
    marked = ready(twins=("OTHER234",), remarks=(remarks.SAME_TEXT, remarks.ON_SHELF))

    change = flagged(change_of(marked), ())

    assert (change.request.twins, change.request.remarks) == ((), (remarks.ON_SHELF,))


def test_nothing_new_about_twins_changes_nothing():
    change = change_of(ready())

    assert flagged(change, ()) is change
