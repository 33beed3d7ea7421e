"""The contract of a reading-list system: an adapter is one file here that ends in `ADAPTER = ...`.

It reads what they send, says what they are to be told as talks of calls, and reads their errors.
It touches no network and keeps no state; what differs between libraries is a field with a default.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Protocol, Self

from chalicelib.domain.calls import Call, Delivery, Reply, Talk
from chalicelib.domain.intake import Heard, NothingToDo, Outcome
from chalicelib.domain.places import Place, Walk
from chalicelib.domain.request import Approval, Kind, Phase, Request
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain

#: Beside the phases, the name of the word that is told while copyright clearance is awaited.
CLEARANCE = "clearance"
#: And the word that is told once a request for clearance has been granted: it has no link.
CLEARED = "cleared"

OWN_WORDS = frozenset({CLEARANCE, CLEARED})

#: A secret by its name, as in `leganto/api-key`; empty where none is set.
Secret = Callable[[str], str]


class Adapter(Protocol):
    """One reading-list system. Its webhook's secrets are `{name}/webhook-secret`."""

    @property
    def name(self) -> str:
        """As it stands in addresses and rows: lower case, letters and figures."""

    @property
    def label(self) -> str:
        """As people call it."""

    @property
    def heard_as(self) -> Mapping[Phase, str]:
        """Their word for each phase."""

    @property
    def hosts(self) -> Sequence[str]:
        """The addresses that it calls, as configuration names them; none where it polls us."""

    @property
    def secrets(self) -> Sequence[str]:
        """The names of the secrets that it uses, as in `leganto/api-key`."""

    def trust(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Whether one of these secrets signed the very bytes that came."""

    def read(self, delivery: Delivery) -> Heard:
        """What a trusted delivery means. Never raises for its content: that is set aside."""

    def greet(self, delivery: Delivery) -> Mapping[str, str] | None:
        """The answer to their question whether we are there; None where it is no such question."""

    def reply(self, delivery: Delivery, heard: Heard, outcome: Outcome) -> Reply | None:
        """The answer in their own form; None where the desk's own JSON will do."""

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        """Tell them the phase. Played twice, it does nothing twice. Who polls is told nothing."""

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        """Ask them for what they did not send; `places` are those that the index has for it.

        Ends in `name`, `email`, `why_no_email`, `user` where it was not sent, `citations` (each
        `id`, `theirs`, `course_code`, `course_name`, `list_name`, `title`), `work` and its `isn`,
        and, where it was asked, `items`: how many volumes the library has; None is not known.
        """

    def places(self, go_on: str) -> Walk:
        """A walk over all their lists for the index, from where a walk before ended.

        It ends without a batch where they have no such thing; only a whole walk counts.
        """

    def examine(self, citation: str, places: Sequence[Place]) -> Talk:
        """What they say of one item, in the names of `eligibility.Standing`; else nothing."""

    def probe(self) -> Talk:
        """Ask them something harmless, to see whether they answer us. Nothing where there is none.

        Ends in `outcome`, a sentence; raises a DeliveryError where the answer is no good one.
        """

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        """The call as it goes out: with the key, or signed, over the bytes of its body."""

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        """How their error is to be taken; None where the talk goes on with this reply."""

    def chosen(self, settings: Mapping[str, str]) -> Self:
        """This adapter with the library's own settings; ValueError names one there is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """What a reading-list system does where its own file says nothing else: nothing.

    A new system is one file with a class of this kind and `ADAPTER = ...` at its end.
    """

    name: str
    label: str
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def heard_as(self) -> Mapping[Phase, str]:
        return {phase: self.words.get(phase.value, phase.value) for phase in Phase}

    def word(self, request: Request, phase: Phase) -> str:
        """Their word for this request; the one for clearance that is awaited or given, if any."""
        own = ""
        if phase is Phase.WORKING and request.approval is Approval.WANTED:
            own = CLEARANCE
        elif phase is Phase.LIVE and request.kind is Kind.CLEARANCE:
            own = CLEARED
        return self.words.get(own) or self.heard_as[phase]

    @property
    def hosts(self) -> Sequence[str]:
        return (self.name,)

    @property
    def secrets(self) -> Sequence[str]:
        return (f"{self.name}/webhook-secret",)

    def trust(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        return False

    def read(self, delivery: Delivery) -> Heard:
        return NothingToDo(f"{self.label} delivers nothing here.")

    def greet(self, delivery: Delivery) -> Mapping[str, str] | None:
        return None

    def reply(self, delivery: Delivery, heard: Heard, outcome: Outcome) -> Reply | None:
        return None

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        return nothing_to_say()

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        return nothing_to_say()

    def places(self, go_on: str) -> Walk:
        yield from ()

    def examine(self, citation: str, places: Sequence[Place]) -> Talk:
        return nothing_to_say()

    def probe(self) -> Talk:
        return nothing_to_say()

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        return call

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        """As HTTP has it: 408, 425, 429 and 5xx pass by themselves, other refusals do not."""
        if reply.ok:
            return None
        if reply.status in (408, 425, 429) or reply.status >= 500:
            return TryAgain(f"{self.label} answered {reply.status}.", retry_after(reply))
        return Permanent(f"{self.label} refused it ({reply.status}).")

    def chosen(self, settings: Mapping[str, str]) -> Self:
        """Settings are words by phase, `clearance` or `cleared`, as in `{"live": "Done"}`."""
        if unknown := sorted(set(settings) - {phase.value for phase in Phase} - OWN_WORDS):
            raise ValueError(f"{self.label} has no setting {', '.join(unknown)}.")
        return replace(self, words={**self.words, **settings})


def nothing_to_say() -> Talk:
    """A talk without a call."""
    yield from ()
    return {}


def header(delivery: Delivery, name: str) -> str:
    """A header's value, however the gateway before us writes its name."""
    return next((held for one, held in delivery.headers.items() if one.lower() == name), "")


def decoded(body: bytes) -> str:
    """The text of a body; Latin-1 where it is not UTF-8, so that every byte can be read."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("latin-1")


def json_in(body: bytes) -> Any:
    """The JSON of a body. ValueError for what is none, however it was made not to be."""
    try:
        return json.loads(decoded(body))
    except RecursionError as deep:
        raise ValueError("it is nested too deep") from deep


def clean(value: object, longest: int = 4_000) -> str:
    """What somebody sent as text that can be stored: numbers too, half characters replaced."""
    if isinstance(value, bool) or value is None:
        return ""
    if not isinstance(value, (str, int, float)):
        return ""
    text = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\0", "").strip()[:longest]


def retry_after(reply: Reply) -> float | None:
    """The seconds that they ask us to wait, as a number or as a date beside their own clock's."""
    told = {name.lower(): value for name, value in reply.headers.items()}
    asked = told.get("retry-after", "").strip()
    if asked.isdigit():
        return float(asked[:9])
    try:
        wait = parsedate_to_datetime(asked) - parsedate_to_datetime(told.get("date", ""))
    except (ValueError, TypeError):
        return None
    return max(0.0, wait.total_seconds())
