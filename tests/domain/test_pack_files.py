"""A pack's file is read whole, or refused naming file, field and what is allowed."""

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.pack_files import LIMIT, PACK, Unfit, Wrong, merged, parse
from chalicelib.domain.packs import Blanks, Requires, Status
from chalicelib.domain.works import Portion, WorkKind

TOML = """
code = "our-licence"
name = "Our agency's licence"
region = "GB"
since = 2027-08-01
until = 2030-07-31
scope = "course"
window = "run"
blanks = "left-out"
excluded = ["map", "newspaper"]
requires = ["ownership"]
source = "O1"
conditions = ["Only for the course. [O1]"]

[limits.pages]
percent = 10
source = "O1"

[limits.chapter]
portion = "chapter"
count = 1
kinds = ["book"]
guidance = true
source = "O1, O2"

[notice]
text = "Made at {institution}."
status = "to-be-confirmed"

[sources]
O1 = "Licence of 2027, clause 4"
O2 = "Guide of 2027"
"""


def said(**other: Any) -> dict[str, Any]:
    """The least that is a pack."""
    return {
        "code": "our-licence", "name": "Ours", "region": "GB", "scope": "course",
        "window": "run", "source": "O1", "sources": {"O1": "Clause 4"},
        "limits": {"pages": {"percent": 10, "source": "O1"}},
    } | other  # fmt: skip


def test_a_file_is_read_into_a_pack() -> None:
    pack = parse(TOML, "our-licence")

    assert (pack.since, pack.until) == (date(2027, 8, 1), date(2030, 7, 31))
    assert (pack.blanks, pack.requires) == (Blanks.LEFT_OUT, (Requires.OWNERSHIP,))
    assert pack.excluded == (WorkKind.MAP, WorkKind.NEWSPAPER)
    assert (pack.notice, pack.notice_status) == ("Made at {institution}.", Status.UNCONFIRMED)
    pages, chapter = pack.limits
    assert (pages.name, pages.percent, pages.portion) == ("pages", 10, Portion.PAGES)
    assert (chapter.count, chapter.portion, chapter.guidance) == (1, Portion.CHAPTER, True)


def test_days_may_be_text_as_json_writes_them() -> None:
    assert parse(said(since="2027-08-01"), "our-licence").since == date(2027, 8, 1)


def test_the_version_is_in_the_name_of_the_file() -> None:
    assert parse(said(), "our-licence.2027").version == "2027"


