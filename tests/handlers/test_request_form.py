"""The request form through the whole of Chalice: the page, the verdict, and what comes of it."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest

from app import app
from chalicelib import wiring
from chalicelib.aws import own
from chalicelib.domain.courses import Course, Run
from chalicelib.domain.people import Person, Role
from chalicelib.domain.works import Work
from chalicelib.handlers.http import SESSION
from tests.handlers.conftest import HOME, SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import in_days

ON = '{"on": true, "mandatory": ["needed_by"], "who": ["staff"]}'
TOMAS = Person("t-1", "Tomas Teacher", "tomas@university.example", frozenset({Role.TEACHER}))
WORK = Work(id="w1", title="Imagined Communities", isbn="9781784786755", pages=240)


@pytest.fixture(autouse=True)
def desk(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORM", ON)
    wiring.settings.cache_clear()
    run = Run("2026-27", in_days(-30), in_days(200), 22, 64)
    for code, name in (("HIST2041", "Empire and Trade"), ("HIST2042", "Empire and After")):
        wiring.records().save_course(Course(code, name, runs=(run,)))
    wiring.records().save_work(WORK)


def cookie(person: Person = TOMAS) -> dict[str, str]:
    return {"Cookie": f"{SESSION}={wiring.sessions().open(person, wiring.clock())}"}


def go(path: str, person: Person = TOMAS) -> Reply:
    return knock(app, "GET", path, headers=cookie(person))


def filled(**said: str) -> dict[str, str]:
    whole = {
        "course": "hist2041", "isn": WORK.isbn, "pages": "1-12", "extract_title": "Cultural roots",
        "needed_by": str(in_days(20)), "once": "one-page", "do": "check",
    }  # fmt: skip
    return {**whole, **said}


def post(said: dict[str, str], person: Person | None = TOMAS, origin: str = HOME) -> Reply:
    headers = (cookie(person) if person else {}) | {"Origin": origin}
    return knock(app, "POST", "/request", headers=headers, body=urlencode(said).encode())


def seen(reply: Reply) -> str:
    """The mark of the verdict that the page shows."""
    return str(re.findall(r'name="seen" value="(\w*)"', reply.text)[0])


def sent(person: Person = TOMAS, **said: str) -> Reply:
    """Checked first, then sent."""
    mark = seen(post(filled(**said), person))
    return post(filled(**said, do="send", seen=mark), person)


def queue() -> list[Any]:
    return list(wiring.table().on_shelf("open"))


def test_whoever_is_not_signed_in_is_sent_there_and_comes_back_to_what_a_link_filled_in() -> None:
    reply = knock(app, "GET", "/request?course=HIST2041&title=A%26B")

    there = "/auth/start?next=/request%3Fcourse%3DHIST2041%26title%3DA%2526B"
    assert (reply.status, reply.headers["location"]) == (303, there)


def test_a_teacher_finds_the_form_with_what_a_link_filled_in() -> None:
    reply = go("/request?title=Past+%26+Present")

    assert reply.status == 200
    assert 'value="Past &amp; Present"' in reply.text
    assert "Check the limit</button>" in reply.text
    assert 'value="send"' not in reply.text


def test_a_student_is_told_kindly_that_the_form_is_for_teachers() -> None:
    student = Person("s-1", "Sofia", roles=frozenset({Role.READER}))

    shown, tried = go("/request", student), post(filled(do="send"), student)

    assert (shown.status, tried.status) == (403, 403)
    assert "This form is for teachers" in shown.text
    assert "ask who teaches it" in tried.text
    assert queue() == []


def test_where_the_form_is_switched_off_it_says_where_to_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORM", "")
    wiring.settings.cache_clear()

    assert [go(path).status for path in ("/request", "/request/mine")] == [404, 404]
    assert "Ask on your reading list" in go("/request").text
    assert post(filled(do="send")).status == 404
    assert queue() == []


@pytest.mark.parametrize(
    ("pages", "title", "sum_"),
    [("1-12", "Within the limit", "5"), ("1-34", "Over the limit", "14.2")],
)
def test_the_limit_is_shown_before_anything_is_sent(pages: str, title: str, sum_: str) -> None:
    reply = post(filled(pages=pages))

    assert reply.status == 200
    assert title in reply.text
    assert sum_ in reply.text
    assert f'value="{pages}"' in reply.text
    assert 'value="send"' in reply.text
    assert queue() == []


def test_what_the_library_does_not_know_is_never_within() -> None:
    reply = post(filled(isn="9780394740676"))

    assert "The limit cannot be told yet" in reply.text


def test_nothing_is_sent_before_its_own_verdict_was_seen() -> None:
    mark = seen(post(filled(pages="1-12")))

    unseen = post(filled(do="send"))
    changed = post(filled(pages="1-34", do="send", seen=mark))

    assert (unseen.status, changed.status) == (200, 200)
    assert "It was not sent yet" in changed.text
    assert queue() == []


def test_what_is_sent_stands_in_the_queue_with_its_requester_course_and_source() -> None:
    reply = sent(note_1="Two lines\r\nof note", images="yes")

    (request,) = queue()
    assert (reply.status, reply.headers["location"]) == (303, f"/request/sent/{request.id}")
    assert (request.rlms, request.state.value) == ("form", "new")
    assert (request.requester.name, request.course_asked) == ("Tomas Teacher", "HIST2041")
    assert (request.work.id, request.extract.page_count) == ("w1", 12)
    whole, original = wiring.table().whole(request.id)
    assert whole.requester.email == "tomas@university.example"
    assert original.notes == ("Two lines\nof note",)


def test_the_run_is_that_of_the_first_day() -> None:
    course = wiring.records().course("HIST2041")
    following = Run("2027-28", in_days(300), in_days(600))
    wiring.records().save_course(Course(course.code, course.name, runs=(*course.runs, following)))

    sent(start=str(in_days(310)))

    assert [one.run.year for one in queue()[0].runs] == ["2027-28"]


def test_a_second_click_sends_nothing_twice_and_another_page_does() -> None:
    first, again, other = sent(), sent(), sent(once="another-page")

    assert first.headers["location"] == again.headers["location"] != other.headers["location"]
    assert len(queue()) == 2


def test_the_very_same_page_sent_again_answers_the_same_although_the_first_counts_by_now() -> None:
    mark = seen(post(filled(pages="1-20")))
    click = filled(pages="1-20", do="send", seen=mark)

    first, again = post(click), post(click)

    assert (first.status, again.status) == (303, 303)
    assert first.headers["location"] == again.headers["location"]
    assert len(queue()) == 1


def test_what_a_colleague_asked_for_meanwhile_is_shown_before_it_is_sent() -> None:
    mark = seen(post(filled(pages="1-20")))
    ulla = Person("t-2", "Ulla", "u@university.example", frozenset({Role.TEACHER}))
    sent(ulla, pages="30-50")

    late = post(filled(pages="1-20", do="send", seen=mark))

    assert "It was not sent yet" in late.text
    assert "Over the limit" in late.text
    assert "Ulla" not in late.text
    assert len(queue()) == 1


def test_mistakes_come_back_beside_their_fields_with_everything_as_it_was_typed() -> None:
    reply = post(
        filled(pages="vii-10", isn="123", needed_by="", note_3="<b>Bold</b>", images="yes")
    )

    assert reply.status == 422
    assert "<title>Error: Ask for a scan" in reply.text
    listed = re.findall(r'<li><a href="#(\w+)">', reply.text)
    assert listed == ["isn", "pages", "needed_by"]
    assert 'aria-describedby="pages-hint pages-wrong" aria-invalid="true"' in reply.text
    for kept in ('value="vii-10"', 'value="123"', "&lt;b&gt;Bold", 'value="yes" checked'):
        assert kept in reply.text


def test_of_several_courses_one_is_chosen() -> None:
    asked = post(filled(course="empire"))
    chosen = post(filled(course="empire", course_was="empire", course_is="HIST2042"))
    retyped = post(filled(course="HIST2041", course_was="empire", course_is="HIST2042"))

    assert "Which course is it?" in asked.text
    assert "HIST2042 Empire and After" in asked.text
    assert 'name="course" type="text" value="HIST2042"' in chosen.text
    assert 'name="course" type="text" value="HIST2041"' in retyped.text


def test_whoever_was_signed_out_meanwhile_loses_nothing() -> None:
    reply = post(filled(do="send"), person=None)

    assert reply.status == 401
    assert "You have been signed out" in reply.text
    assert 'value="Cultural roots"' in reply.text
    assert queue() == []


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_a_form_on_somebody_elses_page_sends_nothing(origin: str) -> None:
    mark = seen(post(filled()))

    reply = post(filled(do="send", seen=mark), origin=origin)

    assert reply.status == 403
    assert "not sent from the library" in reply.text
    assert queue() == []


def test_the_requester_finds_the_number_and_nobody_else_does() -> None:
    where = sent().headers["location"]
    other = Person("t-2", "Ulla", roles=frozenset({Role.TEACHER}))

    def look(person: Person) -> Reply:
        params = {"request_id": where.rpartition("/")[2]}
        return knock(
            app, "GET", where, route="/request/sent/{request_id}", params=params,
            headers=cookie(person),
        )  # fmt: skip

    assert (look(TOMAS).status, look(other).status) == (200, 404)
    assert queue()[0].id in look(TOMAS).text
    assert "Tomas" not in look(other).text


def act(action: str, **said: Any) -> None:
    (request,) = queue()
    dan = Person("d", "Dan", roles=frozenset({Role.DIGITISER}))
    wiring.desk().act(request.id, action, said, dan, request.version)


def test_my_requests_say_how_each_stands_and_why_one_was_rejected() -> None:
    sent()
    assert "Received" in go("/request/mine").text

    act("assign")
    assert "Being worked on" in go("/request/mine").text
    act("reject", reason="not-held", note="Try the second edition", notify=True)

    text = go("/request/mine").text
    assert "Not possible" in text
    assert "The library does not hold it" in text
    assert "Try the second edition" in text
    assert "Cultural roots" not in go("/request/mine", Person(
        "t-2", "Ulla", roles=frozenset({Role.TEACHER}))).text  # fmt: skip


def test_a_rejection_is_mailed_to_the_address_of_the_sign_in_and_no_list_is_told() -> None:
    sent()
    act("assign")
    (request,) = queue()
    act("reject", reason="not-held", notify=True)

    told = wiring.messages().of(wiring.table().load(request.id))
    assert [(one.to, one.kind) for one in told] == [("requester", "mail")]


def test_my_requests_come_in_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "MOST", 3)
    for n in range(5):
        sent(once=f"page-{n}")

    first = go("/request/mine").text
    older = re.findall(r'href="(/request/mine\?after=[^"]+)"', first)

    assert first.count("<article") == 3
    assert go(older[0]).text.count("<article") == 2
    assert go("/request/mine?after=rubbish").text.count("<article") == 3


def test_nobody_keeps_frames_or_scripts_the_form() -> None:
    for reply in (go("/request"), post(filled()), go("/request/mine")):
        policy = reply.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe-inline" not in policy
        assert "frame-ancestors 'none'" in policy
        assert reply.headers["cache-control"] == "no-store"


def test_the_log_names_the_request_and_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    sent()

    said = capsys.readouterr().out
    assert f'{{"what": "form-received", "request": "{queue()[0].id}"}}' in said
    assert "Tomas" not in said
    assert "tomas@" not in said


@pytest.mark.parametrize(
    "body", [b"", b"\xff\xfe", b"&".join(b"a=1" for _ in range(200)), b"course=%00&pages=%F0"]
)
def test_whatever_is_posted_is_answered_with_a_page(body: bytes) -> None:
    headers = cookie() | {"Origin": HOME}

    reply = knock(app, "POST", "/request", headers=headers, body=body)

    assert reply.status in (400, 422)
    assert "<h1>" in reply.text


def test_today_is_not_past() -> None:
    assert "has passed" not in post(filled(needed_by=str(in_days(0)))).text
