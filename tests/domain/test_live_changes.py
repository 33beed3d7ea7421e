"""What is live is corrected without taking it down: what rested on it must hold."""

from dataclasses import replace

import pytest

from chalicelib.domain.bounds import openings_of
from chalicelib.domain.claims import Claim, Take
from chalicelib.domain.errors import Blocked, NotUnderstood, Refused
from chalicelib.domain.extent import WITHIN
from chalicelib.domain.facts import Clearance, Extent
from chalicelib.domain.lifecycle import move
from chalicelib.domain.openings import Link
from chalicelib.domain.people import DESK, Person, Role
from chalicelib.domain.request import Approval, Message, State
from chalicelib.domain.scans import Finding, Scan, ScanStatus
from chalicelib.domain.works import Portion
from tests.domain.a_request import APPROVER, BOOK, DIGITISER, NOON, SCAN, TODAY, moment, ready

ANOTHER = replace(BOOK, id="w2", title="Another history", isbn="9780141439518")
BOTH = Person("bo", "Bo", roles=frozenset({Role.DIGITISER, Role.APPROVER}))
NEW_SCAN = replace(SCAN, id="s2", name="chapter-anew.pdf", master="masters/s2")
BLOCKED = Scan(
    id="s3", name="locked.pdf", size=9, added_on=NOON, added_by="dan", status=ScanStatus.BLOCKED,
    findings=(Finding("It is locked.", blocking=True),),
)  # fmt: skip


def live(**known):
    """A request with its link, as publishing leaves it."""
    asked = move(ready(), "publish", {}, moment()).request
    return replace(asked, **known)


def said(**more):
    return {"work": "w1", "title": "The first chapter", "pages": "1-12", "chapter": "1"} | more


def correct(request, by=DIGITISER, work=BOOK, **more):
    return move(request, "correct", said(**more), moment(by, found=work))


@pytest.mark.parametrize("state", [State.COMPLETE, State.ARCHIVED, State.EXPIRED])
def test_a_typo_in_a_title_voids_nothing_and_the_link_is_the_same(state):
    request = live(state=state)

    change = correct(request, title="The first Chapter, corrected")

    after = change.request
    assert (after.state, after.link, after.selected) == (state, request.link, "s1")
    assert (after.licence, after.extent) == (request.licence, request.extent)
    assert change.event.voids == ()
    assert change.event.said["title"] == "The first Chapter, corrected (was The first chapter)"


def test_a_correction_is_another_interval_and_rewrites_none():
    request = live()

    after = correct(request, title="Mended").request

    first, second = after.copies
    assert (first.extract, first.until) == (request.copies[0].extract, TODAY)
    assert (second.extract.title, second.since, second.until) == ("Mended", TODAY, None)


def test_a_corrected_range_is_measured_again_at_once():
    after = correct(live(), pages="1-14").request

    assert (after.extract.page_count, after.extent.pages, after.extent.verdict) == (14, 14, WITHIN)
    assert after.extent.confirmed_by == "Dan"


def test_a_range_over_the_limit_is_refused_with_what_to_do():
    with pytest.raises(
        NotUnderstood, match=r"may be copied.*Give a basis and a note.*archive this link"
    ) as refused:
        correct(live(), pages="1-100", chapter="", portion="")

    assert refused.value.facts["fields"][0]["field"] == "over"


def test_over_the_limit_it_takes_a_basis_and_a_note():
    after = correct(
        live(), pages="1-100", chapter="", over="direct-permission", note="The author agrees."
    ).request

    assert after.state is State.COMPLETE
    assert (after.extent.basis, after.extent.note) == ("direct-permission", "The author agrees.")


def test_what_a_person_let_go_on_still_stands_when_it_is_less_now():
    over = live(extent=Extent(60, 240, 25.0, "over", "Ada", TODAY, "other", "Agreed."))
    asked = replace(over, extract=replace(over.extract, pages="1-60", page_count=60, chapter=""))
    let_go = said(pages="1-61", chapter="", over="other", note="Agreed.")
    measured = move(asked, "correct", let_go, moment(found=BOOK)).request

    # The wrong range counts on, because it was what readers had; so nothing more is claimed.
    after = correct(measured, pages="1-60", chapter="").request

    assert (after.extent.basis, after.extent.note) == ("other", "Agreed.")


def test_another_title_takes_a_licence_check_of_its_own():
    with pytest.raises(NotUnderstood, match="another title"):
        correct(live(), work=ANOTHER)


def test_another_title_that_the_licence_does_not_cover_is_refused():
    with pytest.raises(Blocked, match="excludes"):
        correct(live(), work=ANOTHER, basis="cla-he", coverage="excluded", note="Seen.")


def test_another_title_with_its_licence_check_stays_up():
    request = live()

    change = correct(request, work=ANOTHER, basis="cla-he", coverage="covered", note="Looked up.")

    after = change.request
    assert (after.work.id, after.state, after.link.token) == ("w2", State.COMPLETE, "a-token")
    assert (after.answers.coverage.value, after.selected) == ("covered", "s1")
    assert change.event.said["work"] == "Another history (was A history)"
    assert Message("leganto", "status", {"phase": "live"}) in change.messages


