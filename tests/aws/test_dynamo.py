"""The one table: what stands in the way is told, and a passing conflict is tried again."""

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws.dynamo import Cancelled, Check, Dynamo, Put, marshal, plain

ROW = {"pk": "request#1", "sk": "head", "version": 1}


def cancelled_by(*codes):
    reasons = [{"Code": code} for code in codes]
    answer = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
    return ClientError(answer, "TransactWriteItems")


class Conflicting:
    """A table that is busy with another transaction some times before it takes ours.

    AWS raises TransactionConflict; the local cloud never does, so it is injected here.
    """

    def __init__(self, *codes, times):
        self.error, self.left, self.tokens = cancelled_by(*codes), times, []

    def transact_write_items(self, **asked):
        self.tokens.append(asked["ClientRequestToken"])
        if self.left:
            self.left -= 1
            raise self.error


def test_a_passing_conflict_is_tried_again_with_a_new_token():
    client = Conflicting("TransactionConflict", "None", times=3)
    waits: list[float] = []

    Dynamo(client, "desk", sleep=waits.append).transact([Put(ROW), Check("a", "b", {"v": 1})])

    assert len(set(client.tokens)) == 4
    assert len(waits) == 3


def test_a_conflict_that_does_not_pass_is_told_in_the_end():
    client = Conflicting("TransactionConflict", times=99)

    with pytest.raises(Cancelled):
        Dynamo(client, "desk", sleep=lambda _: None).transact([Put(ROW)])

    assert len(client.tokens) == 6


def test_a_condition_that_does_not_hold_is_not_tried_again():
    client = Conflicting("ConditionalCheckFailed", "TransactionConflict", times=99)

    with pytest.raises(Cancelled):
        Dynamo(client, "desk", sleep=lambda _: None).transact([Put(ROW)])

    assert len(client.tokens) == 1


def test_a_row_comes_back_as_it_was_put():
    row = {"pk": "a", "sk": "b", "n": 3, "f": 1.5, "t": True, "l": ["x", {"y": None}], "u": "عنوان"}

    assert plain(marshal(row)) == row


def test_a_row_that_exists_is_not_put_over_and_is_told(dynamo):
    dynamo.put(ROW)

    with pytest.raises(Cancelled) as stopped:
        dynamo.transact([Put(ROW | {"version": 9}, unless_exists=True)])

    assert stopped.value.standing[0]["version"] == 1


def test_all_of_a_transaction_is_written_or_none(dynamo):
    dynamo.put(ROW)

    with pytest.raises(Cancelled):
        dynamo.transact([Put(ROW | {"sk": "new"}), Put(ROW, where={"version": 7})])

    assert dynamo.get("request#1", "new") is None


def test_a_partition_is_read_page_by_page_to_its_end(dynamo):
    dynamo.batch_write([{"pk": "p", "sk": f"{n:03d}"} for n in range(60)])

    page = dynamo.query("p", limit=25, newest_first=True)

    assert [row["sk"] for row in page.rows][:2] == ["059", "058"]
    assert len(page.rows) + len(dynamo.query("p", newest_first=True, after=page.next).rows) == 60
    assert len(list(dynamo.all("p"))) == 60


def test_an_index_holds_only_what_stands_on_a_shelf(dynamo):
    dynamo.put(ROW | {"shelf": "open", "place": "2026#1"})
    dynamo.put(ROW | {"pk": "request#2"})

    assert [row["pk"] for row in dynamo.all("open", index="shelf")] == ["request#1"]
