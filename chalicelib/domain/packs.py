"""Policy packs: what a licence or a law lets be copied, as dated data.

A pack is one readable file in chalicelib/packs; domain/pack_files.py reads it. Each number in it
names its source. Which packs a deployment uses, and in which order, is its own choice (PACKS): the
next one is tried only where one says that a work is *not in its repertoire*, never because its
limit is exceeded. Where the sources give no number, a pack gives none, and a person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chalicelib.domain.works import Portion, Work, WorkKind


class Scope(StrEnum):
    """Whose copies are added up."""

    COURSE = "course"
    COHORT = "cohort"
    INSTITUTION = "institution"
    INSTRUCTOR = "instructor"
    PERSON = "person"
    NONE = "none"


class Window(StrEnum):
    """Over what time they are added up; YEAR is one of which the source does not say which."""

    RUN = "run"
    ROLLING = "rolling-12-months"
    CALENDAR = "calendar-year"
    LICENCE = "licence-year"
    YEAR = "year"
    TERM = "term"
    NONE = "none"


class Blanks(StrEnum):
    """Blank pages: all counted; left out of the extract but not the whole; or left out of both."""

    COUNTED = "counted"
    EXTRACT_ONLY = "left-out-of-extract"
    LEFT_OUT = "left-out"


class Combine(StrEnum):
    """Of several lines that fit, the one that allows more decides, or the one that allows less."""

    GREATER = "greater"
    LESSER = "lesser"


class Verdict(StrEnum):
    ALLOW = "allow"
    REFER = "refer"
    REJECT = "reject"


class Unit(StrEnum):
    """What a percentage is of. The desk knows pages; words nobody has counted."""

    PAGES = "pages"
    WORDS = "words"


class Format(StrEnum):
    """What the copy is made from; ANY where it does not matter, or nobody has said."""

    ANY = ""
    PRINT = "print"
    DIGITAL = "digital"


class Purpose(StrEnum):
    """What a copy is for: a course, one person's own study, or a reader who cannot use print."""

    COURSE = "course"
    PATRON = "patron"
    ACCESSIBLE = "accessible"


class Requires(StrEnum):
    """What must be on record before a copy may rest on a pack."""

    OWNERSHIP = "ownership"
    ORDER = "order"
    REASON = "reason"
    DECLARATION = "declaration"
    NO_LICENCE = "no-licence"
    NOT_ON_SALE = "not-on-sale"
    REVIEW = "four-factor-review"


