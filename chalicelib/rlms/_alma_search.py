"""Finding out, over Alma's REST API, what its webhook did not say: who asks, and for which course.

Alma has no call that finds a citation by its record. The index of all lists has it as a rule
(_alma_lists.py); what it does not have is walked for: first the lists of the courses that the
requester teaches, then, if nothing was there, all courses. The walk ends after MOST_CALLS calls;
staff then choose the course by hand.
"""

import unicodedata
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.intake import normal
from chalicelib.domain.places import Place
from chalicelib.domain.request import Kind, Request
from chalicelib.rlms._adapter import clean

API = "/almaws/v1"
PAGE = 100
#: Courses and lists together; at Alma's ten calls a second this stays under a minute.
MOST_CALLS = 250
#: Places among which staff choose, and characters of what they choose by: a request is one row.
MOST_PLACES, SHOWN = 50, 300
#: Figures of a count that can be one.
LONGEST_COUNT = 10

Found = list[dict[str, Any]]
Step = Generator[Call, Reply, Any]


def at(*parts: str) -> str:
    """A path of Alma's API; whatever an id holds stays one segment."""
    return "/".join([API, *(quote(part, safe="") for part in parts)])


def citation_at(theirs: Mapping[str, str]) -> str:
    """The path of a citation; empty where not all of its ids are known."""
    course, shelf, one = (theirs.get(n, "") for n in ("course_id", "list_id", "citation_id"))
    if not (course and shelf and one):
        return ""
    return at("courses", course, "reading-lists", shelf, "citations", one)


def enrich(request: Request, places: Sequence[Place] = ()) -> Talk:
    """The requester, the places on lists that may be meant, the volumes, the work's own record."""
    learnt: dict[str, Any] = {}
    user = request.theirs.get("user", "")
    if not user:
        user = yield from whose(request)
        learnt |= {"user": user} if user else {}
    learnt |= yield from person(user)
    citations = yield from indexed(places, user)
    if not citations and not request.is_for_patron:
        citations = yield from Walk(Wanted.of(request)).everywhere(user)
    learnt["citations"] = [one["citation"] for one in citations[:MOST_PLACES]]
    if request.kind is Kind.DIGITISATION:
        learnt["items"] = yield from volumes(record_of(request, citations))
    if citations:
        learnt["work"] = work_of(citations[0]["metadata"])
    elif request.theirs.get("mms_id"):
        record = yield Call("GET", at("bibs", request.theirs["mms_id"]))
        learnt |= {"work": work_of(record.json)} if record.ok else {}
    work = learnt.get("work", {})
    number = work.get("isbn") or work.get("issn")
    return learnt | ({"isn": number} if number else {})


def indexed(places: Sequence[Place], user: str) -> Step:
    """What the index knows and the lists still have; the requester's own courses go first."""
    own = [one for one in places if user and user in one.teachers]
    found: Found = []
    for one in (own or places)[:MOST_PLACES]:
        reply = yield Call("GET", citation_at(one.theirs))
        metadata = (reply.json.get("metadata") or {}) if reply.ok else {}
        if reply.ok and clean(metadata.get("mms_id")) == one.record:
            names = ("id", "theirs", "course_code", "course_name", "list_name", "title")
            citation = {name: getattr(one, name) for name in names}
            found.append({"metadata": metadata, "citation": citation})
    return found


def record_of(request: Request, citations: Found) -> str:
    """The catalogue record that is meant; empty where none is named, or more than one."""
    if sent := request.theirs.get("mms_id", ""):
        return sent
    named = {clean(one["metadata"].get("mms_id")) for one in citations}
    return named.pop() if len(named) == 1 else ""


def volumes(record: str) -> Step:
    """How many physical volumes the library has of this record; None where Alma does not say."""
    if not record:
        return None
    path = at("bibs", record, "holdings", "ALL", "items")
    reply = yield Call("GET", path, query={"limit": "1"})
    told = held(reply) if reply.ok else None
    count = clean(told.get("total_record_count")) if isinstance(told, Mapping) else ""
    return int(count) if count.isdecimal() and len(count) < LONGEST_COUNT else None


def held(reply: Reply) -> Any:
    """What an answer holds; nothing where it is no JSON, or was longer than we read."""
    try:
        return reply.json
    except (ValueError, RecursionError):
        return None


def whose(request: Request) -> Step:
    """The requester's id, from the request itself, where the event did not carry it."""
    theirs = request.theirs
    if not theirs.get("mms_id") or not theirs.get("request_id"):
        return ""
    reply = yield Call("GET", at("bibs", theirs["mms_id"], "requests", theirs["request_id"]))
    return clean(reply.json.get("user_primary_id")) if reply.ok else ""


