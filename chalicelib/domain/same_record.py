"""Which requests are for the same record, as Alma's approval list has it (A135-A139).

The same MMS id; or the same ISBN, in either form; or the same ISSN with the same volume and issue,
and then also the same ISSN and volume where no issue is said, and the same ISSN where neither is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.identifiers import isn
from chalicelib.domain.request import Request

#: Why a request is for the same record, in the order in which it is asked.
WORDS: Mapping[str, str] = {
    "mms": "The same record in the catalogue",
    "isbn": "The same ISBN",
    "issue": "The same issue",
    "volume": "The same volume, no issue said",
    "journal": "The same journal, neither volume nor issue said",
}


@dataclass(frozen=True, slots=True)
class Record:
    """What a request is of, as far as it is known; the numbers are in their normal form."""

    mms: str = ""
    isbns: frozenset[str] = frozenset()
    issns: frozenset[str] = frozenset()
    volume: str = ""
    issue: str = ""


def record_of(request: Request) -> Record:
    """The record of a request: by its work, and before there is one by what the list sent."""
    work, extract = request.work, request.extract
    said = (work.isbn, work.issn, *work.others) if work else ()
    numbers = [found for one in (said if any(said) else request.sought) if (found := isn(one))]
    return Record(
        request.theirs.get("mms_id", ""),
        frozenset(one.normal for one in numbers if one.kind == "isbn"),
        frozenset(one.normal for one in numbers if one.kind == "issn"),
        plain(extract.volume or (work.volume if work else "")),
        plain(extract.issue or (work.issue if work else "")),
    )


def plain(said: str) -> str:
    return " ".join(said.split()).casefold()


def keys(record: Record) -> tuple[str, ...]:
    """The names under which it is filed: whatever is the same record shares at least one."""
    named = [f"mms:{record.mms}"] if record.mms else []
    named += [f"isbn:{one}" for one in sorted(record.isbns)]
    return (*named, *(f"issn:{one}" for one in sorted(record.issns)))


def same_record(record: Record, other: Record) -> str:
    """Why the other is for the same record, as a code of WORDS; empty where it is not."""
    if record.mms and record.mms == other.mms:
        return "mms"
    if record.isbns & other.isbns:
        return "isbn"
    if not record.issns & other.issns:
        return ""
    if (record.volume, record.issue) == (other.volume, other.issue):
        return "issue"
    if record.volume == other.volume and not other.issue:
        return "volume"
    return "" if other.volume or other.issue else "journal"
