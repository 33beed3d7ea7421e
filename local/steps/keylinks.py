"""The demonstration from a KeyLinks list: it submits over the DCS API, and looks by itself."""

from typing import Any

from local.scene import LECTURER, Scene, day
from local.steps.reading import a_student_reads
from local.steps.working import ready
from local.story import NotAsItMustBe, must, until
from local.visitors import Staff

BOOK = {"title": "Orientalism", "author": "Said, Edward W.",
        "publisher": "Vintage", "year": "1979"}  # fmt: skip
OTHER = {"title": "Debt: The First 5,000 Years", "author": "Graeber, David",
         "isn": "9781612194196", "publisher": "Melville House", "year": "2014"}  # fmt: skip
SEATED = {"course": "HIST2041"}


def the_list_asks(scene: Scene) -> None:
    """A SubmitRequest of the DCS API leaves the KeyLinks list; a repeat gives the same id"""
    scene.known = scene.a_title(BOOK["title"], 368)
    item = say(scene, "item", {**BOOK, **SEATED, "isn": scene.known.short})["item"]
    chapter = f"Introduction ({item})"
    wish = {"item": item, "chapter": chapter, "pages": "1-28", "needed_by": day(40),
            "note": "For the seminar on travel writing."}  # fmt: skip
    number = say(scene, "request", wish)["number"]
    scene.story.saw(f"SubmitRequest over Basic and subscription key: request {number}")
    again = say(scene, "request-again", {"item": item})["number"]
    must("the same once more, as if the answer was lost, is the same request", number, again)
    staff = scene.staff("viewer")
    request_id = numbered(staff, number)
    rows = [row["number"] for row in staff.queue("all")]
    must("it stands in the queue once", 1, rows.count(number))
    scene.first = {"item": item, "id": request_id}
    scene.story.saw("the same once more: the same id, once in the queue")
    shows(scene, item, "New request", "")
    scene.story.saw("polling GetCourseContent, the list shows New request")


def the_desk_knows_it(scene: Scene) -> None:
    """It stands in the queue as new; the desk knows its course and its title"""
    staff, request_id = scene.staff("viewer"), scene.first["id"]
    found = staff.detail(request_id)["request"]
    must("the state", "new", found["state"])
    must("who asked", LECTURER, found["requester_detail"]["email"])
    must("the course, by its code", ["HIST2041"], [one["code"] for one in found["courses"]])
    must("the title, by its ISBN", scene.known.isbn, (found["work"] or {}).get("isbn"))
    scene.story.saw("course HIST2041 by its code, Orientalism by its ISBN, and who asked")


def a_digitiser_takes_it(scene: Scene) -> None:
    """A digitiser takes it; at its next look the list shows that it is in progress"""
    done = scene.staff().act(scene.first["id"], "assign")
    must("the state", "in-progress", done["request"]["state"])
    shows(scene, scene.first["item"], "In progress", "")
    scene.story.saw("taken by Dan Digitiser; the list shows In progress")


def the_link_is_made(scene: Scene) -> None:
    """Range, licence, extent and scan, then the link, which stands on the list"""
    staff, request_id = scene.staff(), scene.first["id"]
    staff.act(request_id, "update-range", pages="1-28")
    staff.act(request_id, "progress")
    shown = ready(staff, request_id, "Orientalism, Introduction", 28)
    scene.story.saw(f"scanned and checked; extent confirmed: {shown['request']['extent']['words']}")
    done = staff.act(request_id, "publish")
    scene.first["link"] = done["request"]["link"]["url"]
    shows(scene, scene.first["item"], "Completed", scene.first["link"])
    scene.story.saw(f"the list shows Completed and {scene.first['link']}")


def one_is_rejected(scene: Scene) -> None:
    """A second request is rejected: its reason stands on the list, and asked again it is new"""
    staff = scene.staff()
    item = say(scene, "item", {**OTHER, **SEATED})["item"]
    wish = {"item": item, "chapter": f"On the experience of debt ({item})", "pages": "21-41"}
    number = say(scene, "request", wish)["number"]
    note = f"We hold only the 2011 edition. Our reference is {item}."
    request_id = numbered(staff, number)
    staff.act(request_id, "assign")
    staff.act(request_id, "reject", reason="not-held", note=note)
    found = shows(scene, item, "Rejected", "")
    told = (found["rejection"], found["notes"])
    must("the reason and the note", ("The library does not hold it", note), told)
    scene.story.saw(f"the list shows Rejected: {found['rejection']}. {note}")
    anew = say(scene, "request-again", {"item": item})["number"]
    must("the same content after a rejection is a new request", True, anew != number)
    shows(scene, item, "New request", "")
    again = say(scene, "request-again", {"item": item})["number"]
    must("and once more it is that one", anew, again)
    scene.story.saw(f"the same content again is a new request: {number}, then {anew}")
    staff.act(numbered(staff, anew), "cancel", reason="other", note="The demonstration is over.")
    shows(scene, item, "Cancelled", "")
    scene.story.saw("cancelled at the desk, it shows Cancelled")


STEPS = (
    the_list_asks,
    the_desk_knows_it,
    a_digitiser_takes_it,
    the_link_is_made,
    a_student_reads,
    one_is_rejected,
)


def say(scene: Scene, path: str, said: dict[str, Any]) -> Any:
    """Press something on the KeyLinks list."""
    answer = scene.web.post(f"/local/keylinks/{path}", json=said)
    if not answer.is_success:
        raise NotAsItMustBe(f"the list takes {path}", "2xx", answer.text[:300])
    return answer.json()


def numbered(staff: Staff, number: int) -> str:
    """The desk's id of the request that has this number."""
    found = [str(row["id"]) for row in staff.queue("all") if row["number"] == number]
    must(f"request {number} stands in the queue", 1, len(found))
    return found[0]


def shows(scene: Scene, item: str, status: str, link: str) -> Any:
    """Wait until the list, by looking itself, shows this status and link."""

    def look() -> Any:
        found = scene.web.get("/local/keylinks/items.json", params={"item": item}).json()
        return found["items"][0]["request"]

    return until(
        f"the list shows {status}",
        look,
        lambda one: (one["status"], one["link"]) == (status, link),
        (status, link),
    )
