"""The demonstration from a Talis list: asked, shown, read; rejected, referred, asked again."""

import time
from typing import Any

from local.scene import LECTURER, Scene
from local.steps.reading import a_student_reads
from local.steps.working import ready
from local.story import NotAsItMustBe, must, until
from local.visitors import Staff

BOOK = {"title": "Orientalism", "author": "Said, Edward W.",
        "publisher": "Vintage", "year": "1979"}  # fmt: skip
OTHER = {"title": "Debt: The First 5,000 Years", "author": "Graeber, David",
         "isbn": "9781612194196", "publisher": "Melville House", "year": "2014"}  # fmt: skip
PENDING = ("REFERRED", "CopyPending")


def the_list_asks(scene: Scene) -> None:
    """A digitisation request leaves the Talis list as a signed OpenURL"""
    scene.known = scene.a_title(BOOK["title"], 368)
    item = say(scene, "item", {**BOOK, "isbn": scene.known.short})["item"]
    sent = say(scene, "request", {"item": item, "chapter": "Introduction", "pages": "1-28"})
    must("the signed form is taken", 200, sent["http"])
    answer = sent["answer"]
    must("it is answered as referred", PENDING, (answer["status"], answer["reason_code"]))
    must("with what was understood", "Introduction", answer["metadata"]["sectionTitle"])
    number = int(answer["id"].rpartition("/")[2])
    staff = scene.staff("viewer")
    request_id = numbered(staff, number)
    scene.first = {"item": item, "id": request_id}
    scene.story.saw(f"signed OpenURL, answered REFERRED, Copy pending, as request {number}")
    again = say(scene, "send-again", {"record": sent["record"]})
    must("the same form again is the same request", answer["id"], again["answer"]["id"])
    rows = [row["number"] for row in staff.queue("all")]
    must("it stands in the queue once", 1, rows.count(number))
    scene.story.saw("the same form again: the same number, nothing changed")


def the_desk_finds_out(scene: Scene) -> None:
    """It stands in the queue as new; course and title are matched by what the form said"""
    staff = scene.staff("viewer")
    found = until(
        "course and title are matched",
        lambda: staff.detail(scene.first["id"])["request"],
        lambda one: one["courses"] and one["work"],
        "a course and a work",
    )
    must("the state", "new", found["state"])
    must("who asks", "Amara Okafor", found["requester_detail"]["name"])
    must("and how to write", LECTURER, found["requester_detail"]["email"])
    must("the course, by its code", ["HIST2041"], [one["code"] for one in found["courses"]])
    must("the title, by its ISBN", scene.known.isbn, found["work"]["isbn"])
    must("the pages", "1-28", found["extract"]["pages"])
    scene.story.saw("Amara Okafor asks for HIST2041; Orientalism was matched by its ISBN")


def a_digitiser_takes_it(scene: Scene) -> None:
    """A digitiser takes it; the list hears so by a signed trackback"""
    staff = scene.staff()
    staff.act(scene.first["id"], "assign")
    seen = shows(scene, scene.first["item"], *PENDING, "The library is working on it.")
    must("told once", [PENDING], told(seen))
    scene.story.saw("in progress; the list shows Copy pending: the library is working on it")


def the_link_is_made(scene: Scene) -> None:
    """Checks, scan, link: the list shows LIVE, and the item itself has the link"""
    staff, request_id = scene.staff(), scene.first["id"]
    staff.act(request_id, "set-lecturer", lecturer="aokafor")
    staff.act(request_id, "progress")
    ready(staff, request_id, "Orientalism, Introduction", 28)
    done = staff.act(request_id, "publish")
    link = scene.first["link"] = done["request"]["link"]["url"]
    seen = shows(scene, scene.first["item"], "LIVE", None, "The digital copy is ready.")
    must("the copy behind the status", link, seen["request"]["link"])
    must("told once each, in order", [PENDING, ("LIVE", "")], told(seen))
    scene.story.saw(f"the list shows LIVE and {link}")
    online = until(
        "the item has the link",
        lambda: item_of(scene, scene.first["item"])["online_resource"],
        bool,
        link,
    )
    must("written over the Talis API", {"source": "uri", "link": link}, online)
    scene.story.saw("and View online on the item: a token, a look, one PATCH of its resource")


