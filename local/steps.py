"""The seven steps of the demonstration; each title is the first line of its function."""

import time
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from local.paper import pdf
from local.scene import Scene
from local.story import NotAsItMustBe, must, until
from local.visitors import Page, Staff, Visitor

BOOK = {"title": "Orientalism", "author": "Said, Edward W.", "isbn": "0-394-74067-X",
        "publisher": "Vintage", "publication_date": "1979"}
TWICE = {"title": "Debt: The First 5,000 Years", "author": "Graeber, David",
         "isbn": "9781612194196", "publisher": "Melville House", "publication_date": "2014"}
LECTURER = "a.okafor@northgate.example"
LONGEST_WAIT = 30


def the_list_asks(scene: Scene) -> None:
    """A digitisation request leaves the reading list"""
    scene.mails = {one["id"] for one in scene.new_mails()}
    citation = scene.list_say("citation", {"course": "HIST2041", **BOOK})["citation"]
    sent = scene.list_say("request", {
        "citation": citation, "chapter": "Introduction", "pages": "1-73", "needed_by": _day(40),
        "notes": ["For the seminar on travel writing."], "user": "aokafor",
    })
    heard = sent["delivery"]
    must("the signed REQUEST_CREATED is taken", "delivered", heard["outcome"])
    request_id = heard["answer"]["request"]
    scene.first = {"citation": citation, "id": request_id, "alma": sent["request_id"]}
    scene.story.saw(f"REQUEST_CREATED {sent['request_id']}, signed: taken ({heard['status']})"
                    f" as request {request_id}")
    staff = scene.staff("viewer")
    before = len(staff.detail(request_id)["history"])
    again = scene.list_say("deliver-again", {"request_id": sent["request_id"]})["delivery"]
    must("the same bytes again are taken", "delivered", again["outcome"])
    must("and name the same request", request_id, again["answer"]["request"])
    rows = [row for row in staff.queue("all") if row["id"] == request_id]
    must("it stands in the queue once", 1, len(rows))
    received = [one for one in staff.detail(request_id)["history"] if one["action"] == "receive"]
    must("it was received once", 1, len(received))
    scene.story.saw(f"the same bytes again: {again['status']}, the same id, nothing changed"
                    f" ({before} event{'s' * (before != 1)} before)")


def the_desk_finds_out(scene: Scene) -> None:
    """It stands in the queue as new, and the desk finds out what the event did not say"""
    staff = scene.staff("viewer")
    rows = [row for row in staff.queue("new") if row["id"] == scene.first["id"]]
    must("it stands in the view of new requests", ["new"], [row["state"] for row in rows])
    found = _enriched(scene, staff, scene.first["id"])
    must("the requester's name", "Amara Okafor", found["requester_detail"]["name"])
    must("the preferred address", LECTURER, found["requester_detail"]["email"])
    must("the course, by its code", ["HIST2041"], [one["code"] for one in found["courses"]])
    must("the title, by its ISBN", "9780394740676", (found["work"] or {}).get("isbn"))
    scene.story.saw("Alma was asked: Amara Okafor, preferred e-mail; course HIST2041 by its code;"
                    f" {found['work']['title']} ({found['work']['pages']} pages) by its ISBN")
    same = {**TWICE, "mms_id": f"9912{int(time.time()) % 10**8:08}0002212"}
    places = [scene.list_say("citation", {"course": code, **same})["citation"]
              for code in ("HIST2041", "POLI3015")]
    sent = scene.list_say("request", {"citation": places[0], "pages": "vii-xi, 21-41"})
    scene.second = {"citation": places[0], "id": sent["delivery"]["answer"]["request"],
                    "alma": sent["request_id"]}
    twice = _enriched(scene, staff, scene.second["id"])
    must("where two lists hold the title, both are offered", sorted(places),
         sorted(one["id"] for one in twice["candidates"]))
    must("and a badge says so", True, "choose-citation" in twice["badges"])
    scene.story.saw(f"{TWICE['title']} stands on two lists: both are offered, staff choose")


def a_digitiser_takes_it(scene: Scene) -> None:
    """A digitiser signs in and assigns it; the list shows that it is in process"""
    staff, request_id = scene.staff(), scene.first["id"]
    done = staff.act(request_id, "assign", key=f"demo-{request_id}")
    must("the state", "in-progress", done["request"]["state"])
    must("assigned to", "digitiser", done["request"]["assignee"]["id"])
    scene.story.saw("Dan Digitiser signed in and took it: in progress")
    _list_shows(scene, scene.first["citation"], "InProcess", None)
    must("Alma was told once", ["InProcess"], scene.told(scene.first["citation"]))
    scene.story.saw("the reading list shows: In process (told once)")


