"""The library's own records as the API shows them, and what an upload does to them."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from chalicelib.domain.courses import Course, Lecturer
from chalicelib.domain.identifiers import isn
from chalicelib.domain.record_forms import mark
from chalicelib.domain.uploads import Saved, Upload
from chalicelib.domain.works import Correction, Work
from chalicelib.handlers import record_shapes

if TYPE_CHECKING:
    from chalicelib.library._catalogue import Answer

T = TypeVar("T")


def course(one: Course) -> record_shapes.Course:
    lead = one.lecturer
    return {
        "code": one.code,
        "aliases": list(one.aliases),
        "name": one.name,
        "department": one.department,
        "subject": one.subject,
        "lecturer": {"name": lead.name, "email": lead.email} if lead else None,
        "status": one.status.value,
        "history_loaded": one.history_loaded,
        "runs": [
            {"year": run.year, "start": run.start.isoformat(), "end": run.end.isoformat(),
             "weeks": run.weeks, "students": run.students,
             "resits_until": run.resits_until.isoformat() if run.resits_until else None}
            for run in one.runs
        ],
        "seen": mark(one),
    }  # fmt: skip


def lecturer(one: Lecturer) -> record_shapes.LecturerRecord:
    return {
        "id": one.id, "name": one.name, "email": one.email, "retired": one.retired,
        "seen": mark(one),
    }  # fmt: skip


def work(one: Work) -> record_shapes.Work:
    numbers = [found for number in (one.isbn, one.issn) if (found := isn(number))]
    return {
        "id": one.id, "title": one.title, "authors": one.authors, "isbn": one.isbn,
        "issn": one.issn, "publisher": one.publisher, "year": one.year, "edition": one.edition,
        "pages": one.pages, "blanks": one.blanks, "doi": one.doi, "volume": one.volume,
        "issue": one.issue, "kind": one.kind.value, "kind_label": one.kind.label,
        "country": one.country, "ccc": one.ccc, "themed": one.themed,
        "forms": [form for number in numbers for form in number.forms],
        "others": list(one.others), "edition_of": one.family,
    }  # fmt: skip


def work_record(one: Work) -> record_shapes.WorkRecord:
    return {**work(one), "seen": mark(one)}


def added_work(one: Work, added: bool) -> record_shapes.AddedWork:
    return {**work_record(one), "added": added}


def work_detail(
    one: Work, editions: Iterable[Work], corrections: Iterable[Correction]
) -> record_shapes.WorkDetail:
    return {
        "work": work_record(one),
        "editions": [work(other) for other in editions],
        "corrections": [
            {"at": stamp(each.at), "by_name": each.by_name, "was": work(each.was)}
            for each in corrections
        ],
    }


def looked_up(answers: "Iterable[Answer]") -> record_shapes.LookedUp:
    """What each catalogue said, and every title found, as POST /api/works takes it."""
    every = list(answers)
    return {
        "asked": [
            {"name": one.name, "label": one.label, "ok": one.ok, "words": one.words}
            for one in every
        ],
        "found": [
            {
                "catalogue": one.name,
                "work": {name: held for name, held in work.items() if name != "extract"},
                "extract": work.get("extract"),
            }
            for one in every
            for work in one.works
        ],
    }


def stamp(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def summary(
    told: Upload[T], applied: bool, name: Callable[[T], str],
    differences: Callable[[Saved[T]], list[str]] = lambda one: [],
) -> record_shapes.UploadSummary:  # fmt: skip
    """What an upload does; records by the names that people know them by."""
    changed = [(one, words) for one in told.saves if one.before and (words := differences(one))]
    return {
        "applied": applied,
        "created": [name(one) for one in told.created],
        "changed": [name(one) for one in told.changed],
        "changes": [{"name": name(one.after), "words": words} for one, words in changed],
        "unchanged": told.unchanged,
        "refused": [
            {"row": one.row, "column": one.column, "words": one.words} for one in told.refused
        ],
        "ignored": list(told.ignored),
        "headings": dict(told.headings),
    }
