"""Pieces that staff keep beside a request: files, addresses and notes, on a shelf of their own.

Evidence for a decision is one shelf (evidence.py), what is delivered to a patron another
(delivery_files.py). What is removed leaves the list and the history says so; the file itself stays
as a version in S3.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from chalicelib.domain.errors import NotUnderstood, TooLarge
from chalicelib.domain.scans import megabytes

if TYPE_CHECKING:  # request.py holds pieces, so it is known here by name only
    from chalicelib.domain.request import Request
    from chalicelib.domain.terms import Terms

#: What every shelf takes, by the ending of the name.
PLAIN_TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
}
ADDRESS = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.I)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file. `version` is the one that arrived first, which is the one that counts."""

    id: str
    name: str
    size: int
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece. `coming` is a file that was announced and has not arrived: it will replace
    `file`, which stays readable until then. `refused` is why the one that arrived last was not
    taken, `removed_on` the day on which the clean-up removed its file."""

    id: str
    added_on: datetime
    added_by: str
    file: Attachment | None = None
    coming: Attachment | None = None
    url: str = ""
    note: str = ""
    refused: str = ""
    removed_on: date | None = None

    @property
    def status(self) -> str:
        """uploading, while a file is on its way; refused, where it was not taken; removed, where
        the clean-up removed it; else ready."""
        if self.removed_on:
            return "removed"
        if self.coming:
            return "uploading"
        return "refused" if self.refused else "ready"

    @property
    def label(self) -> str:
        """What people call it."""
        known = self.file or self.coming
        return known.name if known else self.url

    @property
    def files(self) -> tuple[Attachment, ...]:
        return tuple(file for file in (self.file, self.coming) if file)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """A list of pieces and what may stand on it.

    `name` is the request's field, the prefix of its keys and the end of its actions' names; `one`
    and `several` what people call a piece. `types` is what may be kept, by the ending of a name:
    what the browser calls it does not count. `largest` is the largest file, in bytes; `whole` what
    all files of a request may have together, None without such a limit.
    """

    name: str
    one: str
    several: str
    types: Mapping[str, str]
    in_words: str
    most: int
    largest: Callable[["Request", "Terms"], int]
    whole: Callable[["Terms"], int] | None = None

    def of(self, request: "Request") -> tuple[Piece, ...]:
        """The pieces of this request."""
        held: tuple[Piece, ...] = getattr(request, self.name)
        return held

    def key_for(self, request_id: str, file_id: str) -> str:
        """Where this file lies: the one key that its upload form may write."""
        return f"{self.name}/{request_id}/{file_id}"

    def named_by(self, key: str) -> tuple[str, str] | None:
        """The request and the file that a key names; None where it is no key of this shelf."""
        found = re.fullmatch(rf"{self.name}/([0-9A-Za-z_-]{{1,64}})/([0-9A-Za-z_-]{{1,64}})", key)
        return (found[1], found[2]) if found else None

    def type_of(self, name: str) -> str:
        """The type under which a file of this name is kept; else says what would be taken."""
        kind = self.types.get(name.rpartition(".")[2].lower()) if "." in name else None
        if kind is None:
            raise NotUnderstood(
                f"{name} is of a type that the desk does not keep.",
                instead=f"Choose {self.in_words}.",
            )
        return kind

    def acceptable(self, name: str, size: int, largest: int) -> str:
        """The type of a file of this name and size (bytes), where it may be kept."""
        kind = self.type_of(name)
        if size < 1:
            raise NotUnderstood(
                f"{name} is empty.", instead="Look at the file and choose it again."
            )
        if size > largest:
            raise TooLarge(
                f"{name} has {megabytes(size)}, and the desk keeps {megabytes(largest)} a file.",
                instead="Save it smaller, or give the address where it lies.",
                bytes=largest,
            )
        return kind


def held_bytes(request: "Request") -> int:
    """What all files of a request have together: its scans and what is delivered beside them."""
    files = [file for one in request.delivery for file in one.files]
    return sum(one.size for one in request.scans) + sum(file.size for file in files)
