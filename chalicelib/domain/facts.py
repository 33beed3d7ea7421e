"""What a request holds besides its state: who asked, what was checked, who decided what."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from chalicelib.domain.licence import SecondExtract


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asked, as their list knows them; never edited, only what was left out is found."""

    user: str = ""
    name: str = ""
    email: str = ""
    why_no_email: str = ""

    @property
    def label(self) -> str:
        return self.name or self.user


@dataclass(frozen=True, slots=True)
class Assignee:
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A place on a reading list that may be the one asked for, in the list system's own ids."""

    id: str
    theirs: Mapping[str, str]
    course_code: str = ""
    course_name: str = ""
    list_name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What allows the copy, as a person recorded it; a bought permission has its `order`."""

    basis: str
    checked_by: str
    checked_on: date
    valid_until: date | None = None
    note: str = ""
    order: SecondExtract | None = None


@dataclass(frozen=True, slots=True)
class Summed:
    """One run's sum as it was confirmed; `counted` are the other requests in it."""

    course: str
    year: str
    pages: int | None
    total: int | None
    percent: float | None
    verdict: str
    counted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extent:
    """The sum that was shown and confirmed, of the run that decided and of each; see extent.py.

    `pack` is the policy pack that it was measured by, `words` the sentence that was shown.
    """

    pages: int | None
    total: int | None
    percent: float | None
    verdict: str
    confirmed_by: str
    confirmed_on: date
    basis: str = ""
    note: str = ""
    words: str = ""
    pack: str = ""
    sums: tuple[Summed, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an active request waits for, and when to chase."""

    waits_for: str
    chase_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Clearance:
    """What an approver works on and decides, with the Copyright Clearance Center's figures.

    Without a `reason` nothing is decided yet. `start` and `end` are the days for which it holds,
    both inclusive (A086); `label` are the reason's words on the day of the decision.
    """

    reason: str
    note: str = ""
    cc_number: str = ""
    cc_order_date: date | None = None
    cc_approval_date: date | None = None
    start: date | None = None
    end: date | None = None
    label: str = ""
    decided_by: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    reason: str
    label: str
    note: str
    on: datetime
    theirs: str = ""
    notify: bool = False
    by: str = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """The days on which readers may open it, as asked for or as set; both ends inclusive."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """A reading that was live elsewhere: its old link, the name of its file, and the old cover
    sheets in front and at the back of it. `said` is a digest of what its row said besides.
    """

    said: str
    link: str = ""
    file: str = ""
    front: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Original:
    """What the list sent, kept as it came and never changed; `fields` are (label, value)."""

    received_on: datetime
    title: str = ""
    work_title: str = ""
    author: str = ""
    isn: str = ""
    pages: str = ""
    course_code: str = ""
    needed_by: date | None = None
    notes: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


class How(StrEnum):
    """By what a title record was known; NONE where none was taken."""

    NONE = "none"
    DOI = "doi"
    ISBN = "isbn"
    ARTICLE = "issn-and-article"
    ISSN = "issn"
    TITLE = "title-and-author"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Match:
    """The reason for a match, in words; `work` is the record, `others` are those it might be.

    `like` is an earlier request for the same text, where one was known by it.
    """

    how: How
    words: str
    work: str = ""
    others: tuple[str, ...] = ()
    like: str = ""
