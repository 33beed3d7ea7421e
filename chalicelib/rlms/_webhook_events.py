"""The events of the generic webhook: one table of fields, which is read by and drawn from.

docs/webhook.schema.json is drawn from here by `make docs`; a test compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from chalicelib.domain.facts import Dates, Original, Requester
from chalicelib.domain.identifiers import doi
from chalicelib.domain.intake import Asked, Heard, NothingToDo, SetAside, Withdrawn
from chalicelib.domain.request import Kind, Phase, Purpose, Request
from chalicelib.domain.works import Extract, Portion, counted_pages
from chalicelib.rlms._adapter import clean

EVENT = "scandesk.request."
CREATED, WITHDRAWN = f"{EVENT}created", f"{EVENT}withdrawn"
ENDS = (Phase.REFUSED, Phase.WITHDRAWN, Phase.DELETED)
NOTES, LONGEST = 10, 4_000
PURPOSES = [one.value for one in Purpose]
PORTIONS = [one.value for one in Portion]
DAY: Mapping[str, Any] = {"type": "string", "format": "date"}


def text(longest: int) -> Mapping[str, Any]:
    return {"type": "string", "maxLength": longest}


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be said of a request. With a label staff see it as it came."""

    name: str
    form: Mapping[str, Any]
    words: str
    label: str = ""


FIELDS = (
    Field("id", text(200), "Your own id of the request; without it the webhook-id stands for it."),
    Field("item", text(200), "Your item; what concerns one item is told in order."),
    Field("kind", {"enum": [kind.value for kind in Kind]}, "What is asked for; digitisation."),
    Field("purpose", {"enum": PURPOSES}, "For a course or for one patron; a course.", "For"),
    Field("clearance", {"type": "boolean"}, "Whether copyright clearance is asked for with it."),
    Field("title", text(1_000), "The chapter or article.", "Chapter or article"),
    Field("work_title", text(1_000), "The book or journal it is in.", "Title"),
    Field("author", text(1_000), "Who wrote it.", "Author"),
    Field("isn", text(100), "ISBN or ISSN of the book or journal.", "ISBN or ISSN"),
    Field("pages", text(500), "Pages, as in `vii-xxi, 1-10`.", "Pages"),
    Field("doi", text(300), "DOI of the chapter, article or work.", "DOI"),
    Field("chapter", text(50), "The chapter's number.", "Chapter"),
    Field("portion", {"enum": PORTIONS}, "What it is; empty where it is just pages.", "Portion"),
    Field("volume", text(50), "Volume of the journal.", "Volume"),
    Field("issue", text(50), "Issue of the journal.", "Issue"),
    Field("images", {"type": "boolean"}, "Whether pictures are wanted too."),
    Field("title_page", {"type": "boolean"}, "Whether title page and verso are to go with it."),
    Field("course_code", text(100), "The course, as the library knows it.", "Course"),
    Field("start", DAY, "The first day on which readers should be able to open it.", "From"),
    Field("end", DAY, "The last such day.", "To"),
    Field("needed_by", DAY, "The day by which it is needed.", "Needed by"),
    Field("notes", {"type": "array", "items": text(LONGEST), "maxItems": NOTES}, "For the desk."),
    Field("requester_id", text(200), "Who asks, as your system knows them.", "Requester"),
    Field("requester_name", text(200), "Their name.", "Name"),
    Field("requester_email", text(200), "Where the desk may write to them."),
)  # fmt: skip


def heard(told: object, message: str) -> Heard:
    """What an event means; `message` stands for a request that has no id of its own."""
    if not isinstance(told, Mapping) or not clean(told.get("type")):
        return SetAside("This is JSON, but no event: it names no type.")
    happened, said = clean(told["type"]), told.get("data")
    if happened not in (CREATED, WITHDRAWN):
        return NothingToDo("Nothing follows from this event.")
    if not isinstance(said, Mapping):
        return SetAside("This event has no data.")
    key = clean(said.get("id"), 200) or message
    return Withdrawn(key) if happened == WITHDRAWN else asked(said, key)


def asked(said: Mapping[str, Any], key: str) -> Heard:
    """The request; what cannot be read of it is shown to staff as it came."""
    held = {one.name: shown(one, said.get(one.name)) for one in FIELDS}
    if not any(held[name] for name in ("title", "work_title", "isn")):
        return SetAside("This request has neither a title nor an identifier.")
    if held["kind"] not in ("", *(kind.value for kind in Kind)):
        return SetAside("This request is of a kind that the desk does not know.")
    if held["purpose"] not in ("", *(one.value for one in Purpose)):
        return SetAside("This request is for a purpose that the desk does not know.")
    return Asked(
        key=key,
        original=original(said, held),
        theirs={"id": key},
        lane=held["item"] or key,
        requester=requester(held),
        kind=Kind(held["kind"] or Kind.DIGITISATION),
        purpose=purpose(held),
        clearance=said.get("clearance") is True,
        dates=Dates(day(held["start"]), day(held["end"])),
        extract=extract(held),
        # Course and work are looked up here; see the adapter's `enrich`.
        enrich=("course",),
    )


