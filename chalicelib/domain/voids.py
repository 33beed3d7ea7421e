"""What rests on what: a change of range, title, course or dates voids it, in so many words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from chalicelib.domain import (
    cleanup_effects,
    copies,
    delivery,
    opening_effects,
    piece_effects,
    remarks,
    scan_effects,
)
from chalicelib.domain.copies import Copy
from chalicelib.domain.languages import spoken
from chalicelib.domain.licence import Answers, quoted
from chalicelib.domain.request import Approval, Request

#: What each fact rests on: when one of these changes, the fact no longer stands.
RESTS_ON: Mapping[str, Callable[[Request], object]] = {
    "licence": lambda request: (request.work, request.purpose),
    "extent": lambda request: (request.work, portion(request), request.runs, request.purpose),
    "answers": lambda request: (
        request.work and (request.work.id, request.work.isbn, request.work.issn)
    ),
    "selected": lambda request: (request.work, request.extract.pages),
    "approval": lambda request: (request.work, request.extract.pages, request.dates),
}
EMPTY: Mapping[str, object] = {
    "licence": None,
    "answers": Answers(),
    "extent": None,
    "selected": "",
}


def portion(request: Request) -> object:
    """What of the work is copied, as far as a licence counts it."""
    one = request.extract
    return (one.pages, one.portion, one.volume, one.issue, one.chapter, one.blanks)


def voided(before: Request, after: Request) -> Request:
    """The request without what rested on something that this action changed."""
    for fact, basis in RESTS_ON.items():
        first_work = fact == "answers" and before.work is None
        # A link that opens for another run was measured for it in the same move.
        anew = fact == "extent" and after.extent not in (None, before.extent)
        if basis(before) == basis(after) or first_work or anew:
            continue
        if fact == "approval":
            if after.approval is Approval.APPROVED:
                after = replace(after, approval=Approval.WANTED, clearance=None)
        else:
            new: dict[str, Any] = {fact: EMPTY[fact]}
            after = replace(after, **new)
    return after


def lost(before: Request, after: Request) -> tuple[str, ...]:
    """The names of what a change voided, for the history to say so."""
    names = [fact for fact in EMPTY if stood(before, fact) and not stood(after, fact)]
    if before.approval is Approval.APPROVED and after.approval is Approval.WANTED:
        names.append("approval")
    return tuple(names)


def stood(request: Request, fact: str) -> bool:
    return bool(getattr(request, fact) != EMPTY[fact])


def kept(action: str, heard: Any, before: Request, after: Request) -> Mapping[str, object]:
    """What the history keeps of what was said: no addresses, and the facts of each new copy."""
    if action == "files-restored":
        said = cleanup_effects.told(action, heard, before)
    elif piece_effects.shelf_of(action):
        said = piece_effects.told(action, heard, before, after)
    elif action == "set-purpose":
        said = {"for": after.purpose.label.lower()}
    elif after.delivered and after.delivered != before.delivered:
        one = after.delivered
        said = {"delivered": delivery.in_words(one), "why": one.why}
    else:
        said = told(action, heard, before, after) if action in IN_WORDS else dict(heard or {})
    if words := reason_of(action, after):
        # The list of reasons may change; what was decided is read in the words of its day.
        said["reason_words"] = words
    said = {name: value for name, value in said.items() if value not in ("", None, False)}
    made = copies.made(before, after)
    return said | ({"copy": copy_record(made), "licence": quoted(after)} if made else {})


def reason_of(action: str, after: Request) -> str:
    """The words of the reason that was chosen just now."""
    if action in ("reject", "refuse"):
        return after.rejection.label if after.rejection else ""
    if action == "cancel":
        return after.cancellation.label if after.cancellation else ""
    return after.clearance.label if action == "approve" and after.clearance else ""


OPENINGS = frozenset({"add-opening", "close-opening", "change-dates"})
OF_SCANS = frozenset(
    {"scan-checked", "pages-drawn", "add-files", "file-checked", "order-files", "remove-file",
     "remove-scan"}
)  # fmt: skip
IN_WORDS = frozenset(
    {"enrich", "set-lecturer", "assign-metadata", "choose-citation", "add-scan", "select-scan",
     "reuse-scan", "permission", "add-file", "correct", *OPENINGS, *OF_SCANS,
     "make-text", "text-made", "text-failed"}
)  # fmt: skip


def told(action: str, heard: Any, before: Request, after: Request) -> dict[str, object]:
    """What the history says where what was said are only ids: names that a person knows."""
    if action in OPENINGS:
        return opening_effects.told(action, heard, after)
    if action in OF_SCANS:
        return scan_effects.said(action, heard, before, after)
    match action:
        case "set-lecturer":
            return {"lecturer": after.lecturer.name if after.lecturer else ""}
        case "assign-metadata":
            return dict(heard) | {"work": after.work.title if after.work else ""}
        case "choose-citation":
            return {"course": after.course_asked}
        case "add-scan" | "add-file":
            return {"scan": heard["name"], "size": heard["size"], "by": heard.get("by", "")}
        case "reuse-scan":
            taken = after.scans[-1]
            return {"scan": taken.name, "of request": taken.reused, "decided": taken.decision}
        case "select-scan":
            old = before.scan.name if before.scan and before.link else ""
            return {"scan": after.scan.name if after.scan else "", "instead of": old}
        case "correct":
            from chalicelib.domain import live_effects

            return dict(live_effects.told(heard, before, after))
        case "make-text" | "text-made" | "text-failed":
            return recognised(dict(heard)["scan"], after)
        case "permission":
            return {"coverage": heard["permissions"].coverage, "said": heard["permissions"].words}
    volumes = remarks.items_in_words(heard)
    return {"places found": len(heard.get("citations", ())), "physical volumes": volumes}


def recognised(scan_id: str, after: Request) -> dict[str, object]:
    """Which scan, in which languages, and what is to be said about it."""
    scan = next(one for one in after.scans if one.id == scan_id)
    return {"scan": scan.name, "languages": spoken(scan.languages), "note": scan.text_note}


def copy_record(made: Sequence[Copy]) -> Mapping[str, object]:
    """The facts of the licence return as they were frozen, for auditors of one request."""
    first = made[0]
    said = {
        "isn": first.isn,
        "title": first.work.title,
        "authors": first.extract.authors or first.work.authors,
        "extract": first.extract.title,
        "pages": first.pages,
        "basis": first.basis,
        "source": first.source,
    }
    of_courses = [
        {"code": one.course, "name": one.run.name, "year": one.year,
         "weeks": one.run.run.weeks, "students": one.run.run.students}
        for one in made if one.run
    ]  # fmt: skip
    return {"courses": of_courses} | said
