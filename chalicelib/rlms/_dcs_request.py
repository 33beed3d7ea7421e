"""A SubmitRequest as the desk takes it in.

No id comes with it, so what it asks for is its key: the same course, the same time and the same
text are the same request, whoever asks and whatever note is put to it (as Talis has it: "same
course, time period and requested resource"). Where no start of the course was sent, the time is
the academic year of the day.
"""

import hashlib
import re
import unicodedata
from datetime import date, datetime

from chalicelib.domain.courses import year_of
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.facts import Original, Requester
from chalicelib.domain.identifiers import doi, isn
from chalicelib.domain.intake import Asked, normal
from chalicelib.domain.works import Extract, Portion, counted_pages
from chalicelib.rlms._dcs_arguments import Arguments

#: What of the text itself tells requests apart, beside its number or title and its pages.
TELLING = ("extract-title", "chapter", "volume", "issue", "year", "edition")
KEPT = ("volume", "issue", "year", "edition", "publisher")


def asked(sent: Arguments, now: datetime) -> Asked:
    """The request; NotUnderstood says which rule of theirs it breaks."""
    name, email = sent.needed("requester"), sent.needed("email") and sent.address("email")
    is_book = book(sent)
    if not (sent.text("isn") or sent.text("title")):
        raise NotUnderstood("An ISN is required if the title is missing.")
    if is_book and not (sent.text("extract-title") or sent.text("pages")):
        raise NotUnderstood("For a book, the extract title is required if there is no page range.")
    title = ": ".join(filter(None, (sent.text("title"), sent.text("subtitle"))))
    start = sent.day("course-start")
    original = Original(
        received_on=now,
        title=sent.text("extract-title"),
        work_title=title,
        author=sent.text("author"),
        isn=sent.text("isn"),
        pages=sent.text("pages"),
        course_code=sent.text("course")[:100],
        needed_by=sent.day("needed-by"),
        notes=tuple(filter(None, [sent.text("note")])),
        fields=tuple(sent.shown("hei", "email", "note", "request")),
    )
    theirs = {name: sent.text(name) for name in KEPT if sent.text(name)}
    return Asked(
        key=key(sent, start, now.date()),
        original=original,
        theirs=theirs | {"form": "Book" if is_book else "Journal"},
        lane="",
        requester=Requester("", name, email),
        extract=extract(sent),
        may_come_again=True,
    )


def book(sent: Arguments) -> bool:
    """Whether it is of a book; where that was not sent, the number tells: journals have an ISSN."""
    said = sent.flag("book")
    number = isn(sent.text("isn"))
    return said if said is not None else not (number and number.kind == "issn")


def extract(sent: Arguments) -> Extract:
    """What is to be copied; pages that cannot be counted are left to staff."""
    told = Extract(
        sent.text("extract-title"),
        sent.text("author"),
        sent.text("chapter"),
        portion=portion(sent),
        volume=sent.text("volume"),
        issue=sent.text("issue"),
        doi=doi(sent.text("doi")) or "",
    )
    return counted_pages(told, sent.text("pages"))


def portion(sent: Arguments) -> Portion:
    """A chapter or an article where one is named; else it is just so many pages."""
    if not book(sent):
        return Portion.ARTICLE if sent.text("extract-title") else Portion.PAGES
    named = sent.text("chapter") or (sent.text("extract-title") and not sent.text("pages"))
    return Portion.CHAPTER if named else Portion.PAGES


def key(sent: Arguments, start: date | None, today: date) -> str:
    """The content as a digest; the way in which it is typed makes no difference."""
    number = normal(sent.text("isn"))
    parts = [
        plain(sent.text("course")),
        start.isoformat() if start else year_of(today).name,
        number or f"{plain(sent.text('isn'))} {plain(sent.text('title'))}",
        extract(sent).pages or plain(sent.text("pages")),
        *(plain(sent.text(name)) for name in TELLING),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def plain(text: str) -> str:
    """Letters and figures only, in one case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.findall(r"\w+", folded)) or " ".join(folded.split())
