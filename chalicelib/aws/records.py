"""The library's own records: courses with their runs, lecturers, and works by their numbers."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from chalicelib.aws import course_rows
from chalicelib.aws.dynamo import Cancelled, Dynamo, Put
from chalicelib.aws.keys import is_key, short
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.aws.work_rows import Works, family_at
from chalicelib.domain import identifiers
from chalicelib.domain.courses import Course, Lecturer, plain_code
from chalicelib.domain.errors import Busy, NotUnderstood
from chalicelib.domain.intake import normal
from chalicelib.domain.people import Person
from chalicelib.domain.search import fold, matches, wanted, words
from chalicelib.domain.uploads import Saved
from chalicelib.domain.works import Correction, Extract, Work, counted_names

#: Works that one question answers, and records that are read for it at the most.
MOST, LOOKED = 50, 200
#: So often a course may be renamed while it is being looked up.
RENAMED = 4


class Records:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo
        self._works = Works(dynamo)

    def course(self, code: str) -> Course | None:
        """The course of that code, or of that alias; case does not matter."""
        wanted = code.strip().upper()
        for _ in range(RENAMED):
            row = self._dynamo.get("courses", wanted) if wanted else None
            if row is None or row["what"] == "course":
                return from_plain(Course, row["course"]) if row else None
            # What an alias leads to may be an alias by now: somebody renames the course.
            wanted = row["course"]
        raise Busy(f"The course {code[:40]} is being renamed.")

    def courses(self) -> list[Course]:
        """Every course as it stands now, by code."""
        rows = self._dynamo.all("courses")
        return [from_plain(Course, row["course"]) for row in rows if row["what"] == "course"]

    def courses_found(self, q: str, most: int, after: str = "") -> list[Course]:
        """The courses whose codes, name or department have words beginning so, by code.

        `most` of them at most, from the first behind the code `after`. What was written within the
        last second may be missing: people look here as they type.
        """
        how: dict[str, Any] = {"since": after} if is_key("courses", after) else {}
        rows = self._dynamo.all("courses", consistent=False, limit=None if q else most, **how)
        # A row is cheaper to look through than the course that is in it.
        courses = (row for row in rows if row["what"] == "course" and row["sk"] > after)
        found = (row for row in courses if not q or answers(q, course_rows.said(row["course"])))
        return [from_plain(Course, row["course"]) for row in itertools.islice(found, most)]

    def save_course(self, course: Course, was: Course | None = None) -> None:
        """Write the course and its aliases in one go; an alias of another course is refused.

        `was` is the course as it stood under another code, where it is being renamed.
        """
        code = plain_code(course.code)
        before = was or self.course(code)
        if before and was is None and before.code != code:
            raise NotUnderstood(f"{code} is an alias of {before.code}.", fields=["code"])
        writes = course_rows.course_writes(Saved(before, replace(course, code=code)))
        try:
            self._dynamo.transact(writes)
        except Cancelled as stopped:
            raise NotUnderstood(
                "A code or an alias of this course is a code of another course.",
                instead="Choose another one; or, if somebody saved it just now, save it again.",
                fields=["aliases"],
            ) from stopped

    def save_courses(self, saves: Iterable[Saved[Course]]) -> None:
        """Write what an upload makes of courses."""
        course_rows.save_courses(self._dynamo, saves)

    def lecturer(self, lecturer_id: str) -> Lecturer | None:
        row = self._dynamo.get("lecturers", lecturer_id)
        return from_plain(Lecturer, row["lecturer"]) if row else None

    def lecturers(self, q: str = "", retired: bool = False) -> list[Lecturer]:
        """All lecturers with these words, by name; those who have retired only where asked for."""
        rows = self._dynamo.all("lecturers")
        every = (from_plain(Lecturer, row["lecturer"]) for row in rows)
        found = [
            one
            for one in every
            if (retired or not one.retired) and answers(q, [one.id, one.name, one.email])
        ]
        return sorted(found, key=lambda one: (fold(one.name), one.id))

    def save_lecturer(self, lecturer: Lecturer) -> None:
        self._dynamo.put(lecturer_row(lecturer))

    def save_lecturers(self, lecturers: Iterable[Lecturer]) -> None:
        """Write what an upload makes of lecturers."""
        rows = [Put(lecturer_row(one)) for one in lecturers]
        for start in range(0, len(rows), course_rows.MOST_ITEMS):
            self._dynamo.transact(rows[start : start + course_rows.MOST_ITEMS])

    def work(self, work_id: str) -> Work | None:
        return self._works.one(work_id)

    def works(self, isn: str = "", title: str = "", doi: str = "") -> list[Work]:
        """Works under that ISBN, ISSN or DOI and whose title has all these words, at most 50.

        Where no title has them all, a word may be an author's or begin another one.
        """
        number, named = normal(isn) or normal(title), identifiers.doi(doi or title)
        if named:
            keys, title = self._works.under(f"doi#{short(named)}"), ""
        elif number:
            keys = self._works.under(f"isn#{number}")
            title = "" if normal(title) else title
        else:
            keys = self._works.titled(wanted(title))
        read = (self.work(key) for key in keys[:LOOKED])
        found = (one for one in read if one and answers(title, [one.title, one.authors]))
        return list(itertools.islice(found, MOST))

    def editions(self, work: Work) -> list[Work]:
        """The record as it is now, with those of the other editions of the same work."""
        return self._works.editions(self.work(work.id) or work)

    def counted(self, work: Work, extract: Extract) -> tuple[str, ...]:
        """Every name under which copies of this extract's work are counted (`counted_names`).

        Two reads, however much is stored: the record as it is now, and its family.
        """
        now = self.work(work.id) or work
        ids = self._works.under(family_at(now.root))
        return counted_names(work, (now.root, *ids), extract)

    def corrections(self, work_id: str) -> list[Correction]:
        """What a title record was before it was corrected, newest first."""
        return self._works.corrections(work_id)

    def save_work(
        self, work: Work, edition_of: str = "", by: Person | None = None,
        at: datetime | None = None,
    ) -> Work:  # fmt: skip
        """Write the work, file it under all its numbers, and count its editions together."""
        return self._works.save(work, edition_of, by, at)

    def write_work(
        self, before: Work | None, work: Work, edition_of: str, by: Person, at: datetime
    ) -> Work:
        """The same over the very record that was read; Busy where it is another one by now."""
        return self._works.over(before, work, edition_of, by, at)


def lecturer_row(lecturer: Lecturer) -> Row:
    return record("lecturers", lecturer.id, "lecturer", lecturer=to_plain(lecturer))


def record(pk: str, sk: str, what: str, **held: Any) -> Row:
    return {"pk": pk, "sk": sk, "what": what, "v": 1, **held}


def answers(q: str, texts: Sequence[str]) -> bool:
    """Every word of the question begins a word of these texts."""
    return matches(words(" ".join(texts)), wanted(q))
