"""Licence verification: what may be copied, each answer with its origin and its last day.

CLA's HE licence asks three things of a copy: that the title is covered, that the institution owns
the original or holds a copyright-fee-paid copy (clause 3.2), and of which kind of original it was
made (source codes of the Guide to Reporting 2024-27). Not known is an answer, and never a yes.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.domain.permissions import Allowed, Permissions

if TYPE_CHECKING:  # request.py holds the answers, so it is known here by name only
    from chalicelib.domain.packs import Pack
    from chalicelib.domain.request import Request

SECOND_EXTRACT = "second-extract"
#: Bases that rest on something outside the desk: what that is has to be written down.
WITH_A_REASON = frozenset(
    {"s36", "direct-permission", "open-access", "creative-commons", "own-copyright",
     "out-of-copyright", "other"}
)  # fmt: skip


class Coverage(StrEnum):
    """Whether the licence covers a title."""

    COVERED = "covered"
    EXCLUDED = "excluded"
    NOT_FOUND = "not-found"
    UNKNOWN = "not-known"


class Holdings(StrEnum):
    """What the library holds of a title, over all its editions."""

    PRINT = "print"
    ELECTRONIC = "electronic"
    BOTH = "print-and-electronic"
    NOT_FOUND = "not-found"
    FAILED = "look-up-failed"


class Ownership(StrEnum):
    """How the institution has the original."""

    OWNED = "owned"
    UNCATALOGUED = "owned-not-catalogued"
    FEE_PAID = "copyright-fee-paid"
    OTHER = "other"
    NOT_OWNED = "not-owned"


class Source(StrEnum):
    """Of what the copy is made, in CLA's codes."""

    PAPER = "A"
    DIGITAL = "B"
    FEE_PAID = "C"
    SHARED = "D"


COVERAGES = (
    ("covered", "Covered"),
    ("excluded", "Excluded"),
    ("not-found", "Not found"),
    ("not-known", "Not known"),
)
HOLDINGS = (
    ("print", "In print"),
    ("electronic", "Electronically"),
    ("print-and-electronic", "In print and electronically"),
    ("not-found", "Not found in the catalogue"),
    ("look-up-failed", "The look-up failed"),
)
OWNERSHIPS = (
    ("owned", "Owned or subscribed to"),
    ("owned-not-catalogued", "Owned, but not catalogued"),
    ("copyright-fee-paid", "Copyright-fee-paid copy"),
    ("other", "Otherwise"),
    ("not-owned", "Not owned"),
)
SOURCES = (
    ("A", "A: paper original"),
    ("B", "B: digital original"),
    ("C", "C: copyright-fee-paid copy"),
    ("D", "D: shared by another institution"),
)
ENOUGH = frozenset({Ownership.OWNED, Ownership.UNCATALOGUED, Ownership.FEE_PAID})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer. `source` is api, catalogue or person; `evidence` where it was checked.

    `override` is why a person went against what was found.
    """

    value: str
    source: str
    checked_on: date
    checked_by: str = ""
    evidence: str = ""
    valid_until: date | None = None
    override: str = ""

    def is_past(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What was found out about a title, and of what the copy is made.

    `permissions` is what CLA's service said last, whatever a person made of it in `coverage`.
    """

    permissions: Permissions | None = None
    coverage: Answer | None = None
    holdings: Answer | None = None
    ownership: Answer | None = None
    original: Answer | None = None


@dataclass(frozen=True, slots=True)
class SecondExtract:
    """Permission bought for one more extract: its order, the price paid, pages and students."""

    order: str
    price: str
    pages: int
    students: int


def ends(
    today: date, september: bool, of_year: int | None = None, pack: "Pack | None" = None
) -> date:
    """When a second extract ends: on 31 July, or moved to 30 September of that year.

    `of_year` is the year in which an order that stands already ends; the days are the policy
    pack's where there is one.
    """
    usual, latest = (pack.ends, pack.ends_latest or pack.ends) if pack else ("", "")
    usual, latest = usual or "07-31", latest or "09-30"
    year = of_year or today.year + (f"{today:%m-%d}" > usual)
    return date.fromisoformat(f"{year}-{latest if september else usual}")


def is_cla(basis: str) -> bool:
    """The blanket licence, which asks for coverage, ownership and source."""
    return basis.startswith("cla")


def lacks(request: "Request", today: date) -> str:
    """Why there can be no link yet as far as the licence goes, in a sentence; else nothing."""
    one = request.licence
    if one is None:
        return "The licence check has not been recorded yet."
    if one.valid_until and one.valid_until < today:
        return f"The licence check ran out on {one.valid_until}: check again."
    if one.basis == SECOND_EXTRACT:
        return "" if one.order else "The order of the second extract has not been recorded yet."
    if not is_cla(one.basis):
        return ""
    answers = request.answers
    return (
        not_covered(answers, today)
        or not_owned(answers, today)
        or ("" if answers.original else "Of what the copy is made is not known yet.")
    )


def not_covered(answers: Answers, today: date) -> str:
    """What stands against the licence covering it."""
    one = answers.coverage
    if one is None:
        return "Whether the licence covers this title is not known yet."
    if one.is_past(today):
        return f"Its coverage was known until {one.valid_until}: check again, or record it anew."
    match one.value:
        case Coverage.COVERED:
            return "" if one.override or one.source == "person" else not_this_way(answers)
        case Coverage.EXCLUDED:
            return "The licence excludes this title."
        case Coverage.NOT_FOUND:
            return "CLA does not know this title: record whether the licence covers it."
    why = f" ({one.evidence.rstrip('.')})" if one.evidence else ""
    return f"Whether the licence covers this title is not known{why}: check again, or record it."


def not_this_way(answers: Answers) -> str:
    """CLA allows scanning and copying of digital originals apart: what this copy needs of it."""
    said, original = answers.permissions, answers.original
    if said is None or original is None:
        return ""
    digital = original.value == Source.DIGITAL
    use, what = (said.digital, "digital copying") if digital else (said.scanning, "scanning")
    if use.allowed is Allowed.YES:
        return ""
    known = "does not allow" if use.allowed is Allowed.NO else "does not say that it allows"
    return f"CLA {known} {what} of this title: {use.words or 'it gave no answer'}."


def not_owned(answers: Answers, today: date) -> str:
    """What stands against the institution owning it (clause 3.2)."""
    one = answers.ownership
    if one is None:
        return "Whether the library owns the original is not known yet."
    if one.is_past(today):
        return f"Its ownership was known until {one.valid_until}: record it anew."
    if one.value in ENOUGH:
        return ""
    return "CLA's licence asks that the library owns the original or a copyright-fee-paid copy."


def quoted(request: "Request") -> dict[str, str]:
    """The answers that a publication rests on, in a line each, for the history."""
    answers, licence = request.answers, request.licence
    lines = {
        "coverage": answers.coverage,
        "holdings": answers.holdings,
        "ownership": answers.ownership,
        "source": answers.original,
    }
    said = {name: line(one) for name, one in lines.items() if one}
    return ({"basis": licence.basis} | said) if licence else said


def line(one: Answer) -> str:
    """An answer with whence it came, in one line."""
    whence = {"api": "CLA", "catalogue": "the catalogue"}.get(one.source, one.checked_by)
    until = f", valid until {one.valid_until}" if one.valid_until else ""
    why = f", because {one.override}" if one.override else ""
    return f"{one.value} ({whence} on {one.checked_on}{until}{why})"
