"""What the moves of the licence check change: one answer each, or all that the usual case needs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from chalicelib.domain import licence, permissions
from chalicelib.domain.errors import Refused, off
from chalicelib.domain.facts import Verification
from chalicelib.domain.licence import Answer, Answers, Holdings, Ownership, SecondExtract, Source
from chalicelib.domain.packs import Requires, of_basis
from chalicelib.domain.permissions import Permissions
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment, Terms

SAID_WITH_BASIS = "said with the basis"
REASONED = frozenset(
    {Requires.REASON, Requires.DECLARATION, Requires.NO_LICENCE, Requires.NOT_ON_SALE,
     Requires.REVIEW}
)  # fmt: skip


def verify_licence(request: Request, heard: Any, moment: Moment) -> Request:
    """The basis, with whatever answers were said beside it; CLA's usual case in one go."""
    still_to_come(heard.valid_until, moment.today)
    apart(request, second=False)
    if rests_on_a_reason(heard.basis, moment.terms) and not heard.note:
        raise off("note", "Say what this basis rests on: who permitted it, or why it applies.")
    answers = request.answers
    if heard.coverage and not stands(answers.coverage, heard.coverage):
        answers = covered(answers, heard.coverage, heard.note, heard.note, None, moment)
    if licence.is_cla(heard.basis):
        answers = owned(answers, heard.ownership, heard.original, moment)
    checked = Verification(heard.basis, moment.by.name, moment.today, heard.valid_until, heard.note)
    return replace(request, licence=checked, answers=answers)


def rests_on_a_reason(basis: str, terms: Terms) -> bool:
    """Whatever the desk cannot know by itself is written down with the basis."""
    asked = {one for pack in terms.packs if basis in dict(pack.offers) for one in pack.requires}
    return basis in licence.WITH_A_REASON or bool(asked & REASONED)


def owned(answers: Answers, ownership: str, original: str, moment: Moment) -> Answers:
    """Ownership and source as they were said, else as they stand, else as they usually are."""
    ownership = ownership or usual_ownership(answers)
    if not ownership:
        raise off(
            "ownership",
            "The look-up found no edition, or failed: say how the library owns it, if it does.",
        )
    if not stands(answers.ownership, ownership):
        answers = replace(answers, ownership=by_hand(ownership, SAID_WITH_BASIS, moment))
    original = original or usual_original(answers)
    if not stands(answers.original, original):
        answers = replace(answers, original=by_hand(original, SAID_WITH_BASIS, moment))
    return answers


def usual_ownership(answers: Answers) -> str:
    """What a form shows: what is known, else owned; nothing where the catalogue has no edition."""
    if answers.ownership:
        return answers.ownership.value
    not_there = answers.holdings and answers.holdings.value in (Holdings.NOT_FOUND, Holdings.FAILED)
    return "" if not_there else Ownership.OWNED.value


def usual_original(answers: Answers) -> str:
    """What a form shows: what is known, else what follows of the holdings, else paper."""
    if answers.original:
        return answers.original.value
    if answers.ownership and answers.ownership.value == Ownership.FEE_PAID:
        return Source.FEE_PAID.value
    held = answers.holdings.value if answers.holdings else ""
    return Source.DIGITAL.value if held == Holdings.ELECTRONIC else Source.PAPER.value


def looked_up(answers: Answers, found: Mapping[str, Any], today: date) -> Answers:
    """Holdings by what the list's own system said of physical volumes; a person's answer stays.

    `items` is their number, None where it could not be looked up. None of them is not yet *not
    found*: nobody has looked for electronic copies.
    """
    by_person = answers.holdings and answers.holdings.source == "person"
    if by_person or found.get("items", 0) == 0:
        return answers
    count = found["items"]
    one = Answer(
        value=Holdings.FAILED if count is None else Holdings.PRINT,
        source="catalogue",
        checked_on=today,
        evidence="" if count is None else f"physical volumes: {count}",
    )
    return replace(answers, holdings=one)


def record_coverage(request: Request, heard: Any, moment: Moment) -> Request:
    """Covered or not, as a person found it: where, when, by whom."""
    still_to_come(heard.valid_until, moment.today)
    answers = covered(
        request.answers, heard.coverage, heard.evidence, heard.override, heard.valid_until, moment
    )
    return replace(request, answers=answers)


