"""A request for digitisation as Talis sends it: an OpenURL 1.0 in a form, signed over its values.

Every byte can be read: what is not UTF-8 is Latin-1, keys may be missing, and what people or
programs put into the wrong field is left to staff.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import unquote_to_bytes, urlencode

from chalicelib.domain.facts import Dates, Original, Requester
from chalicelib.domain.identifiers import doi
from chalicelib.domain.intake import Asked
from chalicelib.domain.works import Extract, Portion, counted_pages
from chalicelib.rlms._adapter import clean, decoded
from chalicelib.rlms._talis_trackback import record

Form = Mapping[str, str]
Pairs = list[tuple[bytes, bytes]]

#: A form has some thirty fields; what is longer was not made by a reading list.
MOST_FIELDS = 500
SIGNATURE, API_KEY = b"res.signature", b"res.api_key"
LABELS = (
    ("Requested by", "req.name"),
    ("E-mail", "req.email"),
    ("Chapter or article", "rft.atitle"),
    ("Book", "rft.btitle"),
    ("Journal", "rft.jtitle"),
    ("Title", "rft.title"),
    ("Author", "rft.au"),
    ("ISBN", "rft.isbn"),
    ("ISSN", "rft.issn"),
    ("DOI", "rft.doi"),
    ("PubMed number", "rft.pmid"),
    ("Identifier", "rft_id"),
    ("First page", "rft.spage"),
    ("Last page", "rft.epage"),
    ("Pages", "rft.pages"),
    ("Volume", "rft.volume"),
    ("Issue", "rft.issue"),
    ("Edition", "rft.edition"),
    ("Published", "rft.date"),
    ("Publisher", "rft.pub"),
    ("Needed by", "svc.neededby"),
    ("Course code", "rfe.code"),
    ("Course", "rfe.name"),
    ("Course begins", "rfe.sdate"),
    ("Course ends", "rfe.edate"),
    ("Students", "rfe.size"),
    ("Item on the list", "rfr_id"),
    ("Earlier request", "ctx_id"),
    ("Message", "svc.message"),
)
#: Keys, addresses and words between people have no place in an answer.
NEVER_TOLD_BACK = ("res.", "svc.", "ctx_id")


def pairs(body: bytes) -> Pairs:
    """The fields as they stand in the form, byte for byte once the encoding is taken off."""
    parts = (one.partition(b"=") for one in body.split(b"&", MOST_FIELDS)[:MOST_FIELDS] if one)
    return [(plain(name), plain(value)) for name, _, value in parts]


def plain(encoded: bytes) -> bytes:
    return unquote_to_bytes(encoded.replace(b"+", b" "))


def form(body: bytes) -> Form:
    """The fields as text; of a repeated one the first that says something."""
    said: dict[str, str] = {}
    for name, value in pairs(body):
        key, text = clean(decoded(name), 100), clean(decoded(value))
        if key and text:
            said.setdefault(key, text)
    return said


def signature(sent: Pairs, secret: str) -> str:
    """HMAC-SHA256, in hex, over the key and all values in the order of their names."""
    key = next((value for name, value in sent if name == API_KEY), b"")
    rest = sorted((one for one in sent if one[0] not in (SIGNATURE, API_KEY)), key=lambda p: p[0])
    made = b"|".join([key, *(value for _, value in rest)])
    return hmac.new(secret.encode(), made, hashlib.sha256).hexdigest()


def value(said: Form, name: str) -> str:
    """A fact of what is asked for; older OpenURLs write it without `rft.`."""
    return said.get(f"rft.{name}") or said.get(name, "")


def work_title(said: Form) -> str:
    return value(said, "btitle") or value(said, "jtitle") or value(said, "title")


def number(said: Form) -> str:
    return value(said, "isbn") or value(said, "issn") or value(said, "eissn")


def article_doi(said: Form) -> str:
    return doi(value(said, "doi")) or doi(said.get("rft_id", "")) or ""


def is_named(said: Form) -> bool:
    """Whether there is anything by which a person could find what is meant."""
    known = (work_title(said), number(said), value(said, "atitle"), article_doi(said))
    return any(known) or bool(value(said, "pmid"))


def identity(said: Form) -> str:
    """By what it is the same request again: their record, or item and course, and the text.

    Their duplicate is the "same course, time period and requested resource". Their record says
    the first two, and more steadily than the form, whose dates are reckoned each time anew.
    """
    name, theirs = record(said.get("svc.trackback", ""))
    address = said.get("svc.trackback", "").partition("?")[0]
    place = [address, name, theirs] if theirs else [
        said.get(one, "") for one in ("rfr_id", "rfe.code", "rfe.sdate", "rfe.edate")
    ]  # fmt: skip
    asked_for = sorted((one, held) for one, held in said.items() if one.startswith("rft"))
    return hashlib.sha256(repr((place, asked_for)).encode()).hexdigest()


def asked(said: Form, now: datetime | None = None) -> Asked:
    """The request that this form asks for. Their systems know who and for which course."""
    key, pages = identity(said), pages_of(said)
    lane = said.get("svc.trackback") or said.get("rfr_id") or key
    kept = {"trackback": "svc.trackback", "item": "rfr_id", "course_name": "rfe.name"}
    original = Original(
        received_on=now or datetime.now(UTC),
        title=value(said, "atitle"),
        work_title=work_title(said),
        author=value(said, "au"),
        isn=number(said)[:100],
        pages=pages,
        course_code=said.get("rfe.code", "")[:100],
        needed_by=day(said.get("svc.neededby", "")),
        notes=tuple(filter(None, [said.get("svc.message", "")])),
        fields=tuple((label, said[name]) for label, name in LABELS if name in said),
    )
    return Asked(
        key=key,
        original=original,
        theirs={ours: said[theirs] for ours, theirs in kept.items() if theirs in said},
        lane=hashlib.sha256(lane.encode()).hexdigest()[:32],
        requester=requester(said),
        dates=period(said),
        extract=extract(said, pages),
        enrich=("course",),
        may_come_again=True,
    )


def requester(said: Form) -> Requester:
    email = said.get("req.email", "")[:320]
    why = "" if email else "Talis sent no e-mail address."
    return Requester(name=said.get("req.name", "")[:300], email=email, why_no_email=why)


def pages_of(said: Form) -> str:
    ends = dict.fromkeys(filter(None, (value(said, "spage"), value(said, "epage"))))
    return (value(said, "pages") or "-".join(ends))[:300]


def extract(said: Form, pages: str) -> Extract:
    """What is to be copied; pages that cannot be counted are left to staff."""
    told = Extract(
        title=value(said, "atitle"),
        authors=value(said, "au"),
        portion=portion(said),
        volume=value(said, "volume"),
        issue=value(said, "issue"),
        doi=article_doi(said),
    )
    return counted_pages(told, pages)


def portion(said: Form) -> Portion:
    """An article or a chapter where the OpenURL says so (its genre), or names one of a journal."""
    genre = value(said, "genre").lower()
    known = {"article": Portion.ARTICLE, "bookitem": Portion.CHAPTER, "proceeding": Portion.PAPER}
    if genre in known:
        return known[genre]
    return Portion.ARTICLE if is_article(said) and value(said, "atitle") else Portion.PAGES


def is_article(said: Form) -> bool:
    return said.get("rft_val_fmt", "").endswith((":journal", ":article"))


def period(said: Form) -> Dates:
    """The course's days. Where Moodle knows no last day it sends one of 1970, which is none."""
    start, end = day(said.get("rfe.sdate", "")), day(said.get("rfe.edate", ""))
    return Dates(start, end if end and end > (start or date(1971, 1, 1)) else None)


def day(written: str) -> date | None:
    """The day of a date, or of a date and time; nothing where it is neither."""
    try:
        return date.fromisoformat(written[:10])
    except ValueError:
        return None


def told_back(said: Form) -> str:
    """The request as an answer repeats it: what was asked, without keys, addresses and words."""
    return urlencode({n: one for n, one in said.items() if not n.startswith(NEVER_TOLD_BACK)})


def metadata(said: Form) -> dict[str, object]:
    """What is known of the text, in their names. Authors are left out on purpose.

    Moodle fills empty fields from here and sends both its fields of authors as one: told back,
    the same author would stand twice in the next form, which then were another request.
    """
    names = {"sectionTitle": "atitle", "startPage": "spage", "endPage": "epage",
             "editionTitle": "btitle", "editionDate": "date", "publisher": "pub",
             "volume": "volume", "issue": "issue", "issn": "issn", "pmid": "pmid"}  # fmt: skip
    known: dict[str, object] = {theirs: value(said, ours) for theirs, ours in names.items()}
    known |= {"isbn13": [one] if (one := value(said, "isbn")) else [], "doi": article_doi(said)}
    kind = "Article" if is_article(said) else "BookSection"
    return {"type": kind} | {name: held for name, held in known.items() if held}
