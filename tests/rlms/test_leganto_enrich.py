"""Finding out over Alma's REST API what its webhook left out, without a network."""

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.request import Kind, Request
from chalicelib.rlms._alma_search import MOST_CALLS
from chalicelib.rlms.leganto import ADAPTER
from tests.domain.a_request import a_request
from tests.rlms.deliveries import answer, refusal

PERSON = {
    "first_name": "Leila", "last_name": "Haddad",
    "contact_info": {"email": [
        {"email_address": "old@mail.example", "preferred": False},
        {"email_address": "l.haddad@northgate.example", "preferred": "true"},
    ]},
}  # fmt: skip
PORTS = {"title": "Ports", "mms_id": "991", "isbn": "978-0-691-09010-8", "author": "Haddad"}


def a_citation(name: str, **metadata: Any) -> dict[str, Any]:
    return {"id": name, "metadata": metadata}


class Alma:
    """Courses with their lists with their citations; and whoever teaches which course."""

    def __init__(self, lists: Mapping[str, list[dict[str, Any]]], taught: str = "") -> None:
        self.lists = lists
        self.taught = taught
        self.person: Reply = answer(PERSON)
        self.record: Reply = refusal("402203")
        self.items: Reply = answer({"item": [{}], "total_record_count": 2})
        self.asked: list[str] = []

    def __call__(self, call: Call) -> Reply:
        self.asked.append(call.path.removeprefix("/almaws/v1"))
        match call.path.removeprefix("/almaws/v1").strip("/").split("/"):
            case ["users", _]:
                return self.person
            case ["bibs", _, "holdings", "ALL", "items"]:
                return self.items
            case ["bibs", *_]:
                return self.record
            case ["courses"]:
                return self.courses(call)
            case ["courses", course, "reading-lists"]:
                return answer({"reading_list": [{"id": f"L-{course}", "name": f"List {course}"}]})
        course = call.path.split("/")[4]
        assert call.query == {"view": "full"}
        return answer({"citations": {"citation": self.lists[course]}})

    def courses(self, call: Call) -> Reply:
        known = [self.taught] if "q" in call.query else list(self.lists)
        start = int(call.query["offset"])
        found = [{"id": one, "code": f"C{one}", "name": f"Course {one}"} for one in known if one]
        page = found[start : start + int(call.query["limit"])]
        return answer({"course": page, "total_record_count": len(found)} if page else {})


def learn(alma: Alma, **known: Any) -> dict[str, Any]:
    theirs = {"user": "lhaddad", "mms_id": "991", "request_id": "4873"} | known.pop("theirs", {})
    talk: Talk = ADAPTER.enrich(a_request(theirs=theirs, **known))
    reply: Any = None
    try:
        call = next(talk)
        while True:
            reply = alma(call)
            assert ADAPTER.judge(call, reply) is None
            call = talk.send(reply)
    except StopIteration as end:
        return dict(end.value)


def ids(learnt: Mapping[str, Any]) -> list[str]:
    return [one["id"] for one in learnt["citations"]]


def test_the_requester_is_known_by_name_and_preferred_address():
    learnt = learn(Alma({}))

    assert learnt["name"] == "Leila Haddad"
    assert learnt["email"] == "l.haddad@northgate.example"


def test_why_there_is_no_address_is_said():
    alma = Alma({})
    alma.person = answer({"full_name": "Leila Haddad", "contact_info": {"email": []}})

    learnt = learn(alma)

    assert learnt["name"] == "Leila Haddad"
    assert learnt["why_no_email"] == "Alma holds no e-mail address for this user."


def test_a_user_whom_alma_does_not_know_is_a_fact():
    alma = Alma({})
    alma.person = refusal("401890")

    assert learn(alma)["why_no_email"] == "Alma does not know this user."


def test_a_requester_who_was_not_sent_is_asked_for_by_the_record():
    alma = Alma({})
    alma.record = answer({"user_primary_id": "lhaddad", "title": "Ports"})

    assert learn(alma, theirs={"user": ""})["user"] == "lhaddad"


def test_the_citation_is_found_by_its_record():
    alma = Alma({"1": [a_citation("a", title="Other", mms_id="7"), a_citation("b", **PORTS)]})

    learnt = learn(alma)

    assert learnt["citations"] == [{
        "id": "b", "theirs": {"course_id": "1", "list_id": "L-1", "citation_id": "b"},
        "course_code": "C1", "course_name": "Course 1", "list_name": "List 1", "title": "Ports",
    }]  # fmt: skip


def test_the_work_is_told_as_the_citation_describes_it():
    learnt = learn(Alma({"1": [a_citation("b", **PORTS)]}))

    assert learnt["work"] == {"title": "Ports", "authors": "Haddad", "isbn": "978-0-691-09010-8"}
    assert learnt["isn"] == "978-0-691-09010-8"


