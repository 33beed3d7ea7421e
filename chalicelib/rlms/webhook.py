"""Any system that speaks webhooks after the Standard Webhooks specification, in and out.

What the events hold is in _webhook_events.py, and for their makers in docs/webhook.schema.json.
"""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from chalicelib.domain.calls import Call, Delivery, Talk
from chalicelib.domain.intake import Heard, SetAside
from chalicelib.domain.places import Place
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.standard_webhooks import keys, signature, signed
from chalicelib.domain.telling import Permanent
from chalicelib.rlms import _webhook_events as events
from chalicelib.rlms._adapter import CLEARANCE, CLEARED, Secret, System, clean, header, json_in

#: What the desk signs with, and beside it the one before while theirs is being changed.
OURS = ("webhook/signing-secret", "webhook/old-signing-secret")
TOLERANCE = 300


def utc() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook(System):
    """`tolerance` is how many seconds a signature may be old, or ahead of our clock."""

    tolerance: int = TOLERANCE
    clock: Callable[[], datetime] = utc

    @property
    def secrets(self) -> Sequence[str]:
        # The one before is there only while theirs is being changed.
        return ("webhook/webhook-secret", OURS[0])

    def trust(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """One of their signatures is ours over id, time and bytes, and it is of these minutes."""
        message, at = header(delivery, "webhook-id"), header(delivery, "webhook-timestamp")
        if not message or not (at.isascii() and at.isdecimal() and len(at) < 12):
            return False
        given = [
            one.encode(errors="replace")
            for one in header(delivery, "webhook-signature").split()[:20]
        ]
        made = [signature(one, message, at, delivery.body).encode() for one in keys(secrets)]
        right = [hmac.compare_digest(one, other) for one in made for other in given]
        return any(right) and abs(self.clock().timestamp() - int(at)) <= self.tolerance

    def read(self, delivery: Delivery) -> Heard:
        try:
            told = json_in(delivery.body)
        except ValueError:
            return SetAside("This is not JSON, so it cannot be read.")
        # A delivery that was set aside is read again without its headers.
        message = clean(header(delivery, "webhook-id"), 200)
        return events.heard(told, message or hashlib.sha256(delivery.body).hexdigest())

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        """One event. The message's id goes with it, so that a repeat is known as one."""
        if not request.theirs.get("id"):
            return {"outcome": "Their id of the request is not known."}
        yield Call("POST", "", events.told(request, phase, self.word(request, phase), link))
        return {}

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        """Nothing has to be asked: the event said for which course, which is looked up here."""
        yield from ()
        place = {"id": request.theirs.get("id", ""), "theirs": {}, "title": request.title,
                 "course_code": request.course_asked}  # fmt: skip
        return {"citations": [place], "why_no_email": request.requester.why_no_email}

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        """Signed with each of our secrets, so that they may change theirs in their own time."""
        made = signed(call, map(secret, OURS), now)
        if made is None:
            raise Permanent(f"The secret {OURS[0]} is not set, so nothing can be signed.")
        return made

    def chosen(self, settings: Mapping[str, str]) -> "Webhook":
        """Words by phase, and `tolerance` in seconds, as in `{"tolerance": "120"}`."""
        rest = dict(settings)
        seconds = rest.pop("tolerance", str(self.tolerance))
        if not (seconds.isascii() and seconds.isdecimal() and 1 <= int(seconds) <= 86_400):
            raise ValueError("tolerance is a whole number of seconds, a day at most.")
        # `super()` finds no class here: slots make another one of this.
        return replace(System.chosen(self, rest), tolerance=int(seconds))


ADAPTER = Webhook(
    name="webhook", label="Webhook", words={CLEARANCE: "awaiting clearance", CLEARED: "cleared"}
)
