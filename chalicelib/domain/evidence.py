"""Evidence for a decision: files, addresses and notes that staff keep beside a request (A149-A151).

Files lie under a prefix of their own, where nobody but staff reaches them, and are never mailed.
What is removed leaves the list and the history says so; the file itself stays as a version in S3.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.errors import NotUnderstood, TooLarge
from chalicelib.domain.scans import megabytes

#: The largest file, in bytes, and how many pieces one request holds.
LARGEST = 25_000_000
MOST = 20
#: What may be kept, by the ending of its name; what the browser calls it does not count.
TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
IN_WORDS = "a PDF, a picture (PNG, JPEG, TIFF), a saved e-mail (EML, MSG), a text (TXT, DOCX, ODT)"
KEY = re.compile(r"evidence/(?P<request>[0-9A-Za-z_-]{1,64})/(?P<file>[0-9A-Za-z_-]{1,64})")
ADDRESS = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.I)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file. `version` is the one that arrived first, which is the one that counts."""

    id: str
    name: str
    size: int
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece. `coming` is a file that was announced and has not arrived: it will replace
    `file`, which stays readable until then."""

    id: str
    added_on: datetime
    added_by: str
    file: Attachment | None = None
    coming: Attachment | None = None
    url: str = ""
    note: str = ""

    @property
    def status(self) -> str:
        """uploading, while a file is on its way; else ready."""
        return "uploading" if self.coming else "ready"

    @property
    def label(self) -> str:
        """What people call it."""
        known = self.file or self.coming
        return known.name if known else self.url


def key_for(request_id: str, file_id: str) -> str:
    """Where this file lies: the one key that its upload form may write."""
    return f"evidence/{request_id}/{file_id}"


def named_by(key: str) -> tuple[str, str] | None:
    """The request and the file that a key names; None where it is no key of evidence."""
    found = KEY.fullmatch(key)
    return (found["request"], found["file"]) if found else None


def acceptable(name: str, size: int) -> str:
    """The type under which a file of this name and size (bytes) is kept; else says what would be
    taken."""
    kind = TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
    if kind is None:
        raise NotUnderstood(
            f"{name} is of a type that the desk does not keep.", instead=f"Choose {IN_WORDS}."
        )
    if size < 1:
        raise NotUnderstood(f"{name} is empty.", instead="Look at the file and choose it again.")
    if size > LARGEST:
        raise TooLarge(
            f"{name} has {megabytes(size)}, and the desk keeps {megabytes(LARGEST)} a file.",
            instead="Save it smaller, or give the address where it lies.",
            bytes=LARGEST,
        )
    return kind
