"""A request as the API shows it: the console knows no states and no rules, so it is told."""

from collections.abc import Iterable, Mapping
from typing import Any

from chalicelib.domain import comparing, forms, lifecycle, moves, notes, reuse
from chalicelib.domain.channels import OURS
from chalicelib.domain.extent import measure
from chalicelib.domain.facts import Original
from chalicelib.domain.letters import to_a_person
from chalicelib.domain.lines import text
from chalicelib.domain.needs import NEEDS, missing
from chalicelib.domain.people import DESK, Role
from chalicelib.domain.request import Event, Kind, Request, State
from chalicelib.domain.sameness import twins
from chalicelib.domain.telling import Contact, Decided, Outgoing
from chalicelib.domain.terms import Moment, Terms
from chalicelib.domain.told import letter as letter_of
from chalicelib.handlers import message_shapes, notes_view, same_text, shapes
from chalicelib.handlers.working_copy import row, working

__all__ = ["detail", "message", "row"]

#: Of an action with several lines the first is people's own; the desk and lists have theirs.
LABELS = {row.action: row.label for row in reversed(moves.MOVES)} | {
    "receive": "Received from the list",
    "start": "Started by the desk",
    "import": "Imported: live elsewhere before",
    "send-again": "Message sent again",
    "letter-taken-back": "Letter not sent",
    "mail-bounced": "A letter bounced",
    "mail-complained": "A reader complained of a letter",
    "mail-rejected": "The mail service sent no letter",
    "suppression-lifted": "An address is written to again",
    "give-up": "Message given up",
}
BY_ROLE = {(row.action, row.role): row.label for row in moves.MOVES}
TONES = {
    "deliver-copy": "primary",
    "publish": "primary", "progress": "primary", "assign": "primary", "approve": "primary",
    "reject": "danger", "refuse": "danger", "cancel": "danger", "delete": "danger",
    "remove-scan": "danger", "delete-note": "danger", "remove-delivery": "danger",
}  # fmt: skip


def detail(
    request: Request,
    sent: Original,
    events: Iterable[Event],
    told: Iterable[Outgoing],
    moment: Moment,
    labels: Mapping[str, str],
    public_url: str,
    alike: tuple[Request, ...] = (),
) -> shapes.Detail:
    """All of a request, with what this person may do now and what the rest still waits for.

    `alike` are other requests for the same text, as they stand now.
    """
    reusable = reuse.offers(request, alike)
    there = lifecycle.possible(request, moment.by, moment)
    there = [one for one in there if reusable or one[0].action != "reuse-scan"]
    events = list(events)
    noted = notes.standing(events)
    there = [one for one in there if noted or one[0].action not in notes_view.OF_NOTES]
    return {
        "request": working(request, moment, labels, public_url),
        "original": original(sent),
        "differs": [
            {"place": one.place, "label": one.label, "sent": one.sent, "ours": one.ours}
            for one in comparing.differences(request, sent)
        ],
        "history": [history(event, moment.terms) for event in events],
        "notes": [notes_view.note(one) for one in noted],
        "messages": [message(one) for one in told],
        "actions": [
            notes_view.chosen_from(
                same_text.chosen_from(offer(move, request, moment), reusable), noted
            )
            for move, lacks in there
            if not lacks
        ],
        "blocked": [blocked(move, lacks, request, moment) for move, lacks in there if lacks],
        "steps": steps(request, moment),
        "twins": [same_text.twin(one) for one in twins(request, alike)],
        "reuse": [same_text.offered(one) for one in reusable],
    }


def original(sent: Original) -> shapes.Original:
    return {
        "received_on": text(sent.received_on), "title": sent.title, "work_title": sent.work_title,
        "author": sent.author, "isn": sent.isn, "pages": sent.pages, "notes": list(sent.notes),
        "course_code": sent.course_code,
        "fields": [{"label": label, "value": value} for label, value in sent.fields],
    }  # fmt: skip


def history(event: Event, terms: Terms | None = None) -> shapes.HistoryEvent:
    said = event.said
    words = "; ".join(
        f"{name.replace('_', ' ')}: {in_words(event, name, value, terms)}"
        for name, value in said.items()
        if name not in UNSAID and isinstance(value, str | int)
    )
    if event.voids:
        words = "; ".join([*([words] if words else []), f"voids {', '.join(event.voids)}"])
    return {
        "version": event.version, "at": text(event.at), "by": event.by, "by_name": event.by_name,
        "action": event.action, "label": label(event),
        "words": words or None, "note": str(said["note"]) if said.get("note") else None,
        "from": event.before or None, "to": event.after or None,
    }  # fmt: skip


def in_words(event: Event, name: str, value: object, terms: Terms | None) -> str:
    """A code by the words that were kept with it, else by those it has now."""
    words = event.said.get("reason_words") if name == "reason" else None
    return str(words) if words else forms.label(event.action, name, value, terms)


