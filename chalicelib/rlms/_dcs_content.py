"""What DCS clients are shown when they poll: course content in two shapes, and courses.

Names with capitals and hyphens are CLA's own. Where CLA sends what the desk does not keep, the
field is there and empty.
"""

import uuid
import zlib
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.courses import Course
from chalicelib.domain.request import Phase, Request, State
from chalicelib.domain.works import Work

Shown = Mapping[str, Any]
MEGABYTE = 1_000_000
NAMESPACE = uuid.UUID("5c0b6a36-5e2f-4f63-9b0e-6f7d2b1d9a10")


def item(request: Request, word: str, link: str, version: int, is_theirs: bool) -> Shown:
    """A request; from version 2 on with its id, and why it was rejected where it is theirs."""
    live = request.state.phase is Phase.LIVE
    shown = {
        # Theirs and ours alike: it does not change as long as the request stands.
        "content-GUID": str(uuid.uuid5(NAMESPACE, request.id)),
        "content-status": word,
        "last-modified": request.updated_on.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "content-URL": link if live else "",
        "bibliographic-details": bibliographic(request),
    }
    if version == 1:
        return shown
    ended = {State.REJECTED: request.rejection, State.CANCELLED: request.cancellation}
    rejection = ended.get(request.state) if is_theirs else None
    return shown | {
        "request-id": request.number,
        # Our ids outlive the year, so there is no other to match.
        "previous-year-id": None,
        "rejection-message": rejection.label if rejection else "",
        "notes": rejection.note if rejection else "",
    }


def bibliographic(request: Request) -> Shown:
    work = request.work or Work(id="", title="")
    extract, theirs, scan = request.extract, request.theirs, request.scan
    sought = request.sought[1] if len(request.sought) > 1 else ""
    return {
        "type": theirs.get("form") or ("Journal" if work.issn else "Book"),
        "identifier": work.isbn or work.issn or (request.sought[0] if request.sought else ""),
        "DOI": extract.doi or work.doi,
        "title": work.title or sought or request.title,
        "extract-title": extract.title,
        "publication-form": "",
        "year": work.year or theirs.get("year", ""),
        "volume": extract.volume or theirs.get("volume", ""),
        "issue": extract.issue or theirs.get("issue", ""),
        "page-range": extract.pages,
        "author": work.authors,
        "colour-scale": "",
        "publisher": work.publisher or theirs.get("publisher", ""),
        "extract-author": extract.authors,
        "chapter-number": extract.chapter,
        "edition": work.edition or theirs.get("edition", ""),
        "book-pages": work.pages or 0,
        "publication-place": "",
        "description": "",
        "OCR": False,
        "file-size": round(scan.size / MEGABYTE, 3) if scan else 0.0,
    }


def course(one: Course) -> Shown:
    """A course, its weeks and students those of its last run."""
    run = max(one.runs, key=lambda run: run.start, default=None)
    return {
        "course-ID": course_id(one.code),
        "course-code": one.code,
        "course-name": one.name,
        "course-status": one.status.value.capitalize(),
        "number-of-weeks": run.weeks if run else 0,
        "number-of-students": run.students if run else 0,
        "department": one.department,
        "subject": one.subject,
        "lead-lecturer": one.lecturer.name if one.lecturer else "",
        "lead-lecturer-email": one.lecturer.email if one.lecturer else "",
    }


def course_id(code: str) -> int:
    """They want a number where we have a code: 31 bits of its digest."""
    return zlib.crc32(code.upper().encode()) & 0x7FFFFFFF
