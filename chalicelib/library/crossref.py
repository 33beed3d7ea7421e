"""Crossref's REST API (api.crossref.org): books, journals, and the articles and chapters in them.

A DOI of a chapter or an article leads to the book or journal it is in, with the part as `extract`.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from chalicelib.domain.calls import Call, Talk
from chalicelib.library._catalogue import Question, first, text

KINDS = {
    "book": "book", "monograph": "book", "reference-book": "book", "edited-book": "anthology",
    "book-set": "book", "proceedings": "proceedings", "journal": "journal",
    "journal-article": "journal", "book-chapter": "anthology", "book-section": "book",
    "proceedings-article": "proceedings",
}  # fmt: skip
PARTS = {"journal-article": "article", "book-chapter": "chapter", "book-section": "",
         "proceedings-article": "paper"}  # fmt: skip
ROWS = "5"


class Crossref:
    name, label = "crossref", "Crossref"

    def ask(self, question: Question) -> Talk:
        number = question.isn
        if question.doi:
            reply = yield Call("GET", f"/works/{quote(question.doi, safe='')}")
            return {"works": [work(reply.json["message"])] if reply.ok else []}
        if number and number.kind == "issn":
            reply = yield Call("GET", f"/journals/{number}")
            return {"works": [journal(reply.json["message"])] if reply.ok else []}
        query = {"filter": f"isbn:{number.normal}"} if number else titled(question)
        if not query:
            return {}
        reply = yield Call("GET", "/works", query={**query, "rows": ROWS})
        found = reply.json["message"]["items"] if reply.ok else []
        # A search by ISBN answers each chapter too; the book is the same for all of them.
        return {"works": one_each([work(one) for one in found])}


def titled(question: Question) -> dict[str, str]:
    if not question.title:
        return {}
    author = {"query.author": question.author} if question.author else {}
    return {"query.bibliographic": question.title} | author


def work(told: Mapping[str, Any]) -> dict[str, Any]:
    """The book or journal, and the part of it that the record is of, where it is of one."""
    kind, title = text(told.get("type")), first(told.get("title"))
    found = {
        "title": title,
        "authors": people(told.get("author") or told.get("editor")),
        "isbn": first(told.get("ISBN")),
        "others": (told.get("ISBN") or [])[1:],
        "issn": first(told.get("ISSN")),
        "publisher": text(told.get("publisher")),
        "year": text(dated(told.get("issued"))),
        "edition": text(told.get("edition-number")),
        "doi": text(told.get("DOI")),
        "kind": KINDS.get(kind, ""),
    }
    if kind not in PARTS:
        return found
    part = {
        "title": title, "authors": found["authors"], "pages": text(told.get("page")),
        "volume": text(told.get("volume")), "issue": text(told.get("issue")),
        "doi": found["doi"], "portion": PARTS[kind],
    }  # fmt: skip
    names = told.get("container-title") or [""]
    if kind == "journal-article":
        found |= {"isbn": "", "others": (told.get("ISSN") or [])[1:], "year": ""}
    # A chapter's record may name the series first; the book's own title stands last.
    whole = {"title": text(names[-1]), "authors": people(told.get("editor")), "doi": ""}
    return found | whole | {"extract": part}


def journal(told: Mapping[str, Any]) -> dict[str, Any]:
    numbers = told.get("ISSN") or []
    return {
        "title": text(told.get("title")), "publisher": text(told.get("publisher")),
        "issn": first(numbers), "others": numbers[1:], "kind": "journal",
    }  # fmt: skip


def people(told: object) -> str:
    names = [one for one in told if isinstance(one, Mapping)] if isinstance(told, list) else []
    spoken = (
        ", ".join(filter(None, (text(one.get("family")), text(one.get("given")))))
        or text(one.get("name"))
        for one in names[:20]
    )
    return "; ".join(filter(None, spoken))


def dated(told: object) -> object:
    parts = told.get("date-parts") if isinstance(told, Mapping) else None
    return parts[0][0] if parts and parts[0] else ""


def one_each(works: list[dict[str, Any]]) -> list[dict[str, Any]]:
    seen: dict[tuple[str, str], dict[str, Any]] = {}
    for one in works:
        plain = {name: value for name, value in one.items() if name != "extract"}
        seen.setdefault((one["isbn"] or one["issn"], one["title"].casefold()), plain)
    return list(seen.values())


CATALOGUE = Crossref()
