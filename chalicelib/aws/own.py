"""The requests that a person made on the request form, for that person and nobody else.

The rows are written in the transaction that writes the request, so that whoever has just sent the
form finds it there.
"""

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.aws.rows import stamp
from chalicelib.domain.channels import ACCESSIBLE, FORM
from chalicelib.domain.errors import BadCursor
from chalicelib.domain.request import Request

SCHEMA = 1
MOST = 25


class Own:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def of(self, person_id: str, after: str = "", channel: str = FORM) -> tuple[list[str], str]:
        """Ids of a person's requests, newest first, and the cursor of the next page if any."""
        name = partition(person_id, channel)
        try:
            page = self._dynamo.query(name, newest_first=True, limit=MOST, after=after or None)
        except BadCursor:
            # A cursor of another person, or none at all: the first page is always right.
            page = self._dynamo.query(name, newest_first=True, limit=MOST)
        return [row["id"] for row in page.rows], page.next or ""


def own(request: Request) -> list[Write]:
    """The row of a new request among those of whoever asked on the form."""
    who = request.requester.user
    if request.rlms not in (FORM, ACCESSIBLE) or not who:
        return []
    place = f"{stamp(request.added_on)}#{request.id}"
    row = {
        "pk": partition(who, request.rlms),
        "sk": place,
        "what": "asked-by",
        "v": SCHEMA,
        "id": request.id,
    }
    return [Put(row)]


def forgotten(before: Request | None, after: Request) -> list[Write]:
    """The rows that go when a request is pseudonymised: who asked, and its place on that list."""
    if before is None or before.pseudonymised_on or not after.pseudonymised_on:
        return []
    rows = [one.row for one in own(before) if isinstance(one, Put)]
    person = Delete(f"request#{after.id}", "person")
    return [person, *(Delete(row["pk"], row["sk"]) for row in rows)]


def partition(person_id: str, channel: str = FORM) -> str:
    made = "asked-by" if channel == FORM else f"{channel}-by"
    return f"{made}#{short(person_id)}"
