"""The local reading list tells the desk what Alma would, and shows what the desk answers."""

import json
import re
import time
from typing import Any

import httpx
import pytest

from local.deliveries import signature
from tests.local.conftest import Town

ORIENTALISM, DIVERGENCE = "5933190090002212", "5933190010002212"
ENVELOPE = {
    "representation",
    "portfolio",
    "item",
    "id",
    "action",
    "institution",
    "time",
    "event",
    "user_request",
    "holding",
}
USER_REQUEST = {
    "user_primary_id",
    "request_id",
    "additional_id",
    "request_type",
    "request_sub_type",
    "mms_id",
    "title",
    "author",
    "description",
    "manual_description",
    "holding_id",
    "pickup_location",
    "pickup_location_type",
    "pickup_location_library",
    "pickup_location_circulation_desk",
    "pickup_location_institution",
    "target_destination",
    "material_type",
    "last_interest_date",
    "partial_digitization",
    "chapter_or_article_title",
    "chapter_or_article_author",
    "volume",
    "issue",
    "part",
    "date_of_publication",
    "required_pages_range",
    "full_chapter",
    "comment",
    "request_status",
    "place_in_queue",
    "request_date",
    "request_time",
    "task_name",
    "expiry_date",
    "item_id",
    "barcode",
    "managed_by_library",
    "managed_by_library_code",
    "managed_by_circulation_desk",
    "managed_by_circulation_desk_code",
    "resource_sharing",
    "copyrights_declaration_signed_by_patron",
}
FORM = {
    "citation": ORIENTALISM,
    "chapter": "1. The Scope of Orientalism",
    "pages": "vii-xxi, 31-49, 5",
    "start": "2027-01-11",
    "end": "2027-06-11",
    "images": True,
    "needed_by": "2027-01-04",
    "notes": ["With the maps, please.", "", "صفحة العنوان"],
}


def ask(town: Town, **said: Any) -> httpx.Response:
    return town.web.post("/local/leganto/request", json={**FORM, **said})


def item(town: Town, citation: str = ORIENTALISM) -> dict[str, Any]:
    found = town.web.get("/local/leganto/lists.json", params={"citation": citation}).json()
    items: list[dict[str, Any]] = [one for each in found["lists"] for one in each["citations"]]
    return items[0]


def test_the_event_holds_only_what_alma_sends(town: Town) -> None:
    ask(town)

    event = json.loads(town.desk.told[0][0])
    assert set(event) == ENVELOPE
    assert set(event["user_request"]) <= USER_REQUEST
    assert event["event"]["value"] == "REQUEST_CREATED"
    assert event["user_request"]["request_type"] == "DIGITIZATION"
    assert event["user_request"]["partial_digitization"] is True
    assert re.fullmatch(r"\d{4}-\d\d-\d\dZ", event["user_request"]["request_date"])


def test_the_event_is_signed_over_its_very_bytes(town: Town) -> None:
    ask(town)

    body, signed = town.desk.told[0]
    assert signed == signature(body)
    assert "صفحة العنوان".encode() in body


def test_pages_that_are_no_numbers_go_into_the_comment(town: Town) -> None:
    ask(town)

    said = json.loads(town.desk.told[0][0])["user_request"]
    assert said["required_pages_range"] == [
        {"from_page": "31", "to_page": "49"},
        {"from_page": "5", "to_page": "5"},
    ]
    assert said["comment"].splitlines() == [
        "Pages: vii-xxi",
        "Dates: 2027-01-11 to 2027-06-11",
        "Include images: yes",
        "Note: With the maps, please.",
        "Note: صفحة العنوان",
    ]


def test_an_article_names_its_journal_its_pages_and_itself(town: Town) -> None:
    ask(town, citation="5933190050002212", chapter="", pages="")

    said = json.loads(town.desk.told[0][0])["user_request"]
    assert said["title"] == "Past & Present"
    assert said["chapter_or_article_title"].startswith("The Moral Economy")
    assert said["required_pages_range"] == [{"from_page": "76", "to_page": "136"}]


