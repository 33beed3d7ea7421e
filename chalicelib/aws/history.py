"""Lines of a request's history as rows: appended, and never written again."""

from chalicelib.aws.notation import Row
from chalicelib.aws.rows import to_plain
from chalicelib.domain.request import Event

SCHEMA = 1


def line(request_id: str, event: Event, beside: str = "") -> Row:
    """The row of one event. `beside` names what happened beside the moves of a version."""
    place = f"{event.version:08d}#{beside}" if beside else f"{event.version:08d}"
    return {
        "pk": f"history#{request_id}", "sk": place, "what": "event", "v": SCHEMA,
        "event": to_plain(event),
    }  # fmt: skip


def version(row: Row) -> int:
    return int(row["sk"].partition("#")[0])
