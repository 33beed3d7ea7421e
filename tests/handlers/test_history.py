"""Readings taken over from elsewhere, through the whole of Chalice and the check of their files."""

import json
from pathlib import Path
from typing import Any

import botocore.session
import pytest

from chalicelib import wiring, wiring_rights
from chalicelib.domain.courses import Course, Run
from chalicelib.domain.people import Role
from chalicelib.domain.request import Request
from chalicelib.domain.scans import ScanStatus
from chalicelib.domain.works import Work
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply
from tests.handlers.shelved import in_days
from tests.handlers.test_links import followed
from tests.handlers.test_scan_check import told
from tests.handlers.test_uploads import knock_as
from tests.library import pdfs

HEAD = "CourseCode,AcademicYear,ISN,ExtractTitle,Pages,Basis,OldLink,File,StripFront,StripBack\n"
ROW = "HIST2041,2026-27,9781784786755,Cultural roots,9-36,cla-he,https://old.example/17,"
FILED = f"{HEAD}{ROW}Anderson.pdf,1,2\n"
BARE = f"{HEAD}{ROW},,\n"


@pytest.fixture(autouse=True)
def s3(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket that keeps versions, a course with a run, and one title record."""
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    s3 = botocore.session.get_session().create_client("s3")
    where = {"LocationConstraint": "eu-west-2"}
    s3.create_bucket(Bucket="scans", CreateBucketConfiguration=where)
    s3.put_bucket_versioning(Bucket="scans", VersioningConfiguration={"Status": "Enabled"})
    run = Run("2026-27", in_days(-30), in_days(200), 22, 64)
    wiring.records().save_course(Course("HIST2041", "Empire", runs=(run,)))
    wiring.records().save_work(Work(id="w1", title="Imagined", isbn="9781784786755", pages=240))
    return s3


def send(text: str, query: str = "", role: Role = Role.ADMINISTRATOR) -> Reply:
    return knock_as(role, "POST", f"/api/history/import{query}", text.encode())


def announce(name: str = "ANDERSON.PDF", size: int = 3_000) -> Reply:
    about = {"name": name, "bytes": size, "type": "application/pdf"}
    body = json.dumps(about).encode()
    return knock_as(Role.ADMINISTRATOR, "POST", "/api/history/files", body)


def imported() -> list[Request]:
    return list(wiring.table().on_shelf("live"))


def test_a_row_is_live_counts_and_has_a_link_of_ours() -> None:
    reply = send(BARE)

    (request,) = imported()
    assert (reply.status, reply.json["created"]) == (200, ["HIST2041 Cultural roots"])
    assert (request.state.value, request.rlms) == ("complete", "import")
    assert [copy.page_count for copy in request.copies] == [28]
    assert request.imported.link == "https://old.example/17"
    assert "1 without a file count, and their links open nothing" in reply.json["words"]


def test_a_row_without_a_file_opens_nothing_and_says_where_it_was() -> None:
    send(BARE)
    (request,) = imported()

    reply = opened(request)

    assert reply.status == 403
    assert "Not here yet" in reply.text
    assert 'href="https://old.example/17"' in reply.text


def opened(request: Request, method: str = "GET") -> Reply:
    from app import app
    from tests.handlers.shelved import signed_in

    return followed(app, signed_in(Role.READER), method, token=request.link.token)


def test_the_same_file_again_is_harmless() -> None:
    send(FILED)

    reply = send(FILED)

    assert (reply.json["created"], reply.json["unchanged"]) == ([], 1)
    assert len(imported()) == 1


def test_a_dry_run_and_a_file_with_a_bad_row_change_nothing() -> None:
    bad = FILED + "X1,2026-27,,,1-9,cla-he,,,,\n"

    assert send(FILED, "?dry=1").json["created"] == ["HIST2041 Cultural roots"]
    refused = send(bad)

    assert (refused.status, refused.json["refused"][0]["row"]) == (422, 3)
    assert "no course X1" in refused.json["refused"][0]["words"]
    assert imported() == []
    assert send(bad, "?apply=good").json["applied"] is True
    assert len(imported()) == 1


def test_what_there_is_no_time_for_is_named_and_done_by_the_same_file_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from chalicelib import backfile

    monkeypatch.setattr(backfile, "LONGEST", -1.0)
    late = send(FILED)
    monkeypatch.undo()

    assert late.json["left"] == ["HIST2041 Cultural roots"]
    assert "send the same file again" in late.json["words"]
    assert imported() == []


def test_only_administrators_import() -> None:
    assert send(FILED, role=Role.DIGITISER).status == 403
    assert imported() == []


def test_the_empty_file_is_there_to_be_filled_in() -> None:
    reply = knock_as(Role.ADMINISTRATOR, "GET", "/api/history/template")

    assert reply.headers["content-type"].startswith("text/csv")
    assert reply.text.startswith("\ufeffCourseCode,AcademicYear,ISN")


def test_a_file_goes_to_the_readings_that_name_it_whatever_its_case() -> None:
    send(FILED)

    reply = announce()

    (form,) = reply.json["files"]
    assert (reply.status, form["request"]) == (201, imported()[0].id)
    assert form["fields"]["key"] == f"incoming/{form['request']}/{form['scan']}"
    assert [scan.name for scan in imported()[0].scans] == ["ANDERSON.PDF"]


@pytest.mark.parametrize(
    ("name", "size", "status", "words"),
    [
        ("other.pdf", 3_000, 404, "No imported reading waits for a file named other.pdf"),
        ("anderson.pdf", 0, 400, "bytes"),
        ("anderson.pdf", 10**9, 413, "the desk takes"),
    ],
)
def test_a_file_that_nobody_waits_for_is_refused_in_words(
    name: str, size: int, status: int, words: str
) -> None:
    send(FILED)

    reply = announce(name, size)

    assert reply.status == status
    assert words in reply.text


def arrive(s3: Any, path: Path) -> Request:
    """The file named in the table arrives, and is checked."""
    (form,) = announce().json["files"]
    told(s3, path, key=f"incoming/{form['request']}/{form['scan']}")
    return wiring.table().load(form["request"])


def test_the_old_cover_sheets_are_taken_off_and_the_file_as_it_came_is_kept(
    s3: Any, tmp_path: Path
) -> None:
    send(FILED)
    upload = pdfs.saved(pdfs.a_pdf(31), tmp_path / "a.pdf")

    request = arrive(s3, upload)

    scan = request.scan
    assert scan is not None
    assert (scan.status, scan.pages) == (ScanStatus.READY, 28)
    assert "1 in front and 2 at the back" in scan.findings[-1].words
    kept = s3.get_object(Bucket="scans", Key=scan.original)["Body"].read()
    assert kept == upload.read_bytes()
    assert scan.master != scan.original
    assert len(request.copies) == 1
    assert opened(request).status == 200


def test_more_sheets_than_pages_are_said_in_words_and_corrected_by_the_table(
    s3: Any, tmp_path: Path
) -> None:
    send(FILED)
    upload = pdfs.saved(pdfs.a_pdf(3), tmp_path / "a.pdf")

    blocked = arrive(s3, upload)
    assert blocked.scan is None
    assert blocked.scans[0].status is ScanStatus.BLOCKED
    assert "nothing would be left" in blocked.scans[0].findings[-1].words

    assert send(FILED.replace(",1,2\n", ",1,0\n")).json["changed"] == ["HIST2041 Cultural roots"]
    mended = arrive(s3, upload)
    assert mended.scan is not None
    assert mended.scan.pages == 2


def test_a_reading_that_has_its_file_waits_for_none(s3: Any, tmp_path: Path) -> None:
    send(FILED)
    arrive(s3, pdfs.saved(pdfs.a_pdf(31), tmp_path / "a.pdf"))

    assert announce().status == 404
    assert wiring_rights.import_files().named("anderson.pdf") == []


def test_a_course_is_marked_complete_by_its_file_and_by_its_form() -> None:
    path = "/api/courses/import"
    sent = b"CourseCode,HistoryLoaded\nHIST2041,yes\n"
    knock_as(Role.ADMINISTRATOR, "POST", path, sent)
    marked = wiring.records().course("HIST2041")
    knock_as(Role.ADMINISTRATOR, "POST", path, b"CourseCode,CourseName\nHIST2041,Trade\n")
    kept = wiring.records().course("HIST2041")
    wrong = knock_as(Role.ADMINISTRATOR, "POST", path, b"CourseCode,HistoryLoaded\nHIST2041,so\n")

    assert marked is not None
    assert kept is not None
    assert (marked.history_loaded, kept.history_loaded) == (True, True)
    assert wrong.json["refused"][0]["words"] == "Write yes or no."
    body = json.dumps({"name": "Trade", "history_loaded": False}).encode()
    knock_as(Role.ADMINISTRATOR, "PUT", "/api/courses/HIST2041", body, code="HIST2041")
    again = wiring.records().course("HIST2041")
    assert again is not None
    assert not again.history_loaded


def test_what_was_imported_stands_among_what_closes_soon_and_in_the_sum_of_its_run() -> None:
    send(FILED)

    (request,) = imported()
    closing = [row["id"] for row in wiring.dynamo().all("closing")]
    claims = wiring.table().claims(("w1",), ("HIST2041",), "2026-27")
    assert closing == [request.id]
    assert [(one.request, one.ever) for one in claims] == [(request.id, True)]


def test_a_later_row_may_leave_out_the_author_of_a_title_that_a_row_before_brought() -> None:
    head = "CourseCode,AcademicYear,Title,Author,ExtractTitle,Pages,Basis\n"
    rows = ["HIST2041,2026-27,A reader,Haddad,One,1-9,cla-he\n",
            "HIST2041,2026-27,A READER,,Two,20-29,cla-he\n",
            "HIST2041,2026-27,A reader,Moe,Three,1-9,cla-he\n"]  # fmt: skip

    reply = send(head + rows[0] + rows[1] + rows[2])

    assert reply.status == 200, reply.text
    works = {one.extract.title: one.work for one in imported() if one.work}
    assert works["One"] == works["Two"] != works["Three"]
    assert works["Three"].authors == "Moe"
    again = send(head + rows[0] + rows[1] + rows[2])
    assert (again.status, len(imported())) == (200, 3), again.text
