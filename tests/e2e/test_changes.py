"""Changes of what is live, and notes, on the deployed stack: nothing is taken down meanwhile."""

from collections.abc import Callable
from typing import Any

import pytest

from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser
from tests.e2e.test_accessible import scanned, student

Bearer = Callable[[str], dict[str, str]]


@pytest.fixture
def book() -> Title:
    return Title.new("Corrections", 240)


@pytest.fixture
def live(dan: DeskUser, book: Title) -> dict[str, Any]:
    """A live request for a chapter that no other test asks for."""
    dan.until_answered("POST", "/api/works", json=book.record)
    said = {"isn": book.isbn, "extract_title": f"Chaptre {book.isbn}", "portion": "chapter",
            "pages": "1-12", "course": "HIST2041"}  # fmt: skip
    made = dan.until_answered("POST", "/api/requests", json=said).json()["request"]["id"]
    dan.act(made, "select-scan", scan=scanned(dan, made))
    dan.act(made, "verify-licence", basis="cla-he", coverage="covered")
    dan.act(made, "confirm-extent")
    published: dict[str, Any] = dan.act(made, "publish").json()["request"]
    assert published["state"] == "complete"
    return published


def corrected(dan: DeskUser, live: dict[str, Any], **said: Any) -> Any:
    extract = {name: live["extract"][name] for name in ("title", "pages", "portion")}
    return dan.act(live["id"], "correct", work=live["work"]["id"], **{**extract, **said})


def test_a_title_is_corrected_under_an_open_link(
    product: Product, dan: DeskUser, live: dict[str, Any], book: Title
):
    after = corrected(dan, live, title=f"Chapter {book.isbn}").json()["request"]

    _, page = student(product, live["link"]["url"])
    assert (after["state"], after["link"]["url"]) == ("complete", live["link"]["url"])
    assert (page.status, f"Chapter {book.isbn}" in page.words) == (200, True)
    assert [one["until"] is None for one in after["copies"]] == [False, True]
    assert after["licence"] == live["licence"]


def test_a_range_over_the_limit_is_refused_in_words_and_the_link_stays(
    product: Product, dan: DeskUser, live: dict[str, Any]
):
    refused = corrected(dan, live, pages="1-120", portion="")

    let_on = corrected(
        dan, live, pages="1-120", portion="", over="direct-permission", note="The author agrees."
    ).json()["request"]
    assert refused.status_code == 400
    assert "Give a basis and a note" in refused.json()["detail"]
    assert (let_on["state"], let_on["extent"]["basis"]) == ("complete", "direct-permission")


def test_a_scan_is_replaced_under_an_open_link_and_the_old_one_is_kept(
    product: Product, dan: DeskUser, live: dict[str, Any]
):
    new = scanned(dan, live["id"], "scanned-anew.pdf")

    shown = dan.act(live["id"], "select-scan", scan=new).json()

    scans = {one["id"]: one["selected"] for one in shown["request"]["scans"]}
    assert (len(scans), [one for one, chosen in scans.items() if chosen]) == (2, [new])
    assert shown["request"]["link"]["url"] == live["link"]["url"]
    assert "instead of: chapter.pdf" in shown["history"][0]["words"]
    _, page = student(product, live["link"]["url"])
    assert page.status == 200


def test_notes_are_added_edited_found_and_deleted(dan: DeskUser, live: dict[str, Any]):
    path = f"/api/requests/{live['id']}/notes"
    dan.act(live["id"], "note", note="The volume is on loan.")
    dan.act(live["id"], "note", note="Chase it in June.")
    newest, older = dan.until_answered("GET", path).json()["notes"]

    dan.act(live["id"], "edit-note", id=older["id"], note="The volume is back.")
    found = dan.until_answered("GET", f"{path}?q=BACK&in=note").json()
    nobody = dan.until_answered("GET", f"{path}?q=nobody&in=created_by").json()
    wrong = dan.until_answered("GET", f"{path}?q=x&in=colour")
    left = dan.act(live["id"], "delete-note", id=newest["id"]).json()

    assert [(one["text"], one["updated_by"]) for one in found["notes"]] == [
        ("The volume is back.", "Dan Digitiser")
    ]
    assert (found["total"], nobody["total"], wrong.status_code) == (1, 0, 400)
    assert [one["id"] for one in left["notes"]] == [older["id"]]
    assert "Chase it in June." in [one["note"] for one in left["history"]]


def test_a_request_is_cancelled_with_a_reason_of_the_librarys_list(dan: DeskUser, book: Title):
    said = {"title": "Not needed", "course": "HIST2041"}
    made = dan.until_answered("POST", "/api/requests", json=said).json()["request"]["id"]

    unsaid = dan.act(made, "cancel", note="x")
    shown = dan.act(made, "cancel", reason="requested-by-mistake", note="Sorry.").json()["request"]

    assert (unsaid.status_code, shown["state"]) == (400, "cancelled")
    assert shown["cancellation"]["reason_label"] == "It was requested by mistake"


def test_it_changes_to_electronic_where_the_library_has_it_so(dan: DeskUser, book: Title):
    dan.until_answered("POST", "/api/works", json=book.record)
    said = {"isn": book.isbn, "course": "HIST2041"}
    made = dan.until_answered("POST", "/api/requests", json=said).json()["request"]["id"]
    unknown = dan.act(made, "go-electronic")

    dan.act(made, "record-holdings", holdings="print-and-electronic", evidence="The catalogue")
    shown = dan.act(made, "go-electronic").json()["request"]

    assert unknown.json()["missing"] == ["electronic"]
    assert "record the holdings" in unknown.json()["detail"]
    assert shown["medium"]["code"] == "electronic"
