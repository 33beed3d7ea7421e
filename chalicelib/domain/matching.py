"""Which title record is the one asked for, and by what it was known; or why none was taken.

In the order in which they can be trusted: the DOI of the work or of a text that was asked for
before, the ISBN, the ISSN with an article that was taken from the journal before, the ISSN alone,
title and author. Two records that fit equally well are left to staff, and so is another edition.
"""

import hashlib
import re
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.facts import How, Match
from chalicelib.domain.identifiers import Isn, isns
from chalicelib.domain.people import Person
from chalicelib.domain.request import Request
from chalicelib.domain.search import words
from chalicelib.domain.works import Extract, Work, plain_number

#: Words of a name that tell no author from another.
TITLES = frozenset({"dr", "prof", "professor", "ed", "eds", "sir", "et", "al", "and", "von", "de"})
#: What stands between the names of several authors; a comma stands within one as well.
BETWEEN = re.compile(r"[;&/]|\b(?:and|with|und|et)\b", re.IGNORECASE)
SAID = 80


@dataclass(frozen=True, slots=True)
class Sought:
    """What was said of a text and of the work that it is in."""

    isns: tuple[Isn, ...] = ()
    doi: str = ""
    title: str = ""
    author: str = ""
    article: str = ""
    volume: str = ""
    issue: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One question to the library's records: by a number, a title, or an earlier request's text."""

    how: How
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A record; where an earlier request led to it, that request and what it took."""

    work: Work
    like: str = ""
    extract: Extract | None = None


#: A conversation: yields questions, is sent what was found, ends with a match and its record.
Known = tuple[Match, Found | None]
Matching = Generator[Look, Sequence[Found], Known]


def sought(isn: str, title: str, author: str, extract: Extract) -> Sought:
    """What to look for; a field may hold several numbers, and things that are none."""
    return Sought(isns(isn), extract.doi, title, author or extract.authors, extract.title,
                  extract.volume, extract.issue)  # fmt: skip


def matched(one: Sought) -> Matching:
    """The record that was meant, known by the surest sign there is."""
    if one.doi and (found := (yield Look(How.DOI, one.doi))):
        return settled(How.DOI, f"DOI {one.doi}", found, one.title)
    for number in one.isns:
        if number.kind == "issn" and one.article:
            look = Look(How.ARTICLE, number.normal, one.article)
            if before := (yield look):
                sign = f"ISSN {number} and the article “{short(one.article)}”"
                return settled(How.ARTICLE, sign, before, one.title)
        how = How.ISBN if number.kind == "isbn" else How.ISSN
        if found := (yield Look(how, number.normal)):
            return settled(how, f"{how.upper()} {number}", of_issue(one, found), one.title)
    return (yield from by_title(one))


def of_issue(one: Sought, found: Sequence[Found]) -> Sequence[Found]:
    """Of a journal's records that of the very issue, else those of the journal as a whole."""

    def said(volume: str, issue: str) -> tuple[str, str]:
        return plain_number(volume), plain_number(issue)

    wanted = said(one.volume, one.issue)
    right = [each for each in found if said(each.work.volume, each.work.issue) == wanted]
    whole = [each for each in found if not (each.work.volume or each.work.issue)]
    return right or whole or found


def by_title(one: Sought) -> Matching:
    """By the title, where an author agrees and no number contradicts."""
    number = ", ".join(map(str, one.isns))
    unknown = f"No title record has {number}. " if number else ""
    if not one.title:
        return nothing(unknown or "Neither a number nor a title of the work was sent."), None
    same = [found for found in (yield Look(How.TITLE, title=one.title))
            if same_title(found.work, one.title)]  # fmt: skip
    if not same:
        return nothing(f"{unknown}No title record is called “{short(one.title)}”."), None
    ids = tuple(found.work.id for found in same)
    if number:
        words = f"{unknown}“{short(one.title)}” stands under another number: is it that edition?"
        return nothing(words, ids), None
    near = [found for found in same if share_a_name(found.work.authors, one.author)]
    if near:
        return settled(How.TITLE, f"the title “{short(one.title)}” and its author", near, "")
    why = "and its author is another" if one.author else "and nobody said its author"
    return nothing(f"A title record is called “{short(one.title)}”, {why}.", ids), None


