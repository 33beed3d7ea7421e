"""What the API says of a request: all that the console knows."""

from dataclasses import replace

import pytest

from chalicelib.domain.facts import Original
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK, the_list
from chalicelib.domain.request import State
from chalicelib.domain.ruling import Said
from chalicelib.domain.scans import Finding
from chalicelib.domain.telling import Outgoing
from chalicelib.handlers import view
from chalicelib.handlers.delivery_view import scans
from chalicelib.handlers.working_copy import row
from tests.domain.a_request import A_RULING, DIGITISER, NOON, SCAN, VIEWER, a_request, moment, ready

TODAY = NOON.date()
SENT = Original(NOON, title="As it was sent", fields=(("Title", "As it was sent"),))


def detail(request, by=DIGITISER):
    return view.detail(request, SENT, (), (), moment(by), {"leganto": "Leganto"}, "https://desk")


def test_a_new_request_offers_to_be_assigned_and_says_nothing_of_the_link():
    shown = detail(a_request())

    assert "assign" in [one["action"] for one in shown["actions"]]
    assert "publish" not in [one["action"] for one in shown["actions"] + shown["blocked"]]


def test_a_blocked_action_names_what_is_missing_and_what_supplies_it():
    shown = detail(ready(licence=None, selected=""))

    (blocked,) = [one for one in shown["blocked"] if one["action"] == "publish"]
    assert [one["action"] for one in blocked["missing"]] == ["verify-licence", "select-scan"]


def test_the_stepper_ticks_what_is_done():
    steps = {one["need"]: one["done"] for one in detail(ready(extent=None))["steps"]}

    assert steps["licence"]
    assert not steps["extent"]


def test_a_viewer_sees_everything_and_may_do_nothing():
    shown = detail(ready(), VIEWER)

    assert (shown["actions"], shown["blocked"]) == ([], [])
    assert shown["request"]["requester_detail"]["email"] == "jo@example.edu"


def test_a_form_offers_only_the_reasons_there_are():
    (reject,) = [one for one in detail(ready())["actions"] if one["action"] == "reject"]

    offered = [one["const"] for one in reject["schema"]["properties"]["reason"]["oneOf"]]
    assert "not-held" in offered


def test_a_form_names_the_letter_that_it_may_write_so_that_it_can_be_seen_before():
    forms = {one["action"]: one["schema"] for one in detail(ready())["actions"]}

    assert forms["reject"]["x-letter"] == {"letter": "reject", "to": "requester"}
    assert forms["publish"]["x-letter"] == {"letter": "publish", "to": "lecturer"}
    assert "x-letter" not in forms["note"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("reading-copy", "asked to make the reading copy"),
        ("put-together", "asked to put a scan together"),
    ],
)
def test_what_the_desk_asks_of_itself_is_said_in_words(kind, words):
    errand = Outgoing(
        id="A-1-1", lane="lane#desk#A", place="1#A-1-1", request="A", version=1, to="desk",
        kind=kind, at=NOON, next_try=NOON,
    )  # fmt: skip

    assert view.message(errand)["what"] == words


def test_a_form_says_why_nobody_can_be_mailed():
    nobody = replace(a_request().requester, email="", why_no_email="Alma knows no address.")

    (reject,) = [one for one in detail(ready(requester=nobody))["actions"]
                 if one["action"] == "reject"]  # fmt: skip

    notify = reject["schema"]["properties"]["notify"]
    assert notify["readOnly"]
    assert notify["description"] == "Alma knows no address."


def test_the_shown_sum_stands_on_the_form_that_confirms_it():
    (confirm,) = [one for one in detail(ready())["actions"] if one["action"] == "confirm-extent"]

    assert "HIS101 2026-27 has 12 of 240 pages (5 %)" in confirm["schema"]["description"]


def test_a_scan_with_another_number_of_pages_is_noted_by_the_range_as_it_is_now():
    shown = scans(ready(scans=(replace(SCAN, pages=9, findings=(Finding("No text layer."),)),)))

    assert [one["words"] for one in shown[0]["findings"]][0] == "No text layer."
    assert "9 pages" in shown[0]["findings"][1]["words"]


def test_an_active_request_without_a_course_carries_a_badge():
    assert "no-course" in row(ready(runs=()), {}, TODAY)["badges"]


def test_the_column_shows_the_course_code_that_the_list_sent():
    assert row(ready(course_asked="HIST-101"), {}, TODAY)["course"] == "HIST-101"


def test_what_is_live_shows_its_link_and_its_days():
    live = move(ready(), "publish", {}, moment()).request

    link = detail(live)["request"]["link"]
    assert (link["url"], link["to"]) == ("https://desk/l/a-token", "2027-06-30")


@pytest.mark.parametrize(
    ("action", "by", "label"),
    [
        ("cancel", DIGITISER, "Cancel the request"),
        ("cancel", the_list("leganto"), "Withdrawn by the list"),
        ("reject", DIGITISER, "Reject"),
        ("reject", DESK, "Reject by rule"),
    ],
)
def test_the_history_says_what_was_done_in_the_words_of_whoever_did_it(action, by, label):
    state = State.NEW if by is DESK else State.IN_PROGRESS
    said = {"reason": "not-held"} if action == "reject" else {"reason": "other"}
    by_rule = Said(A_RULING, "not-held")

    change = move(a_request(state=state), action, by_rule if by is DESK else said, moment(by))

    assert view.history(change.event)["label"] == label
