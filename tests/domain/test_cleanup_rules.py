"""The rules of the clean-up in words, and the days on which they fall."""

from datetime import date
from pathlib import Path

import pytest

from chalicelib.domain.cleanup import WORDS, Rule, years_after
from chalicelib.domain.closure import closed_on, dated
from chalicelib.domain.delivery_terms import BOUNDS, DeliveryTerms, read
from chalicelib.domain.request import Kind, State
from tests.domain.a_request import TODAY, a_request

PAGE = Path(__file__).parents[2] / "docs" / "clean-up.md"


@pytest.mark.parametrize("rule", list(Rule))
def test_the_page_says_each_rule_with_its_words_figure_and_setting(rule):
    words = WORDS[rule]
    figure = getattr(DeliveryTerms(), words.setting)

    line = f"| `{rule.value}` | {words.goes} | {figure} {words.when} | `{words.setting}` |"

    assert line in PAGE.read_text().splitlines()


@pytest.mark.parametrize("name", ["closed_file_days", "orphan_days"])
def test_each_figure_has_its_limits(name):
    low, high = BOUNDS[name]

    assert getattr(read({name: low}), name) == low
    with pytest.raises(ValueError, match=name):
        read({name: high + 1})


def test_a_leap_day_comes_round_on_the_first_of_march():
    assert years_after(date(2024, 2, 29), 6) == date(2030, 3, 1)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_a_request_is_closed_from_the_day_on_which_nobody_is_served_any_more():
    live = a_request(state=State.COMPLETE)
    archived = dated(live, a_request(state=State.ARCHIVED), TODAY)

    assert archived.closed_on == TODAY
    assert dated(archived, live, date(2027, 1, 1)).closed_on is None


def test_what_was_archived_long_before_it_was_deleted_is_given_up_from_the_deletion():
    archived = a_request(state=State.ARCHIVED, closed_on=date(2020, 1, 1))

    assert dated(archived, a_request(state=State.DELETED), TODAY).closed_on == TODAY


def test_a_cleared_file_is_closed_and_a_live_link_is_not():
    assert closed_on(a_request(state=State.COMPLETE, kind=Kind.CLEARANCE)) == TODAY
    assert closed_on(a_request(state=State.COMPLETE)) is None
