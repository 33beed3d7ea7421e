"""What CLA allows of a title: for staff, and for scripts of reading lists with a viewer's token.

Answered from what is kept. Where nothing is, or its last day is over, the question is written down
as a message and the sender asks: nobody waits here for somebody else's service (A105, A106).
"""

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.people import Role
from chalicelib.handlers.http import answer, may, query
from chalicelib.handlers.problems import problems

permissions = Blueprint(__name__)
LONGEST = 50


@permissions.route("/api/permissions", methods=["GET"])
@problems
@may(Role.VIEWER)
def show() -> Response:
    """Photocopying, scanning and digital copying: allowed, not allowed or not known, with dates."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.domain import permissions as asking
    from chalicelib.domain.identifiers import isn, what_is_wrong
    from chalicelib.handlers import licence_view

    typed = query("isn")
    number = isn(typed) if typed and len(typed) <= LONGEST else None
    if number is None:
        wrong = what_is_wrong(typed[:LONGEST]) or "Say of which title: isn is its ISBN or ISSN."
        raise NotUnderstood(wrong, fields=[{"field": "isn", "words": wrong}])
    now, asks = wiring.clock(), wiring.terms().asks_cla
    today = now.astimezone(wiring.settings().zone).date()
    said = wiring_rights.allowances().of(number.normal)
    if asks and (said is None or asking.lapsed(said, today)):
        wiring.messages().post(asking.question(number.normal, now))
    return answer(licence_view.allowed(number.normal, said, asks, today))
