"""Letters as the API answers them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.domain.letter_kinds import LetterKind, LetterVersion, Variable
from chalicelib.domain.lines import text
from chalicelib.library import letter_templates
from chalicelib.library.letter_language import FILTERS, TESTS

if TYPE_CHECKING:
    from chalicelib.domain.letter_kinds import Wording
    from chalicelib.handlers.letter_shapes import (
        LetterDetail,
        LetterLine,
        LetterVariable,
        SuppressedAddress,
    )


def line(kind: LetterKind, newest: LetterVersion) -> "LetterLine":
    return {
        "letter": kind.name,
        "title": kind.title,
        "when": kind.when,
        "variables": variables(kind.variables),
        "lists": [
            {"name": name, "columns": variables(columns)} for name, columns in kind.columns.items()
        ],
        "changed": newest.wording is not None,
        "version": newest.version,
        "by": newest.by,
        "saved_on": text(newest.saved_on),
    }


def detail(
    kind: LetterKind, newest: LetterVersion, versions: list[LetterVersion]
) -> "LetterDetail":
    shipped = letter_templates.shipped(kind.name)
    return {
        "letter": line(kind, newest),
        "wording": wording(newest.wording or shipped),
        "shipped": wording(shipped),
        "versions": [
            {
                "version": one.version,
                "by": one.by,
                "saved_on": text(one.saved_on),
                "note": one.note,
                "restored": one.wording is None,
            }
            for one in versions
        ],
        "filters": sorted(FILTERS),
        "tests": sorted(TESTS),
        "longest": dict(letter_templates.LONGEST),
    }


def wording(one: "Wording") -> Any:
    return {"subject": one.subject, "text": one.text, "html": one.html}


def left_alone(one: Any) -> "SuppressedAddress":
    return {
        "id": one.id,
        "shown": one.shown,
        "why": one.why,
        "words": one.words,
        "since": text(one.since),
        "request": one.request,
        "letter": one.letter,
    }


def variables(known: Mapping[str, Variable]) -> "list[LetterVariable]":
    return [
        {"name": name, "words": one.words, "example": one.example} for name, one in known.items()
    ]