def the_desk_works(scene: Scene) -> None:
    """Range corrected, licence checked, extent confirmed, a PDF uploaded, checked and selected"""
    staff, request_id = scene.staff(), scene.first["id"]
    staff.act(request_id, "update-range", pages="1-28")
    staff.act(request_id, "set-lecturer", lecturer="aokafor")
    must("the state", "active", staff.act(request_id, "progress")["request"]["state"])
    blocked = {one["action"] for one in staff.detail(request_id)["blocked"]}
    must("the link has to wait for the checks", True, "publish" in blocked)
    scene.story.saw("pages corrected to 1-28, progressed to active; the link is still blocked")
    shown = _ready(staff, request_id, "Orientalism, Introduction", 28)
    extent = shown["request"]["extent"]
    must("the extent", "within", extent["verdict"])
    scene.story.saw(f"licence check recorded; extent confirmed: {extent['words']}")
    scan = next(one for one in shown["request"]["scans"] if one["selected"])
    must("pages counted by the check", 28, scan["pages"])
    scene.story.saw(f"{scan['name']} ({scan['bytes']} bytes) went straight to S3, was checked"
                    f" ({scan['pages']} pages) and selected")


def the_link_is_made(scene: Scene) -> None:
    """Publish: the list shows the link and complete, the lecturer has a mail"""
    staff, request_id = scene.staff(), scene.first["id"]
    must("nobody was mailed so far", [], [one["subject"] for one in scene.new_mails()])
    offer = next(one for one in staff.detail(request_id)["actions"] if one["action"] == "publish")
    default = offer["schema"]["properties"]["notify"].get("default")
    must("mailing the lecturer is off by default", False, default)
    done = staff.act(request_id, "publish", notify=True)
    must("the state", "complete", done["request"]["state"])
    scene.first["link"] = done["request"]["link"]["url"]
    _list_shows(scene, scene.first["citation"], "Complete", scene.first["link"])
    must("told once each, in order", ["InProcess", "Complete"],
         scene.told(scene.first["citation"]))
    scene.story.saw(f"the reading list shows: Complete, {_short(scene.first['link'])}")
    mails = until("the lecturer has a mail", scene.new_mails, len, "one mail")
    must("one mail, to the lecturer", [[LECTURER]], [one["to"] for one in mails])
    must("the link is in it", True, scene.first["link"] in mails[0]["text"])
    scene.story.saw(f"mail to {LECTURER}, because it was ticked: {mails[0]['subject']}")


def a_student_reads(scene: Scene) -> None:
    """A student opens the link, signs in, sees the notice and gets the PDF"""
    student = Visitor(scene.url)
    notice = student.sign_in("student", student.open(scene.first["link"]))
    must("after signing in, the way leads back to the link", scene.first["link"], notice.url)
    must("the notice must be accepted", True, bool(notice.forms))
    scene.story.saw(f"Sofia Student signed in and sees the notice: {notice.words[:90]}...")
    address = _to_scan(student, notice)
    scan = httpx.get(address, timeout=60)
    must("the scan is a PDF", (200, b"%PDF"), (scan.status_code, scan.content[:4]))
    scene.story.saw(f"PDF, {len(scan.content)} bytes, from {urlsplit(address).netloc}")
    _expires(scene, address)
    must("the link itself still works", 200, student.open(scene.first["link"]).status)
    scene.story.saw("the link itself still works")
    ended = student.open(_ended_link(scene))
    must("a link past its end date says so kindly", True, "was open until" in ended.words)
    scene.story.saw(f"a link past its end date: {_sentence(ended.words, 'was open until')}")


def one_is_rejected(scene: Scene) -> None:
    """A second request is rejected with a reason; the item stays, without a link"""
    staff, request_id = scene.staff(), scene.second["id"]
    mailed = len(scene.new_mails())
    staff.act(request_id, "assign")
    staff.act(request_id, "choose-citation", citation=scene.second["citation"])
    _list_shows(scene, scene.second["citation"], "InProcess", None)
    scene.story.saw("taken, and its place chosen: the right list shows In process")
    done = staff.act(request_id, "reject", reason="not-held", notify=True,
                     note="We hold only the 2011 edition.")
    must("the state", "rejected", done["request"]["state"])
    shown = _list_shows(scene, scene.second["citation"], "Declined", None)
    scene.story.saw("the reading list shows: Declined; the item stays, without a link")
    must("told once each, in order", ["InProcess", "Declined"],
         scene.told(scene.second["citation"]))
    shown = until("Alma cancelled its request", lambda: scene.item(scene.second["citation"]),
                  lambda one: one["request"]["state"] == "cancelled", "cancelled")
    mails = until("the requester has a mail", scene.new_mails,
                  lambda found: len(found) > mailed, "one more mail")
    must("one more mail, to the requester", [LECTURER], mails[0]["to"])
    must("no more than that", mailed + 1, len(mails))
    scene.story.saw(f"mail to the requester, because it was chosen: {mails[0]['subject']}")
    _echoed(scene, staff, request_id, shown)


