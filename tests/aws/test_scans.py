"""Uploads and readings against a local S3 that checks signatures: what is refused, and when."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import botocore.session
import httpx
import pytest

from chalicelib.aws.scans import Form, Scans, disposition
from chalicelib.domain.errors import Busy, TooLarge, Unknown
from local.cloud import REGION, Cloud
from local.listening import free

BUCKET = "scans-of-the-tests"
KEY = "incoming/7K/s1"
FILE = b"%PDF-1.7 and so on"
SHA = "8f52d2ab5a0bb2b9d0bf5b4ed42b9b1cf3a21a8a6b3c36e6a5d5e8c0e2a5c9f1"


@pytest.fixture
def local_s3(ministack: Cloud) -> Cloud:
    """The local cloud, with a bucket that keeps versions."""
    s3 = ministack.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    return ministack


@pytest.fixture
def session(local_s3: Cloud, monkeypatch: pytest.MonkeyPatch) -> Any:
    """As a function finds it: all that it knows of the cloud comes from the environment."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", local_s3.endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return botocore.session.Session()


@pytest.fixture
def scans(session: Any, local_s3: Cloud) -> Scans:
    return Scans(session, BUCKET, local_s3.endpoint)


def sent(form: Form, file: bytes = FILE, changed: Mapping[str, str] | None = None) -> int:
    """The status with which S3 answers this form with this file, some fields changed."""
    fields = {**form.fields, **(changed or {})}
    files = {"file": ("a.pdf", file, "application/pdf")}
    return httpx.post(form.url, data=fields, files=files).status_code


def uploaded(local_s3: Cloud, file: bytes = FILE) -> str:
    """The version that this upload has become."""
    stored = local_s3.client("s3").put_object(Bucket=BUCKET, Key=KEY, Body=file)
    return str(stored["VersionId"])


def test_the_form_takes_exactly_the_file_that_was_announced(scans: Scans, local_s3: Cloud) -> None:
    form = scans.upload_form(KEY, len(FILE))

    assert sent(form) == 204
    stored = local_s3.client("s3").get_object(Bucket=BUCKET, Key=KEY)
    assert (stored["Body"].read(), stored["ContentType"]) == (FILE, "application/pdf")


@pytest.mark.parametrize("file", [FILE + b"!", FILE[:-1], b""])
def test_another_size_is_refused(scans: Scans, file: bytes) -> None:
    assert sent(scans.upload_form(KEY, len(FILE)), file) == 400


@pytest.mark.parametrize(
    "changed",
    [
        {"Content-Type": "text/html"},
        {"key": "incoming/7K/s2"},
        {"key": "masters/7K/s1/x.pdf"},
        {"x-amz-signature": "0" * 64},
    ],
)
def test_another_type_key_or_signature_is_refused(scans: Scans, changed: dict[str, str]) -> None:
    assert sent(scans.upload_form(KEY, len(FILE)), changed=changed) == 403


def test_a_form_that_is_too_old_is_refused(scans: Scans) -> None:
    form = scans.upload_form(KEY, len(FILE), seconds=-60)

    assert sent(form) == 403


def test_the_address_shows_the_pdf_under_its_name_and_then_dies(
    scans: Scans, local_s3: Cloud
) -> None:
    master = scans.to_master(KEY, uploaded(local_s3), SHA).key
    url = scans.reading_url(master, 2, "Введение.pdf")

    fresh = httpx.get(url)
    time.sleep(3.1)
    stale = httpx.get(url)

    assert (fresh.status_code, fresh.content) == (200, FILE)
    assert fresh.headers["content-type"] == "application/pdf"
    assert fresh.headers["content-disposition"] == disposition("Введение.pdf")
    assert stale.status_code == 403


def test_an_address_whose_life_was_lengthened_by_hand_is_refused(
    scans: Scans, local_s3: Cloud
) -> None:
    url = scans.reading_url(scans.to_master(KEY, uploaded(local_s3), SHA).key, 60, "a.pdf")

    assert httpx.get(url.replace("Expires=60", "Expires=6000")).status_code == 403
    assert httpx.get(url.partition("?")[0]).status_code == 403


