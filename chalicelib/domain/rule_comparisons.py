"""What a rule can compare a request with: one line a comparison, one line a filter.

A filter says which of the others count; None where it cannot tell.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chalicelib.domain.request import Request
from chalicelib.domain.rule_properties import Choices, N, Type, Value, Y
from chalicelib.domain.works import Portion, counted_as


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is made of this request and of the others that the filters leave."""

    name: str
    label: str
    type: Type
    read: Callable[[Request, Sequence[Request]], Value]
    choices: Choices = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Whether another request is compared with; None where that cannot be told."""

    name: str
    label: str
    keeps: Callable[[Request, Request], bool | None]
    type: Type = Type.NONE
    choices: Choices = ()


def counted(request: Request) -> str:
    """The name under which its copies are counted; nothing where no title is matched."""
    return counted_as(request.work, request.extract) if request.work else ""


def alike(reading: Callable[[Request], object]) -> Callable[[Request, Request], bool | None]:
    """The others of which the same is known as of this one."""
    return lambda one, other: reading(other) == reading(one) if reading(one) else None


def shared(reading: Callable[[Request], set[str]]) -> Callable[[Request, Request], bool | None]:
    return lambda one, other: bool(reading(one) & reading(other)) if reading(one) else None


def courses(request: Request) -> set[str]:
    return {one.code for one in request.runs}


def runs(request: Request) -> set[str]:
    return {f"{one.code}#{one.run.year}" for one in request.runs}


def articles(one: Request, others: Sequence[Request]) -> Value:
    """Of this issue, with this one; an extract is an article where it is not said otherwise."""
    here = counted(one)
    kinds = (Portion.ARTICLE, Portion.PAGES)
    same = [other for other in others if counted(other) == here and other.extract.portion in kinds]
    is_issue = one.work and one.work.issn and not one.work.isbn
    return len(same) + 1 if is_issue else None


def pages_together(one: Request, others: Sequence[Request]) -> Value:
    """Each request's own pages, added up with this one's; one unknown makes it unknown."""
    each = [request.extract.page_count for request in (one, *others)]
    return sum(count or 0 for count in each) if all(each) else None


def chapter_requested(one: Request, others: Sequence[Request]) -> Value:
    """The same chapter, or the same pages, of the same work stands among the others."""
    asked = named(one)
    if not asked or not one.work:
        return None
    return any(counted(other) == counted(one) and asked & named(other) for other in others)


def named(request: Request) -> set[tuple[str, str]]:
    """By what a chapter is known again: its number, its title, its pages."""
    one = request.extract
    each = {"chapter": one.chapter, "title": one.title, "pages": one.pages}
    return {(name, text.strip().casefold()) for name, text in each.items() if text.strip()}


COMPARISONS = (
    Comparison("requests",          "How many other requests there are",      N, lambda one, others: len(others)),
    Comparison("articles-in-issue", "Articles of the same issue, with this",  N, articles),
    Comparison("pages-together",    "Pages asked for, with this",             N, pages_together),
    Comparison("chapter-requested", "The same chapter was requested already", Y, chapter_requested),
)  # fmt: skip

FILTERS = (
    Filter("same-course",    "In the same course",                   shared(courses)),
    Filter("same-run",       "In the same run of the same course",   shared(runs)),
    Filter("same-record",    "For the same title",                   alike(counted)),
    Filter("same-requester", "By the same requester",                alike(lambda one: one.requester.user)),
    Filter("has-course",     "Whose title is related to a course",   lambda one, other: bool(other.runs)),
    Filter("not-rejected",   "Not rejected",                         lambda one, other: other.state.value != "rejected"),
)  # fmt: skip

#: A comparison looks among the requests of a course or of a title: not one reads the whole table.
NARROWS = {"same-course": "course", "same-run": "course", "same-record": "record"}
