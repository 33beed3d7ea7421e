"""How much of a work one request takes: the sum that staff confirm.

It counts this request alone; what the same run has had before is counted by the extent meter,
which is not built yet, and the words say so.
"""

from dataclasses import dataclass

from chalicelib.domain.request import Request


@dataclass(frozen=True, slots=True)
class Measure:
    """Pages of the extract against pages of the whole work. Unknown is never zero."""

    pages: int | None
    total: int | None
    percent: float | None
    verdict: str
    words: str


def measure(request: Request, limit: float) -> Measure:
    """Within, over, or cannot tell; `limit` is a percentage of the whole work."""
    pages = request.extract.page_count
    total = request.work.pages if request.work else None
    if not pages or not total:
        what = "pages of the extract" if not pages else "total pages of the work"
        return Measure(pages, total, None, "cannot tell", f"The {what} are not known.")
    percent = round(100 * pages / total, 1)
    verdict = "within" if percent <= limit else "over"
    words = f"{pages} of {total} pages are {percent} %, {verdict} the limit of {limit:g} %"
    return Measure(
        pages, total, percent, verdict, f"{words}; earlier copies for this run are not counted."
    )