def covered(
    answers: Answers, value: str, evidence: str, why: str, until: date | None, moment: Moment
) -> Answers:
    """A person's answer; against what CLA's service said it takes a reason."""
    said = answers.permissions.coverage if answers.permissions else "not-known"
    against = said not in ("not-known", value)
    if against and not why:
        field = "override" if until or evidence else "note"
        raise off(field, f"CLA's service says {said.replace('-', ' ')}: say why this goes before.")
    until = until or moment.today + timedelta(days=moment.terms.permission_days)
    one = replace(by_hand(value, evidence, moment), valid_until=until)
    return replace(answers, coverage=replace(one, override=why if against else ""))


def record_holdings(request: Request, heard: Any, moment: Moment) -> Request:
    """What the library holds and owns, and of what the copy is made, as a person found it."""
    said = {"holdings": heard.holdings, "ownership": heard.ownership, "original": heard.original}
    found: dict[str, Any] = {
        name: by_hand(value, heard.evidence, moment) for name, value in said.items() if value
    }
    if not found:
        raise off("holdings", "Say at least one: what is held, how it is owned, what is copied.")
    return replace(request, answers=replace(request.answers, **found))


def second_extract(request: Request, heard: Any, moment: Moment) -> Request:
    """A permission that was bought: a basis of its own, which ends with its year."""
    if licence.SECOND_EXTRACT in moment.terms.idle:
        raise Refused(
            "This library's packs have no second extract.",
            instead="Ask an administrator to add the pack second-extract, or take another basis.",
        )
    apart(request, second=True)
    before = request.licence
    same = before if before and before.order and before.order.order == heard.order else None
    year = same.valid_until.year if same and same.valid_until else None
    pack = of_basis(moment.terms.packs, licence.SECOND_EXTRACT, moment.today)
    until = licence.ends(moment.today, heard.september, year, pack)
    still_to_come(until, moment.today, "september")
    order = SecondExtract(heard.order, heard.price, heard.page_count, heard.students)
    bought = Verification(
        licence.SECOND_EXTRACT, moment.by.name, moment.today, until, heard.note, order
    )
    original = heard.original or usual_original(request.answers)
    answers = replace(request.answers, original=by_hand(original, f"order {heard.order}", moment))
    return replace(request, licence=bought, answers=answers)


def check_again(request: Request, heard: Any, moment: Moment) -> Request:
    """The question goes out with this move (permissions.raised); the answer comes when it does."""
    if not moment.terms.asks_cla:
        raise Refused(
            "The desk has no access to CLA's permission service.",
            instead="Look the title up on CLA's own page, and use Record coverage.",
        )
    return request


def hear_permission(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """What CLA's service answered, where it is still about this title.

    No answer replaces none that there was; a person's reasoned override stays.
    """
    said: Permissions = told["permissions"]
    known, isn = request.answers, permissions.isn_of(request)
    if said.isn != isn:
        return request
    if not said.is_known and known.permissions:
        return request
    answers = replace(known, permissions=said)
    by_person = known.coverage and known.coverage.source == "person"
    overrides = known.coverage and known.coverage.override
    if overrides or (by_person and said.coverage == "not-known"):
        return replace(request, answers=answers)
    coverage = Answer(
        value=said.coverage,
        source="api",
        evidence=said.words,
        checked_on=said.checked_on,
        valid_until=said.valid_until if said.is_known else None,
    )
    return replace(request, answers=replace(answers, coverage=coverage))


def apart(request: Request, second: bool) -> None:
    """A second extract is a request of its own, with a link of its own."""
    if any((one.basis == licence.SECOND_EXTRACT) is not second for one in request.copies):
        raise Refused(
            "A second extract and a copy under the blanket licence cannot share a link.",
            instead="Start a request of its own for the second extract.",
        )


def still_to_come(until: date | None, today: date, field: str = "valid_until") -> None:
    if until and until < today:
        raise off(field, f"{until} has passed; a check must still hold.")


def by_hand(value: str, evidence: str, moment: Moment) -> Answer:
    return Answer(
        value=value,
        source="person",
        checked_by=moment.by.name,
        checked_on=moment.today,
        evidence=evidence,
    )


def stands(one: Answer | None, value: str) -> bool:
    """It was answered so before: whoever found it out stays named."""
    return one is not None and one.value == value
