"""When two requests are for the same text: of one work, or of an issue, and of the same pages.

Pages decide where both sides have them; else a DOI, else the title. A request is filed under a
mark for each, so that the others are found without reading through them.
"""

import hashlib
from dataclasses import replace

from chalicelib.domain import remarks
from chalicelib.domain.course_effects import key
from chalicelib.domain.identifiers import isns
from chalicelib.domain.pages import NotPages, PageRange, Pages
from chalicelib.domain.request import Change, Kind, Request, State
from chalicelib.domain.search import words
from chalicelib.domain.works import Extract, counted_as

#: Requests that staff are shown for one text; more say nothing more.
MOST = 20
#: Of these nothing is left to be the same as, and no scan to be used again.
GONE = frozenset({State.REJECTED, State.DELETED})


def marks(extract: Extract) -> tuple[str, ...]:
    """What a text is filed under within its work: its pages, DOI, title, chapter."""
    said = words(extract.title)
    title = digest(" ".join(sorted(said))) if said else ""
    every = {"p": digest(pages_of(extract)), "d": digest(extract.doi), "t": title,
             "c": digest(extract.chapter)}  # fmt: skip
    return tuple(f"{kind}/{value}" for kind, value in every.items() if value)


def same_text(one: Extract, other: Extract) -> bool:
    """The same part of a work that is known to be the same."""
    pages = pages_of(one), pages_of(other)
    if all(pages):
        return pages[0] == pages[1]
    if one.doi and other.doi:
        return one.doi == other.doi
    said = words(one.title), words(other.title)
    if one.chapter and other.chapter and not all(said):
        return one.chapter == other.chapter
    return bool(said[0]) and said[0] == said[1]


def pages_of(extract: Extract) -> str:
    """The pages so that `5-8, 1-4` and `1-8` are one; empty where they cannot be read."""
    try:
        read = Pages.read(extract.pages)
    except NotPages:
        return ""
    runs: list[PageRange] = []
    for one in sorted(read.ranges, key=lambda one: (not one.roman, one.first)):
        last = runs[-1] if runs else None
        if last and last.roman is one.roman and one.first <= last.last + 1:
            runs[-1] = replace(last, last=max(last.last, one.last))
        else:
            runs.append(one)
    return ", ".join([*map(str, runs), *sorted(read.parts)])


def names(request: Request) -> tuple[str, ...]:
    """What a request's work is filed under: as it is counted, or as it was asked for."""
    if request.work:
        return (counted_as(request.work, request.extract),)
    numbers = isns(" ".join(request.sought))
    issue = f"{request.extract.volume}/{request.extract.issue}"
    if numbers:
        return (f"isn/{numbers[0].normal}/{issue}",)
    said = " ".join(sorted(words(" ".join(request.sought))))
    return (f"sought/{digest(said)}/{issue}",) if said else ()


def is_filed(request: Request | None) -> bool:
    """Whether others may be the same as this one, or use its scan."""
    if request is None or request.kind is Kind.ACCESSIBLE_COPY:
        return False
    return request.state not in GONE


def same_run(one: Request, other: Request) -> bool:
    """For one run; before the courses are matched, for one course as it was asked for."""
    ours, theirs = ({key(run) for run in each.runs} for each in (one, other))
    if ours and theirs:
        return bool(ours & theirs)
    codes = [
        {each.course_asked.strip().upper(), *(run.code.upper() for run in each.runs)} - {""}
        for each in (one, other)
    ]
    return bool(codes[0] & codes[1])


def twins(request: Request, alike: tuple[Request, ...]) -> tuple[Request, ...]:
    """Of requests for the same text those that stand and are for the same run."""
    return tuple(
        one
        for one in alike
        if not (one.is_ended or one.state is State.CANCELLED) and same_run(request, one)
    )


def flagged(change: Change, found: tuple[Request, ...]) -> Change:
    """The change, with a remark on the request that names its twins, or without one."""
    request = change.request
    ids = tuple(sorted(one.id for one in found))
    if ids == request.twins:
        return change
    others = tuple(one for one in request.remarks if one != remarks.SAME_TEXT)
    flags = remarks.added(others, remarks.SAME_TEXT) if ids else others
    new = [one for one in ids if one not in request.twins]
    said = {"the same text for the same run is asked for by": ", ".join(new)} if new else {}
    return replace(
        change,
        request=replace(request, twins=ids, remarks=flags),
        event=replace(change.event, said={**change.event.said, **said}),
    )


def basis(request: Request) -> object:
    """What decides whether another request is for the same."""
    return (names(request), marks(request.extract), request.runs, request.course_asked)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24] if text else ""
