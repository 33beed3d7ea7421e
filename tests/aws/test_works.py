"""Title records in the table: found by every number, and counted with their other editions."""

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.records import LOOKED, Records
from chalicelib.aws.rows import to_plain
from chalicelib.aws.work_rows import CAP, place, places, shared
from chalicelib.domain.errors import Busy, NotUnderstood
from chalicelib.domain.works import Extract, Work, WorkKind
from tests.domain.a_request import DIGITISER, NOON

PRINT = Work(id="p", title="Empires in world history", isbn="9780691127088", pages=528)
ONLINE = Work(id="e", title="Empires in world history", isbn="9781400834709")
OTHER = Work(id="o", title="A theory of justice", isbn="9780674000780", doi="10.4159/9780674042605")
SECOND = timedelta(seconds=1)
JOURNAL = Work(id="j", title="Past & Present", issn="00312746")


@pytest.fixture
def records(dynamo):
    return Records(dynamo)


def ids(works):
    return {one.id for one in works}


def test_every_field_of_a_record_is_kept(records):
    full = replace(
        PRINT, doi="10.1515/9781400834709", volume="2", issue="1", kind=WorkKind.ANTHOLOGY,
        country="US", blanks=8, ccc=True, themed=True, others=("9781400834709",),
    )  # fmt: skip

    records.save_work(full)

    assert records.work("p") == full


@pytest.mark.parametrize("typed", ["9780691127088 ", "0-691-12708-5", "978-0-691-12708-8 (pbk.)"])
def test_a_book_is_found_by_its_isbn_in_either_form(records, typed):
    records.save_work(PRINT)

    assert ids(records.works(isn=typed)) == {"p"}


@pytest.mark.parametrize(
    "typed", ["10.4159/9780674042605", "https://doi.org/10.4159/9780674042605"]
)
def test_a_work_is_found_by_its_doi(records, typed):
    records.save_work(OTHER)

    assert ids(records.works(doi=typed)) == ids(records.works(title=typed)) == {"o"}


def test_a_number_and_a_title_must_both_fit(records):
    records.save_work(PRINT)

    assert ids(records.works("9780691127088", "empires")) == {"p"}
    assert records.works("9780691127088", "justice") == []


def test_a_work_is_found_by_the_number_of_another_edition(records):
    records.save_work(replace(PRINT, others=("9781400834709",)))

    assert ids(records.works(isn="9781400834709")) == {"p"}


def test_an_edition_that_names_the_number_of_another_is_counted_with_it(records):
    records.save_work(PRINT)

    stands = records.save_work(replace(ONLINE, others=("9780691127088",)))

    assert ids(records.editions(PRINT)) == ids(records.editions(stands)) == {"p", "e"}
    assert set(records.counted(PRINT, Extract())) == set(records.counted(stands, Extract()))


def test_staff_say_that_a_record_is_another_edition(records):
    records.save_work(PRINT)

    stands = records.save_work(ONLINE, edition_of="p")

    assert ids(records.editions(stands)) == {"p", "e"}


def test_a_copy_counted_before_its_editions_were_joined_is_counted_still(records):
    records.save_work(PRINT)
    records.save_work(ONLINE)
    (counted_then,) = records.counted(ONLINE, Extract())

    records.save_work(PRINT, edition_of="e")

    assert counted_then in records.counted(PRINT, Extract())
    # The request keeps the record as it was.
    assert {"p", "e"} == set(records.counted(ONLINE, Extract()))


def test_print_and_electronic_issues_of_a_journal_are_one(records):
    records.save_work(JOURNAL)

    online = records.save_work(Work(id="k", title="Past & Present online", issn="1477464X"), "j")

    article = Extract(volume="12", issue="1")
    assert set(records.counted(online, article)) == {"j/12/1", "k/12/1"}


def test_books_of_one_series_are_not_one_work(records):
    records.save_work(replace(PRINT, issn="00312746"))

    stands = records.save_work(replace(OTHER, issn="00312746"))

    assert ids(records.editions(stands)) == {"o"}


def test_the_same_record_sent_again_keeps_its_family(records):
    records.save_work(PRINT)
    stands = records.save_work(ONLINE, edition_of="p")

    again = records.save_work(ONLINE)

    assert again == stands


def test_an_edition_that_was_none_is_taken_out_of_the_family(records):
    records.save_work(PRINT)
    wrong = records.save_work(OTHER, edition_of="p")

    stands = records.save_work(wrong, edition_of="o")

    assert (wrong.family, stands.family) == ("p", "")
    assert ids(records.editions(PRINT)) == {"p"}


def test_the_record_that_others_are_counted_under_stays_in_its_family(records):
    records.save_work(PRINT)
    records.save_work(OTHER, edition_of="p")

    with pytest.raises(NotUnderstood, match="counted under this record"):
        records.save_work(PRINT, edition_of="p")


def test_two_families_that_meet_are_one_from_then_on(records):
    third, fourth = replace(PRINT, id="b", isbn=""), replace(ONLINE, id="c", isbn="")
    records.save_work(PRINT)
    records.save_work(ONLINE, edition_of="p")
    records.save_work(third)
    records.save_work(fourth, edition_of="b")

    records.save_work(PRINT, edition_of="c")

    assert all(ids(records.editions(records.work(one))) == {"p", "e", "b", "c"} for one in "pebc")


