"""Scans: candidate files of a request, each checked before it may be chosen."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.errors import NotUnderstood

PDF = "application/pdf"
#: What may be uploaded, by the ending of its name; what the browser calls it counts for less.
TYPES: Mapping[str, str] = {
    "pdf": PDF,
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "gif": "image/gif",
    "bmp": "image/bmp",
    "webp": "image/webp",
}
#: All that a request holds stands in one row, which has its limit (400 KB).
MOST_SCANS = 40
#: So many days S3 keeps what the clean-up removed (infra/template/buckets.yaml).
KEPT_DAYS = 30
MOST_FILES = 100
MOST_FILES_OF_ALL = 200
_ID = "[0-9A-Za-z_-]{1,64}"
INCOMING = re.compile(rf"incoming/(?P<request>{_ID})/(?P<scan>{_ID})(?:/(?P<file>{_ID}))?")


class ScanStatus(StrEnum):
    UPLOADING = "uploading"
    CHECKING = "checking"
    READY = "ready"
    BLOCKED = "blocked"
    GIVEN_UP = "given-up"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a check saw, in words; only what is blocking keeps a scan from delivery.

    `code` names the kind for machines (docs/scans.md lists them all), `page` is the first page
    that it is about, counted from 1; None where it is about the whole file. `pages` are all of
    them that may have a picture, as people write them (1-4, 9), and `mark` what stands there
    where that is not the same for every finding of its kind.
    """

    words: str
    blocking: bool = False
    code: str = ""
    page: int | None = None
    pages: str = ""
    mark: str = ""


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
    `drawn` is the number of pages that have a picture (pictures.py).
    `original` is the key of the file as it came, where old cover sheets were taken off it.
    `removed_on` is the day on which the clean-up removed its files, `restored_on` the day on which
    they were last brought back; `wanted_back` is set from the asking until then.
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
    drawn: int = 0
    removed_on: date | None = None
    restored_on: date | None = None
    wanted_back: bool = False

    @property
    def usable(self) -> bool:
        """It passed its check and its file is there: it may be chosen and opened."""
        return self.status is ScanStatus.READY and self.removed_on is None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every stored object without which this scan is not whole, as long as it stands."""
        of_files = (one.master for one in self.files)
        return tuple(filter(None, (self.master, self.original, self.readable, *of_files)))


def key_for(request_id: str, scan_id: str, file_id: str = "") -> str:
    """Where the upload of this scan, or of one file of it, goes: the key its form may write."""
    return "/".join(filter(None, ("incoming", request_id, scan_id, file_id)))


@dataclass(frozen=True, slots=True)
class Named:
    """What an incoming key names; `file` is empty where the scan is announced as one upload."""

    request: str
    scan: str
    file: str = ""


def named_by(key: str) -> Named | None:
    """What an incoming key names; None where it is no key of ours."""
    found = INCOMING.fullmatch(key)
    return Named(found["request"], found["scan"], found["file"] or "") if found else None


def master_for(key: str, sha256: str) -> str:
    """Where the checked copy goes. Its digest is in the name: other bytes never overwrite it."""
    return f"masters/{key.removeprefix('incoming/')}/{sha256}.pdf"


def made_of(files: Iterable[ScanFile]) -> str:
    """A digest of files in their order: whatever was made of others, or otherwise, is not this."""
    named = "\n".join(f"{one.id} {one.sha256}" for one in files)
    return hashlib.sha256(named.encode()).hexdigest()


def acceptable(name: str, size: int, content_type: str) -> str:
    """The type that an upload of this name and size (bytes) has; else says what would be taken.

    Raises NotUnderstood. How large it may be is asked of the request that it is for.
    """
    said = content_type.partition(";")[0].strip().lower()
    by_name = TYPES.get(name.rpartition(".")[2].lower(), "")
    kind = by_name or (said if said in TYPES.values() else "")
    if not kind:
        what = said or "no type was given"
        raise NotUnderstood(
            f"{name} is neither a PDF nor a picture by its name and type ({what}).",
            instead="Save the scan as a PDF, or as JPEG, PNG or TIFF pictures, and upload that.",
        )
    if size < 1:
        raise NotUnderstood(f"{name} is empty.", instead="Look at the file and choose it again.")
    return kind


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
