"""Other requests for the same text as the API shows them, and their scans, to be used again."""

from chalicelib.domain.facts import Match
from chalicelib.domain.request import Request
from chalicelib.domain.reuse import ANEW, Offer
from chalicelib.handlers import record_shapes, shapes


def matched(one: Match | None) -> record_shapes.Matched | None:
    """By what the title record was known; or why none was taken, and which it might be."""
    if one is None:
        return None
    return {"how": one.how.value, "words": one.words, "work": one.work or None,
            "others": list(one.others), "like": one.like or None}  # fmt: skip


def twin(one: Request) -> record_shapes.Twin:
    """A request for the same text for the same run, to go to."""
    runs = [f"{run.code} {run.run.year}" for run in one.runs] or [one.course_asked]
    return {"id": one.id, "number": one.number, "title": one.title, "state": one.state.value,
            "state_label": one.state.label, "runs": [run for run in runs if run]}  # fmt: skip


def offered(one: Offer) -> record_shapes.Reusable:
    """A scan that stands under another request, with what was decided there."""
    return {
        "id": one.id, "request": one.request.id, "scan": one.scan.id, "name": one.scan.name,
        "pages": one.scan.pages, "runs": one.runs, "range": one.request.extract.pages,
        "decision": one.decision, "words": f"{one.label}. {ANEW}",
    }  # fmt: skip


def chosen_from(offer: shapes.Offer, reusable: tuple[Offer, ...]) -> shapes.Offer:
    """The form of the action, with the scans that may be chosen in it."""
    if offer["action"] == "reuse-scan":
        field = offer["schema"]["properties"]["scan"]
        field["oneOf"] = [{"const": one.id, "title": one.label} for one in reusable]
        offer["schema"]["description"] = ANEW
    return offer
