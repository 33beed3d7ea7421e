"""The contract of an outside catalogue: a question in, a talk of calls, title records out.

A catalogue is one file here that ends in `CATALOGUE = ...`, and a line in FILES. It asks nothing by
itself, keeps nothing, and answers what `POST /api/works` would take, so that staff add what they
choose. What it answers is somebody else's: of another shape, far too long or not there at all, it
is said in words, and the others are asked all the same.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any, Protocol

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.identifiers import Isn, doi, isns
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain

#: The files there are, by the name under which the setting CATALOGUES switches one on.
FILES = {"alma-sru": "alma_sru", "crossref": "crossref", "open-library": "open_library"}
#: Records of one catalogue that staff choose from, and bytes that are read of its answer.
MOST, LONGEST = 5, 1_000_000
#: The last catalogue is begun within these seconds and takes ten; the gateway waits for 29.
SECONDS = 15.0
YEAR = re.compile(r"\b(1[4-9]|20)\d\d\b")

#: A title record in the names of record_forms.WorkSaid, with `extract` where a part was found.
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What to look for: a number first of all, else a title with its author."""

    isn: Isn | None = None
    doi: str = ""
    title: str = ""
    author: str = ""


class Catalogue(Protocol):
    """One outside catalogue. `name` is also the name of its address in HOSTS."""

    @property
    def name(self) -> str: ...

    @property
    def label(self) -> str: ...

    def ask(self, question: Question) -> Talk:
        """A talk that ends in {"works": [records]}; without a call where it has no such search."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one catalogue said; where it failed `ok` is false and `words` say why."""

    name: str
    label: str
    ok: bool
    words: str
    works: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """A catalogue as the caller of systems knows one: nothing is signed."""

    catalogue: Catalogue

    @property
    def label(self) -> str:
        return self.catalogue.label

    def prepared(self, call: Call, secret: Callable[[str], str], now: datetime) -> Call:
        return call


def known(names: Iterable[str]) -> dict[str, Catalogue]:
    """The catalogues of these names; ValueError names one that there is not."""
    asked = list(dict.fromkeys(names))
    if unknown := sorted(set(asked) - set(FILES)):
        there = ", ".join(FILES)
        raise ValueError(f"There is no catalogue {', '.join(unknown)}; there are {there}.")
    return {one: import_module(f"chalicelib.library.{FILES[one]}").CATALOGUE for one in asked}


def question(number: str, title: str, author: str) -> Question:
    """The question in what somebody typed."""
    named = doi(number)
    found = () if named else isns(number)
    return Question(found[0] if found else None, named or "", title.strip(), author.strip())


def answered(one: Catalogue, asked: Question, call: Callable[[str, Call], Reply]) -> Answer:
    """One catalogue asked; whatever it answers, this is an answer of ours."""
    try:
        facts = carried_out(one.ask(asked), lambda each: call(one.name, each), judge)
        found = tuple(tidy(work) for work in facts.get("works", ())[:MOST])
    except DeliveryError as trouble:
        return Answer(one.name, one.label, False, f"{one.label}: {trouble.why}")
    works = tuple(work for work in found if work.get("title"))
    many = "nothing" if not works else "1 title" if len(works) == 1 else f"{len(works)} titles"
    return Answer(one.name, one.label, True, f"{one.label} has {many}.", works)


def all_asked(
    there: Iterable[Catalogue],
    asked: Question,
    call: Callable[[str, Call], Reply],
    clock: Callable[[], float] = time.monotonic,
) -> list[Answer]:
    """Each in its turn; whoever waits at the button is answered before the gateway gives up."""
    ends, answers = clock() + SECONDS, []
    for one in there:
        if clock() >= ends:
            words = f"{one.label} was not asked any more: the others took too long."
            answers.append(Answer(one.name, one.label, False, words))
        else:
            answers.append(answered(one, asked, call))
    return answers


def judge(call: Call, reply: Reply) -> DeliveryError | None:
    """An answer is read where there is one; not found is an answer too."""
    if len(reply.body) > LONGEST:
        return Permanent("The answer is far too long to be one about a title.")
    if reply.ok or reply.status == 404:
        return None
    if reply.status in (408, 425, 429) or reply.status >= 500:
        return TryAgain(f"It does not answer at present ({reply.status}). Try again later.")
    return Permanent(f"It refused the question ({reply.status}).")


def tidy(record: Record) -> Record:
    """Text as text and no longer than a form takes it; what is of another kind is left out."""
    shaped: dict[str, Any] = {}
    for name, value in record.items():
        if name == "extract" and isinstance(value, Mapping):
            shaped[name] = tidy(value)
        elif name == "others":
            shaped[name] = list(dict.fromkeys(map(text, value)))[:10]
        elif name == "pages" and isinstance(value, int) and not isinstance(value, bool):
            shaped |= {"pages": value} if 0 < value <= 100_000 else {}
        elif plain := text(value):
            shaped[name] = plain
    return shaped


def text(value: object, longest: int = 300) -> str:
    """What they sent as text that can be stored and shown."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    plain = str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join("".join(one if one.isprintable() else " " for one in plain).split())[:longest]


def first(value: object) -> str:
    """The first of a list, or the thing itself."""
    return text(value[0] if isinstance(value, list) and value else value)


def year(value: object) -> str:
    found = YEAR.search(text(value))
    return found.group() if found else ""
