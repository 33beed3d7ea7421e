"""Every letter that the desk writes: when it is sent, and the variables that it may use.

A new letter is a folder in templates/mail/, one row of `KINDS`, and whoever tells it names it in
the facts of the message: `Message("requester", "mail", {"letter": "publish"})`. What only that
letter knows stands in the same facts, and in the row's `own`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Variable:
    """What a variable is, in words; `example` is what it holds in a preview."""

    words: str
    example: str


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One letter. `uses` names variables of ALL, `own` are its alone, `lists` names lists."""

    name: str
    title: str
    when: str
    uses: tuple[str, ...]
    own: Mapping[str, Variable] = field(default_factory=dict)
    lists: tuple[str, ...] = ()

    @property
    def variables(self) -> dict[str, Variable]:
        return {name: ALL[name] for name in self.uses} | dict(self.own)

    @property
    def columns(self) -> dict[str, Mapping[str, Variable]]:
        """Its lists, each with what an entry of it holds."""
        return {name: LISTS[name] for name in self.lists}


ALL: Mapping[str, Variable] = {
    "name": Variable("Who is written to; empty where no name is known", "Ada Okafor"),
    "title": Variable("What was asked for", "The first chapter"),
    "work": Variable("The book or journal it is from; empty where that is the title", "A history"),
    "pages": Variable("Its pages, as asked", "1-12"),
    "course": Variable("The course, code and name", "HIS101 The long century"),
    "link": Variable("The link that opens the scan", "https://scans.university.example/l/a-token"),
    "until": Variable("The last day on which the link opens", "30 June 2027"),
    "reason": Variable("Why it was rejected or refused", "We do not hold it"),
    "note": Variable("What the colleague wrote beside it", "Volume 2 is on the shelf."),
    "requester": Variable("Who asked for it", "Ada Okafor"),
    "institution": Variable("The library's name, as it is set", "Northgate University"),
    "desk": Variable("The desk's address, to which a reply goes", "scanning@university.example"),
    "address": Variable(
        "The request at the desk, for staff", "https://scans.university.example/requests/ABCD2345"
    ),
    "sign_in": Variable("What your institution calls its sign-in", "your university account"),
    "helps": Variable("What would help a reader", "Large print, Audio"),
    "comment": Variable("What the reader wrote", "Chapter 2 first, please."),
    "item": Variable("The item's own link", "https://scans.university.example/l/a-token"),
    "send_to": Variable("Where an accessible copy is sent", "ada@university.example"),
    "readers_page": Variable(
        "The reader's own page of an accessible copy",
        "https://scans.university.example/accessible/copy/ABCD2345",
    ),
    "way": Variable("How a copy comes to its reader: here, mail or elsewhere", "here"),
    "count": Variable("How many there are", "3"),
    "day": Variable("The day that the letter is about", "20 November 2026"),
    "queue": Variable("The desk's queue", "https://scans.university.example/"),
}
LISTS: Mapping[str, Mapping[str, Variable]] = {
    "requests": {
        name: ALL[name] for name in ("title", "work", "requester", "course", "address", "until")
    },
    "files": {"name": Variable("A file's name", "the-first-chapter.pdf")},
    "places": {
        "url": Variable("An address that goes with it", "https://archive.example/plates"),
        "note": Variable("What the colleague wrote beside it", "The plates, in colour"),
    },
}

ABOUT = ("title", "work", "pages", "course", "requester", "institution", "desk")
KINDS: Mapping[str, LetterKind] = {
    kind.name: kind
    for kind in (
        LetterKind(
            "publish", "A scan is ready", "Generate link, where the mail was ticked",
            ("name", *ABOUT, "link", "until", "sign_in"),
        ),
        LetterKind(
            "deliver", "A patron's copy is ready", "Deliver, always, to the patron",
            ("name", *ABOUT, "link", "until", "sign_in"),
            {
                "attached": Variable("yes, where the files go with the letter", ""),
                "inventory": Variable("yes, where the library's own collection shows it", ""),
                "views": Variable("How often it may be opened; empty without a limit", "8"),
                "late": Variable("Why the files are not attached, where they should be",
                                 "The files would be 9.2 MB in a mail, which may have 7 MB, so "
                                 "they are behind the link."),
            },
            ("files", "places"),
        ),
        LetterKind(
            "reject", "A request is rejected", "Reject, where the mail was ticked",
            ("name", *ABOUT, "reason", "note", "sign_in"),
        ),
        LetterKind(
            "refuse", "Copyright approval was refused", "Refuse, to the requester",
            ("name", *ABOUT, "reason", "note", "sign_in"),
        ),
        LetterKind(
            "new-request", "A request has come in", "At once, to the staff that NOTICES names",
            ("name", *ABOUT, "address", "sign_in"),
        ),
        LetterKind(
            "accessible-copy", "A reader asks for an accessible copy",
            "At once, to the addresses that DELIVERY.accessible_to names, else to the desk",
            ("name", *ABOUT, "helps", "comment", "item", "send_to", "address", "sign_in"),
        ),
        LetterKind(
            "deliver-copy", "An accessible copy is there", "Deliver the copy, to its reader",
            ("name", *ABOUT, "readers_page", "way", "note", "sign_in"),
        ),
        LetterKind(
            "refuse-copy", "An accessible copy cannot be made", "Refuse, to its reader",
            ("name", *ABOUT, "reason", "note", "readers_page", "sign_in"),
        ),
        LetterKind(
            "digest", "Yesterday's new requests", "Each morning, to the staff that NOTICES names",
            ("institution", "desk", "name", "day", "count", "queue", "sign_in"),
            lists=("requests",),
        ),
        LetterKind(
            "closing", "Links that close soon", "Once a week, to the desk, each link once",
            ("institution", "desk", "name", "day", "count", "queue", "sign_in"),
            lists=("requests",),
        ),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """The three templates of a letter."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterVersion:
    """One saved version of a letter; without a wording it is again as it ships."""

    letter: str
    version: int
    by: str = ""
    saved_on: datetime | None = None
    note: str = ""
    wording: Wording | None = None


def cases(kind: LetterKind) -> dict[str, dict[str, Any]]:
    """What a letter is tried with: all that may be known, the least, and what is meant to harm."""
    full: dict[str, Any] = {name: one.example for name, one in kind.variables.items()}
    rows = {
        name: [{key: one.example for key, one in columns.items()}] * 2
        for name, columns in kind.columns.items()
    }
    always = ("title", "institution", "address", "day", "queue")
    least = {name: full[name] if name in always else "" for name in full}
    hostile = dict.fromkeys(full, HOSTILE)
    nothing: dict[str, Any] = {name: [] for name in kind.lists}
    counts = [{"count": n} if "count" in full else {} for n in (3, 1, 0)]
    return {
        "full": {**full, **rows, **counts[0]},
        "one": {**full, **{name: many[:1] for name, many in rows.items()}, **counts[1]},
        "least": {**least, **nothing, **counts[2]},
        "hostile": {**hostile, **rows, **counts[0]},
    }


#: A title that would break a letter whose words are not escaped.
HOSTILE = 'A "title" <script>alert(1)</script> {{ 7 }}'
