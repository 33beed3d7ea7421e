"""The one table, spoken to in plain rows: the only file that knows DynamoDB's own notation.

Transactions that AWS cancels for a passing conflict are tried again with jitter; a transaction
cancelled by a condition is raised as `Cancelled`, with the row that stood in the way.
"""

import base64
import json
import random
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

Row = dict[str, Any]
TRIES = 6
BATCH = 25


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
    """Nothing is written; the transaction holds only if the row is as `where` says."""

    pk: str
    sk: str
    where: Mapping[str, Any]


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


class Dynamo:
    """Get, query and write rows of one table. No scan: there is no method for it."""

    def __init__(self, client: Any, name: str, sleep: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._name = name
        self._sleep = sleep

    def get(self, pk: str, sk: str, consistent: bool = True) -> Row | None:
        found = self._client.get_item(
            TableName=self._name, Key=marshal({"pk": pk, "sk": sk}), ConsistentRead=consistent
        )
        return plain(found["Item"]) if "Item" in found else None

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
        fields: Sequence[str] | None = None,
    ) -> Page:
        """One page of a partition; `until` keeps sort keys up to and with that value."""
        keys = ("shelf", "place") if index else ("pk", "sk")
        wanted, names, values = key_condition(keys, pk, sk_prefix, until)
        asked: dict[str, Any] = {
            "TableName": self._name,
            "KeyConditionExpression": wanted,
            "ScanIndexForward": not newest_first,
            "ConsistentRead": index is None,
        }
        asked |= {"IndexName": index} if index else {}
        asked |= {"Limit": limit} if limit else {}
        asked |= {"ExclusiveStartKey": marshal(opened(after))} if after else {}
        if fields:
            names |= {f"#f{n}": name for n, name in enumerate(fields)}
            asked["ProjectionExpression"] = ", ".join(f"#f{n}" for n in range(len(fields)))
        answer = self._client.query(
            **asked, ExpressionAttributeNames=names, ExpressionAttributeValues=marshal(values)
        )
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

    def put(self, row: Row, unless_exists: bool = False) -> None:
        self.write(Put(row, unless_exists))

    def write(self, one: Put | Delete) -> None:
        """One write without a transaction; raises Cancelled where its condition does not hold."""
        try:
            if isinstance(one, Put):
                self._client.put_item(**self._put(one))
            else:
                self._client.delete_item(**self._delete(one))
        except ClientError as refused:
            raise told(refused) from refused

    def delete(self, pk: str, sk: str) -> None:
        self.write(Delete(pk, sk))

    def transact(self, writes: Sequence[Write]) -> None:
        """All of these or none. A conflict that AWS says passes is tried again, six times."""
        items = [self._item(write) for write in writes]
        token = f"{random.getrandbits(128):032x}"
        for attempt in range(TRIES):
            try:
                self._client.transact_write_items(TransactItems=items, ClientRequestToken=token)
                return
            except ClientError as refused:
                cancelled = told(refused)
                passing = isinstance(cancelled, Cancelled) and passes(cancelled)
                if not passing or attempt == TRIES - 1:
                    raise cancelled from refused
            # Full jitter, so that those who collided once do not collide again in step.
            self._sleep(random.uniform(0, 0.05 * 2**attempt))
            token = f"{random.getrandbits(128):032x}"

    def batch_write(
        self, puts: Sequence[Row] = (), deletes: Sequence[tuple[str, str]] = ()
    ) -> None:
        """Many unconditional writes, 25 at a time; what AWS leaves over is sent again."""
        asked = [{"PutRequest": {"Item": marshal(row)}} for row in puts]
        asked += [{"DeleteRequest": {"Key": marshal({"pk": pk, "sk": sk})}} for pk, sk in deletes]
        tries = 0
        while asked:
            now, asked = asked[:BATCH], asked[BATCH:]
            answer = self._client.batch_write_item(RequestItems={self._name: now})
            left = answer.get("UnprocessedItems", {}).get(self._name, [])
            if left:
                self._sleep(random.uniform(0, 0.05 * 2 ** min(tries, 6)))
                tries += 1
            asked = left + asked

    def _item(self, write: Write) -> dict[str, Any]:
        if isinstance(write, Put):
            return {"Put": self._put(write) | {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}}
        if isinstance(write, Delete):
            return {"Delete": self._delete(write)}
        key = {"TableName": self._name, "Key": marshal({"pk": write.pk, "sk": write.sk})}
        return {"ConditionCheck": key | condition(write.where)}

    def _put(self, put: Put) -> dict[str, Any]:
        asked: dict[str, Any] = {"TableName": self._name, "Item": marshal(put.row)}
        if put.unless_exists:
            return asked | {"ConditionExpression": "attribute_not_exists(pk)"}
        return asked | condition(put.where)

    def _delete(self, gone: Delete) -> dict[str, Any]:
        key = {"TableName": self._name, "Key": marshal({"pk": gone.pk, "sk": gone.sk})}
        return key | condition(gone.where)


