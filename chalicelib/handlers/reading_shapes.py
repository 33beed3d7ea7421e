"""The shapes of what the API says of reading copies."""

from typing_extensions import TypedDict


class ReadingCopyShape(TypedDict):
    """What readers of one course open: made, being prepared, or not to be made and why."""

    course: str
    year: str
    status: str
    status_label: str
    made_on: str | None
    pages: int | None
    bytes: int | None
    words: list[str]


class TitlePagesShape(TypedDict):
    """Title page and verso: whether the list asked for them, and where in the file they are."""

    asked: bool
    file_pages: str
