"""Works and the extracts taken from them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.pages import NotPages, Pages


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

    @property
    def label(self) -> str:
        return self.value.replace("-", " ").capitalize() or "Not known"


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

    @property
    def label(self) -> str:
        return {"": "Pages", "short-work": "Short story, poem or play"}.get(
            self.value, self.value.capitalize()
        )


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

    @property
    def is_journal(self) -> bool:
        """Its issues are counted apart. A book of a series has an ISSN too, beside its ISBN."""
        return self.kind is WorkKind.JOURNAL or bool(self.issn and not self.isbn)

    @property
    def numbers(self) -> tuple[str, ...]:
        """All numbers by which it is found, its own first."""
        return tuple(dict.fromkeys(filter(None, (self.isbn, self.issn, *self.others))))

    @property
    def root(self) -> str:
        """The name of its family: that of the record whose copies are counted with its own."""
        return self.family or self.id


@dataclass(frozen=True, slots=True)
class Extract:
    """What is copied from a work. `pages` is a range by the DCS grammar: `vii-xxi, 1-10`.

    `volume` and `issue` say which one of a journal; `blanks` of the pages are blank or adverts.
    `doi` names the chapter or article itself. `images` is whether pictures are wanted too (None:
    nobody said), `title_page` whether the title page and its verso are to go with it.
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
    doi: str = ""
    images: bool | None = None
    title_page: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """Who corrected a title record, and what it was before."""

    at: datetime
    by: str
    by_name: str
    was: Work


def counted_pages(extract: Extract, written: str) -> Extract:
    """The extract with the pages that a list wrote; what cannot be counted is left to staff."""
    try:
        pages = Pages.read(written)
    except NotPages:
        return extract
    return replace(extract, pages=str(pages), page_count=pages.count)


def counted_as(work: Work, extract: Extract) -> str:
    """Under which name copies of this work are counted together: a journal by its issue."""
    return work.root + issue_of(work, extract)


def counted_names(work: Work, editions: Iterable[str], extract: Extract) -> tuple[str, ...]:
    """Every name under which copies of this work, or of another edition of it, may be counted.

    `editions` are the ids of the records of its family. A request keeps the work as it was when
    it was matched, so what was counted before two editions were known to be one has an older name.
    """
    issue = issue_of(work, extract)
    return tuple(dict.fromkeys(one + issue for one in (work.root, work.id, *editions)))


def issue_of(work: Work, extract: Extract) -> str:
    if not work.is_journal:
        return ""
    parts = (extract.volume or work.volume, extract.issue or work.issue)
    return "/" + "/".join(map(plain_number, parts))


#: What people write before the number of a volume or an issue.
BEFORE_NUMBER = re.compile(r"^(?:(?:volume|vol|v|issue|iss|number|no|nr|n|part|pt)\b[:-]*)+", re.I)


def plain_number(written: str) -> str:
    """A volume or issue so that `Vol. 03` and `3` are one: no label, no zeros in front, no case."""
    folded = re.sub(r"[\s/.()-]+", "-", written.casefold()).strip("-")
    bare = BEFORE_NUMBER.sub("", folded)
    return re.sub(r"^0+(?=\d)", "", bare)


def joined(work: Work, kin: Iterable[Work]) -> tuple[Work, tuple[Work, ...]]:
    """The work in the family of its other editions, and those of them that change for it.

    The family is named after the first of its records by name, so that whoever joins two families
    gives one the name of the other. `kin` are all the records of all the families that meet.
    """
    others = [one for one in kin if one.id != work.id]
    roots = {one.root for one in others} | ({work.root} if work.family else set())
    if not others:
        return work, ()
    root = min(roots)
    moved = tuple(in_family(one, root) for one in others if one.root != root)
    return in_family(work, root), moved


def in_family(work: Work, root: str) -> Work:
    return replace(work, family="" if root == work.id else root)
