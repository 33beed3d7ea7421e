"""What the local university's Alma holds: users, courses, reading lists and citations."""

from datetime import date
from typing import Any

from local.store import Drawers, Thing

SUFFIX = "0002212"
INSTITUTION = {"value": "44NGU_INST", "desc": "Northgate University"}
STATUSES = {
    "BeingPrepared": "Being prepared",
    "ReadyForProcessing": "Ready for processing",
    "InProcess": "In process",
    "Complete": "Complete",
    "Inactive": "Inactive",
    "Declined": "Declined",
}
# Codes that public clients of Alma send; a real table is each institution's own.
CANCELLATIONS = {
    "CancelledAtPatronRequest": "Cancelled at patron's request",
    "CannotBeFulfilled": "Cannot be fulfilled",
    "RequestedMaterialCannotBeLocated": "Requested material cannot be located",
    "InventoryMoved": "Inventory moved",
    "RequestSwitched": "Request switched",
}
_KINDS = {"BK": ("Book", "Physical Book"), "CR": ("Article", "Physical Article")}
_OKAFOR, _LINDQVIST, _BRANDT = "aokafor", "jlindqvist", "tbrandt"
_NAMES = {
    _OKAFOR: ("Amara", "Okafor"),
    _LINDQVIST: ("Johan", "Lindqvist"),
    _BRANDT: ("Tess", "Brandt"),
}
HISTORY, POLITICS = f"593319080{SUFFIX}", f"593319081{SUFFIX}"
# Alma keeps no representation of a record that is in no collection: here the journals.
UNCOLLECTED = (f"991005{SUFFIX}", f"991011{SUFFIX}")
DEBT = {
    "title": "Debt: The First 5,000 Years",
    "author": "Graeber, David",
    "isbn": "9781612194196",
    "publisher": "Melville House",
    "publication_date": "2014",
    "edition": "Updated and expanded ed.",
    "mms_id": f"991099{SUFFIX}",
}


def stock(drawers: Drawers, public: str) -> None:
    """Fill empty shelves; what stands there already is left alone."""
    if drawers.all("course"):
        return
    for user in (
        _user(_OKAFOR, "old.address@mail.example", "a.okafor@northgate.example"),
        _user(_LINDQVIST, "j.lindqvist@northgate.example"),
        _user(_BRANDT),
    ):
        drawers.put("user", user["primary_id"], user)
    for course in _courses():
        drawers.put("course", course["id"], course)
    for shelf in _lists():
        drawers.put("list", shelf["id"], shelf)
    for number, (shelf_id, section, status, metadata, more) in enumerate(_ROWS, start=1):
        metadata = {"mms_id": f"9910{number:02}{SUFFIX}", **metadata}
        added = citation(f"5933190{number:02}{SUFFIX}", shelf_id, section, metadata, public)
        added["citation"] |= {"status": valued(status, STATUSES), **more}
        added["volumes"] = int(status != "Declined")
        drawers.put("citation", added["citation"]["id"], added)


def autumn(today: date) -> int:
    """The calendar year in which the academic year of this day began; it begins in August."""
    return today.year if today.month >= 8 else today.year - 1


def citation(name: str, shelf_id: str, section: str, metadata: Thing, public: str) -> Thing:
    """A citation as Alma answers it, and the list that it stands on."""
    kind = "CR" if metadata.get("issn") else "BK"
    secondary, primary = _KINDS[kind]
    body = {
        "id": name,
        "status": valued("BeingPrepared", STATUSES),
        "copyrights_status": {"value": "NOTDETERMINED", "desc": "Not Determined"},
        "secondary_type": {"value": kind, "desc": secondary},
        "type": {"value": kind, "desc": primary},
        "metadata": metadata,
        "open_url": "",
        "leganto_permalink": f"{public}/local/leganto?list={shelf_id}#item-{name}",
        "file_link": "",
        "public_note": "",
        "license_type": "",
        "note": [],
        "section_info": {"id": "1", "name": section, "visibility": "true"},
        "citation_tags": {"citation_tag": []},
        "last_modified_date": f"{date.today()}Z",
    }
    return {"list": shelf_id, "citation": body}


def valued(code: str, table: dict[str, str]) -> dict[str, str]:
    """A code with its words, as Alma writes every choice."""
    return {"value": code, "desc": table.get(code, code)}


def _user(name: str, *addresses: str) -> Thing:
    first, last = _NAMES[name]
    emails = [
        {
            # The last one is preferred, so that taking simply the first is found out.
            "preferred": place == len(addresses),
            "email_address": address,
            "description": None,
            "email_type": [{"value": "work", "desc": "Work"}],
        }
        for place, address in enumerate(addresses, start=1)
    ]
    return {
        "record_type": {"value": "PUBLIC", "desc": "Public"},
        "primary_id": name,
        "first_name": first,
        "middle_name": "",
        "last_name": last,
        "full_name": f"{first} {last}",
        "status": {"value": "ACTIVE", "desc": "Active"},
        "user_group": {"value": "ACADEMIC", "desc": "Academic staff"},
        "account_type": {"value": "EXTERNAL", "desc": "External"},
        "contact_info": {"address": [], "email": emails, "phone": []},
    }


def _courses() -> list[Thing]:
    return [
        _course(
            "80", "HIST2041", "Empire, Trade and Resistance", "History", 64, (_OKAFOR, _BRANDT)
        ),
        _course(
            "81",
            "POLI3015",
            "Political Economy of the Commons",
            "Politics",
            38,
            (_LINDQVIST, _OKAFOR),
        ),
    ]


