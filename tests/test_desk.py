"""The desk over the real local table: repeats, conflicts, and what is never lost."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.messages import Messages
from chalicelib.aws.records import Records
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.errors import (
    Busy,
    ChangedMeanwhile,
    NotAllowed,
    NotUnderstood,
    Refused,
    VersionNotSaid,
)
from chalicelib.domain.facts import Citation, Original, Requester
from chalicelib.domain.intake import Asked, Noted, NothingToDo, SetAside, Withdrawn
from chalicelib.domain.request import Approval, Kind, State
from tests.domain.a_request import BOOK, DIGITISER, HIS101, NOON, TERMS

ASKED = Asked(
    key="44SCAN-83013520000121",
    original=Original(NOON, title="The first chapter", work_title="A history"),
    theirs={"request_id": "83013520000121", "user": "jo"},
    lane="9912",
    requester=Requester("jo"),
    enrich=("requester", "course", "citation"),
)


@pytest.fixture
def desk(dynamo):
    return Desk(
        Table(dynamo),
        Records(dynamo),
        lambda: datetime.now(UTC).replace(microsecond=0),
        terms=TERMS,
    )


@pytest.fixture
def request_id(desk):
    return desk.hear("leganto", ASKED).request


def lanes(dynamo, request_id):
    return [row["kind"] for row in dynamo.all("lane#leganto#9912") if row["what"] == "message"]


def test_a_request_is_received_with_its_history_and_its_question(desk, dynamo):
    outcome = desk.hear("leganto", ASKED)

    request, original = desk.table.whole(outcome.request)
    assert outcome.outcome == "received"
    assert (request.state, request.version, original.title) == (State.NEW, 1, "The first chapter")
    assert [event.action for event in desk.table.history(request.id)] == ["receive"]
    assert lanes(dynamo, request.id) == ["enrich"]


def test_the_same_delivery_twice_is_one_request(desk):
    first = desk.hear("leganto", ASKED)

    again = desk.hear("leganto", ASKED)

    assert (again.outcome, again.request) == ("known", first.request)
    assert len(list(desk.table.on_shelf("open"))) == 1


def test_fifty_identical_deliveries_at_once_are_one_request(desk):
    answers: list[str] = []
    threads = [
        threading.Thread(target=lambda: answers.append(desk.hear("leganto", ASKED).request))
        for _ in range(50)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(answers), len(set(answers))) == (50, 1)
    assert len(list(desk.table.on_shelf("open"))) == 1


def test_an_id_that_is_taken_is_drawn_again(desk):
    drawn = iter([("AAAA2222", 1), ("AAAA2222", 2), ("BBBB3333", 3)])
    drawing = replace(desk, draw=lambda: next(drawn))
    drawing.hear("leganto", ASKED)

    second = drawing.hear("leganto", replace(ASKED, key="another"))

    assert second.request == "BBBB3333"


def test_what_cannot_be_understood_changes_nothing(desk):
    assert desk.hear("leganto", SetAside("no title")).outcome == "set-aside"
    assert desk.hear("leganto", NothingToDo("a loan")).outcome == "ignored"
    assert list(desk.table.on_shelf("open")) == []


def test_the_list_may_withdraw_what_is_open(desk, request_id):
    assert desk.hear("leganto", Withdrawn(ASKED.key)).outcome == "withdrawn"
    assert desk.table.load(request_id).state is State.CANCELLED


def test_what_was_taken_back_before_it_came_arrives_as_cancelled(desk):
    assert desk.hear("leganto", Withdrawn(ASKED.key)).outcome == "ignored"

    outcome = desk.hear("leganto", ASKED)

    request = desk.table.load(outcome.request)
    (event,) = desk.table.history(outcome.request)
    assert (request.state, request.not_yet_known) == (State.CANCELLED, ())
    assert (event.action, event.after, event.said) == (
        "receive", "cancelled", {"taken back": "before it came"},
    )  # fmt: skip
    assert list(desk.table.on_shelf("open")) == []


def test_it_is_one_request_however_often_either_event_comes(desk, dynamo):
    for _ in range(3):
        desk.hear("leganto", Withdrawn(ASKED.key))

    ids = {desk.hear("leganto", ASKED).request for _ in range(3)}
    desk.hear("leganto", Withdrawn(ASKED.key))

    (request_id,) = ids
    assert desk.table.load(request_id).version == 1
    assert Messages(dynamo).due_by_receiver() == {}


def test_who_takes_back_what_is_just_arriving_takes_it_back(desk):
    class Crossing(Table):
        """The request is written between our look for it and our mark."""

        def forestall(self, rlms, key, now):
            desk.hear("leganto", ASKED)
            return super().forestall(rlms, key, now)

    crossing = replace(desk, table=Crossing(desk.table._dynamo))

    outcome = crossing.hear("leganto", Withdrawn(ASKED.key))

    assert outcome.outcome == "withdrawn"
    assert desk.table.load(outcome.request).state is State.CANCELLED


def test_an_id_that_is_taken_is_drawn_again_for_what_was_taken_back_too(desk):
    drawn = iter([("AAAA2222", 1), ("AAAA2222", 2), ("BBBB3333", 3)])
    drawing = replace(desk, draw=lambda: next(drawn))
    drawing.hear("leganto", replace(ASKED, key="another"))
    drawing.hear("leganto", Withdrawn(ASKED.key))

    outcome = drawing.hear("leganto", ASKED)

    assert outcome.request == "BBBB3333"
    assert desk.table.load("BBBB3333").state is State.CANCELLED


def test_the_echo_of_our_own_rejection_changes_nothing(desk, request_id):
    desk.act(request_id, "assign", {}, DIGITISER, 1)
    desk.act(request_id, "reject", {"reason": "not-held"}, DIGITISER, 2)

    outcome = desk.hear("leganto", Withdrawn(ASKED.key))

    assert outcome.outcome == "ignored"
    assert desk.table.load(request_id).version == 3


class Contended:
    """A client whose transactions always meet another one, as AWS may have it."""

    def __init__(self, dynamo):
        self._client = dynamo._client

    def __getattr__(self, operation):
        return getattr(self._client, operation)

    def transact_write_items(self, TransactItems, **_):
        reasons = [{"Code": "TransactionConflict"} for _ in TransactItems]
        said = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
        raise ClientError(said, "TransactWriteItems")


@pytest.fixture
def contended(desk, dynamo):
    """The same desk, while its rows are never free."""
    return replace(desk, table=Table(Dynamo(Contended(dynamo), dynamo._name, lambda _: None)))


def test_a_delivery_that_could_not_be_written_is_not_answered_as_if_it_were(contended, desk):
    with pytest.raises(Busy):
        contended.hear("leganto", ASKED)

    assert desk.table.marked("leganto", ASKED.key) is None


def test_a_click_that_met_only_other_writers_is_busy_and_no_conflict(contended, request_id):
    with pytest.raises(Busy):
        contended.act(request_id, "assign", {}, DIGITISER, 1, "click-1")


def test_the_same_withdrawal_twice_at_once_is_done_once(desk, request_id):
    class Late(Table):
        """Loads the request as it was just before somebody else withdrew it."""

        def load(self, wanted):
            before = super().load(wanted)
            if before.is_open:
                desk.hear("leganto", Withdrawn(ASKED.key))
            return before

    late = replace(desk, table=Late(desk.table._dynamo))

    assert late.hear("leganto", Withdrawn(ASKED.key)).outcome == "ignored"
    assert desk.table.load(request_id).version == 2


@pytest.mark.parametrize("said", [{"citations": 5}, {"citations": ["x"]}, {"isn": 5}])
def test_nothing_is_looked_up_for_who_may_not_take_the_action(desk, request_id, said):
    with pytest.raises(NotAllowed):
        desk.act(request_id, "enrich", said, DIGITISER, 1)


@pytest.mark.parametrize("name", ["x" * 4_000, "a\x01b", "é" * 150, " "])
def test_whatever_the_list_calls_its_things_is_received_once(desk, name):
    odd = replace(ASKED, key=f"44/{name}", lane=name)
    first = desk.hear("leganto", odd)

    again = desk.hear("leganto", odd)

    assert (first.outcome, again.outcome) == ("received", "known")
    assert desk.hear("leganto", Withdrawn(odd.key)).outcome == "withdrawn"


def test_a_course_is_not_written_over_another_ones_alias(desk):
    desk.records.save_course(replace(HIS101, aliases=("HIST-1",)))

    with pytest.raises(NotUnderstood):
        desk.records.save_course(replace(HIS101, code="HIST-1", name="Another"))

    assert desk.records.course("hist-1") == replace(HIS101, aliases=("HIST-1",))


def test_an_action_needs_the_version_that_was_seen(desk, request_id):
    with pytest.raises(VersionNotSaid):
        desk.act(request_id, "assign", {}, DIGITISER, None)


def test_who_is_second_learns_what_changed_meanwhile(desk, request_id):
    desk.act(request_id, "assign", {}, DIGITISER, 1)

    with pytest.raises(ChangedMeanwhile) as conflict:
        desk.act(request_id, "note", {"note": "mine"}, DIGITISER, 1)

    assert [event.action for event in conflict.value.facts["changed"]] == ["assign"]
    assert conflict.value.facts["version"] == 2


def test_what_the_desk_found_out_meanwhile_is_no_conflict(desk, request_id):
    desk.learn(request_id, {"name": "Jo", "citations": []})

    request = desk.act(request_id, "assign", {}, DIGITISER, 1)

    assert (request.version, request.requester.name) == (3, "Jo")


class Learning(Table):
    """What the desk found out is written just before what a person does is."""

    comes: list[Callable[[], None]]

    def save(self, *written):
        while self.comes:
            self.comes.pop()()
        super().save(*written)


@pytest.fixture
def crossed(desk, request_id):
    """The same desk, where the list's answer crosses with whatever is done next."""
    table = Learning(desk.table._dynamo)
    table.comes = [lambda: desk.learn(request_id, {"name": "Jo", "citations": []})]
    return replace(desk, table=table)


