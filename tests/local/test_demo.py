"""The demonstration's own tools: its PDF, its browser, and how it says that something is off."""

from datetime import date
from pathlib import Path

import httpx
import pikepdf
import pytest

from local.paper import pdf
from local.seed import courses
from local.story import NotAsItMustBe, Story, must
from local.visitors import Page
from tests.local.conftest import Town


def test_the_pdf_is_real(tmp_path: Path) -> None:
    path = tmp_path / "made.pdf"
    path.write_bytes(pdf("Orientalism (1979)", 28))

    with pikepdf.open(path) as made:
        assert len(made.pages) == 28
        assert made.check() == []


def test_a_page_says_what_can_be_pressed_on_it() -> None:
    html = (
        "<style>p { color: red }</style><p>Read  this</p><a href='/away'>away</a>"
        "<form action='/send'><input name='a' value='1'><button>Go</button></form>"
    )
    asked = httpx.Request("GET", "http://desk.example/l/x")

    page = Page(httpx.Response(200, text=html, request=asked))

    assert page.words == "Read this away Go"
    assert page.links == ["http://desk.example/away"]
    assert (page.forms[0].action, page.forms[0].fields) == ("http://desk.example/send", {"a": "1"})


def test_what_is_not_as_it_must_be_is_told_with_both_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    story = Story()

    with pytest.raises(NotAsItMustBe) as off:
        must("the state", "active", "new")
    story.broke(off.value)

    told = capsys.readouterr().out
    assert "the state" in told
    assert "expected: active" in told
    assert "seen:     new" in told


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 11, 21), "2026-27"),
        (date(2027, 7, 31), "2026-27"),
        (date(2099, 8, 1), "2099-00"),
    ],
)
def test_the_courses_run_in_the_academic_year_of_the_day(today: date, year: str) -> None:
    runs = [run for course in courses(today).values() for run in course["runs"]]

    assert {run["year"] for run in runs} == {year}


def test_the_courses_of_the_desk_are_those_of_the_reading_lists(town: Town) -> None:
    found = town.web.get("/local/leganto/lists.json").json()["lists"]

    assert {one["course"]["code"] for one in found} == set(courses(date(2026, 11, 21)))
