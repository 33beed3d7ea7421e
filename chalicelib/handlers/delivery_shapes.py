"""What the API answers about scans and their delivery, as types that its page is drawn from."""

from collections.abc import Mapping

from typing_extensions import TypedDict


class FindingShape(TypedDict):
    """`code` is one of those in docs/scans.md; `page` the first page it is about, from 1.

    `mark` is what stands at the pictures of its pages, which `pages` lists as first and last.
    """

    level: str
    words: str
    code: str
    page: int | None
    mark: str
    pages: list[list[int]]


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
    #: More files may be added at its end.
    takes_files: bool
    waits_for: str | None
    selected: bool
    added_on: str
    added_by: str
    removed_on: str | None
    wanted_back: bool
    reused: str | None
    decision: str
    #: How the text layer stands, as code and words; what a screen reader can expect, likewise.
    text: str
    text_words: str
    languages: str
    accessibility: str
    accessibility_words: str
    #: How many pages have a picture, from the first.
    drawn: int


class SheetShape(TypedDict):
    """One sheet of pictures: of which pages, and an address that lives minutes."""

    url: str
    first: int
    last: int


class ScanPages(TypedDict):
    """Pictures of pages, row by row on sheets of so many columns and rows; each picture has at
    most so many dots. `words` says which pages have none."""

    columns: int
    rows: int
    width: int
    height: int
    sheets: list[SheetShape]
    words: str
    lives: int


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


class Removable(TypedDict):
    """Something that the clean-up would remove; `request` is none where no request is known."""

    request: str | None
    what: str
    due: str
    files: int


class CleanUpRule(TypedDict):
    """A rule of the clean-up: `value` is the figure of its setting, `removals` the first 200."""

    code: str
    goes: str
    when: str
    setting: str
    value: int
    count: int
    removals: list[Removable]


class CleanUpRun(TypedDict):
    """When it ran last, and how much was removed by each rule."""

    at: str
    done: Mapping[str, int]


class CleanUp(TypedDict):
    """A dry run; not `complete` where there was more to look through than time."""

    rules: list[CleanUpRule]
    complete: bool
    last: CleanUpRun | None
