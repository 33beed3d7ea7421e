"""Requests by number and by course, written with the head or not at all."""

from dataclasses import replace

import pytest

from chalicelib.aws.content import Content
from chalicelib.aws.records import Records
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.courses import Course
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.facts import Original, Requester
from chalicelib.domain.intake import Asked
from chalicelib.domain.request import Change, Event
from tests.domain.a_request import DIGITISER, HIS101, NOON, TERMS

ASKED = Asked(
    key="k1",
    original=Original(NOON, work_title="A history", course_code="His 101"),
    theirs={},
    lane="",
    may_come_again=True,
)


@pytest.fixture
def desk(dynamo):
    return Desk(Table(dynamo), Records(dynamo), lambda: NOON, terms=TERMS)


@pytest.fixture
def content(desk, dynamo):
    return Content(dynamo, desk.table.bare)


def ids(content, code, course=None):
    return [one.id for one in content.of(code, course)]


def test_a_new_request_is_found_by_its_number_and_by_its_course_in_any_case(desk, content):
    outcome = desk.hear("dcs", ASKED)

    assert content.numbered(outcome.number).id == outcome.request
    assert ids(content, " his 101 ") == [outcome.request]


def test_who_polls_reads_nobodys_address(desk, content):
    asked = replace(ASKED, requester=Requester("", "Jo", "jo@example.edu"))
    outcome = desk.hear("dcs", asked)

    assert content.numbered(outcome.number).requester.email == ""


def test_a_number_that_is_taken_is_drawn_again(desk, content):
    drawn = iter([("AAAA2222", 7), ("BBBB3333", 7), ("CCCC4444", 8)])
    drawing = replace(desk, draw=lambda: next(drawn))
    drawing.hear("dcs", ASKED)

    second = drawing.hear("dcs", replace(ASKED, key="k2"))

    assert (second.request, second.number) == ("CCCC4444", 8)
    assert content.numbered(7).id == "AAAA2222"


def test_a_number_that_nobody_has_is_no_request(content):
    assert content.numbered(3) is None


def test_a_course_without_a_code_has_no_content(desk, content):
    desk.hear("dcs", replace(ASKED, original=replace(ASKED.original, course_code="")))

    assert ids(content, "") == []


@pytest.mark.parametrize("code", ["تاريخ ١٠١", "𝕳𝖎𝖘", "x" * 100, "a#b", "../courses"])
def test_a_code_of_any_signs_finds_its_own_requests_only(desk, content, code):
    said = replace(ASKED, original=replace(ASKED.original, course_code=code))
    outcome = desk.hear("dcs", said)

    assert ids(content, code) == [outcome.request]
    assert ids(content, "a") == []


def test_the_requests_of_a_course_come_under_all_its_codes_once_and_oldest_first(desk, content):
    codes = ("HIS101", "OLD1", "HIS101")
    asked = [
        replace(ASKED, key=str(n), original=replace(ASKED.original, course_code=code))
        for n, code in enumerate(codes)
    ]
    clock = iter(NOON.replace(minute=n) for n in range(60))
    ticking = replace(desk, clock=lambda: next(clock))
    made = [ticking.hear("dcs", one).request for one in asked]

    assert ids(content, "old1", Course("HIS101", "", ("OLD1",))) == made


def test_a_match_that_loses_a_race_moves_nothing(desk, content):
    desk.records.save_course(HIS101)
    request = desk.table.load(desk.hear("dcs", ASKED).request)
    desk.act(request.id, "assign", {}, DIGITISER, 1)
    late = replace(request, version=2, course_asked="OTHER1")

    with pytest.raises(ChangedMeanwhile):
        desk.table.save(request, Change(late, Event(2, NOON, "dan", "Dan", "note")))

    assert ids(content, "OTHER1") == []
    assert ids(content, "his 101") == [request.id]
