"""The stable link: who gets to the text, when, and what everybody else is told."""

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from chalice.app import Chalice

from chalicelib import wiring, wiring_delivery
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.links import Links
from chalicelib.domain.courses import Course, Standing
from chalicelib.domain.errors import Busy
from chalicelib.domain.openings import Closing, Link, Open, spelt
from chalicelib.domain.people import Role
from chalicelib.domain.pieces import Attachment, Piece
from chalicelib.domain.reading import ReadingCopy
from chalicelib.domain.request import Purpose, Request, State
from chalicelib.domain.rules import Outcome, Ruling
from chalicelib.handlers.links import _seconds
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import (
    NOON,
    OPENING,
    SCAN,
    TOKEN,
    WORK,
    a_request,
    in_days,
    prepared,
    shelved,
    signed_in,
)


@pytest.fixture
def app(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Chalice:
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    monkeypatch.setenv("SCANS_URL", "http://127.0.0.1:8000")
    monkeypatch.setenv("DESK_MAIL", "desk@university.example")
    from app import app

    return app


def followed(
    app: Chalice, headers: dict[str, str] | None = None, method: str = "GET", token: str = TOKEN,
    at: str = "",
) -> Reply:  # fmt: skip
    """What this browser is answered at the link."""
    known = {"route": "/l/{token}", "params": {"token": token}}
    return knock(app, method, f"/l/{token}{at}", headers=headers, **known)


def test_an_archived_course_has_its_links_closed_until_it_comes_back(app: Chalice) -> None:
    shelved(a_request())
    course = Course("LAW101", "Contract", status=Standing.ARCHIVED)
    wiring.records().save_course(course)
    closed = followed(app, signed_in(Role.READER))

    wiring.records().save_course(replace(course, status=Standing.ACTIVE))

    assert "put this text aside for now" in unescape(closed.text)
    assert (closed.status, followed(app, signed_in(Role.READER)).status) == (403, 200)


def test_a_student_sees_what_it_is_until_when_and_the_notice(app: Chalice) -> None:
    shelved(a_request())

    reply = followed(app, signed_in(Role.READER))

    assert reply.status == 200
    for words in (
        "Consideration",
        "Denning, A.",
        "The Law of Contract",
        "LAW101 Contract",
        "You may open this text until",
        "Copyright Licensing Agency",
        "desk@university.example",
        f'<form method="post" action="/l/{TOKEN}">',
    ):
        assert words in reply.text


def used() -> int:
    return wiring_delivery.links().used(TOKEN)


def opened() -> list[tuple[str, int]]:
    """How often it was opened, by course."""
    return [(day.course, day.opened) for day in wiring_delivery.links().days("7K2M9QXA")]


def patrons(views: int = 1) -> Request:
    """A copy for one patron that may be opened so many times."""
    ruling = Ruling(book=1, place=1, name="Patrons", outcome=Outcome(views=views), on=NOON)
    return shelved(prepared(a_request(purpose=Purpose.PATRON, ruling=ruling)))


def another(name: str) -> dict[str, str]:
    return signed_in(Role.READER, name=name)


def test_a_patrons_copy_opens_as_often_as_its_rule_allows_and_then_says_whom_to_ask(
    app: Chalice,
) -> None:
    patrons(views=2)

    came = [followed(app, another(name), "POST").status for name in ("ana", "ben", "cyd")]
    shut = followed(app, another("cyd"))

    assert (came, used()) == ([200, 200, 403], 2)
    assert "delivered to be opened 2 times" in shut.text
    assert "mailto:desk@university.example" in shut.text


def test_reloading_within_the_sitting_uses_no_view_and_shows_the_page_again(app: Chalice) -> None:
    patrons(views=1)

    came = [followed(app, another("ana"), method).status for method in ("POST", "POST", "GET")]

    assert (came, used()) == ([200, 200, 200], 1)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "ahead", [{}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "preview"}]
)
def test_robots_previews_and_prefetching_consume_nothing(
    app: Chalice, method: str, ahead: dict[str, str]
) -> None:
    patrons(views=1)

    for _ in range(3):
        followed(app, signed_in(Role.READER) | ahead, method)
        followed(app, ahead, method)

    assert (used(), opened()) == (0, [])


