"""The door for reading-list systems: trust first, then read, and never lose what was signed."""

from chalice.app import Blueprint, Response

from chalicelib.domain.calls import Delivery
from chalicelib.domain.errors import NotTrusted, NotUnderstood, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers import http
from chalicelib.handlers.http import ANY, answer, may
from chalicelib.handlers.problems import problems

webhooks = Blueprint(__name__)


@webhooks.route("/api/webhooks/{rlms}", methods=["GET"])
@problems
@may(Role.ANYONE)
def greet(rlms: str) -> Response:
    """Answers the challenge with which a list's system makes sure that somebody is there."""
    greeting = adapter(rlms).greet(delivery())
    if greeting is None:
        raise NotUnderstood("This address takes deliveries by POST, or a challenge by GET.")
    return answer(greeting)


@webhooks.route("/api/webhooks/{rlms}", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
def receive(rlms: str) -> Response:
    """Takes a delivery: 202 with what became of it, 401 where the signature is not theirs."""
    from chalicelib import wiring

    system, sent = adapter(rlms), delivery()
    if not trusted(rlms, sent):
        raise NotTrusted("The signature is missing, or not made with the shared secret.")
    heard = system.read(sent)
    outcome = wiring.desk().hear(rlms, heard)
    kept = None
    if outcome.outcome == "set-aside":
        kept = wiring.aside().keep(rlms, sent, outcome.why, wiring.clock())
    if theirs := system.reply(sent, heard, outcome):
        # As text: Chalice hands bytes on only of types that it was told are binary.
        return Response(theirs.body.decode(), {**http.SHUT, **theirs.headers}, theirs.status)
    if kept:
        return answer({"outcome": "set-aside", "kept": kept, "why": outcome.why}, 202)
    status = 200 if outcome.outcome in ("ignored", "withdrawn") else 202
    return answer(
        {"outcome": outcome.outcome, "request": outcome.request or None, "why": outcome.why}, status
    )


@webhooks.route("/api/webhooks/{rlms}/request", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
def receive_request(rlms: str) -> Response:
    """The same at the place that Talis's module makes of the address that it is given."""
    answered: Response = receive(rlms)
    return answered


def adapter(rlms: str):  # type: ignore[no-untyped-def]  # Adapter lives behind wiring
    from chalicelib import wiring

    known = wiring.adapters()
    if rlms not in known:
        raise Unknown("No reading-list system delivers here.", systems=sorted(known))
    return known[rlms]


def trusted(rlms: str, sent: Delivery) -> bool:
    """Checked against the secrets at hand, and once more against fresh ones."""
    from chalicelib import wiring

    system, name = adapter(rlms), f"{rlms}/webhook-secret"
    return bool(
        system.trust(sent, wiring.secrets().values(name))
        or system.trust(sent, wiring.secrets().values(name, fresh=True))
    )


def delivery() -> Delivery:
    """What was sent, byte for byte, with its header names in small letters."""
    sent = http.request()
    headers = {name.lower(): value for name, value in sent.headers.items()}
    return Delivery(sent.method, sent.path, dict(sent.query_params or {}), headers, http.raw_body())