def one_is_rejected(scene: Scene) -> None:
    """A second request is rejected; the list shows the reason by its code, and the note"""
    staff = scene.staff()
    item = say(scene, "item", OTHER)["item"]
    sent = say(scene, "request", {"item": item, "chapter": "Chapter 2", "pages": "21-41"})
    request_id = numbered(staff, int(sent["answer"]["id"].rpartition("/")[2]))
    scene.second = {"item": item, "id": request_id, "record": str(sent["record"])}
    staff.act(request_id, "assign")
    shows(scene, item, *PENDING, "The library is working on it.")
    note = f"It is over ten per cent of the book. Our reference is {request_id}."
    staff.act(request_id, "reject", reason="over-limit", note=note)
    shows(scene, item, "REJECTED", "CopyLimitExceeded", note)
    scene.story.saw("the list shows REJECTED, Copy limit exceeded, and the library's note")


def it_is_referred_back(scene: Scene) -> None:
    """The requester refers it back with a word; the desk has it open again"""
    staff, request_id = scene.staff(), scene.second["id"]
    why = "One chapter is enough: please scan pages 21 to 30 only."
    sent = say(scene, "refer", {"record": scene.second["record"], "message": why})
    must("it is answered as referred", "UserInitiatedReferral", sent["answer"]["reason_code"])
    shown = staff.detail(request_id)
    must("the same request is open again", "in-progress", shown["request"]["state"])
    must("with the requester's words", why, shown["history"][0]["note"])
    scene.story.saw("the same request is in progress again, with the requester's words")


def it_is_asked_for_anew(scene: Scene) -> None:
    """Rejected once more and submitted again, it is a new request; the first keeps its end"""
    staff, first = scene.staff(), scene.second["id"]
    staff.act(first, "reject", reason="not-held")
    before = shows(scene, scene.second["item"], "REJECTED", "NotHeldByLibrary", None)
    sent = say(scene, "resubmit", {"record": scene.second["record"]})
    again = int(sent["answer"]["id"].rpartition("/")[2])
    must("it has a new number", True, str(again) != before["request"]["number"])
    second = numbered(staff, again)
    must("it is a request of its own", "new", staff.detail(second)["request"]["state"])
    must("the first stays rejected", "rejected", staff.detail(first)["request"]["state"])
    scene.story.saw(f"request {again} is new; the one before stays rejected")


STEPS = (
    the_list_asks,
    the_desk_finds_out,
    a_digitiser_takes_it,
    the_link_is_made,
    a_student_reads,
    one_is_rejected,
    it_is_referred_back,
    it_is_asked_for_anew,
)


def say(scene: Scene, path: str, said: dict[str, Any]) -> Any:
    """Press something on the Talis list."""
    answer = scene.web.post(f"/local/talis/{path}", json=said)
    if not answer.is_success:
        raise NotAsItMustBe(f"the list takes {path}", "2xx", answer.text[:300])
    return answer.json()


def item_of(scene: Scene, item: str) -> Any:
    found = scene.web.get("/local/talis/items.json", params={"item": item}).json()
    return found["items"][0]


def shows(
    scene: Scene, item: str, status: str, reason: str | None, message: str | None
) -> Any:  # fmt: skip
    """Wait until the list shows this; a reason or a message of None may be any."""
    wanted = {"status": status, "reason": reason, "message": message}
    wanted = {name: one for name, one in wanted.items() if one is not None}
    return until(
        f"the list shows {status}",
        lambda: item_of(scene, item),
        lambda one: wanted.items() <= one["request"].items(),
        wanted,
    )


def told(shown: Any) -> list[tuple[str, str]]:
    return [(one["status"], one["reason"]) for one in shown["request"]["told"]]


def numbered(staff: Staff, number: int) -> str:
    """The id of the request that has this number; the newest stand first."""
    for _ in range(20):
        found = [row["id"] for row in staff.queue("all") if row["number"] == number]
        if found:
            return str(found[0])
        time.sleep(0.2)
    raise NotAsItMustBe("the request stands in the queue", number, "no such number")
