"""Works and the extracts taken from them."""

from dataclasses import dataclass
from enum import StrEnum


class WorkKind(StrEnum):
    """What a work is, as far as a licence tells kinds apart; UNKNOWN is what nobody has said."""

    UNKNOWN = ""
    BOOK = "book"
    ANTHOLOGY = "anthology"
    JOURNAL = "journal"
    PROCEEDINGS = "proceedings"
    LAW_REPORTS = "law-reports"
    ARTISTIC = "artistic"
    NEWSPAPER = "newspaper"
    MUSIC = "printed-music"
    MAP = "map"
    WORKBOOK = "workbook"
    OTHER = "other"


class Portion(StrEnum):
    """What an extract is of its work, where it is a whole thing; PAGES is just so many pages."""

    PAGES = ""
    CHAPTER = "chapter"
    ARTICLE = "article"
    PAPER = "paper"
    CASE = "case"
    SCENE = "scene"
    SHORT = "short-work"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A title record. `isbn` is an ISBN-13, `issn` eight characters; `pages` is the whole book.

    `others` are the numbers of other editions of the same text (print and electronic, each in its
    normal form), and `family` names the record they are counted together with: its own id, where
    it is empty. `blanks` of the pages are blank. `ccc` marks a CCC Electronic Rights work, and
    `themed` a journal issue that is devoted to one theme: both bear on CLA's article rule.
    """

    id: str
    title: str
    authors: str = ""
    isbn: str = ""
    issn: str = ""
    publisher: str = ""
    year: str = ""
    edition: str = ""
    pages: int | None = None
    others: tuple[str, ...] = ()
    doi: str = ""
    volume: str = ""
    issue: str = ""
    kind: WorkKind = WorkKind.UNKNOWN
    country: str = ""
    family: str = ""
    blanks: int = 0
    ccc: bool = False
    themed: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """What is copied from a work. `pages` is a range by the DCS grammar: `vii-xxi, 1-10`.

    `volume` and `issue` say which one of a journal; `blanks` of the pages are blank or adverts.
    """

    title: str = ""
    authors: str = ""
    chapter: str = ""
    pages: str = ""
    page_count: int | None = None
    portion: Portion = Portion.PAGES
    volume: str = ""
    issue: str = ""
    blanks: int = 0


def counted_as(work: Work, extract: Extract) -> str:
    """Under which name copies of this work are counted together: a journal by its issue."""
    if work.issn and not work.isbn:
        volume, issue = extract.volume or work.volume, extract.issue or work.issue
        return f"{work.issn}/{volume.strip().casefold()}/{issue.strip().casefold()}"
    return work.family or work.id
