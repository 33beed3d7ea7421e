"""The DCS API through its door: who gets in, what may be asked, and what polling shows."""

import base64
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from app import app
from chalicelib import wiring
from chalicelib.aws.content import moved, numbered
from chalicelib.domain.courses import Course, Standing
from chalicelib.domain.people import Person, Role
from chalicelib.domain.request import State
from chalicelib.library.api_users import line
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import a_request, shelved

DAN = Person("dan", "Dan", roles=frozenset({Role.DIGITISER}))
LINES = {
    "lists": line("lists", "a-password", "a-key", "keylinks", "44"),
    "other": line("other", "a-password", "a-key", "dcs"),
}
WISH = {
    "hei": "44",
    "AcademicName": "Dr Amara Okafor",
    "emailAddress": "a.okafor@northgate.example",
    "isBook": "true",
    "courseCode": "HIST2041",
    "isn": "978-0-394-74067-6",
    "title": "Orientalism",
    "extractTitle": "Introduction",
    "pageRange": "1-28",
    "requiredByDate": "2027-01-31T00:00:00Z",
    "notes": "For the seminar.",
}
Ask = Callable[..., Reply]


@pytest.fixture
def ask(sign_in: SignIn) -> Ask:
    """Calls a method as the client of KeyLinks, or as another."""
    wiring.client("ssm").put_parameter(
        Name="/scandesk/test/dcs/users", Value="\n".join(LINES.values()), Type="SecureString"
    )

    def called(verb: str, method: str, sent: dict[str, Any], **how: str) -> Reply:
        name, key = how.get("user", "lists"), how.get("key", "a-key")
        basic = base64.b64encode(f"{name}:{how.get('password', 'a-password')}".encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "ocp-apim-subscription-key": key}
        path = f"/dcs/{how.get('version', 'v2')}/{method}"
        address = f"{path}?{urlencode(sent)}"
        params = {"version": how.get("version", "v2"), "method": method}
        return knock(
            app, verb, address, route="/dcs/{version}/{method}", params=params, headers=headers
        )

    return called


def submit(ask: Ask, **other: str) -> int:
    reply = ask("POST", "SubmitRequest", WISH | other)
    assert reply.status == 200, reply.text
    return int(reply.json["request-id"])


def content(ask: Ask, code: str = "HIST2041", **how: str) -> list[dict[str, Any]]:
    reply = ask("GET", "GetCourseContent", {"hei": "44", "code": code}, **how)
    assert reply.status == 200, reply.text
    items: list[dict[str, Any]] = reply.json["content-items"]
    return items


def acted(number: int, *actions: tuple[str, dict[str, Any]]) -> None:
    request = wiring.content().numbered(number)
    for action, said in actions:
        request = wiring.desk().act(request.id, action, said, DAN, request.version)


def rejected(number: int, note: str = "") -> None:
    acted(number, ("assign", {}), ("reject", {"reason": "not-held", "note": note}))


@pytest.mark.parametrize(
    "how",
    [{"password": "x"}, {"key": "x"}, {"key": ""}, {"user": "nobody"}, {"user": ""}],
)
def test_who_does_not_fit_gets_401_in_their_own_words(ask, how):
    reply = ask("POST", "SubmitRequest", WISH, **how)

    assert reply.status == 401
    assert set(reply.json) == {"status", "status-code", "status-message"}
    assert reply.json["status-code"] == 401
    assert reply.headers["www-authenticate"].startswith("Basic ")


def test_a_user_of_one_institution_asks_for_that_one_only(ask):
    assert ask("POST", "SubmitRequest", WISH | {"hei": "45"}).status == 403
    assert ask("POST", "SubmitRequest", WISH | {"hei": "45"}, user="other").status == 200


def test_a_submitted_request_is_the_clients_own_with_all_it_said(ask):
    number = submit(ask)

    request, original = wiring.table().whole(wiring.content().numbered(number).id)
    assert (request.rlms, request.state, request.course_asked) == (
        "keylinks", State.NEW, "HIST2041",
    )  # fmt: skip
    assert (request.extract.title, request.extract.pages, request.extract.page_count) == (
        "Introduction", "1-28", 28,
    )  # fmt: skip
    assert request.requester.email == "a.okafor@northgate.example"
    assert (original.notes, str(original.needed_by)) == (("For the seminar.",), "2027-01-31")


def test_a_submit_whose_answer_was_lost_gives_the_same_id(ask):
    assert submit(ask) == submit(ask, notes="Again.", isn="0-394-74067-X", AcademicName="Somebody")


@pytest.mark.parametrize(
    "other",
    [
        {"courseCode": "POLI3015"},
        {"pageRange": "29-40"},
        {"extractTitle": "The scope"},
        {"courseStartDate": "2027-09-20T00:00:00Z"},
    ],
)
def test_another_course_time_or_text_is_another_request(ask, other):
    assert submit(ask) != submit(ask, **other)


