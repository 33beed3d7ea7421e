"""What the console shows first, and the views that a person keeps."""

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, query, said, whoever
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

dashboard = Blueprint(__name__)

#: More than this many is said as so many and more.
MANY = 100


@dashboard.route("/api/dashboard", methods=["GET"])
@problems
@may(Role.VIEWER)
def first_look() -> Response:
    """How much waits where, this person's own work, and how the last `weeks` (else 12) went."""
    from dataclasses import asdict

    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain import dashboard as counting
    from chalicelib.handlers import working_copy

    today = wiring.today()
    lines, me, labels = list(wiring_delivery.lines().open()), whoever().id, wiring.labels()
    starts = counting.weeks_back(today, counting.span(query("weeks")))
    weeks = counting.weekly(wiring_delivery.weeks().noted(starts, today), starts)
    mine = counting.first(lines, me)
    return answer(
        {
            "counts": asdict(counting.counts(lines, me, today)) | elsewhere(today),
            "waiting": [awaited(one) for one in counting.waiting_for(lines)],
            "mine": [working_copy.shown(one, labels, today) for one in mine],
            "backlog": [
                {"week": one.start and one.start.isoformat(), "count": one.count}
                for one in counting.backlog(lines, today)
            ],
            "weeks": [week(one, labels) for one in weeks],
        }
    )


def awaited(one: Any) -> dict[str, Any]:
    from chalicelib.domain.forms import label

    said = label("wait", "waits_for", one.waits_for)
    return {"for": one.waits_for, "label": said, "count": one.count, "chase_on": one.chase_on}


def week(one: Any, labels: "Mapping[str, str]") -> dict[str, Any]:
    came = [
        {"rlms": rlms, "label": labels.get(rlms, rlms), "count": count}
        for rlms, count in sorted(one.came.items())
    ]
    return {"week": one.start.isoformat(), "came": came, "linked": one.linked, "days": one.days}


def elsewhere(today: "date") -> dict[str, int]:
    """What waits beside the queue, a hundred at most of each: links near their end and so on."""
    from datetime import timedelta

    from chalicelib import wiring, wiring_rights

    until = today + timedelta(days=wiring.settings().delivery.near_expiry_days)
    return {
        "closing": len(wiring_rights.closings().until(until, MANY)),
        "undelivered": len(wiring.messages().all_undelivered(limit=MANY)[0]),
        "set_aside": len(wiring.aside().page(limit=MANY).rows),
    }


@dashboard.route("/api/me/views", methods=["GET"])
@problems
@may(Role.VIEWER)
def views() -> Response:
    """The views of the queue that this person keeps."""
    from chalicelib import wiring_delivery

    return answer({"views": wiring_delivery.saved_views().of(whoever().id)})


@dashboard.route("/api/me/views", methods=["PUT"], content_types=ANY)
@problems
@may(Role.VIEWER)
def keep_views() -> Response:
    """Keeps these views in this order, twenty at most, and no others."""
    from chalicelib import wiring_delivery

    kept = [view(one) for one in listed(said())]
    wiring_delivery.saved_views().keep(whoever().id, kept)
    return answer({"views": kept})


def listed(told: Any) -> list[Any]:
    views = told.get("views") if isinstance(told, dict) else None
    if not isinstance(views, list) or len(views) > 20:
        raise NotUnderstood(
            "The views are missing, or are more than twenty.",
            instead='Send {"views": [{"name": "...", "query": "..."}]}.',
        )
    return views


def view(one: Any) -> dict[str, str]:
    """A name of 60 characters at most, and a query string of the queue's page of 500 at most."""
    told = one if isinstance(one, dict) else {}
    name, query = told.get("name"), told.get("query")
    if not isinstance(name, str) or not isinstance(query, str):
        raise NotUnderstood("A view is a name and a query.")
    name, query = " ".join(name.split()), query.strip()
    if not name or len(name) > 60 or len(query) > 500:
        raise NotUnderstood(
            "A view has a name of 60 characters at most and a query of 500 at most."
        )
    return {"name": name, "query": query}
