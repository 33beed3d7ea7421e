"""Leganto, through Alma: signed webhooks in, the citation and the user's request back over REST.

What Alma's webhook does not carry is found out afterwards (_alma_search.py). Its REST API replaces
the whole citation on PUT, so every write is a read, a change and a write.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.calls import Call, Delivery, Reply, Talk
from chalicelib.domain.intake import Heard
from chalicelib.domain.places import Place, Walk
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.telling import DeliveryError, Permanent
from chalicelib.rlms import _alma_event as event
from chalicelib.rlms import _alma_lists as lists
from chalicelib.rlms import _alma_search as search
from chalicelib.rlms._adapter import OWN_WORDS, Secret, System, header
from chalicelib.rlms._alma_copy import represented
from chalicelib.rlms._alma_refusals import complaint, judged

LONGEST_CHALLENGE = 512
MOST_STEPS = 5
LONGEST_NOTE = 1_000
SOURCES = tuple(f"source{n}" for n in range(1, 11))

#: What Alma's own code table of citation statuses has for each phase (facts of 2.4). It has no
#: status for clearance, nor one of its own for each of what does not open; libraries may add some.
WORDS = {
    Phase.RECEIVED.value: "ReadyForProcessing",
    Phase.WORKING.value: "InProcess",
    Phase.LIVE.value: "Complete",
    Phase.SUSPENDED.value: "Inactive",
    Phase.REFUSED.value: "Declined",
    # As before anybody asked: the item stays, and nothing is being done about it.
    Phase.WITHDRAWN.value: "BeingPrepared",
    Phase.DELETED.value: "Inactive",
    Phase.EXPIRED.value: "Inactive",
}
#: Phases after which Alma's own request must not stay open, with a code of its cancellations.
ENDS = {
    Phase.REFUSED: "CannotBeFulfilled",
    Phase.WITHDRAWN: "CancelledAtPatronRequest",
    Phase.DELETED: "CannotBeFulfilled",
}
#: How a citation says how its copyright stands; Alma's codes are not public (facts, 7).
RIGHTS = {
    "self-declared": ("SelfDeclared",),
    "fair-use": ("FairUse",),
    "declined": ("Declined",),
    "approved": ("Approved",),
    # Not CC alone: that begins CCC too, the clearance centre.
    "creative-commons": ("CreativeCommons", "CC BY", "CC0"),
}
FINISHED = frozenset({"COMPLETE", "COMPLETED", "CLOSED", "FINISHED", "CANCELED", "CANCELLED"})
NOWHERE = "No place on a reading list is known; the list shows nothing of this yet."
GONE = "The item is no longer on the reading list."


@dataclass(frozen=True, slots=True, kw_only=True)
class Leganto(System):
    """`words` are statuses by phase, `cancels` the cancellation codes of our own choice.

    `link_fields` are the fields of a citation that may hold our link: the first that is free is
    taken, so that a link of somebody else's is never lost. `public_note` cannot be written (2.4).
    `repository` is a code of Alma's remote repositories: with it the copy is handed to the
    catalogue too, with `representation` as further fields. `notifies`: Alma mails whoever is to
    be told of a rejection, and the desk does not. `rights` are the beginnings of codes or words.
    """

    cancels: Mapping[str, str] = field(default_factory=dict)
    link_fields: Sequence[str] = SOURCES
    repository: str = ""
    representation: Mapping[str, str] = field(default_factory=dict)
    notifies: bool = False
    rights: Mapping[str, Sequence[str]] = field(default_factory=lambda: RIGHTS)

    @property
    def secrets(self) -> Sequence[str]:
        return ("leganto/webhook-secret", "leganto/api-key")

    def trust(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """X-Exl-Signature is the base64 HMAC-SHA256 of the raw body; every secret is compared."""
        given = header(delivery, "x-exl-signature").strip().encode()
        made = [hmac.digest(one.encode(), delivery.body, hashlib.sha256) for one in secrets if one]
        return any(hmac.compare_digest(base64.b64encode(one), given) for one in made)

    def greet(self, delivery: Delivery) -> Mapping[str, str] | None:
        """Alma asks with `?challenge=` and wants the same text back."""
        challenge = delivery.query.get("challenge", "")
        if delivery.method != "GET" or not challenge:
            return None
        return {"challenge": challenge[:LONGEST_CHALLENGE]}

    def read(self, delivery: Delivery) -> Heard:
        """The event in a body that was signed with our secret."""
        return event.heard(delivery.body)

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        """The citation first, because people look there; then Alma's own request."""
        ours = request.is_for_patron
        # A patron's copy stands on no list, and its link is shown to nobody else.
        trouble = "" if ours else (yield from self._cite(request, phase, link))
        if phase is Phase.LIVE and ours:
            yield from self._finish(request)
        elif phase is Phase.LIVE:
            untold = yield from represented(request, link, self.repository, self.representation)
            trouble = trouble or untold
            yield from self._finish(request)
        elif phase in ENDS:
            yield from self._cancel(request, phase)
        if trouble == GONE and phase is Phase.LIVE:
            raise Permanent(f"{GONE} Its link is shown nowhere.")
        return {"outcome": trouble}

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        """Who asked, for which place on which list, of what work."""
        return search.enrich(request, places)

    def places(self, go_on: str) -> Walk:
        return lists.places(go_on)

    def examine(self, citation: str, places: Sequence[Place]) -> Talk:
        return lists.examine(citation, places, self.rights)

    def probe(self) -> Talk:
        """One course is read, which Alma refuses where the key may not use its Courses API."""
        reply = yield Call("GET", search.at("courses"), query={"limit": "1"})
        if not reply.ok:
            raise Permanent(f"Alma refused it: {complaint(reply)[1] or reply.status}")
        return {"outcome": "Alma answered and took our key."}

    def _cite(self, request: Request, phase: Phase, link: str) -> search.Step:
        path = search.citation_at(request.theirs)
        if not path:
            return NOWHERE
        reply = yield Call("GET", path)
        if not reply.ok:
            return GONE
        wanted = self._as_wanted(reply.json, phase, self.word(request, phase), link)
        if wanted != reply.json:
            yield Call("PUT", path, wanted)
        return ""

    def _as_wanted(
        self, citation: Mapping[str, Any], phase: Phase, word: str, link: str
    ) -> dict[str, Any]:
        """The whole citation, with our status; with our link while it is live, without it after."""
        wanted = dict(citation)
        if event.code(citation.get("status")) != word:
            wanted["status"] = {"value": word}
        if not link:
            return wanted
        ours = [name for name in self.link_fields if citation.get(name) == link]
        if phase is Phase.LIVE and not ours:
            free = [name for name in self.link_fields if not citation.get(name)]
            wanted[(free or self.link_fields)[0]] = link
        elif phase in ENDS:
            wanted |= dict.fromkeys(ours, "")
        return wanted

    def _finish(self, request: Request) -> search.Step:
        """Move Alma's request on to its end. Each step is taken only if a read shows it is left."""
        path = request_path(request.theirs)
        for _ in range(MOST_STEPS if path else 0):
            standing = yield Call("GET", path)
            if not standing.ok or is_finished(standing.json):
                return
            step = {"op": "next_step", "release_item": "false"}
            moved = yield Call("POST", path, query=step)
            if not moved.ok:
                return

    def _cancel(self, request: Request, phase: Phase) -> search.Step:
        """Take Alma's request back, in the requester's sight with reason and note but no mail."""
        path, rejection = request_path(request.theirs), request.rejection
        if not path:
            return
        reason = self.cancels.get(phase.value, ENDS[phase])
        note = ""
        if phase is Phase.REFUSED and rejection:
            reason, note = rejection.theirs or reason, rejection.note or rejection.label
        elif phase is Phase.WITHDRAWN and (why := request.cancellation):
            reason, note = why.theirs or reason, why.note or why.label
        mailed = self.notifies and phase is Phase.REFUSED and rejection and rejection.notify
        said = {
            "reason": reason,
            "note": note[:LONGEST_NOTE],
            "notify_user": "true" if mailed else "false",
        }
        yield Call("DELETE", path, query=said)

    def chosen(self, settings: Mapping[str, str]) -> "Leganto":
        """Settings like `{"expired": "Complete", "cancel.deleted": code, "link_fields": names}`.

        A status by phase, or by `clearance` for what waits for approval: any code that this
        Alma's table of citation statuses has.
        Further: `repository`, `representation.library` and the like, `notifies` (true), and
        `rights.self-declared`, `rights.creative-commons`, `rights.fair-use` and so on (beginnings,
        separated by commas).
        """
        phases, rest = {phase.value for phase in Phase}, dict(settings)
        fields = rest.pop("link_fields", ",".join(self.link_fields))
        repository = rest.pop("repository", self.repository)
        notifies = rest.pop("notifies", str(self.notifies)).lower() == "true"
        cancels, representation, rights = (
            {name[len(part) :]: rest.pop(name) for name in settings if name.startswith(part)}
            for part in ("cancel.", "representation.", "rights.")
        )
        unknown = set(rest) - phases - OWN_WORDS | set(cancels) - phases
        if unknown := unknown | set(rights) - set(RIGHTS):
            raise ValueError(f"Leganto has no setting {', '.join(sorted(unknown))}.")
        said = {name: tuple(begins.split(",")) for name, begins in rights.items()}
        return replace(
            self, words={**self.words, **rest}, cancels=cancels, link_fields=fields.split(","),
            repository=repository, representation=representation, notifies=notifies,
            rights={**self.rights, **said},
        )  # fmt: skip

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        key = secret("leganto/api-key")
        ours = {"Authorization": f"apikey {key}", "Accept": "application/json"}
        return replace(call, headers={**call.headers, **ours})

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        return judged(call, reply)


def request_path(theirs: Mapping[str, str]) -> str:
    """Alma's request, under its user or else under its record; empty where neither is known."""
    number, user, record = (theirs.get(n, "") for n in ("request_id", "user", "mms_id"))
    if not number or not (user or record):
        return ""
    owner = ("users", user) if user else ("bibs", record)
    return search.at(*owner, "requests", number)


def is_finished(request: Mapping[str, Any]) -> bool:
    """Older installations write `In Process` for `IN_PROCESS`."""
    return re.sub(r"\W+", "_", event.text(request, "request_status")).upper() in FINISHED


ADAPTER = Leganto(name="leganto", label="Leganto", words=WORDS)
