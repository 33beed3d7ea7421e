"""The licence desk as the API shows it: approvals and their evidence."""

from datetime import date, datetime

from chalicelib.domain import forms
from chalicelib.domain.request import Request
from chalicelib.handlers import rights_shapes as shapes


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
        for one in request.evidence
    ]


def text(at: datetime | date | None) -> str:
    return at.isoformat().replace("+00:00", "Z") if at else ""
