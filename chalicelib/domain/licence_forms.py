"""What the forms of the licence check offer, and what they show before anybody types."""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain import licence
from chalicelib.domain.licence_effects import usual_original, usual_ownership
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Terms

CHOICES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "coverages": licence.COVERAGES,
    "holdings": licence.HOLDINGS,
    "ownerships": licence.OWNERSHIPS,
    "sources": licence.SOURCES,
}


def values(request: Request, terms: Terms) -> dict[str, dict[str, Any]]:
    """By action: what is known by now, so that the usual case is a look and a click.

    The usual basis is the first of the deployment's packs.
    """
    answers, one = request.answers, request.licence
    owned = {"ownership": usual_ownership(answers), "original": usual_original(answers)}
    coverage = answers.coverage.value if answers.coverage else ""
    offered = [code for code, _ in terms.bases if code != licence.SECOND_EXTRACT]
    basis = one.basis if one and one.basis != licence.SECOND_EXTRACT else offered[0]
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
