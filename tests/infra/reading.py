"""Reads a template: resources by type, policies by role, the words in a value."""

from collections.abc import Iterator
from typing import Any

from infra.template import Tree


def of_type(template: Tree, kind: str) -> dict[str, Tree]:
    """The resources of one type."""
    return {name: one for name, one in template["Resources"].items() if one["Type"] == kind}


def policies(template: Tree) -> dict[str, list[Tree]]:
    """The statements of each role."""
    return {
        name: [
            statement
            for policy in role["Properties"]["Policies"]
            for statement in policy["PolicyDocument"]["Statement"]
        ]
        for name, role in of_type(template, "AWS::IAM::Role").items()
    }


def strings(value: Any) -> list[str]:
    """Every word in a value, however deep."""
    return list(_strings(value))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)
