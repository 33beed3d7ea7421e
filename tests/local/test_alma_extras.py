"""The local Alma's volumes, representations and events in XML."""

from typing import Any
from xml.etree.ElementTree import fromstring

import httpx
import pytest

from local.deliveries import signature
from tests.local.conftest import Town

AWS = "/local/alma/almaws/v1"
ORIENTALISM, PIKETTY, ARTICLE = "9910090002212", "9910130002212", "9910050002212"
COPY = {"repository": {"value": "SCANDESK"}, "originating_record_id": "K7M2QX9A"}


def call(town: Town, method: str, path: str, body: Any = None) -> httpx.Response:
    key = {"Authorization": "apikey local-alma-key"}
    return town.web.request(method, AWS + path, headers=key, json=body)


def error(answer: httpx.Response) -> str:
    return str(answer.json()["errorList"]["error"][0]["errorCode"])


@pytest.mark.parametrize(("record", "volumes"), [(ORIENTALISM, 1), (PIKETTY, 0)])
def test_the_volumes_of_a_record_are_counted(town, record, volumes):
    answer = call(town, "GET", f"/bibs/{record}/holdings/ALL/items?limit=1")

    assert answer.json()["total_record_count"] == volumes


def test_an_unknown_record_has_no_volumes_to_count(town):
    assert error(call(town, "GET", "/bibs/1/holdings/ALL/items")) == "402203"


def test_a_representation_is_kept(town):
    made = call(town, "POST", f"/bibs/{ORIENTALISM}/representations", COPY).json()

    held = call(town, "GET", f"/bibs/{ORIENTALISM}/representations").json()

    assert [one["id"] for one in held["representation"]] == [made["id"]]
    assert held["total_record_count"] == 1


def test_a_record_in_no_collection_takes_no_representation(town):
    answer = call(town, "POST", f"/bibs/{ARTICLE}/representations", COPY)

    assert error(answer) == "402260"


def test_a_representation_names_its_repository(town):
    answer = call(town, "POST", f"/bibs/{ORIENTALISM}/representations", {})

    assert error(answer) == "401664"


def test_where_the_address_says_so_the_event_is_xml_and_signed(town):
    said = {"citation": "5933190090002212", "pages": "3-9, 12"}
    town.web.post("/local/leganto/request?format=xml", json=said)

    body, signed = town.desk.told[0]

    assert signed == signature(body)
    told = fromstring(body)
    assert told.findtext("event") == "REQUEST_CREATED"
    first = told.find("user_request/required_pages/required_pages_range")
    assert first is not None
    assert (first.findtext("from_page"), first.findtext("to_page")) == ("3", "9")


def test_the_page_keeps_the_form_in_which_it_was_opened(town):
    page = town.web.get("/local/leganto?format=xml").text

    assert 'action="/local/leganto/request?format=xml"' in page


def test_only_events_of_alma_are_told(town):
    answer = town.web.post("/local/leganto/tell", json={"request_id": "1", "event": "ODD"})

    assert answer.status_code == 400
