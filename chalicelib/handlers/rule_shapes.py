"""The shapes of rules in the API: as they are written, as they decided, as they would decide."""

from typing import Any

from typing_extensions import TypedDict


class RuleClause(TypedDict):
    kind: str
    property: str
    test: str
    value: str


class RuleOutcome(TypedDict):
    approval: str
    reason: str
    note: str
    clearance: bool
    meanwhile: str
    delivery: str
    views: int | None
    days: int | None


class RuleLine(TypedDict):
    name: str
    enabled: bool
    clauses: list[RuleClause]
    outcome: RuleOutcome


class RulesSaid(TypedDict):
    """What `PUT /api/rules` takes: all rules in their order, and the default."""

    rules: list[RuleLine]
    default: RuleOutcome
    note: str


class RuleWords(TypedDict):
    """A rule as a person reads it; place 0 is the default. `warning` is mostly empty."""

    place: int
    name: str
    enabled: bool
    clauses: list[str]
    outcome: str
    warning: str


class RuleBook(TypedDict):
    """One version: what was written, by whom, and in words."""

    version: int
    by: str
    saved_on: str | None
    book: RulesSaid
    words: list[RuleWords]


class RuleVersion(TypedDict):
    version: int
    by: str
    saved_on: str | None
    note: str


class RuleChoice(TypedDict):
    value: str
    label: str


class RuleProperty(TypedDict):
    """What a clause can ask, with the tests that it has and the values to choose from."""

    kind: str
    name: str
    label: str
    type: str
    tests: list[str]
    choices: list[RuleChoice]


class RuleTest(TypedDict):
    name: str
    label: str
    several: bool
    takes_value: bool


class Rules(RuleBook):
    """The rules in force, with all that a form for them needs."""

    properties: list[RuleProperty]
    tests: list[RuleTest]
    schema: dict[str, Any]
    versions: list[RuleVersion]


class RuleVerdict(TypedDict):
    rule: str
    words: str


class ChangedVerdict(TypedDict):
    """A request whose verdict the draft would change; `state` is what became of it."""

    id: str
    number: int
    title: str
    added_on: str
    state_label: str
    approval_label: str
    now: RuleVerdict
    draft: RuleVerdict


class DryRun(TypedDict):
    """`cut`: there were more in the year than are looked at, and the older ones were left out."""

    since: str
    looked_at: int
    cut: bool
    undecided: int
    changed: list[ChangedVerdict]
    not_replayed: list[str]


class RulingShape(TypedDict):
    """The rule as it was when it decided: place 0 is the default, `did` is empty, wanted,
    approved or rejected."""

    version: int
    place: int
    name: str
    clauses: list[str]
    outcome: str
    did: str
    why: str
    facts: list[str]
    on: str
