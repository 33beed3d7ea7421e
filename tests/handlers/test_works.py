"""The door to title records: every field, other editions, and a correction with what was before."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from chalice.app import Chalice

from chalicelib.domain.people import Role
from tests.handlers.conftest import SignIn
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import signed_in

ANSWERS = Path(__file__).parents[1] / "library" / "catalogue_answers"
BOOK = {
    "title": "Empires in world history", "authors": "Burbank, Jane; Cooper, Frederick",
    "isbn": "0-691-12708-5", "publisher": "Princeton University Press", "year": "2010",
    "edition": "1st", "pages": 528, "blanks": 6, "kind": "book", "country": "us", "ccc": True,
    "doi": "https://doi.org/10.1515/9781400834709",
}  # fmt: skip


@pytest.fixture
def app(sign_in: SignIn) -> Chalice:
    from app import app

    return app


def said(app: Chalice, method: str, path: str, body: Any = None) -> Reply:
    named = path.removeprefix("/api/works").strip("/")
    return knock(
        app, method, path,
        route="/api/works/{work_id}" if named else "/api/works",
        params={"work_id": named} if named else None,
        headers=signed_in(Role.DIGITISER) | {"X-Scandesk": "1"},
        body=json.dumps(body).encode() if body is not None else None,
    )  # fmt: skip


def added(app: Chalice, **other: Any) -> dict[str, Any]:
    reply = said(app, "POST", "/api/works", BOOK | other)
    assert reply.status == 201, reply.text
    work: dict[str, Any] = reply.json
    return work


def test_a_title_record_has_its_numbers_in_every_form(app: Chalice) -> None:
    work = added(app)

    assert work["isbn"] == "9780691127088"
    assert work["forms"] == ["9780691127088", "978-0691127088", "0691127085"]
    assert work["doi"] == "10.1515/9781400834709"
    assert (work["country"], work["ccc"], work["kind_label"]) == ("US", True, "Book")


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"isbn": "0-691-12708-4"}, "isbn", "it would be 5"),
        ({"issn": "9780691127088"}, "issn", "no valid ISSN"),
        ({"doi": "doi.org"}, "doi", "begins with 10."),
        ({"others": ["12"]}, "others", "no valid ISBN or ISSN"),
        ({"blanks": 528}, "blanks", "not all pages can be blank"),
        ({"country": "Britain"}, "country", "two letters"),
        ({"kind": "scroll"}, "kind", "book"),
        ({"pages": 0}, "pages", "greater than 0"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    app: Chalice, wrong: dict[str, Any], field: str, words: str
) -> None:
    reply = said(app, "POST", "/api/works", BOOK | wrong)

    assert reply.status == 400
    (off,) = reply.json["fields"]
    assert off["field"].partition(".")[0] == field
    assert words in off["words"]


def test_other_editions_stand_with_a_record(app: Chalice) -> None:
    work = added(app)
    online = added(app, isbn="9781400834709", doi="", edition_of=work["id"])

    shown = said(app, "GET", f"/api/works/{work['id']}").json

    assert online["edition_of"] == work["id"]
    assert [one["isbn"] for one in shown["editions"]] == ["9781400834709"]


def test_a_correction_keeps_what_was_there_before(app: Chalice) -> None:
    work = added(app, pages=52)

    reply = said(app, "PUT", f"/api/works/{work['id']}", BOOK)

    shown = said(app, "GET", f"/api/works/{work['id']}").json
    assert (reply.status, shown["work"]["pages"]) == (200, 528)
    (was,) = shown["corrections"]
    assert (was["was"]["pages"], was["by_name"]) == (52, "Sofia Student")


def test_adding_a_record_that_stands_answers_it_as_it_stands(app: Chalice) -> None:
    work = added(app)
    said(app, "PUT", f"/api/works/{work['id']}", BOOK | {"pages": 530})

    reply = said(app, "POST", "/api/works", BOOK | {"pages": 52, "publisher": "A catalogue"})

    shown = said(app, "GET", f"/api/works/{work['id']}").json
    assert (reply.status, reply.json["added"], reply.json["pages"]) == (200, False, 530)
    assert (shown["work"]["pages"], len(shown["corrections"])) == (530, 1)


def test_two_books_of_one_title_without_numbers_are_two_records(app: Chalice) -> None:
    bare = {"title": "A reader", "authors": "Doe, Jane"}
    first = said(app, "POST", "/api/works", bare)

    other = said(app, "POST", "/api/works", bare | {"authors": "Roe, Richard"})
    again = said(app, "POST", "/api/works", bare | {"authors": "Jane Doe"})

    assert (first.status, other.status, again.status) == (201, 201, 200)
    assert again.json["id"] == first.json["id"] != other.json["id"]


def test_a_correction_over_a_record_that_somebody_else_corrected_is_refused(app: Chalice) -> None:
    seen = added(app)
    path = f"/api/works/{seen['id']}"
    theirs = said(app, "PUT", path, BOOK | {"pages": 530, "seen": seen["seen"]})

    late = said(app, "PUT", path, BOOK | {"blanks": 8, "seen": seen["seen"]})

    assert (theirs.status, late.status) == (200, 409)
    shown = said(app, "GET", path).json["work"]
    assert (shown["pages"], shown["blanks"]) == (530, 6)
    again = BOOK | {"pages": 530, "blanks": 8, "seen": shown["seen"]}
    assert said(app, "PUT", path, again).json["blanks"] == 8


def test_a_work_that_is_found_may_be_corrected_as_it_was_seen(app: Chalice) -> None:
    work = added(app)
    (found,) = knock(
        app, path="/api/works?title=empires", route="/api/works", headers=signed_in(Role.VIEWER)
    ).json["works"]

    reply = said(app, "PUT", f"/api/works/{work['id']}", BOOK | {"seen": found["seen"]})

    assert reply.status == 200


def test_a_record_that_is_not_there_is_neither_shown_nor_corrected(app: Chalice) -> None:
    assert said(app, "GET", "/api/works/none").status == 404
    assert said(app, "PUT", "/api/works/none", BOOK).status == 404


def test_a_work_is_found_by_the_short_form_of_its_isbn_and_by_its_doi(app: Chalice) -> None:
    work = added(app)

    for query in ("isn=0691127085%20", "doi=10.1515/9781400834709", "title=empires"):
        found = knock(
            app, path=f"/api/works?{query}", route="/api/works", headers=signed_in(Role.VIEWER)
        ).json["works"]
        assert [one["id"] for one in found] == [work["id"]]


def looked_up(app: Chalice, body: dict[str, str]) -> Reply:
    return knock(
        app, "POST", "/api/works/lookup", route="/api/works/lookup",
        headers=signed_in(Role.DIGITISER) | {"X-Scandesk": "1"}, body=json.dumps(body).encode(),
    )  # fmt: skip


def test_no_outside_catalogue_is_asked_unless_one_is_switched_on(app: Chalice) -> None:
    reply = looked_up(app, {"isn": "9780691127088"})

    assert reply.status == 409
    assert "switched on" in reply.json["detail"]


@pytest.mark.parametrize(
    ("body", "words"),
    [({}, "a number or a title"), ({"isn": "12"}, "no ISBN, ISSN or DOI")],
)
def test_a_look_up_needs_something_to_look_for(
    app: Chalice, body: dict[str, str], words: str
) -> None:
    reply = looked_up(app, body)

    assert reply.status == 400
    assert words in reply.json["fields"][0]["words"]


def test_a_catalogue_without_an_address_says_so_and_is_not_called(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATALOGUES", "crossref, open-library")

    reply = looked_up(app, {"isn": "9780691127088"})

    assert (reply.status, reply.json["found"]) == (200, [])
    assert [one["name"] for one in reply.json["asked"]] == ["crossref", "open-library"]
    assert all("No address is configured" in one["words"] for one in reply.json["asked"])


class Shelf(BaseHTTPRequestHandler):
    """An Open Library that knows one book."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write((ANSWERS / "open-library-book.json").read_bytes())

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_what_a_catalogue_found_is_added_as_it_came(
    app: Chalice, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = HTTPServer(("127.0.0.1", 0), Shelf)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("CATALOGUES", "open-library")
    monkeypatch.setenv("HOSTS", json.dumps({"open-library": address}))
    monkeypatch.setenv("PRIVATE_HOSTS", "127.0.0.1")

    (found,) = looked_up(app, {"isn": "0691090106"}).json["found"]
    server.shutdown()
    server.server_close()

    stands = said(app, "POST", "/api/works", found["work"])
    assert (stands.status, stands.json["pages"]) == (201, 382)
