"""What the desk recognises in a request: the title record that is meant, and the same text again.

The rules are the domain's (matching.py, sameness.py); this asks the records what they need.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from chalicelib.domain import matching, sameness
from chalicelib.domain.facts import How
from chalicelib.domain.kept import Records, Requests
from chalicelib.domain.matching import Found, Known, Look, Sought
from chalicelib.domain.request import Change, Request


def known(records: Records, table: Requests, sought: Sought) -> Known:
    """The match for what was said, with its reason, and the record where there is one."""
    talk = matching.matched(sought)
    try:
        look = next(talk)
        while True:
            look = talk.send(found(records, table, look))
    except StopIteration as end:
        settled: Known = end.value
        return settled


def answered(
    records: Records, table: Requests, request: Request, said: Mapping[str, Any]
) -> Known | None:
    """The match by what their system answered, where it said more of a work than was known."""
    work = said.get("work") or {}
    number, title = said.get("isn", ""), work.get("title", "")
    surer = bool(number) and matching.is_guess(request)
    if (request.work and not surer) or not (number or title):
        return None
    sought = matching.sought(number, title, work.get("authors", ""), request.extract)
    return known(records, table, sought)


def found(records: Records, table: Requests, look: Look) -> Sequence[Found]:
    """What the records answer to one question."""
    match look.how:
        case How.DOI:
            works = records.works(doi=look.number)
            return [Found(one) for one in works] or before(records, table, look)
        case How.ARTICLE:
            return before(records, table, look)
        case How.TITLE:
            head = look.title.partition(":")[0]
            works = records.works(title=look.title) or records.works(title=head)
        case _:
            works = records.works(isn=look.number)
            # A record that has the number as its own goes before one that names another edition.
            works = [one for one in works if look.number in (one.isbn, one.issn)] or works
            if look.how is How.ISSN:
                works = [one for one in works if one.is_journal] or works
    return [Found(one) for one in works]


def before(records: Records, table: Requests, look: Look) -> Sequence[Found]:
    """The record of an earlier request for the same text, as it stands now."""
    earlier = table.took(look.number, look.title)
    if earlier is None or earlier.work is None:
        return []
    work = records.work(earlier.work.id) or earlier.work
    return [Found(work, earlier.id, earlier.extract)]


def alike(records: Records, table: Requests, request: Request) -> tuple[Request, ...]:
    """Other requests for the same text of the same work, in any edition, for whatever run."""
    work, extract = request.work, request.extract
    names = records.counted(work, extract) if work else sameness.names(request)
    same = table.alike(names, extract) if names else []
    return tuple(one for one in same if one.id != request.id and one.kind is request.kind)


def flagged(records: Records, table: Requests, before: Request | None, change: Change) -> Change:
    """The change, which says so where another request is for the same text and run."""
    after = change.request
    if not after.is_open or (before and sameness.basis(before) == sameness.basis(after)):
        return change
    return sameness.flagged(change, sameness.twins(after, alike(records, table, after)))
