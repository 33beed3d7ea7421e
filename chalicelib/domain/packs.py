"""Policy packs: what a licence or a law lets be copied, as dated data.

A pack is one readable file in chalicelib/packs. Each number in it names its source. Which packs a
deployment uses, and in which order, is its own choice: the next one is tried only where one says
that a work is *not in its repertoire*, never because its limit is exceeded.
"""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.works import Portion, WorkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One allowance. `percent` of the pages of the whole, or `count` portions of a kind.

    `pages` is the longest that such a portion may be, `work_pages` the longest (or, `over`, the
    shortest) work that the line is for. `any_number_if_themed`: of a themed journal issue that is
    no CCC Electronic Rights work, any number. `kinds` empty is any kind of work.
    """

    portion: Portion = Portion.PAGES
    percent: float | None = None
    count: int | None = None
    pages: int | None = None
    work_pages: int | None = None
    over_work_pages: int | None = None
    kinds: tuple[WorkKind, ...] = ()
    any_number_if_themed: bool = False
    out_of_commerce: bool = False
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One licence or law. Days are inclusive; `until` None is no end known.

    `scope` is whose copies are added up: course, institution, person, instructor or none;
    `window` over what time: run, rolling-12-months, calendar-year, licence-year or none.
    `blanks`: counted, or left-out of both extract and whole. `combine`: the greater of the limits,
    or the lesser. `over`: refer or reject. `decides` false: it flags for review and never decides.
    `counts` false: copies under it are added to no other count.
    """

    code: str
    name: str
    region: str
    since: date
    until: date | None = None
    scope: str = "course"
    window: str = "run"
    year_begins: str = ""
    blanks: str = "counted"
    combine: str = "greater"
    over: str = "refer"
    decides: bool = True
    counts: bool = True
    limits: tuple[Limit, ...] = ()
    excluded: tuple[WorkKind, ...] = ()
    repertoire: str = ""
    ends: str = ""
    conditions: tuple[str, ...] = ()
    notice: str = ""
    notice_status: str = ""
    report: tuple[str, ...] = ()
    source: str = ""
