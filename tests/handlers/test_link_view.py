"""What staff see of a link: each opening, how it stands, and how often it was opened."""

from dataclasses import replace
from datetime import date, timedelta

from chalice.app import Chalice

from chalicelib import wiring, wiring_delivery
from chalicelib.domain.openings import Closing, Link, Opening
from chalicelib.domain.people import Role
from chalicelib.domain.request import Purpose
from chalicelib.domain.rules import Outcome, Ruling
from chalicelib.domain.views import Day
from chalicelib.handlers.link_view import link
from tests.domain.a_request import NOON, TODAY, moment, ready
from tests.handlers.conftest import SignIn
from tests.handlers.doors import knock
from tests.handlers.shelved import OPENING, TOKEN, a_request, shelved, signed_in
from tests.handlers.shelved import TODAY as SHELVED_ON

URL = "https://desk.university.example"
OPENINGS = (
    Opening("LAW101", "2025-26", date(2025, 9, 22), date(2026, 7, 31), "cla-he"),
    Opening("LAW101", "2026-27", date(2026, 9, 28), date(2027, 6, 11), "cla-he"),
    Opening("POL 2", "2026-27", date(2027, 1, 11), date(2027, 6, 11), "cla-he"),
    Opening("ART1", "2026-27", None, None, "", closed=Closing(TODAY, "Dan", "Taught no more.")),
    Opening("ART2", "2026-27", date(2027, 1, 1), date(2026, 1, 1)),
)


def test_each_opening_says_how_it_stands_and_whom_it_brought():
    request = ready(link=Link(TOKEN, OPENINGS))
    days = [
        Day(TODAY, "LAW101", "2026-27", 4),
        Day(TODAY, "POL 2", "2026-27", 1),
        Day(TODAY - timedelta(days=1), "LAW101", "2026-27", 2),
    ]

    shown = link(request, moment(), URL, days)

    assert shown is not None
    assert [(one["number"], one["standing"], one["opened"]) for one in shown["openings"]] == [
        ("1", "over", 0),
        ("2", "open", 6),
        ("3", "coming", 1),
        ("4", "closed", 0),
        ("5", "never", 0),
    ]
    assert shown["openings"][2]["url"] == f"{URL}/l/{TOKEN}?c=POL%202"
    assert shown["openings"][3]["closed"] == {
        "on": "2026-11-21", "by": "Dan", "why": "Taught no more.",
    }  # fmt: skip
    assert (shown["opened"], shown["days"][0]) == (7, {"day": "2026-11-21", "opened": 5})
    assert shown["views"] is None


def test_a_patrons_views_are_counted_down():
    ruling = Ruling(book=1, place=1, name="Patrons", outcome=Outcome(views=3), on=NOON)
    request = ready(purpose=Purpose.PATRON, ruling=ruling, link=Link(TOKEN, OPENINGS, 1))

    shown = link(request, moment(), URL, used=3)

    assert shown is not None
    assert shown["views"] == {"limit": 4, "used": 3, "left": 1}


def test_a_request_without_a_link_shows_none():
    assert link(replace(ready(), link=None), moment(), URL) is None


def test_the_page_of_a_request_counts_its_readers_and_names_none(sign_in: SignIn) -> None:
    from app import app

    assert isinstance(app, Chalice)
    request = shelved(a_request())
    now = wiring.clock()
    for reader in ("ana", "ben", "ana"):
        wiring_delivery.links().opened(request.id, OPENING.of, reader, now, SHELVED_ON, 30)
    at = {"route": "/api/requests/{request_id}", "params": {"request_id": request.id}}

    reply = knock(app, "GET", f"/api/requests/{request.id}", headers=signed_in(Role.VIEWER), **at)

    assert reply.status == 200
    assert reply.json["request"]["link"]["opened"] == 2
    assert "ana" not in reply.text
