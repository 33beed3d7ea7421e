"""What is counted together: the issues of a journal apart, all editions of one work as one."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.works import (
    Extract,
    Work,
    WorkKind,
    counted_as,
    counted_names,
    joined,
    plain_number,
)

PRINT = Work(id="p", title="Empires", isbn="9780199535569")
ONLINE = Work(id="e", title="Empires", isbn="9780191622069", others=("9780199535569",))
JOURNAL = Work(id="j", title="Past & Present", issn="00312746")


def test_copies_of_a_book_are_counted_under_its_record():
    assert counted_as(PRINT, Extract(pages="1-10")) == "p"


def test_each_issue_of_a_journal_is_counted_by_itself():
    names = {counted_as(JOURNAL, Extract(volume=v, issue=i)) for v in "12" for i in "34"}

    assert names == {"j/1/3", "j/1/4", "j/2/3", "j/2/4"}


@pytest.mark.parametrize("written", ["3", " 03", "Vol. 3", "vol 3", "No. 3", "issue 3", "(3)"])
def test_a_volume_is_one_however_it_is_written(written):
    assert counted_as(JOURNAL, Extract(volume=written, issue="1")) == "j/3/1"


@given(st.text(max_size=30))
def test_a_number_made_plain_stays_as_it_is(written):
    once = plain_number(written)

    assert plain_number(once) == once
    assert "/" not in once


def test_a_record_of_one_issue_is_that_issue_unless_the_extract_says_another():
    issue = replace(JOURNAL, volume="5", issue="2")

    assert counted_as(issue, Extract()) == "j/5/2"
    assert counted_as(issue, Extract(issue="3")) == "j/5/3"


def test_a_book_in_a_series_is_no_journal():
    assert not replace(PRINT, issn="00312746").is_journal
    assert Work(id="x", title="A journal", kind=WorkKind.JOURNAL).is_journal


def test_two_editions_are_counted_under_one_name():
    online, moved = joined(ONLINE, [PRINT])

    assert moved == ()
    assert counted_as(online, Extract()) == counted_as(PRINT, Extract()) == "p"


def test_two_families_that_meet_become_one_and_keep_no_name_of_their_own():
    german = Work(id="d", title="Reiche")
    reader = Work(id="a", title="Empires. A reader", family="d")

    online, moved = joined(ONLINE, [PRINT, german, reader])

    named = {one.root for one in (online, *moved)}
    assert {one.id for one in moved} == {"p"}
    assert named == {"d"}


@given(st.sets(st.sampled_from("abcdefg"), min_size=2), st.data())
def test_whatever_families_meet_all_are_counted_as_one(ids, data):
    roots = {one: data.draw(st.sampled_from(sorted(ids)), label=one) for one in sorted(ids)}
    # A family is named after one of its own.
    kin = [Work(id=one, title="T", family="" if roots[root] != root or root == one else root)
           for one, root in roots.items()]  # fmt: skip

    after, moved = joined(kin[0], kin[1:])

    stands = {one.id: one for one in [*kin, *moved, after]}
    assert len({one.root for one in stands.values()}) == 1
    assert all(one.family != one.id for one in stands.values())


def test_what_was_counted_before_editions_were_joined_is_still_found():
    before = counted_as(ONLINE, Extract())
    online, _ = joined(replace(ONLINE, id="z"), [PRINT])

    assert counted_names(online, ("p", "z"), Extract()) == ("p", "z")
    assert before == "e" not in counted_names(online, ("p", "z"), Extract())
