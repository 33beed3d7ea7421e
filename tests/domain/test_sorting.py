import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import BadCursor
from chalicelib.domain.sorting import (
    HEADINGS,
    NoSuchOrder,
    Row,
    cursor_after,
    page,
    place,
)

SORTS = st.sampled_from([turn + name for name in HEADINGS for turn in ("", "-")])
SOME = st.none() | st.text(max_size=8) | st.sampled_from(["HIS9", "HIS10", "Élan", "elan"])
QUEUES = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.text("0123456789ABCDEF", min_size=2, max_size=2),
            "state_label": st.sampled_from(["New", "In progress", "Active"]),
            "added_on": st.sampled_from(["2026-01-01T09:00:00Z", "2026-02-01T09:00:00Z"]),
            "requester": SOME,
            "course": SOME,
            "title": SOME,
        }
    ),
    unique_by=lambda row: row["id"],
    max_size=12,
)


def a_row(name: str, **said: object) -> Row:
    return {"id": name, "added_on": "2026-01-01T09:00:00Z", **said}


def in_order(rows: list[Row], sort: str = "-added_on") -> list[Row]:
    return sorted(rows, key=lambda row: place(row, sort))


def ids(rows: list[Row]) -> list[str]:
    return [row["id"] for row in rows]


@given(QUEUES, SORTS, st.integers(1, 5))
def test_pages_together_are_the_whole_queue_in_order(
    queue: list[Row], sort: str, limit: int
) -> None:
    shown, cursor = page(queue, sort, limit=limit)

    while cursor:
        more, cursor = page(queue, sort, cursor, limit)
        shown += more

    assert shown == in_order(queue, sort)


@given(QUEUES, SORTS)
def test_how_the_rows_came_does_not_matter(queue: list[Row], sort: str) -> None:
    backwards = list(reversed(queue))

    assert in_order(backwards, sort) == in_order(queue, sort)


@given(QUEUES.filter(len), SORTS)
def test_a_row_that_has_gone_still_marks_its_place(queue: list[Row], sort: str) -> None:
    ordered = in_order(queue, sort)
    cursor = cursor_after(ordered[0], sort)

    shown, _ = page(ordered[1:], sort, cursor)

    assert shown == ordered[1:]


def test_the_queue_stands_newest_first() -> None:
    old = a_row("A", added_on="2026-01-01T09:00:00Z")
    new = a_row("B", added_on="2026-03-01T09:00:00Z")

    assert ids(in_order([old, new])) == ["B", "A"]


def test_numbers_in_course_codes_count_as_numbers() -> None:
    rows = [a_row("A", course="HIS10"), a_row("B", course="his9"), a_row("C", course="ART100")]

    assert ids(in_order(rows, "course")) == ["C", "B", "A"]


def test_accents_case_and_quotation_marks_do_not_count() -> None:
    rows = [
        a_row("A", title="Zola"),
        a_row("B", title="“Été”"),
        a_row("C", title="etc."),
        a_row("D", title="ESSAYS"),
    ]

    assert ids(in_order(rows, "title")) == ["D", "C", "B", "A"]


@pytest.mark.parametrize("sort", ["requester", "-requester"])
@pytest.mark.parametrize("missing", [None, "", "?"])
def test_what_is_missing_stands_last_in_either_direction(sort: str, missing: str | None) -> None:
    rows = [a_row("A", requester=missing), a_row("B", requester="Sofia")]

    assert ids(in_order(rows, sort)) == ["B", "A"]


@pytest.mark.parametrize("sort", ["status", "-status"])
def test_equal_rows_stand_newest_first_then_by_id(sort: str) -> None:
    rows = [
        a_row("C", state_label="New"),
        a_row("B", state_label="New", added_on="2026-02-01T09:00:00Z"),
        a_row("A", state_label="New"),
    ]

    assert ids(in_order(rows, sort)) == ["B", "A", "C"]


def test_a_title_that_somebody_made_very_long_is_sorted_by_its_beginning_alone() -> None:
    rows = [a_row("B", title="a" + "-" * 50_000 + "a"), a_row("A", title="a" + "-" * 50_000 + "b")]

    assert ids(in_order(rows, "title")) == ["A", "B"]
    assert ids(in_order(rows, "-title")) == ["A", "B"]


@pytest.mark.parametrize("sign", ["語", "\N{GRINNING FACE}"])
def test_a_cursor_of_a_long_title_fits_an_address(sign: str) -> None:
    rows = [a_row(name, title=sign * 1_000) for name in "ABC"]

    shown, cursor = page(rows, "title", limit=1)
    while cursor:
        assert len(cursor) < 4_000
        more, cursor = page(rows, "title", cursor, limit=1)
        shown += more

    assert ids(shown) == ["A", "B", "C"]


def test_an_unknown_heading_is_refused_with_those_there_are() -> None:
    with pytest.raises(NoSuchOrder) as refused:
        page([], "colour")

    assert "requester" in refused.value.instead


def made(*said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "%%%",
        "ł",
        "bnVsbA",
        made(),
        made("title", 3, "a", "b"),
        made("-title", "a", "b", "c"),
        made("title", "a", "b", "\ud800"),
        made("title", "a", "b", "c" * 101),
    ],  # fmt: skip
)
def test_a_damaged_or_foreign_cursor_is_refused_with_what_to_do(cursor: str) -> None:
    with pytest.raises(BadCursor) as refused:
        page([], "title", cursor)

    assert "first page" in refused.value.instead
