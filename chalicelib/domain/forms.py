"""An action's form: its JSON Schema with this request's choices in it, and what to prefill."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import (
    languages,
    licence,
    licence_forms,
    opening_effects,
    reason_lists,
    reasons,
    remarks,
    say,
    wish,
)
from chalicelib.domain.course_effects import key
from chalicelib.domain.needs import expiry
from chalicelib.domain.request import Purpose, Request
from chalicelib.domain.rules import DELIVERIES
from chalicelib.domain.scans import ScanStatus
from chalicelib.domain.terms import Terms
from chalicelib.domain.works import Portion

Choices = tuple[tuple[str, str], ...]

WAITS: Choices = (
    ("requester", "An answer of the requester"),
    ("book", "The book"),
    ("copy", "A copy to buy"),
    ("permission", "Permission"),
    ("other", "Something else"),
)


#: The words behind the codes of a form, by the action and the field in which they are said.
CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("reject", "reason"): {one.code: one.label for one in reasons.DEFAULT},
    ("cancel", "reason"): {one.code: one.label for one in reasons.CANCELLATIONS},
    ("refuse", "reason"): {one.code: one.label for one in reasons.REFUSALS},
    ("approve", "reason"): {one.code: one.label for one in reasons.APPROVALS},
    ("verify-licence", "coverage"): dict(licence.COVERAGES),
    ("verify-licence", "ownership"): dict(licence.OWNERSHIPS),
    ("verify-licence", "original"): dict(licence.SOURCES),
    ("record-coverage", "coverage"): dict(licence.COVERAGES),
    ("record-holdings", "holdings"): dict(licence.HOLDINGS),
    ("record-holdings", "ownership"): dict(licence.OWNERSHIPS),
    ("record-holdings", "original"): dict(licence.SOURCES),
    ("second-extract", "original"): dict(licence.SOURCES),
    ("permission", "coverage"): dict(licence.COVERAGES),
    ("wait", "waits_for"): dict(WAITS),
    ("deliver-copy", "how"): wish.WAYS,
    ("remark", "remark"): remarks.WORDS,
}


def label(action: str, field: str, code: object, terms: Terms | None = None) -> str:
    """What a person reads for a code; the code itself where there are no other words."""
    if field == "basis":
        return (terms or Terms()).basis_label(str(code))
    return CODES.get((action, field), {}).get(str(code), str(code))


def choices(request: Request, terms: Terms) -> Mapping[str, Choices]:
    """Every list that a form may choose from, as (value, label)."""
    return {
        "rejections": reasons.offered(terms.rejections),
        "cancellations": reasons.offered(terms.cancellations),
        "refusals": reasons.offered(terms.refusals),
        "approvals": reasons.offered(terms.approvals),
        "bases": terms.bases,
        **licence_forms.CHOICES,
        # A second extract is recorded by its own action, because it takes an order.
        "licences": tuple(one for one in terms.bases if one[0] != licence.SECOND_EXTRACT),
        "waits": WAITS,
        "ways": tuple(wish.WAYS.items()),
        "portions": tuple((one.value, one.label) for one in Portion if one.value),
        **scans(request),
        "languages": languages.CHOICES,
        "evidence": tuple((one.id, one.label) for one in request.evidence),
        "openings": opening_effects.choices(request),
        "delivery": tuple((one.id, one.label) for one in request.delivery),
        "deliveries": DELIVERIES,
        "purposes": tuple((one.value, one.label) for one in Purpose),
        "runs": tuple((key(one), f"{one.code} {one.name}, {one.run.year}") for one in request.runs),
        "candidates": tuple(
            (one.id, f"{one.course_code} {one.course_name}: {one.list_name}".strip())
            for one in request.candidates
        ),
    }


def scans(request: Request) -> Mapping[str, Choices]:
    """The lists of scans: those fit to use, those of several files, those that may go."""
    ready = [one for one in request.scans if one.usable]
    several = [one for one in request.scans if one.files]
    files = [(f"{one.id}/{f.id}", f"{f.name} of {one.name}") for one in several for f in one.files]
    left = [one for one in request.scans if one.id != request.selected]
    return {
        "scans": tuple((one.id, one.name) for one in ready),
        "file-scans": tuple((one.id, one.name) for one in several),
        "files": tuple(files),
        "removable-scans": tuple((one.id, one.name) for one in left),
    }


def schema(model: str, request: Request, terms: Terms) -> dict[str, Any]:
    """The JSON Schema of a form, with the choices that this request has now."""
    drawn: dict[str, Any] = say.form(model).model_json_schema()
    lists = choices(request, terms)
    drawn.pop("description", None)
    fields = drawn.get("properties", {})
    for name in [name for name, field in fields.items() if field.get("x-upload")]:
        del fields[name]
    for name, field in drawn.get("properties", {}).items():
        field |= simple(field)
        field.pop("anyOf", None)
        if at := field.get("x-create"):
            known = {} if request.runs else {"code": request.course_asked}
            field["x-create"] = creation(at, known)
        if kind := field.pop("x-choices", ""):
            optional = name not in drawn.get("required", ())
            none = Portion.PAGES.label if kind == "portions" else "None"
            empty: Choices = (("", none),) if optional else ()
            field["oneOf"] = [{"const": v, "title": label} for v, label in empty + lists[kind]]
        if whom := field.pop("x-mail", ""):
            field |= mail_hint(whom, request)
    if model == "Approved" and terms.delivery.dates_required:
        drawn["required"] = [*drawn.get("required", ()), "start", "end"]
    return drawn


def creation(at: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """How to add the record that the look-up lacks: where, by which form, and what is known."""
    from chalicelib.domain import record_forms

    drawn = record_forms.NewCourseSaid.model_json_schema()
    drawn.pop("description", None)
    for field in drawn["properties"].values():
        field |= simple(field)
        field.pop("anyOf", None)
    return {"url": at, "title": "New course", "schema": drawn, "values": dict(known)}


def simple(field: Mapping[str, Any]) -> dict[str, Any]:
    """`date or nothing` as a plain date: a form shows emptiness by itself."""
    return next((one for one in field.get("anyOf", ()) if one.get("type") != "null"), {})


def mail_hint(whom: str, request: Request) -> dict[str, Any]:
    """Why nobody can be mailed, where no address is known; else to whom it goes."""
    reason = no_address(whom, request)
    if reason:
        return {"readOnly": True, "description": reason}
    name = (request.lecturer and request.lecturer.name) if whom == "lecturer" else ""
    return {"x-default-off": True, "description": f"To {name or request.requester.label}"}


def no_address(whom: str, request: Request) -> str:
    if whom == "lecturer":
        known = request.lecturer and request.lecturer.email
        return "" if known else "No lecturer with an address is set."
    if request.requester.email:
        return ""
    return request.requester.why_no_email or "No address is known for the requester."


def check(heard: say.Said, request: Request, terms: Terms) -> None:
    """Each choice is one that was offered, and whoever is to be mailed has an address."""
    lists = choices(request, terms)
    wrong = []
    for name, field in type(heard).model_fields.items():
        extra = field.json_schema_extra
        hints: Mapping[str, Any] = extra if isinstance(extra, dict) else {}
        value = getattr(heard, name)
        chosen = bool(value) or field.is_required()
        if chosen and "x-choices" in hints and value not in dict(lists[hints["x-choices"]]):
            kind = str(hints["x-choices"])
            words = unready(request, value) if kind == "scans" else gone(kind, value, terms)
            words = words or "choose one of those that are offered"
            wrong.append({"field": name, "words": words})
        if value and "x-mail" in hints and (why := no_address(hints["x-mail"], request)):
            wrong.append({"field": name, "words": why})
    if wrong:
        raise say.not_understood(wrong)


def gone(kind: str, code: object, terms: Terms) -> str:
    """That a reason is retired, in words; empty where it is not, or is none."""
    lists = {name: getattr(terms, name) for name in reason_lists.NAMES}
    return reason_lists.retired(lists, kind, code)


def unready(request: Request, scan_id: str) -> str:
    """Why a scan of this request cannot be chosen, in words; empty where it has none such."""
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None or scan.status is ScanStatus.READY:
        return ""
    blocking = [one.words for one in scan.findings if one.blocking]
    return " ".join(blocking) or "this scan has not been checked yet; choose it when it is"


def values(action: str, request: Request, terms: Terms | None = None) -> dict[str, Any]:
    """What a form shows before anybody types."""
    run = request.runs[0] if request.runs else None
    extract = request.extract
    shown: Mapping[str, dict[str, Any]] = {
        "match-course": {
            "course": run.code if run else request.course_asked,
            "year": run.run.year if run else "",
        },
        "set-lecturer": {"lecturer": request.lecturer.id if request.lecturer else ""},
        "update-range": {"pages": extract.pages, "blanks": extract.blanks},
        "assign-metadata": metadata(request),
        "correct": metadata(request),
        "set-dates": {"start": request.dates.start, "end": request.dates.end},
        "select-scan": {"scan": request.selected},
        "set-purpose": {
            "purpose": request.purpose.value,
            "name": request.requester.name,
            "email": request.requester.email,
        },
        "keep-title-page": {"file_pages": title_pages(request)},
        "update-clearance": {"title": request.title} | clearance(request),
        "approve": clearance(request),
        "update-expiry": {"end": expiry(request)},
        **licence_forms.values(request, terms or Terms()),
    }
    return shown.get(action, {})


def metadata(request: Request) -> dict[str, Any]:
    """The work and the extract as they are known."""
    extract = request.extract
    return {
        "work": request.work.id if request.work else "",
        "title": extract.title,
        "authors": extract.authors,
        "chapter": extract.chapter,
        "portion": extract.portion.value,
        "volume": extract.volume,
        "issue": extract.issue,
        "doi": extract.doi,
        "pages": extract.pages,
        "blanks": extract.blanks,
    }


def title_pages(request: Request) -> str:
    """Title page and verso of the selected scan, as they are typed."""
    kept = request.title_pages
    return ", ".join(map(str, kept.pages)) if kept and kept.scan == request.selected else ""


def clearance(request: Request) -> dict[str, Any]:
    """What an approver has so far."""
    names = ("cc_number", "cc_order_date", "cc_approval_date", "start", "end", "note")
    one = request.clearance
    return {name: getattr(one, name) for name in names} if one else {}
