"""The one table: what stands in the way is told, and a passing conflict is tried again."""

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws.dynamo import Cancelled, Check, Dynamo, Put
from chalicelib.aws.keys import sealed
from chalicelib.aws.notation import marshal, plain
from chalicelib.domain.errors import BadCursor, Busy, TooLarge

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


def test_a_conflict_that_does_not_pass_is_told_in_the_end_and_is_no_condition():
    client = Conflicting("TransactionConflict", times=99)

    with pytest.raises(Busy):
        Dynamo(client, "desk", sleep=lambda _: None).transact([Put(ROW)])

    assert len(client.tokens) == 6


def test_more_rows_than_one_call_may_ask_for_are_looked_for_and_what_is_left_over_again(dynamo):
    dynamo.batch_write([{"pk": "p", "sk": f"{n:03d}"} for n in range(0, 230, 2)])
    asked = [("p", f"{n:03d}") for n in range(230)]
    client = LeavingOver(dynamo._client)
    waits: list[float] = []

    found = Dynamo(client, dynamo._name, sleep=waits.append).standing(asked)

    assert found == {*asked[::2]}
    assert (client.calls, len(waits)) == (3, 1)


class LeavingOver:
    """A table that is asked for too much at its first call, and answers half of it."""

    def __init__(self, client):
        self.client, self.calls = client, 0

    def batch_get_item(self, RequestItems):
        ((name, asked),) = RequestItems.items()
        self.calls += 1
        here = len(asked["Keys"]) // 2 if self.calls == 1 else len(asked["Keys"])
        now, left = asked["Keys"][:here], asked["Keys"][here:]
        answer = self.client.batch_get_item(RequestItems={name: asked | {"Keys": now}})
        return answer | {"UnprocessedKeys": {name: asked | {"Keys": left}} if left else {}}


def test_a_condition_that_does_not_hold_is_not_tried_again():
    client = Conflicting("ConditionalCheckFailed", "TransactionConflict", times=99)

    with pytest.raises(Cancelled):
        Dynamo(client, "desk", sleep=lambda _: None).transact([Put(ROW)])

    assert len(client.tokens) == 1


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("ThrottlingException", "Rate exceeded", Busy),
        ("InternalServerError", "", Busy),
        ("ValidationException", "Item size has exceeded the maximum allowed size", TooLarge),
    ],
)
def test_what_the_table_refuses_is_told_in_the_desks_words(code, words, kind):
    class Refusing:
        def put_item(self, **_):
            raise ClientError({"Error": {"Code": code, "Message": words}}, "PutItem")

    with pytest.raises(kind):
        Dynamo(Refusing(), "desk").put(ROW)


def test_a_row_that_is_too_large_cancels_a_transaction_for_good():
    error = cancelled_by("None", "ValidationError")
    error.response["CancellationReasons"][1]["Message"] = "Item size to update has exceeded ..."
    client = Conflicting(times=9)
    client.error = error

    with pytest.raises(TooLarge):
        Dynamo(client, "desk").transact([Put(ROW), Put(ROW | {"sk": "b"})])

    assert len(client.tokens) == 1


@pytest.mark.parametrize("name", ["", "x" * 2049, "\ud800", "é" * 1025])
def test_what_no_row_can_be_called_is_not_there(name):
    table = Dynamo(None, "desk")

    assert table.get(name, "head") is None
    assert table.get("pk", name) is None
    assert table.query(name).rows == []


@pytest.mark.parametrize(
    "key",
    [
        {},
        {"pk": "p", "sk": "s"},
        {"pk": "p", "sk": "s", "shelf": "another", "place": "1"},
        {"pk": "p", "sk": "s", "shelf": "open", "place": 1},
        {"pk": "p", "sk": "", "shelf": "open", "place": "1"},
        {"pk": "p", "sk": "s", "shelf": "open", "place": "1", "more": "x"},
    ],
)
def test_a_cursor_that_is_none_of_this_partition_is_no_cursor(key):
    with pytest.raises(BadCursor):
        Dynamo(None, "desk").query("open", index="shelf", after=sealed(key))


@pytest.mark.parametrize("cursor", ["%%%", "e30", "bnVsbA", "W1tb", "é", "W1tb" * 2000])
def test_a_cursor_that_cannot_be_read_is_no_cursor(cursor):
    with pytest.raises(BadCursor):
        Dynamo(None, "desk").query("p", after=cursor)


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
