"""From S3's notification to the words on the scan; what may pass comes again."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import botocore.session
import pytest

from chalicelib import wiring
from chalicelib.domain import pictures
from chalicelib.domain.request import Approval, State
from chalicelib.domain.scans import Scan, ScanStatus
from chalicelib.handlers.scan_check import Arrived, arrived, asked
from tests.handlers.conftest import SignIn
from tests.handlers.shelved import NOON, a_request, shelved
from tests.library import pdfs

KEY = "incoming/7K2M9QXA/s1"
ANNOUNCED = Scan(id="s1", name="chapter.pdf", size=3, added_on=NOON, added_by="Dan Digitiser")


@pytest.fixture
def s3(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket that keeps versions, and a request that waits for its scan."""
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    s3 = botocore.session.get_session().create_client("s3")
    where = {"LocationConstraint": "eu-west-2"}
    s3.create_bucket(Bucket="scans", CreateBucketConfiguration=where)
    s3.put_bucket_versioning(Bucket="scans", VersioningConfiguration={"Status": "Enabled"})
    shelved(a_request(state=State.ACTIVE, scans=(ANNOUNCED,), selected="", link=None))
    return s3


def told(s3: Any, file: Path, key: str = KEY) -> dict[str, Any]:
    """What the function answers after this file was uploaded."""
    version = s3.put_object(Bucket="scans", Key=key, Body=file.read_bytes())["VersionId"]
    return arrived(batch(notification(key, version)), None)


def notification(key: str, version: str) -> dict[str, Any]:
    thing = {"key": quote_plus(key), "versionId": version, "size": 3}
    record = {"eventSource": "aws:s3", "eventName": "ObjectCreated:Post", "s3": {"object": thing}}
    return {"Records": [record]}


def batch(*bodies: dict[str, Any]) -> dict[str, Any]:
    return {
        "Records": [
            {"messageId": f"m{n}", "body": json.dumps(body)} for n, body in enumerate(bodies, 1)
        ]
    }


def the_scan() -> Scan:
    (scan,) = wiring.table().load("7K2M9QXA").scans
    return scan


def stored(s3: Any, under: str) -> list[str]:
    return [one["Key"] for one in s3.list_objects_v2(Bucket="scans", Prefix=under)["Contents"]]


def test_a_good_upload_becomes_a_master_and_its_scan_is_ready(s3: Any, tmp_path: Path) -> None:
    upload = pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf")

    answer = told(s3, upload)

    scan = the_scan()
    assert answer == {"batchItemFailures": []}
    assert (scan.status, scan.pages, scan.findings) == (ScanStatus.READY, 17, ())
    assert scan.master == f"masters/7K2M9QXA/s1/{scan.sha256}.pdf"
    kept = s3.get_object(Bucket="scans", Key=scan.master)["Body"].read()
    assert kept == upload.read_bytes()


