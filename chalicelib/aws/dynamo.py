"""The one table, spoken to in plain rows: the only file that knows DynamoDB's own notation.

Transactions that AWS cancels for a passing conflict are tried again with jitter, and are `Busy` in
the end; only a transaction cancelled by a condition is raised as `Cancelled`, with the row that
stood in the way. What no row can hold is `TooLarge`, what no row can be called is not there.
"""

import random
import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError, HTTPClientError

from chalicelib.aws.expressions import condition, key_condition, stepped
from chalicelib.aws.keys import is_key, opened, sealed
from chalicelib.aws.notation import Row, marshal, plain
from chalicelib.domain.errors import Busy, TooLarge

TRIES = 6
BATCH, BATCH_READ = 25, 100
#: Why AWS cancels a transaction, or refuses a call, that may well pass in a moment.
PASSING = frozenset({"TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"})
BUSY = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)


@dataclass(frozen=True, slots=True)
class Put:
    """Write this row: `unless_exists`, or only over the row whose attributes are `where`."""

    row: Row
    unless_exists: bool = False
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Delete:
    pk: str
    sk: str
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """Nothing is written; the transaction holds only if the row is as `where` says.

    Without `where` it holds only if there is no such row.
    """

    pk: str
    sk: str
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One row changed where it stands, in one write without a transaction.

    `adds` are raised by so much, `sets` put, `drops` taken away. It holds only where each of
    `below` is lower or not there, and each of `where` is that very value.
    """

    pk: str
    sk: str
    adds: Mapping[str, int] = field(default_factory=dict)
    sets: Mapping[str, Any] = field(default_factory=dict)
    drops: Sequence[str] = ()
    below: Mapping[str, int] = field(default_factory=dict)
    where: Mapping[str, Any] = field(default_factory=dict)


Write = Put | Delete | Check


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Row]
    next: str | None


class Cancelled(Exception):
    """A condition did not hold. `standing[i]` is the row in the way of write i, if one was."""

    def __init__(self, codes: Sequence[str], standing: Sequence[Row | None]) -> None:
        super().__init__(", ".join(codes))
        self.codes = codes
        self.standing = standing


class Collided(Busy):
    """Another transaction was at the same rows; nothing of ours was written."""


class Dynamo:
    """Get, query and write rows of one table. No scan: there is no method for it."""

    def __init__(self, client: Any, name: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._name = name
        self._sleep = sleep

    def get(self, pk: str, sk: str, consistent: bool = True) -> Row | None:
        if not is_key(pk, sk):
            return None
        key = marshal({"pk": pk, "sk": sk})
        found = self._ask("get_item", TableName=self._name, Key=key, ConsistentRead=consistent)
        return plain(found["Item"]) if "Item" in found else None

    def standing(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        """Which of these rows there are, a hundred at a time; a new one may show a moment later."""
        asked = [marshal({"pk": pk, "sk": sk}) for pk, sk in keys]
        found: set[tuple[str, str]] = set()
        tries = 0
        while asked:
            now, asked = asked[:BATCH_READ], asked[BATCH_READ:]
            wanted = {self._name: {"Keys": now, "ProjectionExpression": "pk, sk"}}
            answer = self._ask("batch_get_item", RequestItems=wanted)
            rows = map(plain, answer["Responses"].get(self._name, []))
            found |= {(row["pk"], row["sk"]) for row in rows}
            left = answer.get("UnprocessedKeys", {}).get(self._name, {}).get("Keys", [])
            tries = self._waited(tries) if left else tries
            asked = left + asked
        return found

    def query(
        self,
        pk: str,
        *,
        sk_prefix: str | None = None,
        index: str | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        after: str | None = None,
        until: str | None = None,
        since: str | None = None,
        fields: Sequence[str] | None = None,
        consistent: bool = True,
    ) -> Page:
        """One page of a partition; `until` and `since` keep sort keys up to and from that value.

        BadCursor where `after` is no cursor of this very partition.
        """
        if not is_key(pk, "-"):
            return Page([], None)
        keys = ("shelf", "place") if index else ("pk", "sk")
        wanted, names, values = key_condition(keys, pk, sk_prefix, until, since)
        asked: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": wanted,
            "ScanIndexForward": not newest_first,
            "ConsistentRead": consistent and index is None,
        }
        asked |= {"IndexName": index} if index else {}
        asked |= {"Limit": limit} if limit else {}
        asked |= {"ExclusiveStartKey": marshal(opened(after, keys, pk))} if after else {}
        if fields:
            names |= {f"#f{n}": name for n, name in enumerate(fields)}
            asked["ProjectionExpression"] = ", ".join(f"#f{n}" for n in range(len(fields)))
        asked |= {"ExpressionAttributeNames": names, "ExpressionAttributeValues": marshal(values)}
        answer = self._ask("query", **asked)
        last = answer.get("LastEvaluatedKey")
        rows = [plain(item) for item in answer["Items"]]
        return Page(rows, sealed(plain(last)) if last else None)

    def all(self, pk: str, **how: Any) -> Iterable[Row]:
        """Every row of a partition, page by page."""
        after: str | None = None
        while True:
            page = self.query(pk, after=after, **how)
            yield from page.rows
            after = page.next
            if after is None:
                return

    def step(self, one: Step) -> Row:
        """The row after this step; Cancelled, with the row that stood, where it did not hold."""
        key = {"TableName": self._name, "Key": marshal({"pk": one.pk, "sk": one.sk})}
        asked = key | stepped(one) | {"ReturnValues": "ALL_NEW"}
        asked["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
        return plain(self._ask("update_item", **asked)["Attributes"])

    def put(self, row: Row, unless_exists: bool = False) -> None:
        self.write(Put(row, unless_exists))

    def write(self, one: Put | Delete) -> None:
        """One write without a transaction; raises Cancelled where its condition does not hold."""
        if isinstance(one, Put):
            self._ask("put_item", **self._put(one))
        else:
            self._ask("delete_item", **self._delete(one))

    def delete(self, pk: str, sk: str) -> None:
        self.write(Delete(pk, sk))

    def transact(self, writes: Sequence[Write]) -> None:
        """All of these or none. A conflict that AWS says passes is tried again, six times."""
        items = [self._item(write) for write in writes]
        for attempt in range(TRIES):
            # The token is for botocore's own tries of this one call; our next is another.
            token = secrets.token_hex(16)
            try:
                self._ask("transact_write_items", TransactItems=items, ClientRequestToken=token)
                return
            except Collided:
                if attempt == TRIES - 1:
                    raise
            # Full jitter, so that those who collided once do not collide again in step.
            self._sleep(random.uniform(0, 0.05 * 2**attempt))

    def batch_write(
        self, puts: Sequence[Row] = (), deletes: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Many unconditional writes, 25 at a time; what AWS leaves over is sent again."""
        asked = [{"PutRequest": {"Item": marshal(row)}} for row in puts]
        asked += [{"DeleteRequest": {"Key": marshal({"pk": pk, "sk": sk})}} for pk, sk in deletes]
        tries = 0
        while asked:
            now, asked = asked[:BATCH], asked[BATCH:]
            answer = self._ask("batch_write_item", RequestItems={self._name: now})
            left = answer.get("UnprocessedItems", {}).get(self._name, [])
            tries = self._waited(tries) if left else tries
            asked = left + asked

    def _waited(self, tries: int) -> int:
        """One try more, once AWS had a moment for what it left over."""
        self._sleep(random.uniform(0, 0.05 * 2 ** min(tries, 6)))
        return tries + 1

    def _ask(self, operation: str, **asked: Any) -> dict[str, Any]:
        """One call; what DynamoDB refuses is raised in the desk's words."""
        try:
            answer: dict[str, Any] = getattr(self._client, operation)(**asked)
        except ClientError as refused:
            raise told(refused) from refused
        except HTTPClientError as silent:
            raise Busy("The desk's table does not answer.") from silent
        return answer

    def _item(self, write: Write) -> dict[str, Any]:
        if isinstance(write, Put):
            return {"Put": self._put(write) | {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}}
        if isinstance(write, Delete):
            return {"Delete": self._delete(write)}
        key = {"TableName": self._name, "Key": marshal({"pk": write.pk, "sk": write.sk})}
        absent = {"ConditionExpression": "attribute_not_exists(pk)"}
        return {"ConditionCheck": key | (condition(write.where) or absent)}

    def _put(self, put: Put) -> dict[str, Any]:
        asked: dict[str, Any] = {"TableName": self._name, "Item": marshal(put.row)}
        if put.unless_exists:
            return asked | {"ConditionExpression": "attribute_not_exists(pk)"}
        return asked | condition(put.where)

    def _delete(self, gone: Delete) -> dict[str, Any]:
        key = {"TableName": self._name, "Key": marshal({"pk": gone.pk, "sk": gone.sk})}
        return key | condition(gone.where)


def told(refused: ClientError) -> Exception:
    """The refusal as the desk knows it, or as it came where nobody foresaw it."""
    code, words = refused.response["Error"]["Code"], refused.response["Error"].get("Message", "")
    if code == "ConditionalCheckFailedException":
        stood: dict[str, Any] = dict(refused.response)
        return Cancelled([code], [plain(stood["Item"]) if stood.get("Item") else None])
    response: dict[str, Any] = dict(refused.response)
    whys: list[dict[str, Any]] = response.get("CancellationReasons", [])
    codes = [str(why.get("Code", "None")) for why in whys]
    if "ConditionalCheckFailed" in codes:
        return Cancelled(codes, [plain(why["Item"]) if why.get("Item") else None for why in whys])
    if set(codes) & PASSING:
        return Collided("Others are writing the same rows.")
    if code in BUSY:
        return Busy("The desk's table is asked too much at once.")
    if any("tem size" in str(said) for said in (words, *(why.get("Message") for why in whys))):
        return TooLarge("This is more than one row of the desk's table can hold.")
    return refused  # type: ignore[no-any-return]  # botocore has no types
