from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.aws.dynamo import Cancelled, Check, Page, Put, Write
from chalicelib.aws.notation import Row
from chalicelib.aws.search import ONLY_WHOLE, TOO_MANY, Words, keys
from chalicelib.aws.table import head, request_in
from chalicelib.domain.errors import BadCursor
from chalicelib.domain.facts import Requester
from chalicelib.domain.request import Request
from chalicelib.domain.works import Work

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Rows:
    """The table as a dictionary, which counts what is asked of it."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], Row] = {}
        self.reads = self.writes = 0

    def get(self, pk: str, sk: str, consistent: bool = True) -> Row | None:
        self.reads += 1
        return self.held.get((pk, sk))

    def query(
        self,
        pk: str,
        *,
        sk_prefix: str | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        until: str | None = None,
        fields: Sequence[str] | None = None,
    ) -> Page:
        self.reads += 1
        mine = sorted((sk for of, sk in self.held if of == pk), reverse=newest_first)
        fit = [sk for sk in mine if sk.startswith(sk_prefix or "") and sk <= (until or sk)]
        return Page([{"sk": sk} for sk in fit[:limit]], "more" if fit[limit:] and limit else None)

    def standing(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
        self.reads += 1
        return {*keys} & self.held.keys()

    def transact(self, writes: Sequence[Write]) -> None:
        for one in writes:
            if (
                isinstance(one, Check)
                and self.held[one.pk, one.sk]["version"] not in one.where.values()
            ):
                raise Cancelled(["ConditionalCheckFailed"], [None])
        self.batch_write([one.row for one in writes if isinstance(one, Put)])

    def batch_write(
        self, puts: Sequence[Row] = (), deletes: Sequence[tuple[str, str]] = ()
    ) -> None:
        self.writes += len(puts) + len(deletes)
        self.held |= {(row["pk"], row["sk"]): row for row in puts}
        self.held = {key: row for key, row in self.held.items() if key not in deletes}


def a_head(name: str = "AAAAAAA1", minute: int = 0, **said: Any) -> Row:
    at = NOON + timedelta(minutes=minute)
    fields: dict[str, Any] = {
        "number": 77,
        "rlms": "leganto",
        "added_on": at,
        "updated_on": at,
        **said,
    }
    return head(Request(id=name, **fields))


def a_desk(*heads: Row, **limits: int) -> tuple[Words, Rows]:
    rows = Rows()
    words = Words(rows, **limits)
    for one in heads:
        rows.held[one["pk"], one["sk"]] = one
        words.follow(None, one)
    return words, rows


def many(count: int, title: str = "History") -> list[Row]:
    return [a_head(f"R{n:07d}", n, title=title) for n in range(count)]


WORK = Work(id="w", title="The Age of Revolution", authors="Hobsbawm, Eric", isbn="9780349104843")
WHOLE: dict[str, Any] = {
    "number": 182736451,
    "course_asked": "HIS-101",
    "requester": Requester("s123", "Sofía Student"),
    "title": "The French Revolution",
    "work": WORK,
}


@pytest.mark.parametrize(
    "query",
    [
        "aaaaaaa1",
        "182736451",
        "his101",
        "sofia stud",
        "s123",
        "french rev",
        "hobsbawm age",
        "0-349-10484-0",
        "978 0 349 10484 3",
        "97803491",
    ],
)
def test_a_request_is_found_by_all_that_it_says(query: str) -> None:
    words, _ = a_desk(a_head(**WHOLE), a_head("BBBBBBB2", title="Something else"))

    found = words.find(query)

    assert found.ids == ("AAAAAAA1",)
    assert found.hint == ""


def test_every_word_must_be_there() -> None:
    words, _ = a_desk(a_head(title="French history"), a_head("BBBBBBB2", title="French cooking"))

    assert words.find("french history").ids == ("AAAAAAA1",)


def test_the_newest_are_found_first() -> None:
    words, _ = a_desk(*many(3))

    assert words.find("history").ids == ("R0000002", "R0000001", "R0000000")


def test_a_longer_word_stands_among_the_others_by_its_time() -> None:
    words, _ = a_desk(
        a_head("A", 1, title="Art"), a_head("B", 2, title="Artists"), a_head("C", 3, title="Art")
    )

    assert words.find("art").ids == ("C", "B", "A")


def test_pages_follow_each_other_without_gap_or_repetition() -> None:
    words, _ = a_desk(*many(7))

    first = words.find("history", 3)
    second = words.find("history", 3, first.next)
    third = words.find("history", 3, second.next)

    assert first.ids + second.ids + third.ids == tuple(f"R{n:07d}" for n in range(6, -1, -1))
    assert third.next is None


@pytest.mark.parametrize("query", ["", "?!", "nowhere", "history nowhere"])
def test_what_nobody_says_finds_nothing(query: str) -> None:
    words, _ = a_desk(*many(2))

    assert words.find(query).ids == ()


def test_a_short_word_alone_is_found_whole_and_the_answer_says_so() -> None:
    words, _ = a_desk(a_head("A", title="AI and law"), a_head("B", title="Aida"))

    found = words.find("ai")

    assert found.ids == ("A",)
    assert found.hint == ONLY_WHOLE


def test_a_short_word_beside_a_longer_one_is_the_beginning_of_a_word() -> None:
    words, _ = a_desk(a_head("A", title="Verdi: Aida"), a_head("B", title="Verdi: Otello"))

    found = words.find("verdi ai")

    assert found.ids == ("A",)
    assert found.hint == ""


def test_one_character_is_enough_in_scripts_without_spaces() -> None:
    words, _ = a_desk(a_head("A", title="環境経済学"), a_head("B", title="日本史"))

    assert words.find("学").ids == ("A",)


def test_a_common_word_beside_a_rare_one_is_exact_beyond_the_cap() -> None:
    rare = a_head("RARE0001", -1, title="History of salt")
    words, rows = a_desk(rare, *many(20), cap=5)

    found = words.find("history salt")

    assert found.ids == ("RARE0001",)
    assert found.hint == ""


def test_a_word_beyond_the_cap_says_so_and_pages_to_its_end() -> None:
    words, _ = a_desk(*many(12), a_head("LONGER01", -1, title="Historyless"), cap=5)

    found = words.find("history", 3)
    pages = [found]
    while found.next:
        found = words.find("history", 3, found.next)
        pages.append(found)

    assert [name for page in pages for name in page.ids] == [
        *(f"R{n:07d}" for n in range(11, -1, -1)),
        "LONGER01",
    ]
    assert pages[0].hint == TOO_MANY


def test_a_rare_word_first_spares_the_reading_of_the_others() -> None:
    words, rows = a_desk(a_head("RARE0001", title="History of saltworks"), *many(20))
    rows.reads = 0

    words.find("history saltworks of")

    assert rows.reads <= 2


def test_a_page_that_looked_up_enough_goes_on_at_its_cursor() -> None:
    words, _ = a_desk(a_head("OLDEST01", -1, title="History of x"), *many(30), looked_up=4)

    found = words.find("history x")
    pages = [found]
    while found.next:
        found = words.find("history x", 50, found.next)
        pages.append(found)

    assert [name for page in pages for name in page.ids] == ["OLDEST01"]
    assert len(pages) == 8


def test_a_change_writes_only_what_differs() -> None:
    before = a_head(title="French history")
    after = a_head(title="French cooking")
    words, rows = a_desk(before)
    rows.writes = 0

    words.follow(before, after)

    assert rows.writes == 2


def test_a_word_that_has_gone_finds_nothing() -> None:
    before = a_head(title="French history")
    after = a_head(title="French cooking")
    words, _ = a_desk(before)

    words.follow(before, after)

    assert words.find("history").ids == ()
    assert words.find("cooking").ids == ("AAAAAAA1",)


def test_a_move_that_says_nothing_new_writes_nothing() -> None:
    before = a_head(title="French history")
    words, rows = a_desk(before)
    rows.writes = 0

    words.follow(before, before | {"state": "in-progress", "version": 2})

    assert rows.writes == 0


def test_following_a_change_twice_is_following_it_once() -> None:
    before = a_head(title="French history")
    after = a_head(title="French cooking")
    words, rows = a_desk(before)
    words.follow(before, after)
    once = rows.held

    words.follow(before, after)

    assert rows.held == once


def test_a_request_without_its_requester_is_no_longer_found_by_the_name() -> None:
    before = a_head(**WHOLE)
    after = a_head(**(WHOLE | {"requester": Requester()}))
    words, _ = a_desk(before)

    words.follow(before, after)

    assert words.find("sofia").ids == ()


def test_rows_that_are_no_heads_have_no_words() -> None:
    words, rows = a_desk()

    words.follow(None, {"pk": "request#A", "sk": "original", "what": "original", "v": 1})

    assert not rows.held


def test_words_that_were_lost_are_written_again_and_those_that_stand_are_not() -> None:
    heads = [a_head(**WHOLE), *many(3)]
    words, rows = a_desk(*heads)
    whole = dict(rows.held)
    for key in [("word#sof", "sofia#2026-03-01T12:00:00.000Z#AAAAAAA1"), *keys(heads[1])]:
        del rows.held[key]
    lost, rows.writes = len(whole) - len(rows.held), 0

    assert words.rebuild(map(request_in, heads)) == lost == rows.writes
    assert rows.held == whole
    assert words.rebuild(map(request_in, heads)) == 0


def test_a_request_that_changes_while_its_words_are_looked_at_gets_no_old_word() -> None:
    read, stands = a_head(title="French history"), a_head(title="French cooking", version=2)
    words, rows = a_desk(stands)

    assert words.rebuild([request_in(read)]) == 0
    assert words.find("history").ids == ()


def test_every_row_says_what_it_is() -> None:
    _, rows = a_desk(a_head(**WHOLE))

    kinds = {(row["what"], row["v"]) for row in rows.held.values()}

    assert kinds == {("head", 1), ("word", 1)}


def test_a_request_has_sixty_words_at_most() -> None:
    title = " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(99))

    assert len(keys(a_head(title=title))) == 60


def test_the_address_of_the_requester_is_never_a_word() -> None:
    request = a_head(requester=Requester("s1", "Sofia", "sofia@example.org"))

    assert not any("example" in sk for _, sk in keys(request))


@pytest.mark.parametrize("cursor", ["x", "%%", "bnVsbA", "ł"])
def test_a_damaged_cursor_is_refused_with_what_to_do(cursor: str) -> None:
    words, _ = a_desk(*many(2))

    with pytest.raises(BadCursor) as refused:
        words.find("history", 1, cursor)

    assert "first page" in refused.value.instead


def test_a_renamed_head_keeps_its_place() -> None:
    request = Request(id="A", number=1, rlms="leganto", added_on=NOON, updated_on=NOON, title="Art")
    later = replace(request, updated_on=NOON + timedelta(days=1))

    assert keys(head(request)) == keys(head(later))
