"""Who has the same request open: said by the page while it is seen, and kept for a minute."""

import re
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, said, whoever
from chalicelib.handlers.problems import problems

presence = Blueprint(__name__)

#: What a request can be called: nothing is read of it, so that a beat costs a query and a write.
ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")


@presence.route("/api/requests/{request_id}/here", methods=["POST"], content_types=ANY)
@problems
@may(Role.VIEWER)
def here(request_id: str) -> Response:
    """Says that one has it open, by the name that one signed in with; answers who else has."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain import moves, say
    from chalicelib.handlers import view

    told: Any = say.read("Beat", said())
    if not ID.fullmatch(request_id):
        raise Unknown(f"There is no request {request_id[:40]}.")
    if told.doing and told.doing not in moves.GROUP:
        raise say.not_understood([{"field": "doing", "words": "this is no action"}])
    kept = wiring_delivery.presence()
    if told.left:
        kept.leave(request_id, whoever())
        return answer({"others": []})
    others = kept.stay(request_id, whoever(), told.doing, wiring.clock())
    return answer(
        {
            "others": [
                {"name": one.name, "since": one.since, "doing": view.LABELS.get(one.doing)}
                for one in others
            ]
        }
    )
