"""Real parts of reading copies: which are needed, which are ready, and who is asked for them."""

from typing import TYPE_CHECKING

from chalicelib import wiring

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from chalicelib.domain.openings import Opening
    from chalicelib.domain.reading import ReadingCopy, Sheet
    from chalicelib.domain.request import Request
    from chalicelib.domain.telling import Outgoing
    from chalicelib.domain.terms import Terms


def reading_copy(one: "Outgoing", request: "Request") -> str:
    """Hand the copies of this request to the function that makes them."""
    import json

    from botocore.exceptions import BotoCoreError, ClientError

    from chalicelib.domain.telling import Permanent, TryAgain

    url = wiring.settings().copies_queue_url
    if not url:
        raise Permanent("This deployment has no queue for reading copies.")
    entry = {"Id": "1", "MessageBody": json.dumps({"request": request.id})}
    try:
        answer = wiring.client("sqs").send_message_batch(QueueUrl=url, Entries=[entry])
    except (BotoCoreError, ClientError) as error:
        raise TryAgain("The queue of reading copies could not be reached.") from error
    if answer.get("Failed"):
        raise TryAgain("The queue of reading copies did not take it.")
    return "Handed to whoever makes reading copies."


def reading_terms(basis: str) -> "Terms":
    """The house's terms for the sheets of a copy under this basis, also one no longer offered."""
    from dataclasses import replace

    from chalicelib import wiring_rights

    return replace(wiring.terms(), packs=wiring_rights.packs_with(basis))


def sheets(request: "Request") -> "Mapping[str, Sheet]":
    """Every cover sheet that this request needs today, by its digest."""
    from chalicelib.domain import reading

    return reading.sheets(request, reading_terms, today())


def ready_for(request: "Request", opening: "Opening") -> "ReadingCopy | None":
    """Today's reading copy for the readers of this opening; None is being prepared."""
    from chalicelib.domain import reading

    return reading.ready_for(request, opening, reading_terms(opening.basis), today())


def want_reading(request: "Request", opening: "Opening") -> None:
    """Asks for today's copy of this opening, where nobody has: a notice may have changed."""
    from chalicelib.domain import reading

    sheet = reading.sheet_of(request, opening, reading_terms(opening.basis), today())
    if sheet:
        wiring.desk().act_as_desk(request.id, "want-reading", {"hash": sheet.hash})


def today() -> "date":
    """The day it is where the institution is."""
    return wiring.clock().astimezone(wiring.settings().zone).date()
