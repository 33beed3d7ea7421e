"""What the forms of the licence check offer, and what they show before anybody types."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import licence
from chalicelib.domain.licence_effects import usual_original, usual_ownership
from chalicelib.domain.request import Request

CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "coverages": licence.COVERAGES,
    "holdings": licence.HOLDINGS,
    "ownerships": licence.OWNERSHIPS,
    "sources": licence.SOURCES,
}


def values(request: Request) -> dict[str, dict[str, Any]]:
    """By action: what is known by now, so that the usual case is a look and a click."""
    answers, one = request.answers, request.licence
    owned = {"ownership": usual_ownership(answers), "original": usual_original(answers)}
    coverage = answers.coverage.value if answers.coverage else ""
    basis = one.basis if one and one.basis != licence.SECOND_EXTRACT else "cla-he"
    order = one.order if one else None
    return {
        "verify-licence": {"basis": basis, "coverage": coverage, **owned},
        "record-coverage": {"coverage": coverage},
        "record-holdings": {
            "holdings": answers.holdings.value if answers.holdings else "",
            **owned,
        },
        "second-extract": {
            "order": order.order if order else "",
            "price": order.price if order else "",
            "page_count": order.pages if order else request.extract.page_count,
            "students": order.students if order else sum(r.run.students for r in request.runs),
            "september": bool(one and one.valid_until and one.valid_until.month == 9),
            "original": usual_original(answers),
        },
    }
