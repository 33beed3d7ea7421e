"""A list that does not take a rejection for an answer: referred back, or asked anew."""

from datetime import UTC, datetime

import pytest

from chalicelib.aws.records import Records
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.facts import Original
from chalicelib.domain.intake import Asked, Referred
from chalicelib.domain.request import Phase, State
from tests.domain.a_request import DIGITISER, NOON, TERMS

ASKED = Asked(
    key="digest",
    original=Original(NOON, title="The first chapter", work_title="A history"),
    theirs={"trackback": "https://lists.example/?t=1"},
    lane="one",
    may_come_again=True,
)
REFERRED = Referred(ASKED, "Please look again.", "once-1")


@pytest.fixture
def desk(dynamo):
    return Desk(
        Table(dynamo),
        Records(dynamo),
        lambda: datetime.now(UTC).replace(microsecond=0),
        terms=TERMS,
    )


@pytest.fixture
def rejected(desk):
    """A request that was rejected."""
    request_id = desk.hear("talis", ASKED).request
    desk.act(request_id, "assign", {}, DIGITISER, 1)
    desk.act(request_id, "reject", {"reason": "not-held"}, DIGITISER, 2)
    return request_id


def messages(dynamo):
    return [row["kind"] for row in dynamo.all("lane#talis#one") if row["what"] == "message"]


def test_an_answer_says_the_number_and_the_phase_of_what_stands(desk):
    first, again = desk.hear("talis", ASKED), desk.hear("talis", ASKED)

    number = desk.table.load(first.request).number
    assert (first.outcome, first.number, first.phase) == ("received", number, Phase.RECEIVED)
    assert (again.outcome, again.number, again.phase) == ("known", number, Phase.RECEIVED)


def test_a_rejected_request_that_is_referred_back_is_open_again_with_their_words(desk, rejected):
    outcome = desk.hear("talis", REFERRED)

    (latest, *_) = desk.table.history(rejected)
    assert (outcome.outcome, outcome.request) == ("referred", rejected)
    assert desk.table.load(rejected).state is State.IN_PROGRESS
    assert (latest.by, latest.said["note"]) == ("list:talis", "Please look again.")


def test_the_list_is_not_told_what_it_did_itself(desk, dynamo, rejected):
    before = messages(dynamo)

    desk.hear("talis", REFERRED)

    assert messages(dynamo) == before


def test_a_referral_that_is_repeated_is_heard_once(desk, rejected):
    desk.hear("talis", REFERRED)
    version = desk.table.load(rejected).version

    again = desk.hear("talis", REFERRED)

    assert (again.outcome, again.request) == ("referred", rejected)
    assert desk.table.load(rejected).version == version


def test_a_word_about_an_open_request_is_a_note_on_it(desk):
    request_id = desk.hear("talis", ASKED).request

    outcome = desk.hear("talis", REFERRED)

    assert (outcome.request, outcome.phase) == (request_id, Phase.RECEIVED)
    assert desk.table.history(request_id)[0].action == "note"


def test_a_referral_of_what_the_desk_never_had_is_a_new_request(desk):
    outcome = desk.hear("talis", REFERRED)

    assert outcome.outcome == "received"
    assert desk.table.load(outcome.request).state is State.NEW


def test_a_referral_is_of_the_newest_that_was_asked(desk, rejected):
    second = desk.hear("talis", ASKED).request
    desk.act(second, "assign", {}, DIGITISER, 1)
    desk.act(second, "reject", {"reason": "not-held"}, DIGITISER, 2)

    outcome = desk.hear("talis", REFERRED)

    assert outcome.request == second
    assert desk.table.load(rejected).state is State.REJECTED
