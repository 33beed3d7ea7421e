"""What the API answers about scans and their delivery, as types that its page is drawn from."""

from typing_extensions import TypedDict


class FindingShape(TypedDict):
    """`code` is one of those in docs/scans.md; `page` the first page it is about, from 1."""

    level: str
    words: str
    code: str
    page: int | None


class ScanFileShape(TypedDict):
    """One upload of a scan that is put together of several, in their order."""

    id: str
    name: str
    bytes: int
    pages: int | None
    status: str
    findings: list[FindingShape]


class Scan(TypedDict):
    """`waits_for` says in words what is still on its way; `files` is empty for a single upload."""

    id: str
    name: str
    bytes: int
    pages: int | None
    status: str
    findings: list[FindingShape]
    files: list[ScanFileShape]
    waits_for: str | None
    selected: bool
    added_on: str
    added_by: str
    reused: str | None
    decision: str
    #: How the text layer stands, as code and words; what a screen reader can expect, likewise.
    text: str
    text_words: str
    languages: str
    accessibility: str
    accessibility_words: str


class FileForm(TypedDict):
    """Where one file goes; `file` is empty where the scan is that one upload."""

    file: str
    name: str
    url: str
    fields: dict[str, str]


class UploadForm(TypedDict):
    """The form of each file in the order in which they were said; `url` and `fields` are those of
    the first."""

    scan: str
    url: str
    fields: dict[str, str]
    files: list[FileForm]


class UploadLimits(TypedDict):
    """In bytes: a file or a scan put together of files, all scans of the request, what is left."""

    file: int
    all: int
    left: int