STEPS = (the_list_asks, the_desk_finds_out, a_digitiser_takes_it, the_desk_works,
         the_link_is_made, a_student_reads, one_is_rejected)


def _enriched(scene: Scene, staff: Staff, request_id: str) -> Any:
    return until("the desk finds out who asks, and for what",
                 lambda: staff.detail(request_id)["request"],
                 lambda one: not one["not_yet_known"] or one["candidates"],
                 "requester, course and citation known")


def _list_shows(scene: Scene, citation: str, status: str, link: str | None) -> Any:
    return until(f"the reading list shows {status}", lambda: scene.item(citation),
                 lambda one: (one["status"], one["link"]) == (status, link), (status, link))


def _ready(staff: Staff, request_id: str, title: str, pages: int) -> Any:
    """Everything that a link needs, from the licence check to the selected scan."""
    staff.act(request_id, "verify-licence", basis="cla-he")
    staff.act(request_id, "confirm-extent")
    scan = staff.upload(request_id, f"{title}.pdf", pdf(title, pages))

    def uploaded() -> Any:
        scans = staff.detail(request_id)["request"]["scans"]
        return next((one for one in scans if one["id"] == scan), None)

    until("the scan is checked", uploaded, lambda one: one and one["status"] == "ready", "ready")
    return staff.act(request_id, "select-scan", scan=scan)


def _to_scan(student: Visitor, notice: Page) -> str:
    accepted = student.send(notice.forms[0])
    signed = [one for one in accepted.links if "X-Amz-Signature" in one]
    if not signed:
        raise NotAsItMustBe("the page has a link to the scan", "an address of S3", accepted.words)
    return signed[0]


def _expires(scene: Scene, address: str) -> None:
    life = int(parse_qs(urlsplit(address).query)["X-Amz-Expires"][0])
    if life > LONGEST_WAIT:
        scene.story.note(f"the address of S3 lives {life} s by its own parameter; not waited for"
                         " (start the product with SCANDESK_LINK_SECONDS=20)")
        return
    scene.story.note(f"the address of S3 lives {life} s; waiting")
    time.sleep(life + 1)
    must("the address of S3 is refused when its life is over", 403,
         httpx.get(address, timeout=60).status_code)
    scene.story.saw(f"after {life} s the address of S3 is refused (403)")


def _ended_link(scene: Scene) -> str:
    """A request that staff start themselves, and whose last day was yesterday."""
    staff = scene.staff()
    started = staff.say("POST", "/api/requests", {
        "isn": "9781784786755", "extract_title": "Census, Map, Museum", "pages": "167-190",
        "course": "HIST2041",
    })
    must("staff start one themselves: it begins in", "active", started["request"]["state"])
    request_id = started["request"]["id"]
    staff.act(request_id, "set-dates", end=_day(-1))
    _ready(staff, request_id, "Census, Map, Museum", 24)
    return str(staff.act(request_id, "publish")["request"]["link"]["url"])


def _echoed(scene: Scene, staff: Staff, request_id: str, shown: Any) -> None:
    must("Alma's own reason and the note", ("CannotBeFulfilled", True),
         (shown["request"]["reason"], "2011 edition" in (shown["request"]["note"] or "")))
    before = staff.detail(request_id)["request"]

    def echo() -> Any:
        sent = scene.item(scene.second["citation"])["request"]["deliveries"]
        return next((one for one in sent if one["event"] == "REQUEST_CANCELED"), None)

    heard = until("Alma's echo arrives", echo,
                  lambda one: one and one["outcome"] == "delivered", "delivered")
    after = staff.detail(request_id)["request"]
    must("the echo changes nothing", (before["version"], "rejected"),
         (after["version"], after["state"]))
    scene.story.saw(f"Alma's echo of our own DELETE: {heard['status']}, changes nothing")


def _day(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


def _short(link: str) -> str:
    return link if len(link) < 60 else f"{link[:50]}..."


def _sentence(words: str, holding: str) -> str:
    return next((one.strip() for one in words.split(". ") if holding in one), words[:120])
