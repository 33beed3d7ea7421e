"""Real parts of scans and delivery: the third part of wiring, made in the same way."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from chalicelib import wiring, wiring_patron, wiring_reading

if TYPE_CHECKING:
    from chalicelib.aws.feedback import Returned
    from chalicelib.aws.letter_rows import Letters
    from chalicelib.aws.lines import Lines
    from chalicelib.aws.links import Links
    from chalicelib.aws.mail import Mail
    from chalicelib.aws.presence import Presence
    from chalicelib.aws.queue import CheckQueue
    from chalicelib.aws.saved_views import SavedViews
    from chalicelib.aws.text_machine import TextMachine
    from chalicelib.aws.weeks import Weeks
    from chalicelib.cleanup import Cleanup
    from chalicelib.copies_asked import CopiesAsked
    from chalicelib.domain.letter_kinds import Wording
    from chalicelib.domain.letter_words import House
    from chalicelib.domain.request import Request
    from chalicelib.domain.telling import Outgoing
    from chalicelib.library.letter_templates import Writer
    from chalicelib.picturing import Picturing
    from chalicelib.rebuilding import Rebuilding
    from chalicelib.scanning import Scanning

    Task = Callable[[Outgoing, Request], str]


@cache
def house() -> "House":
    """What is the same in every letter."""
    from chalicelib.domain.letter_words import House

    ours = wiring.settings()
    return House(ours.institution, ours.desk_mail, ours.public_url, ours.delivery.sign_in)


@cache
def writer() -> "Writer":
    from chalicelib.library.letter_templates import Writer

    return Writer(letters().wording)


@cache
def letters() -> "Letters":
    from chalicelib.aws.letter_rows import Letters

    return Letters(wiring.dynamo())


def wording(letter: str) -> "Wording":
    """A letter as it is sent now."""
    from chalicelib.library import letter_templates

    return letters().wording(letter) or letter_templates.shipped(letter)


def whom(request: "Request", to: str, letter: str) -> tuple[str, str, str | None]:
    """Name and address of who would be written to, and why not, where it could not be."""
    from chalicelib.domain.telling import DeliveryError

    try:
        name, addresses = mail().addressed(request, to, letter)
        mail().welcome(addresses)
    except DeliveryError as trouble:
        return "", "", trouble.why
    return name, ", ".join(addresses), None


@cache
def mail() -> "Mail":
    from chalicelib.aws.mail import Mail

    ours = wiring.settings()
    return Mail(
        # One try a call: what may have gone out is not sent again by itself.
        client=wiring.client("ses", tries=1),
        sender=ours.mail_from,
        house=house(),
        write=writer(),
        stage=stage(),
        configuration_set=ours.mail_set,
        most=ours.delivery.attachment_mb * 1_000_000,
        staff={name: one.to for name, one in ours.notices.items()},
        teams={"accessible": ours.delivery.accessible_to},
        requests=wiring.table().heads,
        file=wiring_patron.file_of,
        refused=returned().refused,
        clock=wiring.clock,
    )


def stage() -> str:
    """The name of this installation, which its letters carry."""
    return wiring.settings().secrets_prefix.rpartition("/")[2]


@cache
def returned() -> "Returned":
    from chalicelib.aws.feedback import Returned

    return Returned(wiring.dynamo())


@cache
def lines() -> "Lines":
    from chalicelib.aws.lines import Lines

    return Lines(wiring.dynamo(), wiring.clock)


@cache
def weeks() -> "Weeks":
    from chalicelib.aws.weeks import Weeks

    return Weeks(wiring.dynamo(), wiring.settings().zone)


@cache
def saved_views() -> "SavedViews":
    from chalicelib.aws.saved_views import SavedViews

    return SavedViews(wiring.dynamo())


@cache
def presence() -> "Presence":
    from chalicelib.aws.presence import Presence

    return Presence(wiring.dynamo())


@cache
def links() -> "Links":
    """What readers do with links: views, and how often they were opened."""
    from chalicelib.aws.links import Links

    return Links(wiring.dynamo())


@cache
def copies_asked() -> "CopiesAsked":
    from chalicelib.copies_asked import CopiesAsked
    from chalicelib.desk import draw

    return CopiesAsked(wiring.table(), wiring.clock, draw)


def link_keys() -> tuple[str, ...]:
    """The keys that sign an item's link to ask for an accessible copy; none where none is set."""
    return wiring.secrets().values("desk/link-key")


@cache
def tasks() -> "Mapping[str, Task]":
    """Who does what the desk itself has to do beside a request, by the kind of its message."""
    return {
        "text-layer": text_layer,
        "put-together": put_together,
        "reading-copy": wiring_reading.reading_copy,
        "inventory": wiring_patron.inventory(),
    }


def text_layer(one: "Outgoing", request: "Request") -> str:
    from chalicelib.domain import text_layer as layer

    return layer.begun(request, one.facts, text_machine())


@cache
def text_machine() -> "TextMachine":
    from chalicelib.aws.text_machine import TextMachine

    return TextMachine(wiring.client("stepfunctions"), wiring.settings().text_machine)


def put_together(one: "Outgoing", request: "Request") -> str:
    """Ask the check, which alone has the PDF library, to put a scan's files together."""
    from botocore.exceptions import BotoCoreError, ClientError

    from chalicelib.domain.telling import TryAgain

    try:
        check_queue().put_together(request.id, one.facts["scan"])
    except (BotoCoreError, ClientError) as error:
        raise TryAgain("The queue of the check could not be reached.") from error
    return "The check puts the files together."


@cache
def check_queue() -> "CheckQueue":
    from chalicelib.aws.queue import CheckQueue

    return CheckQueue(wiring.client("sqs"), wiring.settings().check_queue_url)


@cache
def scanning() -> "Scanning":
    from chalicelib.scanning import Scanning

    return Scanning(wiring.desk(), wiring.table().load, wiring.scans(), wiring.terms().delivery)


@cache
def picturing() -> "Picturing":
    from chalicelib.picturing import Picturing

    return Picturing(wiring.desk(), wiring.table().load, wiring.scans())


def work(one: "Outgoing", request: "Request") -> str:
    """Start what this message asks for; how it went, in words. Raises Permanent or TryAgain."""
    from chalicelib.domain.telling import Permanent

    task = tasks().get(one.kind)
    if task is None:
        raise Permanent(f"This deployment has nobody for {one.kind}.")
    return task(one, request)


def cleanup(until: float, dry: bool = False) -> "Cleanup":
    """The clean-up, to stop at that moment of time.monotonic()."""
    from chalicelib import wiring_rights
    from chalicelib.aws.cleaning import Cleaning
    from chalicelib.aws.held import Held
    from chalicelib.aws.personal import Personal
    from chalicelib.aws.store import Store
    from chalicelib.cleanup import Cleanup

    dynamo = wiring.dynamo()
    return Cleanup(
        desk=wiring.desk(),
        lists=Cleaning(dynamo),
        held=Held(dynamo),
        store=Store(wiring.session(), wiring.settings().scans_bucket),
        closings=wiring_rights.closings(),
        blank=Personal(dynamo).blank,
        post=wiring.messages().post,
        posted=wiring.messages().was_posted,
        until=until,
        dry=dry,
    )


def rebuilding() -> "Rebuilding":
    """The look at the rows by which requests are found and counted."""
    from chalicelib.aws.cleaning import Cleaning
    from chalicelib.aws.extents import Extents
    from chalicelib.rebuilding import Rebuilding

    rows = (wiring.words(), Extents(wiring.dynamo()))
    return Rebuilding(Cleaning(wiring.dynamo()), wiring.table().heads, rows)
