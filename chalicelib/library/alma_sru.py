"""The library's own catalogue in Alma, over SRU: title records in MARC 21.

Its address in HOSTS goes as far as the institution: https://<alma>/view/sru/<institution>.
"""

import re
from collections.abc import Iterator
from typing import Any

from chalicelib.domain.calls import Call, Talk
from chalicelib.domain.identifiers import isn
from chalicelib.domain.pages import ROMAN, arabic
from chalicelib.domain.telling import Permanent
from chalicelib.library._catalogue import MOST, Question, text, year
from chalicelib.library._marc import Marc, NotMarc, records

#: MARC's codes of countries that licences ask about; the states of the US end in u, as in `nju`.
COUNTRIES = {"enk": "GB", "stk": "GB", "wlk": "GB", "nik": "GB", "xxk": "GB", "ie": "IE",
             "gw": "DE", "fr": "FR", "ne": "NL", "nz": "NZ", "at": "AU", "xxu": "US", "xxc": "CA",
             "au": "AT", "sz": "CH", "it": "IT", "sp": "ES", "ii": "IN"}  # fmt: skip
#: Of a US state its code ends in u, of an Australian one in a, of a Canadian province in c.
ENDS = {"u": "US", "a": "AU", "c": "CA"}
COUNTED = re.compile(
    r"^\s*([ivxlcdm]+(?=[,;\s]))?[,;\s]*(?:\[?(\d{1,5})\]?)\s*(?:p\b|pages|S\.|s\.)"
)


class AlmaSru:
    name, label = "alma-sru", "The library's catalogue"

    def ask(self, question: Question) -> Talk:
        wanted = searched(question)
        if not wanted:
            return {}
        query = {"version": "1.2", "operation": "searchRetrieve", "recordSchema": "marcxml",
                 "maximumRecords": str(MOST), "query": wanted}  # fmt: skip
        reply = yield Call("GET", "", query=query)
        if not reply.ok:
            return {}
        try:
            return {"works": [work(one) for one in records(reply.body)]}
        except NotMarc as wrong:
            raise Permanent(str(wrong)) from wrong


def searched(question: Question) -> str:
    """The question in CQL; what was typed stays within its quotation marks."""
    if question.isn:
        return f"alma.{question.isn.kind}={question.isn.normal}"
    if question.doi:
        return f"alma.standard_number={quoted(question.doi)}"
    if not question.title:
        return ""
    author = f" and alma.creator={quoted(question.author)}" if question.author else ""
    return f"alma.title={quoted(question.title)}{author}"


def quoted(words: str) -> str:
    plain = re.sub(r'["\\]', " ", words)
    return f'"{" ".join(plain.split())}"'


def work(one: Marc) -> dict[str, Any]:
    numbers = list(isbns(one))
    title = (one.first("245", "a"), one.first("245", "b"))
    issns = [found.normal for each in one.all("022", "a") if (found := isn(each))]
    return {
        "title": ": ".join(part.strip(" /:;,.") for part in title if part.strip(" /:;,.")),
        "authors": "; ".join(name.strip(" ,.") for tag in ("100", "700")
                             for name in one.all(tag, "a")),
        "isbn": numbers[0] if numbers else "",
        "issn": issns[0] if issns else "",
        "others": [*numbers[1:], *issns[1:], *other_forms(one)],
        "edition": one.first("250", "a").strip(" /.,"),
        "publisher": (one.first("264", "b") or one.first("260", "b")).strip(" ,:;."),
        "year": year(one.first("264", "c") or one.first("260", "c")),
        "pages": pages(one.first("300", "a")),
        "kind": "journal" if one.leader[7:8] == "s" else "book",
        "country": country(one.control.get("008", "")[15:18]),
        "doi": doi_of(one),
    }  # fmt: skip


def isbns(one: Marc) -> Iterator[str]:
    return (found.normal for each in one.all("020", "a") if (found := isn(each)))


def other_forms(one: Marc) -> Iterator[str]:
    """The numbers of the same text in another form: print beside electronic (MARC 776)."""
    for code in ("z", "x"):
        yield from (found.normal for each in one.all("776", code) if (found := isn(each)))


def doi_of(one: Marc) -> str:
    named = (each for each in one.data.get("024", ()) if "doi" in each.get("2", ()))
    return next((text(number) for each in named for number in each.get("a", ())), "")


def pages(extent: str) -> int | None:
    """All pages of `xii, 382 p.`: the preliminary ones count too; volumes are no pages."""
    found = COUNTED.match(extent)
    if not found:
        return None
    roman = found[1] or ""
    return int(found[2]) + (arabic(roman) if ROMAN.fullmatch(roman) else 0)


def country(code: str) -> str:
    """Two letters where the code is known; else nothing, which says that it is not known."""
    plain = code.strip(" |")
    if plain in COUNTRIES:
        return COUNTRIES[plain]
    return ENDS.get(plain[2:], "") if len(plain) == 3 else ""


CATALOGUE = AlmaSru()
