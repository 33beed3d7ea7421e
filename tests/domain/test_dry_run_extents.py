"""What a dry run counts of earlier requests: those that were tried, as they came in."""

from datetime import timedelta

from chalicelib.domain.dry_run import replay
from chalicelib.domain.request import State
from chalicelib.domain.rules import Outcome
from tests.domain.a_request import DESK, NOON, moment
from tests.domain.extents import an_earlier, an_extract, wish
from tests.domain.some_rules import NEEDED, a_book, a_rule, asks

LONG = a_book(a_rule(asks("percent", "more-than", "10"), outcome=NEEDED))
FREE = a_book(default=Outcome())


def verdicts(*requests):
    return {one.request.id: one.draft.rule for one in replay(FREE, LONG, requests, moment(DESK))}


def test_a_request_is_tried_with_what_its_run_had_when_it_came():
    first, second = an_earlier(an_extract("1-20")), wish(an_extract("21-30"), id="LATER222")

    assert verdicts(second, first) == {"EARLY222": "Default", "LATER222": "1. A rule"}


def test_what_came_afterwards_or_was_rejected_is_not_in_it():
    later = an_earlier(an_extract("1-20"), added_on=NOON + timedelta(hours=1))
    rejected = an_earlier(an_extract("1-20"), id="GONE2222", state=State.REJECTED)

    assert verdicts(wish(an_extract("21-30"), id="MINE2222"), later, rejected)["MINE2222"] == (
        "Default"
    )
