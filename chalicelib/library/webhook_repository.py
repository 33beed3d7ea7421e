"""Any repository that hears webhooks after the Standard Webhooks specification.

What it is told is in docs/repository.schema.json, which is drawn from here by `make docs`.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.shown import Shown
from chalicelib.domain.standard_webhooks import signed
from chalicelib.domain.telling import DeliveryError, Permanent
from chalicelib.library._repository import Secret, judged

AVAILABLE, WITHDRAWN = "scandesk.copy.available", "scandesk.copy.withdrawn"
#: What the desk signs with, and beside it the one before while it is being changed.
SECRETS: Sequence[str] = ("repository/signing-secret", "repository/old-signing-secret")
FIELDS = (
    ("id", "Our id of the copy: the same in every message about it."),
    ("record", "The catalogue's id of the title, where the request said one; else empty."),
    ("title", "What was copied: the chapter or article."),
    ("authors", "Who wrote it."),
    ("work", "The book or journal that it is from."),
    ("isbn", "Its ISBN, or empty."),
    ("issn", "Its ISSN, or empty."),
    ("pages", "Its pages, as in `1-12`."),
    ("link", "Where it opens, after a sign-in; it never changes."),
    ("until", "The last day on which it opens, as YYYY-MM-DD; empty where there is none."),
)


@dataclass(frozen=True, slots=True)
class WebhookRepository:
    """Told each time; the id of the message is the same at each try, so a repeat is known."""

    name: ClassVar[str] = "repository"
    label: ClassVar[str] = "The repository"

    def show(self, copy: Shown) -> Talk:
        yield Call("POST", "", event(AVAILABLE, copy))
        return {"outcome": "The repository was told that it is there.", "done": "yes"}

    def withdraw(self, copy: Shown) -> Talk:
        yield Call("POST", "", event(WITHDRAWN, copy))
        return {"outcome": "The repository was told that it is there no more.", "done": "yes"}

    def prepared(self, call: Call, secret: Secret, now: datetime) -> Call:
        made = signed(call, [secret(name) for name in SECRETS], now)
        if made is None:
            raise Permanent(f"The secret {SECRETS[0]} is not set, so nothing can be signed.")
        return made

    def judge(self, call: Call, reply: Reply) -> DeliveryError | None:
        return judged(self.label, reply)


def event(happened: str, copy: Shown) -> dict[str, Any]:
    said = {
        "id": copy.request, "record": copy.record, "title": copy.title, "authors": copy.authors,
        "work": copy.work, "isbn": copy.isbn, "issn": copy.issn, "pages": copy.pages,
        "link": copy.link, "until": copy.until.isoformat() if copy.until else "",
    }  # fmt: skip
    return {"type": happened, "data": said if happened == AVAILABLE else {"id": copy.request}}


def schema() -> dict[str, Any]:
    """The JSON Schema of both messages."""
    fields = {name: {"type": "string", "description": words} for name, words in FIELDS}
    whole = {"type": "object", "properties": fields, "required": [*fields]}
    only = {"type": "object", "properties": {"id": fields["id"]}, "required": ["id"]}
    forms = {"available": (AVAILABLE, whole), "withdrawn": (WITHDRAWN, only)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What Scandesk tells a repository",
        "description": "POST, signed after the Standard Webhooks specification, "
        "standardwebhooks.com: webhook-id, webhook-timestamp, webhook-signature. The same "
        "webhook-id twice is the same message. Answer 2xx once it is taken.",
        "anyOf": [{"$ref": f"#/$defs/{name}"} for name in forms],
        "$defs": {
            name: {
                "type": "object",
                "properties": {"type": {"const": happened}, "data": said},
                "required": ["type", "data"],
            }
            for name, (happened, said) in forms.items()
        },
    }


if __name__ == "__main__":
    print(json.dumps(schema(), indent=1, ensure_ascii=False))
