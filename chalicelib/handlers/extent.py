"""How much of a work a course would have, before anybody sends a request.

For whoever may read here: it says which copies count, and never who asked for them.
"""

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import answer, may, query, whoever
from chalicelib.handlers.problems import problems

extent = Blueprint(__name__)


@extent.route("/api/extent", methods=["GET"])
@problems
@may(Role.READER)
def show() -> Response:
    """The verdict on a portion of a work for a run; where it cannot be told, what would help."""
    from chalicelib import wiring
    from chalicelib.domain import extent_question as question
    from chalicelib.domain.extent import measure
    from chalicelib.domain.terms import Moment
    from chalicelib.handlers import extent_view

    asked = question.read({name: query(name) for name in question.FIELDS})
    records, now = wiring.records(), Moment(whoever(), wiring.clock(), wiring.terms())
    course = records.course(asked.course)
    one = records.work(asked.work) if asked.work else None
    works = [one] if one else records.works(isn=asked.isn) if asked.isn and not asked.work else []
    request = question.would_be(asked, course, works, now)
    said = measure(request, wiring.desk().measuring(request, now))
    lacks = question.lacking(asked, course, works, request) if said.verdict != "within" else []
    title = request.work.title if request.work else ""
    return answer({**extent_view.measured(said), "title": title, "give": lacks})
