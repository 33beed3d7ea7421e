"""Requests by their number, and by the courses they are for: what systems that poll ask by.

The rows are written in the transaction that writes the head, so that a poll never shows less than
the desk knows. A request stands under the code that was asked for and under that of each course it
was matched to.
"""

from collections.abc import Callable
from typing import Any

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.aws.rows import stamp
from chalicelib.domain.courses import Course
from chalicelib.domain.request import Request

SCHEMA = 1


class Content:
    """Looks requests up; each is read as it is now, without anybody's address."""

    def __init__(self, dynamo: Dynamo, load: Callable[[str], Request]) -> None:
        self._dynamo = dynamo
        self._load = load

    def numbered(self, number: int) -> Request | None:
        """The request of that number."""
        row = self._dynamo.get(f"number#{number}", "number")
        return self._load(row["id"]) if row else None

    def of(self, code: str, course: Course | None) -> list[Request]:
        """All requests for a course, by any of its codes, oldest first, whatever their state."""
        codes = {code, *((course.code, *course.aliases) if course else ())}
        found = {
            row["sk"]: row["id"]
            for one in sorted(codes)
            if one.strip()
            for row in self._dynamo.all(partition(one))
        }
        return [self._load(request_id) for _, request_id in sorted(found.items())]


def numbered(request: Request) -> Write:
    """The row of a new request's number: refused where another request has it."""
    row = {"pk": f"number#{request.number}", "sk": "number", "what": "number", "v": SCHEMA}
    return Put(row | {"id": request.id}, unless_exists=True)


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the courses' content when this request becomes that one."""
    old, new = partitions(before), partitions(after)
    place = f"{stamp(after.added_on)}#{after.id}"
    row: dict[str, Any] = {"sk": place, "what": "content", "v": SCHEMA, "id": after.id}
    gone: list[Write] = [Delete(one, place) for one in sorted(old - new)]
    return gone + [Put(row | {"pk": one}) for one in sorted(new - old)]


def partitions(request: Request | None) -> set[str]:
    if request is None:
        return set()
    codes = {request.course_asked, *(run.code for run in request.runs)}
    return {partition(code) for code in codes if code.strip()}


def partition(code: str) -> str:
    return f"content#{short(code.strip().upper())}"
