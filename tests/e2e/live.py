"""A request from its beginning to its link, as a test finds it done."""

import time
from typing import Any

import httpx

from local.paper import pdf
from local.titles import Title
from tests.e2e.desk_user import DeskUser


def published(dan: DeskUser) -> dict[str, Any]:
    """A request that is all done."""
    book = Title.new("Imagined Communities", 240)
    dan.until_answered("POST", "/api/works", json=book.record)
    known = {"isn": book.isbn, "pages": "1-12", "course": "HIST2041"}
    request_id = dan.until_answered("POST", "/api/requests", json=known).json()["request"]["id"]
    dan.act(request_id, "verify-licence", basis="cla-he", coverage="covered")
    dan.act(request_id, "confirm-extent")
    dan.act(request_id, "select-scan", scan=uploaded(dan, request_id))
    done: dict[str, Any] = dan.act(request_id, "publish").json()["request"]
    return done


def uploaded(dan: DeskUser, request_id: str) -> str:
    """A scan that has been checked."""
    file = pdf("Imagined Communities", 12)
    about = {"name": "one.pdf", "bytes": len(file), "type": "application/pdf"}
    path = f"/api/requests/{request_id}/scans"
    form = dan.until_answered("POST", path, json=about).json()
    httpx.post(
        form["url"], data=form["fields"], files={"file": file}, timeout=60
    ).raise_for_status()
    until = time.monotonic() + 120
    while dan.read(request_id)["request"]["scans"][0]["status"] != "ready":
        assert time.monotonic() < until
        time.sleep(0.2)
    return str(form["scan"])
