"""The staff's door to what was set aside and what nobody took: read again, dismiss, send again."""

from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown, off
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, query, said, whoever
from chalicelib.handlers.problems import problems

set_aside = Blueprint(__name__)

OF_ASIDE = ["read-again", "dismiss"]
OF_UNDELIVERED = ["send-again", "give-up"]


def offered(actions: list[str]) -> list[str]:
    """Those of them that this person may take."""
    return actions if whoever().may(Role.DIGITISER) else []


def page() -> Response:
    """The deliveries that wait, newest first; they answer under /api/requests?view=set-aside."""
    from chalicelib import wiring

    found = wiring.aside().page(after=query("cursor") or None)
    return answer(
        {"requests": [line(row) for row in found.rows], "next": found.next, "total": None}
    )


def line(row: dict[str, Any]) -> dict[str, Any]:
    from chalicelib import wiring

    return {
        "id": row["id"],
        "rlms": row["rlms"],
        "rlms_label": wiring.labels().get(row["rlms"], row["rlms"]),
        "added_on": row["received_on"],
        "reason": row["reason"],
        "bytes": row["size"],
        "status": row["status"],
    }


@set_aside.route("/api/set-aside/{aside_id}", methods=["GET"])
@problems
@may(Role.VIEWER)
def show(aside_id: str) -> Response:
    """One delivery as it came, for a person to read."""
    from dataclasses import asdict

    from chalicelib import wiring

    kept = wiring.aside().load(aside_id)
    raw = kept.body.decode("utf-8", "replace")
    actions = offered(OF_ASIDE) if kept.status == "waiting" else []
    return answer({"delivery": line(asdict(kept)), "raw": raw, "actions": actions})


@set_aside.route("/api/set-aside/{aside_id}/actions/{action}", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def act(aside_id: str, action: str) -> Response:
    """Read it again, now that something was mended, or dismiss it."""
    from chalicelib import wiring

    kept = wiring.aside().load(aside_id)
    if kept.status != "waiting":
        raise Refused(f"This delivery is settled already: it was {kept.status}.")
    note, by, now = str(said().get("note", ""))[:4000], whoever(), wiring.clock()
    if action == "dismiss":
        wiring.aside().settle(aside_id, "dismissed", by.id, note, now)
        return answer({"outcome": "dismissed"})
    if action != "read-again":
        raise Unknown(f"There is no action {action[:40]} here.", actions=OF_ASIDE)
    outcome = wiring.desk().hear(kept.rlms, wiring.adapters()[kept.rlms].read(kept.delivery()))
    if outcome.outcome == "set-aside":
        raise Refused(f"It still cannot be read. {outcome.why}", instead="Dismiss it, or mend it.")
    wiring.aside().settle(aside_id, "read", by.id, note, now)
    return answer({"outcome": outcome.outcome, "request": outcome.request or None})


@set_aside.route("/api/undelivered", methods=["GET"])
@problems
@may(Role.VIEWER)
def undelivered() -> Response:
    """What nobody took, with the reason: a person decides."""
    from chalicelib import wiring
    from chalicelib.handlers import view

    found, after = wiring.messages().all_undelivered(after=query("cursor") or None)
    shown = [view.message(one) for one in found]
    return answer({"messages": shown, "next": after, "actions": offered(OF_UNDELIVERED)})


@set_aside.route(
    "/api/undelivered/{message_id}/actions/{action}", methods=["POST"], content_types=ANY
)
@problems
@may(Role.DIGITISER)
def decide(message_id: str, action: str) -> Response:
    """Send it again with all its tries, a letter to another address too, or give it up."""
    from chalicelib import wiring
    from chalicelib.handlers import view

    if action == "send-again":
        address = said().get("address", "")
        if not isinstance(address, str):
            raise off("address", "This is no e-mail address.")
        address = address.strip()
        one = wiring.messages().send_again(message_id, whoever(), wiring.clock(), address)
    elif action == "give-up":
        one = wiring.messages().give_up(message_id, whoever(), wiring.clock())
    else:
        raise Unknown(f"There is no action {action[:40]} here.", actions=OF_UNDELIVERED)
    return answer({"message": view.message(one)})
