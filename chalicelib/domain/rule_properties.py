"""What a rule can ask: one line a property, from which forms, docs and checks are drawn.

A property answers None where the desk does not know. A request may serve several courses: then a
property of its courses answers all of them, and *is* holds where one of them is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chalicelib.domain import reasons, remarks
from chalicelib.domain.extent import Measure
from chalicelib.domain.licence import (
    COVERAGES,
    HOLDINGS,
    OWNERSHIPS,
    SOURCES,
    Answer,
    Holdings,
)
from chalicelib.domain.packs import Verdict
from chalicelib.domain.permissions import Allowed
from chalicelib.domain.request import Kind, Purpose, Request
from chalicelib.domain.works import Portion, WorkKind

Choices = tuple[tuple[str, str], ...]
Value = str | bool | int | float | Fraction | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What rules look at. `others` are the other requests that comparisons may count.

    `settled`: nothing more comes by itself. Until then an unknown is only *not yet* known, and
    whatever depends on it waits.
    """

    request: Request
    measure: Measure
    today: date
    settled: bool = True
    others: tuple[Request, ...] = ()


class Type(StrEnum):
    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes-no"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Property:
    """One line: its name, what a person reads, its type, how it is read, what may be chosen."""

    name: str
    label: str
    type: Type
    read: Callable[[Facts], Value]
    choices: Choices = ()


#: How far a share that is shown may be from the exact one.
ROUNDED = Fraction(1, 20)


def is_placed(request: Request) -> bool:
    """It is known for whom the sum is: a run of a course, or one person."""
    return bool(request.runs) or request.is_for_patron


def verdict(facts: Facts) -> Value:
    """*Cannot tell* is an answer once nothing more comes by itself; before, there is none yet."""
    if facts.measure.verdict == "cannot tell" or not is_placed(facts.request):
        return "cannot-tell" if facts.settled else None
    return facts.measure.verdict


def percent(facts: Facts) -> Value:
    """Copies are counted for a run: without one there is no sum. Exact where pages are."""
    shown = facts.measure
    if not is_placed(facts.request) or shown.percent is None:
        return None
    exact = Fraction(100 * shown.pages, shown.total) if shown.pages and shown.total else None
    near = exact is not None and abs(exact - Fraction(str(shown.percent))) <= ROUNDED
    return exact if near else shown.percent


def needed_in(facts: Facts) -> Value:
    day = facts.request.needed_by
    return (day - facts.today).days if day else None


def total(facts: Facts) -> Value:
    return facts.request.work.pages if facts.request.work else None


def year(facts: Facts) -> Value:
    work = facts.request.work
    text = work.year.strip()[:4] if work else ""
    return int(text) if text.isdecimal() and len(text) == 4 else None


def of_work(name: str) -> Callable[[Facts], Value]:
    """A text of the title record; empty is not known."""
    return lambda facts: str(getattr(facts.request.work, name, "") or "") or None


def of_courses(name: str) -> Callable[[Facts], Value]:
    return lambda facts: tuple(filter(None, (getattr(one, name) for one in facts.request.runs)))


def students(facts: Facts) -> Value:
    """Of the largest run; not known where any run's number is not."""
    known = [one.run.students for one in facts.request.runs]
    return max(known) if known and all(known) else None


def remarked(facts: Facts) -> Value:
    """All remarks there are; that there is none is known too."""
    return facts.request.remarks or ("none",)


def portion(facts: Facts) -> Value:
    one = facts.request.extract
    return one.portion.value or ("pages" if one.page_count else None)


def answer(name: str, unknown: str = "") -> Callable[[Facts], Value]:
    """What was found out about the licence, while it holds."""

    def read(facts: Facts) -> Value:
        one: Answer | None = getattr(facts.request.answers, name)
        holds = one is not None and one.value != unknown and not one.is_past(facts.today)
        return one.value if one is not None and holds else None

    return read


def allowed(use: str) -> Callable[[Facts], Value]:
    """What CLA's service said of one use, while it holds."""

    def read(facts: Facts) -> Value:
        said = facts.request.answers.permissions
        if said is None or not said.found or said.valid_until < facts.today:
            return None
        value = said.uses[use].allowed
        return None if value is Allowed.UNKNOWN else value.value

    return read


