"""What a move tells: its line of history, and whoever hears of it, list or person.

What becomes of a letter while approval is wanted is in letters.py.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from chalicelib.domain import delivery, letters, scan_effects, text_layer, voids
from chalicelib.domain.channels import OURS
from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Change, Event, Kind, Message, Request, State
from chalicelib.domain.terms import Moment

if TYPE_CHECKING:  # the tables import this file, so their rows are known here by name only
    from chalicelib.domain.moves import Move

ASSIGNED = (State.IN_PROGRESS, State.ACTIVE)


def tell(request: Request, changed: Request, row: "Move", heard: Any, moment: Moment) -> Change:
    """The change with its line of history and all that must be told because of it."""
    messages = [*status(request, changed, row), *errands(row.action, request, changed)]
    for who in row.tells:
        facts = letter(row, changed)
        ours = facts["letter"] == delivery.LETTER
        if who == "requester" and request.rlms in moment.terms.mail_themselves and not ours:
            continue
        told = getattr(heard, "notify", False) or (row.surely and reachable(who, changed))
        if who != "rlms" and told:
            wait = letters.waiting(row.action, moment.terms.delivery.undo_seconds)
            messages.append(Message(who, "mail", {**facts, **wait}))
    if delivery.concerns_inventory(request, changed):
        messages.append(Message("desk", "inventory"))
    changed, messages = letters.withheld(row.action, changed, messages)
    lost = voids.lost(request, changed)
    event = Event(
        changed.version,
        moment.now,
        moment.by.id,
        moment.by.name,
        row.action,
        before=str(getattr(request, row.facet)),
        after=str(getattr(changed, row.facet)),
        said={
            **voids.kept(row.action, heard, request, changed),
            **letters.dropped(request, changed, row.action),
        },
        voids=lost,
    )
    return Change(changed, event, tuple(messages))


def letter(row: "Move", changed: Request) -> Mapping[str, str]:
    """Which letter a move writes, and what has to go with it."""
    if row.action == "publish" and changed.is_for_patron:
        return delivery.letter(changed)
    if changed.kind is Kind.ACCESSIBLE_COPY and row.action == "reject":
        return {"letter": "refuse-copy"}
    return {"letter": row.action}


def errands(action: str, request: Request, changed: Request) -> list[Message]:
    """What other parts of the desk have to do for its scans now."""
    return [*scan_effects.errands(action, request, changed), *text_layer.asked(request, changed)]


def reachable(who: str, request: Request) -> bool:
    """Whether an address is known, or is being looked up: the letter waits for it then."""
    person = request.lecturer if who == "lecturer" else request.requester
    looked_up = who == "requester" and "requester" in request.not_yet_known
    return bool(person and person.email) or looked_up


def status(request: Request, changed: Request, row: "Move") -> list[Message]:
    """What the list hears: each new phase, and the phase again for a new citation or clearance."""
    if request.rlms in OURS or row.role is Role.LIST or row.action == "pseudonymise":
        return []
    new_phase = changed.state.phase is not request.state.phase
    new_place = changed.theirs != request.theirs and changed.state is not State.NEW
    awaited = [one.approval is Approval.WANTED for one in (request, changed)]
    new_clearance = changed.state in ASSIGNED and awaited[0] is not awaited[1]
    # What readers open is another title than the one on the list: somebody there should look.
    other_title = row.holds and (request.work and request.work.id) != (
        changed.work and changed.work.id
    )
    if not (new_phase or new_place or new_clearance or other_title):
        return []
    return [Message(request.rlms, "status", {"phase": changed.state.phase.value})]
