"""A rule's decision, put on the change of a request that it was asked about.

Asked when a request comes in, when its volume arrives at the desk (A125), and after each change of
what rules look at, as long as no person has said a word about its approval. It decides on facts:
while a list's system is still being asked for what was not sent, it waits; and what depends on a
fact that is not yet known waits for it. Only a new request is rejected by a rule; once somebody
works on it, people reject, so that what the rule would reject then wants approval, in its words.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain import lifecycle, moves
from chalicelib.domain.extent import Measure
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Approval, Change, Item, Kind, Request, State
from chalicelib.domain.rule_comparisons import NARROWS
from chalicelib.domain.rule_properties import Facts
from chalicelib.domain.rule_tests import Decision, decide
from chalicelib.domain.rule_words import clauses_in_words, offered, outcome_in_words, rested_on
from chalicelib.domain.rules import ClauseKind, Decides, RuleBook, Ruling
from chalicelib.domain.terms import Moment

#: What rules are for; a new edition is a purchase, and an accessible copy is the reader's right.
RULED = frozenset({Kind.DIGITISATION, Kind.CLEARANCE})
WANTED, APPROVED, REJECTED = "wanted", "approved", "rejected"
BY_ITSELF = "It is not known whether this is within the limit, so a person decides."
PEOPLE_REJECT = "Somebody works on this request already, so a person decides."
ITS_PURPOSE = "Approval is what this request asks for, so a person decides."
NO_COURSE = "Its course is not known yet, so a person decides."
NO_REASON = "Its reason is not among the library's any more, so a person decides."


@dataclass(frozen=True, slots=True)
class Said:
    """What a rule says with its move, in the shape in which a person's form says it."""

    ruling: Ruling
    reason: str = ""
    note: str = ""
    clearance: bool = False
    notify: bool = False
    cc_number: str = ""
    cc_order_date: date | None = None
    cc_approval_date: date | None = None
    start: date | None = None
    end: date | None = None

    def __iter__(self) -> Iterator[tuple[str, object]]:
        """As the history keeps it: which rule, and its reason and note."""
        yield "rule", self.ruling.title
        yield "reason", self.reason
        yield "why", self.ruling.why
        yield "note", self.note


def is_due(before: Request | None, change: Change) -> bool:
    """Whether rules are to be asked about this change."""
    after = change.request
    if not after.is_open or after.kind not in RULED or not is_free(before, after):
        return False
    if after.state is State.NEW and after.not_yet_known:
        return False
    return before is None or looked_at(before) != looked_at(after)


def looked_at(request: Request) -> tuple[object, ...]:
    """All that rules look at; what is opened again, or arrives at the desk, is looked at anew."""
    closed = request.state is State.REJECTED
    return (
        request.work, request.extract, request.runs, request.dates, request.licence,
        request.answers, request.extent is None, request.kind, request.needed_by, closed,
        request.purpose,
        request.requester.user, request.candidates, request.item is Item.AT_DESK, request.remarks,
        request.state is State.NEW and bool(request.not_yet_known),
    )  # fmt: skip


def is_free(before: Request | None, after: Request) -> bool:
    """No person has said a word about approval, or what stands is a rule's own."""
    stands = before or after
    untouched = not (stands.ruling or stands.clearance or stands.rejection)
    if stands.kind is Kind.CLEARANCE and untouched:
        # It wants approval because of what it is; nobody has said a word yet.
        return True
    return stands.approval is Approval.NONE or bool(stands.ruling and stands.ruling.did)


def taken_over(change: Change) -> Change:
    """A person's word about approval: the ruling stays to be read, and moves nothing any more."""
    ruling = change.request.ruling
    about = moves.GROUP.get(change.event.action) == "approval" and change.event.by != DESK.id
    if not ruling or not ruling.did or not about:
        return change
    return replace(change, request=replace(change.request, ruling=replace(ruling, did="")))


def settled(request: Request, measure: Measure) -> bool:
    """Nothing more comes by itself: the meter can tell, or a person has confirmed what it said."""
    placed = request.runs or request.is_for_patron
    known = request.work and placed and not request.candidates
    return bool(known and measure.verdict != "cannot tell") or request.extent is not None


def facts_of(
    request: Request, measure: Measure, today: date, others: Sequence[Request] = ()
) -> Facts:
    """What rules look at, now."""
    kept = tuple(one for one in others if one.id != request.id)
    return Facts(
        request=request, measure=measure, today=today,
        settled=settled(request, measure), others=kept,
    )  # fmt: skip


