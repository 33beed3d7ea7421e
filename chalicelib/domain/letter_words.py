"""What a letter may say of a request: the values of its variables, as text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from chalicelib.domain.letter_kinds import KINDS, LISTS
from chalicelib.domain.openings import last_day
from chalicelib.domain.request import Request


@dataclass(frozen=True, slots=True)
class House:
    """What is the same in every letter of a deployment."""

    institution: str
    desk: str
    public_url: str
    sign_in: str = ""

    @property
    def home(self) -> str:
        return self.public_url.rstrip("/")


def known(request: Request, name: str, house: House) -> dict[str, Any]:
    """All that a letter may say of one request."""
    work = request.work.title if request.work else ""
    openings = request.link.openings if request.link else ()
    rejection = request.rejection
    given = request.wish.given if request.wish else None
    return {
        "name": name,
        "title": request.title or work,
        "work": work if work != request.title else "",
        "pages": request.extract.pages,
        "course": ", ".join(f"{run.code} {run.name}".strip() for run in request.runs)
        or request.course_asked,
        "link": f"{house.home}/l/{request.link.token}" if request.link else "",
        "until": spelled(last_day(openings)),
        "reason": rejection.label if rejection else "",
        "note": rejection.note if rejection else (given.note if given else ""),
        **wished(request, house),
        "requester": request.requester.label,
        "institution": house.institution,
        "desk": house.desk,
        "address": f"{house.home}/requests/{request.id}",
        "sign_in": house.sign_in,
    }


def wished(request: Request, house: House) -> dict[str, str]:
    """What a reader asked for with an accessible copy (A115); nothing of any other request."""
    wish, who = request.wish, request.requester
    if wish is None:
        return dict.fromkeys(("helps", "comment", "item", "send_to", "readers_page", "way"), "")
    return {
        "course": wish.course,
        "helps": wish.in_words,
        "comment": wish.comment,
        "item": f"{house.home}/l/{wish.token}" if wish.token else "",
        "send_to": who.email or who.why_no_email,
        "readers_page": f"{house.home}/accessible/copy/{request.id}",
        "way": wish.given.how if wish.given else "",
    }


def listed(facts: Mapping[str, str], found: Sequence[Request], house: House) -> dict[str, Any]:
    """What the message itself adds: its own words, its files, and the requests it is about."""
    kind = KINDS.get(facts.get("letter", ""))
    if kind is None:
        return {}
    said: dict[str, Any] = {name: facts.get(name, "") for name in kind.own}
    if "files" in kind.lists:
        said["files"] = [{"name": one} for one in names(facts)]
    if "places" in kind.lists:
        said["places"] = json.loads(facts.get("places", "[]"))
    if "requests" not in kind.lists:
        return said
    every = [known(request, "", house) for request in found]
    day = facts.get("day", "")
    return said | {
        "day": spelled(date.fromisoformat(day)) if day else "",
        "count": int(facts.get("count", len(every))),
        "requests": [{name: one[name] for name in LISTS["requests"]} for one in every],
        "queue": f"{house.home}/",
    }


def names(facts: Mapping[str, str]) -> list[str]:
    """The names of attached files, which stand with a slash between them; no file name has one."""
    return [one for one in facts.get("attach-names", "").split("/") if one]


def spelled(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
