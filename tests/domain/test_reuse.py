"""A scan that another request has is offered with its decision, and used without a copy of it."""

from dataclasses import replace

import pytest

from chalicelib.domain.courses import run_of
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.facts import Clearance, Rejection, Verification
from chalicelib.domain.licence import Answer, Answers
from chalicelib.domain.lifecycle import move
from chalicelib.domain.openings import Link
from chalicelib.domain.request import Approval, Kind, State
from chalicelib.domain.reuse import offers
from chalicelib.domain.scans import MOST_SCANS, Finding, ScanStatus
from tests.domain.a_request import (
    DIGITISER,
    HIS101,
    NOON,
    RUN,
    SCAN,
    TODAY,
    moment,
    ready,
)

LAST_YEAR = run_of(HIS101, replace(RUN, year="2025-26"))
FILE = replace(SCAN, sha256="ab12", findings=(Finding("Page 3 is dark."),), pages=12)
HERE = ready(id="NEWER234", scans=(), selected="")
THERE = ready(
    id="ELDER234", state=State.COMPLETE, runs=(LAST_YEAR,), scans=(FILE,), link=Link("t", ()),
    approval=Approval.APPROVED,
    clearance=Clearance("cla", "Seen in the register", label="Allowed by the licence",
                        decided_by="Ada", decided_on=TODAY),
)  # fmt: skip


def test_a_scan_for_another_run_is_offered_with_what_was_decided_about_it():
    (offer,) = offers(HERE, (THERE,))

    assert offer.id == "ELDER234/s1"
    assert offer.runs == "HIS101 2025-26"
    assert "approved by Ada: Allowed by the licence (Seen in the register)" in offer.decision
    assert "CLA Higher Education Licence, checked by Dan on 2026-11-21" in offer.decision


@pytest.mark.parametrize(
    "other",
    [
        replace(THERE, state=State.REJECTED),
        replace(THERE, state=State.DELETED),
        replace(THERE, approval=Approval.REFUSED),
        replace(THERE, rejection=Rejection("x", "X", "", NOON)),
        replace(THERE, licence=Verification("second-extract", "Dan", TODAY)),
        replace(THERE, kind=Kind.ACCESSIBLE_COPY),
        replace(THERE, scans=(replace(FILE, status=ScanStatus.BLOCKED),)),
        replace(THERE, scans=(replace(FILE, status=ScanStatus.CHECKING),)),
        replace(THERE, scans=()),
        replace(
            THERE,
            answers=Answers(ownership=Answer(value="not-owned", source="person", checked_on=TODAY)),
        ),
    ],
    ids=["rejected", "deleted", "refused", "turned down", "bought for one run", "one person's",
         "blocked", "not checked", "none", "not owned"],
)  # fmt: skip
def test_what_was_refused_or_made_for_one_use_is_not_offered(other):
    assert offers(HERE, (other,)) == ()


def test_each_file_is_offered_once_first_where_readers_have_it():
    archived = replace(THERE, id="ARCHIVED", state=State.ARCHIVED, link=None)

    assert [one.id for one in offers(HERE, (archived, THERE))] == ["ELDER234/s1"]


def test_a_file_that_is_a_candidate_here_already_is_not_offered_again():
    assert offers(replace(HERE, scans=(replace(FILE, id="mine"),)), (THERE,)) == ()


def reused(request=HERE, alike=(THERE,), scan="ELDER234/s1"):
    return move(request, "reuse-scan", {"scan": scan}, moment(DIGITISER, found=alike))


def test_a_scan_used_again_is_the_same_file_with_its_findings():
    (scan,) = reused().request.scans

    assert (scan.master, scan.sha256, scan.findings) == (FILE.master, "ab12", FILE.findings)
    assert (scan.reused, scan.added_by, scan.status) == ("ELDER234", "Dan", ScanStatus.READY)
    assert "approved by Ada" in scan.decision


def test_a_scan_used_again_is_selected_like_any_other():
    request = reused().request

    chosen = move(request, "select-scan", {"scan": request.scans[0].id}, moment())

    assert chosen.request.scan == request.scans[0]


def test_the_history_says_whose_scan_was_used_and_what_was_decided_there():
    said = reused().event.said

    assert said["of request"] == "ELDER234"
    assert "approved by Ada" in said["decided"]


def test_no_licence_check_goes_with_a_scan():
    assert reused(replace(HERE, licence=None)).request.licence is None


@pytest.mark.parametrize("scan", ["ELDER234/s2", "OTHER234/s1", "s1"])
def test_a_scan_that_is_not_offered_is_not_taken(scan):
    with pytest.raises(NotUnderstood, match="Choose one of the scans"):
        reused(scan=scan)


def test_a_request_has_no_more_scans_than_its_row_holds():
    full = replace(HERE, scans=tuple(replace(SCAN, id=f"s{n}") for n in range(MOST_SCANS)))

    with pytest.raises(NotUnderstood, match="40 scans already"):
        reused(full)
