"""Talis Aspire: signed OpenURL forms in, signed trackbacks out, the link by the lists' own API.

To a reading list the desk is what Talis Aspire Digitised Content is: it answers a request in
JSON, with a status, and tells each later status at the address that came with the request.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.calls import Call, Delivery, Reply, Talk
from chalicelib.domain.intake import Heard, Outcome, Referred, SetAside
from chalicelib.domain.places import Place
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain
from chalicelib.rlms import _talis_form as openurl
from chalicelib.rlms import _talis_trackback as trackback
from chalicelib.rlms import _talis_words as words
from chalicelib.rlms._adapter import CLEARANCE, OWN_WORDS, Secret, System, clean
from chalicelib.rlms._talis_list import Aspire
from chalicelib.rlms._talis_rate import asked_to_wait

SECRET = "talis/webhook-secret"
CLIENT_SECRET = "talis/client-secret"
LONGEST_MESSAGE = 1_000
NOWHERE = "The request came without an address at which to tell; the list is not told."
#: Settings that are none of a phase or a reason, with what they are.
SETTINGS = ("api_key", "address", "short_code", "effective_user", "client_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talis(System):
    """`api_key` names the list's system to us and us to it; both share the webhook's secret.

    `address` is what their module calls its location with its tenant: ids of requests begin with
    it. With `short_code`, `effective_user` and `client_id` links are written onto the lists.
    """

    name: str = "talis"
    label: str = "Talis Aspire"
    api_key: str = ""
    address: str = ""
    short_code: str = ""
    effective_user: str = ""
    client_id: str = ""
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def heard_as(self) -> Mapping[Phase, str]:
        ours = {phase: self.words[phase.value] for phase in Phase if phase.value in self.words}
        return {**words.WORDS, **ours}

    @property
    def hosts(self) -> Sequence[str]:
        return ("talis", "talis/api", "talis/users") if self.aspire else ("talis",)

    @property
    def secrets(self) -> Sequence[str]:
        return (SECRET, CLIENT_SECRET) if self.aspire else (SECRET,)

    @property
    def aspire(self) -> Aspire | None:
        """The library's lists, where it wants links written onto them."""
        settled = self.short_code and self.effective_user and self.client_id
        return Aspire(self.short_code, self.effective_user) if settled else None

    def trust(self, delivery: Delivery, secrets: Sequence[str]) -> bool:
        """Their key, and the signature over the very values of the form; each secret is tried."""
        sent = openurl.pairs(delivery.body)
        fields = dict(sent)
        key, given = (fields.get(one, b"") for one in (openurl.API_KEY, openurl.SIGNATURE))
        known = bool(self.api_key) and hmac.compare_digest(key, self.api_key.encode())
        made = [openurl.signature(sent, one).encode() for one in secrets if one]
        return any(hmac.compare_digest(one, given) for one in made) and known

    def read(self, delivery: Delivery) -> Heard:
        """The request in a form that was signed with our secret, or the referral of one."""
        said = openurl.form(delivery.body)
        if not said:
            return SetAside("This is no form: it has no fields.")
        if not openurl.is_named(said):
            return SetAside("This form has neither a title nor an identifier.")
        asked = openurl.asked(said)
        if said.get("svc.refer", "").lower() in ("", "0", "false"):
            return asked
        # Sent again, a referral has the same signature: its clock is signed too.
        once = hashlib.sha256(delivery.body).hexdigest()[:32]
        return Referred(asked, said.get("svc.message", ""), once)

    def reply(self, delivery: Delivery, heard: Heard, outcome: Outcome) -> Reply | None:
        """What their module reads: status and id always, the rest where there is something."""
        said = openurl.form(delivery.body)
        number = str(outcome.number or "")
        status, reason = words.parted(self._standing(outcome))
        answer: dict[str, Any] = {"status": status, "id": f"{self.address}/request/{number}"}
        answer |= {"reason_code": reason} if reason else {}
        answer |= {"message": outcome.why, "errors": [outcome.why]} if outcome.why else {}
        answer |= {"request": openurl.told_back(said)}
        if said.get("svc.metadata") and outcome.outcome != "set-aside":
            answer["metadata"] = openurl.metadata(said)
        return Reply(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})

    def _standing(self, outcome: Outcome) -> str:
        if outcome.outcome == "set-aside":
            return words.UNIDENTIFIED
        if outcome.outcome == "referred":
            return words.REFERRED_BACK
        return self.heard_as[outcome.phase or Phase.RECEIVED]

    def report(self, request: Request, phase: Phase, link: str) -> Talk:
        """The status by trackback first; then the link, on the list itself."""
        address, item = (request.theirs.get(one, "") for one in ("trackback", "item"))
        known = []
        if address:
            yield trackback.call(address, self._said(request, phase))
        else:
            known.append(NOWHERE)
        if self.aspire and item:
            known.append((yield from self.aspire.write(item, phase, link)))
        return {"outcome": " ".join(filter(None, known))}

    def _said(self, request: Request, phase: Phase) -> dict[str, str]:
        word = self.word(request, phase)
        status, _ = words.parted(word)
        said = {
            "status": status,
            "request": str(request.number),
            "api_key": self.api_key,
            "reason_code": words.reason_for(request, word, self.reasons),
            "status_message": clean(words.message_for(request, phase), LONGEST_MESSAGE),
        }
        if phase is not Phase.LIVE or not request.link:
            return said
        # The bundle is what their readers open: here, the link's own name.
        return {**said, "bundle_id": request.link.token}

    def enrich(self, request: Request, places: Sequence[Place] = ()) -> Talk:
        """Nothing has to be asked: the form said for which course, which is looked up here."""
        yield from ()
        item = request.theirs.get("item", "")
        place = {"id": item, "theirs": {"citation_id": item} if item else {},
                 "title": request.title,
                 "course_code": request.course_asked,
                 "course_name": request.theirs.get("course_name", "")}  # fmt: skip
        return {"citations": [place], "why_no_email": request.requester.why_no_email}

    def probe(self) -> Talk:
        """Their API gives us a token, where links are written; a trackback cannot be tried."""
        if not self.aspire:
            return {"outcome": "Statuses are told without asking first: there is nothing to test."}
        yield from self.aspire.signed_in()
        return {"outcome": "Talis gave us a token for its lists."}

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        """Trackbacks are signed; for a token we give our name and password."""
        if call.host == "api":
            return call
        name = SECRET if not call.host else CLIENT_SECRET
        if not (shared := secret(name)):
            raise Permanent(f"The secret {name} is not set.")
        if call.host:
            return trackback.with_password(call, self.client_id, shared)
        return trackback.signed(call, shared)

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        """A trackback that they refuse is answered with 200 all the same, in words."""
        if reply.ok and not call.host and (refusal := trackback.refused(reply)):
            return Permanent(f"Talis refused it: {refusal}.")
        if call.host and call.method == "GET" and reply.status == 404:
            return None
        if call.host and reply.status in (401, 403):
            return TryAgain("Talis refused our credentials.")
        if reply.status == 429:
            return TryAgain("Talis asked to wait.", asked_to_wait(reply))
        # Not super(): a class with slots is made anew, and super() means the first one.
        return System.judge(self, call, reply)

    def chosen(self, settings: Mapping[str, str]) -> "Talis":
        """Settings like `{"api_key": k, "working": "REFERRED:CopyPending", "reason.other": c}`."""
        rest = dict(settings)
        named = {name: rest.pop(name) for name in SETTINGS if name in rest}
        reasons = {name[7:]: rest.pop(name) for name in settings if name.startswith("reason.")}
        if unknown := sorted(set(rest) - {phase.value for phase in Phase} - OWN_WORDS):
            raise ValueError(f"Talis has no setting {', '.join(unknown)}.")
        said = {phase: words.checked(word) for phase, word in rest.items()}
        return replace(self, words={**self.words, **said}, reasons=reasons, **named)


ADAPTER = Talis(words={CLEARANCE: words.CLEARING})