class Status(StrEnum):
    """How sure the words of a notice are; only staff are told."""

    NONE = ""
    CONFIRMED = "confirmed"
    UNCONFIRMED = "to-be-confirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One allowance: `percent` of the `unit` of the whole, or `count` portions of a kind.

    Where a line has both, both must hold: so many chapters that are no more than so much of the
    book. `portion` PAGES is any extract. `pages` is the longest that such a portion may be;
    `work_pages` the longest work, and `over_work_pages` the length that a work must exceed, for
    the line to be used. `kinds` empty is any kind of work. `any_number_if_themed`: of a themed
    journal issue that is no CCC Electronic Rights work, any number. `out_of_commerce`: only of a
    work that is not on sale. `verdict` is what keeping to this line gives: with REFER it allows
    nothing by itself, because it rests on what the desk cannot know; it is shown to who decides.
    `guidance`: a guide's figure and not the licence's or the statute's. `source` names keys of
    the pack's `sources`, with commas between.
    """

    name: str = ""
    portion: Portion = Portion.PAGES
    percent: float | None = None
    unit: Unit = Unit.PAGES
    count: int | None = None
    pages: int | None = None
    work_pages: int | None = None
    over_work_pages: int | None = None
    kinds: tuple[WorkKind, ...] = ()
    format: Format = Format.ANY
    any_number_if_themed: bool = False
    out_of_commerce: bool = False
    verdict: Verdict = Verdict.ALLOW
    guidance: bool = False
    note: str = ""
    source: str

    @property
    def share(self) -> Fraction | None:
        """The percentage as an exact part of one: 10.04 % is more than 10 %."""
        return None if self.percent is None else Fraction(str(self.percent)) / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One licence or law, as it was from `since` to `until`; both inclusive, None is not known.

    `dated` says what is known of these days. `scope` is whose copies are added up, over `window`;
    the desk adds up a course's run by itself, and refers where a pack wants another sum. `combine`
    is how the limits go together; `over` what a copy beyond them gets. `decides` false: it flags
    for review and never decides. `counts` false: copies under it are in no other pack's count.
    `unlimited`: no limit at all; a pack without limits and without this refers everything.
    `chosen`: never tried by itself, only where a person chooses it as the basis. `excluded` kinds
    of work are not in its repertoire, and where `only` names some, no others are. `bases` are the
    (code, label) that staff choose from: the pack's own, where it names none. `ends` is the day of
    the year (MM-DD) on which what rests on it expires, `ends_latest` the latest to which that may
    be moved; `year_begins` that of its licence year. `report` are the fields of its return, due on
    `report_due` for a period from `report_begins`. `notice` may name {institution} and {course}.
    """

    code: str
    name: str
    region: str
    version: str = ""
    since: date | None = None
    until: date | None = None
    dated: str = ""
    purpose: Purpose = Purpose.COURSE
    scope: Scope = Scope.COURSE
    window: Window = Window.RUN
    year_begins: str = ""
    blanks: Blanks = Blanks.COUNTED
    combine: Combine = Combine.GREATER
    over: Verdict = Verdict.REFER
    decides: bool = True
    counts: bool = True
    unlimited: bool = False
    chosen: bool = False
    rolls_over: bool = True
    limits: tuple[Limit, ...] = ()
    excluded: tuple[WorkKind, ...] = ()
    only: tuple[WorkKind, ...] = ()
    format: Format = Format.ANY
    repertoire: str = ""
    requires: tuple[Requires, ...] = ()
    bases: tuple[tuple[str, str], ...] = ()
    ends: str = ""
    ends_latest: str = ""
    conditions: tuple[str, ...] = ()
    notice: str = ""
    notice_status: Status = Status.NONE
    notice_note: str = ""
    report: tuple[str, ...] = ()
    report_begins: str = ""
    report_due: str = ""
    report_note: str = ""
    source: str = ""
    sources: tuple[tuple[str, str], ...] = ()
    changed: tuple[str, ...] = ()

    @property
    def offers(self) -> tuple[tuple[str, str], ...]:
        """The bases that staff may choose under this pack, as (code, label)."""
        return self.bases or ((self.code, self.name),)

    def holds_on(self, day: date) -> bool:
        return (self.since or date.min) <= day <= (self.until or date.max)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known about a copy that bears on which pack it falls under.

    `coverage` is what a licence check answered, by pack code: covered, excluded, not-covered or
    not-found. Only *excluded* and *not-covered* say that a work is not in the repertoire: a title
    that was not found has not been checked.
    """

    coverage: Mapping[str, str] = field(default_factory=dict)
    purpose: Purpose = Purpose.COURSE
    format: Format = Format.ANY


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A pack that was not used, and why, in words."""

    pack: Pack
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The pack that a copy falls under, None where there is none, and those passed over."""

    pack: Pack | None
    passed_over: tuple[PassedOver, ...] = ()


def in_force(packs: Iterable[Pack], day: date) -> tuple[Pack, ...]:
    """The packs of that day in their order, of each code the version that began last."""
    found: dict[str, Pack] = {}
    for pack in packs:
        if pack.holds_on(day) and _begins(pack) >= _begins(found.get(pack.code, pack)):
            found[pack.code] = pack
    return tuple(found.values())


def applicable(packs: Iterable[Pack], work: Work | None, facts: Standing, day: date) -> Choice:
    """The first pack, in their order, that has the work in its repertoire.

    How much is copied plays no part: who is over one licence's limit does not fall to the next.
    """
    passed: list[PassedOver] = []
    for pack in in_force(packs, day):
        why = not_in_repertoire(pack, work, facts)
        if not why:
            return Choice(pack, tuple(passed))
        passed.append(PassedOver(pack, why))
    return Choice(None, tuple(passed))


def not_in_repertoire(pack: Pack, work: Work | None, facts: Standing) -> str:
    """Why a pack is not for this work at all, in words; empty where it may be.

    A kind of work that nobody has said is no reason: unknown is not excluded.
    """
    kind = work.kind if work else WorkKind.UNKNOWN
    if pack.chosen:
        return f"{pack.name} is used only where a person chooses it."
    if pack.purpose != facts.purpose:
        return f"{pack.name} is not for a copy of this purpose ({facts.purpose.value})."
    if kind and (kind in pack.excluded or (pack.only and kind not in pack.only)):
        return f"{pack.name} does not take in this kind of work ({kind.value})."
    if pack.format and facts.format and pack.format != facts.format:
        return f"{pack.name} is for {pack.format.value} originals only."
    answer = facts.coverage.get(pack.code, "")
    if answer in ("excluded", "not-covered"):
        return f"The licence check answered {answer.replace('-', ' ')} for {pack.name}."
    return ""


def of_basis(packs: Iterable[Pack], basis: str, day: date) -> Pack | None:
    """The pack that a chosen basis belongs to, as in force on that day."""
    return next((pack for pack in in_force(packs, day) if basis in dict(pack.offers)), None)


def _begins(pack: Pack) -> date:
    return pack.since or date.min
