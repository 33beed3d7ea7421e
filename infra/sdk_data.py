"""What the AWS SDK must know to make our few calls, cut out of its own data for the package.

Making the first client is the dearest step of a cold start, and it is data: the SDK walks some 400
folders and parses the endpoints of every service there is. With this folder it reads some services
worth of the operations that we use. `OPERATIONS` is all there is to keep true; a test compares it
with the calls in chalicelib/aws.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import botocore

DATA = Path(botocore.__file__).parent / "data"
OPERATIONS: Mapping[str, frozenset[str]] = {
    "dynamodb": frozenset(
        {
            "GetItem",
            "Query",
            "PutItem",
            "DeleteItem",
            "TransactWriteItems",
            "BatchGetItem",
            "BatchWriteItem",
            "UpdateItem",
        }
        # Named by the model itself, for a discovery that no region uses.
        | {"DescribeEndpoints"}
    ),
    "s3": frozenset(
        {"GetObject", "PutObject", "CopyObject", "HeadObject"}
        # The clean-up's.
        | {"ListObjectsV2", "ListObjectVersions", "PutObjectTagging", "DeleteObject"}
        # Never called: an upload form takes its rules of addressing from there.
        | {"CreateBucket"}
    ),
    "ses": frozenset({"SendRawEmail"}),
    "sqs": frozenset({"SendMessageBatch", "SendMessage"}),
    "stepfunctions": frozenset(
        {"StartExecution", "SendTaskSuccess", "SendTaskFailure", "SendTaskHeartbeat"}
    ),
    "ssm": frozenset({"GetParameter"}),
}
WHOLE = ("partitions.json", "_retry.json", "sdk-default-configuration.json")
Tree = dict[str, Any]


def write(folder: Path) -> None:
    """The data, the same bytes each time."""
    folder.mkdir(parents=True)
    for name in WHOLE:
        put(folder / name, read(DATA / name))
    put(folder / "endpoints.json", endpoints(read(DATA / "endpoints.json")))
    for service, operations in OPERATIONS.items():
        newest = max(path for path in (DATA / service).iterdir() if path.is_dir())
        there = folder / service / newest.name
        there.mkdir(parents=True)
        put(there / "service-2.json", cut(read(newest / "service-2.json.gz"), operations))
        put(there / "endpoint-rule-set-1.json", read(newest / "endpoint-rule-set-1.json.gz"))


def read(path: Path) -> Tree:
    raw = path.read_bytes()
    tree: Tree = json.loads(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return tree


def put(path: Path, tree: Tree) -> None:
    path.write_text(json.dumps(tree, separators=(",", ":")))


def cut(model: Tree, operations: Iterable[str]) -> Tree:
    """The model with these operations, the shapes that they reach, and no prose."""
    kept = {name: bare(model["operations"][name]) for name in sorted(operations)}
    shapes: Tree = {}
    ahead = [name for one in kept.values() for name in named(one)]
    while ahead:
        name = ahead.pop()
        if name not in shapes:
            shapes[name] = bare(model["shapes"][name])
            ahead += named(shapes[name])
    # What stands beside (metadata, context parameters) is small and read as it is.
    return model | {"operations": kept, "shapes": dict(sorted(shapes.items())), "documentation": ""}


def bare(tree: Any) -> Any:
    if isinstance(tree, dict):
        prose = {"documentation", "documentationUrl"}
        return {key: bare(one) for key, one in tree.items() if not told(key, one, prose)}
    return [bare(one) for one in tree] if isinstance(tree, list) else tree


def told(key: str, value: object, prose: set[str]) -> bool:
    """Prose, and not a member that happens to have that name."""
    return key in prose and isinstance(value, str)


def named(tree: Any) -> list[str]:
    """The shapes that a part of the model names."""
    if isinstance(tree, list):
        return [name for one in tree for name in named(one)]
    if not isinstance(tree, dict):
        return []
    mine = [tree["shape"]] if isinstance(tree.get("shape"), str) else []
    return mine + [name for one in tree.values() for name in named(one)]


def endpoints(tree: Tree) -> Tree:
    """The regions of every partition, and our services' endpoints in them (`email` is SES)."""
    ours = {*OPERATIONS, "email", "states", "sts"}
    for partition in tree["partitions"]:
        services = partition["services"]
        partition["services"] = {name: services[name] for name in sorted(ours & set(services))}
    return tree
