"""Scans on the deployed stack: pictures and files put together, and nothing swapped is served."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser, an_event, signed
from tests.library import pdfs, pictures

Bearer = Callable[[str], dict[str, str]]


@pytest.fixture
def request_id(product: Product, dan: DeskUser) -> str:
    """An active request, which takes scans."""
    body = an_event(Title.new("A chapter in parts").title)
    address = f"{product.url}/api/webhooks/leganto"
    answer = httpx.post(address, content=body, headers=signed(body), timeout=60)
    made = str(answer.raise_for_status().json()["request"])
    for action in ("assign", "progress"):
        assert dan.act(made, action).status_code == 200
    return made


def announced(dan: DeskUser, request_id: str, *files: Path) -> dict[str, Any]:
    about = [{"name": one.name, "bytes": one.stat().st_size} for one in files]
    answer = dan.web.post(f"/api/requests/{request_id}/scans", json={"files": about})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def sent(form: dict[str, Any], file: Path) -> int:
    files = {"file": ("a", file.read_bytes())}
    return httpx.post(form["url"], data=form["fields"], files=files, timeout=60).status_code


def scan_of(dan: DeskUser, request_id: str, scan: str) -> dict[str, Any]:
    held = dan.read(request_id)["request"]["scans"]
    found: dict[str, Any] = next(one for one in held if one["id"] == scan)
    return found


def once(dan: DeskUser, request_id: str, scan: str, so: Callable[[Any], bool]) -> dict[str, Any]:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        one = scan_of(dan, request_id, scan)
        if so(one):
            return one
        time.sleep(0.5)
    raise AssertionError(f"the scan stands so: {one}")


def is_ready(one: dict[str, Any]) -> bool:
    return bool(one["status"] == "ready")


def opened(dan: DeskUser, request_id: str, scan: str) -> bytes:
    url = dan.until_answered("GET", f"/api/requests/{request_id}/scans/{scan}").json()["url"]
    return httpx.get(url, timeout=60).raise_for_status().content


def test_pictures_are_put_together_and_anew_in_another_order(
    dan: DeskUser, request_id: str, tmp_path: Path
):
    files = [pictures.tiff(tmp_path / "front.tif", 1), pictures.tiff(tmp_path / "rest.tif", 3)]
    made = announced(dan, request_id, *files)
    second, first = made["files"][1], made["files"][0]

    assert sent(second, files[1]) == 204
    waiting = once(dan, request_id, made["scan"], lambda one: one["files"][1]["status"] == "ready")
    assert sent(first, files[0]) == 204
    before = once(dan, request_id, made["scan"], is_ready)
    whole = opened(dan, request_id, made["scan"])
    order = [second["file"], first["file"]]
    turned = dan.act(request_id, "order-files", scan=made["scan"], files=order)
    after = once(dan, request_id, made["scan"], is_ready)

    assert waiting["status"] == "uploading"
    assert "front.tif" in waiting["waits_for"]
    assert (before["pages"], whole[:5]) == (4, b"%PDF-")
    assert turned.status_code == 200
    assert [one["id"] for one in after["files"]] == order
    assert opened(dan, request_id, made["scan"]) != whole


def test_a_form_used_again_after_the_check_changes_nothing_that_is_opened(
    dan: DeskUser, request_id: str, tmp_path: Path
):
    good = pdfs.saved(pdfs.a_pdf(17), tmp_path / "good.pdf")
    made = announced(dan, request_id, good)
    form = made["files"][0]
    assert sent(form, good) == 204
    # Its pages are drawn a little later than it is ready.
    before = once(dan, request_id, made["scan"], lambda scan: scan["drawn"] == 17)
    seen = opened(dan, request_id, made["scan"])
    swapped = tmp_path / "swapped.pdf"
    swapped.write_bytes(seen.replace(b"words", b"other")[: len(seen)])

    assert sent(form, swapped) in (204, 400)
    time.sleep(5)

    assert scan_of(dan, request_id, made["scan"]) == before
    assert opened(dan, request_id, made["scan"]) == seen


def test_who_overwrites_the_checked_copy_itself_serves_nobody_anything_else(
    dan: DeskUser, request_id: str, product: Product, tmp_path: Path
):
    good = pdfs.saved(pdfs.a_pdf(2), tmp_path / "good.pdf")
    made = announced(dan, request_id, good)
    assert sent(made["files"][0], good) == 204
    once(dan, request_id, made["scan"], is_ready)
    seen = opened(dan, request_id, made["scan"])

    key = master(product, request_id)
    product.aws("s3").put_object(Bucket=product.bucket, Key=key, Body=b"%PDF-1.7 swapped")

    assert opened(dan, request_id, made["scan"]) == seen


def master(product: Product, request_id: str) -> str:
    listed = product.aws("s3").list_objects_v2(
        Bucket=product.bucket, Prefix=f"masters/{request_id}/"
    )
    masters = [one for one in listed["Contents"] if not one["Key"].endswith(".jpg")]
    return str(max(masters, key=lambda one: one["LastModified"])["Key"])


def test_what_was_made_to_harm_ends_in_words_and_the_next_scan_goes_on(
    dan: DeskUser, request_id: str, tmp_path: Path
):
    files = [
        pdfs.a_bomb(tmp_path / "bomb.pdf"),
        pdfs.a_loop(tmp_path / "loop.pdf"),
        pictures.a_bomb(tmp_path / "bomb.png"),
        pdfs.with_password(tmp_path / "locked.pdf"),
    ]
    made = [announced(dan, request_id, one) for one in files]
    for one, file in zip(made, files, strict=True):
        assert sent(one["files"][0], file) == 204

    ended = [
        once(dan, request_id, one["scan"], lambda scan: scan["status"] == "blocked") for one in made
    ]

    assert all(one["findings"][0]["words"] and one["findings"][0]["code"] for one in ended)
    for one in made:
        assert dan.act(request_id, "remove-scan", scan=one["scan"]).status_code == 200
    assert dan.read(request_id)["request"]["scans"] == []


def test_the_limit_of_all_files_is_said_before_anything_is_sent(dan: DeskUser, request_id: str):
    path = f"/api/requests/{request_id}/scans"
    said = [dan.web.post(path, json={"name": f"{n}.pdf", "bytes": 99_000_000}) for n in range(6)]

    limits = dan.read(request_id)["request"]["upload_limits"]
    assert [one.status_code for one in said] == [201] * 5 + [413]
    assert "the limit is 500 MB" in said[-1].json()["detail"]
    assert (limits["file"], limits["all"], limits["left"]) == (100_000_000, 500_000_000, 5_000_000)
