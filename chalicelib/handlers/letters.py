"""The doors to the letters: read them, change them, and see one before it is sent."""

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import (
    ChangedMeanwhile,
    NotAllowed,
    NotUnderstood,
    Unknown,
    VersionNotSaid,
)
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, said, seen_version, whoever
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chalicelib.domain.letter_kinds import LetterKind, Wording
    from chalicelib.domain.request import Request

letters = Blueprint(__name__)
PARTS = ("subject", "text", "html")


@letters.route("/api/letters", methods=["GET"])
@problems
@may(Role.VIEWER)
def every() -> Response:
    """All letters: when each is sent, what it may say, and whether the library changed it."""
    from chalicelib import wiring_delivery
    from chalicelib.domain.letter_kinds import KINDS
    from chalicelib.handlers import letter_view

    kept = wiring_delivery.letters()
    lines = [letter_view.line(kind, kept.newest(kind.name)) for kind in KINDS.values()]
    return answer({"letters": lines})


@letters.route("/api/letters/{letter}", methods=["GET"])
@problems
@may(Role.VIEWER)
def one(letter: str) -> Response:
    """One letter as it is sent, with its version as ETag, and all that a form for it needs."""
    kind = known(letter)
    return shown(kind)


@letters.route("/api/letters/{letter}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def write(letter: str) -> Response:
    """Saves a wording as the next version, or restores the one that ships; it holds at once."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain.letter_kinds import LetterVersion

    kind, seen, kept, told = known(letter), seen_version(), wiring_delivery.letters(), said()
    if seen is None:
        raise VersionNotSaid("Changing a letter needs the version of it that you saw.")
    stands = kept.newest(kind.name).version
    if stands != seen:
        raise ChangedMeanwhile(f"You saw version {seen}; it is {stands} now.", version=stands)
    wording = None if told.get("restore") is True else proven(kind, wording_in(told))
    version = LetterVersion(
        letter=kind.name, version=seen + 1, by=whoever().name, saved_on=wiring.clock(),
        note=text(told, "note", 1_000), wording=wording,
    )  # fmt: skip
    kept.save(version)
    return shown(kind)


@letters.route("/api/letters/{letter}/preview", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def preview(letter: str) -> Response:
    """The letter as it would be sent, with examples or with what a real request says."""
    from chalicelib import wiring_delivery
    from chalicelib.domain.letter_kinds import cases
    from chalicelib.domain.letter_words import known as known_of
    from chalicelib.domain.letter_words import listed

    kind, told = known(letter), said()
    stands = wiring_delivery.wording(kind.name)
    wording = wording_in(told) if any(part in told for part in PARTS) else stands
    tried = cases(kind)
    case = text(told, "case", 20) or "full"
    if case not in tried:
        raise NotUnderstood(f"There is no case {case}; there are {', '.join(tried)}.")
    words = tried[case]
    if request_id := text(told, "request", 40):
        request, house = written_about(request_id), wiring_delivery.house()
        own = listed(facts(kind, request), [request], house)
        words = {**words, **known_of(request, request.requester.label, house), **own}
    return answer(written(kind, wording, words))


@letters.route(
    "/api/requests/{request_id}/letters/{letter}/preview", methods=["POST"], content_types=ANY
)
@problems
@may(Role.VIEWER)
def before(request_id: str, letter: str) -> Response:
    """A request's letter before it is sent: to whom, and with the note and the reason said here."""
    from chalicelib import wiring_delivery
    from chalicelib.domain.letter_words import known as known_of
    from chalicelib.domain.letter_words import listed

    kind, told = known(letter), said()
    if "requests" in kind.lists:
        raise NotUnderstood(f"The letter {kind.name} is about several requests, not about one.")
    request = written_about(request_id)
    to = text(told, "to", 20) or "requester"
    name, address, trouble = wiring_delivery.whom(request, to, kind.name)
    house = wiring_delivery.house()
    words = known_of(request, name, house) | listed(facts(kind, request), [], house)
    words |= beside(kind, told)
    made = written(kind, wiring_delivery.wording(kind.name), words)
    made.pop("removed")
    return answer({**made, "to": to, "name": name, "address": address, "trouble": trouble})


def written_about(request_id: str) -> "Request":
    """The request; what a reader wrote of an accessible copy is for those who make it."""
    from chalicelib import wiring

    request = wiring.table().load(request_id)
    if request.wish and not whoever().may(Role.DIGITISER):
        raise NotAllowed(
            "The letters about an accessible copy say who asked for it, and what would help.",
            instead="Ask a digitiser, who may read them.",
            role=Role.DIGITISER.value,
        )
    return request


def facts(kind: "LetterKind", request: "Request") -> "Mapping[str, str]":
    """What the message would carry beside the request."""
    from chalicelib.domain import delivery

    own = delivery.letter(request) if kind.name == delivery.LETTER else {}
    return {"count": "1", **own, "letter": kind.name}


def known(letter: str) -> "LetterKind":
    from chalicelib.domain.letter_kinds import KINDS

    if letter not in KINDS:
        raise Unknown(f"There is no letter {letter[:40]}.", letters=sorted(KINDS))
    return KINDS[letter]


def shown(kind: "LetterKind") -> Response:
    from chalicelib import wiring_delivery
    from chalicelib.handlers import letter_view

    kept = wiring_delivery.letters()
    newest = kept.newest(kind.name)
    told = letter_view.detail(kind, newest, kept.versions(kind.name))
    return answer(told, headers={"etag": f'"{newest.version}"'})


def text(told: dict[str, Any], name: str, most: int) -> str:
    """A text of what was said; empty where it was not."""
    found = told.get(name, "")
    if not isinstance(found, str) or len(found) > most:
        raise NotUnderstood(f"{name} is a text of {most} characters at the most.")
    return found


def wording_in(told: dict[str, Any]) -> "Wording":
    from chalicelib.domain.letter_kinds import Wording
    from chalicelib.library.letter_templates import LONGEST

    if lacking := [part for part in PARTS if part not in told]:
        raise NotUnderstood(f"A letter has subject, text and html; {', '.join(lacking)} lacks.")
    return Wording(*(text(told, part, LONGEST[part]) for part in PARTS))


def proven(kind: "LetterKind", wording: "Wording") -> "Wording":
    """The same, written once with every example; what is wrong is said with part and line."""
    from chalicelib.library import letter_templates

    try:
        letter_templates.tried(kind, wording)
    except letter_templates.CannotBeWritten as wrong:
        raise off(wrong) from wrong
    return wording


def written(kind: "LetterKind", wording: "Wording", words: dict[str, Any]) -> dict[str, Any]:
    from chalicelib.domain.mail_html import removed
    from chalicelib.library import letter_templates

    try:
        subject, plain, html = letter_templates.rendered(kind, wording, words)
        raw = letter_templates.one_part("html", wording.html, words)
    except letter_templates.CannotBeWritten as wrong:
        raise off(wrong) from wrong
    return {"subject": subject, "text": plain, "html": html, "removed": removed(raw)}


def off(wrong: Any) -> NotUnderstood:
    faults = [{"part": part, "line": line, "words": words} for part, line, words in wrong.faults]
    advice = "Mend the lines that are named; GET /api/letters lists what each letter may say."
    return NotUnderstood(str(wrong), instead=advice, faults=faults)


def beside(kind: "LetterKind", told: dict[str, Any]) -> dict[str, str]:
    """Note and reason that the move would add, where they are said."""
    from chalicelib import wiring

    found = {}
    if "note" in told:
        found["note"] = text(told, "note", 4_000)
    if code := text(told, "reason", 80):
        terms = wiring.terms()
        offered = terms.refusals if kind.name == "refuse" else terms.rejections
        labels = {one.code: one.label for one in offered}
        if code not in labels:
            raise NotUnderstood(f"There is no reason {code}; there are {', '.join(labels)}.")
        found["reason"] = labels[code]
    return found
