"""When the text of a scan is wanted, what an answer changes, and what may be said of it."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain import delivery_terms, text_layer
from chalicelib.domain.errors import NotUnderstood, Refused, Unknown
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Message, Request, State
from chalicelib.domain.scans import Finding, Scan, ScanStatus
from tests.domain.a_request import DIGITISER, SCAN, a_request, moment, ready

CHECKED = {"scan": "s1", "status": "ready", "pages": 12, "sha256": "ab", "master": "masters/s1"}
PICTURES = {"words": "No page has text.", "code": "no-text", "page": 1}
KEY = "readable/ABCD2345/s1/cd.pdf"
MADE = {
    "scan": "s1", "attempt": 1, "text": "made", "readable": KEY, "languages": "eng",
    "accessibility": "machine-text", "note": "",
}  # fmt: skip
ASKED = Message("desk", "text-layer", {"scan": "s1", "attempt": "1"})


def uploading() -> Request:
    scan = replace(SCAN, status=ScanStatus.UPLOADING, master="", pages=None)
    return a_request(state=State.ACTIVE, scans=(scan,))


def checked(*findings: dict[str, Any], status: str = "ready") -> Request:
    told = CHECKED | {"status": status, "findings": list(findings)}
    return move(uploading(), "scan-checked", told, moment(DESK)).request


def the_scan(request: Request) -> Scan:
    (scan,) = request.scans
    return scan


def told(request: Request, action: str = "text-made", **more: Any) -> Scan:
    return the_scan(move(request, action, MADE | more, moment(DESK)).request)


def test_a_checked_scan_of_pictures_is_sent_to_text_recognition() -> None:
    change = move(uploading(), "scan-checked", CHECKED | {"findings": [PICTURES]}, moment(DESK))

    scan = the_scan(change.request)
    assert (scan.text, scan.text_attempt, scan.languages) == ("wanted", 1, "eng")
    assert ASKED in change.messages
    assert scan.accessibility == "image-only"


def test_a_scan_that_came_with_text_is_sent_nowhere() -> None:
    change = move(uploading(), "scan-checked", CHECKED | {"findings": []}, moment(DESK))

    assert (the_scan(change.request).text, change.messages) == ("there", ())


def test_a_scan_that_is_blocked_is_sent_nowhere() -> None:
    request = checked(PICTURES, status="blocked")

    assert (the_scan(request).text, the_scan(request).accessibility) == ("", "")


def test_a_readable_copy_is_put_beside_the_master() -> None:
    scan = told(checked(PICTURES))

    assert (scan.text, scan.readable, scan.master) == ("made", KEY, "masters/s1")
    assert text_layer.in_words(scan) == "Its text was recognised as English."


def test_a_copy_of_another_scan_is_refused() -> None:
    with pytest.raises(Refused, match="not of this scan"):
        told(checked(PICTURES), readable="readable/ABCD2345/s2/cd.pdf")


def test_only_the_last_attempt_is_listened_to() -> None:
    again = {"scan": "s1", "language": "deu"}
    request = move(checked(PICTURES), "make-text", again, moment(DIGITISER)).request

    assert the_scan(request).text_attempt == 2
    with pytest.raises(Refused, match="no longer waited for"):
        told(request)
    assert told(request, attempt=2, languages="deu").languages == "deu"


def test_an_answer_counts_once() -> None:
    done = move(checked(PICTURES), "text-made", MADE, moment(DESK)).request

    with pytest.raises(Refused, match="no longer waited for"):
        told(done)


def test_an_answer_about_no_scan_of_ours_is_refused() -> None:
    with pytest.raises(Unknown):
        told(checked(PICTURES), scan="s9")


def test_what_failed_says_why_and_blocks_nothing() -> None:
    told_why = {"scan": "s1", "attempt": 1, "text": "failed", "note": "It broke off."}

    request = move(checked(PICTURES), "text-failed", told_why, moment(DESK)).request

    scan = the_scan(request)
    assert text_layer.in_words(scan) == ("No text layer: the recognition failed. It broke off.")
    assert (scan.status, scan.accessibility) == (ScanStatus.READY, "image-only")
    selected = move(request, "select-scan", {"scan": "s1"}, moment(DIGITISER)).request
    assert selected.selected == "s1"


def test_what_an_earlier_attempt_made_stays_when_a_later_one_fails() -> None:
    made = move(checked(PICTURES), "text-made", MADE, moment(DESK)).request
    again = move(made, "make-text", {"scan": "s1", "language": "yid"}, moment(DIGITISER)).request

    scan = told(again, "text-failed", attempt=2, text="not-set-up", note="No data for Yiddish.")

    assert (scan.text, scan.readable, scan.accessibility) == ("made", KEY, "machine-text")
    assert scan.text_note == "No data for Yiddish."


def test_each_attempt_is_asked_for_once_and_by_no_other_change() -> None:
    request = checked(PICTURES)

    noted = move(request, "note", {"note": "Looks good."}, moment(DIGITISER))
    again = move(request, "make-text", {"scan": "s1"}, moment(DIGITISER))

    assert noted.messages == ()
    assert again.messages == (replace(ASKED, facts={"scan": "s1", "attempt": "2"}),)


def test_a_second_language_needs_a_first() -> None:
    with pytest.raises(NotUnderstood):
        move(checked(PICTURES), "make-text", {"scan": "s1", "second": "deu"}, moment(DIGITISER))


def test_a_link_is_made_without_a_text_layer() -> None:
    waiting = replace(SCAN, text="wanted", text_attempt=1)

    change = move(ready(scans=(waiting,)), "publish", {}, moment(DIGITISER))

    assert change.request.state is State.COMPLETE


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["no-text", "no-title"], "Image only: a screen reader reads nothing"),
        (["some-text"], "Some pages are images only"),
        (["not-looked"], "not looked at closely enough"),
        (["tagged", "no-language"], "whether the tags are right was not checked. "
         "It has no language of its own."),
        (["no-title", "no-language"],
         "no tags: a screen reader has to guess headings and the order of reading. "
         "It has no title of its own and no language of its own."),
    ],
)  # fmt: skip
def test_no_more_is_claimed_than_is_so(codes: list[str], expected: str) -> None:
    findings = tuple(Finding("words", code=one) for one in codes)
    scan = text_layer.looked_at(replace(SCAN, findings=findings), moment().terms)

    assert expected in text_layer.accessible_in_words(scan)


def test_whoever_recognises_is_told_one_file_and_its_name_and_no_person() -> None:
    request = ready(scans=(replace(SCAN, findings=(Finding("w", code="no-text"),)),))

    work = text_layer.work(request, the_scan(request))

    assert work["title"] == request.extract.title or request.title
    assert set(work) == {
        "request", "scan", "attempt", "master", "sha256", "pages", "title", "languages", "again",
    }  # fmt: skip
    assert not work["again"]


def test_a_library_chooses_its_own_languages() -> None:
    terms = delivery_terms.read({"ocr_languages": ["deu", "lat"]})

    assert terms.ocr_languages == ("deu", "lat")
    for wrong in ([], ["german"], "deu", ["eng"] * 4):
        with pytest.raises(ValueError, match="ocr_languages is a list of 1 to 3"):
            delivery_terms.read({"ocr_languages": wrong})


class Machine:
    def __init__(self) -> None:
        self.started: list[str] = []

    def start(self, name: str, work: Any) -> None:
        self.started.append(name)


def test_the_attempt_that_is_wanted_is_started_and_no_other() -> None:
    request, machine = checked(PICTURES), Machine()

    text_layer.begun(request, {"scan": "s1", "attempt": "1"}, machine)
    said = [
        text_layer.begun(request, {"scan": scan, "attempt": attempt}, machine)
        for scan, attempt in (("s1", "2"), ("s9", "1"))
    ]

    assert machine.started == ["ABCD2345-s1-1"]
    assert said == ["Nobody waits for this attempt any more."] * 2


def test_a_scan_that_is_used_again_while_it_waits_is_asked_for_here_too() -> None:
    waiting = replace(SCAN, text="wanted", text_attempt=1)

    said = text_layer.asked(a_request(), a_request(scans=(replace(waiting, id="s7"),)))

    assert said == [replace(ASKED, facts={"scan": "s7", "attempt": "1"})]


@pytest.mark.parametrize("text", ["failed", "not-set-up"])
def test_a_scan_that_came_with_text_still_has_it_when_another_attempt_fails(text: str) -> None:
    again = move(checked(), "make-text", {"scan": "s1"}, moment(DIGITISER)).request

    scan = told(again, "text-failed", text=text, note="")

    assert (scan.text, scan.accessibility) == ("there", "text")
    assert text_layer.in_words(scan) == f"It came with text. {text_layer.LEFT}"


def test_an_attempt_that_reads_nothing_takes_nothing_away() -> None:
    made = move(checked(PICTURES), "text-made", MADE, moment(DESK)).request
    again = move(made, "make-text", {"scan": "s1"}, moment(DIGITISER)).request

    scan = told(again, attempt=2, text="none", readable="")

    assert (scan.text, scan.readable, scan.accessibility) == ("made", KEY, "machine-text")


def test_the_reading_copy_of_a_live_link_is_made_again_with_the_text() -> None:
    waiting = replace(SCAN, text="wanted", text_attempt=1, languages="eng")
    live = move(ready(scans=(waiting,)), "publish", {}, moment(DIGITISER)).request

    change = move(live, "text-made", MADE, moment(DESK))

    assert [one.what for one in change.messages] == ["reading-copy"]
