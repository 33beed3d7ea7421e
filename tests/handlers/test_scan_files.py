"""Several uploads become one master, whatever the order they come in; nothing waits for ever."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from chalice.app import Chalice

from chalicelib import wiring
from chalicelib.domain.people import Role
from chalicelib.domain.request import State
from chalicelib.domain.scans import Finding, Scan, ScanFile, ScanStatus
from chalicelib.handlers.scan_check import TRIES, arrived
from chalicelib.library import pdf_apart
from tests.handlers.doors import knock
from tests.handlers.shelved import NOON, a_request, shelved, signed_in
from tests.handlers.test_scan_check import KEY, batch, notification, s3, stored, the_scan, told
from tests.library import pdfs, pictures

__all__ = ["s3"]
FILES = tuple(ScanFile(id=f"f{n}", name=f"page {n}.tif", size=100) for n in (1, 2, 3))


def waiting(*files: ScanFile, **known: Any) -> None:
    scan = Scan(
        id="s1", name="pages", size=300, added_on=NOON, added_by="Dan", files=files, **known
    )
    shelved(a_request(state=State.ACTIVE, scans=(scan,), selected="", link=None))


def comes(s3: Any, file: Path, number: int) -> None:
    told(s3, file, f"{KEY}/f{number}")


def sheets(tmp_path: Path, pages: int, number: int) -> Path:
    return pictures.tiff(tmp_path / f"{number}.tif", pages)


def master(s3: Any, tmp_path: Path) -> pikepdf.Pdf:
    (tmp_path / "whole.pdf").write_bytes(
        s3.get_object(Bucket="scans", Key=the_scan().master)["Body"].read()
    )
    return pikepdf.open(tmp_path / "whole.pdf")


def lines(page: pikepdf.Page) -> int:
    (inside,) = page.images.values()
    assert isinstance(inside, pikepdf.Stream)
    return int(pikepdf.PdfImage(inside).as_pil_image().convert("L").histogram()[0])


def test_a_picture_becomes_a_master_that_is_a_pdf(s3: Any, tmp_path: Path) -> None:
    told(s3, pictures.tiff(tmp_path / "a.tif", 2))

    scan = the_scan()
    with master(s3, tmp_path) as whole:
        assert (scan.status, scan.pages, len(whole.pages)) == (ScanStatus.READY, 2, 2)
    assert hashlib.sha256((tmp_path / "whole.pdf").read_bytes()).hexdigest() == scan.sha256


def test_what_was_active_is_not_in_the_master_and_that_is_said(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.with_script(tmp_path / "a.pdf"))

    with master(s3, tmp_path) as whole:
        assert "/OpenAction" not in whole.Root
    assert [one.code for one in the_scan().findings] == ["active-removed"]


def test_files_that_come_in_any_order_are_put_together_in_theirs(s3: Any, tmp_path: Path) -> None:
    waiting(*FILES)

    for number in (3, 1, 2):
        page = pictures.a_page(mode="1", number=number)
        comes(s3, pictures.saved(page, tmp_path / f"{number}", "TIFF", dpi=(300, 300)), number)

    scan = the_scan()
    with master(s3, tmp_path) as whole:
        seen = [lines(page) for page in whole.pages]
    assert (scan.status, scan.pages, [one.pages for one in scan.files]) == (
        ScanStatus.READY, 3, [1, 1, 1],
    )  # fmt: skip
    assert seen == sorted(set(seen))
    assert scan.master == f"masters/7K2M9QXA/s1/{scan.sha256}.pdf"


def test_pdfs_and_pictures_go_together_and_findings_name_the_page_of_the_whole(
    s3: Any, tmp_path: Path
) -> None:
    waiting(*FILES[:2])

    comes(s3, pdfs.saved(pdfs.a_pdf(4), tmp_path / "a.pdf"), 1)
    comes(s3, pictures.saved(pictures.a_page((3000, 4000)), tmp_path / "b", "JPEG"), 2)

    scan = the_scan()
    found = {one.code: (one.page, one.words.split(":")[0]) for one in scan.findings}
    assert scan.pages == 5
    assert found["dpi-assumed"] == (5, "page 2.tif")
    assert found["some-text"][0] == 5


def test_while_a_file_is_missing_the_scan_waits_and_keeps_what_is_there(
    s3: Any, tmp_path: Path
) -> None:
    waiting(*FILES[:2])

    comes(s3, sheets(tmp_path, 2, 1), 1)

    scan = the_scan()
    assert (scan.status, scan.master) == (ScanStatus.UPLOADING, "")
    assert [one.status for one in scan.files] == [ScanStatus.READY, ScanStatus.UPLOADING]


def test_a_bad_file_blocks_the_scan_in_words_that_name_it(s3: Any, tmp_path: Path) -> None:
    waiting(*FILES[:2])

    comes(s3, sheets(tmp_path, 1, 1), 1)
    comes(s3, pdfs.with_password(tmp_path / "b.pdf"), 2)

    scan = the_scan()
    assert scan.status is ScanStatus.BLOCKED
    assert scan.findings[0].words.startswith("page 2.tif: The PDF is protected with a password")


def test_after_a_new_order_the_queue_brings_the_scan_together_anew(s3: Any, tmp_path: Path) -> None:
    waiting(*FILES[:2])
    comes(s3, sheets(tmp_path, 1, 1), 1)
    comes(s3, sheets(tmp_path, 3, 2), 2)
    before = the_scan()
    turned_round(before)

    asked = {"putTogether": {"request": "7K2M9QXA", "scan": "s1"}}
    answer = arrived(batch(asked), None)

    after = the_scan()
    assert answer == {"batchItemFailures": []}
    assert [one.id for one in after.files] == ["f2", "f1"]
    assert (after.status, after.pages) == (ScanStatus.READY, 4)
    assert after.master != before.master
    assert before.master in stored(s3, "masters/")


def turned_round(scan: Scan) -> None:
    from chalicelib.domain.people import Person

    dan = Person("dan", "Dan", roles=frozenset({Role.DIGITISER}))
    said = {"scan": scan.id, "files": [one.id for one in reversed(scan.files)]}
    seen = wiring.table().load("7K2M9QXA").version
    wiring.desk().act("7K2M9QXA", "order-files", said, by=dan, seen=seen)


def test_a_part_that_was_overwritten_after_its_check_is_not_put_together(
    s3: Any, tmp_path: Path
) -> None:
    waiting(*FILES[:2])
    comes(s3, sheets(tmp_path, 1, 1), 1)
    (part,) = [one for one in stored(s3, "masters/") if "/f1/" in one]
    version = s3.list_object_versions(Bucket="scans", Prefix=part)["Versions"][0]["VersionId"]
    s3.delete_object(Bucket="scans", Key=part, VersionId=version)
    s3.put_object(Bucket="scans", Key=part, Body=b"%PDF-1.7 something else")

    comes(s3, sheets(tmp_path, 1, 2), 2)

    scan = the_scan()
    assert (scan.status, scan.master) == (ScanStatus.BLOCKED, "")
    assert scan.findings[0].words.startswith("page 1.tif: A file of this scan is not what was")


def again(key: str, version: str, times: int) -> dict[str, Any]:
    """The message as the queue brings it for the so-many-th time."""
    event = batch(notification(key, version))
    event["Records"][0]["attributes"] = {"ApproximateReceiveCount": str(times)}
    return event


def test_a_check_that_died_each_time_ends_in_words(s3: Any, tmp_path: Path) -> None:
    body = pdfs.saved(pdfs.a_pdf(3), tmp_path / "a.pdf").read_bytes()
    version = s3.put_object(Bucket="scans", Key=KEY, Body=body)["VersionId"]

    answer = arrived(again(KEY, version, TRIES + 1), None)

    (finding,) = the_scan().findings
    assert (answer, the_scan().status) == ({"batchItemFailures": []}, ScanStatus.BLOCKED)
    assert (finding.code, finding.blocking) == ("check-failed", True)
    assert "broke off several times" in finding.words


def test_a_file_whose_check_died_each_time_ends_in_words_too(s3: Any) -> None:
    waiting(*FILES[:2])

    arrived(again(f"{KEY}/f1", "v1", TRIES + 1), None)

    assert the_scan().files[0].findings[0].code == "check-failed"


def test_a_scan_that_could_never_be_put_together_ends_in_words(s3: Any, tmp_path: Path) -> None:
    good = [ScanFile(id=one.id, name=one.name, size=1, status=ScanStatus.READY, sha256="x",
                     master="masters/gone") for one in FILES]  # fmt: skip
    waiting(*good, status=ScanStatus.CHECKING)

    arrived(again(f"{KEY}/f1", "v1", TRIES + 1), None)

    assert (the_scan().status, the_scan().findings[0].code) == (ScanStatus.BLOCKED, "check-failed")


def test_up_to_the_last_try_it_is_really_tried(s3: Any, tmp_path: Path) -> None:
    body = pdfs.saved(pdfs.a_pdf(3), tmp_path / "a.pdf").read_bytes()
    version = s3.put_object(Bucket="scans", Key=KEY, Body=body)["VersionId"]

    arrived(again(KEY, version, TRIES), None)

    assert the_scan().status is ScanStatus.READY


def test_an_upload_that_is_gone_before_its_check_ends_in_words(s3: Any) -> None:
    arrived(batch(notification(KEY, "0" * 32)), None)

    assert (the_scan().status, the_scan().findings[0].code) == (ScanStatus.BLOCKED, "gone")


def test_the_queue_brings_a_message_more_often_than_it_is_tried() -> None:
    queues = Path(__file__).parents[2] / "infra" / "template" / "queues.yaml"
    (line,) = [one for one in queues.read_text().splitlines() if "ArrivedDead.Arn" in one]

    assert int(line.partition("maxReceiveCount: ")[2].rstrip("} ")) > TRIES


HOSTILE = {
    "a bomb": pdfs.a_bomb,
    "a bomb of dots": pdfs.a_bomb_of_dots,
    "a loop": pdfs.a_loop,
    "an endless list": pdfs.very_nested,
    "cut short": lambda path: pdfs.cut_short(path, 0.5),
    "encrypted": pdfs.with_password,
    "restricted": pdfs.with_restrictions,
    "no pages": pdfs.without_pages,
    "a picture's bomb": pictures.a_bomb,
    "too many pages": lambda path: pictures.many_small(path, 1_001),
    "a program": lambda path: written(path, b"MZ\x90" + bytes(500)),
    "a page with a script": lambda path: written(path, b"<!doctype html><script>alert(1)</script>"),
    "an archive that names a PDF": lambda path: written(path, b"PK\x03\x04" + b"%PDF-1.7\n" * 9),
    "nothing": lambda path: written(path, b""),
    "a picture of a script": lambda path: written(path, b"GIF89a/*" + b"*/=1;alert(1)//" * 99),
}


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_what_was_made_to_harm_ends_in_words_and_leaves_no_master(
    s3: Any, tmp_path: Path, name: str
) -> None:
    answer = told(s3, HOSTILE[name](tmp_path / "hostile"))

    scan = the_scan()
    assert answer == {"batchItemFailures": []}
    assert (scan.status, scan.master) == (ScanStatus.BLOCKED, "")
    assert len(scan.findings[0].words) > 20
    assert scan.findings[0].code
    assert stored(s3, "") == [KEY]


def test_a_file_that_is_two_kinds_at_once_is_kept_only_as_the_pdf_it_is(
    s3: Any, tmp_path: Path
) -> None:
    told(s3, polyglot(tmp_path / "a.pdf"))

    kept = s3.get_object(Bucket="scans", Key=the_scan().master)["Body"].read()
    assert kept.startswith(b"%PDF-")
    assert b"<script>" not in kept


def polyglot(path: Path) -> Path:
    """A page of the web to browsers that guess, and a PDF to those that look for one."""
    whole = pdfs.saved(pdfs.a_pdf(2), path).read_bytes()
    return written(path, b"<html><script>alert(1)</script><!--\n" + whole + b"-->")


def test_the_check_of_a_bomb_takes_no_more_memory_than_it_may(tmp_path: Path) -> None:
    step = tmp_path / "eater.py"
    step.write_text(
        "import sys\nfrom chalicelib.library import pdf_apart\npdf_apart.limited(sys.argv[1:])\n"
        "held = []\nwhile True:\n    held.append(bytearray(50_000_000))\n"
        "    print(len(held), flush=True)\n"
    )
    import sys

    sys.path.insert(0, str(tmp_path))
    try:
        eaten = pdf_apart.run("eater", (), seconds=20, memory=400_000_000).lines
    finally:
        sys.path.remove(str(tmp_path))

    assert int(eaten[-1]) * 50_000_000 < 400_000_000


@pytest.fixture
def app(s3: Any, monkeypatch: pytest.MonkeyPatch) -> Chalice:
    monkeypatch.setenv("SCANS_URL", "http://127.0.0.1:8000")
    from app import app

    return app


def said(app: Chalice, body: Any, path: str = "", key: str = "") -> Any:
    at = f"/api/requests/7K2M9QXA/scans{path}"
    route = "/api/requests/{request_id}/scans" + ("/{scan_id}/files" if path else "")
    return knock(
        app, "POST", at, route=route, params={"request_id": "7K2M9QXA", "scan_id": "s1"},
        headers=signed_in(Role.DIGITISER)
        | {"X-Scandesk": "1"} | ({"Idempotency-Key": key} if key else {}),
        body=json.dumps(body).encode(),
    )  # fmt: skip


PAGES = [{"name": f"page {n}.tif", "bytes": 1000 + n} for n in (1, 2)]


def test_several_files_are_announced_at_once_each_with_a_form_of_its_own(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE, scans=(), selected="", link=None))

    reply = said(app, {"files": PAGES})

    scan = the_scan()
    keys = [one["fields"]["key"] for one in reply.json["files"]]
    assert reply.status == 201
    assert (scan.name, scan.size) == ("page 1.tif and 1 more", 2003)
    assert keys == [f"incoming/7K2M9QXA/{scan.id}/{one.id}" for one in scan.files]
    assert {one["fields"]["Content-Type"] for one in reply.json["files"]} == {"image/tiff"}


def test_a_repeated_click_announces_the_same_files(app: Chalice) -> None:
    shelved(a_request(state=State.ACTIVE, scans=(), selected="", link=None))

    first, second = (said(app, {"files": PAGES}, key="click") for _ in range(2))

    keys = [[one["fields"]["key"] for one in reply.json["files"]] for reply in (first, second)]
    assert keys[0] == keys[1]
    assert len(the_scan().files) == 2


def test_more_files_are_announced_for_a_scan(app: Chalice) -> None:
    waiting(FILES[0])

    reply = said(app, {"files": PAGES[:1]}, path="/s1/files")

    assert reply.status == 201
    assert [one.name for one in the_scan().files] == ["page 1.tif", "page 1.tif"]


@pytest.mark.parametrize(
    ("files", "status", "words"),
    [
        ([], 400, "files"),
        ([{"name": "a.docx", "bytes": 1, "type": "x/y"}], 400, "neither a PDF nor a picture"),
        ([{"name": "a.tif", "bytes": 60_000_000}] * 2, 413, "have 120 MB together"),
        ([{"name": "a.tif", "bytes": 1}] * 101, 400, "files"),
    ],
)
def test_files_that_cannot_come_are_refused_before_anything_is_recorded(
    app: Chalice, files: list[Any], status: int, words: str
) -> None:
    shelved(a_request(state=State.ACTIVE, scans=(), selected="", link=None))

    reply = said(app, {"files": files})

    assert (reply.status, wiring.table().load("7K2M9QXA").scans) == (status, ())
    assert words in reply.json["detail"]


def test_a_finding_of_a_master_is_kept_with_its_kind_and_page(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.saved(pdfs.scanned((1240, 1754), pages=2), tmp_path / "a.pdf"))

    dull = next(one for one in the_scan().findings if one.code == "dpi")
    assert dull == Finding(dull.words, code="dpi", page=1, pages="1-2", mark="150 dpi")
    assert dull.words.startswith("Pages 1-2 have fewer than 300 dots an inch (the least 150)")
