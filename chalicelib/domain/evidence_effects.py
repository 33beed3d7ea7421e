"""What the moves on evidence change: a piece is added, edited, removed, or its file arrives."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.errors import Refused, Unknown, off
from chalicelib.domain.evidence import ADDRESS, MOST, Attachment, Evidence, acceptable
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment


def add_evidence(request: Request, heard: Any, moment: Moment) -> Request:
    """One piece more: a file, an address, or both, and a note; said twice, it is added once."""
    name = heard.file or moment.token[:16]
    if any(name in (one.id, *files(one)) for one in request.evidence):
        return request
    if len(request.evidence) >= MOST:
        raise Refused(
            f"This request has {MOST} pieces of evidence already.",
            instead="Remove one that is no longer needed, or put several papers into one file.",
        )
    if not heard.name and not heard.url:
        raise off("url", "Choose a file, or give the address where it lies.")
    piece = Evidence(
        id=name, added_on=moment.now, added_by=moment.by.name, coming=announced(heard),
        url=address(heard.url), note=heard.note,
    )  # fmt: skip
    return replace(request, evidence=(*request.evidence, piece))


def edit_evidence(request: Request, heard: Any, moment: Moment) -> Request:
    """Address, note or file anew; what is not said stays, the old file until the new one is in."""
    said = heard.model_fields_set
    coming = announced(heard)

    def edited(one: Evidence) -> Evidence:
        if one.id != heard.evidence:
            return one
        changed = replace(
            one,
            url=address(heard.url) if "url" in said else one.url,
            note=heard.note if "note" in said else one.note,
            coming=one.coming if coming is None or coming.id in files(one) else coming,
        )
        if not (changed.file or changed.coming or changed.url):
            raise off("url", "Evidence without a file has an address.")
        return changed

    return replace(request, evidence=tuple(edited(one) for one in request.evidence))


def remove_evidence(request: Request, heard: Any, moment: Moment) -> Request:
    kept = tuple(one for one in request.evidence if one.id != heard.evidence)
    return replace(request, evidence=kept)


def evidence_arrived(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The file is in. What arrived first counts: a form used twice replaces nothing."""
    known = [name for one in request.evidence for name in files(one)]
    if told["file"] not in known:
        raise Unknown("This request announced no such file.")

    def arrived(one: Evidence) -> Evidence:
        if one.coming is None or one.coming.id != told["file"]:
            return one
        return replace(one, file=replace(one.coming, version=told["version"]), coming=None)

    return replace(request, evidence=tuple(arrived(one) for one in request.evidence))


def files(one: Evidence) -> tuple[str, ...]:
    return tuple(file.id for file in (one.file, one.coming) if file)


def announced(heard: Any) -> Attachment | None:
    """The file that is about to be uploaded, if one is."""
    if not heard.name:
        return None
    if not heard.file:
        raise off("file", "A file is announced at /api/requests/{id}/evidence.")
    acceptable(heard.name, heard.bytes)
    return Attachment(heard.file, heard.name, heard.bytes)


def address(said: str) -> str:
    if said and not ADDRESS.fullmatch(said):
        raise off("url", "A web address begins with https:// or http://.")
    return said


def told(action: str, heard: Any, before: Request, after: Request) -> dict[str, object]:
    """What the history says: which piece it was, by the name that people know."""
    if action == "evidence-arrived":
        return {"evidence": next(f.name for f in _files(after) if f.id == heard["file"])}
    if action == "add-evidence":
        return {"evidence": after.evidence[-1].label, "note": heard.note}
    names = {one.id: one.label for one in before.evidence}
    new = f", now {heard.name}" if action == "edit-evidence" and heard.name else ""
    note = heard.note if action == "edit-evidence" else ""
    return {"evidence": f"{names[heard.evidence]}{new}", "note": note}


def _files(request: Request) -> list[Attachment]:
    return [file for one in request.evidence for file in (one.file, one.coming) if file]
