"""Open Library (openlibrary.org): books by their ISBN, or by title and author.

Its search answers a median of the pages of all editions; that is no edition's number of pages, so
it is left out.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.calls import Call, Talk
from chalicelib.domain.identifiers import isn as number_in
from chalicelib.library._catalogue import MOST, Question, first, text, year


class OpenLibrary:
    name, label = "open-library", "Open Library"

    def ask(self, question: Question) -> Talk:
        if question.isn and question.isn.kind == "isbn":
            key = f"ISBN:{question.isn.normal}"
            query = {"bibkeys": key, "jscmd": "data", "format": "json"}
            reply = yield Call("GET", "/api/books", query=query)
            found = reply.json.get(key) if reply.ok else None
            return {"works": [book(found, question.isn.normal)] if found else []}
        if not question.title or question.isn:
            return {}
        query = {"title": question.title, "limit": str(MOST)}
        query |= {"author": question.author} if question.author else {}
        reply = yield Call("GET", "/search.json", query=query)
        return {"works": [listed(one) for one in reply.json["docs"]] if reply.ok else []}


def book(told: Mapping[str, Any], isbn: str) -> dict[str, Any]:
    title = ": ".join(filter(None, (text(told.get("title")), text(told.get("subtitle")))))
    return {
        "title": title,
        "authors": "; ".join(named(told.get("authors"))),
        "isbn": isbn,
        "publisher": "; ".join(named(told.get("publishers"))),
        "year": year(told.get("publish_date")),
        "pages": told.get("number_of_pages"),
        "kind": "book",
    }


def listed(told: Mapping[str, Any]) -> dict[str, Any]:
    numbers = [found.normal for one in told.get("isbn") or [] if (found := number_in(text(one)))]
    every = list(dict.fromkeys(numbers))
    return {
        "title": text(told.get("title")),
        "authors": "; ".join(text(one) for one in (told.get("author_name") or [])[:20]),
        "isbn": every[0] if every else "",
        "others": every[1:],
        "publisher": first(told.get("publisher")),
        "year": text(told.get("first_publish_year")),
        "kind": "book",
    }


def named(told: object) -> list[str]:
    names = told if isinstance(told, list) else []
    return [text(one.get("name")) for one in names[:20] if isinstance(one, Mapping)]


CATALOGUE = OpenLibrary()