def test_the_address_holds_for_the_host_that_browsers_see_behind_a_front_that_keeps_it(
    session: Any, local_s3: Cloud
) -> None:
    scans = Scans(session, BUCKET, "http://127.0.0.1:8000")
    url = scans.reading_url(scans.to_master(KEY, uploaded(local_s3), SHA).key, 60, "a.pdf")

    behind = url.replace("http://127.0.0.1:8000", local_s3.endpoint)

    assert url.startswith(f"http://127.0.0.1:8000/{BUCKET}/masters/7K/s1/")
    assert httpx.get(behind, headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert httpx.get(behind).status_code == 403


def test_evidence_is_saved_as_a_file_in_the_version_that_arrived(
    scans: Scans, local_s3: Cloud
) -> None:
    s3, key = local_s3.client("s3"), "evidence/7K/f1"
    first = s3.put_object(Bucket=BUCKET, Key=key, Body=b"<script>", ContentType="text/plain")
    s3.put_object(Bucket=BUCKET, Key=key, Body=b"something else")

    url = scans.download_url(key, first["VersionId"], 60, "Brief.txt")

    saved, asked = httpx.get(url), httpx.URL(url).params
    assert (saved.status_code, saved.content) == (200, b"<script>")
    # The local S3 forgets these two for a version; the deployed stack's front does not.
    assert asked["response-content-type"] == "application/octet-stream"
    assert asked["response-content-disposition"].startswith('attachment; filename="Brief.txt"')


def test_without_a_front_the_address_is_s3s_own_in_the_region(
    session: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-2")

    url = Scans(session, BUCKET).reading_url("masters/7K/s1/a.pdf", 300, "a.pdf")

    assert url.startswith(f"https://{BUCKET}.s3.eu-west-2.amazonaws.com/masters/7K/s1/a.pdf?")
    assert "X-Amz-Algorithm=AWS4-HMAC-SHA256" in url


def test_that_very_version_is_fetched_and_kept_whatever_was_uploaded_since(
    scans: Scans, local_s3: Cloud, tmp_path: Path
) -> None:
    version = uploaded(local_s3)
    uploaded(local_s3, b"%PDF- something else")

    sha256 = scans.fetch(KEY, version, tmp_path / "a.pdf", 10**6)
    master = scans.to_master(KEY, version, sha256).key

    assert (tmp_path / "a.pdf").read_bytes() == FILE
    assert master == f"masters/7K/s1/{sha256}.pdf"
    kept = local_s3.client("s3").get_object(Bucket=BUCKET, Key=master)
    assert (kept["Body"].read(), kept["ContentType"]) == (FILE, "application/pdf")


def test_a_repaired_copy_is_kept_in_place_of_the_upload(
    scans: Scans, local_s3: Cloud, tmp_path: Path
) -> None:
    mended = tmp_path / "mended.pdf"
    mended.write_bytes(b"%PDF-1.7 whole again")

    master = scans.mended_master(KEY, mended, SHA).key

    kept = local_s3.client("s3").get_object(Bucket=BUCKET, Key=master)
    assert kept["Body"].read() == b"%PDF-1.7 whole again"


def test_more_than_a_scan_may_have_is_not_fetched(
    scans: Scans, local_s3: Cloud, tmp_path: Path
) -> None:
    with pytest.raises(TooLarge):
        scans.fetch(KEY, uploaded(local_s3), tmp_path / "a.pdf", largest=5)

    assert not (tmp_path / "a.pdf").exists()


def test_what_is_no_longer_there_is_unknown(scans: Scans, tmp_path: Path) -> None:
    with pytest.raises(Unknown):
        scans.fetch("incoming/7K/never", "0" * 32, tmp_path / "a.pdf", 10**6)


def test_a_store_that_cannot_be_reached_may_be_tried_again(
    session: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free()}")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")

    with pytest.raises(Busy):
        Scans(session, BUCKET).fetch(KEY, "1", tmp_path / "a.pdf", 10**6)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Unité d'étude.pdf", "Unite d'etude.pdf"),
        ('a"b\\c.pdf', "abc.pdf"),
        ("Введение.pdf", "scan.pdf"),
    ],
)
def test_a_name_stays_whole_for_new_browsers_and_plain_for_old(name: str, plain: str) -> None:
    assert disposition(name).startswith(f'inline; filename="{plain}"; filename*=UTF-8' + "''")
    assert disposition(name).isascii()