def test_the_same_content_after_a_rejection_is_a_new_request(ask):
    first = submit(ask)
    rejected(first)

    second = submit(ask)

    assert second != first
    assert submit(ask) == second


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"isn": "", "title": ""}, "ISN"),
        ({"hei": "Northgate"}, "hei"),
        ({"hei": ""}, "hei"),
    ],
)
def test_what_breaks_a_rule_is_400_in_their_own_words(ask, other, words):
    reply = ask("POST", "SubmitRequest", WISH | other)

    assert (reply.status, reply.json["status-code"]) == (400, 400)
    assert words in reply.json["status-message"]


def test_an_article_needs_neither_title_nor_pages(ask):
    wish = {k: v for k, v in WISH.items() if k not in ("isBook", "extractTitle", "pageRange")}

    assert ask("POST", "SubmitRequest", wish | {"isn": "0031-2746"}).status == 200
    assert ask("POST", "SubmitRequest", wish | {"isBook": "0"}).status == 200
    assert ask("POST", "SubmitRequest", wish).status == 400


def test_the_names_of_arguments_are_read_in_any_case(ask):
    shouted = {name.upper(): value for name, value in WISH.items()}

    assert ask("POST", "submitrequest", shouted).json["request-id"] == submit(ask)


def test_polling_shows_a_request_from_its_first_moment_on(ask):
    number = submit(ask)

    (item,) = content(ask)
    assert (item["request-id"], item["content-status"]) == (number, "New request")
    assert (item["previous-year-id"], item["content-URL"]) == (None, "")
    assert item["bibliographic-details"]["page-range"] == "1-28"
    assert item["bibliographic-details"]["title"] == "Orientalism"


def test_the_first_version_shows_only_what_is_live_and_no_more_of_it(ask):
    submit(ask)
    live = shelved(a_request(course_asked="HIST2041"))
    wiring.dynamo().transact([numbered(live), *moved(None, live)])

    (item,) = content(ask, version="v1")

    assert item["content-URL"].endswith(f"/l/{live.link.token}")
    assert "request-id" not in item


def test_a_rejection_shows_its_reason_and_its_note_to_who_asked_and_no_other(ask):
    rejected(submit(ask), "We hold only the 2011 edition.")

    (item,) = content(ask)
    (others,) = content(ask, user="other")

    assert item["content-status"] == others["content-status"] == "Rejected"
    assert item["rejection-message"] == "The library does not hold it"
    assert item["notes"] == "We hold only the 2011 edition."
    assert (others["rejection-message"], others["notes"]) == ("", "")


def test_the_third_version_finds_one_request_by_its_id(ask):
    number = submit(ask)
    submit(ask, pageRange="29-40")

    reply = ask("GET", "GetCourseContent", {"hei": "44", "requestId": number}, version="v3")

    assert [one["request-id"] for one in reply.json["content-items"]] == [number]
    missing = ask("GET", "GetCourseContent", {"hei": "44", "requestId": "1"}, version="v3")
    assert missing.status == 404


def test_a_course_that_nobody_asked_for_has_no_content(ask):
    assert content(ask, "NONE1") == []


def test_a_request_is_found_by_every_code_of_the_course_it_was_matched_to(ask):
    course = {"hei": "44", "CourseCode": "HIST2041", "CourseName": "Empire"}
    assert ask("POST", "SubmitCourse", course).status == 200
    number = submit(ask, courseCode="hist-nobody-knows")
    acted(number, ("assign", {}), ("match-course", {"course": "HIST2041"}))
    ask("PUT", "AmendCourse", {"hei": "44", "CourseCode": "HIST2041", "NewCourseCode": "HIS2"})

    codes = ("hist-nobody-knows", "HIST2041", "HIS2")

    assert [[one["request-id"] for one in content(ask, code)] for code in codes] == [[number]] * 3


def test_a_request_that_is_matched_to_another_course_leaves_the_one_before(ask):
    for code in ("A1", "B1"):
        ask("POST", "SubmitCourse", {"hei": "44", "CourseCode": code, "CourseName": code})
    number = submit(ask, courseCode="")
    acted(number, ("assign", {}), ("match-course", {"course": "A1"}))
    acted(number, ("match-course", {"course": "B1"}))

    assert content(ask, "A1") == []
    assert len(content(ask, "B1")) == 1


