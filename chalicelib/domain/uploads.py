"""Tables that people upload: read whichever way a spreadsheet wrote them, and reported on by row.

Nothing of an upload is applied by reading it: what comes of it is an `Upload`, which says what
would be created and changed and which rows are refused, in words.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from chalicelib.domain.errors import NotUnderstood, TooLarge

T = TypeVar("T")

MOST_ROWS = 2_000
LONGEST_CELL = 2_000
#: A cell that begins so is run as a formula by spreadsheets, so it is written with ' in front.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
SLASHED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", re.ASCII)
ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:T.*)?", re.ASCII)


class RowRefused(Exception):
    """A row cannot be taken; the column and the words say why."""

    def __init__(self, column: str, words: str) -> None:
        super().__init__(words)
        self.column = column
        self.words = words


@dataclass(frozen=True, slots=True)
class BadRow:
    """A refused row. `row` counts as spreadsheets do: the headings are row 1."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Saved(Generic[T]):
    """One record as it stands, None where there is none yet, and as the upload wants it."""

    before: T | None
    after: T


@dataclass(frozen=True, slots=True)
class Upload(Generic[T]):
    """What would come of an upload; where a row is refused, nothing does unless that is asked.

    `ignored` are headings that mean nothing here: a typing error must not pass in silence.
    `headings` are the columns with the file's own words for them.
    """

    saves: tuple[Saved[T], ...] = ()
    unchanged: int = 0
    refused: tuple[BadRow, ...] = ()
    ignored: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()

    @property
    def created(self) -> tuple[T, ...]:
        return tuple(one.after for one in self.saves if one.before is None)

    @property
    def changed(self) -> tuple[T, ...]:
        return tuple(one.after for one in self.saves if one.before is not None)


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of an upload, each by the names of its columns, with its number."""

    rows: tuple[tuple[int, Mapping[str, str]], ...]
    ignored: tuple[str, ...] = ()
    headings: tuple[tuple[str, str], ...] = ()


def table(sent: bytes, columns: Mapping[str, str], required: Iterable[str]) -> Table:
    """The table in these bytes: UTF-8 or what Windows writes, with comma, semicolon or tab.

    `columns` are the known headings in small letters without spaces, and what each means.
    Raises NotUnderstood where no table can be read, TooLarge above 2000 rows.
    """
    lines = ((n, cells) for n, cells in _lines(_text(sent)) if any(map(str.strip, cells)))
    _, first = next(lines, (0, []))
    headings = [columns.get(re.sub(r"[\s_-]+", "", one).lower(), "") for one in first]
    _check(headings, required)
    rows: list[tuple[int, Mapping[str, str]]] = []
    for number, cells in lines:
        if len(rows) == MOST_ROWS:
            raise TooLarge(f"This has more than {MOST_ROWS} rows.", instead="Send it in parts.")
        pairs = zip(headings, cells, strict=False)
        rows.append((number, {name: _bare(cell) for name, cell in pairs if name}))
    named = [(name, one.strip()) for one, name in zip(first, headings, strict=True)]
    unknown = tuple(one[:100] for name, one in named if one and not name)
    return Table(tuple(rows), unknown, tuple(one for one in named if one[0]))


def read(table: Table, one: Callable[[Mapping[str, str]], Saved[T]]) -> Upload[T]:
    """Each row read by `one`, which raises RowRefused for those that cannot be taken."""
    saves, refused, unchanged = [], [], 0
    for number, cells in table.rows:
        try:
            saved = one(cells)
        except RowRefused as why:
            refused.append(BadRow(number, why.column, why.words))
            continue
        if saved.before == saved.after:
            unchanged += 1
        else:
            saves.append(saved)
    return Upload(tuple(saves), unchanged, tuple(refused), table.ignored, table.headings)


def differences(columns: Iterable[str], was: Iterable[str], now: Iterable[str]) -> list[str]:
    """What is another in these cells of a record, in words."""
    rows = zip(columns, was, now, strict=True)
    return [
        f"{name}: {old or 'nothing'}, now {new or 'nothing'}"
        for name, old, new in rows
        if old != new
    ]


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The same as CSV for a spreadsheet, which runs no formula out of it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def whole(cells: Mapping[str, str], column: str, low: int, high: int) -> int | None:
    """The whole number in a cell; None where the cell is empty or there is no such column."""
    text = cells.get(column, "")
    if not text:
        return None
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise RowRefused(column, f"{text[:40]} is no whole number.")
    if not low <= int(text) <= high:
        raise RowRefused(column, f"{text} is not between {low} and {high}.")
    return int(text)


def brief(cells: Mapping[str, str], column: str, longest: int) -> str:
    """The text in a cell, in one line."""
    text = " ".join(cells.get(column, "").split())
    if len(text) > longest:
        raise RowRefused(column, f"This is longer than {longest} characters.")
    return text


def day(cells: Mapping[str, str], column: str, day_first: bool | None) -> date | None:
    """The day in a cell: 2026-09-21, or 21/09/2026 where the file shows which number is the day."""
    text = cells.get(column, "")
    if not text:
        return None
    try:
        if found := ISO.fullmatch(text):
            return date.fromisoformat(found[1])
        slashed = SLASHED.fullmatch(text)
        if slashed and day_first is not None:
            first, second, year = map(int, slashed.groups())
            return date(year, second, first) if day_first else date(year, first, second)
    except ValueError as no_day:
        raise RowRefused(column, f"There is no day {text}.") from no_day
    raise RowRefused(column, f"{text[:40]} is no day as the desk reads them: write 2026-09-21.")


def day_first(table: Table, columns: Iterable[str]) -> bool | None:
    """Whether days stand before months in this file; None where nothing shows it."""
    wanted = tuple(columns)
    found = [SLASHED.fullmatch(row.get(one, "")) for _, row in table.rows for one in wanted]
    firsts = any(int(one[1]) > 12 for one in found if one)
    seconds = any(int(one[2]) > 12 for one in found if one)
    return None if firsts == seconds else firsts


def _check(headings: Iterable[str], required: Iterable[str]) -> None:
    named = [one for one in headings if one]
    missing = [one for one in required if one not in named]
    if missing:
        raise NotUnderstood(f"The first row has no heading {', '.join(missing)}.", columns=missing)
    twice = sorted({one for one in named if named.count(one) > 1})
    if twice:
        raise NotUnderstood(f"The first row has a heading twice: {', '.join(twice)}.")


def _text(sent: bytes) -> str:
    if sent[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return sent.decode("utf-16", "replace")
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Windows calls ANSI; Latin-1 holds the five bytes that it leaves out.
        try:
            return sent.decode("cp1252")
        except UnicodeDecodeError:
            return sent.decode("latin-1")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with their numbers, as spreadsheets count them: blank ones too."""
    first = text.lstrip().split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1)
    except csv.Error as bad:
        raise NotUnderstood("This cannot be read as a CSV file.") from bad


def _safe(cell: str) -> str:
    """The cell as no spreadsheet takes it for a formula; what begins with ' gets another one."""
    return f"'{cell}" if cell.startswith(("'", *FORMULA)) else cell


def _bare(cell: str) -> str:
    """The cell as it was meant."""
    cell = cell.strip()
    if len(cell) > LONGEST_CELL:
        cell = cell[: LONGEST_CELL + 1]
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(("'", *FORMULA)) else cell
