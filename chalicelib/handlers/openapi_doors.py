"""One door of the API as OpenAPI draws it: what is said there, and what is answered."""

import re
from collections.abc import Sequence
from typing import Any

from chalicelib.domain import moves

REF = "#/components/schemas/{model}"
#: (method, path, one line, what is said, what is answered, status)
Door = tuple[str, str, str, str, str, int]
#: What is written over the version that was seen.
VERSIONED = (
    ("put", "/api/rules"),
    ("put", "/api/reasons"),
    ("put", "/api/letters/{letter}"),
)
#: What may stand already: then it is answered as it stands, and nothing is written.
STANDING = (("post", "/api/works"),)


def operation(door: Door, asked: Sequence[str]) -> dict[str, Any]:
    """One door; `asked` are the names that its address may be asked with."""
    method, path, line, said, answer, status = door
    named = [parameter(name, "path") for name in re.findall(r"{(\w+)}", path)]
    if method == "get" or path.endswith("/import"):
        named += [parameter(name, "query") for name in asked]
    if (method, path) in VERSIONED:
        named.append(parameter("If-Match", "header"))
    if "{action}" in path and "requests" in path:
        named[1]["schema"]["enum"] = sorted(moves.GROUP)
        named += [parameter("If-Match", "header"), parameter("Idempotency-Key", "header")]
    drawn: dict[str, Any] = {
        "summary": line,
        "operationId": re.sub(r"\W+", "_", f"{method} {path}").strip("_"),
        "parameters": named,
        "responses": {
            str(status): {"description": line} | content(answer, "application/json"),
            "default": {"description": "A refusal"}
            | content("Problem", "application/problem+json"),
        },
    }
    if (method, path) in STANDING:
        stood = {"description": "It stood already, and is unchanged"}
        drawn["responses"]["200"] = stood | content(answer, "application/json")
    if method != "get":
        drawn["requestBody"] = content(said, "application/json")
    return drawn


def parameter(name: str, place: str) -> dict[str, Any]:
    return {"name": name, "in": place, "required": place == "path", "schema": {"type": "string"}}


def content(model: str, kind: str) -> dict[str, Any]:
    if model == "text/csv":
        return {"content": {model: {"schema": {"type": "string"}}}}
    either = [{"$ref": REF.format(model=one)} for one in model.split("|") if one]
    schema = (either or [{"type": "object"}])[0] if len(either) < 2 else {"anyOf": either}
    return {"content": {kind: {"schema": schema}}}
