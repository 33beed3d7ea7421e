"""A draft of rules, tried on the requests there were: whose verdict would be another one.

Each request is asked about as if it arrived now, with all that is stored of it now: what was known
on the day is not kept. Comparisons count the requests that are tried, those that came earlier.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.claims import Claim, claims_of
from chalicelib.domain.course_effects import key
from chalicelib.domain.extent import measure
from chalicelib.domain.request import Request, State
from chalicelib.domain.rule_comparisons import counted
from chalicelib.domain.rule_properties import Facts
from chalicelib.domain.rule_tests import decide
from chalicelib.domain.rule_words import outcome_in_words
from chalicelib.domain.rules import MOST_OTHERS, Outcome, RuleBook
from chalicelib.domain.ruling import RULED, among, deed, facts_of
from chalicelib.domain.terms import Moment

NOT_REPLAYED = (
    "Each request is tried with what is stored of it now; what was known on the day is not kept.",
    "An extent counts the requests that were tried, those that came earlier, and none before them.",
    "Comparisons count only the requests that were tried, those that came earlier.",
    "What people decided is not replayed: their decisions stand.",
)
UNDECIDED = "Not decided yet"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one book says of a request; `words` hold what is done, and why not what it says."""

    rule: str
    words: str
    outcome: Outcome | None = None
    did: str = ""

    def differs(self, other: "Verdict") -> bool:
        return (self.outcome, self.did) != (other.outcome, other.did)


@dataclass(frozen=True, slots=True)
class Tried:
    """One request under the rules in force and under the draft."""

    request: Request
    now: Verdict
    draft: Verdict


def replay(
    now: RuleBook, draft: RuleBook, requests: Sequence[Request], moment: Moment
) -> list[Tried]:
    """Every request that rules are for, under both books, in the order in which they came in."""
    ruled = [one for one in requests if one.kind in RULED]
    compares = bool(among(now) or among(draft))
    others = earlier(ruled) if compares else {}
    claims = claimed(requests)
    return [
        tried(now, draft, one, others.get(one.id, ()), as_it_came(one, claims, moment))
        for one in ruled
    ]


def claimed(requests: Iterable[Request]) -> Mapping[tuple[str, str], list[Claim]]:
    """What these requests took, by the work's family and the run."""
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for one in requests:
        for family, claims in claims_of(one).items():
            for claim in claims:
                found[family, f"{claim.code} {claim.year}"].append(claim)
    return found


def as_it_came(
    request: Request, claims: Mapping[tuple[str, str], list[Claim]], moment: Moment
) -> Moment:
    """The moment with what each run of a request had by then."""
    family = request.work.root if request.work else ""
    before = {
        key(run): tuple(
            one for one in claims.get((family, key(run)), ()) if one.received < request.added_on
        )
        for run in request.runs
    }
    return replace(moment, earlier=before)


def earlier(requests: Iterable[Request]) -> Mapping[str, tuple[Request, ...]]:
    """For each the earlier ones of its courses and of its title."""
    known: dict[str, dict[str, Request]] = defaultdict(dict)
    found: dict[str, tuple[Request, ...]] = {}
    for one in sorted(requests, key=lambda one: (one.added_on, one.id)):
        places = {f"course {run.code}" for run in one.runs} | {f"title {counted(one)}"}
        before: dict[str, Request] = {}
        for place in places:
            before |= known[place]
        found[one.id] = tuple(before.values())[-MOST_OTHERS:]
        for place in places:
            known[place][one.id] = one
    return found


def tried(
    now: RuleBook, draft: RuleBook, request: Request, others: Sequence[Request], moment: Moment
) -> Tried:
    arriving = replace(request, state=State.NEW, not_yet_known=())
    facts = facts_of(arriving, measure(arriving, moment), moment.today, others)
    return Tried(request, verdict(now, facts, moment), verdict(draft, facts, moment))


def verdict(book: RuleBook, facts: Facts, moment: Moment) -> Verdict:
    """What the book says of it, in words."""
    decision = decide(book, facts)
    if decision is None:
        return Verdict("", UNDECIDED)
    did, why = deed(decision, facts, moment)
    words = outcome_in_words(decision.outcome, moment.terms)
    name = f"{decision.place}. {decision.rule.name}" if decision.rule else "Default"
    return Verdict(name, f"{words}. {why}".strip() if why else words, decision.outcome, did)
