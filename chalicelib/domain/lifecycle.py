"""The one function that reads the tables of `moves.py`, and the questions asked of them.

Whatever the tables do not list is refused.
"""

from dataclasses import replace
from typing import Any

from chalicelib.domain import closure, copies, effects, needs, reading, told, voids
from chalicelib.domain.errors import Blocked, NotAllowed, Refused, Unknown
from chalicelib.domain.moves import GROUP, MOVES, SAME, SELF, L, Move
from chalicelib.domain.people import Person
from chalicelib.domain.request import Change, Request
from chalicelib.domain.terms import Moment


def move(request: Request, action: str, said: object, moment: Moment) -> Change:
    """What becomes of a request by one action. Refuses in words, or answers data; does nothing.

    Raises Unknown, Refused, NotAllowed, Blocked or NotUnderstood, in this order of asking.
    """
    row = row_for(request, action, moment.by)
    missing = lacking(row, request, moment)
    if missing:
        words = [needs.missing(need, request, moment.today) for need in missing]
        raise Blocked(f"{row.label} has to wait. {' '.join(words)}", missing=missing)
    heard = hear(row, request, said, moment)
    changed = effects.of(action, request, heard, moment)
    if not row.holds:
        changed = voids.voided(request, changed)
    if row.to is not SAME:
        new: dict[str, Any] = {row.facet: row.to}
        changed = replace(changed, **new)
    if row.also:
        changed = replace(changed, state=row.also)
    changed = replace(changed, copies=copies.kept(request, changed, moment.today))
    changed = closure.dated(request, changed, moment.today)
    changed, messages = reading.beside(request, changed, row.action, moment)
    changed = replace(changed, version=request.version + 1, updated_on=moment.now)
    change = told.tell(request, changed, row, heard, moment)
    return replace(change, messages=(*change.messages, *messages))


def row_for(request: Request, action: str, by: Person) -> Move:
    """The line of the tables that lets this person take this action from here."""
    rows = [row for row in MOVES if row.action == action]
    if not rows:
        raise Unknown(f"The desk has no action called {action[:60]}.", actions=sorted(GROUP))
    here = [row for row in rows if row.starts_at(request)]
    if not here:
        where = getattr(request, rows[0].facet).label
        raise Refused(
            f"{rows[0].label} is not possible: the request is {request.state.label.lower()}"
            + ("." if where == request.state.label else f", {where.lower()}."),
            state=request.state.value,
        )
    theirs = [row for row in here if by.may(row.role)]
    if not theirs:
        raise NotAllowed(f"{here[0].label} takes the role {here[0].role.value}.", role=here[0].role)
    return theirs[0]


def hear(row: Move, request: Request, said: object, moment: Moment) -> Any:
    """What was said, checked; where the desk itself acts, its own facts as they are."""
    if not row.says:
        return said
    # pydantic is imported only here, when a person has filled in a form.
    from chalicelib.domain import forms, say

    heard = say.read(row.says, said)
    forms.check(heard, request, moment.terms)
    return heard


def possible(request: Request, by: Person, moment: Moment) -> list[tuple[Move, list[str]]]:
    """The moves that this person has from here, each with the needs that it still misses."""
    rows: dict[str, Move] = {}
    for row in MOVES:
        theirs = by.may(row.role) and row.role not in (SELF, L)
        if row.starts_at(request) and theirs and row.action not in moment.terms.idle:
            rows.setdefault(row.action, row)
    return [(row, lacking(row, request, moment)) for row in rows.values()]


def lacking(row: Move, request: Request, moment: Moment) -> list[str]:
    """The needs of this line that are not met, of those that the library insists on."""
    asked = [need for need in row.needs if need not in moment.terms.unneeded]
    return [need for need in asked if needs.missing(need, request, moment.today)]
