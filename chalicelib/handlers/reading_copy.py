"""The door of reading copies: a queue names a request, and today's sheets are put in front.

Its function has a zip of its own with the typesetter, the fonts and the PDF library, so nothing
here may need Chalice. Whatever is asked twice is made once, because a copy's key is the digest of
all that it is made of. What may pass comes again; the last time it ends in words on the request.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from chalicelib.domain.errors import Busy, ChangedMeanwhile, DeskError, TooLarge, Unknown

if TYPE_CHECKING:
    from chalicelib.domain.reading import Sheet
    from chalicelib.domain.request import Request

#: Tries; who then gets it once more only says that it did not end. The queue gives up after that.
TRIES = 3
#: Whoever keeps changing a request while its copies are made asks for them again.
ROUNDS = 5
NOT_ENDED = (
    f"It was tried {TRIES} times and did not end. Make it again; if that fails too, look whether "
    "the scan is unusually large, damaged or gone."
)


def wanted(event: Mapping[str, Any], context: object) -> dict[str, Any]:
    """Makes what each message of the batch asks for; answers those that are to come again."""
    again = [one["messageId"] for one in event["Records"] if not _settled(one)]
    return {"batchItemFailures": [{"itemIdentifier": message} for message in again]}


def _settled(record: Mapping[str, Any]) -> bool:
    """False where the same may work later, and where the queue is to sound its alarm."""
    from botocore.exceptions import BotoCoreError, ClientError

    request_id = str(json.loads(record["body"])["request"])
    tries = int(record.get("attributes", {}).get("ApproximateReceiveCount", "1"))
    try:
        if tries > TRIES:
            _failed(request_id, NOT_ENDED)
            return False
        made = sum(_round(request_id) for _ in range(ROUNDS))
    except (Busy, ChangedMeanwhile, BotoCoreError, ClientError) as error:
        _say(request_id, "comes-again", error=type(error).__name__, tries=str(tries))
        return False
    except DeskError as error:
        # The request is gone, or never was: no later try would find it.
        _say(request_id, "dropped", error=type(error).__name__)
        return True
    _say(request_id, "reading-made", copies=str(made))
    return True


def _round(request_id: str) -> int:
    """What is not there by now is made; answers how many. None the next time means all is there."""
    from chalicelib import wiring, wiring_reading
    from chalicelib.domain.reading import copy_of

    request = wiring.table().load(request_id)
    sheets = wiring_reading.sheets(request)
    lacking = {
        digest: sheet
        for digest, sheet in sheets.items()
        if not ((copy := copy_of(request, digest)) and (copy.key or copy.failed))
    }
    if lacking:
        _made(request, lacking)
    return len(lacking)


def _made(request: "Request", lacking: Mapping[str, "Sheet"]) -> None:
    from chalicelib import wiring
    from chalicelib.library.cover_sheet import CannotPrint
    from chalicelib.library.pdf_front import CannotJoin

    try:
        with TemporaryDirectory() as folder:
            copies = [_copy(request, one, Path(folder)) for one in lacking.values()]
    except (CannotPrint, CannotJoin) as why:
        _failed(request.id, str(why), lacking)
    except (TooLarge, Unknown) as why:
        _failed(request.id, why.detail, lacking)
    else:
        wiring.desk().act_as_desk(request.id, "reading-made", {"copies": copies})


def _copy(request: "Request", sheet: "Sheet", folder: Path) -> dict[str, Any]:
    """One copy, in the bucket; what the desk is told of it."""
    from chalicelib import wiring
    from chalicelib.domain.reading import key_for
    from chalicelib.library import cover_sheet, pdf_front

    scans, key = wiring.scans(), key_for(request.id, sheet.hash)
    cover = cover_sheet.printed(sheet)
    # All sheets of a request have the same file behind them: it is fetched once.
    scan, out = folder / "scan.pdf", folder / "copy.pdf"
    if not scan.exists():
        _fetched(request, sheet.pages, scan)
    pages = pdf_front.put_in_front(
        cover.pdf, scan, out, title=sheet.title, language=sheet.language, first=sheet.first
    )
    scans.keep(key, out)
    about = {"pages": pages, "size": out.stat().st_size, "words": list(cover.words)}
    return {"hash": sheet.hash, "key": key, **about}


def _fetched(request: "Request", pages: str, into: Path) -> None:
    """The file behind the sheet: a master is the very bytes that were checked, or none."""
    from chalicelib import wiring

    if request.scan and pages == request.scan.master:
        wiring.scans().fetch_master(request.scan, into)
    else:
        wiring.scans().fetch_kept(pages, into)


def _failed(request_id: str, why: str, lacking: Mapping[str, "Sheet"] | None = None) -> None:
    """Says on the request why there is no copy; of none by name, whatever is not there."""
    from chalicelib import wiring, wiring_reading
    from chalicelib.domain.reading import copy_of

    if lacking is None:
        request = wiring.table().load(request_id)
        sheets = wiring_reading.sheets(request)
        there = {one for one in sheets if (copy := copy_of(request, one)) and copy.key}
        lacking = {digest: sheet for digest, sheet in sheets.items() if digest not in there}
    wiring.desk().act_as_desk(request_id, "reading-failed", {"hashes": [*lacking], "why": why})
    _say(request_id, "reading-failed")


def _say(request: str, what: str, **more: str) -> None:
    print(json.dumps({"what": what, "request": request, **more}), flush=True)