def among(book: RuleBook) -> frozenset[str]:
    """Among which requests this book compares: those of the course, of the record, or none."""
    used = [one for rule in book.rules if rule.enabled for one in rule.clauses]
    if not any(one.kind is ClauseKind.COMPARISON for one in used):
        return frozenset()
    return frozenset(NARROWS[one.property] for one in used if one.property in NARROWS)


def apply(change: Change, book: RuleBook, facts: Facts, moment: Moment) -> Change:
    """The change with what the matching rule makes of it; the same rule again changes nothing."""
    decision = decide(book, facts)
    if decision is None:
        return change
    ruling = ruling_of(decision, book, facts, moment)
    request = change.request
    if same(request.ruling, ruling) and stands(request, ruling):
        return change
    if ruling.did == "" and request.approval is Approval.NONE:
        told = {**change.event.said, "rule": words(ruling, moment)}
        event = replace(change.event, said=told)
        return replace(change, request=replace(request, ruling=ruling), event=event)
    return followed(change, ruling, moment)


def ruling_of(decision: Decision, book: RuleBook, facts: Facts, moment: Moment) -> Ruling:
    """The decision as it is kept: the rule in words, with what it really does here, and why."""
    did, why = deed(decision, facts, moment)
    return Ruling(
        book=book.version,
        place=decision.place,
        name=decision.rule.name if decision.rule else "Default",
        clauses=clauses_in_words(decision.rule, moment.terms),
        outcome=decision.outcome,
        did=did,
        why=why,
        facts=rested_on(decision.rule, facts, moment.terms),
        on=moment.now,
    )


def deed(decision: Decision, facts: Facts, moment: Moment) -> tuple[str, str]:
    """What becomes of approval by it; and why that is not what the outcome says, if it is not."""
    outcome = decision.outcome
    unsure = facts.measure.verdict == "cannot tell"
    known = any(one.code == outcome.reason for one in offered(outcome.approval, moment.terms))
    clearing = facts.request.kind is Kind.CLEARANCE
    if outcome.approval is Decides.NOT_NEEDED:
        return (WANTED, ITS_PURPOSE) if clearing else ("", "")
    if outcome.approval is Decides.NEEDED:
        return WANTED, ""
    if clearing and outcome.approval is Decides.APPROVE and not facts.request.runs:
        return WANTED, NO_COURSE
    if unsure and (outcome.approval is Decides.APPROVE or not decision.place):
        return WANTED, BY_ITSELF
    if not known:
        return WANTED, NO_REASON
    if outcome.approval is Decides.APPROVE:
        return APPROVED, ""
    return (REJECTED, "") if facts.request.state is State.NEW else (WANTED, PEOPLE_REJECT)


def followed(change: Change, ruling: Ruling, moment: Moment) -> Change:
    """The change with the rule's own move after it, as a second line of history by the desk."""
    action = {WANTED: "want-approval", APPROVED: "approve", REJECTED: "reject"}.get(
        ruling.did, "waive-approval"
    )
    request = change.request
    # What a list asked to be cleared stays to be cleared, whichever rule looks at it.
    asked = request.kind is Kind.CLEARANCE and request.needs_clearance
    wanted = ruling.outcome.clearance or asked
    first = replace(request, ruling=ruling, needs_clearance=wanted, clearance=None)
    move = lifecycle.move(first, action, says(ruling, wanted), replace(moment, by=DESK))
    return replace(
        move,
        messages=(*change.messages, *move.messages),
        earlier=(*change.earlier, change.event),
    )


def says(ruling: Ruling, clearance: bool) -> Said:
    """Where the rule itself decides, it gives the reason that was written for it."""
    outcome = ruling.outcome
    reason = outcome.reason if ruling.did in (APPROVED, REJECTED) else ""
    return Said(ruling, reason, outcome.note, clearance)


def words(ruling: Ruling, moment: Moment) -> str:
    return f"{ruling.title}: {outcome_in_words(ruling.outcome, moment.terms)}"


def same(one: Ruling | None, other: Ruling) -> bool:
    """The same rule with the same effect; what it rested on may have changed meanwhile."""
    if one is None:
        return False
    return replace(one, book=other.book, facts=other.facts, on=other.on) == other


def stands(request: Request, ruling: Ruling) -> bool:
    """What the ruling did to approval is how it is."""
    now = {WANTED: Approval.WANTED, APPROVED: Approval.APPROVED, "": Approval.NONE}
    return request.approval is now.get(ruling.did)
