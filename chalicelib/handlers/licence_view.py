"""What may be copied and on what that rests, as the API shows it."""

from collections.abc import Mapping
from datetime import date

from chalicelib.domain import licence
from chalicelib.domain.copies import Copy
from chalicelib.domain.licence import Answer
from chalicelib.domain.permissions import Allowed, Permissions, Use
from chalicelib.domain.request import Request
from chalicelib.handlers import licence_shapes

ALLOWED = {Allowed.YES: "Allowed", Allowed.NO: "Not allowed", Allowed.UNKNOWN: "Not known"}
NOT_ASKED = "The desk has no access to CLA's permission service: look it up on CLA's own page."
ASKED = "CLA is being asked; look again in a moment."


def day(one: date | None) -> str | None:
    return one.isoformat() if one else None


def answers(request: Request, today: date) -> licence_shapes.Answers:
    """The licence check, answer by answer, and what it still lacks."""
    one = request.answers
    order = request.licence.order if request.licence else None
    return {
        "permissions": known(one.permissions, today) if one.permissions else None,
        "coverage": answer(one.coverage, licence.COVERAGES, today),
        "holdings": answer(one.holdings, licence.HOLDINGS, today),
        "ownership": answer(one.ownership, licence.OWNERSHIPS, today),
        "original": answer(one.original, licence.SOURCES, today),
        "second_extract": {
            "order": order.order, "price": order.price, "pages": order.pages,
            "students": order.students,
        } if order else None,
        "lacks": licence.lacks(request, today),
    }  # fmt: skip


def answer(
    one: Answer | None, labels: tuple[tuple[str, str], ...], today: date
) -> licence_shapes.LicenceAnswer | None:
    if one is None:
        return None
    return {
        "value": one.value, "label": dict(labels).get(one.value, one.value),
        "source": one.source, "checked_by": one.checked_by,
        "checked_on": one.checked_on.isoformat(), "evidence": one.evidence,
        "valid_until": day(one.valid_until), "override": one.override,
        "past": one.is_past(today),
    }  # fmt: skip


def allowed(isn: str, said: Permissions | None, asks: bool, today: date) -> licence_shapes.Allowed:
    """What is known of a title, or how it stands with finding out."""
    if said:
        return known(said, today)
    words = ASKED if asks else NOT_ASKED
    nothing = Permissions(isn=isn, checked_on=today, valid_until=today, why=words)
    return known(nothing, today) | {
        "standing": "asked" if asks else "not-asked", "checked_on": None, "valid_until": None,
    }  # fmt: skip


def known(said: Permissions, today: date) -> licence_shapes.Allowed:
    past = said.valid_until < today
    standing = "past" if past else "known"
    return {
        "isn": said.isn,
        "title": said.title,
        "standing": standing if said.is_known else "no-answer",
        "words": said.words,
        "coverage": "not-known" if past else said.coverage,
        "uses": uses(said.uses),
        "checked_on": day(said.checked_on),
        "valid_until": day(said.valid_until) if said.is_known else None,
    }


def uses(said: Mapping[str, Use]) -> list[licence_shapes.UseAllowed]:
    return [
        {"use": name, "label": name.capitalize(), "allowed": one.allowed.value,
         "allowed_label": ALLOWED[one.allowed], "words": one.words}
        for name, one in said.items()
    ]  # fmt: skip


def copies(request: Request) -> list[licence_shapes.Copy]:
    """Every interval in which it was available."""
    return [copy(one) for one in request.copies]


def copy(one: Copy) -> licence_shapes.Copy:
    return {
        "course": one.course, "year": one.year, "pages": one.pages,
        "page_count": one.page_count, "since": one.since.isoformat(), "until": day(one.until),
        "basis": one.basis, "source": one.source, "ownership": one.ownership,
        "order": one.order,
    }  # fmt: skip
