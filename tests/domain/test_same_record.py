"""Filter by this Record, case by case, as Alma's approval list has it (A135-A139)."""

from dataclasses import replace

import pytest

from chalicelib.domain.same_record import WORDS, Record, keys, record_of, same_record
from chalicelib.domain.works import Extract, Work
from tests.domain.a_request import BOOK, a_request

#: One book in both forms, another book, one journal, another journal.
LONG, SHORT, OTHER = "9780199535569", "0199535566", "9780141036144"
JOURNAL, ELSEWHERE = "00280836", "00368075"


def a(mms="", isn="", volume="", issue=""):
    """A request as a list sends it, before anybody matched its title."""
    return a_request(
        theirs={"mms_id": mms} if mms else {},
        sought=(isn,) if isn else (),
        extract=Extract(volume=volume, issue=issue),
    )


CASES = [
    #  asked for                          another                              the same by
    (a("991"), a("991"), "mms"),
    (a("991"), a("992"), ""),
    (a("991", LONG), a("991", OTHER), "mms"),
    (a("991", LONG), a("992", LONG), "isbn"),
    (a("", LONG), a("", SHORT), "isbn"),
    (a("", SHORT), a("", LONG), "isbn"),
    (a("", "978-0-19-953556-9"), a("", "0-19-953556-6"), "isbn"),
    (a("", LONG), a("", OTHER), ""),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL, "12", "3"), "issue"),
    (a("", JOURNAL, "12", "3"), a("", "0028-0836", " 12", "3 "), "issue"),
    (a("", JOURNAL, "12", "3A"), a("", JOURNAL, "12", "3a"), "issue"),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL, "12", "4"), ""),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL, "13", "3"), ""),
    (a("", JOURNAL, "12", "3"), a("", ELSEWHERE, "12", "3"), ""),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL, "12"), "volume"),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL, "13"), ""),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL), "journal"),
    (a("", JOURNAL, "12", "3"), a("", ELSEWHERE), ""),
    (a("", JOURNAL, "12", "3"), a("", JOURNAL, "", "3"), ""),
    (a("", JOURNAL, "12"), a("", JOURNAL, "12"), "issue"),
    (a("", JOURNAL, "12"), a("", JOURNAL, "12", "3"), ""),
    (a("", JOURNAL), a("", JOURNAL), "issue"),
    (a("", JOURNAL), a("", JOURNAL, "12", "3"), ""),
    (a(), a(), ""),
    (a("", "not a number"), a("", "not a number"), ""),
]


@pytest.mark.parametrize(("request_", "other", "why"), CASES)
def test_which_requests_are_for_the_same_record(request_, other, why):
    assert same_record(record_of(request_), record_of(other)) == why


@pytest.mark.parametrize(("request_", "other", "why"), CASES)
def test_what_is_the_same_record_is_filed_under_one_name_at_least(request_, other, why):
    shared = set(keys(record_of(request_))) & set(keys(record_of(other)))

    assert shared or not why


def test_the_work_that_staff_matched_counts_before_what_the_list_sent():
    matched = replace(a("", OTHER), work=BOOK)

    assert record_of(matched).isbns == {LONG}


def test_the_editions_of_one_work_are_one_record():
    electronic = replace(BOOK, id="w2", isbn=OTHER, others=(LONG,))

    found = same_record(record_of(a("", LONG)), record_of(a_request(work=electronic)))

    assert found == "isbn"


def test_volume_and_issue_of_the_extract_count_before_those_of_the_work():
    work = Work(id="j1", title="Nature", issn=JOURNAL, volume="1", issue="1")

    known = record_of(a_request(work=work, extract=Extract(volume="12", issue="3")))

    assert known == Record("", frozenset(), frozenset({JOURNAL}), "12", "3")


def test_each_reason_has_its_words():
    assert {why for *_, why in CASES if why} == set(WORDS)