def test_what_the_desk_finds_out_while_a_person_acts_is_no_conflict(crossed, request_id):
    request = crossed.act(request_id, "assign", {}, DIGITISER, 1, "click-1")

    assert (request.version, request.requester.name) == (3, "Jo")


def test_who_decides_while_the_desk_finds_out_is_told_of_it(crossed, desk, request_id):
    request = desk.act(request_id, "assign", {}, DIGITISER, 1)

    with pytest.raises(ChangedMeanwhile) as conflict:
        crossed.act(request_id, "reject", {"reason": "not-held"}, DIGITISER, request.version)

    assert [event.action for event in conflict.value.facts["changed"]] == ["enrich"]


def test_who_decides_must_have_seen_what_the_desk_found_out(desk, request_id):
    request = desk.act(request_id, "assign", {}, DIGITISER, 1)
    desk.learn(request_id, {"name": "Jo", "isn": BOOK.isbn, "citations": []})

    with pytest.raises(ChangedMeanwhile) as conflict:
        desk.act(request_id, "reject", {}, DIGITISER, request.version)

    assert [event.action for event in conflict.value.facts["changed"]] == ["enrich"]


def test_a_repeated_click_is_done_once_and_answered_alike(desk, request_id):
    first = desk.act(request_id, "assign", {}, DIGITISER, 1, "click-1")

    again = desk.act(request_id, "assign", {}, DIGITISER, 1, "click-1")

    assert again == first
    assert len(desk.table.history(request_id)) == 2