def test_two_places_for_one_title_are_both_told_so_that_staff_choose():
    alma = Alma({"1": [a_citation("a", **PORTS)], "2": [a_citation("b", **PORTS)]})

    assert ids(learn(alma)) == ["a", "b"]


def test_the_requesters_own_courses_go_before_all_others():
    alma = Alma({"1": [a_citation("a", **PORTS)], "2": [a_citation("b", **PORTS)]}, taught="2")

    assert ids(learn(alma)) == ["b"]
    assert "/courses/1/reading-lists" not in alma.asked


def test_all_courses_are_searched_where_the_requesters_own_have_nothing():
    alma = Alma({"1": [a_citation("a", **PORTS)], "2": []}, taught="2")

    assert ids(learn(alma)) == ["a"]
    assert alma.asked.count("/courses/2/reading-lists") == 1


def test_without_a_record_the_title_counts_whatever_its_case_and_accents():
    alma = Alma({"1": [a_citation("a", title="ÉTUDES: ports!"), a_citation("b", title="Other")]})

    assert ids(learn(alma, theirs={"mms_id": "", "title": "Etudes ports"})) == ["a"]


def test_the_same_record_counts_more_than_the_same_title():
    alma = Alma({"1": [a_citation("a", title="Ports"), a_citation("b", **PORTS)]})

    assert ids(learn(alma, title="Ports")) == ["b"]


def test_the_same_title_under_another_record_is_another_book():
    alma = Alma({"1": [a_citation("a", title="Ports", mms_id="7")]})

    assert ids(learn(alma, title="Ports")) == []


def test_what_stands_on_no_list_is_described_by_the_catalogue():
    alma = Alma({})
    alma.record = answer({"title": "Ports", "isbn": "9780691090108", "publisher_const": "PUP"})

    learnt = learn(alma)

    assert learnt["citations"] == []
    assert learnt["work"] == {"title": "Ports", "isbn": "9780691090108", "publisher": "PUP"}


def test_a_walk_ends_even_where_there_are_thousands_of_courses():
    alma = Alma({str(n): [] for n in range(5_000)})

    learn(alma)

    assert len(alma.asked) <= MOST_CALLS + 3


@pytest.mark.parametrize("odd", [None, [], {}, [{}], [{"metadata": None}], [{"metadata": {}}]])
def test_lists_may_be_empty_in_every_way_there_is(odd):
    alma = Alma({"1": odd})

    assert ids(learn(alma)) == []


def test_a_course_that_is_gone_meanwhile_is_passed_over():
    class Shrinking(Alma):
        def __call__(self, call: Call) -> Reply:
            gone = call.path.endswith("/1/reading-lists")
            return refusal("402119") if gone else super().__call__(call)

    alma = Shrinking({"1": [a_citation("a", **PORTS)], "2": [a_citation("b", **PORTS)]})

    assert ids(learn(alma)) == ["b"]


def test_an_unknown_place_needs_no_requester_either():
    request: Request = a_request(theirs={"request_id": "4873"})
    talk = ADAPTER.enrich(request)

    assert next(talk).path == "/almaws/v1/courses"


@pytest.mark.parametrize(
    ("reply", "items"),
    [
        (answer({"item": [{}], "total_record_count": 2}), 2),
        (answer({"total_record_count": 0}), 0),
        (answer({"total_record_count": "3"}), 3),
        (refusal("402203"), None),
        (answer({}), None),
        (answer({"total_record_count": None}), None),
        (answer([]), None),
        (Reply(200, b"<items/>"), None),
        (Reply(200, b"{"), None),
        (answer({"total_record_count": "9" * 5_000}), None),
    ],
)
def test_the_physical_volumes_are_counted_and_what_alma_does_not_say_is_not_none(reply, items):
    alma = Alma({})
    alma.items = reply

    assert learn(alma)["items"] == items


def test_a_record_that_only_the_list_names_is_counted():
    alma = Alma({"1": [a_citation("b", **PORTS)]})

    assert learn(alma, theirs={"mms_id": ""}, title="Ports")["items"] == 2
    assert "/bibs/991/holdings/ALL/items" in alma.asked


def test_two_records_that_may_be_meant_are_not_counted():
    two = [a_citation("a", title="Ports", mms_id="7"), a_citation("b", title="Ports", mms_id="8")]

    assert learn(Alma({"1": two}), theirs={"mms_id": ""}, title="Ports")["items"] is None


def test_an_uploaded_file_is_cleared_without_any_volume():
    learnt = learn(Alma({}), kind=Kind.CLEARANCE)

    assert "items" not in learnt
