"""The arguments of a call of the DCS API, and the names under which they are sent.

CLA shows the names of the first three only; of all others just their meaning is public. So names
are compared without regard to case and punctuation, each has several, and a library can add more:
the setting `parameter:pages` takes names with commas between them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

from chalicelib.domain.errors import NotUnderstood
from chalicelib.rlms._adapter import clean

#: Our name, what people call it, and theirs in the order in which they are looked for.
TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("hei", "Institution", ("hei",)),
    ("requester", "Requester", ("academicname",)),
    ("email", "Requester's e-mail", ("emailaddress", "email")),
    ("book", "Book", ("book", "isbook", "bookjournal", "bookorjournal")),
    ("faculty", "Faculty", ("faculty",)),
    ("department", "Department", ("department",)),
    ("course", "Course code", ("coursecode", "code", "course")),
    ("course-start", "Course starts", ("coursestartdate", "coursestart", "startdate")),
    ("isn", "ISBN or ISSN", ("isn", "isbn", "issn", "identifier")),
    ("doi", "DOI", ("doi",)),
    ("title", "Title", ("title", "booktitle", "journaltitle", "bookjournaltitle")),
    ("extract-title", "Chapter or article", ("extracttitle", "chaptertitle", "articletitle",
                                             "chapterarticletitle", "chapterorarticletitle")),
    ("year", "Year", ("year", "publicationyear")),
    ("issue", "Issue", ("issue",)),
    ("volume", "Volume", ("volume",)),
    ("pages", "Pages", ("pagerange", "pages", "pageranges")),
    ("needed-by", "Needed by", ("requiredbydate", "requiredby", "daterequired", "requireddate")),
    ("note", "Note", ("notes", "note", "extranotes", "additionalnotes")),
    ("subtitle", "Subtitle", ("subtitle",)),
    ("edition", "Edition", ("edition",)),
    ("chapter", "Chapter number", ("chapternumber", "chapter")),
    ("author", "Author of it", ("author", "extractauthor", "chapterauthor", "articleauthor")),
    ("publisher", "Publisher", ("publisher",)),
    ("request", "Request", ("requestid", "requestids", "id")),
    ("new-course", "New course code", ("newcoursecode",)),
    ("course-name", "Course name", ("coursename",)),
    ("weeks", "Weeks", ("numberofweeks", "weeks")),
    ("students", "Students", ("numberofstudents", "students")),
    ("subject", "Subject", ("subject",)),
    ("lead", "Lead lecturer", ("leadlecturer", "leadlecturername")),
    ("lead-email", "Lead lecturer's e-mail", ("leadlectureremail",)),
    ("status", "Course status", ("coursestatus", "status")),
)  # fmt: skip
LABELS = {name: label for name, label, _ in TABLE}
NAMES = {name: theirs for name, _, theirs in TABLE}
YES = frozenset({"true", "1", "yes", "y", "t", "on", "book"})
NO = frozenset({"false", "0", "no", "n", "f", "off", "journal"})
#: RFC 3339, or a day alone; a + that was not escaped arrives as a space.
MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[ +-]\d{2}:\d{2})?)?", re.ASCII
)
LONGEST, LONGEST_NOTE, MOST_UNKNOWN = 1_000, 4_000, 20
#: What must never be kept, should a client send it in an address.
SECRET = re.compile(r"key|password|token|authori[sz]ation")


@dataclass(frozen=True, slots=True)
class Arguments:
    """What was sent, by our own names. Raises NotUnderstood, in words, for what cannot be.

    `folded` is what was sent by folded names, as all names are in `named`.
    """

    sent: Mapping[str, str]
    folded: Mapping[str, str]
    named: Mapping[str, Sequence[str]]

    def text(self, name: str) -> str:
        """The first of its names that was sent with something in it."""
        longest = LONGEST_NOTE if name == "note" else LONGEST
        given = (self.folded[one] for one in self.named[name] if one in self.folded)
        found = (clean(one, longest) for one in given)
        return next(filter(None, found), "")

    def needed(self, name: str) -> str:
        return self.text(name) or self.refuse(name, "is missing")

    def number(self, name: str, least: int = 0, most: int = 2**31 - 1) -> int | None:
        """A whole number; None where none was sent."""
        text = self.text(name)
        if not text:
            return None
        if not re.fullmatch(r"[0-9]{1,12}", text) or not least <= int(text) <= most:
            self.refuse(name, f"is no whole number from {least} to {most}")
        return int(text)

    def numbers(self, name: str) -> list[int]:
        """Several whole numbers, with commas between them."""
        parts = [one.strip() for one in self.text(name).split(",") if one.strip()]
        if not all(re.fullmatch(r"[0-9]{1,10}", one) for one in parts):
            self.refuse(name, "is no whole number")
        return [int(one) for one in parts]

    def flag(self, name: str) -> bool | None:
        """True or false in any of the ways in which programs write it; None where not sent."""
        text = self.text(name).casefold()
        if text and text not in YES | NO:
            self.refuse(name, "is neither true nor false")
        return text in YES if text else None

    def day(self, name: str) -> date | None:
        """The day of an RFC 3339 moment, as it is written there."""
        text = self.text(name)
        if not text:
            return None
        try:
            found = MOMENT.fullmatch(text)
            return date.fromisoformat(found[1] if found else "")
        except ValueError:
            self.refuse(name, "is no date like 2027-01-31T00:00:00Z (RFC 3339)")

    def address(self, name: str) -> str:
        """An e-mail address, or nothing; only its form is looked at."""
        text = self.text(name)
        if text and not re.fullmatch(r"[^@\s]{1,200}@[^@\s]{1,200}", text):
            self.refuse(name, "is no e-mail address")
        return text

    def shown(self, *but: str) -> Iterator[tuple[str, str]]:
        """All that was sent with its label, also what has a name that nobody knows."""
        taken = {one for names in self.named.values() for one in names}
        yield from ((LABELS[name], self.text(name)) for name in LABELS
                    if name not in but and self.text(name))  # fmt: skip
        unknown = [one for one in sorted(self.sent) if fold(one) not in taken]
        for name in unknown[:MOST_UNKNOWN]:
            value = clean(self.sent[name], LONGEST)
            if value and not SECRET.search(fold(name)):
                yield clean(name, 100) or "Unnamed", value

    def refuse(self, name: str, words: str) -> NoReturn:
        raise NotUnderstood(f"{LABELS[name]} ({self.named[name][0]}) {words}.")


def fold(name: str) -> str:
    """A name without regard to case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", name.lower())
