"""The administrator's door to how the desk reaches each system: what lacks, how it went, a test."""

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.handlers.message_shapes import Connection

connections = Blueprint(__name__)


@connections.route("/api/connections", methods=["GET"])
@problems
@may(Role.ADMINISTRATOR)
def show() -> Response:
    """Every system there is a file for, with what is configured of it and how it answered last."""
    from chalicelib import wiring

    due = wiring.messages().due_by_receiver()
    found = [connection(name, due[name]) for name in systems()]
    return answer({"connections": found})


@connections.route("/api/connections/{system}/actions/test", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def test(system: str) -> Response:
    """Asks the system something harmless, now, and tells what came of it."""
    from chalicelib import wiring
    from chalicelib.domain.telling import Contact

    if system not in systems():
        raise Unknown("There is no such system.", systems=sorted(systems()))
    adapter = called(system)
    if not can_be_asked(adapter):
        raise Refused(
            f"{adapter.label} can be asked nothing.",
            instead="Wait for its next delivery, or send a request from there.",
        )
    ok, words, theirs = asked(system, adapter)
    wiring.connections().note(system, Contact(wiring.clock(), "test", words), ok)
    shown = connection(system, wiring.messages().due_by_receiver()[system])
    return answer({"ok": ok, "words": words, "answer": theirs or None, "connection": shown})


def systems() -> list[str]:
    """Reading-list systems, and CLA's permission service where its address is set."""
    from chalicelib import wiring

    cla = ["cla"] if wiring.terms().asks_cla else []
    return [*wiring.adapters(), *cla]


def called(system: str) -> Any:
    from chalicelib import wiring, wiring_rights

    return wiring_rights.cla() if system == "cla" else wiring.adapters()[system]


def asked(system: str, adapter: Any) -> tuple[bool, str, str]:
    """Whether it went well, in words, and how their last answer began."""
    from chalicelib import wiring_rights
    from chalicelib.domain.calls import Call, Reply
    from chalicelib.domain.talks import carried_out, excerpt
    from chalicelib.domain.telling import DeliveryError

    heard: list[str] = []

    def ask(call: Call) -> Reply:
        reply = wiring_rights.called(system, call)
        heard.append(excerpt(reply))
        return reply

    try:
        facts = carried_out(adapter.probe(), ask, adapter.judge)
    except DeliveryError as trouble:
        return False, trouble.why, "".join(heard[-1:])
    return True, str(facts.get("outcome") or f"{adapter.label} answered."), ""


def can_be_asked(adapter: Any) -> bool:
    """Whether its harmless question has a call in it."""
    from chalicelib.domain.telling import DeliveryError

    talk = adapter.probe()
    try:
        next(talk)
    except (StopIteration, DeliveryError):
        return False
    finally:
        talk.close()
    return True


def connection(name: str, due: int) -> "Connection":
    """A system as the page shows it; of secrets only whether they are there."""
    from chalicelib import wiring
    from chalicelib.domain.lines import text
    from chalicelib.handlers import view

    adapter, circuit = called(name), wiring.messages().circuit(name)
    known, now = wiring.connections().of(name), wiring.clock()
    hosts, secrets = wiring.settings().hosts, wiring.secrets()
    return {
        "system": name,
        "label": adapter.label,
        "hosts": [{"name": one, "configured": bool(hosts.get(one))} for one in adapter.hosts],
        "secrets": [{"name": n, "present": bool(secrets.values(n))} for n in adapter.secrets],
        "can_be_tested": can_be_asked(adapter),
        "success": view.contact(known.success),
        "failure": view.contact(known.failure),
        "well": known.is_well,
        "failures_in_a_row": circuit.failures,
        "resting_until": text(circuit.rests_until) if circuit.rests(now) else None,
        "due": due,
    }
