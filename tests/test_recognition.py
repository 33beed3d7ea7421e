"""What the desk recognises: the work that is meant, a twin, a scan to use again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.aws.records import Records
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.facts import How, Original
from chalicelib.domain.intake import Asked
from chalicelib.domain.remarks import SAME_TEXT
from chalicelib.domain.works import Extract, Portion, Work
from tests.domain.a_request import BOOK, DIGITISER, HIS101, NOON, TERMS

ONLINE = Work(id="w2", title="A history", isbn="9780674000780")
JOURNAL = Work(id="j", title="Past & Present", issn="00312746")
CHAPTER = Extract("The first chapter", pages="1-12", page_count=12)
ARTICLE = Extract("On time", "Ash, T.", "", "1-20", 20, Portion.ARTICLE, "12", "3")


class Counted:
    """A client that counts the calls made through it."""

    def __init__(self, client):
        self._client, self.calls = client, 0

    def __getattr__(self, operation):
        self.calls += 1
        return getattr(self._client, operation)


@pytest.fixture
def desk(dynamo):
    made = Desk(
        Table(dynamo),
        Records(dynamo),
        lambda: datetime.now(UTC).replace(microsecond=0),
        terms=TERMS,
    )
    made.records.save_course(HIS101)
    made.records.save_work(BOOK)
    return made


def asked(key, extract=CHAPTER, course="HIS101", isn=BOOK.isbn, **said):
    original = Original(NOON, title=extract.title, isn=isn, course_code=course, **said)
    return Asked(key=key, original=original, theirs={}, lane="", extract=extract)


def heard(desk, *args, **said):
    return desk.table.load(desk.hear("dcs", asked(*args, **said)).request)


def test_the_reason_for_a_match_is_kept(desk):
    request = heard(desk, "one")

    assert (request.work, request.matched.how, request.matched.work) == (BOOK, How.ISBN, BOOK.id)


def test_why_nothing_was_matched_is_kept_too(desk):
    request = heard(desk, "one", isn="9781612194196")

    assert (request.work, request.matched.how) == (None, How.NONE)
    assert "No title record has 978-1612194196." in request.matched.words


@pytest.mark.parametrize(
    ("isn", "work"), [(ONLINE.isbn, ONLINE), (BOOK.isbn, BOOK), ("9780141976952", None)]
)
def test_what_was_guessed_from_the_title_gives_way_to_the_number(desk, isn, work):
    desk.records.save_work(replace(BOOK, authors="Bloch, Marc"))
    desk.records.save_work(replace(ONLINE, authors="Another, Ann"))
    guessed = heard(desk, "one", isn="", work_title="A history", author="Bloch, Marc")
    assert (guessed.work.id, guessed.matched.how) == (BOOK.id, How.TITLE)

    desk.learn(guessed.id, {"isn": isn, "work": {"title": "A history"}, "citations": []})

    found = desk.table.load(guessed.id)
    assert (found.work and found.work.id) == (work and work.id)


def test_what_staff_chose_stays_whatever_the_number_says(desk):
    desk.records.save_work(ONLINE)
    request = heard(desk, "one", isn="")
    desk.act(request.id, "assign", {}, DIGITISER, request.version)
    desk.act(request.id, "assign-metadata", {"work": BOOK.id}, DIGITISER, request.version + 1)

    desk.learn(request.id, {"isn": ONLINE.isbn, "work": {"title": "A history"}, "citations": []})

    assert desk.table.load(request.id).work.id == BOOK.id


def test_a_record_goes_before_one_that_only_names_its_number(desk):
    desk.records.save_work(ONLINE)
    desk.records.save_work(replace(BOOK, others=(ONLINE.isbn,)))

    assert heard(desk, "one", isn=ONLINE.isbn).work.id == "w2"


def test_an_article_asked_for_before_is_matched_with_what_was_known_of_it(desk):
    desk.records.save_work(JOURNAL)
    first = heard(desk, "one", ARTICLE, isn="0031-2746")

    again = heard(desk, "two", Extract("On time"), course="", isn="0031-2746")

    assert (again.matched.how, again.matched.like) == (How.ARTICLE, first.id)
    assert (again.extract.pages, again.extract.volume, again.extract.issue) == ("1-20", "12", "3")


def test_a_text_asked_for_before_is_matched_by_its_doi(desk):
    heard(desk, "one", replace(CHAPTER, doi="10.1000/182"))

    again = heard(desk, "two", Extract(doi="10.1000/182"), course="", isn="")

    assert (again.matched.how, again.work) == (How.DOI, BOOK)


def test_the_same_text_for_the_same_run_is_remarked_with_the_other_request(desk):
    first = heard(desk, "one")

    second = heard(desk, "two")

    assert (first.twins, second.twins) == ((), (first.id,))
    assert SAME_TEXT in second.remarks


def test_the_first_of_two_shows_the_second_though_nothing_is_written_to_it(desk):
    first, second = heard(desk, "one"), heard(desk, "two")

    assert [one.id for one in desk.alike(first)] == [second.id]


@pytest.mark.parametrize(
    "other",
    [
        {"extract": replace(CHAPTER, pages="13-20", page_count=8)},
        {"course": "POL200"},
        {"isn": "9781612194196"},
    ],
    ids=["other pages", "another course", "another book"],
)
def test_another_text_or_another_run_is_no_twin(desk, other):
    heard(desk, "one")

    assert heard(desk, "two", **other).twins == ()


def test_before_the_title_is_there_two_requests_for_it_are_twins(desk):
    first = heard(desk, "one", isn="978-1-61219-419-6")

    assert heard(desk, "two", isn="1612194192").twins == (first.id,)


def test_print_and_electronic_edition_are_the_same_text(desk):
    first = heard(desk, "one")
    desk.records.save_work(ONLINE, edition_of=BOOK.id)

    assert heard(desk, "two", isn=ONLINE.isbn).twins == (first.id,)


def test_a_request_that_becomes_the_same_is_remarked_then(desk):
    first = heard(desk, "one")
    second = heard(desk, "two", extract=replace(CHAPTER, title="", pages="30-40"))
    desk.act(second.id, "assign", {}, DIGITISER, 1)

    after = desk.act(second.id, "update-range", {"pages": "1-12"}, DIGITISER, 2)

    assert after.twins == (first.id,)
    assert first.id in str(desk.table.history(second.id)[0].said)


def test_a_request_that_is_the_same_no_more_loses_the_remark(desk):
    heard(desk, "one")
    second = heard(desk, "two")
    desk.act(second.id, "assign", {}, DIGITISER, 1)

    after = desk.act(second.id, "update-range", {"pages": "30-40"}, DIGITISER, 2)

    assert (after.twins, SAME_TEXT in after.remarks) == ((), False)


def test_what_was_rejected_is_nobodys_twin(desk):
    first = heard(desk, "one")
    desk.act(first.id, "assign", {}, DIGITISER, 1)
    desk.act(first.id, "reject", {"reason": "not-held"}, DIGITISER, 2)

    assert heard(desk, "two").twins == ()


def test_what_is_opened_again_is_found_again(desk):
    first = heard(desk, "one")
    desk.act(first.id, "assign", {}, DIGITISER, 1)
    desk.act(first.id, "reject", {"reason": "not-held"}, DIGITISER, 2)
    desk.act(first.id, "reopen", {}, DIGITISER, 3)

    assert heard(desk, "two").twins == (first.id,)


def test_a_scan_of_last_year_is_used_again_on_the_table(desk):
    elder = heard(desk, "one", course="OLD100")
    desk.act(elder.id, "assign", {}, DIGITISER, 1)
    desk.act(elder.id, "progress", {}, DIGITISER, 2)
    told = {"scan": "s1", "name": "chapter.pdf", "size": 9, "by": "dan"}
    desk.act_as_desk(elder.id, "add-scan", told)
    checked = {"scan": "s1", "status": "ready", "master": "masters/x/s1/ab.pdf", "sha256": "ab",
               "pages": 12, "findings": []}  # fmt: skip
    desk.act_as_desk(elder.id, "scan-checked", checked)
    newer = heard(desk, "two")
    desk.act(newer.id, "assign", {}, DIGITISER, 1)
    desk.act(newer.id, "progress", {}, DIGITISER, 2)

    after = desk.act(newer.id, "reuse-scan", {"scan": f"{elder.id}/s1"}, DIGITISER, 3)

    (scan,) = after.scans
    assert (scan.master, scan.reused) == ("masters/x/s1/ab.pdf", elder.id)
    assert desk.table.load(elder.id).scans[0].master == scan.master


def test_what_is_recognised_takes_as_many_reads_whatever_is_stored(desk):
    target = heard(desk, "one")
    reads = []
    for stored in (0, 60):
        for n in range(stored):
            heard(desk, f"x{n}", Extract(f"Part {n}", pages=f"{n + 20}"), course=f"C{n}")
        counting = Counted(desk.table._dynamo._client)
        desk.table._dynamo._client, kept = counting, desk.table._dynamo._client
        desk.alike(target)
        desk.table._dynamo._client = kept
        reads.append(counting.calls)

    assert reads[0] == reads[1] <= 5