def test_another_edition_of_nothing_is_refused(records):
    with pytest.raises(NotUnderstood, match="no title record nowhere"):
        records.save_work(PRINT, edition_of="nowhere")


def test_a_corrected_record_is_no_longer_found_by_what_was_wrong(records):
    records.save_work(replace(PRINT, title="Umpires", isbn="9780674000780"))

    records.save_work(PRINT, by=DIGITISER, at=NOON)

    assert records.works(isn="9780674000780") == records.works(title="umpires") == []
    assert ids(records.works(title="empires")) == {"p"}


def test_what_a_record_was_before_is_kept_with_who_corrected_it(records):
    records.save_work(replace(PRINT, pages=52))

    records.save_work(PRINT, by=DIGITISER, at=NOON)

    (was,) = records.corrections("p")
    assert (was.by_name, was.at, was.was.pages) == ("Dan", NOON, 52)


def test_saving_what_stands_already_is_no_correction(records):
    records.save_work(PRINT, by=DIGITISER, at=NOON)

    records.save_work(PRINT, by=DIGITISER, at=NOON)

    assert records.corrections("p") == []


def test_two_corrections_at_once_are_not_both_written(records):
    read = records.save_work(PRINT)
    records.save_work(replace(PRINT, pages=530), by=DIGITISER, at=NOON)

    with pytest.raises(Busy):
        records.write_work(read, replace(PRINT, blanks=8), "", DIGITISER, NOON + SECOND)

    assert (records.work("p").pages, records.work("p").blanks) == (530, 0)


def test_two_who_add_one_record_at_once_do_not_write_over_each_other(records):
    records.save_work(PRINT)

    with pytest.raises(Busy):
        records.write_work(None, replace(PRINT, pages=52), "", DIGITISER, NOON)

    assert records.work("p") == PRINT


def test_one_work_has_a_dozen_records_at_most(records):
    for n in range(11):
        records.save_work(replace(PRINT, id=f"x{n:02}"))

    records.save_work(replace(PRINT, id="x11"))

    with pytest.raises(NotUnderstood, match="13 records; 12 is the most"):
        records.save_work(replace(PRINT, id="x12"))


def test_forty_issues_of_a_journal_have_records_of_their_own_and_no_more(records):
    weekly = Work(id="j0", title="The Weekly Review", issn="00312746", kind=WorkKind.JOURNAL)
    for number in range(40):
        records.save_work(replace(weekly, id=f"j{number}", issue=str(number)))

    with pytest.raises(NotUnderstood) as refused:
        records.save_work(replace(weekly, id="j40", issue="40"))

    assert "a request says volume and issue itself" in refused.value.instead


SUBJECTS = [f"{field} {n}" for n in range(60) for field in ("Law", "AI", "Botany", "Art", "War")]


@pytest.fixture
def introductions(dynamo, records):
    """Three hundred titles that begin alike."""
    for n, subject in enumerate(SUBJECTS):
        title, author = f"Introduction to {subject}", f"Author{n:03}, Ann"
        work = Work(id=f"{n * 7919 % 1000:03x}{n}", title=title, authors=author)
        row = place(f"work#{work.id}", "work") | {"what": "work", "work": to_plain(work)}
        dynamo.batch_write([row, *(place(at, work.id) for at in places(work))])
    return records


class Counting(Dynamo):
    """Counts what is read."""

    gets = queries = 0

    def get(self, *key, **how):
        self.gets += 1
        return super().get(*key, **how)

    def query(self, *key, **how):
        self.queries += 1
        return super().query(*key, **how)


def test_each_of_hundreds_of_titles_that_begin_alike_is_found_by_its_words(introductions):
    missing = [
        subject for subject in SUBJECTS[::23]
        if f"Introduction to {subject}"
        not in {one.title for one in introductions.works(title=f"introduction to {subject}")}
    ]  # fmt: skip

    assert missing == []


def test_a_word_that_is_an_author_s_finds_among_titles_that_begin_alike(introductions):
    (found,) = introductions.works(title="art introduction author153")

    assert found.title == "Introduction to Art 30"


def test_a_word_that_is_only_begun_finds_among_titles_that_begin_alike(introductions):
    found = introductions.works(title="introduction law autho")

    assert len(found) == 50


def test_a_question_that_nothing_answers_reads_so_many_records_and_no_more(dynamo, introductions):
    counting = Counting(dynamo._client, dynamo._name)

    assert Records(counting).works(title="introduction to zymurgy") == []

    assert (counting.gets, counting.queries) == (LOOKED, 3)


def test_a_title_with_rare_words_asks_for_no_common_one(dynamo, records):
    records.save_work(PRINT)
    counting = Counting(dynamo._client, dynamo._name)

    assert ids(Records(counting).works(title="empires in world history")) == {"p"}

    assert (counting.gets, counting.queries) == (1, 2)


def test_an_author_who_is_a_title_too_hides_no_other_title(records):
    life = Work(id="l", title="Fitzgerald: a life", authors="Smith, Jo")
    records.save_work(life)
    records.save_work(Work(id="g", title="The Great Gatsby", authors="Fitzgerald, F. Scott"))

    assert ids(records.works(title="gatsby fitzgerald")) == {"g"}


def test_a_word_with_more_titles_than_are_read_tells_nothing_beside_another():
    common = [f"{n:05}" for n in range(CAP)]

    assert shared([common, ["00007", "zz"]]) == ["00007", "zz"]