def purpose(held: Mapping[str, str]) -> Purpose:
    """A request to clear copyright is a course's whatever it says: it has no copy to deliver."""
    clearing = held["kind"] == Kind.CLEARANCE
    return Purpose.COURSE if clearing else Purpose(held["purpose"] or Purpose.COURSE)


def extract(held: Mapping[str, str]) -> Extract:
    """What is to be copied; pages that cannot be counted, or a word unknown, are left to staff."""
    flags = {"true": True, "false": False}
    told = Extract(
        held["title"], held["author"], held["chapter"],
        portion=Portion(held["portion"] if held["portion"] in PORTIONS else ""),
        volume=held["volume"], issue=held["issue"], doi=doi(held["doi"]) or "",
        images=flags.get(held["images"].lower()),
        title_page=flags.get(held["title_page"].lower(), False),
    )  # fmt: skip
    return counted_pages(told, held["pages"])


def original(said: Mapping[str, Any], held: Mapping[str, str]) -> Original:
    """What was sent, as staff see it beside what they work on."""
    notes = said.get("notes") if isinstance(said.get("notes"), list) else [said.get("notes")]
    words = [clean(one) for one in (notes or [])[:NOTES]]
    return Original(
        received_on=datetime.now(UTC), title=held["title"], work_title=held["work_title"],
        author=held["author"], isn=held["isn"], pages=held["pages"],
        course_code=held["course_code"], needed_by=day(held["needed_by"]),
        notes=tuple(filter(None, words)),
        fields=tuple((one.label, held[one.name]) for one in FIELDS if one.label and held[one.name]),
    )  # fmt: skip


def requester(held: Mapping[str, str]) -> Requester:
    email = held["requester_email"]
    why = "" if email else "The list sent no address."
    return Requester(held["requester_id"], held["requester_name"], email, why)


def shown(one: Field, value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return clean(value, one.form.get("maxLength", LONGEST))


def day(written: str) -> date | None:
    """A day; None where it is none, and then staff see it as it came."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def told(request: Request, phase: Phase, word: str, link: str) -> dict[str, Any]:
    """What they are told of a request."""
    told_why = {Phase.REFUSED: request.rejection, Phase.WITHDRAWN: request.cancellation}
    rejection = told_why.get(phase)
    reason = {"code": rejection.reason, "label": rejection.label, "note": rejection.note} \
        if rejection else None  # fmt: skip
    return {
        "type": f"{EVENT}{phase.value}",
        "timestamp": request.updated_on.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "data": {
            "id": request.theirs.get("id", ""), "request": request.id, "number": request.number,
            "status": word, "link": None if phase in ENDS else link or None, "reason": reason,
        },
    }  # fmt: skip


def schema() -> dict[str, Any]:
    """The JSON Schema of what comes in and of what goes out."""
    created = {one.name: {**one.form, "description": one.words} for one in FIELDS}
    named = [{"required": [name]} for name in ("title", "work_title", "isn")]
    reason = {"code": text(100), "label": text(LONGEST), "note": text(LONGEST)}
    said = {
        "id": text(200), "request": text(8), "number": {"type": "integer"}, "status": text(LONGEST),
        "link": {"type": ["string", "null"], "format": "uri"},
        "reason": {"type": ["object", "null"], "properties": reason, "required": [*reason]},
    }  # fmt: skip
    forms = {
        "created": event([CREATED], {"properties": created, "anyOf": named}),
        "withdrawn": event([WITHDRAWN], {"properties": {"id": created["id"]}, "required": ["id"]}),
        "told": event(
            [f"{EVENT}{phase.value}" for phase in Phase],
            {"properties": said, "required": [*said]},
        ),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scandesk's webhook",
        "description": "To the desk: created, withdrawn. From the desk: told. Both are signed "
        "after the Standard Webhooks specification, standardwebhooks.com.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in forms],
        "$defs": forms,
    }


def event(types: list[str], said: dict[str, Any]) -> dict[str, Any]:
    stamp = {"type": "string", "format": "date-time", "description": "When it happened."}
    return {
        "type": "object",
        "properties": {
            "type": {"enum": types}, "timestamp": stamp, "data": {"type": "object"} | said,
        },
        "required": ["type", "data"],
    }  # fmt: skip


if __name__ == "__main__":
    import json

    print(json.dumps(schema(), indent=1, ensure_ascii=False))
