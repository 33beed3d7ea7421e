"""Leganto's adapter over real HTTP, against the local Alma: its shapes, its errors, its faults."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Delivery, Reply, Talk
from chalicelib.domain.eligibility import Standing
from chalicelib.domain.facts import Rejection
from chalicelib.domain.intake import Asked, Noted, Withdrawn, receive
from chalicelib.domain.places import Batch, Place
from chalicelib.domain.request import Phase, Request
from chalicelib.domain.telling import TryAgain
from chalicelib.rlms._caller import Caller
from chalicelib.rlms.leganto import ADAPTER
from local.alma import KEY
from local.deliveries import SECRET
from tests.local.conftest import Town

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
#: The stand-in is on this machine, which a deployment has to say.
INSIDE = ("localhost", "127.0.0.1")
LINK = "https://desk.example/l/a-token"
ORIENTALISM, DEBT, GRAEBER = "5933190090002212", "5933190030002212", "5933190120002212"


def a_caller(town: Town, key: Callable[[str, bool], str] = lambda name, fresh: KEY) -> Caller:
    hosts = {"leganto": f"{town.url}/local/alma"}
    return Caller({"leganto": ADAPTER}, hosts, key, lambda: NOW, INSIDE)


def told(town: Town, place: int = 0) -> Delivery:
    """What the desk was told; an echo comes a moment after the call that it echoes."""
    until = time.monotonic() + 5
    while len(town.desk.told) <= place and time.monotonic() < until:
        time.sleep(0.02)
    body, signature = town.desk.told[place]
    delivery = Delivery("POST", "/", {}, {"X-Exl-Signature": signature}, body)
    assert ADAPTER.trust(delivery, [SECRET])
    return delivery


def asked_for(town: Town, citation: str = ORIENTALISM, **said: Any) -> Request:
    """A request as the desk has it after the event and the enrichment."""
    form = {"citation": citation, "pages": "vii-xxi, 31-49", "chapter": "The Scope"} | said
    assert town.web.post("/local/leganto/request", json=form).is_success
    heard = ADAPTER.read(told(town))
    assert isinstance(heard, Asked)
    return receive(heard, "leganto", "ABCD2345", 7, NOW).request


def converse(town: Town, talk: Talk) -> dict[str, Any]:
    """Play a talk against Alma, and answer what it ends with."""
    caller = a_caller(town)
    try:
        call = next(talk)
        while True:
            reply = caller("leganto", call)
            if trouble := ADAPTER.judge(call, reply):
                raise trouble
            call = talk.send(reply)
    except StopIteration as end:
        return dict(end.value)


def placed(town: Town, request: Request) -> Request:
    """The request with its one place on a list known."""
    (citation,) = converse(town, ADAPTER.enrich(request))["citations"]
    return replace(request, theirs={**request.theirs, **citation["theirs"]})


def shown(town: Town, citation: str = ORIENTALISM) -> dict[str, Any]:
    found = town.web.get("/local/leganto/lists.json", params={"citation": citation}).json()
    items: list[dict[str, Any]] = [one for each in found["lists"] for one in each["citations"]]
    return items[0]


def made(town: Town, match: str) -> list[str]:
    calls = town.web.get("/local/alma/log.json", params={"match": match}).json()["calls"]
    return [f"{call['method']} {call['status']}" for call in calls]


def test_the_event_is_read_with_its_pages_from_figures_and_comment(town):
    request = asked_for(town)

    assert (request.extract.pages, request.extract.page_count) == ("vii-xxi, 31-49", 34)
    assert request.title == "The Scope"


def test_who_asked_for_which_course_and_what_is_found_out(town):
    request = asked_for(town)

    learnt = converse(town, ADAPTER.enrich(request))

    assert (learnt["name"], learnt["email"]) == ("Amara Okafor", "a.okafor@northgate.example")
    assert [one["course_code"] for one in learnt["citations"]] == ["HIST2041"]
    assert learnt["isn"] == "0-394-74067-X"


def test_a_title_on_two_lists_is_left_to_choose(town):
    request = asked_for(town, DEBT)

    learnt = converse(town, ADAPTER.enrich(request))

    assert {one["course_code"] for one in learnt["citations"]} == {"HIST2041", "POLI3015"}


def test_the_list_shows_that_it_is_in_progress(town):
    request = placed(town, asked_for(town))

    converse(town, ADAPTER.report(request, Phase.WORKING, ""))

    assert shown(town)["status"] == "InProcess"


def test_the_list_shows_the_link_and_almas_request_is_closed(town):
    request = placed(town, asked_for(town))

    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    item = shown(town)
    assert (item["status"], item["link"]) == ("Complete", LINK)
    assert item["request"]["state"] == "closed"


def test_telling_the_same_twice_changes_nothing_the_second_time(town):
    request = placed(town, asked_for(town))
    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))
    before = made(town, "^(POST|PUT|DELETE)")

    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    assert made(town, "^(POST|PUT|DELETE)") == before


def test_a_rejection_is_shown_on_the_list_and_comes_back_as_an_echo(town):
    request = placed(town, asked_for(town))
    rejection = Rejection("x", "Not held", "Sorry.", NOW, theirs="CannotBeFulfilled")

    converse(town, ADAPTER.report(replace(request, rejection=rejection), Phase.REFUSED, ""))

    item = shown(town)
    assert (item["status"], item["link"], item["request"]["state"]) == (
        "Declined", None, "cancelled",
    )  # fmt: skip
    assert ADAPTER.read(told(town, 1)) == Withdrawn(f"44NGU_INST/{request.theirs['request_id']}")


def test_rejecting_what_is_gone_already_is_no_trouble(town):
    request = placed(town, asked_for(town))
    converse(town, ADAPTER.report(request, Phase.REFUSED, ""))
    told(town, 1)

    converse(town, ADAPTER.report(request, Phase.REFUSED, ""))

    assert made(town, "^DELETE") == ["DELETE 204", "DELETE 400"]


@pytest.mark.parametrize(
    "fault", [{"status": 503}, {"status": 429, "retry_after": 3}, {"drop_after": True}]
)
def test_a_passing_fault_is_tried_again_and_then_nothing_is_done_twice(town, fault):
    request = placed(town, asked_for(town))
    next_step = {"match": "^POST .*op=next_step", "times": 1} | fault
    town.web.post("/local/alma/faults", json={"next": [next_step]})
    with pytest.raises((TryAgain, ValueError)):
        converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    converse(town, ADAPTER.report(request, Phase.LIVE, LINK))

    assert shown(town)["request"]["state"] == "closed"
    assert made(town, "^POST").count("POST 200") == 2


def test_a_key_that_was_changed_is_read_again_once(town):
    request = asked_for(town)
    caller = a_caller(town, lambda name, fresh: KEY if fresh else "the-old-one")

    reply = caller("leganto", next(ADAPTER.enrich(request)))

    assert reply.ok


def test_a_key_that_stays_wrong_is_something_that_passes(town):
    caller = a_caller(town, lambda name, fresh: "wrong")
    call = Call("GET", "/almaws/v1/users/aokafor")

    assert isinstance(ADAPTER.judge(call, caller("leganto", call)), TryAgain)


def test_nobody_at_the_other_end_is_something_that_passes():
    caller = Caller(
        {"leganto": ADAPTER}, {"leganto": "http://127.0.0.1:9"}, lambda *_: KEY, lambda: NOW, INSIDE
    )

    with pytest.raises(TryAgain):
        caller("leganto", Call("GET", "/almaws/v1/users/aokafor"))


def test_the_volumes_of_what_was_asked_for_are_counted_by_its_record(town):
    counted = []
    for volumes in (1, 0):
        citation = added(town, title=f"Bought {volumes} times", volumes=volumes)
        town.desk.told.clear()
        counted.append(converse(town, ADAPTER.enrich(asked_for(town, citation)))["items"])

    assert counted == [1, 0]


def test_volumes_that_alma_refuses_to_count_are_not_known_and_stop_nothing(town):
    request = asked_for(town)
    fault = {"match": "GET .*/holdings/ALL/items", "status": 400, "code": "402203"}
    assert town.web.post("/local/alma/faults", json={"next": [fault]}).is_success

    learnt = converse(town, ADAPTER.enrich(request))

    assert learnt["items"] is None
    assert len(learnt["citations"]) == 1
    assert learnt["email"]


def walked(town: Town, go_on: str = "") -> list[Place]:
    """All that a walk over the lists finds, and all that it asks is taken."""
    caller, walk = a_caller(town), ADAPTER.places(go_on)
    reply: Reply | None = None
    found: list[Place] = []
    try:
        while True:
            step = walk.send(reply)
            if isinstance(step, Batch):
                found, reply = [*found, *step.places], None
            else:
                reply = caller("leganto", step)
                assert ADAPTER.judge(step, reply) is None
    except StopIteration:
        return found


def examined(town: Town, citation: str, places: tuple[Place, ...] = ()) -> Standing:
    return Standing(**converse(town, ADAPTER.examine(citation, places)))


def added(town: Town, **about: Any) -> str:
    said = {"title": "Added", "course": "HIST2041"} | about
    return str(town.web.post("/local/leganto/citation", json=said).json()["citation"])


def test_the_same_request_is_read_from_xml(town):
    form = {"citation": ORIENTALISM, "pages": "vii-xxi, 31-49", "chapter": "Schönes & <Altes>",
            "images": True, "notes": ["one", "two", "three"], "start": "2027-01-11",
            "end": "2027-06-11"}  # fmt: skip
    assert town.web.post("/local/leganto/request?format=xml", json=form).is_success

    heard = ADAPTER.read(told(town))

    assert town.desk.told[0][0].startswith(b"<?xml")
    assert isinstance(heard, Asked)
    assert (heard.extract.title, heard.extract.pages) == ("Schönes & <Altes>", "vii-xxi, 31-49")
    assert heard.original.notes == ("one", "two", "three")
    assert dict(heard.original.fields)["Include images"] == "yes"


def test_what_is_told_in_xml_is_told_so_again(town):
    made = town.web.post("/local/leganto/request?format=xml", json={"citation": ORIENTALISM})
    name = made.json()["request_id"]

    said = {"request_id": name, "event": "REQUEST_PLACED_ON_SHELF"}
    assert town.web.post("/local/leganto/tell", json=said).is_success

    assert ADAPTER.read(told(town, 1)) == Noted(f"44NGU_INST/{name}", "on-shelf")
    assert town.desk.told[1][0].startswith(b"<?xml")


def test_a_walk_finds_every_item_of_every_list_with_its_teachers(town):
    found = walked(town)

    assert len(found) == 13
    debt = [one for one in found if one.record == "9910990002212" or "Debt" in one.title]
    assert {one.course_code for one in debt} == {"HIST2041", "POLI3015"}
    assert all("aokafor" in one.teachers for one in found)


def test_a_walk_goes_on_at_a_course(town):
    assert {one.course_code for one in walked(town, "1")} == {"POLI3015"}


def test_what_the_index_knows_is_not_walked_for(town):
    request = asked_for(town)
    places = [one for one in walked(town) if one.record == request.theirs["mms_id"]]
    before = len(made(town, "GET .*/courses"))

    learnt = converse(town, ADAPTER.enrich(request, places))

    assert [one["id"] for one in learnt["citations"]] == [ORIENTALISM]
    assert learnt["isn"] == "0-394-74067-X"
    assert len(made(town, "GET .*/courses")) == before + 1


def test_what_the_index_still_has_and_the_list_no_more_is_walked_for(town):
    request = asked_for(town)
    theirs = {"course_id": "231739800002212", "list_id": "5933190800002212", "citation_id": "1"}
    gone = Place("1", request.theirs["mms_id"], theirs)

    learnt = converse(town, ADAPTER.enrich(request, [gone]))

    assert [one["id"] for one in learnt["citations"]] == [ORIENTALISM]


def test_an_item_is_examined_with_or_without_the_index(town):
    standing = Standing(listed=True, course=True, items=1, file=False, rights="")

    known = tuple(one for one in walked(town) if one.id == ORIENTALISM)

    assert examined(town, ORIENTALISM) == examined(town, ORIENTALISM, known) == standing


def test_an_item_on_no_list_is_not_listed(town):
    assert examined(town, "12345") == Standing(listed=False)


@pytest.mark.parametrize(
    ("said", "rights"),
    [
        ({"copyrights_status": {"value": "SELF_DECLARED", "desc": ""}}, "self-declared"),
        ({"copyrights_status": {"value": "X1", "desc": "Self Declared"}}, "self-declared"),
        ({"license_type": {"value": "CCBY", "desc": "CC BY 4.0"}}, "creative-commons"),
        ({"license_type": "Creative Commons"}, "creative-commons"),
        ({"copyrights_status": {"value": "NOTDETERMINED", "desc": "Not Determined"}}, ""),
    ],
)
def test_whose_rights_an_uploaded_file_has_is_read_from_code_or_words(town, said, rights):
    citation = added(town, file_link="https://alma.example/file", volumes=0, **said)

    standing = examined(town, citation)

    assert (standing.file, standing.items, standing.rights) == (True, 0, rights)


def test_a_copy_is_handed_to_the_catalogue_once_with_the_request_that_it_answers(town):
    ours = ADAPTER.chosen({"repository": "SCANDESK", "representation.library": "MAIN"})
    request = placed(town, asked_for(town))

    for _ in range(2):
        assert converse(town, ours.report(request, Phase.LIVE, LINK)) == {"outcome": ""}

    log = town.web.get("/local/alma/log.json", params={"match": "^POST .*/representations"}).json()
    (sent,) = [one["body"] for one in log["calls"]]
    assert sent["request_id"] == request.theirs["request_id"]
    assert (sent["linking_parameter_1"], sent["library"]) == (LINK, {"value": "MAIN"})


def test_a_record_in_no_collection_takes_no_copy_and_the_link_is_shown_all_the_same(town):
    ours = ADAPTER.chosen({"repository": "SCANDESK"})
    request = placed(town, asked_for(town, "5933190050002212"))

    told_them = converse(town, ours.report(request, Phase.LIVE, LINK))

    assert "no collection" in told_them["outcome"]
    assert shown(town, "5933190050002212")["link"] == LINK
    assert shown(town, "5933190050002212")["request"]["state"] == "closed"


@pytest.mark.parametrize(("setting", "chose"), [("true", True), ("true", False), ("false", True)])
def test_alma_mails_only_where_staff_chose_so_and_the_library_has_alma_mail(town, setting, chose):
    ours = ADAPTER.chosen({"notifies": setting})
    rejection = Rejection("x", "Not held", "Sorry.", NOW, theirs="CannotBeFulfilled", notify=chose)
    request = replace(placed(town, asked_for(town)), rejection=rejection)

    converse(town, ours.report(request, Phase.REFUSED, ""))

    assert shown(town)["request"]["notified"] is (setting == "true" and chose)
    told(town, 1)