def test_a_key_is_not_taken_for_another_action(desk, request_id):
    desk.act(request_id, "assign", {}, DIGITISER, 1, "click-1")

    with pytest.raises(NotUnderstood, match="another action"):
        desk.act(request_id, "note", {"note": "x"}, DIGITISER, 1, "click-1")


def test_eight_people_on_one_request_lose_no_note(desk, request_id):
    """Proved on the local cloud, which keeps conditions; a mock of the table would not."""

    def write(person: int) -> None:
        for number in range(5):
            while True:
                seen = desk.table.load(request_id).version
                try:
                    note = {"note": f"{person}/{number}"}
                    desk.act(request_id, "note", note, DIGITISER, seen)
                    break
                except ChangedMeanwhile:
                    continue

    people = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    notes = {e.said["note"] for e in desk.table.history(request_id) if e.action == "note"}
    assert len(notes) == 40
    assert desk.table.load(request_id).version == 41


def test_the_desk_told_the_same_twice_writes_it_once(desk, request_id):
    desk.act(request_id, "assign", {}, DIGITISER, 1)
    desk.act(request_id, "progress", {}, DIGITISER, 2)
    told = {"scan": "s1", "name": "chapter.pdf", "size": 9, "by": "dan"}

    desk.act_as_desk(request_id, "add-scan", told)
    desk.act_as_desk(request_id, "add-scan", told)

    assert desk.table.load(request_id).version == 4


