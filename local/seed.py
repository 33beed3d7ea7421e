"""Fills an empty desk with what a library would have: two courses, their teachers, most books."""

import time
from datetime import date
from typing import Any

import httpx

from local.catalogue import autumn

START_SECONDS = 30
LECTURERS = {
    "aokafor": {"name": "Dr Amara Okafor", "email": "a.okafor@northgate.example"},
    "jlindqvist": {"name": "Prof. Johan Lindqvist", "email": "j.lindqvist@northgate.example"},
    "tbrandt": {"name": "Tess Brandt", "email": ""},
}
_COURSES = (
    ("HIST2041", "NGU-HIST2041", "Empire, Trade and Resistance", "History", 64),
    ("POLI3015", "NGU-POLI3015", "Political Economy of the Commons", "Politics", 38),
)
_HEADINGS = ("title", "authors", "isbn", "publisher", "year", "pages")
# fmt: off
# The reader of 1974 and Piketty are left out, so that somebody has a title to add.
_BOOKS = (
    ("The Great Divergence: China, Europe, and the Making of the Modern World Economy",
     "Pomeranz, Kenneth", "9780691090108", "Princeton University Press", "2000", 382),
    ("Imagined Communities: Reflections on the Origin and Spread of Nationalism",
     "Anderson, Benedict", "9781784786755", "Verso", "2016", 240),
    ("The Making of the English Working Class", "Thompson, E. P.", "9780141976952", "Penguin",
     "2013", 848),
    ("موسم الهجرة إلى الشمال", "صالح، الطيب", "9789953710013", "دار العودة", "1969", 171),
    ("The Wretched of the Earth", "Fanon, Frantz", "9780802158635", "Grove Press", "2021", 320),
    ("Orientalism", "Said, Edward W.", "9780394740676", "Vintage", "1979", 368),
    ("Governing the Commons: The Evolution of Institutions for Collective Action",
     "Ostrom, Elinor", "9781107569782", "Cambridge University Press", "2015", 280),
    ("Debt: The First 5,000 Years", "Graeber, David", "9781612194196", "Melville House", "2014",
     560),
)
# fmt: on
# A journal, an issue of it devoted to one theme, an anthology, and one work in two editions.
_OTHERS: tuple[dict[str, Any], ...] = (
    {
        "title": "Past & Present",
        "issn": "00312746",
        "others": ["1477464X"],
        "kind": "journal",
        "publisher": "Oxford University Press",
        "country": "GB",
    },
    {
        "title": "Past & Present: The Global Middle Ages",
        "issn": "00312746",
        "kind": "journal",
        "volume": "238",
        "issue": "13",
        "year": "2018",
        "pages": 416,
        "country": "GB",
        "themed": True,
    },
    {"title": "Science", "issn": "00368075", "kind": "journal", "country": "US", "ccc": True},
    {
        "title": "The Post-Colonial Studies Reader",
        "authors": "Ashcroft, Bill (ed.)",
        "isbn": "9780415345651",
        "publisher": "Routledge",
        "year": "2006",
        "edition": "2nd",
        "pages": 587,
        "kind": "anthology",
        "country": "GB",
    },
    {
        "title": "Empires in World History: Power and the Politics of Difference",
        "authors": "Burbank, Jane; Cooper, Frederick",
        "isbn": "9780691127088",
        "pages": 528,
        "publisher": "Princeton University Press",
        "year": "2010",
        "kind": "book",
        "country": "US",
    },
    {
        "title": "Empires in World History: Power and the Politics of Difference",
        "authors": "Burbank, Jane; Cooper, Frederick",
        "isbn": "9781400834709",
        "pages": 528,
        "publisher": "Princeton University Press",
        "year": "2010",
        "edition": "e-book",
        "others": ["9780691127088"],
        "doi": "10.1515/9781400834709",
        "kind": "book",
        "country": "US",
    },
)


def seed(public: str) -> None:
    """Write them through the desk's own API; again is harmless. httpx.HTTPError if it refuses."""
    with httpx.Client(base_url=public, timeout=60) as web:
        _wait_until_up(web)
        administrator, digitiser = _bearer(web, "administrator"), _bearer(web, "digitiser")
        for name, lecturer in LECTURERS.items():
            _say(web, "PUT", f"/api/lecturers/{name}", administrator, lecturer)
        for code, body in courses(date.today()).items():
            _say(web, "PUT", f"/api/courses/{code}", administrator, body)
        for book in _BOOKS:
            _say(web, "POST", "/api/works", digitiser, dict(zip(_HEADINGS, book, strict=True)))
        for other in _OTHERS:
            _say(web, "POST", "/api/works", digitiser, other)


def courses(today: date) -> dict[str, dict[str, Any]]:
    """The two courses by code, each with its run of the academic year that this day is in."""
    year = autumn(today)
    run = {
        "year": f"{year}-{(year + 1) % 100:02}",
        "start": f"{year}-09-21",
        "end": f"{year + 1}-08-27",
        "weeks": 22,
    }
    return {
        code: {
            "name": name,
            "aliases": [alias],
            "department": department,
            "status": "active",
            "runs": [{**run, "students": students}],
        }
        for code, alias, name, department, students in _COURSES
    }


def _wait_until_up(web: httpx.Client) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            web.get("/api/health").raise_for_status()
            return
        except httpx.HTTPError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)


def _bearer(web: httpx.Client, person: str) -> dict[str, str]:
    token = web.post("/local/token", json={"person": person}).raise_for_status().json()
    return {"Authorization": f"Bearer {token['access_token']}"}


def _say(web: httpx.Client, method: str, path: str, who: dict[str, str], body: Any) -> None:
    web.request(method, path, headers=who, json=body).raise_for_status()
