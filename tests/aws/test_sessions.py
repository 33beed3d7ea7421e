"""Sessions and sign-ins on their way: how long they live, and what the table may know of them."""

import json
from datetime import UTC, datetime, timedelta

from chalicelib.aws.dynamo import Cancelled, Delete
from chalicelib.aws.notation import Row
from chalicelib.aws.sessions import Sessions
from chalicelib.domain.people import Person, Role

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAN = Person("u-17", "Dan", "dan@university.example", frozenset({Role.DIGITISER, Role.READER}))


class Shelf:
    """A table in a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}

    def get(self, pk: str, sk: str) -> Row | None:
        return self.rows.get((pk, sk))

    def put(self, row: Row) -> None:
        self.rows[row["pk"], row["sk"]] = row

    def write(self, one: Delete) -> None:
        if self.rows.pop((one.pk, one.sk), None) is None:
            raise Cancelled(["ConditionalCheckFailedException"], [None])

    def delete(self, pk: str, sk: str) -> None:
        self.rows.pop((pk, sk), None)


class Overtaken(Shelf):
    """Somebody else deletes every row between our reading it and our deleting it."""

    def get(self, pk: str, sk: str) -> Row | None:
        return self.rows.pop((pk, sk), None)


def test_a_session_is_read_by_its_cookie() -> None:
    sessions = Sessions(Shelf())

    cookie = sessions.open(DAN, NOON)

    assert sessions.read(cookie, NOON) == DAN


def test_no_other_cookie_reads_a_session() -> None:
    sessions = Sessions(Shelf())
    cookie = sessions.open(DAN, NOON)

    read = [sessions.read(other, NOON) for other in ("", cookie[:-1], cookie + "x", "\ud800")]

    assert read == [None] * 4


def test_every_session_has_a_cookie_of_its_own() -> None:
    sessions = Sessions(Shelf())

    cookies = {sessions.open(DAN, NOON) for _ in range(20)}

    assert len(cookies) == 20
    assert min(map(len, cookies)) >= 43


def test_a_session_ends_after_ten_hours_though_the_row_still_stands() -> None:
    shelf = Shelf()
    sessions = Sessions(shelf)
    cookie = sessions.open(DAN, NOON)

    before = sessions.read(cookie, NOON + timedelta(hours=9, minutes=59))
    after = sessions.read(cookie, NOON + timedelta(hours=10))

    assert (before, after) == (DAN, None)
    assert len(shelf.rows) == 1


def test_a_session_that_is_closed_reads_nobody() -> None:
    sessions = Sessions(Shelf())
    cookie = sessions.open(DAN, NOON)

    sessions.close(cookie)

    assert sessions.read(cookie, NOON) is None


def test_the_table_holds_neither_the_cookie_nor_the_state() -> None:
    shelf = Shelf()
    sessions = Sessions(shelf)

    secrets = [sessions.open(DAN, NOON), sessions.begin({"next": "/"}, NOON)]

    held = json.dumps(list(shelf.rows.values()))
    assert [secret in held for secret in secrets] == [False, False]


def test_the_table_may_drop_each_row_when_it_has_ended() -> None:
    shelf = Shelf()
    sessions = Sessions(shelf)

    sessions.open(DAN, NOON)
    sessions.begin({"next": "/"}, NOON)

    ends = {row["what"]: row["ttl"] - int(NOON.timestamp()) for row in shelf.rows.values()}
    assert ends == {"session": 36_000, "flow": 600}


def test_a_sign_in_is_finished_once() -> None:
    sessions = Sessions(Shelf())
    state = sessions.begin({"next": "/l/abc"}, NOON)

    finished = [sessions.finish(state, NOON) for _ in range(2)]

    assert finished == [{"next": "/l/abc"}, None]


def test_of_two_who_finish_the_same_sign_in_one_does() -> None:
    sessions = Sessions(Overtaken())
    state = sessions.begin({"next": "/"}, NOON)

    finished = sessions.finish(state, NOON)

    assert finished is None


def test_a_sign_in_takes_ten_minutes_at_most() -> None:
    sessions = Sessions(Shelf())
    state = sessions.begin({"next": "/"}, NOON)

    finished = sessions.finish(state, NOON + timedelta(minutes=10))

    assert finished is None


def test_a_state_is_no_session_and_a_session_no_state() -> None:
    sessions = Sessions(Shelf())
    state = sessions.begin({"next": "/"}, NOON)
    cookie = sessions.open(DAN, NOON)

    read, finished = sessions.read(state, NOON), sessions.finish(cookie, NOON)

    assert (read, finished) == (None, None)


def test_a_session_keeps_the_courses_of_a_reader() -> None:
    reader = Person("u-18", "Ana", roles=frozenset({Role.READER}), courses=("LAW101", "POL200"))
    sessions = Sessions(Shelf())

    found = sessions.read(sessions.open(reader, NOON), NOON)

    assert found == reader
