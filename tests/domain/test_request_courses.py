"""One copy may serve several courses, each counted and opened for itself."""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.domain import forms, intake
from chalicelib.domain.courses import Course, Lecturer, Run, Standing, run_of
from chalicelib.domain.errors import Blocked, NotUnderstood
from chalicelib.domain.facts import How, Match, Original
from chalicelib.domain.intake import Asked
from chalicelib.domain.lifecycle import move
from chalicelib.domain.matching import Found
from chalicelib.domain.request import State
from tests.domain.a_request import (
    BOOK,
    HIS101,
    NOON,
    RUN,
    TERMS,
    TODAY,
    a_request,
    moment,
    ready,
)

SPRING = Run("2026-27", date(2027, 1, 11), date(2027, 5, 28), 12, 40)
POLITICS = Course("POL200", "The commons", ("PL-200",), runs=(SPRING,))


def both():
    """A request that serves two courses."""
    change = move(ready(), "add-course", {"course": "POL200"}, moment(found=POLITICS))
    return change.request


def test_a_second_course_is_added_beside_the_first():
    assert [run.code for run in both().runs] == ["HIS101", "POL200"]


def test_a_course_that_is_added_voids_the_extent_and_says_so():
    change = move(ready(), "add-course", {"course": "POL200"}, moment(found=POLITICS))

    assert change.request.extent is None
    assert change.event.voids == ("extent",)


def test_a_run_that_is_served_already_is_not_added_again():
    with pytest.raises(NotUnderstood, match="already"):
        move(ready(), "add-course", {"course": "his101"}, moment(found=HIS101))


def test_the_first_course_is_matched_before_others_are_added():
    with pytest.raises(Blocked):
        move(ready(runs=()), "add-course", {"course": "POL200"}, moment(found=POLITICS))


def test_a_course_is_removed_by_its_run():
    change = move(both(), "remove-course", {"run": "HIS101 2026-27"}, moment())

    assert [run.code for run in change.request.runs] == ["POL200"]


def test_a_course_that_is_not_served_cannot_be_removed():
    with pytest.raises(NotUnderstood):
        move(both(), "remove-course", {"run": "LAW1 2026-27"}, moment())


def test_matching_again_replaces_the_course_it_was_asked_for_and_no_other():
    law = replace(HIS101, code="LAW1")

    change = move(both(), "match-course", {"course": "LAW1"}, moment(found=law))

    assert [run.code for run in change.request.runs] == ["LAW1", "POL200"]


def test_matching_to_the_other_course_leaves_it_once():
    change = move(both(), "match-course", {"course": "POL200"}, moment(found=POLITICS))

    assert [run.code for run in change.request.runs] == ["POL200"]


def test_the_link_opens_for_each_course_in_its_own_days():
    request = replace(both(), extent=ready().extent)

    openings = move(request, "publish", {}, moment()).request.link.openings

    assert [(one.course, one.start, one.end) for one in openings] == [
        ("HIS101", RUN.start, RUN.end),
        ("POL200", SPRING.start, SPRING.end),
    ]


def test_the_licence_return_counts_each_course_alone():
    request = replace(both(), extent=ready().extent)

    copy = move(request, "publish", {}, moment()).event.said["copy"]

    assert [(one["code"], one["students"]) for one in copy["courses"]] == [
        ("HIS101", 120),
        ("POL200", 40),
    ]


def test_a_deleted_course_is_matched_to_nothing():
    gone = replace(HIS101, status=Standing.DELETED)

    with pytest.raises(NotUnderstood, match="deleted"):
        move(ready(), "match-course", {"course": "HIS101"}, moment(found=gone))


def test_a_lecturer_who_has_retired_is_not_set_any_more():
    gone = Lecturer("old", "Olaf", retired=True)

    with pytest.raises(NotUnderstood, match="retired"):
        move(ready(), "set-lecturer", {"lecturer": "old"}, moment(found=gone))


def test_the_form_says_how_an_unknown_course_is_added():
    request = a_request(state=State.ACTIVE, course_asked="HIS7")

    field = forms.schema("CourseChoice", request, TERMS)["properties"]["course"]

    assert field["x-create"]["url"] == "/api/courses"
    assert field["x-create"]["values"] == {"code": "HIS7"}
    assert set(field["x-create"]["schema"]["required"]) == {"code", "name"}


BY_ISBN = (Match(How.ISBN, "Matched by ISBN 978-0199535569.", BOOK.id), Found(BOOK))
NO_RECORD = (Match(How.NONE, "No title record has ISBN 978-0199535569."), None)


def received():
    asked = Asked("k", Original(NOON, title="A chapter"), {}, "9912")
    return intake.receive(asked, "dcs", "ABCD2345", 7, NOON)


def test_a_request_is_matched_as_it_comes_in():
    change = intake.recognised(received(), HIS101, BY_ISBN, TODAY, notify=False)

    assert change.request.runs == (run_of(HIS101, RUN),)
    assert (change.request.work, change.messages) == (BOOK, ())


@pytest.mark.parametrize(
    "course", [None, replace(HIS101, runs=()), replace(HIS101, status=Standing.DELETED)]
)
def test_what_is_not_known_for_sure_is_left_to_staff_with_the_reason(course):
    change = intake.recognised(received(), course, NO_RECORD, TODAY, notify=False)

    assert change.request == replace(received().request, matched=NO_RECORD[0])


def test_the_desk_is_told_of_a_new_request_where_it_wants_to_be():
    change = intake.recognised(received(), None, NO_RECORD, TODAY, notify=True)

    assert [(m.to, m.what, m.facts) for m in change.messages] == [
        ("desk", "mail", {"letter": "new-request"})
    ]
