"""Packs in words: what a librarian reads of a limit."""

from typing import Any

import pytest

from chalicelib import pack_shelf
from chalicelib.domain.pack_words import (
    BEYOND,
    BLANK,
    MANY,
    NEEDED,
    SCOPES,
    STATUSES,
    WINDOWS,
    limit_words,
    pack_words,
    standing_words,
)
from chalicelib.domain.packs import Limit, Pack, Verdict
from chalicelib.domain.works import Portion

PACKS = {f"{one.code}.{one.version}".rstrip("."): one for one in pack_shelf.every()}


@pytest.mark.parametrize(
    ("file", "line", "words"),
    [
        ("cla-he", "pages", "10 % of the pages of the whole"),
        ("cla-he", "chapter", "1 chapter"),
        ("cla-he", "short-work", "1 short work of at most 10 pages (anthology)"),
        ("cla-he.covid", "covid-chapters",
         "2 chapters, of a work that is not on sale (book, print originals)"),
        ("icla", "narrower-chapter", "1 chapter, at most 10 % of the pages of the whole"),
        ("urhg-60a", "small-work", "the whole work of at most 25 pages"),
        ("urhg-60a", "out-of-commerce", "the whole work, of a work that is not on sale"),
        ("s113p", "pages",
         "10 % of the pages of the whole, of a work of more than 10 pages"),
        ("s113p", "words", "10 % of the words of the whole (digital originals)"),
    ],
)  # fmt: skip
def test_a_limit_is_one_sentence(file: str, line: str, words: str) -> None:
    (limit,) = [one for one in PACKS[file].limits if one.name == line]

    assert limit_words(limit) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "licence or statute"),
        ({"guidance": True}, "guidance"),
        ({"verdict": Verdict.REFER}, "licence or statute; a person decides"),
        ({"guidance": True, "verdict": Verdict.REFER}, "guidance; a person decides"),
    ],
)
def test_a_limit_says_whose_it_is_and_who_decides(said: dict[str, Any], words: str) -> None:
    assert standing_words(Limit(percent=10, source="C1", **said)) == words


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("house", "No limit by itself."),
        ("s31", "No limit is given: a person decides each."),
        ("fair-use", "It never decides: everything under it goes to a person, "
                     "who sees these lines."),
        ("s36", "Counted for the whole institution over any 12 months; blank pages count; "
                "what is beyond goes to a person."),
    ],
)  # fmt: skip
def test_a_pack_says_how_it_counts(file: str, words: str) -> None:
    assert pack_words(PACKS[file]) == words


def test_every_choice_of_a_pack_has_words() -> None:
    for words in (SCOPES, WINDOWS, BLANK, BEYOND, NEEDED, STATUSES):
        assert all(words.values())  # type: ignore[attr-defined]  # each is a mapping of its own
        assert set(words) == set(type(next(iter(words))))
    assert set(MANY) == set(Portion) - {Portion.PAGES, Portion.WHOLE}


@pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
def test_every_limit_of_every_pack_says_something(pack: Pack) -> None:
    assert all(len(limit_words(one)) > 3 for one in pack.limits)
    assert pack_words(pack).endswith(".")
