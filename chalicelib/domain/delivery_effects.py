"""What delivering to a patron changes: the link, until when, and how it was delivered."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from chalicelib.domain import opening_effects
from chalicelib.domain.delivery import (
    ATTACHMENT,
    INVENTORY,
    LINK,
    WAYS,
    Delivered,
    parcel,
    ruled_way,
    too_much,
)
from chalicelib.domain.errors import off
from chalicelib.domain.request import Purpose, Request
from chalicelib.domain.terms import Moment

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def publish(request: Request, heard: Any, moment: Moment) -> Request:
    """The link, for a course's readers or one patron; it ends with the last day of a delivery."""
    if request.is_for_patron:
        before = request.delivered
        now = again(request, before, moment) if before else deliver(request, heard, moment)
        request = replace(request, delivered=now)
    return opening_effects.publish(request, heard, moment)


def deliver(request: Request, heard: Any, moment: Moment) -> Delivered:
    """By the rule, or as staff say with a note; what no mail takes is delivered by the link."""
    ruled = ruled_way(request)
    how = getattr(heard, "how", "") or ruled
    why = heard.note if how != ruled else ""
    if how != ruled and not why:
        raise off("note", f"The rule has it otherwise ({WAYS[ruled].lower()}): say why not so.")
    if how != INVENTORY and not request.requester.email:
        raise off("how", "No e-mail address of the patron is known: use For whom to give it.")
    if how == ATTACHMENT and (large := too_much(parcel(request), moment.terms.delivery)):
        return replace(given(request, LINK, moment), why=large, late=True)
    return replace(given(request, how, moment), why=why)


def given(request: Request, how: str, moment: Moment) -> Delivered:
    """A delivery in this way today, with the views and days of the rule."""
    rule = request.ruling
    return Delivered(
        how=how, on=moment.today, until=until(request, how, moment),
        views=rule.outcome.views if rule and how != INVENTORY else None, ruled=ruled_way(request),
    )  # fmt: skip


def again(request: Request, one: Delivered, moment: Moment) -> Delivered:
    """Back on the link: in the time it had, or, where that is over, for as many days again."""
    over = one.until is not None and one.until < moment.today
    return replace(one, until=until(request, one.how, moment)) if over else one


def until(request: Request, how: str, moment: Moment) -> date | None:
    """The last day of a delivery: by the rule's days, else the library's; the inventory keeps."""
    days = request.ruling.outcome.days if request.ruling else None
    if days is None and how == INVENTORY:
        return None
    return moment.today + timedelta(days=days or moment.terms.delivery.patron_days)


def sent_as_link(request: Request, told: Any, moment: Moment) -> Request:
    """The files as they are by now were too large for the mail, so the letter had the link."""
    one = request.delivered
    if one is None or one.how != ATTACHMENT:
        return request
    return replace(request, delivered=replace(one, how=LINK, why=told["why"], late=True))


def set_purpose(request: Request, heard: Any, moment: Moment) -> Request:
    """For a course or for one patron; what the list sent of the patron stays as it came."""
    who, purpose = request.requester, Purpose(heard.purpose)
    sent = (("name", who.name), ("email", who.email))
    for name, known in sent:
        said = getattr(heard, name)
        if said and known and said != known and request.rlms != "staff":
            raise off(name, "The list sent another, and that stays as it came.")
    if heard.email and not ADDRESS.fullmatch(heard.email):
        raise off("email", "This is no e-mail address.")
    email = heard.email or who.email
    patron = replace(
        who,
        name=heard.name or who.name,
        email=email,
        why_no_email="" if email else who.why_no_email,
    )
    runs = () if purpose is Purpose.PATRON else request.runs
    return replace(request, purpose=purpose, requester=patron, runs=runs)
