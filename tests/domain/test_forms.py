"""Forms: a choice is one of those that were offered, and nothing is too much for a row."""

from dataclasses import replace

import pytest

from chalicelib.domain import record_forms
from chalicelib.domain.errors import NotUnderstood, Refused
from chalicelib.domain.facts import Citation
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Approval, State
from chalicelib.domain.scans import MOST_SCANS
from tests.domain.a_request import APPROVER, DIGITISER, SCAN, moment, ready

PLACE = Citation("z1", {})
CHOICES = {
    "reject": "reason",
    "verify-licence": "basis",
    "select-scan": "scan",
    "choose-citation": "citation",
    "approve": "reason",
    "refuse": "reason",
}


@pytest.mark.parametrize("action", CHOICES)
@pytest.mark.parametrize("chosen", ["", " ", "invented"])
def test_what_must_be_chosen_is_one_of_those_that_are_offered(action, chosen):
    asks = action in ("approve", "refuse")
    request = ready(candidates=(PLACE,), approval=Approval.WANTED if asks else Approval.NONE)

    with pytest.raises(NotUnderstood):
        move(request, action, {CHOICES[action]: chosen}, moment(APPROVER if asks else DIGITISER))


def test_a_request_has_room_for_so_many_scans():
    scans = tuple(replace(SCAN, id=f"s{n}") for n in range(MOST_SCANS))
    told = {"scan": "one-more", "name": "a.pdf", "size": 1}

    with pytest.raises(Refused):
        move(ready(state=State.ACTIVE, scans=scans), "add-scan", told, moment(DESK))


@pytest.mark.parametrize("code", ["", " ", "x" * 101, "a\0b", "HIS\n101"])
def test_a_course_has_a_code_that_can_be_written_down(code):
    with pytest.raises(NotUnderstood):
        record_forms.course(code, {"name": "The long century"})


@pytest.mark.parametrize("said", [{"aliases": ["x" * 101]}, {"runs": [{"students": 10**40}]}])
def test_what_no_row_can_hold_is_refused_by_the_form(said):
    with pytest.raises(NotUnderstood):
        record_forms.course("HIS101", {"name": "The long century"} | said)
