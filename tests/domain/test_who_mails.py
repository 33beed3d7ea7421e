"""Who writes to the requester: the desk, or a reading list that does so itself."""

from dataclasses import replace

import pytest

from chalicelib.domain.lifecycle import move
from chalicelib.domain.remarks import WORDS, added
from chalicelib.domain.request import State
from tests.domain.a_request import a_request, moment

REJECTED = {"reason": "not-held", "note": "Sorry.", "notify": True}


def told(*systems: str) -> list[str]:
    terms = replace(moment().terms, mail_themselves=frozenset(systems))
    change = move(a_request(state=State.ACTIVE), "reject", REJECTED, replace(moment(), terms=terms))
    assert change.request.rejection
    assert change.request.rejection.notify
    return [message.what for message in change.messages]


def test_the_desk_mails_where_the_list_does_not():
    assert told("talis") == ["status", "mail"]


def test_the_desk_is_silent_where_the_list_mails_itself():
    assert told("leganto") == ["status"]


def test_without_the_tick_nobody_mails():
    change = move(a_request(state=State.ACTIVE), "reject", {"reason": "not-held"}, moment())

    assert change.request.rejection
    assert not change.request.rejection.notify


@pytest.mark.parametrize("code", WORDS)
def test_a_remark_is_made_once(code):
    assert added(added((), code), code) == (code,)


def test_an_unknown_remark_is_none():
    assert added((), "odd") == ()
