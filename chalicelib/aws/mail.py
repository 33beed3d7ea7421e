"""Letters, by SES: plain text and HTML from the templates, replies to the desk.

SES has no way to ask whether a letter went out, so what may have gone out is never sent again by
itself: a person decides (see relay.py).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
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
LETTERS = frozenset({"publish", "reject", "refuse", "new-request"})
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
    """Sends letters. The client makes one try a call: `retries={"total_max_attempts": 1}`."""

    client: Any
    sender: str
    desk: str
    institution: str
    public_url: str

    def __call__(self, one: Outgoing, request: Request) -> None:
        """Hand one letter over to SES; Permanent or TryAgain where it did not take it."""
        name, address = self.recipient(one.to, request)
        letter = written(one.facts.get("letter", ""), self.known(request, name))
        subject, text, html = ({"Data": part, "Charset": "UTF-8"} for part in letter)
        try:
            self.client.send_email(
                Source=self.sender,
                Destination={"ToAddresses": [address]},
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

    def recipient(self, to: str, request: Request) -> tuple[str, str]:
        """Name and address of who is meant."""
        who = {"lecturer": request.lecturer, "requester": request.requester}.get(to)
        name, address = (who.name, who.email) if who else ("", "")
        if to == "desk":
            address = self.desk
        if address:
            return name, address
        if to == "requester" and "requester" in request.not_yet_known:
            raise NotYet("The requester's address is still being looked up.")
        why = request.requester.why_no_email if to == "requester" else ""
        raise Permanent(why or f"No e-mail address is known for the {to}.")

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