def _course(
    number: str, code: str, name: str, department: str, students: int, instructors: tuple[str, ...]
) -> Thing:
    year = autumn(date.today())
    people = [
        {"primary_id": who, "first_name": _NAMES[who][0], "last_name": _NAMES[who][1]}
        for who in instructors
    ]
    return {
        "id": f"231739{number}{SUFFIX}",
        "code": code,
        "name": name,
        "section": "A",
        "academic_department": {"value": department[:4].upper(), "desc": department},
        "processing_department": {"value": "RESERVES", "desc": "Course reserves"},
        "term": [{"value": "AUTUMN", "desc": "Autumn"}, {"value": "SPRING", "desc": "Spring"}],
        "status": "ACTIVE",
        "start_date": f"{year}-09-21Z",
        "end_date": f"{year + 1}-06-11Z",
        "weekly_hours": "0",
        "participants": str(students),
        "year": str(year),
        "instructor": people,
        "campus": [],
        "searchable_id": [f"{code}-{year}", f"NGU-{code}"],
        "note": [],
        "created_date": f"{year}-07-01Z",
        "last_modified_date": f"{year}-09-14Z",
    }


def _lists() -> list[Thing]:
    return [
        {
            "id": HISTORY,
            "course": f"23173980{SUFFIX}",
            "code": "HIST2041-LIST",
            "name": "Empire, Trade and Resistance: core reading",
        },
        {
            "id": POLITICS,
            "course": f"23173981{SUFFIX}",
            "code": "POLI3015-LIST",
            "name": "Political Economy of the Commons: seminar reading",
        },
    ]


def _book(title: str, author: str, isbn: str, publisher: str, year: str) -> Thing:
    return {
        "title": title,
        "author": author,
        "isbn": isbn,
        "publisher": publisher,
        "publication_date": year,
    }


# fmt: off
_MERCHANTS, _NATIONS = "Weeks 1-3: Merchants and empires", "Weeks 4-6: Nations and crowds"
_AFTER = "Weeks 7-9: After empire"
_COMMONS, _CAPITAL = "Seminars 1-4: The commons", "Seminars 5-8: Debt and capital"
_GONE = "An e-book of this title is in the library catalogue; the request for a scan was declined."
_ROWS: list[tuple[str, str, str, Thing, dict[str, Any]]] = [
    (HISTORY, _MERCHANTS, "BeingPrepared",
     _book("The Great Divergence: China, Europe, and the Making of the Modern World Economy",
           "Pomeranz, Kenneth", "978-0-691-09010-8", "Princeton University Press", "2000"), {}),
    (HISTORY, _MERCHANTS, "BeingPrepared",
     {"title": "Port Cities and Their Archives: A Departmental Reader", "author": "Haddad, Leila",
      "publisher": "Northgate University", "publication_date": "1974"}, {}),
    (HISTORY, _MERCHANTS, "BeingPrepared", DEBT, {}),
    (HISTORY, _NATIONS, "BeingPrepared",
     _book("Imagined Communities: Reflections on the Origin and Spread of Nationalism",
           "Anderson, Benedict", "9781784786755", "Verso", "2016"), {}),
    (HISTORY, _NATIONS, "BeingPrepared",
     {"title": "The Moral Economy of the English Crowd in the Eighteenth Century",
      "article_title": "The Moral Economy of the English Crowd in the Eighteenth Century",
      "journal_title": "Past & Present", "author": "Thompson, E. P.", "issn": "0031-2746",
      "issue": "50", "publication_date": "1971", "start_page": "76", "end_page": "136",
      "pages": "76-136", "doi": "10.1093/past/50.1.76"}, {}),
    (HISTORY, _NATIONS, "BeingPrepared",
     _book("The Making of the English Working Class", "Thompson, E. P.", "9780141976952",
           "Penguin", "2013"), {}),
    (HISTORY, _AFTER, "BeingPrepared",
     _book("موسم الهجرة إلى الشمال", "صالح، الطيب", "9789953710013", "دار العودة", "1969"), {}),
    (HISTORY, _AFTER, "Complete",
     _book("The Wretched of the Earth", "Fanon, Frantz", "9780802158635", "Grove Press", "2021"),
     {"public_note": "Read the chapter on violence before the seminar."}),
    (HISTORY, _AFTER, "BeingPrepared",
     _book("Orientalism", "Said, Edward W.", "0-394-74067-X", "Vintage", "1979"), {}),
    (POLITICS, _COMMONS, "BeingPrepared",
     _book("Governing the Commons: The Evolution of Institutions for Collective Action",
           "Ostrom, Elinor", "9781107569782", "Cambridge University Press", "2015"), {}),
    (POLITICS, _COMMONS, "BeingPrepared",
     {"title": "The Tragedy of the Commons", "article_title": "The Tragedy of the Commons",
      "journal_title": "Science", "author": "Hardin, Garrett", "issn": "0036-8075",
      "volume": "162", "issue": "3859", "publication_date": "1968-12-13", "start_page": "1243",
      "end_page": "1248", "pages": "1243-1248", "doi": "10.1126/science.162.3859.1243"}, {}),
    (POLITICS, _CAPITAL, "BeingPrepared", DEBT, {}),
    (POLITICS, _CAPITAL, "Declined",
     _book("Capital in the Twenty-First Century", "Piketty, Thomas", "9780674430006",
           "Belknap Press", "2014"), {"public_note": _GONE}),
]
# fmt: on