@pytest.mark.parametrize(
    ("wrong", "field", "allowed"),
    [
        ({"scope": "planet"}, "scope", "course, cohort, institution, instructor, person, none"),
        ({"window": ""}, "window", "rolling-12-months"),
        ({"over": "shrug"}, "over", "allow, refer, reject"),
        ({"since": "soon"}, "since", "a day like 2024-08-01"),
        ({"since": True}, "since", "a day like 2024-08-01"),
        ({"ends": "31 July"}, "ends", "a day of the year like 07-31"),
        ({"ends": "02-29"}, "ends", "a day of the year like 07-31"),
        ({"ends": "W01-1"}, "ends", "a day of the year like 07-31"),
        ({"decides": "no"}, "decides", "true or false"),
        ({"excluded": "map"}, "excluded", "a list"),
        ({"excluded": ["maps"]}, "excluded", "map"),
        ({"name": " "}, "name", "text, and not empty"),
        ({"code": "Our Licence"}, "code", "small letters, digits and hyphens"),
        ({"sources": ["O1"]}, "sources", "a table of texts"),
        ({"notice": {"status": "sure"}}, "notice.status", "confirmed, to-be-confirmed"),
        ({"notice": "Text"}, "notice", "a table"),
        ({"limits": [1]}, "limits", "tables"),
        ({"limits": {"pages": 10}}, "limits", "tables"),
        ({"colour": "blue"}, "colour", "unknown; there are code"),
        ({"notice": {"words": "x"}}, "notice.words", "unknown; there are"),
        ({"source": "O9"}, "source", "O9, which is not in its sources"),
        ({"conditions": ["Only on Mondays."]}, "conditions", "names no source"),
        ({"conditions": ["Only on Mondays. [O9]"]}, "conditions", "O9"),
        ({"notice": {"text": "Words"}}, "notice.status", "must be said"),
        ({"unlimited": True}, "unlimited", "only one of them"),
        ({"since": "2027-08-01", "until": "2026-07-31"}, "until", "before since"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_refused_with_what_is_allowed(
    wrong: dict[str, Any], field: str, allowed: str
) -> None:
    with pytest.raises(Wrong) as refused:
        parse(said(**wrong), "our-licence")

    assert str(refused.value).startswith("Pack our-licence")
    assert field in str(refused.value)
    assert allowed in str(refused.value)


@pytest.mark.parametrize(
    ("line", "field", "allowed"),
    [
        ({"percent": 0, "source": "O1"}, "percent", "above 0 and not above 100"),
        ({"percent": 101, "source": "O1"}, "percent", "above 0 and not above 100"),
        ({"percent": "10", "source": "O1"}, "percent", "a number"),
        ({"percent": True, "source": "O1"}, "percent", "a number"),
        ({"percent": float("nan"), "source": "O1"}, "percent", "a number"),
        ({"portion": "chapter", "count": 0, "source": "O1"}, "count", "a whole number from 1"),
        ({"portion": "chapter", "count": 1.5, "source": "O1"}, "count", "a whole number from 1"),
        ({"count": 1, "source": "O1"}, "portion", "of what is it 1?"),
        ({"portion": "paragraph", "count": 1, "source": "O1"}, "portion", "chapter, article"),
        ({"percent": 10}, "source", "each limit names its source"),
        ({"percent": 10, "source": "O9"}, "source", "O9"),
        ({"portion": "chapter", "source": "O1"}, "percent or count", "must be said"),
        ({"percent": 10, "colour": 1, "source": "O1"}, "colour", "unknown"),
    ],
)  # fmt: skip
def test_a_wrong_limit_is_refused_by_its_name(
    line: dict[str, Any], field: str, allowed: str
) -> None:
    with pytest.raises(Wrong) as refused:
        parse(said(limits={"mine": line}), "our-licence")

    assert "limits.mine." in str(refused.value)
    assert field in str(refused.value)
    assert allowed in str(refused.value)


@pytest.mark.parametrize(
    "lacking", ["code", "name", "region", "scope", "window", "source", "sources"]
)
def test_what_a_pack_must_say_is_named_where_it_lacks(lacking: str) -> None:
    table = said()
    del table[lacking]

    with pytest.raises(Wrong, match=f"{lacking}.* must be said"):
        parse(table, "our-licence")


def test_a_file_is_called_after_its_pack() -> None:
    with pytest.raises(Wrong, match="called after it"):
        parse(said(), "their-licence")
    with pytest.raises(Wrong, match="is called code"):
        parse(said(), "Our Licence")


def test_what_is_no_toml_is_refused_with_its_place() -> None:
    with pytest.raises(Wrong, match="our-licence is no TOML.*line 2"):
        parse('code = "our-licence"\nname = Ours', "our-licence")


def test_a_change_of_a_number_is_laid_over_the_file() -> None:
    change = {"limits": {"pages": {"percent": 12.5, "source": "O1"}}, "over": "reject"}

    table, changed = merged(said(), change)

    pack = parse(table, "our-licence", changed)
    assert (pack.limits[0].percent, pack.over.value) == (12.5, "reject")
    assert pack.changed == ("limits.pages.percent", "limits.pages.source", "over")


def test_a_changed_limit_names_its_own_source() -> None:
    with pytest.raises(Unfit, match=r"limits\.pages is changed, so it names its source"):
        merged(said(), {"limits": {"pages": {"percent": 50}}})


def test_nothing_takes_a_field_or_a_line_away() -> None:
    base = said(repertoire="All. [O1]")

    table, changed = merged(base, {"repertoire": None, "limits": {"pages": None}})

    pack = parse(table, "our-licence", changed)
    assert (pack.repertoire, pack.limits) == ("", ())


def test_a_change_leaves_what_it_was_made_from() -> None:
    base = said()
    before = copy.deepcopy(base)

    merged(base, {"limits": {"pages": {"percent": 1, "source": "O1"}}, "notice": {"text": "x"}})

    assert base == before


def refusal(table: dict[str, Any]) -> str:
    """The words of the refusal; any error but this one is a failure."""
    try:
        parse(table, "our-licence")
    except Wrong as refused:
        return str(refused)
    return "none"


plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates()
)
anything = st.recursive(
    plain, lambda under: st.lists(under, max_size=3) | st.dictionaries(st.text(max_size=8), under)
)


@given(st.dictionaries(st.sampled_from([*PACK, "limits", "notice", "report", "x"]), anything))
def test_whatever_is_said_is_a_pack_or_refused_in_words(table: dict[str, Any]) -> None:
    assert refusal(said() | table).startswith(("Pack ", "none"))


@given(st.dictionaries(st.sampled_from([*LIMIT, "x"]), anything))
def test_whatever_is_said_of_a_limit_is_a_limit_or_refused_in_words(line: dict[str, Any]) -> None:
    table = said(limits={"mine": {"percent": 5, "source": "O1"} | line})

    assert refusal(table).startswith(("Pack our-licence: limits.mine.", "none"))


@given(st.text(max_size=200))
def test_any_text_is_a_pack_or_refused_in_words(text: str) -> None:
    with pytest.raises(Wrong):
        parse(text, "our-licence")


@given(
    st.floats(0.001, 100), st.integers(1, 500), st.sampled_from(list(Portion)[1:]), st.booleans()
)
def test_a_limit_is_read_as_it_was_written(
    percent: float, count: int, portion: Portion, guidance: bool
) -> None:
    line = {"percent": percent, "count": count, "portion": portion.value, "guidance": guidance}

    (read,) = parse(said(limits={"mine": line | {"source": "O1"}}), "our-licence").limits

    assert (read.percent, read.count) == (percent, count)
    assert (read.portion, read.guidance) == (portion, guidance)
