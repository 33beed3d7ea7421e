"""A question to a list's own system while somebody waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.places import Place
from chalicelib.domain.telling import TryAgain
from chalicelib.rlms._asking import PATIENCE, Asking
from chalicelib.rlms.leganto import ADAPTER
from tests.domain.a_request import NOON
from tests.rlms.deliveries import answer, refusal

THEIRS = {"course_id": "231", "list_id": "593", "citation_id": "594"}
CITATION = {"id": "594", "metadata": {"mms_id": "991"}, "file_link": ""}


@dataclass
class World:
    replies: list[Reply]
    known: Sequence[Place] = (Place("594", "991", THEIRS),)
    seconds_a_call: float = 0.1
    now: datetime = NOON
    asked: list[str] = field(default_factory=list)

    def of_item(self, rlms: str, item: str, now: datetime) -> Sequence[Place]:
        return self.known

    def call(self, rlms: str, call: Call) -> Reply:
        self.now += timedelta(seconds=self.seconds_a_call)
        self.asked.append(call.path.removeprefix("/almaws/v1"))
        if not self.replies:
            raise TryAgain("Leganto did not answer (Timeout).")
        return self.replies.pop(0)

    def item(self) -> tuple[Any, str]:
        asking = Asking({"leganto": ADAPTER}, self.call, self, lambda: self.now)
        return asking.item("leganto", "594")


def test_an_item_that_the_index_knows_takes_two_calls():
    world = World([answer(CITATION), answer({"total_record_count": 3})])

    facts, trouble = world.item()

    assert (facts["listed"], facts["items"], trouble) == (True, 3, "")
    assert world.asked == [
        "/courses/231/reading-lists/593/citations/594", "/bibs/991/holdings/ALL/items",
    ]  # fmt: skip


def test_an_item_that_left_its_list_is_not_listed():
    assert World([refusal("402119")]).item() == ({"listed": False}, "")


def test_volumes_that_alma_does_not_count_are_not_known():
    facts, _ = World([answer(CITATION), refusal("402203")]).item()

    assert facts["items"] is None


def test_an_item_without_a_record_has_no_volumes():
    facts, _ = World([answer(CITATION | {"metadata": None})]).item()

    assert facts["items"] == 0


def test_a_system_that_does_not_answer_leaves_nothing_but_the_reason():
    assert World([]).item() == ({}, "Leganto did not answer (Timeout).")


def test_a_system_that_is_too_slow_is_not_waited_for():
    world = World([answer(CITATION)] * 2, seconds_a_call=PATIENCE.total_seconds())

    assert world.item() == ({}, "Leganto did not answer in time.")


def test_an_answer_of_another_shape_leaves_nothing_but_the_reason():
    facts, trouble = World([answer([1])]).item()

    assert (facts, "shape" in trouble) == ({}, True)