def key_condition(
    keys: tuple[str, str], pk: str, prefix: str | None, until: str | None
) -> tuple[str, dict[str, str], Row]:
    """The condition of a query, with its names and values."""
    names, values, wanted = {"#pk": keys[0]}, {":pk": pk}, "#pk = :pk"
    if prefix is None and until is None:
        return wanted, names, values
    names["#sk"] = keys[1]
    if prefix is not None:
        return f"{wanted} AND begins_with(#sk, :sk)", names, values | {":sk": prefix}
    return f"{wanted} AND #sk <= :sk", names, values | {":sk": until or ""}


def condition(where: Mapping[str, Any]) -> dict[str, Any]:
    """The row stands and its attributes are these; None means that there is no such attribute."""
    if not where:
        return {}
    tests, names, values = ["attribute_exists(pk)"], {}, {}
    for n, (name, value) in enumerate(where.items()):
        names[f"#w{n}"] = name
        if value is None:
            tests.append(f"attribute_not_exists(#w{n})")
        else:
            tests.append(f"#w{n} = :w{n}")
            values[f":w{n}"] = value
    said: dict[str, Any] = {
        "ConditionExpression": " AND ".join(tests),
        "ExpressionAttributeNames": names,
    }
    return said | ({"ExpressionAttributeValues": marshal(values)} if values else {})


def told(refused: ClientError) -> Exception:
    """The refusal as `Cancelled` where a condition was the cause, else as it came."""
    code: str = refused.response["Error"]["Code"]
    if code == "ConditionalCheckFailedException":
        return Cancelled([code], [None])
    if code != "TransactionCanceledException":
        return refused  # type: ignore[no-any-return]  # botocore has no types
    response: dict[str, Any] = dict(refused.response)
    reasons: list[dict[str, Any]] = response.get("CancellationReasons", [])
    standing = [plain(reason["Item"]) if reason.get("Item") else None for reason in reasons]
    return Cancelled([reason.get("Code", "None") for reason in reasons], standing)


def passes(cancelled: Cancelled) -> bool:
    """Only a conflict with another transaction was in the way, and no condition."""
    causes = {code for code in cancelled.codes if code != "None"}
    return bool(causes) and causes <= {"TransactionConflict", "ThrottlingError"}


def marshal(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _marshal(value) for name, value in row.items()}


def _marshal(value: Any) -> dict[str, Any]:
    match value:
        case None:
            return {"NULL": True}
        case bool():
            return {"BOOL": value}
        case str():
            return {"S": str(value)}
        case int() | float():
            return {"N": repr(value)}
        case bytes():
            return {"B": value}
        case Mapping():
            return {"M": marshal(value)}
        case list() | tuple():
            return {"L": [_marshal(one) for one in value]}
    raise TypeError(f"a row holds no {type(value).__name__}")


def plain(item: Mapping[str, Any]) -> Row:
    """A row out of DynamoDB's notation, also as streams carry it."""
    return {name: _plain(value) for name, value in item.items()}


def _plain(value: Mapping[str, Any]) -> Any:
    ((kind, held),) = value.items()
    match kind:
        case "N":
            return int(held) if held.lstrip("-").isdigit() else float(held)
        case "M":
            return plain(held)
        case "L":
            return [_plain(one) for one in held]
        case "NULL":
            return None
    return held


def sealed(key: Row) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def opened(cursor: str) -> Row:
    """The key inside a cursor; ValueError where it is none of ours."""
    key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    if not isinstance(key, dict):
        raise ValueError("a cursor holds a key")
    return key