def settled(how: How, sign: str, found: Sequence[Found], title: str) -> Known:
    """The one that fits; of several the one whose title fits too, else staff choose."""
    if len(found) > 1 and title:
        near = [one for one in found if same_title(one.work, title)] or found
        found = [one for one in near if words(one.work.title) == words(title)] or near
    if len({one.work.id for one in found}) > 1:
        ids = tuple(one.work.id for one in found)
        return nothing(f"{len(ids)} title records have {sign}: choose one.", ids), None
    one = found[0]
    like = f"; request {one.like} took the same text" if one.like else ""
    return Match(how, f"Matched by {sign}{like}.", one.work.id, like=one.like), one


def nothing(words: str, others: tuple[str, ...] = ()) -> Match:
    return Match(How.NONE, words, others=others)


def by_staff(work: Work, by: Person) -> Match:
    return Match(How.STAFF, f"{by.name} chose it.", work.id)


def identified(request: Request, known: Known | None) -> Request:
    """The request with its title record and the reason for it; what staff chose stays.

    What was only guessed from a title gives way to what a number says, be it that nothing fits.
    """
    if known is None or (request.work and not is_guess(request)):
        return request
    match, found = known
    if found is None:
        return replace(request, matched=match, work=None)
    extract = filled(request.extract, found.extract)
    return replace(request, work=found.work, matched=match, extract=extract)


def is_guess(request: Request) -> bool:
    """Its title record was taken by the look of title and author alone."""
    return request.matched is not None and request.matched.how is How.TITLE


def filled(extract: Extract, before: Extract | None) -> Extract:
    """The extract, with what an earlier request for the same text knew where nothing was said."""
    if before is None:
        return extract
    whole = extract
    if not whole.pages and before.pages:
        whole = replace(
            whole, pages=before.pages, page_count=before.page_count, blanks=before.blanks
        )
    return replace(
        whole,
        volume=whole.volume or before.volume, issue=whole.issue or before.issue,
        authors=whole.authors or before.authors, doi=whole.doi or before.doi,
        portion=whole.portion or before.portion, title=whole.title or before.title,
        chapter=whole.chapter or before.chapter,
    )  # fmt: skip


def same_title(work: Work, title: str) -> bool:
    """The titles have the same words; a subtitle may be missing on one side."""
    theirs, ours = words(title), words(work.title)
    heads = words(title.partition(":")[0]), words(work.title.partition(":")[0])
    return bool(theirs) and (theirs == ours or theirs == heads[1] or heads[0] == ours)


def named_by_content(work: Work) -> str:
    """The id of a new record: a digest of what tells works apart, so that a repeat is one.

    That is a number beside the title, and where there is none the first author, if one is said.
    """
    number = work.isbn or work.issn or work.doi
    same = [number, work.title.casefold(), work.edition]
    same += [] if number else [f"by {' '.join(one)}" for one in [first_author(work.authors)] if one]
    same += [one for one in (work.volume, work.issue) if one]
    return hashlib.sha256("|".join(same).encode()).hexdigest()[:16]


def first_author(authors: str) -> tuple[str, ...]:
    """The words of the first name: "Doe, Jane; Roe, R." says the same as "Prof. Jane Doe"."""
    first = next(filter(str.strip, BETWEEN.split(authors)), "")
    return tuple(sorted((words(first) - TITLES) or words(first)))


def by_another(work: Work, author: str) -> bool:
    """Authors are said on both sides, and none of them is the same."""
    ours, theirs = ([name for one in BETWEEN.split(said) if (name := words(one) - TITLES)]
                    for said in (work.authors, author))  # fmt: skip
    return bool(ours and theirs) and not any(
        is_within(one, other) or is_within(other, one) for one in ours for other in theirs
    )


def is_within(one: frozenset[str], other: frozenset[str]) -> bool:
    """Every word of a name is in another, where a letter stands for what begins with it."""
    return all(any(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for b in other) for a in one)


def share_a_name(one: str, other: str) -> bool:
    """A word of a name, of three letters at least, is in both."""
    return bool(set(names(one)) & set(names(other)))


def names(text: str) -> Iterable[str]:
    return (word for word in words(text) if len(word) > 2 and word not in TITLES)


def short(text: str) -> str:
    return text if len(text) <= SAID else f"{text[: SAID - 1].rstrip()}…"