def test_what_is_fetched_ahead_begins_no_sign_in(app: Chalice) -> None:
    shelved(a_request())

    reply = followed(app, {"Sec-Purpose": "prefetch"})

    assert (reply.status, reply.headers.get("location")) == (403, None)
    assert "Consideration" not in reply.text


def test_readers_of_a_course_have_no_limit_and_the_desk_itself_uses_no_view(app: Chalice) -> None:
    patrons(views=1)
    for _ in range(3):
        assert followed(app, signed_in(Role.DIGITISER), "POST").status == 200
    assert (used(), opened()) == (0, [])

    shelved(prepared(a_request()))
    for name in ("ana", "ben", "ana"):
        assert followed(app, another(name), "POST").status == 200

    assert (used(), opened()) == (0, [("LAW101", 2)])


def test_a_throttled_table_is_said_in_words_with_a_time_to_try_again(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    patrons(views=1)
    headers = another("ana")
    busy = Links(Throttled(wiring.dynamo()), sleep=lambda _: None)  # type: ignore[arg-type]  # a fake
    monkeypatch.setattr(wiring_delivery, "links", lambda: busy)

    reply = followed(app, headers, "POST")

    assert (reply.status, reply.headers["retry-after"]) == (503, "10")
    assert "Nothing was lost" in reply.text
    assert busy.used(TOKEN) == 0


class Throttled:
    """A table that reads and takes no step."""

    def __init__(self, table: Dynamo) -> None:
        self.get = table.get

    def step(self, one: object) -> None:
        raise Busy("The desk's table is asked too much at once.")


def test_a_copy_that_is_not_made_yet_is_said_to_be_being_prepared_and_uses_no_view(
    app: Chalice,
) -> None:
    shelved(replace(patrons(), reading=(ReadingCopy("of-another-day", "reading/old.pdf"),)))

    reply = followed(app, another("ana"), "POST")

    assert (reply.status, used()) == (202, 0)
    assert "<h1>Being prepared</h1>" in reply.text
    assert "reading/old.pdf" not in reply.text


RESITS = replace(OPENING, course="POL200", end=in_days(9))


def of_two_courses() -> None:
    (law,) = a_request().runs
    runs = (law, replace(law, code="POL200", name="The state"))
    shelved(prepared(a_request(runs=runs, link=Link(TOKEN, (OPENING, RESITS)))))


@pytest.mark.parametrize(
    ("member_of", "hint", "course"),
    [
        ((), "", "LAW101 Contract, POL200 The state"),
        (("POL200",), "", "POL200 The state"),
        (("urn:mace:example.ac.uk:course:pol200",), "", "POL200 The state"),
        ((), "?c=pol200", "POL200 The state"),
        (("LAW101",), "?c=POL200", "LAW101 Contract"),
        (("ART1",), "?c=ART2", "LAW101 Contract, POL200 The state"),
        ((), "?c=%22%3E%3Cscript%3E", "LAW101 Contract, POL200 The state"),
    ],
)
def test_the_readers_run_chooses_the_course_and_unknown_membership_never_refuses(
    app: Chalice, member_of: tuple[str, ...], hint: str, course: str
) -> None:
    of_two_courses()
    headers = signed_in(Role.READER, courses=member_of)

    page = followed(app, headers, at=hint)
    ready = followed(app, headers, "POST", at=hint)

    assert f'<dt>Course</dt><dd dir="auto">{course}</dd>' in page.text
    assert (page.status, ready.status) == (200, 200)
    assert "<script" not in page.text


def test_the_hint_goes_through_sign_in_and_button(app: Chalice) -> None:
    of_two_courses()

    away = followed(app, at="?c=POL200").headers["location"]
    page = followed(app, signed_in(Role.READER), at="?c=POL200").text

    assert away == f"/auth/start?next=/l/{TOKEN}%3Fc%3DPOL200"
    assert f'action="/l/{TOKEN}?c=POL200"' in page


def test_the_days_shown_and_warned_of_are_those_of_the_readers_own_opening(app: Chalice) -> None:
    of_two_courses()

    theirs = followed(app, signed_in(Role.READER, courses=("POL200",))).text

    assert f"until {spelt(in_days(9))}" in theirs


def test_the_library_settles_from_when_it_warns(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved(a_request(link=Link(TOKEN, (replace(OPENING, end=in_days(12)),))))
    assert "more days" not in followed(app, signed_in(Role.READER)).text

    monkeypatch.setenv("DELIVERY", '{"warn_days": 14}')
    forget()

    assert "for 12 more days" in followed(app, signed_in(Role.READER)).text


def test_one_run_is_closed_and_the_other_reads_on(app: Chalice) -> None:
    closed = replace(OPENING, closed=Closing(in_days(0), "Dan", "Taught no more."))
    shelved(a_request(link=Link(TOKEN, (closed, RESITS))))
    assert followed(app, signed_in(Role.READER)).status == 200

    shelved(a_request(link=Link(TOKEN, (closed,))))

    assert followed(app, signed_in(Role.READER)).status == 403


def test_the_notice_is_read_before_the_button_and_the_button_says_so(app: Chalice) -> None:
    shelved(a_request())

    text = followed(app, signed_in(Role.READER)).text

    assert text.index("Copyright Licensing Agency") < text.index("I have read this notice")


def test_looking_at_the_page_makes_no_address_of_the_file(app: Chalice) -> None:
    shelved(a_request())

    assert "masters/" not in followed(app, signed_in(Role.READER)).text


def test_the_button_leads_to_a_page_with_an_address_that_lives_minutes(app: Chalice) -> None:
    shelved(prepared(a_request()))

    reply = followed(app, signed_in(Role.READER), "POST")

    (address,) = re.findall(r'href="(http://127\.0\.0\.1:8000/scans/[^"]+)"', reply.text)
    asked = parse_qs(urlsplit(unescape(address)).query)
    assert reply.status == 200
    assert asked["X-Amz-Expires"] == ["300"]
    assert "Consideration.pdf" in asked["response-content-disposition"][0]
    assert "/scans/reading/7K2M9QXA/" in address
    assert "18 pages with its cover sheet, 3.3 MB. This button works for\n5 minutes" in reply.text


def test_a_copy_that_is_not_ready_is_being_prepared_and_asked_for_once(app: Chalice) -> None:
    shelved(a_request())

    replies = [followed(app, signed_in(Role.READER), "POST") for _ in range(3)]

    assert [one.status for one in replies] == [202, 202, 202]
    assert all("Being prepared" in one.text for one in replies)
    assert not any("/scans/" in one.text for one in replies)
    events = wiring.table().history("7K2M9QXA")
    assert [one.action for one in events] == ["want-reading"]
    asked = wiring.messages().of(wiring.table().load("7K2M9QXA"))
    assert [(one.to, one.kind) for one in asked] == [("desk", "reading-copy")]


def test_a_copy_with_yesterdays_notice_is_never_opened(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelved(prepared(a_request()))
    said = {"cla-he": {"notice": {"text": "Another notice for {course}."}}}
    monkeypatch.setenv("PACK_CHANGES", json.dumps(said))
    forget()

    reply = followed(app, signed_in(Role.READER), "POST")

    assert "Being prepared" in reply.text
    assert "/scans/" not in reply.text


def test_no_address_outlives_the_midnight_at_which_the_text_closes(app: Chalice) -> None:
    soon = wiring.clock().replace(microsecond=0)

    assert _seconds(Open(OPENING, closes_at=soon)) == 1
    assert _seconds(Open(OPENING, closes_at=None)) == 300


@pytest.mark.parametrize("role", [Role.READER, Role.VIEWER, Role.DIGITISER, Role.ADMINISTRATOR])
def test_students_and_staff_may_open_it(app: Chalice, role: Role) -> None:
    shelved(a_request())

    assert followed(app, signed_in(role)).status == 200


def test_an_account_that_is_neither_is_told_so(app: Chalice) -> None:
    shelved(a_request())

    for method in ("GET", "POST"):
        reply = followed(app, signed_in(), method)

        assert reply.status == 403
        assert "for students and staff" in reply.text
        assert "Consideration" not in reply.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_whoever_is_not_signed_in_is_sent_there_and_comes_back(app: Chalice, method: str) -> None:
    shelved(a_request())

    reply = followed(app, method=method)

    assert (reply.status, reply.headers["location"]) == (303, f"/auth/start?next=/l/{TOKEN}")


def test_a_button_pressed_after_the_session_ended_gets_a_way_to_sign_in(app: Chalice) -> None:
    shelved(a_request())

    reply = followed(app, method="POST")

    assert reply.status == 401
    assert f'href="/auth/start?next=/l/{TOKEN}"' in reply.text


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", ""])
def test_a_button_on_somebody_elses_page_opens_nothing(app: Chalice, origin: str) -> None:
    shelved(a_request())

    reply = followed(app, signed_in(Role.READER) | {"Origin": origin}, "POST")

    assert reply.status == 403
    assert "Open your link again and press the button there." in reply.text


@pytest.mark.parametrize("token", ["Zq3v8Wc1Lk5Rt7Yb2Nm4Xd6Pf9Hs0JgB", "x", "..%2F", "é" * 20])
def test_a_link_that_leads_nowhere_says_so_kindly(app: Chalice, token: str) -> None:
    shelved(a_request())

    reply = followed(app, signed_in(Role.READER), token=token)

    assert reply.status == 404
    assert "This link leads nowhere" in reply.text


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"start": in_days(-60), "end": in_days(-1)}, 410, "was open until"),
        ({"start": in_days(3), "end": in_days(60)}, 403, "This text opens on"),
        ({"start": in_days(3), "end": in_days(1)}, 403, "leave no day"),
    ],
)
def test_outside_its_days_it_says_why_and_whom_to_ask(
    app: Chalice, changed: dict[str, object], status: int, words: str
) -> None:
    link = Link(TOKEN, (replace(OPENING, **changed),))  # type: ignore[arg-type]  # its fields
    shelved(a_request(link=link))

    for method in ("GET", "POST"):
        reply = followed(app, signed_in(Role.READER), method)

        assert reply.status == status
        assert words in reply.text
        assert "mailto:desk@university.example" in reply.text
        assert "masters/" not in reply.text


