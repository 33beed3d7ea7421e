"""The licence desk as the API shows it: approvals, their evidence, and the rule that decided."""

from datetime import date, datetime

from chalicelib.domain import forms
from chalicelib.domain.pieces import Piece
from chalicelib.domain.request import Request
from chalicelib.domain.rule_words import outcome_in_words
from chalicelib.domain.terms import Terms
from chalicelib.handlers import rights_shapes as shapes
from chalicelib.handlers import rule_shapes


def clearance(request: Request) -> shapes.Clearance | None:
    one = request.clearance
    if one is None:
        return None
    return {
        "reason": one.reason, "note": one.note, "cc_number": one.cc_number,
        "reason_label": one.label or forms.label("approve", "reason", one.reason),
        "cc_order_date": text(one.cc_order_date) or None,
        "cc_approval_date": text(one.cc_approval_date) or None,
        "start": text(one.start) or None, "end": text(one.end) or None,
        "decided_by": one.decided_by, "decided_on": text(one.decided_on) or None,
    }  # fmt: skip


def evidence(request: Request) -> list[shapes.Evidence]:
    """The pieces that are kept; a file that is on its way is named, and cannot be read yet."""
    return pieces(request.evidence)


def pieces(kept: tuple[Piece, ...]) -> list[shapes.Evidence]:
    return [
        {
            "id": one.id,
            "name": one.file.name if one.file else None,
            "bytes": one.file.size if one.file else None,
            "coming": one.coming.name if one.coming else None,
            "url": one.url,
            "note": one.note,
            "status": one.status,
            "added_on": text(one.added_on),
            "added_by": one.added_by,
        }
        for one in kept
    ]


def ruling(request: Request, terms: Terms) -> rule_shapes.RulingShape | None:
    """The rule that decided, as it was then (A142); nothing where none has decided yet."""
    one = request.ruling
    if one is None:
        return None
    return {
        "version": one.book, "place": one.place, "name": one.name, "clauses": list(one.clauses),
        "outcome": outcome_in_words(one.outcome, terms), "did": one.did, "why": one.why,
        "facts": list(one.facts), "on": text(one.on),
    }  # fmt: skip


def text(at: datetime | date | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else ""
