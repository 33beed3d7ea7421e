"""How the desk works: range, checks, scan, and the link in the end."""

from typing import Any

from local.paper import pdf
from local.scene import LECTURER, Scene
from local.story import must, until
from local.visitors import Staff


def the_desk_works(scene: Scene) -> None:
    """Range corrected, licence checked, extent confirmed, a PDF uploaded, checked and selected"""
    staff, request_id = scene.staff(), scene.first["id"]
    staff.act(request_id, "update-range", pages="1-28")
    staff.act(request_id, "set-lecturer", lecturer="aokafor")
    must("the state", "active", staff.act(request_id, "progress")["request"]["state"])
    blocked = {one["action"] for one in staff.detail(request_id)["blocked"]}
    must("the link has to wait for the checks", True, "publish" in blocked)
    scene.story.saw("pages corrected to 1-28, progressed to active; the link is still blocked")
    shown = ready(staff, request_id, "Orientalism, Introduction", 28)
    extent = shown["request"]["extent"]
    must("the extent", "within", extent["verdict"])
    scene.story.saw(f"licence check recorded; extent confirmed: {extent['words']}")
    scan = next(one for one in shown["request"]["scans"] if one["selected"])
    must("pages counted by the check", 28, scan["pages"])
    scene.story.saw(
        f"{scan['name']} ({scan['bytes']} bytes) went straight to S3, was checked"
        f" ({scan['pages']} pages) and selected"
    )


def the_link_is_made(scene: Scene) -> None:
    """Publish: the list shows the link and complete, the lecturer has a mail"""
    staff, request_id = scene.staff(), scene.first["id"]
    shown = staff.detail(request_id)
    told = [one["what"] for one in shown["messages"] if one["what"].startswith("mail")]
    must("nobody was mailed so far", [], told)
    offer = next(one for one in shown["actions"] if one["action"] == "publish")
    default = offer["schema"]["properties"]["notify"].get("default")
    must("mailing the lecturer is off by default", False, default)
    done = staff.act(request_id, "publish", notify=True)
    must("the state", "complete", done["request"]["state"])
    scene.first["link"] = done["request"]["link"]["url"]
    scene.shows(scene.first["citation"], "Complete", scene.first["link"])
    must("told once each, in order", ["InProcess", "Complete"], scene.told(scene.first["citation"]))
    scene.story.saw(f"the reading list shows Complete and {scene.first['link']}")
    link = scene.first["link"]
    mails = until("a mail with the link", lambda: scene.mails(link), len, "one mail")
    must("one mail, to the lecturer", [[LECTURER]], [one["to"] for one in mails])
    scene.story.saw(f"mail to {LECTURER}, because it was ticked: {mails[0]['subject']}")


def ready(staff: Staff, request_id: str, title: str, pages: int) -> Any:
    """Everything that a link needs, from the licence check to the selected scan."""
    staff.act(request_id, "verify-licence", basis="cla-he", coverage="covered")
    staff.act(request_id, "confirm-extent")
    scan = staff.upload(request_id, f"{title}.pdf", pdf(title, pages))

    def uploaded() -> Any:
        scans = staff.detail(request_id)["request"]["scans"]
        return next((one for one in scans if one["id"] == scan), None)

    until("the scan is checked", uploaded, lambda one: one and one["status"] == "ready", "ready")
    return staff.act(request_id, "select-scan", scan=scan)
