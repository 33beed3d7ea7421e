"""The words that each system is told, and the page that lists them."""

from pathlib import Path

import pytest

from chalicelib import rlms
from chalicelib.domain.request import Approval, Phase, State
from chalicelib.rlms import _words
from chalicelib.rlms._adapter import System
from tests.domain.a_request import a_request

PAGE = Path(__file__).parents[2] / "docs" / "words.md"


def test_the_page_is_drawn_from_the_adapters():
    assert PAGE.read_text() == _words.page()


def test_the_page_leaves_out_no_phase_and_no_system():
    assert set(_words.MEANS) == set(Phase)
    assert all(one.label in PAGE.read_text() for one in rlms.adapters().values())


@pytest.mark.parametrize("name", ["talis", "webhook"])
def test_while_clearance_is_awaited_there_is_a_word_for_it(name):
    adapter = rlms.adapters()[name]
    assert isinstance(adapter, System)
    waits = a_request(state=State.ACTIVE, approval=Approval.WANTED)

    word = adapter.word(waits, Phase.WORKING)

    assert word == adapter.words["clearance"] != adapter.heard_as[Phase.WORKING]
    assert adapter.word(waits, Phase.REFUSED) == adapter.heard_as[Phase.REFUSED]


# Talis has statuses with codes of its own, which it checks (tests/rlms/test_talis_read.py).
@pytest.mark.parametrize("name", sorted({*rlms.names()} - {"talis"}))
def test_any_system_can_be_given_a_word_for_clearance_and_for_each_phase(name):
    words = {phase.value: f"our {phase.value}" for phase in Phase} | {"clearance": "at law"}
    adapter = rlms.adapter(name, words)
    assert isinstance(adapter, System)
    waits = a_request(state=State.ACTIVE, approval=Approval.WANTED)

    assert adapter.word(waits, Phase.WORKING) == "at law"
    assert [adapter.word(a_request(), phase) for phase in Phase] == [
        f"our {phase.value}" for phase in Phase
    ]


def test_the_page_says_which_phases_a_list_cannot_tell_apart():
    assert "- Leganto: `Inactive` for suspended, expired and deleted" in PAGE.read_text()


def test_a_system_without_such_a_word_says_that_it_is_with_the_library():
    adapter = System(name="lists", label="Lists", words={"working": "busy"})
    waits = a_request(state=State.ACTIVE, approval=Approval.WANTED)

    assert adapter.word(waits, Phase.WORKING) == "busy"
    assert adapter.chosen({"clearance": "at law"}).word(waits, Phase.WORKING) == "at law"
