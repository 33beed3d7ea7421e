"""What Leganto is told: the calls, one by one, without a network."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.facts import Rejection
from chalicelib.domain.request import Approval, Phase, Purpose, Request, State
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.rlms.leganto import ADAPTER, MOST_STEPS, NOWHERE
from tests.domain.a_request import NOON, a_request
from tests.rlms.deliveries import answer, play, refusal

LINK = "https://desk.example/l/a-token"
THEIRS = {
    "institution": "44NGU_INST", "request_id": "4873", "mms_id": "991", "user": "lhaddad",
    "course_id": "231", "list_id": "593", "citation_id": "594",
}  # fmt: skip
CITATION = "/almaws/v1/courses/231/reading-lists/593/citations/594"
THE_REQUEST = "/almaws/v1/users/lhaddad/requests/4873"
NEXT = {"op": "next_step", "release_item": "false"}
OPEN = answer({"request_id": "4873", "request_status": "In Process", "task_name": "Digitization"})
GONE = refusal("401694")


def cited(**known: Any) -> Request:
    return a_request(theirs=THEIRS, **known)


def citation(status: str = "BeingPrepared", **known: Any) -> dict[str, Any]:
    usual: dict[str, Any] = {
        "id": "594", "status": {"value": status, "desc": "Their words"},
        "metadata": {"title": "Ports", "mms_id": "991"}, "note": [{"content": "keep me"}],
    }  # fmt: skip
    return usual | known


def lines(calls: list[Call]) -> list[str]:
    return [f"{call.method} {call.path.removeprefix('/almaws/v1')}" for call in calls]


def rejected(note: str = "We do not hold it.") -> Request:
    return cited(rejection=Rejection("not-held", "Not held", note, NOON, theirs="InventoryMoved"))


def test_in_progress_is_said_on_the_citation():
    calls, _ = play(ADAPTER.report(cited(), Phase.WORKING, ""), answer(citation()), answer())

    assert [call.method for call in calls] == ["GET", "PUT"]
    assert calls[1].path == CITATION
    assert calls[1].body == citation() | {"status": {"value": "InProcess"}}


def test_while_clearance_is_awaited_the_citation_says_so_in_the_librarys_own_status():
    ours = ADAPTER.chosen({"clearance": "AwaitingClearance"})
    waits = cited(state=State.ACTIVE, approval=Approval.WANTED)

    calls, _ = play(ours.report(waits, Phase.WORKING, ""), answer(citation()), answer())

    assert calls[1].body == citation() | {"status": {"value": "AwaitingClearance"}}


def test_where_the_library_has_no_status_for_clearance_the_citation_is_in_process():
    waits = cited(state=State.ACTIVE, approval=Approval.WANTED)

    calls, _ = play(ADAPTER.report(waits, Phase.WORKING, ""), answer(citation()), answer())

    assert calls[1].body == citation() | {"status": {"value": "InProcess"}}


def test_an_approved_request_is_in_process_again():
    ours = ADAPTER.chosen({"clearance": "AwaitingClearance"})
    cleared = cited(state=State.ACTIVE, approval=Approval.APPROVED)
    stands = answer(citation("AwaitingClearance"))

    calls, _ = play(ours.report(cleared, Phase.WORKING, ""), stands, answer())

    assert calls[1].body == citation() | {"status": {"value": "InProcess"}}


@pytest.mark.parametrize("phase", [Phase.SUSPENDED, Phase.EXPIRED, Phase.DELETED])
def test_what_does_not_open_is_inactive_unless_the_library_has_a_status_for_it(phase):
    ours = ADAPTER.chosen({phase.value: "OurOwn"})
    told = [
        play(one.report(cited(), phase, LINK), answer(citation()), *[answer()] * 3)[0][1].body
        for one in (ADAPTER, ours)
    ]

    assert [body["status"]["value"] for body in told] == ["Inactive", "OurOwn"]


def test_what_is_said_already_is_not_said_again():
    calls, _ = play(ADAPTER.report(cited(), Phase.WORKING, ""), answer(citation("InProcess")))

    assert [call.method for call in calls] == ["GET"]


def test_where_no_place_on_a_list_is_known_none_is_touched():
    calls, told = play(ADAPTER.report(a_request(theirs={"user": "jo"}), Phase.WORKING, ""))

    assert calls == []
    assert told == {"outcome": NOWHERE}


def test_a_citation_that_was_taken_off_the_list_is_no_trouble_before_there_is_a_link():
    calls, told = play(ADAPTER.report(cited(), Phase.WORKING, ""), refusal("402119"))

    assert [call.method for call in calls] == ["GET"]
    assert "no longer" in told["outcome"]


def test_a_link_that_nobody_will_see_is_for_people_and_alma_is_told_all_the_same():
    talk = ADAPTER.report(cited(), Phase.LIVE, LINK)
    next(talk)
    talk.send(refusal("402119"))

    with pytest.raises(Permanent):
        talk.send(GONE)


def live(*replies: Reply, found: dict[str, Any] | None = None) -> list[Call]:
    found = found or citation("Complete", source1=LINK)
    return play(ADAPTER.report(cited(), Phase.LIVE, LINK), answer(found), *replies)[0]


def test_a_published_link_stands_on_the_citation():
    calls = live(answer(), GONE, found=citation())

    assert calls[1].body == citation() | {
        "status": {"value": "Complete"},
        "source1": LINK,
    }


def test_a_link_of_somebody_elses_is_never_lost():
    calls = live(answer(), GONE, found=citation(source1="https://ebook.example/1", source2=""))

    assert isinstance(calls[1].body, dict)
    assert (calls[1].body["source1"], calls[1].body["source2"]) == ("https://ebook.example/1", LINK)


def test_almas_request_is_moved_to_its_end_and_each_step_is_looked_at_first():
    calls = live(OPEN, answer(), OPEN, answer(), GONE)

    assert lines(calls[1:]) == [
        "GET /users/lhaddad/requests/4873", "POST /users/lhaddad/requests/4873",
        "GET /users/lhaddad/requests/4873", "POST /users/lhaddad/requests/4873",
        "GET /users/lhaddad/requests/4873",
    ]  # fmt: skip
    assert calls[2].query == NEXT


def test_a_request_that_is_finished_is_not_moved():
    finished = answer({"request_status": "Complete"})

    assert [call.method for call in live(finished)] == ["GET", "GET"]


@pytest.mark.parametrize("code", ["401932", "401933", "401907"])
def test_a_request_that_cannot_be_moved_is_left_where_it_is(code):
    assert [call.method for call in live(OPEN, refusal(code))] == ["GET", "GET", "POST"]


def test_a_request_without_end_is_moved_five_times():
    calls = live(*[OPEN, answer()] * MOST_STEPS)

    assert [call.method for call in calls].count("POST") == MOST_STEPS


def test_a_talk_that_is_played_again_after_it_was_done_changes_nothing():
    calls = live(GONE)

    assert [call.method for call in calls] == ["GET", "GET"]


def test_a_rejection_declines_the_citation_and_cancels_almas_request():
    talk = ADAPTER.report(rejected(), Phase.REFUSED, "")

    calls, _ = play(talk, answer(citation("InProcess")), answer(), answer(status=204))

    assert calls[1].body == citation() | {"status": {"value": "Declined"}}
    assert calls[2] == Call("DELETE", THE_REQUEST, query={
        "reason": "InventoryMoved", "note": "We do not hold it.", "notify_user": "false",
    })  # fmt: skip


def test_a_rejection_without_a_note_says_its_reason():
    talk = ADAPTER.report(rejected(note=""), Phase.REFUSED, "")

    calls, _ = play(talk, answer(citation("Declined")), answer(status=204))

    assert calls[-1].query["note"] == "Not held"


def test_why_staff_cancelled_it_is_told_with_almas_own_code_for_what_was_withdrawn():
    why = Rejection("duplicate", "The same was requested before", "See request 84.", NOON)

    talk = ADAPTER.report(cited(cancellation=why), Phase.WITHDRAWN, "")

    calls, _ = play(talk, answer(citation("BeingPrepared")), answer(status=204))
    assert calls[-1].query == {
        "reason": "CancelledAtPatronRequest", "note": "See request 84.", "notify_user": "false",
    }  # fmt: skip


@pytest.mark.parametrize("phase", [Phase.REFUSED, Phase.WITHDRAWN, Phase.DELETED])
def test_our_link_leaves_the_citation_and_others_stay(phase):
    found = citation("Complete", source1="https://ebook.example/1", source2=LINK)

    calls, _ = play(ADAPTER.report(cited(), phase, LINK), answer(found), answer(), GONE)

    assert isinstance(calls[1].body, dict)
    assert calls[1].body["source1"] == "https://ebook.example/1"
    assert calls[1].body["source2"] == ""


@pytest.mark.parametrize("phase", [Phase.SUSPENDED, Phase.EXPIRED])
def test_a_link_that_does_not_open_for_now_stays_on_the_citation(phase):
    found = citation("Complete", source1=LINK)

    calls, _ = play(ADAPTER.report(cited(), phase, LINK), answer(found), answer())

    assert calls[1].body == found | {"status": {"value": "Inactive"}}


def test_a_request_whose_user_is_not_known_is_found_by_its_record():
    request = cited()
    nobody = replace(request, theirs={n: v for n, v in THEIRS.items() if n != "user"})

    calls, _ = play(ADAPTER.report(nobody, Phase.REFUSED, ""), answer(citation("Declined")), GONE)

    assert calls[-1].path == "/almaws/v1/bibs/991/requests/4873"


def test_a_library_may_choose_other_words_and_another_field():
    ours = ADAPTER.chosen({"live": "ReadyForProcessing", "link_fields": "open_url"})

    calls, _ = play(ours.report(cited(), Phase.LIVE, LINK), answer(citation()), answer(), GONE)

    assert isinstance(calls[1].body, dict)
    assert calls[1].body["status"] == {"value": "ReadyForProcessing"}
    assert calls[1].body["open_url"] == LINK


def test_a_library_may_choose_the_code_of_a_cancellation_that_has_no_reason_of_its_own():
    ours = ADAPTER.chosen({"cancel.deleted": "InventoryMoved"})

    calls, _ = play(ours.report(cited(), Phase.DELETED, ""), answer(citation("Inactive")), GONE)

    assert calls[-1].query["reason"] == "InventoryMoved"


def test_a_setting_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="colour"):
        ADAPTER.chosen({"colour": "green"})


READ, WRITE = Call("GET", THE_REQUEST), Call("PUT", CITATION)


@pytest.mark.parametrize("code", ["401890", "401694", "401907", "401932", "401933"])
def test_what_alma_says_of_requests_is_a_fact_and_no_failure(code):
    assert ADAPTER.judge(READ, refusal(code)) is None


def test_a_citation_that_is_not_there_is_a_fact():
    assert ADAPTER.judge(Call("GET", CITATION), refusal("402119")) is None


@pytest.mark.parametrize(
    "reply",
    [
        refusal("PER_SECOND_THRESHOLD", 429), refusal("DAILY_THRESHOLD", 400),
        refusal("401652"), refusal("UNAUTHORIZED", 401), Reply(302),
    ],
)  # fmt: skip
def test_what_may_pass_is_tried_again(reply):
    assert isinstance(ADAPTER.judge(WRITE, reply), TryAgain)


def test_they_may_say_how_long():
    trouble = ADAPTER.judge(WRITE, Reply(429, b"", {"Retry-After": "9"}))

    assert trouble is not None
    assert trouble.after == 9


def test_their_words_are_kept_for_staff_also_from_xml():
    body = b"<e><errorCode>401666</errorCode><errorMessage>reason is not valid.</errorMessage></e>"

    trouble = ADAPTER.judge(WRITE, Reply(400, body))

    assert isinstance(trouble, Permanent)
    assert trouble.why == "Alma refused it: reason is not valid. (401666)"


def test_a_patrons_copy_is_shown_on_no_list_and_in_no_catalogue():
    theirs = {"request_id": "83", "user": "jo", "mms_id": "991", "citation_id": "1"}
    request = a_request(purpose=Purpose.PATRON, theirs=theirs)
    alma = replace(ADAPTER, repository="SCANDESK")

    calls = []
    talk = alma.report(request, Phase.LIVE, "https://scans.example/l/tok")
    with suppress(StopIteration):
        call = next(talk)
        while True:
            calls.append(f"{call.method} {call.path}")
            call = talk.send(Reply(404))

    assert calls == ["GET /almaws/v1/users/jo/requests/83"]
