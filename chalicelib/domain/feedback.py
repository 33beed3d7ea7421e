"""What SES reports of a letter after it took it: it came back, or its reader complained.

Read from the event that SES publishes (or from the same inside SNS's envelope); everything that a
stranger could leave out is named where it lacks. The letter is known by the tags that it was sent
with, or by its own Message-ID, which SES quotes.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.errors import NotUnderstood

LONGEST = 300
ADDRESS = re.compile(r"[^\s<>;,]+@[^\s<>;,]+")
SUBTYPES: Mapping[str, str] = {
    "General": "the address does not take mail",
    "NoEmail": "there is no such address",
    "Suppressed": "the mail service itself does not write to this address",
    "OnAccountSuppressionList": "the mail service itself does not write to this address",
    "MailboxFull": "the mailbox is full",
    "MessageTooLarge": "the mail is too large for the mailbox",
    "ContentRejected": "its content was refused",
    "AttachmentRejected": "its file was refused",
    "CustomTimeoutExceeded": "nobody took it in time",
}
ACTIONS = {
    "bounce": "mail-bounced",
    "complaint": "mail-complained",
    "reject": "mail-rejected",
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """One report. `final`: the same again would come back again; `others` have it all the same."""

    kind: str
    id: str
    lane: str
    message: str
    stage: str
    words: str
    final: bool = False
    others: bool = False
    addresses: tuple[str, ...] = ()

    @property
    def action(self) -> str:
        """What the history calls it."""
        return ACTIONS[self.kind]

    @property
    def suppresses(self) -> bool:
        """These addresses are not written to again."""
        return self.kind == "complaint" or (self.kind == "bounce" and self.final)


def read(body: str) -> Feedback | None:
    """The report in a message of the queue; None where it reports nothing that we follow."""
    told = unwrapped(body)
    if told is None:
        return None
    kind = str(told.get("eventType") or told.get("notificationType") or "").lower()
    if kind not in ACTIONS:
        return None
    mail, about = thing(told, "mail"), thing(told, kind)
    addresses, words, final = {"bounce": bounce, "complaint": complaint, "reject": reject}[kind](
        about
    )
    tags = mail["tags"] if isinstance(mail.get("tags"), dict) else {}
    message = first(tags, "message") or quoted(mail)
    if not message:
        raise NotUnderstood("The report names no letter of ours.")
    sent_to = {one.lower() for one in strings(mail.get("destination"))}
    return Feedback(
        kind=kind,
        id=str(about.get("feedbackId") or mail.get("messageId") or "")[:200],
        lane=first(tags, "lane") or message.partition("-")[0],
        message=message,
        stage=first(tags, "stage"),
        words=words,
        final=final,
        others=bool(sent_to - {one.lower() for one in addresses}),
        addresses=addresses,
    )


def unwrapped(body: str) -> dict[str, Any] | None:
    """The event itself, also inside SNS's envelope; None for SNS's own words."""
    try:
        told = json.loads(body)
        if isinstance(told, dict) and isinstance(told.get("Message"), str):
            told = json.loads(told["Message"]) if told["Message"].startswith("{") else None
    except (ValueError, RecursionError) as wrong:
        raise NotUnderstood("The report is not JSON that can be read.") from wrong
    if told is not None and not isinstance(told, dict):
        raise NotUnderstood("The report is no object.")
    return told


def bounce(about: Mapping[str, Any]) -> tuple[tuple[str, ...], str, bool]:
    found = things(about.get("bouncedRecipients"))
    final = about.get("bounceType") == "Permanent"
    why = SUBTYPES.get(str(about.get("bounceSubType")), "the mailbox did not take it")
    first_of = found[0] if found else {}
    theirs = plain(f"{first_of.get('status') or ''} {first_of.get('diagnosticCode') or ''}")
    words = f"It bounced: {why}" + (f" ({theirs})." if theirs else ".")
    return named(found), words, final


def complaint(about: Mapping[str, Any]) -> tuple[tuple[str, ...], str, bool]:
    found = things(about.get("complainedRecipients"))
    kind = plain(str(about.get("complaintFeedbackType") or ""))[:40]
    said = f" ({kind})" if kind else ""
    return named(found), f"Its reader complained: they marked it as unwanted mail{said}.", False


def reject(about: Mapping[str, Any]) -> tuple[tuple[str, ...], str, bool]:
    why = plain(str(about.get("reason") or "no reason was given"))
    return (), f"The mail service did not send it: {why}.", True


def named(found: list[dict[str, Any]]) -> tuple[str, ...]:
    every = (one.get("emailAddress") for one in found)
    bare = (one[one.find("<") + 1 :].rstrip("> ") for one in every if isinstance(one, str))
    return tuple(one for one in bare if "@" in one)[:50]


def plain(text: str) -> str:
    """Their words on one line, without the addresses in them."""
    shown = ADDRESS.sub("...", "".join(one if one.isprintable() else " " for one in text))
    return " ".join(shown.split())[:LONGEST].rstrip(" .")


def quoted(mail: Mapping[str, Any]) -> str:
    """Our own Message-ID among the letter's first headers; empty where SES does not quote them."""
    for one in things(mail.get("headers")):
        if str(one.get("name", "")).lower() == "message-id":
            return str(one.get("value", "")).strip("<> ").partition("@")[0]
    return ""


def first(tags: Mapping[str, Any], name: str) -> str:
    values = tags.get(name)
    return str(values[0]) if isinstance(values, list) and values else ""


def strings(found: object) -> list[str]:
    return [one for one in found if isinstance(one, str)] if isinstance(found, list) else []


def things(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def thing(told: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = told.get(name)
    if not isinstance(found, dict):
        raise NotUnderstood(f"The report has no {name}.")
    return found


def shown(address: str) -> str:
    """An address so that staff may know it, and nobody can read it off."""
    name, _, host = address.rpartition("@")
    return f"{name[:1]}...@{host}"


def returned_on(day: datetime) -> str:
    return f"{day.day} {day:%B %Y}"
