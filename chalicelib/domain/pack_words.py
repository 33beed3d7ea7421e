"""Policy packs in words: one sentence for each limit, and what each choice of a pack means."""

from collections.abc import Mapping

from chalicelib.domain.packs import (
    Blanks,
    Combine,
    Limit,
    Pack,
    Requires,
    Scope,
    Status,
    Verdict,
    Window,
)
from chalicelib.domain.works import Portion, WorkKind

MANY: Mapping[Portion, tuple[str, str]] = {
    Portion.CHAPTER: ("chapter", "chapters"),
    Portion.ARTICLE: ("article of an issue", "articles of an issue"),
    Portion.PAPER: ("paper", "papers"),
    Portion.CASE: ("report of a case", "reports of cases"),
    Portion.SCENE: ("scene", "scenes"),
    Portion.SHORT: ("short work", "short works"),
}
SCOPES: Mapping[Scope, str] = {
    Scope.COURSE: "for each course",
    Scope.COHORT: "for each cohort",
    Scope.INSTITUTION: "for the whole institution",
    Scope.INSTRUCTOR: "for each instructor",
    Scope.PERSON: "for each person",
    Scope.NONE: "not added up",
}
WINDOWS: Mapping[Window, str] = {
    Window.RUN: "over one run of the course",
    Window.ROLLING: "over any 12 months",
    Window.CALENDAR: "over a calendar year",
    Window.LICENCE: "over a licence year",
    Window.YEAR: "over a year",
    Window.TERM: "over a term",
    Window.NONE: "over no set time",
}
BLANK: Mapping[Blanks, str] = {
    Blanks.COUNTED: "blank pages count",
    Blanks.EXTRACT_ONLY: "blank pages count in the whole and not in the extract",
    Blanks.LEFT_OUT: "blank pages do not count",
}
BEYOND: Mapping[Verdict, str] = {
    Verdict.ALLOW: "what is beyond is allowed",
    Verdict.REFER: "what is beyond goes to a person",
    Verdict.REJECT: "what is beyond is rejected",
}
NEEDED: Mapping[Requires, str] = {
    Requires.OWNERSHIP: "that the library owns or subscribes to the original",
    Requires.ORDER: "the order and its price",
    Requires.REASON: "the reason",
    Requires.DECLARATION: "the reader's declaration",
    Requires.NO_LICENCE: "that no licence is available",
    Requires.NOT_ON_SALE: "that no suitable copy is on sale",
    Requires.REVIEW: "a review of the four factors",
}
STATUSES: Mapping[Status, str] = {
    Status.NONE: "The library's general notice",
    Status.CONFIRMED: "Wording confirmed",
    Status.UNCONFIRMED: "Wording to be confirmed",
}


def limit_words(limit: Limit) -> str:
    """What a line allows, and of what works: `1 short work of at most 10 pages (anthology)`."""
    said = [_portions(limit), _share(limit)]
    words = ", at most ".join(filter(None, said))
    if limit.pages:
        words += f" of at most {limit.pages} pages"
    if limit.work_pages:
        words += f" of at most {limit.work_pages} pages"
    if limit.over_work_pages:
        words += f", of a work of more than {limit.over_work_pages} pages"
    if limit.any_number_if_themed:
        words += "; any number of a themed issue that is no CCC Electronic Rights work"
    if limit.out_of_commerce:
        words += ", of a work that is not on sale"
    only = [kind_words(kind) for kind in limit.kinds]
    only += [f"{limit.format.value} originals"] if limit.format else []
    return f"{words} ({', '.join(only)})" if only else words


def standing_words(limit: Limit) -> str:
    """How much a line weighs: whose figure it is, and whether it allows anything by itself."""
    whose = "guidance" if limit.guidance else "licence or statute"
    return f"{whose}; a person decides" if limit.verdict is Verdict.REFER else whose


def pack_words(pack: Pack) -> str:
    """How a pack adds up, and what it does with what is beyond."""
    if pack.unlimited:
        return "No limit by itself."
    if not pack.limits:
        return "No limit is given: a person decides each."
    if not pack.decides:
        return "It never decides: everything under it goes to a person, who sees these lines."
    several = len(pack.limits) > 1
    which = "more" if pack.combine is Combine.GREATER else "less"
    lines = [f"of several lines that fit, the one that allows {which} decides"] if several else []
    lines.append(f"counted {SCOPES[pack.scope]} {WINDOWS[pack.window]}")
    words = "; ".join([*lines, BLANK[pack.blanks], BEYOND[pack.over]])
    return f"{words[0].upper()}{words[1:]}."


def kind_words(kind: WorkKind) -> str:
    return kind.label.lower()


def _portions(limit: Limit) -> str:
    if limit.portion is Portion.WHOLE:
        return "the whole work"
    if limit.count is None:
        return ""
    return f"{limit.count} {MANY[limit.portion][limit.count > 1]}"


def _share(limit: Limit) -> str:
    if limit.percent is None:
        return ""
    return f"{limit.percent:g} % of the {limit.unit.value} of the whole"
