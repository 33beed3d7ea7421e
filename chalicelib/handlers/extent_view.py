"""What the extent meter has to say, as the API shows it."""

from collections.abc import Iterable

from chalicelib.domain.claims import Claim, labels
from chalicelib.domain.extent import Measure, RunSum, measure
from chalicelib.domain.extent_effects import is_worse
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment
from chalicelib.domain.works import Portion
from chalicelib.handlers import extent_shapes as shapes


def extent(request: Request, moment: Moment) -> shapes.Extent:
    """The sum as it stands now, and whether somebody has confirmed it."""
    shown, one = measure(request, moment), request.extent
    return {
        **measured(shown),
        "confirmed_by": one.confirmed_by if one else None,
        "confirmed_on": one.confirmed_on.isoformat() if one else None,
        "confirmed_words": one.words if one else "",
        "changed": bool(one and not request.is_ended and is_worse(shown, one)),
        "basis": one.basis if one else "",
        "basis_label": moment.terms.basis_label(one.basis) if one and one.basis else "",
        "note": one.note if one else "",
    }


def measured(one: Measure) -> shapes.Measured:
    return {
        "pages": one.pages, "total": one.total, "percent": one.percent, "verdict": one.verdict,
        "words": one.words, "pack": one.pack, "limit": one.limit, "then": one.then,
        "runs": [run(each) for each in one.runs],
    }  # fmt: skip


def run(one: RunSum) -> shapes.RunExtent:
    return {
        "course": one.course, "year": one.year, "pages": one.pages, "total": one.total,
        "percent": one.percent,
        "portions": [
            {"portion": portion, "label": Portion(portion).label, "count": count}
            for portion, count in one.portions
        ],
        "verdict": one.verdict, "words": one.words, "limit": one.limit,
        "counted": counted(one.counted), "outside": counted(one.outside),
    }  # fmt: skip


def counted(claims: Iterable[Claim]) -> list[shapes.CountedRequest]:
    return [
        {"id": one.request, "title": one.title, "pages": "; ".join(labels(one.takes)),
         "ever": one.ever}
        for one in claims
    ]  # fmt: skip