@pytest.mark.parametrize(
    ("state", "status", "title"),
    [
        (State.ARCHIVED, 403, "Not available at present"),
        (State.EXPIRED, 410, "No longer open"),
        (State.DELETED, 410, "Taken down"),
    ],
)
def test_what_was_archived_expired_or_deleted_does_not_open(
    app: Chalice, state: State, status: int, title: str
) -> None:
    shelved(a_request(state=state))

    reply = followed(app, signed_in(Role.READER))

    assert reply.status == status
    assert f"<h1>{title}</h1>" in reply.text


def test_a_link_whose_scan_has_no_checked_copy_does_not_open(app: Chalice) -> None:
    shelved(a_request(scans=(replace(SCAN, master=""),)))

    assert followed(app, signed_in(Role.READER), "POST").status == 403


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Today is the last day"), (1, "today and tomorrow"), (6, "for 6 more days")],
)
def test_the_last_days_are_announced(app: Chalice, days: int, words: str) -> None:
    shelved(a_request(link=Link(TOKEN, (replace(OPENING, end=in_days(days)),))))

    assert words in followed(app, signed_in(Role.READER)).text


def test_what_is_not_under_the_cla_licence_carries_no_cla_notice(app: Chalice) -> None:
    shelved(a_request(link=Link(TOKEN, (replace(OPENING, basis="open-access"),))))

    reply = followed(app, signed_in(Role.READER))

    assert "CLA" not in reply.text
    assert "may be protected by copyright" in reply.text


