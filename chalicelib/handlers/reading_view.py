"""Reading copies as the API shows them to staff."""

from chalicelib.domain import forms, reading
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment
from chalicelib.handlers import reading_shapes

LABELS = {"ready": "Ready", "being-prepared": "Being prepared", "failed": "Could not be made"}


def copies(request: Request, moment: Moment) -> list[reading_shapes.ReadingCopyShape]:
    """One line a cover sheet that the request needs today; none before it is live."""
    sheets = reading.sheets(request, lambda basis: moment.terms, moment.today)
    return [copy(sheet, reading.copy_of(request, digest)) for digest, sheet in sheets.items()]


def copy(sheet: reading.Sheet, one: reading.ReadingCopy | None) -> reading_shapes.ReadingCopyShape:
    status = one.status if one else "being-prepared"
    made = one.made_on.isoformat().replace("+00:00", "Z") if one and one.made_on else None
    words = [*one.words, *([one.failed] if one.failed else [])] if one else []
    return {
        "course": sheet.course, "year": sheet.year,
        "status": status, "status_label": LABELS[status], "made_on": made,
        "pages": one.pages or None if one else None, "bytes": one.size or None if one else None,
        "words": words,
    }  # fmt: skip


def title_pages(request: Request) -> reading_shapes.TitlePagesShape:
    return {"asked": request.extract.title_page, "file_pages": forms.title_pages(request)}
