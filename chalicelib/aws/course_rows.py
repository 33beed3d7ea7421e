"""Courses as rows: one for the course, and one for each alias that leads to it.

A course is written whole, over the very course that was read; many are written in as few
transactions as hold them, and no course is parted by the limit of one.
"""

from collections.abc import Iterable, Iterator

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put, Write
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import to_plain
from chalicelib.domain.courses import Course, plain_code
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.uploads import Saved

#: Items of one transaction; AWS refuses more.
MOST_ITEMS = 100


def course_writes(one: Saved[Course]) -> list[Write]:
    """What writes this course with its aliases; also under a new code."""
    before, after = one.before, one.after
    old = aliases_of(before) if before else frozenset()
    new = aliases_of(after)
    moved = before is not None and before.code != after.code
    writes: list[Write] = [put_course(before, after)]
    for alias in sorted(new - old if not moved else new):
        writes.append(put_alias(alias, before, after.code, stood=alias in old))
    gone = (old | {before.code} if before else old) - new - {after.code}
    writes += [Delete("courses", code) for code in sorted(gone)]
    return writes


def put_course(before: Course | None, after: Course) -> Put:
    row = course_row(after)
    if before is None:
        return Put(row, unless_exists=True)
    if before.code == after.code:
        return Put(row, where={"course": to_plain(before)})
    if after.code in aliases_of(before):
        return Put(row, where={"what": "alias", "course": before.code})
    return Put(row, unless_exists=True)


def put_alias(alias: str, before: Course | None, code: str, stood: bool) -> Put:
    """An alias that leads to the course; where the course itself stood, it must be as it was."""
    row: Row = {"pk": "courses", "sk": alias, "what": "alias", "v": 1, "course": code}
    if before and alias == before.code:
        return Put(row, where={"course": to_plain(before)})
    if before and stood:
        return Put(row, where={"what": "alias", "course": before.code})
    return Put(row, unless_exists=True)


def course_row(course: Course) -> Row:
    return {
        "pk": "courses", "sk": course.code, "what": "course", "v": 1, "course": to_plain(course)
    }  # fmt: skip


def aliases_of(course: Course) -> frozenset[str]:
    return frozenset(map(plain_code, course.aliases)) - {course.code, ""}


def batches(saves: Iterable[Saved[Course]]) -> Iterator[list[Write]]:
    """The writes of these courses, a hundred at most together, each course whole."""
    held: list[Write] = []
    for one in saves:
        writes = course_writes(one)
        if held and len(held) + len(writes) > MOST_ITEMS:
            yield held
            held = []
        held += writes
    if held:
        yield held


def said(course: Row) -> list[str]:
    """What a course in its row is found by."""
    return [
        course["code"], course["name"], course.get("department", ""), *course.get("aliases", ())
    ]  # fmt: skip


def save_courses(dynamo: Dynamo, saves: Iterable[Saved[Course]]) -> None:
    """Write them all; ChangedMeanwhile where one is not as it was read, and then send it again."""
    for writes in batches(saves):
        try:
            dynamo.transact(writes)
        except Cancelled as stopped:
            raise ChangedMeanwhile(
                "Somebody changed a course while this was written.",
                instead="Send the same again: what was written already is not changed twice.",
            ) from stopped