def test_what_arrives_after_a_refusal_is_not_copied(s3: Any, tmp_path: Path) -> None:
    refused = {"state": State.REJECTED, "approval": Approval.REFUSED, "link": None}
    shelved(a_request(scans=(ANNOUNCED,), selected="", **refused))

    answer = told(s3, pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf"))

    scan = the_scan()
    assert (answer, scan.status, scan.master) == ({"batchItemFailures": []}, ScanStatus.BLOCKED, "")
    assert "approval was refused" in scan.findings[0].words
    assert "Contents" not in s3.list_objects_v2(Bucket="scans", Prefix="masters/")


def test_a_repaired_copy_is_what_readers_get(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.misdirected(tmp_path / "a.pdf"))

    kept = tmp_path / "kept.pdf"
    digest = wiring.scans().fetch(the_scan().master, the_version(s3), kept, 10**6)
    assert (the_scan().status, the_scan().sha256) == (ScanStatus.READY, digest)
    assert kept.read_bytes() != (tmp_path / "a.pdf").read_bytes()


def the_version(s3: Any) -> str:
    return str(s3.head_object(Bucket="scans", Key=the_scan().master)["VersionId"])


def test_a_blocked_upload_gets_words_and_no_master(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.with_password(tmp_path / "a.pdf"))

    scan = the_scan()
    assert (scan.status, scan.master) == (ScanStatus.BLOCKED, "")
    assert "protected with a password" in scan.findings[0].words
    assert stored(s3, "") == [KEY]


def test_the_same_news_twice_is_acted_on_once(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf"))
    before = wiring.table().load("7K2M9QXA")
    again = notification(KEY, s3.head_object(Bucket="scans", Key=KEY)["VersionId"])

    assert arrived(batch(again), None) == {"batchItemFailures": []}

    assert wiring.table().load("7K2M9QXA") == before


def test_a_file_swapped_after_its_check_changes_nothing(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf"))
    before = the_scan()

    told(s3, pdfs.saved(pdfs.a_pdf(3), tmp_path / "b.pdf"))

    assert the_scan() == before
    assert [key for key in stored(s3, "masters/") if key.endswith(".pdf")] == [before.master]


def test_a_checked_scan_gets_pictures_of_its_pages(s3: Any, tmp_path: Path) -> None:
    told(s3, pdfs.saved(pdfs.a_pdf(23), tmp_path / "a.pdf"))

    scan = the_scan()
    assert scan.drawn == 23
    assert stored(s3, pictures.below(scan.master)) == list(pictures.sheets(scan))
    last = wiring.table().history("7K2M9QXA")[0]
    assert (last.action, last.said) == ("pages-drawn", {"scan": "chapter.pdf", "pages": 23})


def test_a_scan_that_was_checked_and_not_drawn_is_drawn_when_its_news_comes_again(
    s3: Any, tmp_path: Path
) -> None:
    told(s3, pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf"))
    request = wiring.table().load("7K2M9QXA")
    shelved(replace(request, scans=(replace(the_scan(), drawn=0),)))
    again = notification(KEY, s3.head_object(Bucket="scans", Key=KEY)["VersionId"])

    assert arrived(batch(again), None) == {"batchItemFailures": []}

    assert (the_scan().status, the_scan().drawn) == (ScanStatus.READY, 17)


def test_a_batch_goes_on_after_what_nobody_announced(s3: Any, tmp_path: Path) -> None:
    upload = pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf")
    version = s3.put_object(Bucket="scans", Key=KEY, Body=upload.read_bytes())["VersionId"]
    strange = [
        notification("incoming/7K2M9QXA/s2", "v"),
        notification("incoming/NOBODY/s1", "v"),
        notification("incoming/stray.pdf", "v"),
        {"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "scans"},
    ]

    answer = arrived(batch(*strange, notification(KEY, version)), None)

    assert answer == {"batchItemFailures": []}
    assert the_scan().status is ScanStatus.READY


def test_what_may_pass_comes_again(s3: Any, tmp_path: Path) -> None:
    upload = pdfs.saved(pdfs.a_pdf(17), tmp_path / "a.pdf")
    version = s3.put_object(Bucket="scans", Key=KEY, Body=upload.read_bytes())["VersionId"]
    botocore.session.get_session().create_client("dynamodb").delete_table(TableName="desk")

    answer = arrived(batch(notification(KEY, version)), None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def test_keys_come_encoded_and_are_read_as_they_were() -> None:
    (upload,) = asked(json.dumps(notification("incoming/a b/é+", "v7")))

    assert upload == Arrived("incoming/a b/é+", "v7")


def test_the_checks_function_needs_neither_chalice_nor_pydantic_nor_jinja2() -> None:
    program = """
import sys
for name in ("chalice", "pydantic", "jinja2"):
    sys.modules[name] = None
from datetime import UTC, datetime
from chalicelib import desk, wiring
from chalicelib.aws import scans, table
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Request, State
from chalicelib.domain.scans import Scan
from chalicelib.domain.terms import Moment
from chalicelib.handlers import scan_check
from chalicelib.library import pdf
now = datetime.now(UTC)
scan = Scan(id="s1", name="a.pdf", size=3, added_on=now, added_by="Dan")
request = Request(id="7K", number=1, rlms="leganto", added_on=now, updated_on=now, scans=(scan,))
told = {"scan": "s1", "status": "ready", "pages": 3, "sha256": "a", "master": "m", "findings": []}
print(move(request, "scan-checked", told, Moment(DESK, now)).request.scans[0].status)
"""
    root = Path(__file__).parents[2]

    run = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, check=False
    )

    assert run.stdout.strip() == b"ready", run.stderr.decode()
