"""The request form: what is wrong is said beside its field, and what was typed is never lost."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import request_form as form
from chalicelib.domain.courses import Course, Standing
from chalicelib.domain.people import Person
from chalicelib.domain.works import Portion
from chalicelib.settings import OPTIONAL

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HISTORY = Course("HIST2041", "Empire, Trade and Resistance")
TOMAS = Person("t-1", "Tomas Teacher", "tomas@university.example")
WHOLE = {"course": "HIST2041", "isn": "9781784786755", "pages": "1-12, vii-x"}


def wrong_in(said: dict[str, str], mandatory: frozenset[str] = frozenset()) -> dict[str, str]:
    """What is wrong with a form that is otherwise as it must be, by field."""
    typed = form.typed(WHOLE | said)
    courses = form.meant(typed["course"], HISTORY if typed["course"] else None, ())
    return {one.field: one.words for one in form.look(typed, courses, mandatory, TODAY).wrong}


def looked(**said: str) -> dict[str, str]:
    return wrong_in(said)


def test_what_is_complete_has_nothing_wrong():
    assert looked() == {}


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("course", "", "Give the course"),
        ("isn", "978178478675", "digit"),
        ("isn", "Orientalism", "neither an ISBN nor an ISSN"),
        ("pages", "vii-10", "mixes Roman and Arabic"),
        ("pages", "10-1", "runs backwards"),
        ("pages", ", ".join(f"{n}" for n in range(1, 30, 2)), "10 is the limit"),
        ("portion", "everything", "Choose one"),
        ("start", "31/31/2026", "write 2026-09-21"),
        ("end", "2026-02-30", "There is no day"),
        ("end", "2026-11-21", "has passed"),
        ("needed_by", "2020-01-01", "has passed"),
        ("title", "x" * 501, "at most 500 characters, and this has 501"),
        ("note_2", "x" * 1001, "at most 1000 characters"),
    ],
)
def test_each_mistake_is_said_beside_its_field(field: str, typed: str, words: str):
    wrong = looked(**{field: typed})

    assert list(wrong) == [field]
    assert words in wrong[field]


def test_either_a_number_or_a_title_is_needed_and_some_part_of_it():
    assert list(looked(isn="")) == ["isn"]
    assert looked(isn="", title="Orientalism") == {}
    assert list(looked(pages="")) == ["pages"]
    assert looked(pages="", chapter="3") == {}
    assert looked(pages="", portion="whole") == {}


def test_the_last_day_is_not_before_the_first():
    assert list(looked(start="2027-03-01", end="2027-02-01")) == ["end"]


@pytest.mark.parametrize("field", sorted(OPTIONAL))
def test_each_field_that_the_library_may_insist_on_is_asked_for_when_it_does(field: str):
    bare = dict.fromkeys(OPTIONAL, "") | {"extract_title": "x", field: ""}
    bare |= {"chapter": "1"} if field == "extract_title" else {}

    assert "the library needs this" in wrong_in(bare, frozenset({field}))[field]
    assert field not in wrong_in(bare)


def test_the_settings_know_no_field_that_the_form_has_not():
    assert set(form.FIELDS) >= OPTIONAL


@pytest.mark.parametrize(
    ("exact", "found", "one", "near"),
    [
        (HISTORY, (), "HIST2041", 0),
        (None, (HISTORY,), "HIST2041", 0),
        (None, (HISTORY, replace(HISTORY, code="HIST2042")), None, 2),
        (None, (replace(HISTORY, status=Standing.ARCHIVED), HISTORY), "HIST2041", 0),
        (replace(HISTORY, status=Standing.ARCHIVED), (), None, 0),
        (replace(HISTORY, status=Standing.DELETED), (), None, 0),
        (None, (), None, 0),
    ],
)
def test_a_course_is_meant_by_its_code_or_its_name_and_only_while_it_is_taught(
    exact: Course | None, found: tuple[Course, ...], one: str | None, near: int
):
    courses = form.meant("empire", exact, found)

    assert (courses.one.code if courses.one else None, len(courses.near)) == (one, near)


def test_an_archived_course_is_named_and_one_that_nobody_knows_is_not():
    typed = form.typed(WHOLE)
    over = form.meant("x", replace(HISTORY, status=Standing.ARCHIVED), ())

    assert "Resistance is archived" in form.course_wrong(typed, over)
    assert "knows no such course" in form.course_wrong(typed, form.meant("x", None, ()))


def an_asking(once: str = "k", person: Person = TOMAS, **said: str):
    typed = form.typed(WHOLE | said)
    courses = form.meant(typed["course"], HISTORY, ())
    looked = form.look(typed, courses, frozenset(), TODAY)
    return form.asked(typed, looked, HISTORY, person, NOON, once)


def test_what_is_asked_for_has_all_that_was_typed():
    asked = an_asking(
        extract_title="Memory and Forgetting", chapter="11", portion="chapter", start="2027-01-11",
        end="2027-03-31", needed_by="2026-12-18", images="yes", note_1="Please", note_3="Thanks",
    )  # fmt: skip

    assert (asked.extract.pages, asked.extract.page_count) == ("1-12, vii-x", 16)
    assert (asked.extract.portion, asked.extract.chapter) == (Portion.CHAPTER, "11")
    assert asked.dates.start == date(2027, 1, 11)
    assert asked.original.needed_by == date(2026, 12, 18)
    assert asked.original.notes == ("Please", "Thanks")
    fields = dict(asked.original.fields)
    assert fields["Include images"] == "Yes"
    assert fields["Include the title page and its back"] == "No"
    assert asked.requester.email == "tomas@university.example"


def test_whoever_has_no_address_is_known_to_have_none():
    asked = an_asking(person=replace(TOMAS, email=""))

    assert "no e-mail address" in asked.requester.why_no_email


def test_the_same_page_sent_twice_is_one_request_and_any_other_is_another():
    assert an_asking().key == an_asking().key
    others = [an_asking("other"), an_asking(pages="1-13"), an_asking(person=replace(TOMAS, id="2"))]
    assert len({one.key for one in (an_asking(), *others)}) == 4


@given(st.dictionaries(st.sampled_from(sorted(form.FIELDS)), st.text(max_size=1200)))
def test_whatever_is_typed_is_either_wrong_in_words_or_asked_for(said: dict[str, str]):
    typed = form.typed(said)
    courses = form.meant(typed["course"], HISTORY if typed["course"] else None, ())

    looked = form.look(typed, courses, OPTIONAL, TODAY)

    assert all(one.field in form.FIELDS and one.words for one in looked.wrong)
    if not looked.wrong:
        assert form.asked(typed, looked, HISTORY, TOMAS, NOON, "k").original.course_code


@given(st.text(max_size=300))
def test_what_was_typed_stands_there_as_it_was_but_for_what_no_eye_sees(text: str):
    typed = form.typed({"title": text})["title"]

    assert typed == form.typed({"title": typed})["title"]
    assert typed.isprintable()
    assert "".join(typed.split()) == "".join(
        "".join(one if one.isprintable() else " " for one in text).split()
    )
