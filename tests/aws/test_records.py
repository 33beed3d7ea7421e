"""Courses in the table: each written whole, found by every code it ever had."""

from dataclasses import replace

import pytest

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.records import Records
from chalicelib.domain.courses import Course, Lecturer
from chalicelib.domain.errors import Busy, ChangedMeanwhile, NotUnderstood
from chalicelib.domain.uploads import Saved
from tests.domain.a_request import HIS101

POLITICS = Course("POL200", "The commons", ("PL-200",), runs=HIS101.runs)


@pytest.fixture
def records(dynamo):
    return Records(dynamo)


def rename(course, code):
    return replace(course, code=code, aliases=(*course.aliases, course.code))


def test_a_course_is_found_by_code_and_alias_in_any_case(records):
    records.save_courses([Saved(None, POLITICS)])

    assert records.course("pol200") == records.course(" pl-200") == POLITICS


def test_a_renamed_course_is_found_by_its_old_code(records):
    records.save_courses([Saved(None, POLITICS)])
    after = rename(POLITICS, "POL2000")

    records.save_courses([Saved(POLITICS, after)])

    assert {records.course(code) for code in ("POL2000", "POL200", "PL-200")} == {after}
    assert records.courses() == [after]


def test_a_course_takes_back_a_code_it_had(records):
    records.save_courses([Saved(None, POLITICS)])
    back = replace(POLITICS, code="PL-200", aliases=("POL200",))

    records.save_courses([Saved(POLITICS, back)])

    assert records.course("POL200") == records.course("PL-200") == back


def test_a_course_that_is_renamed_by_itself_is_one_course_too(records):
    records.save_course(POLITICS)
    after = rename(POLITICS, "POL2000")

    records.save_course(after, was=POLITICS)

    assert records.courses() == [after]


def test_nothing_of_a_course_is_written_where_a_code_is_taken(records):
    records.save_course(POLITICS)
    other = replace(HIS101, aliases=("PL-200", "H-1"))

    with pytest.raises(NotUnderstood):
        records.save_course(other)

    assert (records.course("HIS101"), records.course("H-1")) == (None, None)
    assert records.course("PL-200") == POLITICS


class Renaming(Dynamo):
    """Somebody renames the course after each of our first looks."""

    left: tuple[str, ...] = ()

    def get(self, pk, sk, consistent=True):
        found = super().get(pk, sk, consistent)
        if self.left:
            code, *rest = self.left
            self.left = ()
            before = Records(self).course(sk)
            Records(self).save_courses([Saved(before, rename(before, code))])
            self.left = tuple(rest)
        return found


def test_a_course_that_is_renamed_while_it_is_looked_up_is_found(dynamo, records):
    records.save_courses([Saved(None, POLITICS)])
    renaming = Renaming(dynamo._client, dynamo._name)
    renaming.left = ("POL1", "POL2")

    found = Records(renaming).course("PL-200")

    assert found
    assert found.code == "POL2"


def test_a_course_that_is_renamed_for_ever_is_asked_for_later(dynamo, records):
    records.save_courses([Saved(None, POLITICS)])
    renaming = Renaming(dynamo._client, dynamo._name)
    renaming.left = tuple(f"POL{n}" for n in range(9))

    with pytest.raises(Busy):
        Records(renaming).course("PL-200")


def test_an_alias_is_no_code_to_write_another_course_under(records):
    records.save_course(POLITICS)

    with pytest.raises(NotUnderstood, match="alias of POL200"):
        records.save_course(Course("PL-200", "Another"))


def test_an_alias_that_a_course_gives_up_leads_nowhere(records):
    records.save_course(POLITICS)

    records.save_course(replace(POLITICS, aliases=()))

    assert records.course("PL-200") is None


def test_an_upload_does_not_write_over_what_somebody_changed_meanwhile(records):
    records.save_course(POLITICS)
    seen = records.course("POL200")
    records.save_course(replace(POLITICS, name="Sharing"))

    with pytest.raises(ChangedMeanwhile):
        records.save_courses([Saved(seen, replace(seen, department="Politics"))])

    assert records.course("POL200").name == "Sharing"


def test_hundreds_of_courses_are_written_each_whole(records):
    many = [
        Course(f"C{n:03}", "A course", (f"A{n:03}", f"B{n:03}"), runs=HIS101.runs)
        for n in range(150)
    ]

    records.save_courses([Saved(None, one) for one in many])

    assert records.courses() == many
    assert records.course("B149") == many[-1]


class Asked(Dynamo):
    """Keeps how each query was asked, and how many rows it answered."""

    def query(self, pk, **how):
        page = super().query(pk, **how)
        self.asked = [*getattr(self, "asked", []), (how.get("consistent", True), len(page.rows))]
        return page


def test_a_page_of_courses_reads_no_course_of_the_pages_before_it(dynamo, records):
    many = [Course(f"C{n:03}", "A course", (f"C{n:03}-A",)) for n in range(40)]
    records.save_courses([Saved(None, one) for one in many])
    asked = Asked(dynamo._client, dynamo._name)

    found = Records(asked).courses_found("course", 5, "C029")

    assert found == many[30:35]
    assert asked.asked == [(False, 22)]


def test_courses_without_words_are_read_a_page_at_a_time(dynamo, records):
    many = [Course(f"C{n:03}", "A course", (f"C{n:03}-A",)) for n in range(40)]
    records.save_courses([Saved(None, one) for one in many])
    asked = Asked(dynamo._client, dynamo._name)

    assert Records(asked).courses_found("", 5) == many[:5]

    assert asked.asked == [(False, 5), (False, 5)]


def test_an_upload_reads_every_course_as_it_stands(dynamo, records):
    records.save_course(POLITICS)
    asked = Asked(dynamo._client, dynamo._name)

    assert Records(asked).courses() == [POLITICS]

    assert asked.asked == [(True, 2)]


@pytest.mark.parametrize(
    ("after", "found"), [("C" * 2_000, [POLITICS]), ("\ud83d", []), ("~", []), ("", [POLITICS])]
)
def test_behind_what_is_no_code_stands_what_follows_it(records, after, found):
    records.save_course(POLITICS)

    assert records.courses_found("", 5, after) == found


def test_a_retired_lecturer_is_not_offered(records):
    records.save_lecturers([Lecturer("b", "Zoë Brandt", retired=True), Lecturer("a", "Amara")])

    assert [one.id for one in records.lecturers()] == ["a"]
    assert [one.id for one in records.lecturers("zoe", retired=True)] == ["b"]
    assert records.lecturer("b").retired