def label(event: Event) -> str:
    """What was done, in the words of whoever did it."""
    role = Role.LIST if event.by.startswith("list:") else Role.DESK if event.by == DESK.id else None
    if event.action == "receive" and event.by in OURS:
        return came_by(OURS[event.by])
    if event.action == "publish" and "delivered" in event.said:
        return DELIVERED
    own = BY_ROLE.get((event.action, role)) if role else None
    return own or LABELS.get(event.action, event.action)


def came_by(way: str) -> str:
    return f"Received: {way.lower()}"


DELIVERED = "Delivered"
#: Kept for auditors, and nothing that a person reads in passing.
UNSAID = frozenset(
    {"note", "reason_words", "copy", "notify", "sha256", "scan_id", "by", "size", "person"}
)
#: Receivers whose names are no words with a capital.
TO = {"accessible": "Accessible copies", "cla": "CLA", "rlms": "The list"}
WHAT = {
    "enrich": "asked for what was not sent",
    "mail": "mail",
    "inventory": "the digital inventory",
    "permission": "asked what it allows",
    "text-layer": "asked to recognise the text of a scan",
    "reading-copy": "asked to make the reading copy",
    "put-together": "asked to put a scan together",
}
TOLD = "told that it is"


def message(one: Outgoing) -> message_shapes.Message:
    about = one.facts.get("phase") or one.facts.get("letter") or ""
    kind = WHAT.get(one.kind, TOLD)
    what = f"{kind} {about}" if one.kind == "status" else f"{kind}: {about}".strip(": ")
    return {
        "id": one.id, "request": one.request, "to": one.to, "what": what,
        "to_label": TO.get(one.to, one.to.capitalize()), "to_person": to_a_person(one),
        "status": one.status.value, "tries": one.tries, "next_try": text(one.next_try) or None,
        "outcome": one.outcome or None, "at": text(one.at), "answer": one.answer or None,
        "decided": decided(one.decided),
    }  # fmt: skip


def decided(word: Decided | None) -> message_shapes.Decided | None:
    if word is None:
        return None
    return {"what": word.what, "by": word.by, "by_name": word.by_name, "at": text(word.at)}


def contact(one: Contact | None) -> message_shapes.Contact | None:
    return {"at": text(one.at), "what": one.what, "words": one.words} if one else None


def offer(move: moves.Move, request: Request, moment: Moment) -> shapes.Offer:
    return {
        "action": move.action,
        "label": move.label,
        "tone": TONES.get(move.action, "default"),
        "group": moves.GROUP[move.action],
        "schema": schema(move, request, moment),
        "values": forms.values(move.action, request, moment.terms),
    }


def schema(move: moves.Move, request: Request, moment: Moment) -> dict[str, Any]:
    """The form of a move; whoever confirms the extent reads there what is confirmed.

    `x-letter` names the letter that the move may write, and to whom: it can be seen beforehand.
    """
    drawn = forms.schema(move.says, request, moment.terms)
    for who in (one for one in move.tells if one != "rlms"):
        drawn["x-letter"] = {"letter": letter_of(move, request)["letter"], "to": who}
    if move.says == "ExtentCheck":
        drawn["description"] = measure(request, moment).words
    return drawn


def blocked(move: moves.Move, lacks: list[str], request: Request, moment: Moment) -> shapes.Blocked:
    needed = [lacking(need, request, moment) for need in lacks]
    return {"action": move.action, "label": move.label, "missing": needed}


def lacking(need: str, request: Request, moment: Moment) -> shapes.Missing:
    words = missing(need, request, moment.today)
    return {"need": need, "words": words, "action": NEEDS[need].supplied_by}


#: The steps before those that a link needs: what each is called, and the action that does it.
AHEAD = (("assigned", "Assigned", "assign"), ("active", "Active", "progress"))


def steps(request: Request, moment: Moment) -> list[shapes.Step]:
    """The way to the link: what is done and what is still to do, for an open request."""
    if not request.is_open:
        return []
    met = (request.state is not State.NEW, request.state is State.ACTIVE)
    ahead = [(*step, done) for step, done in zip(AHEAD, met, strict=True)]
    wanted: tuple[str, ...]
    wanted = moves.BEFORE_DELIVERY if request.is_for_patron else moves.BEFORE_LINK
    if request.kind is Kind.CLEARANCE:
        ahead, wanted = ahead[:1], moves.BEFORE_CLEARED
    if request.kind is Kind.ACCESSIBLE_COPY:
        ahead, wanted = ahead[:1], ()
    drawn: list[shapes.Step] = [
        {"need": need, "label": label, "done": done, "words": "", "action": action}
        for need, label, action, done in ahead
    ]
    for need in (one for one in wanted if one not in moment.terms.unneeded):
        words = missing(need, request, moment.today)
        drawn.append({"need": need, "label": NEEDS[need].label, "done": not words,
                      "words": words, "action": NEEDS[need].supplied_by})  # fmt: skip
    return drawn
