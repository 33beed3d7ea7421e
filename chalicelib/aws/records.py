"""The library's own records: courses with their runs, lecturers, and works by their numbers."""

from collections.abc import Sequence
from typing import Any

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put, Write
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.courses import Course, Lecturer
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.intake import normal
from chalicelib.domain.search import matches, wanted, words
from chalicelib.domain.works import Work

MOST = 50
CAP = 200


class Records:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def course(self, code: str) -> Course | None:
        """The course of that code, or of that alias; case does not matter."""
        row = self._dynamo.get("courses", code.strip().upper()) if code.strip() else None
        if row and row["what"] == "alias":
            row = self._dynamo.get("courses", row["course"])
        return from_plain(Course, row["course"]) if row else None

    def courses(self, q: str = "") -> list[Course]:
        """At most 50 courses whose code, alias, name or department begins with these words."""
        found = (
            from_plain(Course, row["course"])
            for row in self._dynamo.all("courses")
            if row["what"] == "course"
        )
        texts = ((one, [one.code, one.name, one.department, *one.aliases]) for one in found)
        return [one for one, spoken in texts if answers(q, spoken)][:MOST]

    def save_course(self, course: Course) -> None:
        """Write the course and its aliases in one go; an alias of another course is refused."""
        code = course.code.strip().upper()
        standing = self._dynamo.get("courses", code)
        if standing and standing["what"] == "alias":
            raise NotUnderstood(f"{code} is an alias of {standing['course']}.", fields=["code"])
        before = from_plain(Course, standing["course"]) if standing else None
        where = {"what": "course"} if standing else {}
        row = record("courses", code, "course", course=to_plain(course))
        writes: list[Write] = [Put(row, unless_exists=not standing, where=where)]
        new = {alias.strip().upper() for alias in course.aliases} - {code, ""}
        old = {alias.strip().upper() for alias in before.aliases} if before else set()
        writes += [
            Put(record("courses", alias, "alias", course=code), unless_exists=alias not in old)
            for alias in sorted(new)
        ]
        writes += [Delete("courses", alias) for alias in sorted(old - new - {code})]
        try:
            self._dynamo.transact(writes)
        except Cancelled as stopped:
            raise NotUnderstood(
                "An alias of this course is a code of another course.",
                instead="Choose another alias; or, if somebody saved it just now, save it again.",
                fields=["aliases"],
            ) from stopped

    def lecturer(self, lecturer_id: str) -> Lecturer | None:
        row = self._dynamo.get("lecturers", lecturer_id)
        return from_plain(Lecturer, row["lecturer"]) if row else None

    def lecturers(self, q: str = "") -> list[Lecturer]:
        rows = self._dynamo.all("lecturers")
        found = (from_plain(Lecturer, row["lecturer"]) for row in rows)
        return [one for one in found if answers(q, [one.id, one.name, one.email])][:MOST]

    def save_lecturer(self, lecturer: Lecturer) -> None:
        row = record("lecturers", lecturer.id, "lecturer", lecturer=to_plain(lecturer))
        self._dynamo.put(row)

    def work(self, work_id: str) -> Work | None:
        row = self._dynamo.get(f"work#{work_id}", "work")
        return from_plain(Work, row["work"]) if row else None

    def works(self, isn: str = "", title: str = "") -> list[Work]:
        """Works under that ISBN or ISSN and whose title has all these words, at most 50."""
        number = normal(isn) or normal(title)
        if number:
            keys = [row["sk"] for row in self._dynamo.all(f"isn#{number}")]
            title = "" if normal(title) else title
        else:
            keys = self._titled(title)
        found = (self.work(key) for key in keys[:MOST])
        return [one for one in found if one and answers(title, [one.title, one.authors])]

    def _titled(self, title: str) -> list[str]:
        """Ids by the longest word of the title, which is likely to be the rarest."""
        spoken = sorted(wanted(title), key=len)
        if not spoken:
            return []
        page = self._dynamo.query(f"titled#{spoken[-1]}", limit=CAP)
        return [row["sk"] for row in page.rows]

    def save_work(self, work: Work) -> None:
        """Write the work, and file it under its numbers and the words of its title."""
        places = [f"isn#{number}" for number in (work.isbn, work.issn) if number]
        places += [f"titled#{word}" for word in sorted(words(work.title))[:40]]
        writes: list[Write] = [Put(record(f"work#{work.id}", "work", "work", work=to_plain(work)))]
        writes += [Put(record(place, work.id, "work-place")) for place in places]
        self._dynamo.transact(writes)


def record(pk: str, sk: str, what: str, **held: Any) -> Row:
    return {"pk": pk, "sk": sk, "what": what, "v": 1, **held}


def answers(q: str, texts: Sequence[str]) -> bool:
    """Every word of the question begins a word of these texts."""
    return matches(words(" ".join(texts)), wanted(q))
