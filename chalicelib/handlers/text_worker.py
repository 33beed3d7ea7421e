"""Whoever recognises text: takes one task of the state machine, does it, and answers it.

In an account this is a function of its own, made from the image of infra/ocr; under `make run` a
process of local/recogniser.py calls `worked` in the same way. The answer is always given: a task
that could not be done ends in words, and the machine, not the queue, tries again.
"""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from chalicelib.aws.text_machine import NobodyWaits, StoreAway, TextStore, TextTask
from chalicelib.library.recognise import Failed, NotSetUp, Programs, Unsuitable, recognise

if TYPE_CHECKING:
    from chalicelib.library.recognise import Made

AWAY = "The store of scans could not be reached. Try again later."
Client = Callable[[str], Any]


def arrived(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """The function's door: one message of the queue, which is never left there."""
    from chalicelib import wiring

    programs = Programs(jobs=os.cpu_count() or 1)
    for one in event["Records"]:
        worked(one["body"], wiring.client, os.environ["SCANS_BUCKET"], programs)
    return {"batchItemFailures": []}


def worked(body: str, client: Client, bucket: str, programs: Programs) -> str:
    """Does what this message asks for and answers it; how it went, for the log."""
    said = json.loads(body)
    task, work = TextTask(client("stepfunctions"), said["token"]), said["work"]
    try:
        # Whose token is no longer waited for was given up, or is done: a message may come twice.
        task.beat()
        went = _answered(task, work, TextStore(client("s3"), bucket), programs)
    except NobodyWaits:
        went = "not-waited-for"
    print(json.dumps({"what": went, "request": work["request"], "scan": work["scan"]}), flush=True)
    return went


def _answered(task: TextTask, work: Mapping[str, Any], store: TextStore, programs: Programs) -> str:
    with TemporaryDirectory() as folder:
        master, into = Path(folder) / "master.pdf", Path(folder) / "readable.pdf"
        try:
            programs.languages()
            store.fetch(work["master"], master)
            made = recognise(master, into, work, programs, task.beat)
            task.done(_told(made, work, into, store))
        except (NotSetUp, Unsuitable, Failed) as ended:
            task.failed(type(ended).__name__, str(ended))
            return type(ended).__name__
        except StoreAway:
            task.failed("Failed", AWAY)
            return "store-away"
    return made.text


def _told(made: "Made", work: Mapping[str, Any], into: Path, store: TextStore) -> dict[str, Any]:
    """What the desk puts on the scan; the readable copy is stored by then."""
    if not made.read:
        return {"text": made.text, "note": made.note}
    key = f"readable/{work['request']}/{work['scan']}/{made.sha256}.pdf"
    store.put(key, into)
    return {
        "text": "made",
        "readable": key,
        "languages": made.languages,
        "accessibility": made.accessibility,
        "note": made.note,
    }
