"""CLA's Check Permissions API: what a licence allows of a title, read strictly.

A subscription key and nothing else opens it. Whatever does not read as an answer about this very
title is a failure in words: only CLA's own word for *permitted* is a yes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.identifiers import isn as read_isn
from chalicelib.domain.permissions import Allowed, Use
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain

KEY = "cla/key"
#: The licence that is asked about: 136 is Higher Education.
LICENCE_TYPE = "136"
PATH = "/check-permissions/v1/GetPermissionByIdentifier/{kind}/{isn}/{licence}"
QUERY = {"usageTypes": "1,2,8", "htmlToggle": "False"}
USES = {"photocopying": "photocopying", "scanning": "scanning", "digital": "digital"}
#: Their words; every other one is not known.
REPORTS = {"permitted": Allowed.YES, "available": Allowed.YES, "excluded": Allowed.NO}
NO_SUCH_TITLE = re.compile(r"\bnot (?:be )?found\b|\bno (?:\w+ )?(?:match|record|result)", re.I)
#: A book that CLA surely knows, for the test of the connection.
HARMLESS = "9781408855652"
LONGEST = 300


Secret = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cla:
    """The service: how it is asked, how its calls go out, how its errors are taken."""

    licence_type: str = LICENCE_TYPE
    name: ClassVar[str] = "cla"
    label: ClassVar[str] = "CLA's permission service"
    hosts: ClassVar[tuple[str, ...]] = ("cla",)
    secrets: ClassVar[tuple[str, ...]] = (KEY,)

    def question(self, isn: str) -> Talk:
        """Ask about one title. Ends in `photocopying`, `scanning`, `digital`, `title`, `found`."""
        kind = "ISSN" if len(isn) == 8 else "ISBN"
        path = PATH.format(kind=kind, isn=isn, licence=self.licence_type)
        reply = yield Call("GET", path, query={"messageId": isn, **QUERY})
        return answer(isn, reply)

    def probe(self) -> Talk:
        """Ask about a book that everybody has."""
        facts = yield from self.question(HARMLESS)
        return {"outcome": f"CLA answered: {facts['scanning'].words}" if facts["found"] else ""}

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        """The call with the subscription key."""
        key = secret(KEY)
        if not key:
            raise Permanent("No subscription key of CLA's is set up (the secret cla/key).")
        return replace(call, headers={**call.headers, "Ocp-Apim-Subscription-Key": key})

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        """400 and 404 are answers, 408, 425, 429 and 5xx pass by themselves, others do not."""
        if reply.ok or reply.status in (400, 404):
            return None
        if reply.status in (401, 403):
            return Permanent(f"CLA refused the subscription key ({reply.status}).")
        if reply.status in (408, 425, 429) or reply.status >= 500:
            return TryAgain(f"CLA answered {reply.status}.", wait(reply))
        return Permanent(f"CLA refused the question ({reply.status}).")


def answer(isn: str, reply: Reply) -> dict[str, Any]:
    """What they answered about this title; Permanent where it is no answer about it."""
    if reply.status == 404:
        return {"found": False}
    body = reply.json
    if not isinstance(body, dict):
        raise Permanent("CLA's answer is no answer: it is not an object.")
    if reply.status == 400:
        return refusal(body)
    title = about(isn, body.get("metadata"))
    return {"found": True, "title": title} | read(body.get("usagesSummary"))


def refusal(body: Mapping[str, Any]) -> dict[str, Any]:
    """A 400 says in `Message` what was wrong; that there is no such title is an answer."""
    message = text(body.get("Message"))
    if NO_SUCH_TITLE.search(message):
        return {"found": False}
    raise Permanent(f"CLA did not understand the question: {message or 'it says no more'}.")


def about(isn: str, metadata: object) -> str:
    """The title that they speak of, which has to be the one that was asked about."""
    if not isinstance(metadata, dict):
        raise Permanent("CLA's answer is no answer: it does not say of which title.")
    named = text(metadata.get("identifier"))
    found = read_isn(named) if named else None
    if named and (found is None or found.normal != isn):
        raise Permanent(f"CLA answered about another title ({named}).")
    return text(metadata.get("title"))


def read(summary: object) -> dict[str, Use]:
    """The three uses; two answers about one use that differ are none."""
    if not isinstance(summary, list):
        raise Permanent("CLA's answer is no answer: it names no uses.")
    uses: dict[str, Use] = {}
    for name, use in each(summary):
        known = uses.get(name)
        if known and known.allowed is not use.allowed:
            use = Use(Allowed.UNKNOWN, f"{known.words}; {use.words}"[:LONGEST])
        uses[name] = use
    if not uses:
        raise Permanent("CLA's answer is no answer: it names none of the three uses.")
    return {name: uses.get(name, Use()) for name in USES.values()}


def each(summary: list[object]) -> Iterator[tuple[str, Use]]:
    for one in summary:
        if not isinstance(one, dict):
            raise Permanent("CLA's answer is no answer: a use is not an object.")
        name = USES.get(text(one.get("usageType")).casefold())
        report = text(one.get("reportType"))
        if name:
            allowed = REPORTS.get(report.casefold(), Allowed.UNKNOWN)
            yield name, Use(allowed, in_their_words(report, one.get("footer")))


def in_their_words(report: str, footer: object) -> str:
    limits = text(footer.get("restrictions")) if isinstance(footer, dict) else ""
    return f"{report}: {limits}"[:LONGEST] if limits else report


def text(value: object) -> str:
    """What they sent as a line of text, or nothing."""
    if not isinstance(value, str):
        return ""
    shown = "".join(one if one.isprintable() else " " for one in value)
    return " ".join(shown.split())[:LONGEST]


def wait(reply: Reply) -> float | None:
    """The seconds that they ask us to wait."""
    told = {name.lower(): value.strip() for name, value in reply.headers.items()}
    asked = told.get("retry-after", "")
    return float(asked[:9]) if asked.isascii() and asked.isdigit() else None
