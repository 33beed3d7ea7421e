"""What Talis is told: trackbacks of both generations, and the link on the list itself."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl

import pytest

from chalicelib.domain import reasons
from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.facts import Rejection
from chalicelib.domain.openings import Link
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.rlms import _talis_words as words
from chalicelib.rlms._caller import Caller, in_bytes
from chalicelib.rlms._talis_trackback import php_encoded, signature, signature_before
from chalicelib.rlms.talis import ADAPTER, NOWHERE
from tests.domain.a_request import NOON, a_request
from tests.rlms.deliveries import answer, play
from tests.rlms.openurls import KEY, SECRET, TRACKBACK

TALIS = ADAPTER.chosen({"api_key": KEY})
LISTS = TALIS.chosen(
    {"api_key": KEY, "short_code": "north", "effective_user": "guid-1", "client_id": "desk"}
)
BEFORE = (
    "https://lists.example/webservice/rest/server.php?wstoken=w&wsfunction=trackback"
    "&itemUri=42&api_key=KEY1"
)
ITEM = "https://lists.example/items/2B3C4D5E-0001-4F00-8000-00000000A1B2"
LINK = "https://desk.example/l/a-token"
TAKEN = Reply(200, b"")
#: All there are, written by hand from the product's own list, for the tables to differ from.
STATUSES = {"LIVE", "REJECTED", "REFERRED", "WITHDRAWN", "SUCCESS", "EXPIRED"}
REASON_CODES = {
    "ElectronicCopyAvailable", "NewerEditionAvailable", "NotHeldByLibrary",
    "RequestNotPermissibleUnderRROLicence", "InvalidRequest", "CopyLimitExceeded",
    "DuplicateRequest", "FeePayClearanceRejected", "RejectedByAdminDiscretion",
    "RightsClearanceRejected", "CopyPending", "UserInitiatedReferral",
    "ConciergeInitiatedReferral", "UnableToParseLatestEdition", "UnableToIdentifyResource",
    "UnableToIdentifyRequestedResource", "AwaitingFeePayClearanceApproval",
    "AwaitingManuallyInitiatedRightsClearance", "UnableToDetermineSerialsHoldingsCoverage",
    "AwaitingSourceAcquisition", "WithdrawnByAdminDiscretion", "QueuedForPacking",
}  # fmt: skip


def asked(trackback: str = TRACKBACK, item: str = "", **known: Any) -> Request:
    theirs = {"trackback": trackback, "item": item}
    return a_request(rlms="talis", number=4, theirs={n: v for n, v in theirs.items() if v}, **known)


def rejected(reason: str = "e-version", note: str = "Use the e-book") -> Request:
    return asked(rejection=Rejection(reason, "Its label", note, NOON))


def published(**known: Any) -> Request:
    return asked(link=Link("b-1", ()), **known)


def said(request: Request, phase: Phase, trackback: str = TRACKBACK) -> dict[str, str]:
    """What the one call says once it is signed."""
    (call,), _ = play(TALIS.report(request, phase, LINK), TAKEN)
    signed = TALIS.prepared(in_bytes(call), lambda name: SECRET, NOON)
    assert isinstance(signed.body, bytes)
    return dict(parse_qsl(signed.body.decode()))


def test_the_first_worked_example_of_the_signature_passes():
    told = {"t": "42", "status": "LIVE", "request": "4", "api_key": "KEY1", "bundle_id": "b-1"}

    assert signature(told, SECRET) == (
        "3ec7c033f07277dcf3bfe6b5ce8f6e4ce085c9ed7d1a7e8876ea9f3912c020d3"
    )


def test_what_is_live_names_the_bundle_that_readers_open():
    told = said(published(), Phase.LIVE)

    made = told.pop("signature")
    assert told == {
        "t": "42", "status": "LIVE", "request": "4", "api_key": "KEY1", "bundle_id": "b-1",
        "status_message": "The digital copy is ready.",
    }  # fmt: skip
    assert made == signature(told, SECRET)


def test_every_phase_has_a_message_because_the_one_before_would_stay():
    assert set(words.MESSAGES) == set(Phase)


def test_the_second_worked_example_of_the_signature_passes():
    told = said(rejected(), Phase.REFUSED)

    assert (told["status"], told["reason_code"]) == ("REJECTED", "ElectronicCopyAvailable")
    assert told["status_message"] == "Use the e-book"
    assert told["signature"] == "74be7a1f30c09aa023344457963f454132137b734a196bd0b594c0091b87c260"


def test_why_staff_cancelled_it_is_the_message():
    why = Rejection("no-answer", "The requester did not answer", "", NOON)

    told = said(asked(cancellation=why), Phase.WITHDRAWN)

    assert told["status_message"] == "The requester did not answer"


def test_the_worked_example_of_the_generation_before_passes():
    told = said(published(trackback=BEFORE), Phase.LIVE)

    assert told == {
        "itemUri": "42", "status": "LIVE", "request": "4", "api_key": "KEY1", "bundleId": "b-1",
        "signature": "a92b0a6d6d525cdc3c35e9303b7d306a77ea9ec919526c1f8b543ca1f3b1007e",
    }  # fmt: skip


def test_the_generation_before_signs_without_a_bundle_where_there_is_none():
    told = said(replace(rejected(), theirs={"trackback": BEFORE}), Phase.REFUSED)

    assert told["signature"] == signature_before(
        {"itemUri": "42", "request": "4", "status": "REJECTED"}, SECRET
    )


def test_text_is_encoded_as_php_does_it():
    assert php_encoded("a b~c/d-e_f.g+é") == "a+b%7Ec%2Fd-e_f.g%2B%C3%A9"


@pytest.mark.parametrize("nothing", ["", "0"])
def test_what_php_takes_for_nothing_is_neither_said_nor_signed(nothing):
    assert signature({"t": "1", "x": nothing}, SECRET) == signature({"t": "1"}, SECRET)


def test_the_address_gives_the_path_and_the_query_and_not_the_host():
    (call,), _ = play(TALIS.report(asked(BEFORE), Phase.WORKING, ""), TAKEN)

    assert (call.method, call.path) == ("POST", "/webservice/rest/server.php")
    assert call.query["wstoken"] == "w"
    assert call.origin == "https://lists.example"


def test_an_address_elsewhere_than_configured_is_never_called():
    caller = Caller(
        {"talis": TALIS}, {"talis": "https://lists.example"}, lambda *_: SECRET, lambda: NOON
    )
    talk = TALIS.report(asked("https://evil.example/x?t=1"), Phase.WORKING, "")

    with pytest.raises(Permanent, match="evil.example"):
        caller("talis", next(talk))


@pytest.mark.parametrize(
    "address", ["ftp://lists.example/x", "//lists.example/x", "http://[", "http://a:b/x", "t=1"]
)
def test_an_address_that_is_none_is_for_people(address):
    with pytest.raises(Permanent, match="cannot be read"):
        next(TALIS.report(asked(address), Phase.WORKING, ""))


def test_a_request_without_an_address_is_told_to_nobody():
    assert play(TALIS.report(asked(""), Phase.WORKING, "")) == ([], {"outcome": NOWHERE})


def test_every_status_and_reason_code_of_theirs_is_known():
    assert set(words.STATUSES) == STATUSES
    assert frozenset().union(*words.STATUSES.values()) == REASON_CODES


def test_every_phase_is_told_in_their_words():
    for phase in Phase:
        status, reason = words.parted(TALIS.heard_as[phase])
        assert not reason or reason in words.STATUSES[status]


def test_every_reason_of_the_desk_has_one_of_theirs():
    ours = {one.code for one in (*reasons.DEFAULT, *reasons.REFUSALS)}

    assert ours == set(words.REASONS)
    assert set(words.REASONS.values()) <= words.STATUSES["REJECTED"]


@pytest.mark.parametrize(
    ("reason", "theirs"),
    [
        ("not-held", "NotHeldByLibrary"),
        ("over-limit", "CopyLimitExceeded"),
        ("a-reason-of-the-library", "RejectedByAdminDiscretion"),
    ],
)
def test_a_reason_is_told_by_its_code(reason, theirs):
    assert said(rejected(reason), Phase.REFUSED)["reason_code"] == theirs


def test_a_library_may_choose_the_code_of_a_reason_and_the_word_of_a_phase():
    ours = TALIS.chosen({"reason.not-held": "NewerEditionAvailable", "expired": "WITHDRAWN"})

    (call,), _ = play(ours.report(rejected("not-held"), Phase.REFUSED, ""), TAKEN)

    assert b"NewerEditionAvailable" in call.body  # type: ignore[operator]  # it is bytes
    assert ours.heard_as[Phase.EXPIRED] == "WITHDRAWN"


def test_a_rejection_that_was_taken_back_is_told_no_more():
    told = said(rejected(), Phase.WORKING)

    assert (told["status"], told["reason_code"]) == ("REFERRED", "CopyPending")


@pytest.mark.parametrize("refusal", [b"Signature does not match", b"API Key does not match"])
def test_a_refusal_that_comes_as_200_is_for_people(refusal):
    trouble = TALIS.judge(Call("POST", "/x"), Reply(200, refusal))

    assert isinstance(trouble, Permanent)
    assert refusal.decode() in trouble.why


def test_any_other_answer_of_200_is_good():
    assert TALIS.judge(Call("POST", "/x"), Reply(200, b"<html>whatever</html>")) is None


def resource(**attributes: Any) -> Reply:
    one = {"type": "resources", "id": "r9", "attributes": attributes}
    held = {"resource": {"data": {"type": "resources", "id": "r9"}}}
    return answer({"data": {"type": "draft_items", "relationships": held}, "included": [one]})


TOKEN = answer({"access_token": "tok", "expires_in": 1800})


def written(phase: Phase, found: Reply, item: str = ITEM) -> list[Call]:
    """The calls to their API."""
    calls, _ = play(LISTS.report(published(item=item), phase, LINK), TAKEN, TOKEN, found, TAKEN)
    return calls[1:]


def test_the_link_is_written_onto_the_resource_beside_those_of_others():
    token, read, write = written(Phase.LIVE, resource(web_addresses=["https://ebook.example/1"]))

    assert (token.method, token.path, token.host) == ("POST", "/oauth/tokens", "users")
    assert (read.path, read.host) == (
        "/3/north/draft_items/2B3C4D5E-0001-4F00-8000-00000000A1B2", "api",
    )  # fmt: skip
    assert read.query == {"include": "resource"}
    assert read.headers["X-Effective-User"] == "guid-1"
    assert (write.method, write.path) == ("PATCH", "/3/north/resources/r9")
    assert write.body == {"data": {"type": "resources", "id": "r9", "attributes": {
        "web_addresses": ["https://ebook.example/1", LINK],
        "online_resource": {"source": "uri", "link": LINK},
    }}}  # fmt: skip


def test_a_link_that_stands_there_is_not_written_again():
    found = resource(web_addresses=[LINK], online_resource={"source": "uri", "link": LINK})

    assert [call.method for call in written(Phase.LIVE, found)] == ["POST", "GET"]


def test_our_link_leaves_when_it_is_over_and_that_of_others_is_shown():
    found = resource(
        web_addresses=[LINK, "https://ebook.example/1"],
        online_resource={"source": "uri", "link": LINK},
    )

    assert written(Phase.DELETED, found)[-1].body["data"]["attributes"] == {
        "web_addresses": ["https://ebook.example/1"],
        "online_resource": {"source": "uri", "link": "https://ebook.example/1"},
    }


@pytest.mark.parametrize("phase", [Phase.WORKING, Phase.SUSPENDED, Phase.EXPIRED])
def test_what_does_not_change_the_link_asks_for_no_token(phase):
    assert written(phase, TAKEN) == []


def test_a_request_for_no_item_of_a_list_says_that_its_link_stands_nowhere():
    talk = LISTS.report(published(item="https://moodle.example/view.php?t=4"), Phase.LIVE, LINK)

    calls, told = play(talk, TAKEN)

    assert len(calls) == 1
    assert "names no item" in told["outcome"]


def test_an_item_that_was_taken_off_the_list_is_a_fact():
    gone = answer({"errors": []}, 404)
    talk = LISTS.report(published(item=ITEM), Phase.LIVE, LINK)

    _, told = play(talk, TAKEN, TOKEN, gone)

    assert LISTS.judge(Call("GET", "/3/x", host="api"), gone) is None
    assert "no longer" in told["outcome"]


def test_a_token_is_asked_for_by_name_and_password():
    call = next(LISTS.probe())

    sent = LISTS.prepared(in_bytes(call), lambda name: f"the {name}", NOON)

    assert sent.headers["Authorization"] == "Basic ZGVzazp0aGUgdGFsaXMvY2xpZW50LXNlY3JldA=="
    assert sent.body == b"grant_type=client_credentials"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"X-Ratelimit-Reset": "40"}, 40),
        ({"X-Ratelimit-Reset": "1795262430", "Date": "Sat, 21 Nov 2026 12:00:00 GMT"}, None),
        ({"Retry-After": "7", "X-Ratelimit-Reset": "40"}, 7),
        ({}, None),
    ],
)
def test_their_limit_of_calls_is_waited_for(headers, seconds):
    if seconds is None and headers:
        noon = datetime(2026, 11, 21, 12, tzinfo=UTC).timestamp()
        seconds = 1795262430 - noon

    trouble = LISTS.judge(Call("PATCH", "/3/x", host="api"), Reply(429, b"", headers))

    assert isinstance(trouble, TryAgain)
    assert trouble.after == seconds


def test_refused_credentials_are_something_that_passes():
    assert isinstance(LISTS.judge(Call("POST", "/x", host="users"), Reply(401)), TryAgain)


def test_without_the_lists_settings_only_statuses_are_told():
    assert (TALIS.hosts, LISTS.hosts) == (("talis",), ("talis", "talis/api", "talis/users"))


def test_the_course_is_looked_up_by_the_code_that_the_form_named():
    request = asked(item=ITEM, course_asked="HIS101")

    calls, learnt = play(TALIS.enrich(request))

    (place,) = learnt["citations"]
    assert calls == []
    assert (place["course_code"], place["theirs"]) == ("HIS101", {"citation_id": ITEM})
