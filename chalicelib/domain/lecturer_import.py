"""Lecturers out of a table: the library's records of who teaches, and nobody's logins.

A lecturer is known by the id of the row or, where it has none, by the e-mail address, which is
then the id of a new one. A column that is not there, or an empty cell, leaves what stands.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from chalicelib.domain import uploads
from chalicelib.domain.course_import import EMAIL
from chalicelib.domain.courses import Lecturer
from chalicelib.domain.uploads import RowRefused, Saved, Upload, brief

COLUMNS = ("LecturerId", "Name", "Email", "Status")
ALSO = {
    "id": "LecturerId", "lecturer": "Name", "lecturername": "Name", "emailaddress": "Email",
    "lectureremail": "Email", "mail": "Email",
}  # fmt: skip
HEADINGS = {name.lower(): name for name in COLUMNS} | ALSO
STATUSES = ("active", "retired")

Cells = Mapping[str, str]


def parse(sent: bytes, known: Iterable[Lecturer]) -> Upload[Lecturer]:
    """What this file would do to the lecturers there are; NotUnderstood where it is no table."""
    table = uploads.table(sent, HEADINGS, ("Name",))
    by_id = {one.id: one for one in known}
    by_email = {one.email.casefold(): one for one in by_id.values() if one.email}
    named = [meant(cells, by_email) for _, cells in table.rows]
    twice = {one for one, times in Counter(named).items() if times > 1}

    def one(cells: Cells) -> Saved[Lecturer]:
        lecturer_id = meant(cells, by_email)
        if lecturer_id and lecturer_id in twice:
            raise RowRefused("LecturerId", "This lecturer stands in the file more than once.")
        return row(cells, lecturer_id, by_id.get(lecturer_id))

    return uploads.read(table, one)


def meant(cells: Cells, by_email: Mapping[str, Lecturer]) -> str:
    """The id of the lecturer whom a row speaks of."""
    own, email = cells.get("LecturerId", ""), cells.get("Email", "").casefold()
    found = by_email.get(email)
    return own or (found.id if found else email)


def row(cells: Cells, lecturer_id: str, before: Lecturer | None) -> Saved[Lecturer]:
    """What a row makes of the lecturer."""
    if not lecturer_id:
        raise RowRefused("Email", "Every row needs an id or an e-mail address.")
    if len(lecturer_id) > 100 or not lecturer_id.isprintable():
        raise RowRefused("LecturerId", "An id has at most 100 characters that can be seen.")
    email = brief(cells, "Email", 200)
    if email and not EMAIL.fullmatch(email):
        raise RowRefused("Email", f"{email} is no e-mail address.")
    status = brief(cells, "Status", 20).lower()
    if status and status not in STATUSES:
        raise RowRefused("Status", f"A status is one of {', '.join(STATUSES)}.")
    stands = before or Lecturer(lecturer_id, "")
    name = brief(cells, "Name", 200) or stands.name
    if not name:
        raise RowRefused("Name", "A new lecturer needs a name.")
    retired = status == "retired" if status else stands.retired
    after = replace(stands, name=name, email=email or stands.email, retired=retired)
    return Saved(before, after)


def write(lecturers: Iterable[Lecturer]) -> str:
    """The lecturers as a file to fill in and send back."""
    return uploads.written(COLUMNS, map(cells_of, lecturers))


def cells_of(one: Lecturer) -> list[str]:
    return [one.id, one.name, one.email, STATUSES[one.retired].capitalize()]


def differences(saved: Saved[Lecturer]) -> list[str]:
    """What a row changes of a lecturer, as it was and as it becomes."""
    before = saved.before or Lecturer(saved.after.id, "")
    return uploads.differences(COLUMNS, cells_of(before), cells_of(saved.after))
