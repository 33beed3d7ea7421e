"""Scans: candidate files of a request, each checked before it may be chosen."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.errors import NotUnderstood, TooLarge

PDF = "application/pdf"
#: The largest course scan, in bytes (100 MB as people count them).
LARGEST = 100_000_000
#: All that a request holds stands in one row, which has its limit (400 KB).
MOST_SCANS = 40
INCOMING = re.compile(r"incoming/(?P<request>[0-9A-Za-z_-]{1,64})/(?P<scan>[0-9A-Za-z_-]{1,64})")


class ScanStatus(StrEnum):
    UPLOADING = "uploading"
    CHECKING = "checking"
    READY = "ready"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check saw, in words; only what is blocking keeps a scan from delivery.

    `code` names the kind for machines (docs/scans.md lists them all), `page` is the first page
    that it is about, counted from 1; None where it is about the whole file.
    """

    words: str
    blocking: bool = False
    code: str = ""
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanFile:
    """One upload out of which, with others, a scan is put together.

    `master` is the checked PDF made of it and `version` that very version of the object; both are
    needed as long as the scan is, because another order makes another whole of them.
    """

    id: str
    name: str
    size: int
    status: ScanStatus = ScanStatus.UPLOADING
    master: str = ""
    version: str = ""
    sha256: str = ""
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """One candidate. `master` is the key that no upload form can write; empty until it is checked.

    `version` is the very version of that object which was checked, where S3 named one.
    `files`, in their order, are the uploads that it is put together of; none where it is one file.
    `readable` is the key of a copy with recognised text, `text` how that went (text_layer.py),
    `text_note` what is to be said about it, `text_attempt` which attempt is the last, `languages`
    in which it was or is to be recognised; `accessibility` is what a reader with a screen reader
    can expect, as a code.
    `reused` is the request whose scan this is, and `decision` what had been decided there when it
    was taken: both are empty where it was uploaded here.
    `original` is the key of the file as it came, where old cover sheets were taken off it.
    """

    id: str
    name: str
    size: int
    added_on: datetime
    added_by: str
    status: ScanStatus = ScanStatus.UPLOADING
    master: str = ""
    sha256: str = ""
    pages: int | None = None
    findings: tuple[Finding, ...] = ()
    reused: str = ""
    decision: str = ""
    original: str = ""
    version: str = ""
    files: tuple[ScanFile, ...] = ()
    readable: str = ""
    text: str = ""
    text_note: str = ""
    text_attempt: int = 0
    languages: str = ""
    accessibility: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Every stored object without which this scan is not whole, as long as it stands."""
        of_files = (one.master for one in self.files)
        return tuple(filter(None, (self.master, self.original, self.readable, *of_files)))


def key_for(request_id: str, scan_id: str) -> str:
    """Where the upload of this scan goes: the one key that its form may write."""
    return f"incoming/{request_id}/{scan_id}"


def named_by(key: str) -> tuple[str, str] | None:
    """The request and the scan that an incoming key names; None where it is no key of ours."""
    found = INCOMING.fullmatch(key)
    return (found["request"], found["scan"]) if found else None


def master_for(key: str, sha256: str) -> str:
    """Where the checked copy goes. Its digest is in the name: other bytes never overwrite it."""
    return f"masters/{key.removeprefix('incoming/')}/{sha256}.pdf"


def acceptable(name: str, size: int, content_type: str) -> None:
    """An upload of this name, size (bytes) and type may begin; else says what would be taken."""
    if content_type.partition(";")[0].strip().lower() != PDF:
        raise NotUnderstood(
            f"{name} is not a PDF by its type ({content_type or 'none was given'}).",
            instead="Save the scan as one PDF and upload that.",
        )
    if size < 1:
        raise NotUnderstood(f"{name} is empty.", instead="Look at the file and choose it again.")
    if size > LARGEST:
        raise TooLarge(
            f"{name} has {megabytes(size)}, and the desk takes {megabytes(LARGEST)} a scan.",
            instead="Scan at 300 dpi in greyscale, or save the PDF at a smaller size.",
            bytes=LARGEST,
        )


def range_finding(pages: int, asked: int | None) -> Finding | None:
    """A note where the file has not as many pages as the range asked for; None where it has."""
    if asked is None or pages == asked:
        return None
    return Finding(
        f"The file has {count(pages)}, and the range asked for has {asked}. "
        "Look whether a page is missing, two book pages are on one, or this is another text.",
        code="page-count",
    )


def file_name(title: str) -> str:
    """What a reader's own copy is called: the title, without what file systems refuse."""
    spaced = "".join(
        " " if sign in '<>:"/\\|?*;' or not sign.isprintable() else sign for sign in title
    )
    return (" ".join(spaced.split())[:80].strip(". ") or "scan") + ".pdf"


def count(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def megabytes(size: int) -> str:
    """A size as people say it: 3.2 MB, 100 MB; below a tenth of a megabyte in kB."""
    if size < 100_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f}".removesuffix(".0") + " MB"
