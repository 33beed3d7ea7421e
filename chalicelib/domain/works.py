"""Works and the extracts taken from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A title record. `isbn` is an ISBN-13, `issn` eight characters; `pages` is the whole book."""

    id: str
    title: str
    authors: str = ""
    isbn: str = ""
    issn: str = ""
    publisher: str = ""
    year: str = ""
    edition: str = ""
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """What is copied from a work. `pages` is a range by the DCS grammar: `vii-xxi, 1-10`."""

    title: str = ""
    authors: str = ""
    chapter: str = ""
    pages: str = ""
    page_count: int | None = None
