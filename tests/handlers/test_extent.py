"""What a request would come to, asked before it is sent, through the whole of Chalice."""

from typing import Any
from urllib.parse import urlencode

import pytest

from app import app
from chalicelib import wiring
from chalicelib.domain.facts import Original
from chalicelib.domain.request import Change, Event
from tests.domain.a_request import BOOK, HIS101, NOON, ready
from tests.domain.extents import an_extract
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock


@pytest.fixture
def reader(sign_in: SignIn) -> dict[str, str]:
    """A student, with the library's records behind the door."""
    wiring.records().save_work(BOOK)
    wiring.records().save_course(HIS101)
    token = sign_in.token(sub="stu", name="Stu Dent", affiliation=["student"])
    return {"Authorization": f"Bearer {token}"}


def ask(who: dict[str, str], **said: str) -> Reply:
    return knock(app, "GET", f"/api/extent?{urlencode(said)}", headers=who)


def asked(who: dict[str, str], **said: str) -> dict[str, Any]:
    usual = {"course": "HIS101", "year": "2026-27", "isn": BOOK.isbn, "pages": "1-12"}
    answer = ask(who, **usual | said)
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json
    return found


def earlier(pages: str) -> None:
    request = ready(id="EARLY222", added_on=NOON, version=1, licence=None,
                    extract=an_extract(pages))  # fmt: skip
    event = Event(1, NOON, "dan", "Dan", "start")
    wiring.table().take_in(Change(request, event), Original(NOON), "k1")


def test_nobody_asks_without_a_sign_in(sign_in: SignIn) -> None:
    assert ask({}, course="HIS101").status == 401


@pytest.mark.parametrize("group", ["scandesk-viewer", "scandesk-administrator"])
def test_staff_may_ask_what_a_reader_may(sign_in: SignIn, group: str) -> None:
    token = sign_in.token(sub="vera", name="Vera", groups=[group], affiliation=[])

    assert ask({"Authorization": f"Bearer {token}"}).status == 200


def test_who_asks_is_told_the_limit_before_sending(reader: dict[str, str]) -> None:
    told = asked(reader)

    assert (told["verdict"], told["pages"], told["total"], told["percent"]) == (
        "within", 12, 240, 5.0,
    )  # fmt: skip
    assert told["title"] == "A history"
    assert told["give"] == []


def test_what_the_run_has_is_counted_and_nobody_is_named(reader: dict[str, str]) -> None:
    earlier("13-25")

    told = asked(reader)

    assert (told["verdict"], told["pages"]) == ("over", 25)
    (counted,) = told["runs"][0]["counted"]
    assert counted == {"id": "EARLY222", "title": "The first chapter", "pages": "13-25",
                       "ever": False}  # fmt: skip
    assert "Jo" not in str(told)


@pytest.mark.parametrize("year", ["2026-27", "2026/27", "2026", ""])
def test_a_year_is_understood_as_people_write_it(reader: dict[str, str], year: str) -> None:
    assert asked(reader, year=year)["verdict"] == "within"


def test_a_first_chapter_is_within_by_its_number_alone(reader: dict[str, str]) -> None:
    assert asked(reader, pages="", portion="chapter", chapter="3")["verdict"] == "within"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"course": ""}, "Give course, the code of a course."),
        ({"course": "NONE1"}, "No course has the code NONE1."),
        ({"year": "2031-32"}, "The course has no run 2031-32."),
        ({"isn": ""}, "Give isn, an ISBN or ISSN, or work, the id of a title record."),
        ({"isn": "9780141439600"}, "The library has no title record of this number."),
        ({"pages": ""}, "Give pages, like vii-xxi, 1-10, 25."),
    ],
)
def test_where_it_cannot_be_told_it_says_what_to_give(
    reader: dict[str, str], said: dict[str, str], words: str
) -> None:
    told = asked(reader, **said)

    assert told["verdict"] == "cannot tell"
    assert words in told["give"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"pages": "vii-10"}, "Write two ranges"),
        ({"pages": "123-8"}, "123-128"),
        ({"isn": "9780199535560"}, "9780199535560"),
        ({"isn": "x"}, "neither an ISBN nor an ISSN"),
        ({"portion": "half"}, "portion is one of pages, chapter"),
        ({"chapter": "x" * 51}, "at most 50"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    reader: dict[str, str], said: dict[str, str], words: str
) -> None:
    answer = ask(reader, **{"course": "HIS101"} | said)

    assert answer.status == 400
    assert words in answer.json["detail"]
    assert answer.json["fields"][0]["field"] == next(iter(said))