def test_what_was_found_out_matches_the_course_by_code_and_the_title_by_number(desk, request_id):
    desk.records.save_course(replace(HIS101, aliases=("HIST-101",)))
    desk.records.save_work(BOOK)
    citation = {"id": "z1", "theirs": {"citation_id": "z1"}, "course_code": "hist-101",
                "course_name": "", "list_name": "", "title": ""}  # fmt: skip

    desk.learn(request_id, {"name": "Jo Doe", "email": "jo@example.edu", "isn": BOOK.isbn,
                            "citations": [citation]})  # fmt: skip

    request = desk.table.load(request_id)
    assert (request.runs[0].code, request.work) == ("HIS101", BOOK)
    assert request.requester == Requester("jo", "Jo Doe", "jo@example.edu")


def test_the_address_of_the_requester_is_not_in_the_head(desk, dynamo, request_id):
    desk.learn(request_id, {"name": "Jo", "email": "jo@example.edu", "citations": []})

    assert "jo@example.edu" not in str(dynamo.get(f"request#{request_id}", "head"))
    assert desk.table.load(request_id).requester.email == "jo@example.edu"


def test_an_answer_that_comes_too_late_is_let_go(desk, request_id):
    desk.hear("leganto", Withdrawn(ASKED.key))

    desk.learn(request_id, {"name": "Jo", "citations": []})

    assert desk.table.load(request_id).requester.name == ""


def test_a_change_and_what_it_tells_are_written_together_or_not_at_all(desk, dynamo, request_id):
    desk.act(request_id, "assign", {}, DIGITISER, 1)

    with pytest.raises(Refused):
        desk.act(request_id, "publish", {}, DIGITISER, 2)

    assert lanes(dynamo, request_id) == ["enrich", "status"]


def test_staff_start_a_request_from_an_isbn_and_it_begins_in_active(desk):
    desk.records.save_work(BOOK)

    request_id = desk.start({"isn": "978-0-19-953556-9", "pages": "1-12"}, DIGITISER, "k1")

    request = desk.table.load(request_id)
    assert (request.state, request.work, request.extract.page_count) == (State.ACTIVE, BOOK, 12)
    assert desk.start({"isn": "978-0-19-953556-9", "pages": "1-12"}, DIGITISER, "k1") == request_id


def test_a_key_is_not_taken_for_another_started_request(desk):
    desk.start({"title": "Ports"}, DIGITISER, "k1")

    with pytest.raises(NotUnderstood, match="another request"):
        desk.start({"title": "Harbours"}, DIGITISER, "k1")

    assert len(list(desk.table.on_shelf("open"))) == 1


def test_a_key_of_one_person_is_not_anothers_and_without_one_each_is_new(desk):
    said = {"title": "Ports"}
    people = (DIGITISER, replace(DIGITISER, id="dora"))

    ids = [desk.start(said, by, key) for by in people for key in ("k1", "", "")]

    assert len(set(ids)) == 6


def test_a_started_request_needs_a_number_or_a_title(desk):
    with pytest.raises(NotUnderstood):
        desk.start({"note": "?"}, DIGITISER, "k1")


def test_what_has_no_id_is_the_same_request_until_the_first_has_ended(desk):
    content = replace(ASKED, key="digest", may_come_again=True)
    first = desk.hear("dcs", content).request
    assert desk.hear("dcs", content).request == first

    desk.act(first, "assign", {}, DIGITISER, 1)
    desk.act(first, "reject", {"reason": "not-held"}, DIGITISER, 2)

    second = desk.hear("dcs", content)
    assert second.outcome == "received"
    assert desk.hear("dcs", content).request == second.request != first


@pytest.mark.parametrize("code", ["HIS101", "his101 ", "HIST-101"])
def test_a_request_is_matched_to_the_course_of_its_code_or_alias_as_it_comes_in(desk, code):
    desk.records.save_course(replace(HIS101, aliases=("HIST-101",)))
    asked = replace(ASKED, original=replace(ASKED.original, course_code=code), enrich=())

    request = desk.table.load(desk.hear("dcs", asked).request)

    assert (request.runs[0].code, request.course_asked) == ("HIS101", code)


def test_the_title_is_matched_by_its_number_as_it_comes_in(desk):
    desk.records.save_work(BOOK)
    asked = replace(ASKED, original=replace(ASKED.original, isn="978-0-19-953556-9"), enrich=())

    assert desk.table.load(desk.hear("dcs", asked).request).work == BOOK