def electronic(facts: Facts) -> Value:
    """Whether the library has it electronically; a look-up that failed tells nothing."""
    held = answer("holdings", Holdings.FAILED)(facts)
    return None if held is None else held in (Holdings.ELECTRONIC, Holdings.BOTH)


def basis(facts: Facts) -> Value:
    return facts.request.licence.basis if facts.request.licence else None


def labelled(kind: type[StrEnum]) -> Choices:
    return tuple((one.value, one.value.replace("-", " ").capitalize()) for one in kind if one.value)


VERDICTS = (("within", "Within"), ("over", "Over"), ("cannot-tell", "Cannot tell"))
PORTIONS = (("pages", "Pages"), *labelled(Portion))
#: The property whose choices are the deployment's own, by its packs.
BASIS = "basis"
REMARKS = (*remarks.WORDS.items(), ("none", "Nothing"))
OVER_GETS = labelled(Verdict)
ALLOWED = (("allowed", "Allowed"), ("not-allowed", "Not allowed"))
C, T, N, Y = Type.CHOICE, Type.TEXT, Type.NUMBER, Type.YES_NO

EVALUATIONS = (
    #        name               what a person reads                  type  how it is read     choices
    Property("verdict",         "Verdict of the extent meter",       C, verdict,              VERDICTS),
    Property("percent",         "Per cent of the work",              N, percent),
    Property("pack",            "Policy pack that applies",          T, lambda facts: facts.measure.pack or None),
    Property("over-gets",       "What its pack has for what is over", C, lambda facts: facts.measure.then or None, OVER_GETS),
    Property("pages",           "Pages asked for",                   N, lambda facts: facts.request.extract.page_count),
    Property("total-pages",     "Pages of the whole work",           N, total),
    Property("portion",         "What the extract is",               C, portion,              PORTIONS),
    Property("images",          "Images are asked for",              Y, lambda facts: facts.request.extract.images),
    Property("article-title",   "Title of a chapter or article is there", Y, lambda facts: bool(facts.request.extract.title)),
    Property("work-kind",       "Kind of work",                      C, of_work("kind"),      labelled(WorkKind)),
    Property("publisher",       "Publisher",                         T, of_work("publisher")),
    Property("country",         "Country of publication",            T, of_work("country")),
    Property("year",            "Year of the work",                  N, year),
    Property("isn",             "ISBN or ISSN is there",             Y, lambda facts: bool(of_work("isbn")(facts) or of_work("issn")(facts)) if facts.request.work else None),
    Property("request-kind",    "Kind of request",                   C, lambda facts: facts.request.kind.value, labelled(Kind)),
    Property("purpose",         "For whom the copy is",              C, lambda facts: facts.request.purpose.value, tuple((one.value, one.label) for one in Purpose)),
    Property("remarks",         "Remarked by the desk",              C, remarked,             REMARKS),
    Property("list",            "Reading-list system",               T, lambda facts: facts.request.rlms),
    Property("requester",       "Requester (their id on the list)",  T, lambda facts: facts.request.requester.user or None),
    Property("course",          "Course",                            T, of_courses("code")),
    Property("department",      "Department",                        T, of_courses("department")),
    Property("students",        "Students of the largest course",    N, students),
    Property("needed-in",       "Days until it is needed",           N, needed_in),
    Property(BASIS,             "Basis of the copy, as recorded",    C, basis,                reasons.BASES),
    Property("coverage",        "Coverage by the licence",           C, answer("coverage", "not-known"), COVERAGES[:-1]),
    Property("photocopying",    "CLA on photocopying",               C, allowed("photocopying"), ALLOWED),
    Property("scanning",        "CLA on scanning",                   C, allowed("scanning"),  ALLOWED),
    Property("digital",         "CLA on digital copying",            C, allowed("digital"),   ALLOWED),
    Property("holdings",        "What the library holds",            C, answer("holdings", "look-up-failed"), HOLDINGS[:-1]),
    Property("electronic",      "Available electronically",          Y, electronic),
    Property("ownership",       "How the original is owned",         C, answer("ownership"),  OWNERSHIPS),
    Property("source",          "Source of the copy",                C, answer("original"),   SOURCES),
)  # fmt: skip
