"""The same text again, on the deployed stack: remarked, and its scan offered and used once more."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from local.paper import pdf
from local.product import Product
from tests.e2e.desk_user import DeskUser

Bearer = Callable[[str], dict[str, str]]
PRINT, ONLINE = "9780691127088", "9781400834709"


@pytest.fixture
def chapter() -> str:
    """A chapter that no other test asks for; each test has pages of its own besides."""
    return f"Chapter {uuid.uuid4().hex[:10]}"


def started(dan: DeskUser, **said: Any) -> str:
    answer = dan.until_answered("POST", "/api/requests", json=said)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["request"]["id"])


def scanned(dan: DeskUser, request_id: str) -> str:
    """A scan that has been checked."""
    file = pdf("Imperial trajectories", 12)
    about = {"name": "trajectories.pdf", "bytes": len(file), "type": "application/pdf"}
    form = dan.until_answered("POST", f"/api/requests/{request_id}/scans", json=about).json()
    httpx.post(form["url"], data=form["fields"], files={"file": file}).raise_for_status()
    until = time.monotonic() + 120
    while dan.read(request_id)["request"]["scans"][0]["status"] != "ready":
        assert time.monotonic() < until
        time.sleep(0.3)
    return str(form["scan"])


def test_the_same_text_for_the_same_course_is_remarked_on_both_editions(
    dan: DeskUser, chapter: str
) -> None:
    text = {"extract_title": chapter, "pages": "101-112", "course": "HIST2041"}
    first = started(dan, isn=PRINT, **text)

    second = started(dan, isn=ONLINE, **text)

    shown = dan.read(second)
    assert [one["id"] for one in shown["twins"]] == [first]
    assert "same-text" in shown["request"]["badges"]
    assert [one["id"] for one in dan.read(first)["twins"]] == [second]
    assert shown["request"]["matched"]["words"] == "Matched by ISBN 978-1400834709."


def test_a_scan_for_another_course_is_used_again_and_opens_for_readers(
    dan: DeskUser, product: Product, chapter: str
) -> None:
    text = {"extract_title": chapter, "portion": "chapter", "pages": "201-212"}
    elder = started(dan, isn=PRINT, course="POLI3015", **text)
    scan = scanned(dan, elder)
    newer = started(dan, isn=ONLINE, course="HIST2041", **text)

    (offer,) = dan.read(newer)["reuse"]
    taken = dan.act(newer, "reuse-scan", scan=offer["id"])
    (candidate,) = taken.json()["request"]["scans"]
    dan.act(newer, "verify-licence", basis="cla-he", coverage="covered")
    dan.act(newer, "confirm-extent")
    dan.act(newer, "select-scan", scan=candidate["id"])
    published = dan.act(newer, "publish").json()

    assert (offer["request"], offer["scan"]) == (elder, scan)
    assert "no approval was needed" in offer["decision"]
    assert (candidate["reused"], candidate["status"]) == (elder, "ready")
    assert published["request"]["state"] == "complete"
    assert dan.read(newer)["reuse"] == []
    address = dan.until_answered("GET", f"/api/requests/{newer}/scans/{candidate['id']}").json()
    assert httpx.get(address["url"]).content.startswith(b"%PDF")


def test_a_scan_of_a_request_that_was_rejected_is_not_offered(dan: DeskUser, chapter: str) -> None:
    text = {"extract_title": chapter, "pages": "301-312"}
    elder = started(dan, isn=PRINT, course="POLI3015", **text)
    scanned(dan, elder)
    newer = started(dan, isn=PRINT, course="HIST2041", **text)
    offered = dan.read(newer)["reuse"]

    rejected = dan.act(elder, "reject", reason="not-held")

    assert rejected.json()["request"]["state"] == "rejected"
    shown = dan.read(newer)
    assert (len(offered), shown["reuse"]) == (1, [])
    assert "reuse-scan" not in [one["action"] for one in shown["actions"]]