def test_a_typo_is_nothing_that_the_list_needs_to_know():
    assert "status" not in [one.what for one in correct(live(), title="Mended").messages]


def test_an_approval_does_not_cover_other_pages_unless_an_approver_says_so():
    approved = live(approval=Approval.APPROVED, clearance=Clearance("other"))

    with pytest.raises(Blocked, match="Approval was given for this title and these pages"):
        correct(approved, pages="1-13")
    after = correct(approved, by=BOTH, pages="1-13", note="Seen again.").request

    assert after.approval is Approval.APPROVED


def test_nothing_different_is_no_correction():
    with pytest.raises(Refused, match="Nothing is different"):
        correct(live())


def test_a_live_request_is_not_corrected_by_whoever_only_approves():
    with pytest.raises(Exception, match="takes the role"):
        correct(live(), by=APPROVER, title="x")


def test_a_scan_is_replaced_while_the_link_stays():
    request = live(scans=(SCAN, NEW_SCAN))

    change = move(request, "select-scan", {"scan": "s2"}, moment())

    after = change.request
    assert (after.state, after.link, after.selected) == (State.COMPLETE, request.link, "s2")
    assert [one.id for one in after.scans] == ["s1", "s2"]
    assert change.event.said == {"scan": "chapter-anew.pdf", "instead of": "chapter.pdf"}


def test_a_blocked_scan_never_becomes_what_readers_open():
    with pytest.raises(NotUnderstood) as refused:
        move(live(scans=(SCAN, BLOCKED)), "select-scan", {"scan": "s3"}, moment())

    assert refused.value.facts["fields"] == [{"field": "scan", "words": "It is locked."}]


def test_another_scan_is_announced_while_the_link_stays():
    told = {"scan": "s9", "name": "again.pdf", "size": 10, "by": "Dan"}

    after = move(live(), "add-scan", told, moment(DESK)).request

    assert (len(after.scans), after.selected, after.state) == (2, "s1", State.COMPLETE)


@pytest.mark.parametrize(("action", "phase"), [("archive", "suspended"), ("delete", "deleted")])
def test_the_list_shows_another_status_when_it_is_archived_or_deleted(action, phase):
    change = move(live(), action, {"note": "For now."}, moment())

    assert [one.facts for one in change.messages if one.what == "status"] == [{"phase": phase}]


def test_what_is_deleted_stays_on_record_with_its_copies():
    request = live()

    after = move(request, "delete", {"note": "Withdrawn."}, moment()).request

    assert [one.until for one in after.copies] == [TODAY]
    assert after.copies[0].pages == "1-12"


def test_staff_cancel_with_a_reason_and_the_list_hears_it():
    change = move(
        ready(), "cancel", {"reason": "no-longer-needed", "note": "The module is off."}, moment()
    )

    why = change.request.cancellation
    assert (change.request.state, why.label) == (State.CANCELLED, "It is no longer needed")
    assert change.event.said["reason_words"] == "It is no longer needed"
    assert [one.facts for one in change.messages] == [{"phase": "withdrawn"}]


def test_cancelling_without_a_reason_is_refused():
    with pytest.raises(NotUnderstood, match="reason"):
        move(ready(), "cancel", {"note": "x"}, moment())


def test_openings_follow_the_licence_of_another_title():
    after = correct(
        live(), work=ANOTHER, basis="cla-he", coverage="covered", valid_until="2027-01-31"
    ).request

    assert after.link == Link("a-token", openings_of(after))
    assert after.link.openings[0].end.isoformat() == "2027-01-31"


def test_an_earlier_request_of_the_run_counts_in_a_correction():
    take = Take(work="w1", total=240, portion=Portion.PAGES, pages="100-130", page_count=31,
                since=TODAY)  # fmt: skip
    other = Claim(request="OTHER123", code="HIS101", year="2026-27", received=NOON, takes=(take,))
    run = live().runs[0]
    earlier = {f"{run.code}/{run.run.year}": (other,)}
    now = replace(moment(found=BOOK), earlier=EveryRun(earlier))

    with pytest.raises(NotUnderstood, match="Give a basis"):
        move(live(), "correct", said(pages="1-13", chapter=""), now)


class EveryRun(dict[str, tuple[Claim, ...]]):
    """The same claims for whatever run is asked for."""

    def get(self, run, default=None):
        return next(iter(self.values()))


def test_the_reading_copy_is_made_again_after_a_correction_and_for_another_scan():
    mended = correct(live(), title="Mended")
    replaced = move(live(scans=(SCAN, NEW_SCAN)), "select-scan", {"scan": "s2"}, moment())

    assert [one.what for one in mended.messages] == ["reading-copy"]
    assert [one.what for one in replaced.messages] == ["reading-copy"]
