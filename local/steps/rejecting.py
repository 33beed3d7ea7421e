"""How a request is rejected: with a reason, and the item stays on its list."""

from typing import Any

from local.scene import LECTURER, Scene
from local.story import must, until
from local.visitors import Staff


def one_is_rejected(scene: Scene) -> None:
    """A second request is rejected with a reason; the item stays, without a link"""
    staff, request_id, citation = scene.staff(), scene.second["id"], scene.second["citation"]
    staff.act(request_id, "assign")
    staff.act(request_id, "choose-citation", citation=citation)
    scene.shows(citation, "InProcess", None)
    scene.story.saw("taken, and its place chosen: the reading list shows In process")
    note = f"We hold only the 2011 edition. Our reference is {request_id}."
    done = staff.act(request_id, "reject", reason="not-held", notify=True, note=note)
    must("the state", "rejected", done["request"]["state"])
    scene.shows(citation, "Declined", None)
    must("told once each, in order", ["InProcess", "Declined"], scene.told(citation))
    scene.story.saw("the reading list shows Declined; the item stays, without a link")
    _mailed(scene, note)
    _echoed(scene, staff, request_id, note)


def _mailed(scene: Scene, note: str) -> None:
    mails = until("a mail with the note", lambda: scene.mails(note), len, "one mail")
    must("one mail, to the requester", [[LECTURER]], [one["to"] for one in mails])
    scene.story.saw(f"mail to the requester, because it was chosen: {mails[0]['subject']}")


def _echoed(scene: Scene, staff: Staff, request_id: str, note: str) -> None:
    def asked() -> Any:
        return scene.item(scene.second["citation"])["request"]

    def echo() -> Any:
        sent = asked()["deliveries"]
        return next((one for one in sent if one["event"] == "REQUEST_CANCELED"), None)

    theirs = until("Alma cancelled it", asked, lambda one: one["state"] == "cancelled", "cancelled")
    must("Alma's own code for the reason", "CannotBeFulfilled", theirs["reason"])
    must("Alma has the note", True, note in (theirs["note"] or ""))
    before = staff.detail(request_id)["request"]["version"]
    heard = until(
        "Alma's echo arrives", echo, lambda one: one and one["outcome"] == "delivered", "delivered"
    )
    after = staff.detail(request_id)["request"]
    must("the echo changes nothing", (before, "rejected"), (after["version"], after["state"]))
    scene.story.saw(f"Alma's echo of our own DELETE ({heard['status']}) changes nothing")
