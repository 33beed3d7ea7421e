"""What stands on a shelf, page by page, also where AWS gives less than was asked for."""

from datetime import timedelta
from typing import Any

import pytest

from chalicelib.aws.dynamo import Dynamo, Page
from chalicelib.aws.table import Table, head
from chalicelib.domain.lines import line
from chalicelib.domain.request import State
from chalicelib.listing import Wanted, dated_page
from tests.domain.a_request import NOON, a_request

STATES = (State.NEW, State.COMPLETE, State.REJECTED)


class OfLargeRows(Dynamo):
    """A table whose rows are so large that AWS gives two of them in a page."""

    def query(self, pk: str, **how: Any) -> Page:
        return super().query(pk, **how | {"limit": 2})


@pytest.fixture
def table(dynamo: Dynamo) -> Table:
    for n in range(12):
        came = NOON - timedelta(minutes=n)
        dynamo.put(head(a_request(id=f"R{n:02d}", state=STATES[n % 3], added_on=came)))
    return Table(OfLargeRows(dynamo._client, dynamo._name))


def test_as_many_are_given_as_were_asked_for_and_there_are(table: Table):
    first = table.newest("open", None, 3)
    rest = table.newest("open", (first[-1].added_on, first[-1].id), 3)

    assert [[one.id for one in page] for page in (first, rest)] == [["R00", "R03", "R06"], ["R09"]]


def test_the_pages_by_date_skip_nothing_and_end_with_the_last(table: Table):
    ids: list[str] = []
    cursor = None
    while not ids or cursor:
        page = dated_page(Wanted("all", cursor=cursor, limit=5), table, line)
        ids, cursor = ids + [row["id"] for row in page.rows], page.next

    assert ids == [f"R{n:02d}" for n in range(12)]
