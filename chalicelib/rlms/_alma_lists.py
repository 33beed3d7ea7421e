"""Alma's reading lists as a whole: the walk that keeps the index, and one item looked at closely.

Alma pages its courses, so a walk goes on at a course's place among them; a list that cannot be
read is passed over, and a page of courses that cannot be read ends the walk until next time.
"""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import Any

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.places import Batch, Place, Walk
from chalicelib.domain.telling import TryAgain
from chalicelib.rlms._adapter import clean
from chalicelib.rlms._alma_event import code
from chalicelib.rlms._alma_search import (
    MOST_CALLS,
    PAGE,
    at,
    candidate,
    citation_at,
    held,
    volumes,
)

Thing = Mapping[str, Any]
#: An id is kept as a key of a row, which has its limit.
LONGEST_ID = 300


def places(go_on: str) -> Walk:
    """Every item of every list of every course, a batch a list, from that course on."""
    start = int(go_on[:9]) if go_on.isdecimal() else 0
    while True:
        asked = {"limit": str(PAGE), "offset": str(start)}
        reply = yield Call("GET", at("courses"), query=asked)
        # An index without what is missing here would be taken for the whole.
        if reply is None or not reply.ok or not isinstance(held(reply), Mapping):
            raise TryAgain("Alma did not show its courses.")
        page = listed(reply, "course")
        for course in page:
            shelf = ("courses", clean(course.get("id"), LONGEST_ID), "reading-lists")
            for brief in listed((yield Call("GET", at(*shelf))), "reading_list"):
                path = at(*shelf, clean(brief.get("id"), LONGEST_ID))
                whole = yield Call("GET", path, query={"view": "full"})
                yield Batch(tuple(items(course, brief, listed(whole, "citations"))), str(start))
            start += 1
        if len(page) < PAGE:
            return


def listed(reply: Reply | None, name: str) -> list[Thing]:
    """The things under that name in an answer; none where it has another shape."""
    whole = held(reply) if reply and reply.ok else None
    found = whole.get(name) if isinstance(whole, Mapping) else None
    found = found.get("citation") if isinstance(found, Mapping) and "citation" in found else found
    found = found if isinstance(found, list) else [found]
    return [one for one in found if isinstance(one, Mapping) and one]


def items(course: Thing, brief: Thing, whole: Sequence[Thing]) -> Iterator[Place]:
    """What stands on a list, each with the ids by which it is found again."""
    people = course.get("instructor")
    known = [one for one in people if isinstance(one, Mapping)] if isinstance(people, list) else []
    teachers = tuple(filter(None, (clean(one.get("primary_id"), LONGEST_ID) for one in known)))
    for one in whole:
        metadata = one.get("metadata")
        about = metadata if isinstance(metadata, Mapping) else {}
        told = candidate(course, brief, {**one, "metadata": about})
        if told["id"]:
            record = clean(about.get("mms_id"), LONGEST_ID)
            yield Place(**told, record=record, teachers=teachers)


def examine(citation: str, known: Sequence[Place], rights: Mapping[str, Sequence[str]]) -> Talk:
    """What Alma says of one item: whether a list has it, its volumes, its file, its rights.

    `rights` are the beginnings of codes or words that stand for a copyright status.
    """
    stands = known[0] if known else (yield from searched(citation))
    if stands is None or not stands.theirs:
        return {"listed": False} if stands else {}
    reply = yield Call("GET", citation_at(stands.theirs))
    if not reply.ok:
        return {"listed": False}
    one = reply.json
    said = (one.get("copyrights_status"), one.get("license_type"))
    record = clean((one.get("metadata") or {}).get("mms_id"))
    return {
        "listed": True,
        "course": bool(stands.theirs.get("course_id")),
        "items": (yield from volumes(record)) if record else 0,
        "file": bool(clean(one.get("file_link"))),
        "rights": next((name for name, begins in rights.items() if is_one(said, begins)), ""),
    }


def searched(citation: str) -> Generator[Call, Reply, Place | None]:
    """The item by its own number, for which Alma has no call: the lists are walked for it."""
    walk, reply = places(""), None
    for _ in range(2 * MOST_CALLS):
        try:
            step = walk.send(reply)
        except StopIteration:
            return Place(citation)
        if isinstance(step, Call):
            reply = yield step
            continue
        reply = None
        if found := next((one for one in step.places if one.id == citation), None):
            return found
    return None


def is_one(said: Sequence[object], begins: Sequence[str]) -> bool:
    """Whether a code or its words begin so; only letters count, and not their case."""
    words = [one.get("desc") for one in said if isinstance(one, Mapping)]
    told = [letters(clean(one)) for one in words] + [letters(code(one)) for one in said]
    return any(one.startswith(tuple(filter(None, map(letters, begins)))) for one in told)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
