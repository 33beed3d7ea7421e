"""Letters, by SES: written elsewhere, sent here as raw mail, with replies to the desk.

SES has no way to ask whether a letter went out, so what may have gone out is never sent again by
itself: a person decides (see relay.py).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionClosedError,
    ReadTimeoutError,
)

from chalicelib.domain import mime
from chalicelib.domain.errors import Busy, TooLarge, Unknown
from chalicelib.domain.letter_words import House, known, listed, names
from chalicelib.domain.mime import Attached, CannotBeMailed, Letter
from chalicelib.domain.request import Request
from chalicelib.domain.telling import NotYet, Outgoing, Permanent, TryAgain

#: Subject, text and HTML of a letter, for what is known.
Write = Callable[[str, Mapping[str, Any]], tuple[str, str, str]]
#: So often a notice waits for the requester's name, which its list sends later; then it goes.
WAITS = 2
#: What SES will refuse again however often it is asked.
REFUSALS = frozenset(
    {
        "MessageRejected",
        "InvalidParameterValue",
        "MailFromDomainNotVerifiedException",
        "ConfigurationSetDoesNotExist",
        "ConfigurationSetDoesNotExistException",
    }
)


def no_file(key: str) -> bytes:
    raise Unknown("This deployment mails no files.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Sends letters. The client makes one try a call: `retries={"total_max_attempts": 1}`.

    `staff` are the addresses that are told of new requests, by the list's system; `teams` are
    others whom a letter may be for (`accessible`), the desk where none is set; `requests` are
    read for a letter about several; `file` reads an attached file, and `most` is how many bytes
    of them go with one letter. `refused` says of an address why it is not written to any more.
    """

    client: Any
    sender: str
    house: House
    write: Write
    stage: str = ""
    configuration_set: str = ""
    most: int = 7_000_000
    staff: Mapping[str, Sequence[str]] = field(default_factory=dict)
    teams: Mapping[str, Sequence[str]] = field(default_factory=dict)
    requests: Callable[[Sequence[str]], Sequence[Request]] = lambda ids: ()
    file: Callable[[str], bytes] = no_file
    refused: Callable[[str], str] = lambda address: ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    def __call__(self, one: Outgoing, request: Request) -> None:
        """Hand one letter over to SES; Permanent or TryAgain where it did not take it."""
        name, addresses = self.addressed(
            request, one.to, one.facts.get("letter", ""), one.tries, one.facts.get("address", "")
        )
        addresses = self.welcome(addresses)
        found = self.requests(one.facts["requests"].split()) if "requests" in one.facts else ()
        said = known(request, name, self.house) | listed(one.facts, found, self.house)
        subject, text, html = self.write(one.facts.get("letter", ""), said)
        letter = Letter(
            sender=self.sender, to=addresses, reply_to=self.house.desk,
            subject=subject, text=text, html=html,
            message=one.id, request=self.thread(one), host=mime.host_of(self.house.public_url),
            at=self.clock(), files=self.files(one),
        )  # fmt: skip
        try:
            raw = mime.written(letter)
        except CannotBeMailed as wrong:
            raise Permanent(str(wrong)) from wrong
        self.hand_over(raw, one, addresses)

    def hand_over(self, raw: bytes, one: Outgoing, addresses: list[str]) -> None:
        """One call, once; its tags are what SES's feedback is known by, and name nobody."""
        lane = one.lane.removeprefix("lane#mail#")
        named = {"stage": self.stage, "lane": lane, "message": one.id}
        tags = {name: mime.safe(value) for name, value in named.items()}
        more = {"ConfigurationSetName": self.configuration_set} if self.configuration_set else {}
        try:
            self.client.send_raw_email(
                Source=self.sender,
                Destinations=addresses,
                RawMessage={"Data": raw},
                Tags=[{"Name": name, "Value": value} for name, value in tags.items() if value],
                **more,
            )
        except ClientError as refused:
            code = refused.response["Error"]["Code"]
            kind = Permanent if code in REFUSALS else TryAgain
            raise kind(f"The mail service refused the letter ({code}).") from refused
        except (ReadTimeoutError, ConnectionClosedError) as silent:
            raise Permanent("It may have been sent: the mail service did not answer.") from silent
        except BotoCoreError as failed:
            raise TryAgain(f"No mail service ({type(failed).__name__}).") from failed

    def thread(self, one: Outgoing) -> str:
        """Letters of one request hang together; a letter about many stands for itself."""
        return one.id if "requests" in one.facts else one.request

    def welcome(self, addresses: list[str]) -> list[str]:
        """Those of the addresses that still take our mail; Permanent with the reason where none."""
        why = {one: self.refused(one) for one in addresses}
        left = [one for one in addresses if not why[one]]
        if not left:
            raise Permanent(next(iter(why.values())))
        return left

    def files(self, one: Outgoing) -> list[Attached]:
        """The files that go with it, read now; Permanent where they are too much for a mail."""
        keys, called, size = one.facts.get("attach", "").split(), names(one.facts), 0
        found = []
        for n, key in enumerate(keys):
            try:
                content = self.file(key)
            except Busy as busy:
                raise TryAgain("The file could not be read just now.") from busy
            except TooLarge as large:
                raise Permanent(self.too_much()) from large
            except Unknown as gone:
                raise Permanent("The file that goes with this letter is no longer there.") from gone
            size += len(content)
            if size > self.most:
                raise Permanent(self.too_much())
            found.append(Attached(called[n] if n < len(called) else f"{n + 1}.pdf", content))
        return found

    def too_much(self) -> str:
        return f"The files are larger than the {self.most / 1e6:g} MB that are mailed here."

    def addressed(
        self, request: Request, to: str, letter: str, tries: int = WAITS, corrected: str = ""
    ) -> tuple[str, list[str]]:
        """Name and addresses of who is meant; Permanent or NotYet where none is known.

        `corrected` is the address that staff named when they sent it again.
        """
        if to == "desk":
            return "", self.colleagues(request, letter, tries)
        if to in self.teams:
            return "", self.at_the_desk(self.teams[to])
        who = {"lecturer": request.lecturer, "requester": request.requester}.get(to)
        name, address = (who.name, who.email) if who else ("", "")
        if corrected or address:
            return name, [corrected or address]
        if to == "requester" and "requester" in request.not_yet_known:
            raise NotYet("The requester's address is still being looked up.")
        why = request.requester.why_no_email if to == "requester" else ""
        raise Permanent(why or f"No e-mail address is known for the {to}.")

    def colleagues(self, request: Request, letter: str, tries: int) -> list[str]:
        """The staff who want to hear of this list's requests, else the desk's own address."""
        unnamed = "requester" in request.not_yet_known and not request.requester.name
        if letter == "new-request" and unnamed and tries < WAITS:
            raise NotYet("The requester's name is still being looked up.")
        return self.at_the_desk(self.staff.get(request.rlms, ()))

    def at_the_desk(self, chosen: Sequence[str]) -> list[str]:
        addresses = list(chosen) or [self.house.desk]
        if not all(addresses):
            raise Permanent("No e-mail address is known for the desk.")
        return addresses