def test_the_cla_notice_names_university_and_course_and_says_nothing_of_its_mark(
    app: Chalice,
) -> None:
    shelved(a_request())

    text = followed(app, signed_in(Role.READER)).text

    assert "students of University of Example are reminded" in text
    assert "registered on the course \u2068LAW101 Contract\u2069 and those who teach it" in text
    assert "<li>print out a copy.</li>" in text
    assert "confirmed" not in text
    assert "co-ordinator" not in text


def test_the_library_changes_the_notice_without_a_release(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Read <b>this</b>, {course}.\n\n- and that"
    change = {"cla-he": {"notice": {"text": text, "status": "confirmed"}}}
    monkeypatch.setenv("PACK_CHANGES", json.dumps(change))
    forget()
    shelved(a_request())

    reply = followed(app, signed_in(Role.READER))

    assert "<p>Read &lt;b&gt;this&lt;/b&gt;, the course \u2068LAW101 Contract" in reply.text
    assert "<li>and that</li>" in reply.text
    assert "Copyright Licensing Agency" not in reply.text


def test_a_copy_of_another_country_still_carries_the_notice_it_was_made_under(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACKS", "icla")
    forget()
    shelved(a_request())

    assert "Copyright Licensing Agency" in followed(app, signed_in(Role.READER)).text


def test_titles_are_shown_as_text_in_any_script(app: Chalice) -> None:
    work = replace(WORK, title="<script>alert(1)</script>", authors='"><img src=x>')
    extract = replace(a_request().extract, title="مقدمة في القانون", authors="")
    shelved(a_request(work=work, extract=extract))

    reply = followed(app, signed_in(Role.READER))

    assert '<h1 dir="auto">مقدمة في القانون</h1>' in reply.text
    assert "<script" not in reply.text
    assert "<img" not in reply.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_nobody_keeps_indexes_or_frames_it_and_nothing_runs_on_it(
    app: Chalice, method: str
) -> None:
    shelved(a_request())

    headers = followed(app, signed_in(Role.READER), method).headers

    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex, nofollow"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy


def test_the_log_names_the_request_and_neither_link_nor_reader(
    app: Chalice, capsys: pytest.CaptureFixture[str]
) -> None:
    shelved(prepared(a_request()))

    followed(app, signed_in(Role.READER), "POST")

    said = capsys.readouterr().out
    assert '{"what": "link-opened", "request": "7K2M9QXA", "version": 9}' in said
    assert TOKEN not in said
    assert "Sofia" not in said


def test_a_text_of_several_courses_names_those_for_which_it_is_open_today(app: Chalice) -> None:
    (law,) = a_request().runs
    served = (law, replace(law, code="POL200"), replace(law, code="HIS101", name="Over"))
    over = replace(OPENING, course="HIS101", start=in_days(-90), end=in_days(-9))
    openings = (OPENING, replace(OPENING, course="POL200"), over)
    shelved(a_request(runs=served, link=Link(TOKEN, openings)))

    text = followed(app, signed_in(Role.READER)).text

    assert "LAW101 Contract, POL200 Contract" in text
    assert "HIS101" not in text


def test_a_page_of_a_link_costs_four_reads_and_an_opening_two_writes_more(app: Chalice) -> None:
    shelved(prepared(a_request()))
    headers = signed_in(Role.READER)
    asked: list[str] = []
    events = wiring.client("dynamodb").meta.events
    events.register("before-call.dynamodb", lambda model, **_: asked.append(model.name))

    followed(app, headers)
    looked, asked[:] = list(asked), []
    followed(app, headers, "POST")

    # Link, session, request, course; then who came and how many that day.
    assert looked == ["GetItem"] * 4
    assert sorted(asked) == ["GetItem"] * 4 + ["PutItem", "UpdateItem"]


def test_a_patron_finds_the_files_to_deliver_also_without_a_scan(app: Chalice) -> None:
    plates = Attachment("f1", "plates.png", 2_000_000, "v1")
    kept = Piece(id="p1", added_on=NOON, added_by="Dan", file=plates)
    shelved(replace(patrons(), delivery=(kept,), scans=(), selected=""))

    answer = followed(app, another("ana"), "POST")

    assert answer.status == 200
    assert f"/delivery/{a_request().id}/f1" in answer.text
    assert "plates.png" in answer.text
    assert "Open the PDF" not in answer.text
