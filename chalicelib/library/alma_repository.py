"""Alma's repository: a remote digital representation under the title's own record.

Its Bibs API (bib.wadl): GET and POST /bibs/{mms_id}/representations, PUT and DELETE .../{rep_id}.
A list has at most 100 at a time; a POST cannot be repeated, so the list is read before it.
"""

import json
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import quote

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.shown import Shown
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain
from chalicelib.library._repository import Secret, judged

API, KEY, PAGE = "/almaws/v1/bibs", "leganto/api-key", 100
NO_COLLECTION = "402260"
#: Alma's "general error" and its limits of calls: the same again may work.
PASSING = frozenset({"401652", "PER_SECOND_THRESHOLD", "DAILY_THRESHOLD"})
NO_RECORD = "Alma's record of this title is not known, so Alma shows nothing of it."
Held = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlmaRepository:
    """`repository` is a code of Alma's remote repositories; `more` are further fields that this
    Alma demands, such as `library`."""

    repository: str
    more: Mapping[str, str] = field(default_factory=dict)
    name: ClassVar[str] = "leganto"
    label: ClassVar[str] = "Alma"

    def show(self, copy: Shown) -> Talk:
        """Ours is known by our id, so that it is made once and changed where it is another now."""
        if not copy.record:
            return {"outcome": NO_RECORD, "done": ""}
        kept, wanted = (yield from self._ours(copy)), self._drawn(copy)
        if kept is None:
            yield Call("POST", at(copy.record), wanted)
        elif any(plain(kept.get(name)) != plain(value) for name, value in wanted.items()):
            yield Call("PUT", at(copy.record, kept["id"]), {**kept, **wanted})
        return {"outcome": "Alma shows it.", "done": "yes"}

    def withdraw(self, copy: Shown) -> Talk:
        """The record stays: only our representation of it goes."""
        if not copy.record:
            return {"outcome": NO_RECORD, "done": ""}
        kept = yield from self._ours(copy)
        if kept is not None:
            query = {"override": "true", "bibs": "retain"}
            yield Call("DELETE", at(copy.record, kept["id"]), query=query)
        return {"outcome": "Alma shows it no more.", "done": "yes"}

    def _ours(self, copy: Shown) -> Generator[Call, Reply, Held | None]:
        offset = 0
        while True:
            query = {"limit": str(PAGE), "offset": str(offset)}
            reply = yield Call("GET", at(copy.record), query=query)
            told = reply.json
            some = told.get("representation") or []
            some = some if isinstance(some, list) else [some]
            for one in some:
                if plain(one.get("originating_record_id")) == copy.request:
                    return dict(one)
            offset += PAGE
            if not some or offset >= int(told.get("total_record_count") or 0):
                return None

    def _drawn(self, copy: Shown) -> dict[str, Any]:
        """`request_id` is Alma's "related digitization request id"."""
        first, last = copy.range
        told = {
            "title": copy.title, "author": copy.authors, "start_page": first, "end_page": last,
            "request_id": copy.asked,
        }  # fmt: skip
        return {
            "is_remote": True,
            "repository": {"value": self.repository},
            "originating_record_id": copy.request,
            "linking_parameter_1": copy.link,
            "entity_type": {"value": "ARTICLE" if copy.article else "CHAPTER"},
            **{name: value for name, value in told.items() if value},
            **{name: {"value": value} for name, value in self.more.items()},
        }

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        key = secret(KEY)
        if not key:
            raise Permanent(f"No key of Alma's is set up (the secret {KEY}).")
        headers = {**call.headers, "Authorization": f"apikey {key}", "Accept": "application/json"}
        return Call(call.method, call.path, call.body, call.query, headers, call.host, call.message)

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        """Alma answers most refusals with 400 and a code; what is gone already is gone."""
        if reply.ok or (call.method == "DELETE" and reply.status == 404):
            return None
        code, words = complaint(reply)
        if reply.status in (401, 403):
            return TryAgain("Alma refused our API key.")
        if code in PASSING:
            return TryAgain(f"Alma asked to wait ({code}).")
        if code == NO_COLLECTION:
            return Permanent("Alma takes no representation: its record is in no collection.")
        trouble = judged(self.label, reply)
        passes = isinstance(trouble, TryAgain) or not words
        return trouble if passes else Permanent(f"Alma refused it: {words} ({code})")


def at(*parts: str) -> str:
    """The representations of a record, or one of them."""
    record, *rest = (quote(str(part), safe="") for part in parts)
    return "/".join([API, record, "representations", *rest])


def plain(value: object) -> str:
    """A choice by its value; a flag and a text as text."""
    value = value.get("value") if isinstance(value, dict) else value
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def complaint(reply: Reply) -> tuple[str, str]:
    try:
        error = json.loads(reply.body)["errorList"]["error"][0]
        return str(error.get("errorCode", "")), str(error.get("errorMessage", ""))[:300]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return "", ""