def test_a_submitted_course_is_active_and_runs_this_academic_year(ask):
    sent = {"hei": "44", "coursecode": "new1", "CourseName": "New", "LeadLecturer": "Ann",
            "LeadLecturerEmail": "Ann@northgate.example"}  # fmt: skip

    assert ask("POST", "SubmitCourse", sent).status == 200

    course = wiring.records().course("NEW1")
    assert (course.status, course.runs[0].weeks, course.runs[0].students) == (
        Standing.ACTIVE, 52, 0,
    )  # fmt: skip
    assert (course.runs[0].start.month, course.runs[0].end.month) == (8, 7)
    assert wiring.records().lecturer("ann@northgate.example").name == "Ann"


def test_a_course_submitted_again_is_the_same_and_under_another_name_refused(ask):
    sent = {"hei": "44", "CourseCode": "NEW1", "CourseName": "New"}
    first = ask("POST", "SubmitCourse", sent)

    again = ask("POST", "SubmitCourse", sent)

    assert (again.status, again.json["request-id"]) == (200, first.json["request-id"])
    assert ask("POST", "SubmitCourse", sent | {"CourseName": "Other"}).status == 400


@pytest.mark.parametrize(
    "other",
    [{"LeadLecturer": "Ann"}, {"LeadLecturerEmail": "a@b.example"}, {"NumberOfWeeks": "53"},
     {"NumberOfStudents": "some"}, {"CourseCode": ""}, {"CourseName": ""}],
)  # fmt: skip
def test_a_course_that_breaks_a_rule_is_refused(ask, other):
    sent = {"hei": "44", "CourseCode": "NEW1", "CourseName": "New"} | other

    assert ask("POST", "SubmitCourse", sent).status == 400


def amended(ask: Ask, **sent: str) -> Course:
    reply = ask("PUT", "AmendCourse", {"hei": "44", "CourseCode": "NEW1"} | sent)
    assert reply.status == 200, reply.text
    course = wiring.records().course("NEW1")
    assert course
    return course


def test_what_is_sent_blank_stays_and_deleted_is_for_good(ask):
    ask("POST", "SubmitCourse", {"hei": "44", "CourseCode": "NEW1", "CourseName": "New"})

    assert amended(ask, NumberOfStudents="60", CourseName="").runs[0].students == 60
    assert amended(ask, CourseStatus="Archived").status is Standing.ARCHIVED
    assert amended(ask, CourseStatus="Active").status is Standing.ACTIVE
    assert amended(ask, CourseStatus="Deleted").status is Standing.DELETED
    assert amended(ask, CourseStatus="Active").status is Standing.DELETED


def test_a_renamed_course_is_found_by_both_codes_and_takes_no_other_courses(ask):
    for code in ("NEW1", "NEW2"):
        ask("POST", "SubmitCourse", {"hei": "44", "CourseCode": code, "CourseName": code})

    assert amended(ask, NewCourseCode="NEW3").code == "NEW3"
    taken = ask("PUT", "AmendCourse", {"hei": "44", "CourseCode": "NEW3", "NewCourseCode": "NEW2"})
    assert taken.status == 400
    codes = [one["course-code"] for one in ask("GET", "GetCourses", {"hei": "44"}).json["courses"]]
    assert codes == ["NEW2", "NEW3"]


def test_a_course_that_is_not_there_cannot_be_amended(ask):
    assert ask("PUT", "AmendCourse", {"hei": "44", "CourseCode": "NONE1"}).status == 404


@pytest.mark.parametrize(
    ("verb", "method", "version", "status"),
    [
        ("GET", "SubmitRequest", "v2", 405),
        ("POST", "GetCourseContent", "v2", 405),
        ("POST", "SubmitRequest", "v1", 404),
        ("GET", "GetCourseContent", "v4", 404),
        ("GET", "DropTables", "v2", 404),
    ],
)
def test_what_there_is_not_is_refused_in_their_own_words(ask, verb, method, version, status):
    reply = ask(verb, method, {"hei": "44"}, version=version)

    assert (reply.status, reply.json["status-code"]) == (status, status)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    method=some.sampled_from(["SubmitRequest", "SubmitCourse", "AmendCourse", "GetCourseContent"]),
    other=some.dictionaries(some.sampled_from(sorted(WISH)) | some.text(max_size=20), some.text()),
)
def test_nothing_that_is_sent_breaks_the_desk_and_what_it_takes_it_has(ask, method, other):
    verb = {"AmendCourse": "PUT", "GetCourseContent": "GET"}.get(method, "POST")
    spoken = {key: value for key, value in other.items() if is_text(key + value)}

    reply = ask(verb, method, {**WISH, "courseName": "A course", **spoken}, user="other")

    assert reply.status in (200, 400, 404), reply.text
    assert reply.json["status-code"] == reply.status
    if reply.status == 200 and method == "SubmitRequest":
        assert wiring.content().numbered(reply.json["request-id"])


def is_text(said: str) -> bool:
    """What an address can carry at all."""
    return said.isascii() or said == said.encode("utf-8", "ignore").decode()
