"""Clearing an uploaded file's copyright on the deployed stack, from its start to its end."""

from collections.abc import Callable

from local.product import Product
from tests.e2e.desk_user import DeskUser


def test_a_request_for_clearance_is_completed_by_its_approval_and_never_has_a_link(
    product: Product, bearer: Callable[[str], dict[str, str]]
):
    dan, ada = (DeskUser(product, bearer(one)) for one in ("digitiser", "approver"))
    said = {"kind": "copyright-clearance", "title": "A hand-out on ports", "course": "HIST2041"}
    with dan.web, ada.web:
        started = dan.until_answered("POST", "/api/requests", json=said).json()["request"]
        listed = ada.until_answered("GET", "/api/approvals?q=hand-out").json()["approvals"]
        may = {one["action"] for one in dan.read(started["id"])["actions"]}
        answer = ada.act(started["id"], "approve", reason="covered-by-license")
        shown = dan.read(started["id"])

    assert (started["state"], started["approval"]) == ("in-progress", "wanted")
    assert [one["id"] for one in listed] == [started["id"]]
    assert may & {"progress", "publish", "select-scan"} == set()
    assert answer.status_code == 200, answer.text
    assert (shown["request"]["state"], shown["request"]["link"]) == ("complete", None)
