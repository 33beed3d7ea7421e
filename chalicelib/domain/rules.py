"""Rules: an ordered list of what becomes of a request by itself, as the library has written it.

The first rule whose clauses all hold decides; where none does, the default decides. What is not
known holds in no clause but *is not known*: unknown is never zero and never within. Here are the
values; `rule_properties.py` and `rule_comparisons.py` are the tables of what a clause can ask,
`rule_forms.py` reads what an administrator writes, `ruling.py` puts a decision on a request.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class ClauseKind(StrEnum):
    """A clause asks of the request itself, compares it with others, or narrows those others."""

    EVALUATION = "evaluation"
    COMPARISON = "comparison"
    FILTER = "filter"


class Decides(StrEnum):
    """What a rule does with copyright approval."""

    NOT_NEEDED = "not-needed"
    NEEDED = "needed"
    APPROVE = "approve"
    REJECT = "reject"

    @property
    def label(self) -> str:
        return DECISIONS[self]

    @property
    def is_automatic(self) -> bool:
        """It takes the decision that otherwise an approver takes."""
        return self in (Decides.APPROVE, Decides.REJECT)


DECISIONS = {
    Decides.NOT_NEEDED: "No approval needed",
    Decides.NEEDED: "Approval needed",
    Decides.APPROVE: "Approved automatically",
    Decides.REJECT: "Rejected automatically",
}
MEANWHILE = (("continue", "Work may continue meanwhile"), ("wait", "Scanning must wait for it"))
DELIVERIES = (
    ("link", "A link"),
    ("attachment", "A file attached to the mail"),
    ("inventory", "Into the digital inventory"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One condition: a property, how it is tested, and against what. A filter has no test."""

    kind: ClauseKind
    property: str
    test: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of a request. `reason` is a code: of rejections, or of approvals (A153).

    `clearance`: its approval demands the Copyright Clearance Center's figures. `views` is how
    often the delivered file may be opened, `days` how long it is kept; None is no limit.
    """

    approval: Decides = Decides.NOT_NEEDED
    reason: str = ""
    note: str = ""
    clearance: bool = False
    meanwhile: str = "continue"
    delivery: str = "link"
    views: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Clauses that must all hold, and what then becomes of the request."""

    name: str
    clauses: tuple[Clause, ...]
    outcome: Outcome
    enabled: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules in their order, as one person saved them. Version 0 is what ships with the desk."""

    version: int = 0
    rules: tuple[Rule, ...] = ()
    default: Outcome = Outcome()
    by: str = ""
    saved_on: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """The rule as it was when it decided about a request; `place` 0 is the default.

    `did` is what became of approval by it: wanted, approved, rejected, or nothing; a person's
    word about approval empties it, and from then on no rule moves approval. `why` is said where
    that is not what the outcome says. `facts` are what it rested on, in words.
    """

    book: int
    place: int
    name: str
    clauses: tuple[str, ...] = ()
    outcome: Outcome = Outcome()
    did: str = ""
    why: str = ""
    facts: tuple[str, ...] = ()
    on: datetime

    @property
    def title(self) -> str:
        """How the history calls it."""
        return f"{self.place}. {self.name}" if self.place else self.name


def _asks(name: str, test: str, value: str = "") -> Clause:
    return Clause(kind=ClauseKind.EVALUATION, property=name, test=test, value=value)


#: Other requests that one comparison looks at: each is a read, while somebody waits to be answered.
MOST_OTHERS = 200

#: A basis that is no blanket licence: nothing is counted for it, so no limit is exceeded.
FREE = (
    "second-extract; direct-permission; open-access; creative-commons; own-copyright; "
    "out-of-copyright"
)

#: What ships with the desk. docs/rules.md says why it is so.
DEFAULT = RuleBook(
    rules=(
        Rule(
            name="Another basis than the blanket licence",
            clauses=(_asks("basis", "is-one-of", FREE),),
            outcome=Outcome(),
        ),
        Rule(
            name="More than the licence allows",
            clauses=(_asks("verdict", "is", "over"),),
            outcome=Outcome(approval=Decides.NEEDED),
        ),
        Rule(
            name="The extent cannot be told",
            clauses=(_asks("verdict", "is", "cannot-tell"),),
            outcome=Outcome(approval=Decides.NEEDED),
        ),
    ),
)
