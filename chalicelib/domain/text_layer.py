"""The text layer of a scan: when it is wanted, who is asked for it, and what may be said of it.

A scan of pictures is read aloud by no screen reader and found by no search, so each checked scan
without text is sent to text recognition. What comes back lies beside the untouched master. It is
never waited for: a link is made without it. What is said about a scan claims no more than is so:
text that a machine recognised was not proof-read, and tags that are there were not checked.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Protocol

from chalicelib.domain.errors import Refused, Unknown, off
from chalicelib.domain.languages import MOST_LANGUAGES, spoken
from chalicelib.domain.request import Message, Request
from chalicelib.domain.scans import Scan, ScanStatus
from chalicelib.domain.terms import Moment, Terms

KIND = "text-layer"
WANTED, MADE, THERE, NONE, FAILED = "wanted", "made", "there", "none", "failed"
NOT_SET_UP = "not-set-up"
LEFT = "The last attempt to recognise it again came to nothing."
NOT_HERE = "No text layer: text recognition is not set up on this machine."
#: What somebody with a screen reader can expect of the file that readers get.
ACCESSIBILITY: Mapping[str, str] = {
    "unknown": "It was not looked at closely enough to say what a screen reader can read.",
    "image-only": "Image only: a screen reader reads nothing, and nothing can be searched.",
    "image-in-part": "Some pages are images only: a screen reader reads nothing of them.",
    "machine-text": "Text recognised by machine, not proof-read, no tags; with title and language.",
    "machine-text-in-part": "Text recognised by machine, not proof-read, no tags; with title and "
    "language. On some pages nothing was recognised.",
    "text": "Text that came with the file, not checked by us, no tags: a screen reader has to "
    "guess headings and the order of reading.",
    "tagged": "Tagged text that came with the file; whether the tags are right was not checked.",
}
#: What the check of a file may have missed, by the code of its finding.
LACKS = {"no-title": "no title of its own", "no-language": "no language of its own"}


def looked_at(scan: Scan, terms: Terms) -> Scan:
    """A scan that was checked just now: whether text is wanted, and what can be said meanwhile."""
    if scan.status is not ScanStatus.READY:
        return scan
    codes = {one.code for one in scan.findings}
    pictures = codes & {"no-text", "some-text", "not-looked"}
    scan = replace(scan, accessibility=as_it_came(scan), readable="", text=THERE, text_note="")
    return wanted(scan, terms.delivery.ocr_languages) if pictures else scan


def as_it_came(scan: Scan) -> str:
    """What can be expected of the master itself."""
    codes = {one.code for one in scan.findings}
    if "not-looked" in codes:
        return "unknown"
    if "no-text" in codes:
        return "image-only"
    if "some-text" in codes:
        return "image-in-part"
    return "tagged" if "tagged" in codes else "text"


def wanted(scan: Scan, languages: tuple[str, ...]) -> Scan:
    """The next attempt; whatever an earlier one still says then is no longer listened to."""
    return replace(
        scan,
        text=WANTED,
        text_note="",
        text_attempt=scan.text_attempt + 1,
        languages="+".join(languages[:MOST_LANGUAGES]),
    )


def make_text(request: Request, heard: Any, moment: Moment) -> Request:
    """Staff ask for it: anew, or in another language. The copy that is there stays till then."""
    chosen = tuple(dict.fromkeys(one for one in (heard.language, heard.second) if one))
    if heard.second and not heard.language:
        raise off("language", "Choose the first language before a second one.")
    scan = of(request, heard.scan)
    return put(request, wanted(scan, chosen or moment.terms.delivery.ocr_languages))


def text_made(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """A readable copy is there, or there was nothing to recognise; only the last attempt counts."""
    scan, note = awaited(request, told), told.get("note", "")
    if not told.get("readable"):
        return put(request, replace(scan, text=standing(scan, told["text"]), text_note=note))
    if not told["readable"].startswith(f"readable/{request.id}/{scan.id}/"):
        raise Refused("This readable copy is not of this scan.")
    made = replace(
        scan, text=MADE, text_note=note, readable=told["readable"],
        languages=told["languages"], accessibility=told["accessibility"],
    )  # fmt: skip
    return put(request, made)


def text_failed(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """No text layer, and why; a copy that an earlier attempt made stays."""
    scan = awaited(request, told)
    text = standing(scan, told["text"])
    # Where there is text all the same, that alone would leave open what became of this attempt.
    note = told["note"] or (LEFT if text in (MADE, THERE) else "")
    return put(request, replace(scan, text=text, text_note=note))


def standing(scan: Scan, text: str) -> str:
    """How the text stands where an attempt brought none: what was there before is still there."""
    if scan.readable:
        return MADE
    return THERE if scan.accessibility in ("text", "tagged") else text


def awaited(request: Request, told: Mapping[str, Any]) -> Scan:
    scan = of(request, told["scan"])
    if scan.text != WANTED or scan.text_attempt != told["attempt"]:
        raise Refused("This attempt is no longer waited for.")
    return scan


def of(request: Request, scan_id: str) -> Scan:
    scan = next((one for one in request.scans if one.id == scan_id), None)
    if scan is None:
        raise Unknown("This request has no such scan.")
    return scan


def put(request: Request, scan: Scan) -> Request:
    scans = tuple(scan if one.id == scan.id else one for one in request.scans)
    return replace(request, scans=scans)


def asked(before: Request, after: Request) -> list[Message]:
    """A message for each attempt that this change began: of a new scan, or of an old one again."""
    known = {one.id: one.text_attempt for one in before.scans if one.text == WANTED}
    return [
        Message("desk", KIND, {"scan": one.id, "attempt": str(one.text_attempt)})
        for one in after.scans
        if one.text == WANTED and one.text_attempt != known.get(one.id)
    ]


class Machine(Protocol):
    """Starts text recognition; the same name again is harmless."""

    def start(self, name: str, work: Mapping[str, Any]) -> None: ...


def begun(request: Request, facts: Mapping[str, str], machine: Machine) -> str:
    """Starts the attempt of this message if it is the one that is wanted; else says why not."""
    scan = next((one for one in request.scans if one.id == facts["scan"]), None)
    if scan is None or (scan.text, str(scan.text_attempt)) != (WANTED, facts["attempt"]):
        return "Nobody waits for this attempt any more."
    machine.start(attempt_name(request.id, scan), work(request, scan))
    return ""


def work(request: Request, scan: Scan) -> Mapping[str, Any]:
    """All that whoever recognises the text is told: one file, and what it will be called."""
    book = request.work.title if request.work else ""
    return {
        "request": request.id,
        "scan": scan.id,
        "attempt": scan.text_attempt,
        "master": scan.master,
        "sha256": scan.sha256,
        "pages": scan.pages or 0,
        "title": request.extract.title or request.title or book or scan.name,
        "languages": scan.languages,
        "again": not {"no-text", "some-text", "not-looked"} & {one.code for one in scan.findings},
    }


def attempt_name(request_id: str, scan: Scan) -> str:
    """The name of the execution: the same attempt twice is one execution."""
    return f"{request_id}-{scan.id}-{scan.text_attempt}"[:80]


def in_words(scan: Scan) -> str:
    """How the text layer stands, in a sentence; nothing before the scan was checked."""
    words = {
        WANTED: "Its text is being recognised.",
        MADE: f"Its text was recognised as {spoken(scan.languages)}.",
        THERE: "It came with text.",
        NONE: "No text was recognised in it: pictures, handwriting, or another language.",
        FAILED: "No text layer: the recognition failed.",
        NOT_SET_UP: NOT_HERE,
    }.get(scan.text, "")
    return f"{words} {scan.text_note}".strip()


def accessible_in_words(scan: Scan) -> str:
    """What somebody with a screen reader can expect, and what else the file lacks."""
    words = ACCESSIBILITY.get(scan.accessibility, "")
    own = scan.accessibility in ("text", "tagged")
    lacks = [LACKS[one.code] for one in scan.findings if own and one.code in LACKS]
    return f"{words} It has {' and '.join(lacks)}." if lacks else words
