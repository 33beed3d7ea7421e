"""DynamoDB's expressions: what a query asks for, a write rests on, a step changes."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.aws.notation import Row, marshal

if TYPE_CHECKING:  # dynamo.py holds the writes, so a step is known here by name only
    from chalicelib.aws.dynamo import Step


def key_condition(
    keys: tuple[str, str], pk: str, prefix: str | None, until: str | None, since: str | None = None
) -> tuple[str, dict[str, str], Row]:
    """The condition of a query, with its names and values."""
    names, values, wanted = {"#pk": keys[0]}, {":pk": pk}, "#pk = :pk"
    if prefix is None and until is None and since is None:
        return wanted, names, values
    names["#sk"] = keys[1]
    if prefix is not None:
        return f"{wanted} AND begins_with(#sk, :sk)", names, values | {":sk": prefix}
    if since is not None:
        return f"{wanted} AND #sk >= :sk", names, values | {":sk": since}
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


def stepped(one: "Step") -> dict[str, Any]:
    """The expressions of a step."""
    names: dict[str, str] = {}
    values: dict[str, Any] = {}

    def called(name: str, value: Any = None) -> tuple[str, str]:
        place = f"#s{len(names)}", f":s{len(names)}"
        names[place[0]] = name
        if value is not None:
            values[place[1]] = value
        return place

    added = [" ".join(called(*pair)) for pair in one.adds.items()]
    put = [" = ".join(called(*pair)) for pair in one.sets.items()]
    gone = [called(name)[0] for name in one.drops]
    tests = [" = ".join(called(*pair)) for pair in one.where.items()]
    for name, value in one.below.items():
        here, limit = called(name, value)
        tests.append(f"(attribute_not_exists({here}) OR {here} < {limit})")
    clauses = (("ADD", added), ("SET", put), ("REMOVE", gone))
    said: dict[str, Any] = {
        "UpdateExpression": " ".join(f"{verb} {', '.join(each)}" for verb, each in clauses if each),
        "ExpressionAttributeNames": names,
        "ExpressionAttributeValues": marshal(values),
    }
    return said | ({"ConditionExpression": " AND ".join(tests)} if tests else {})
