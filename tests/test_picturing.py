"""When a scan is drawn, and that no scan waits for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain import pictures
from chalicelib.domain.errors import Busy, Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Scan, ScanStatus
from chalicelib.picturing import Picturing
from tests.domain.a_request import SCAN, moment, ready
from tests.library import pdfs


class Desk:
    """One request, and what was told about it."""

    def __init__(self, scan: Scan) -> None:
        self.request = ready(scans=(scan,))
        self.told: list[tuple[str, dict[str, Any]]] = []

    def load(self, _request: str) -> Request:
        return self.request

    def act_as_desk(self, request_id: str, action: str, told: dict[str, Any]) -> Request:
        self.told.append((action, told))
        return self.request


class Store:
    """A master of so many pages, or one that is gone; keeps the keys of pictures."""

    def __init__(self, pages: int = 2, trouble: Exception | None = None) -> None:
        self.pages, self.trouble = pages, trouble
        self.kept: list[str] = []

    def fetch_master(self, scan: Scan, into: Path) -> None:
        if self.trouble:
            raise self.trouble
        pdfs.saved(pdfs.a_pdf(self.pages), into)

    def keep_picture(self, key: str, content: Path) -> None:
        assert content.read_bytes().startswith(b"\xff\xd8")
        self.kept.append(key)


def test_the_pictures_lie_below_the_master_and_the_desk_is_told_of_how_many_pages() -> None:
    desk, store = Desk(SCAN), Store(pages=23)

    drawn = Picturing(desk, desk.load, store).draw(desk.request.id, SCAN.id)

    assert (drawn, store.kept) == (23, ["masters/s1/1.jpg", "masters/s1/2.jpg"])
    told = {"scan": SCAN.id, "sha256": SCAN.sha256, "pages": 23}
    assert desk.told == [("pages-drawn", told)]


@pytest.mark.parametrize(
    "scan",
    [
        replace(SCAN, drawn=12),
        replace(SCAN, status=ScanStatus.BLOCKED),
        replace(SCAN, status=ScanStatus.CHECKING, master=""),
        replace(SCAN, reused="AAAA2345"),
    ],
)
def test_a_scan_that_is_drawn_already_or_not_fit_or_of_another_request_is_left(scan: Scan) -> None:
    desk, store = Desk(scan), Store()

    assert Picturing(desk, desk.load, store).draw(desk.request.id, scan.id) == 0
    assert (store.kept, desk.told) == ([], [])


def test_a_master_that_is_gone_has_no_pictures_and_nothing_is_said() -> None:
    desk = Desk(SCAN)

    assert Picturing(desk, desk.load, Store(trouble=Unknown("gone"))).draw("r", SCAN.id) == 0
    assert desk.told == []


def test_what_may_pass_is_raised_for_the_queue_to_come_again() -> None:
    desk = Desk(SCAN)

    with pytest.raises(Busy):
        Picturing(desk, desk.load, Store(trouble=Busy("busy"))).draw("r", SCAN.id)


def test_pictures_of_a_file_that_is_another_by_now_are_not_put_on_the_scan() -> None:
    request = ready(scans=(replace(SCAN, sha256="new"),))

    after = pictures.pages_drawn(request, {"scan": SCAN.id, "sha256": "old", "pages": 9}, moment())

    assert after == request


def test_a_scan_that_is_put_together_anew_has_no_pictures_yet() -> None:
    from chalicelib.domain.scan_effects import add_files

    told = {"scan": SCAN.id, "files": [{"id": "f2", "name": "b.pdf", "size": 9}]}
    after = add_files(ready(scans=(replace(SCAN, drawn=12),), selected=""), told, moment())

    assert after.scans[0].drawn == 0


@pytest.mark.parametrize(
    ("drawn", "pages", "words"),
    [(0, 12, "There are no pictures"), (200, 2000, "The first 200 of 2000 pages"), (12, 12, "")],
)
def test_what_has_no_picture_is_said(drawn: int, pages: int, words: str) -> None:
    said = pictures.in_words(replace(SCAN, drawn=drawn, pages=pages))

    assert said.startswith(words)
    assert bool(said) == bool(words)


def test_a_sheet_names_its_master_and_no_other_key_is_one() -> None:
    assert pictures.drawn_of("masters/A/s1/ab.pdf") == "masters/A/s1/ab.pdf"
    assert pictures.drawn_of(pictures.sheet("masters/A/s1/ab.pdf", 3)) == "masters/A/s1/ab.pdf"
    assert pictures.drawn_of("evidence/A/1.jpg") == "evidence/A/1.jpg"