def test_a_new_request_is_mailed_to_the_desk_once_where_that_is_wanted(desk, dynamo):
    watched = replace(desk, notify={"leganto"})

    outcomes = [watched.hear("leganto", ASKED) for _ in range(2)]

    rows = list(dynamo.all(f"lane#mail#{outcomes[0].request}"))
    assert [(row["to"], row["facts"]) for row in rows] == [("desk", {"letter": "new-request"})]


def test_what_the_lists_system_did_to_an_open_request_is_remarked_once(desk, request_id):
    first = desk.hear("leganto", Noted(ASKED.key, "closed-there"))

    again = desk.hear("leganto", Noted(ASKED.key, "closed-there"))

    request = desk.table.load(request_id)
    assert (first.outcome, again.outcome) == ("noted", "noted")
    assert (request.remarks, request.version) == (("closed-there",), 2)
    assert request.state is State.NEW


def test_what_it_did_to_a_request_that_is_closed_here_is_no_news(desk, request_id):
    desk.hear("leganto", Withdrawn(ASKED.key))

    outcome = desk.hear("leganto", Noted(ASKED.key, "closed-there"))

    assert outcome.outcome == "ignored"
    assert desk.table.load(request_id).remarks == ()


def test_what_it_did_to_a_request_that_nobody_knows_is_no_news(desk):
    assert desk.hear("leganto", Noted("nobody", "on-shelf")).outcome == "ignored"


def test_a_kind_that_is_switched_off_is_taken_in_and_says_so(desk):
    off = frozenset({("leganto", "digitisation")})
    strict = replace(desk, terms=replace(TERMS, switched_off=off))

    request = desk.table.load(strict.hear("leganto", ASKED).request)

    assert request.remarks == ("switched-off",)


def test_a_second_open_request_for_the_same_item_is_taken_in_and_says_so(desk):
    place = Citation("594", {"citation_id": "594"})
    first = desk.hear("leganto", ASKED).request
    desk.learn(first, {"citations": [place]})
    second = desk.hear("leganto", replace(ASKED, key="another")).request

    desk.learn(second, {"citations": [place]})

    assert desk.table.load(first).remarks == ()
    assert desk.table.load(second).remarks == ("open-twin",)


@pytest.mark.parametrize(
    ("wants", "approval", "clearance"),
    [("", Approval.NONE, False), ("wanted", Approval.WANTED, False),
     ("with-clearance", Approval.WANTED, True)],
)  # fmt: skip
def test_what_a_list_asks_for_wants_approval_where_the_library_says_so(
    desk, wants, approval, clearance
):
    agreed = {"leganto": wants} if wants else {}
    strict = replace(desk, terms=replace(TERMS, wants=agreed))

    request = desk.table.load(strict.hear("leganto", ASKED).request)

    assert (request.approval, request.needs_clearance) == (approval, clearance)


def test_a_request_for_clearance_is_never_moved_to_a_state_that_it_does_not_have(desk):
    asked = replace(ASKED, key="c1", kind=Kind.CLEARANCE, enrich=())

    request = desk.table.load(desk.hear("webhook", asked).request)

    assert (request.state, request.approval) == (State.NEW, Approval.WANTED)


def test_staff_start_a_request_for_clearance_that_waits_for_approval_at_once(desk):
    said = {"kind": "copyright-clearance", "title": "A hand-out"}

    request = desk.table.load(desk.start(said, DIGITISER, "k1"))

    assert (request.kind, request.state) == (Kind.CLEARANCE, State.IN_PROGRESS)
    assert request.approval is Approval.WANTED


def test_a_system_that_names_the_item_at_once_is_told_of_its_twin_at_once(desk):
    named = replace(ASKED, theirs={"citation_id": "594"}, enrich=())
    desk.hear("leganto", named)

    second = desk.hear("leganto", replace(named, key="another")).request

    assert desk.table.load(second).remarks == ("open-twin",)


@pytest.mark.parametrize("code", ["x" * 3000, "\x00", "😀" * 300, "' OR 1=1", "ﬃ"])
def test_a_code_that_no_course_can_have_hinders_no_request(desk, code):
    asked = replace(ASKED, key=code[:9], original=replace(ASKED.original, course_code=code))

    assert desk.table.load(desk.hear("dcs", asked).request).runs == ()