def person(user: str) -> Step:
    """Name and preferred address of a user, or why there is none."""
    if not user:
        return {"why_no_email": "The reading list did not say who asked."}
    reply = yield Call("GET", at("users", user), query={"user_id_type": "all_unique"})
    if not reply.ok:
        return {"why_no_email": "Alma does not know this user."}
    known = reply.json
    parts = [clean(known.get(name)) for name in ("first_name", "last_name")]
    name = clean(known.get("full_name")) or " ".join(filter(None, parts))
    mails = [one for one in (known.get("contact_info") or {}).get("email") or [] if one]
    preferred = [one for one in mails if str(one.get("preferred")).lower() == "true"]
    address = next((clean(one.get("email_address")) for one in [*preferred, *mails]), "")
    if address:
        return {"name": name, "email": address, "why_no_email": ""}
    return {"name": name, "why_no_email": "Alma holds no e-mail address for this user."}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a citation is known by: the record's number, else the ISN, else the title."""

    mms_id: str
    isn: str
    titles: frozenset[str]

    @classmethod
    def of(cls, request: Request) -> "Wanted":
        work = request.work
        sent = request.theirs.get("title", "")
        names = [request.title, request.extract.title, sent, work.title if work else ""]
        number = (work.isbn or work.issn) if work else ""
        return cls(request.theirs.get("mms_id", ""), normal(number), frozenset(told_apart(names)))

    def fit(self, metadata: Mapping[str, Any]) -> int:
        """How surely this is it: 3 the same record, 2 the same ISN, 1 the same title, 0 not."""
        if self.mms_id and clean(metadata.get("mms_id")):
            return 3 * (clean(metadata.get("mms_id")) == self.mms_id)
        numbers = {normal(clean(metadata.get(name))) for name in ("isbn", "issn")}
        if self.isn and self.isn in numbers:
            return 2
        names = ("title", "article_title", "chapter_title", "journal_title")
        return int(bool(self.titles & set(told_apart(clean(metadata.get(n)) for n in names))))


def told_apart(titles: Iterable[str]) -> Iterable[str]:
    """Titles without case, accents and punctuation, and without nothing."""
    for title in titles:
        letters = unicodedata.normalize("NFKD", title).casefold()
        bare = (one for one in letters if not unicodedata.combining(one))
        words = "".join(one if one.isalnum() else " " for one in bare).split()
        if words:
            yield " ".join(words)


class Walk:
    """A walk over courses and their lists, with a limit to its calls."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._left = MOST_CALLS
        self._seen: set[str] = set()

    def everywhere(self, user: str) -> Step:
        """The best there is: first where the requester teaches, then anywhere."""
        found: Found = []
        if user:
            found = yield from self.courses({"q": f"instructors~{user}"})
        if not found:
            found = yield from self.courses({})
        best = max((one["fit"] for one in found), default=0)
        return [one for one in found if one["fit"] == best]

    def courses(self, query: Mapping[str, str]) -> Step:
        found: Found = []
        for start in range(0, MOST_CALLS * PAGE, PAGE):
            paged = {**query, "limit": str(PAGE), "offset": str(start)}
            page = yield from self.ask("course", Call("GET", at("courses"), query=paged))
            for course in page:
                found += yield from self.lists(course)
            if len(page) < PAGE:
                break
        return found

    def lists(self, course: Mapping[str, Any]) -> Step:
        name = clean(course.get("id"))
        if name in self._seen:
            return []
        self._seen.add(name)
        found: Found = []
        path = at("courses", name, "reading-lists")
        for brief in (yield from self.ask("reading_list", Call("GET", path))):
            found += yield from self.citations(course, brief)
        return found

    def citations(self, course: Mapping[str, Any], brief: Mapping[str, Any]) -> Step:
        path = at("courses", clean(course.get("id")), "reading-lists", clean(brief.get("id")))
        asked = Call("GET", path, query={"view": "full"})
        whole = yield from self.ask("citations", asked)
        fits = [(one, self._wanted.fit(one.get("metadata") or {})) for one in whole]
        return [
            {
                "fit": fit,
                "metadata": one["metadata"],
                "citation": candidate(course, brief, one),
            }
            for one, fit in fits
            if fit
        ]

    def ask(self, name: str, call: Call) -> Step:
        """The things under that name in the answer; none once the calls are used up."""
        if not self._left:
            return []
        self._left -= 1
        reply = yield call
        held = reply.json.get(name) if reply.ok else None
        held = held.get("citation") if isinstance(held, Mapping) else held
        return held if isinstance(held, list) else [held] if held else []


def candidate(
    course: Mapping[str, Any], brief: Mapping[str, Any], one: Mapping[str, Any]
) -> dict[str, Any]:
    """A place on a list, in Alma's ids and in words to choose by."""
    metadata = one.get("metadata") or {}
    theirs = {"course_id": course, "list_id": brief, "citation_id": one}
    return {
        "id": clean(one.get("id")),
        "theirs": {name: clean(thing.get("id")) for name, thing in theirs.items()},
        "course_code": clean(course.get("code"), SHOWN),
        "course_name": clean(course.get("name"), SHOWN),
        "list_name": clean(brief.get("name"), SHOWN),
        "title": clean(metadata.get("article_title"), SHOWN) or clean(metadata.get("title"), SHOWN),
    }


def work_of(metadata: Mapping[str, Any]) -> dict[str, str]:
    """The book or journal that a citation or a catalogue record describes."""
    names = {
        "title": ("journal_title", "title"),
        "authors": ("author",),
        "isbn": ("isbn",),
        "issn": ("issn",),
        "publisher": ("publisher", "publisher_const"),
        "year": ("publication_date", "date_of_publication", "year"),
        "edition": ("edition", "complete_edition"),
    }
    held = {
        ours: next(filter(None, (clean(metadata.get(name)) for name in theirs)), "")
        for ours, theirs in names.items()
    }
    return {name: value for name, value in held.items() if value}