@pytest.mark.parametrize(
    "said",
    [
        {"pages": ", ".join(str(page) for page in range(11))},
        {"pages": "20-10"},
        {"notes": ["a", "b", "c", "d"]},
        {"start": "2027-06-11", "end": "2027-01-11"},
        {"citation": "1"},
        {"user": "nobody"},
    ],
)
def test_a_form_that_is_wrong_asks_for_nothing(town: Town, said: dict[str, Any]) -> None:
    refused = ask(town, **said)

    assert refused.status_code == 400
    assert refused.json()["error"]
    assert town.desk.told == []


def test_an_item_has_one_open_request_at_most(town: Town) -> None:
    first, second = ask(town), ask(town)

    assert (first.status_code, second.status_code) == (201, 400)
    assert len(town.desk.told) == 1


def test_a_delivery_that_failed_is_tried_again_with_the_same_bytes(town: Town) -> None:
    town.desk.refusals = 1

    first = ask(town).json()["delivery"]

    assert (first["outcome"], first["status"]) == ("waiting", 503)
    until = time.monotonic() + 5
    while item(town)["request"]["deliveries"][0]["outcome"] != "delivered":
        assert time.monotonic() < until
        time.sleep(0.05)
    assert town.desk.told[0] == town.desk.told[1]


def test_the_same_bytes_can_be_sent_once_more(town: Town) -> None:
    request_id = ask(town).json()["request_id"]

    again = town.web.post("/local/leganto/deliver-again", json={"request_id": request_id})

    assert again.json()["delivery"]["answer"] == {"id": "ABCD1234"}
    assert town.desk.told[0] == town.desk.told[1]


def test_a_list_that_withdraws_says_so_and_may_ask_anew(town: Town) -> None:
    request_id = ask(town).json()["request_id"]

    town.web.post("/local/leganto/cancel", json={"request_id": request_id})

    event = json.loads(town.desk.told[1][0])
    assert event["event"]["value"] == "REQUEST_CANCELED"
    assert event["user_request"]["request_id"] == request_id
    assert item(town)["request"]["state"] == "withdrawn"
    assert ask(town).status_code == 201


def test_a_link_written_to_the_citation_stands_on_the_item(town: Town) -> None:
    path = (
        "/local/alma/almaws/v1/courses/231739800002212/reading-lists/5933190800002212"
        f"/citations/{ORIENTALISM}"
    )
    key = {"Authorization": "apikey local-alma-key"}
    citation = town.web.get(path, headers=key).json()

    swapped = {**citation, "status": {"value": "Complete"}, "source1": "http://desk.example/l/x"}
    town.web.put(path, headers=key, json=swapped)

    shown = item(town)
    assert (shown["status"], shown["link"]) == ("Complete", "http://desk.example/l/x")
    assert 'href="http://desk.example/l/x"' in town.web.get("/local/leganto").text


def test_a_script_can_add_an_item(town: Town) -> None:
    said = {"course": "POLI3015", "title": "Seeing Like a State", "isbn": "9780300246759"}

    added = town.web.post("/local/leganto/citation", json=said).json()["citation"]

    assert item(town, added)["title"] == "Seeing Like a State"
    assert ask(town, citation=added).status_code == 201


def test_the_page_works_without_its_script(town: Town) -> None:
    form = {"citation": DIVERGENCE, "from": ["1", "xi"], "to": ["9", "xx"], "note": "Hello"}

    sent = town.web.post("/local/leganto/request", data=form)

    assert sent.status_code == 303
    said = json.loads(town.desk.told[0][0])["user_request"]
    assert said["required_pages_range"] == [{"from_page": "1", "to_page": "9"}]
    assert "Pages: xi-xx" in said["comment"]


def test_the_pages_hold_no_script_or_style_of_their_own(town: Town) -> None:
    for address in ("/local/leganto", "/local/inbox"):
        shown = town.web.get(address)

        assert "default-src 'none'" in shown.headers["content-security-policy"]
        assert "unsafe" not in shown.headers["content-security-policy"]
        assert not re.search(r"<style|<script>| style=| on[a-z]+=|https?://(?!127)", shown.text)
