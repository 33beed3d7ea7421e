"""The scan check's door: S3 says through a queue that an upload has arrived, also of evidence.

Its function has a zip of its own with the PDF library, so nothing here may need Chalice. What may
pass (S3 or the table is busy) goes back to the queue; everything else ends in words on the scan.
A check that was killed goes back too. After so many tries the queue's next word is answered with
words in place of a try, so that no scan is "being checked" for ever.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_plus

from chalicelib.domain.errors import Busy, ChangedMeanwhile, DeskError

#: How often a check is tried; the queue brings a message twice more, for the words alone.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Arrived:
    """One version of one object under incoming/ or evidence/."""

    key: str
    version: str


@dataclass(frozen=True, slots=True)
class PutTogether:
    """A scan whose files have another order by now, or are fewer."""

    request: str
    scan: str


def arrived(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Checks what each message of the batch names; answers those that are to come again."""
    again = [one["messageId"] for one in event["Records"] if not _settled(one)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}


def asked(body: str) -> Iterator[Arrived | PutTogether]:
    """What one message asks for; S3's own test message asks for nothing."""
    said = json.loads(body)
    if scan := said.get("putTogether"):
        yield PutTogether(scan["request"], scan["scan"])
    for record in said.get("Records", ()):
        if record["eventName"].startswith("ObjectCreated:"):
            thing = record["s3"]["object"]
            yield Arrived(unquote_plus(thing["key"]), thing["versionId"])


def _settled(message: Mapping[str, Any]) -> bool:
    """False where the same may work later."""
    from botocore.exceptions import BotoCoreError, ClientError

    tries = int(message.get("attributes", {}).get("ApproximateReceiveCount", 1))
    for one in asked(message["body"]):
        try:
            _say(one, "scan-checked", outcome=_done(one, last=tries > TRIES))
            if tries <= TRIES and (drawn := _drawn(one)):
                _say(one, "pages-drawn", pages=str(drawn))
        except (Busy, ChangedMeanwhile, BotoCoreError, ClientError) as error:
            _say(one, "comes-again", error=type(error).__name__)
            return False
        except DeskError as error:
            # The request or the scan is gone, or never was: no later try would find it.
            _say(one, "dropped", error=type(error).__name__)
    return True


def _done(one: Arrived | PutTogether, last: bool) -> str:
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain import delivery_files, evidence

    if isinstance(one, PutTogether):
        return wiring_delivery.scanning().together(one.request, one.scan, last)
    if piece := evidence.named_by(one.key):
        # Evidence is kept as it is: nobody but staff ever opens it.
        told = {"file": piece[1], "version": one.version}
        wiring.desk().act_as_desk(piece[0], "evidence-arrived", told)
        return "evidence-arrived"
    if delivery_files.DELIVERY.named_by(one.key):
        from chalicelib.handlers import delivery_check

        return delivery_check.look_at(one.key, one.version)
    return wiring_delivery.scanning().upload(one.key, one.version, last)


def _drawn(one: Arrived | PutTogether) -> int:
    """Pictures of the pages, once the verdict is told; evidence and other pieces have none."""
    from chalicelib import wiring_delivery
    from chalicelib.domain.scans import named_by

    scan = one if isinstance(one, PutTogether) else named_by(one.key)
    return wiring_delivery.picturing().draw(scan.request, scan.scan) if scan else 0


def _say(one: Arrived | PutTogether, what: str, **more: str) -> None:
    if isinstance(one, PutTogether):
        request, scan = one.request, one.scan
    else:
        _, request, scan = f"{one.key}//".split("/")[:3]
    print(json.dumps({"what": what, "request": request, "scan": scan, **more}), flush=True)
