"""Open requests by the item of a reading list that they are for.

The rows are written in the transaction that writes the head, so that the way in finds a twin with
one Query, however many requests are open.
"""

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.domain.request import Request

SCHEMA = 1


def open_for(dynamo: Dynamo, rlms: str, citation: str) -> list[str]:
    """The ids of the open requests for this item; none where it is not named."""
    return [row["sk"] for row in dynamo.all(item(rlms, citation))] if citation else []


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes here when this request becomes that one."""
    was, now = places(before), places(after)
    row = {"sk": after.id, "what": "cited", "v": SCHEMA}
    gone: list[Write] = [Delete(one, after.id) for one in was - now]
    return gone + [Put(row | {"pk": one}) for one in now - was]


def places(request: Request | None) -> set[str]:
    """The one partition that names it, where it is open and its item is known."""
    if request is None or not request.is_open or not request.theirs.get("citation_id"):
        return set()
    return {item(request.rlms, request.theirs["citation_id"])}


def item(rlms: str, citation: str) -> str:
    return f"cited#{rlms}#{short(citation)}"
