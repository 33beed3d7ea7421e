"""The licence desk's demonstration: what may be copied, who approves, and why it is said."""

import uuid
from datetime import date
from typing import Any

import httpx

from local.paper import pdf
from local.scene import LECTURER, Scene, day
from local.steps.working import ready
from local.story import must, until
from local.titles import Title
from local.visitors import Staff

COURSE = "HIST2041"
WHOLE = 240
CCC = {"reason": "direct-permission", "cc_number": "CC-4471-20",
       "cc_order_date": date.today().isoformat(),
       "cc_approval_date": date.today().isoformat()}  # fmt: skip


def it_is_within(scene: Scene) -> None:
    """Within: the limit is told before anybody asks, and the request needs no approver"""
    known = scene.a_title("The Granary and the Sea", WHOLE)
    asked = scene.staff("digitiser").say(
        "GET", f"/api/extent?course={COURSE}&isn={known.isbn}&pages=1-20"
    )
    must("the verdict before it is sent", "within", asked["verdict"])
    scene.story.saw(f"before Send: {asked['words']}")
    scene.first = requested(scene, known, "1-20")
    scene.known = known
    found = working(scene, scene.first["id"])
    must("the verdict on the request", "within", found["extent"]["verdict"])
    must("no approval is needed", "none", found["approval"])
    scene.story.saw("the request says the same, and no rule wants an approver")


def it_is_over(scene: Scene) -> None:
    """Over: with the earlier request of the same run it is too much, and a rule wants approval"""
    scene.second = requested(scene, scene.known, "30-40")
    found = working(scene, scene.second["id"])
    must("the verdict", "over", found["extent"]["verdict"])
    must("an approver is wanted", "wanted", found["approval"])
    must("the other request is counted", True, scene.first["id"] in str(found["extent"]))
    scene.story.saw(found["extent"]["words"])
    listed = approvals(scene, "wanted")
    must("it stands in the list of approvals", True, scene.second["id"] in listed)
    scene.story.saw("it stands among the approvals, with the rule that wants one")


def it_cannot_be_told(scene: Scene) -> None:
    """Cannot tell: the whole has no known number of pages, so it is referred and never let pass"""
    known = scene.a_title("Letters from Famagusta", None)
    unknown = requested(scene, known, "1-10")
    found = working(scene, unknown["id"])
    must("the verdict", "cannot tell", found["extent"]["verdict"])
    must("the percentage", None, found["extent"]["percent"])
    scene.story.saw(found["extent"]["words"])
    staff, request_id = scene.staff(), unknown["id"]
    staff.act(request_id, "assign")
    staff.act(request_id, "progress")
    staff.act(request_id, "verify-licence", basis="cla-he")
    bare = staff.try_to(request_id, "confirm-extent")
    must("one click does not confirm it", 400, bare.status_code)
    scene.story.saw("unknown is never zero: one click does not confirm it")
    shown = staff.act(
        request_id, "confirm-extent", basis="cla-he", note="About 300 pages, I think."
    )
    must("an approver is wanted", "wanted", shown["request"]["approval"])
    scene.story.saw("with a basis and a note it goes on, and a rule wants an approver")


def it_is_approved_with_clearance(scene: Scene) -> None:
    """Approval with clearance: evidence, the CC figures, and only then the link"""
    staff, approver, request_id = scene.staff(), scene.staff("approver"), scene.first["id"]
    staff.act(request_id, "assign")
    staff.act(request_id, "progress")
    staff.act(request_id, "want-approval", clearance=True)
    shown = ready(staff, request_id, "The Granary and the Sea", 20)
    blocked = {one["action"] for one in shown["blocked"]}
    must("the link waits for the approver", True, "publish" in blocked)
    permit = evidence(approver, request_id)
    scene.story.saw(f"evidence uploaded straight to S3, for staff alone: {permit}")
    refused = approver.try_to(request_id, "approve", reason="direct-permission")
    must("without the CC figures it is refused in words", 400, refused.status_code)
    scene.story.saw(f"without the CC figures: {refused.json()['detail']}")
    done = approver.act(request_id, "approve", **CCC)
    must("approved", "approved", done["request"]["approval"])
    done = staff.act(request_id, "publish")
    scene.shows(scene.first["citation"], "Complete", done["request"]["link"]["url"])
    scene.story.saw("approved by Ada Approver; the list shows Complete and the link")


