"""How a request comes in: asked for on the list, completed by the desk, taken by a digitiser."""

import time
from typing import Any

from local.scene import LECTURER, Scene, day
from local.story import must, until
from local.visitors import Staff

BOOK = {
    "title": "Orientalism",
    "author": "Said, Edward W.",
    "publisher": "Vintage",
    "publication_date": "1979",
}
TWICE = {
    "title": "Debt: The First 5,000 Years",
    "author": "Graeber, David",
    "isbn": "9781612194196",
    "publisher": "Melville House",
    "publication_date": "2014",
}
SECTION = {"section": "Added by the demonstration"}
WISH = {
    "chapter": "Introduction",
    "pages": "1-73",
    "notes": ["For the seminar on travel writing."],
    "user": "aokafor",
}


def the_list_asks(scene: Scene) -> None:
    """A digitisation request leaves the reading list"""
    scene.known = scene.a_title(BOOK["title"], 368)
    item = {"course": "HIST2041", "isbn": scene.known.short, **SECTION, **BOOK}
    citation = scene.list_say("citation", item)["citation"]
    sent = scene.list_say("request", {"citation": citation, "needed_by": day(40), **WISH})
    heard = sent["delivery"]
    must("the signed REQUEST_CREATED is taken", "delivered", heard["outcome"])
    request_id = heard["answer"]["request"]
    scene.first = {"citation": citation, "id": request_id}
    scene.story.saw(f"signed REQUEST_CREATED, taken ({heard['status']}) as {request_id}")
    again = scene.list_say("deliver-again", {"request_id": sent["request_id"]})["delivery"]
    must("the same bytes again are taken", "delivered", again["outcome"])
    must("and name the same request", request_id, again["answer"]["request"])
    staff = scene.staff("viewer")
    rows = [row["id"] for row in staff.queue("all")]
    must("it stands in the queue once", 1, rows.count(request_id))
    events = [one["action"] for one in staff.detail(request_id)["history"]]
    must("it was received once", 1, events.count("receive"))
    scene.story.saw(f"the same bytes again ({again['status']}): the same id, nothing changed")


def the_desk_finds_out(scene: Scene) -> None:
    """It stands in the queue as new, and the desk finds out what the event did not say"""
    staff = scene.staff("viewer")
    rows = [row["state"] for row in staff.queue("new") if row["id"] == scene.first["id"]]
    must("it stands in the view of new requests", ["new"], rows)
    found = _enriched(staff, scene.first["id"])
    must("the requester's name", "Amara Okafor", found["requester_detail"]["name"])
    must("the preferred address", LECTURER, found["requester_detail"]["email"])
    must("the course, by its code", ["HIST2041"], [one["code"] for one in found["courses"]])
    must("the title, by its ISBN", scene.known.isbn, (found["work"] or {}).get("isbn"))
    scene.story.saw("Alma was asked: Amara Okafor and her preferred address")
    scene.story.saw("course HIST2041 matched by its code")
    scene.story.saw(f"{found['work']['title']}, {found['work']['pages']} pages, by its ISBN")
    _ask_where_two_lists_hold_it(scene, staff)


def a_digitiser_takes_it(scene: Scene) -> None:
    """A digitiser signs in and assigns it; the list shows that it is in process"""
    staff, request_id = scene.staff(), scene.first["id"]
    done = staff.act(request_id, "assign", key=f"demo-{request_id}")
    must("the state", "in-progress", done["request"]["state"])
    must("assigned to", "digitiser", done["request"]["assignee"]["id"])
    scene.story.saw("Dan Digitiser signed in and took it: in progress")
    scene.shows(scene.first["citation"], "InProcess", None)
    must("Alma was told once", ["InProcess"], scene.told(scene.first["citation"]))
    scene.story.saw("the reading list shows In process, told once")


def _ask_where_two_lists_hold_it(scene: Scene, staff: Staff) -> None:
    same = {**TWICE, "mms_id": f"9912{int(time.time()) % 10**8:08}0002212"}
    courses = ("HIST2041", "POLI3015")
    places = [
        scene.list_say("citation", {"course": code, **SECTION, **same})["citation"]
        for code in courses
    ]
    sent = scene.list_say("request", {"citation": places[0], "pages": "vii-xi, 21-41"})
    scene.second = {"citation": places[0], "id": sent["delivery"]["answer"]["request"]}
    found = _enriched(staff, scene.second["id"])
    offered = sorted(one["id"] for one in found["candidates"])
    must("where two lists hold the title, both are offered", sorted(places), offered)
    must("and a badge says so", True, "choose-citation" in found["badges"])
    scene.story.saw(f"{TWICE['title']} stands on two lists: staff choose between them")


def _enriched(staff: Staff, request_id: str) -> Any:
    return until(
        "the desk finds out who asks, and for what",
        lambda: staff.detail(request_id)["request"],
        lambda one: not one["not_yet_known"] or one["candidates"],
        "requester, course and citation known",
    )
