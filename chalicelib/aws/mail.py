"""Letters, by SES: plain text and HTML from the templates, replies to the desk.

SES has no way to ask whether a letter went out, so what may have gone out is never sent again by
itself: a person decides (see relay.py).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ReadTimeoutError,
)

from chalicelib.domain.request import Request
from chalicelib.domain.telling import NotYet, Outgoing, Permanent, TryAgain

TEMPLATES = Path(__file__).parent.parent / "templates" / "mail"
PARTS = ("subject.txt", "body.txt", "body.html")
LETTERS = frozenset({"publish", "reject", "refuse", "new-request", "digest"})
#: So often a notice waits for the requester's name, which its list sends later; then it goes.
WAITS = 2
#: What SES will refuse again however often it is asked.
REFUSALS = frozenset(
    {
        "MessageRejected",
        "InvalidParameterValue",
        "MailFromDomainNotVerifiedException",
        "ConfigurationSetDoesNotExistException",
    }
)


@dataclass(frozen=True, slots=True)
class Mail:
    """Sends letters. The client makes one try a call: `retries={"total_max_attempts": 1}`.

    `staff` are the addresses that are told of new requests, by the list's system; `requests` are
    read for a letter about several.
    """

    client: Any
    sender: str
    desk: str
    institution: str
    public_url: str
    staff: Mapping[str, Sequence[str]] = field(default_factory=dict)
    requests: Callable[[Sequence[str]], Sequence[Request]] = lambda ids: ()

    def __call__(self, one: Outgoing, request: Request) -> None:
        """Hand one letter over to SES; Permanent or TryAgain where it did not take it."""
        name, addresses = self.recipient(one, request)
        letter = written(one.facts.get("letter", ""), self.known(request, name) | self.listed(one))
        subject, text, html = ({"Data": part, "Charset": "UTF-8"} for part in letter)
        try:
            self.client.send_email(
                Source=self.sender,
                Destination={"ToAddresses": addresses},
                ReplyToAddresses=[self.desk] if self.desk else [],
                Message={"Subject": subject, "Body": {"Text": text, "Html": html}},
            )
        except ClientError as refused:
            code = refused.response["Error"]["Code"]
            kind = Permanent if code in REFUSALS else TryAgain
            raise kind(f"The mail service refused the letter ({code}).") from refused
        except (ReadTimeoutError, ConnectionClosedError) as silent:
            raise Permanent("It may have been sent: the mail service did not answer.") from silent
        except BotoCoreError as failed:
            raise TryAgain(f"No mail service ({type(failed).__name__}).") from failed

    def recipient(self, one: Outgoing, request: Request) -> tuple[str, list[str]]:
        """Name and addresses of who is meant."""
        to = one.to
        if to == "desk":
            return "", self.colleagues(one, request)
        who = {"lecturer": request.lecturer, "requester": request.requester}.get(to)
        name, address = (who.name, who.email) if who else ("", "")
        if address:
            return name, [address]
        if to == "requester" and "requester" in request.not_yet_known:
            raise NotYet("The requester's address is still being looked up.")
        why = request.requester.why_no_email if to == "requester" else ""
        raise Permanent(why or f"No e-mail address is known for the {to}.")

    def colleagues(self, one: Outgoing, request: Request) -> list[str]:
        """The staff who want to hear of this list's requests, else the desk's own address."""
        unnamed = "requester" in request.not_yet_known and not request.requester.name
        if one.facts.get("letter") == "new-request" and unnamed and one.tries < WAITS:
            raise NotYet("The requester's name is still being looked up.")
        addresses = list(self.staff.get(request.rlms, ())) or [self.desk]
        if not all(addresses):
            raise Permanent("No e-mail address is known for the desk.")
        return addresses

    def listed(self, one: Outgoing) -> dict[str, Any]:
        """What a letter about several requests says of each; nothing for any other."""
        if "requests" not in one.facts:
            return {}
        url = self.public_url.rstrip("/")
        names = ("title", "requester", "course", "address")
        found = self.requests(one.facts["requests"].split())
        every = [self.known(request, "") for request in found]
        return {
            "day": spelled(date.fromisoformat(one.facts["day"])),
            "count": int(one.facts["count"]),
            "requests": [{name: known[name] for name in names} for known in every],
            "queue": f"{url}/",
        }

    def known(self, request: Request, name: str) -> dict[str, Any]:
        """All that a letter may say."""
        url = self.public_url.rstrip("/")
        work = request.work.title if request.work else ""
        openings = request.link.openings if request.link else ()
        rejection = request.rejection
        return {
            "name": name,
            "title": request.title or work,
            "work": work if work != request.title else "",
            "pages": request.extract.pages,
            "course": ", ".join(f"{run.code} {run.name}".strip() for run in request.runs)
            or request.course_asked,
            "link": f"{url}/l/{request.link.token}" if request.link else "",
            "until": spelled(max((one.end for one in openings if one.end), default=None)),
            "reason": rejection.label if rejection else "",
            "note": rejection.note if rejection else "",
            "requester": request.requester.label,
            "institution": self.institution,
            "desk": self.desk,
            "address": f"{url}/requests/{request.id}",
        }


def written(letter: str, known: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML of a letter; what came from outside is escaped in HTML."""
    if letter not in LETTERS:
        raise Permanent(f"There is no letter called {letter[:40]}.")
    subject, text, html = (
        templates().get_template(f"{letter}/{part}").render(known) for part in PARTS
    )
    # What is not known leaves a gap in the text; one empty line is enough.
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n", html


@cache
def templates() -> Any:
    # jinja2 is imported only by the function that writes letters.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def spelled(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