def it_is_refused(scene: Scene) -> None:
    """Refusal: list and requester hear of it, and no scan can be uploaded any more"""
    staff, approver, request_id = scene.staff(), scene.staff("approver"), scene.second["id"]
    staff.act(request_id, "assign")
    note = f"That is more than the licence allows this year ({request_id})."
    approver.act(request_id, "refuse", reason="rejected-by-manager", note=note)
    scene.shows(scene.second["citation"], "Declined", None)
    mails = until("a mail with the note", lambda: scene.mails(note), len, "one mail")
    must("one mail, to the requester", [[LECTURER]], [one["to"] for one in mails])
    scene.story.saw(f"the list shows Declined; mail to the requester: {mails[0]['subject']}")
    about = {"name": "late.pdf", "bytes": 1000, "type": "application/pdf"}
    late = staff.ask("POST", f"/api/requests/{request_id}/scans", about)
    must("an upload is refused", 409, late.status_code)
    scene.story.saw(f"an upload: {late.json()['detail']}")


def cla_is_down(scene: Scene) -> None:
    """CLA's permission service is down: the desk says so and goes on; later it answers"""
    staff = scene.staff()
    mood(scene, "down")
    try:
        known = scene.a_title("A Harbour in Winter", WHOLE)
        asked = requested(scene, known, "1-12")
        staff.act(asked["id"], "assign")
        heard = permission(staff, asked["id"], "no-answer")
        scene.story.saw(f"asked while it is down: {heard['words']}")
        must("the request waits for no one", "in-progress", state(staff, asked["id"]))
    finally:
        mood(scene, "well")
    staff.act(asked["id"], "check-again")
    heard = permission(staff, asked["id"], "known")
    must("CLA covers it", "covered", heard["coverage"])
    scene.story.saw(f"asked again when it was back: covered. {heard['words']}")


STEPS = (
    it_is_within,
    it_is_over,
    it_cannot_be_told,
    it_is_approved_with_clearance,
    it_is_refused,
    cla_is_down,
)


def requested(scene: Scene, about: Title, pages: str) -> dict[str, str]:
    """Asked for on the reading list, and found out about."""
    item = {"course": COURSE, "section": "Added by the demonstration",
            "title": about.title, "isbn": about.isbn}  # fmt: skip
    citation = scene.list_say("citation", item)["citation"]
    wish = {"citation": citation, "pages": pages, "needed_by": day(30), "user": "aokafor"}
    sent = scene.list_say("request", wish)["delivery"]["answer"]["request"]
    working(scene, sent)
    return {"id": sent, "citation": citation}


def working(scene: Scene, request_id: str) -> Any:
    """The request once all is found out, and once no rule waits any more."""
    staff = scene.staff("viewer")
    return until(
        "the desk knows course and title",
        lambda: staff.detail(request_id)["request"],
        lambda one: not one["not_yet_known"] and one["courses"] and one["work"],
        "course and title",
    )


def approvals(scene: Scene, status: str) -> list[str]:
    found = scene.staff("approver").say("GET", f"/api/approvals?status={status}")
    return [str(row["id"]) for row in found["approvals"]]


def evidence(staff: Staff, request_id: str) -> str:
    """A permit, uploaded as an approver would; its name once it has arrived."""
    file = pdf("Permission of the rightsholder", 1)
    told = {"name": "permit.pdf", "bytes": len(file), "note": "As asked in October."}
    path = f"/api/requests/{request_id}/evidence"
    form = staff.say("POST", path, told, **{"Idempotency-Key": uuid.uuid4().hex})
    httpx.post(form["url"], data=form["fields"], files={"file": file}).raise_for_status()
    kept = until(
        "the evidence has arrived",
        lambda: staff.detail(request_id)["request"]["evidence"],
        lambda pieces: pieces and pieces[0]["name"],
        "permit.pdf",
    )
    return str(kept[0]["name"])


def mood(scene: Scene, wanted: str) -> None:
    scene.web.post("/local/cla/mood", json={"mood": wanted}).raise_for_status()


def permission(staff: Staff, request_id: str, standing: str) -> Any:
    """What CLA's service said of the title, once it stands so."""

    def look() -> Any:
        return staff.detail(request_id)["request"]["answers"]["permissions"]

    return until("CLA was asked", look, lambda one: one and one["standing"] == standing, standing)


def state(staff: Staff, request_id: str) -> str:
    return str(staff.detail(request_id)["request"]["state"])
