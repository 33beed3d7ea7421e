"""How a student reads: the notice, the scan, and what is when its time is over."""

import io
import re
import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pikepdf

from local.scene import Scene, day
from local.steps.working import ready
from local.story import must, until
from local.visitors import Page, Visitor

LONGEST_WAIT = 30
ENDED = {
    "extract_title": "Census, Map, Museum",
    "pages": "167-190",
    "course": "HIST2041",
}


def a_student_reads(scene: Scene) -> None:
    """A student opens the link, signs in, sees the notice and gets the PDF"""
    student = Visitor(scene.url)
    notice = student.sign_in("student", student.open(scene.first["link"]))
    must("after signing in, the way leads back to the link", scene.first["link"], notice.url)
    must("the notice must be accepted", True, bool(notice.forms))
    must("it is a copyright notice", True, "Copyright notice" in notice.words)
    scene.story.saw("Sofia Student signed in, comes back to the link and sees the notice")
    address = to_scan(student, notice)
    scan = httpx.get(address, timeout=60)
    must("the scan is a PDF", (200, b"%PDF"), (scan.status_code, scan.content[:4]))
    with pikepdf.open(io.BytesIO(scan.content)) as pdf:
        must("a cover sheet stands in front of the pages", "Cover", str(pdf.pages[0].label))
        must("the document has its title", True, bool(str(pdf.docinfo.Title)))
        pages = len(pdf.pages)
    about = f"{pages} pages, {len(scan.content)} bytes, from {urlsplit(address).netloc}"
    scene.story.saw(f"PDF with its cover sheet in front: {about}")
    _expires(scene, address)
    must("the link itself still works", 200, student.open(scene.first["link"]).status)
    scene.story.saw("the link itself still works")
    ended = student.open(_ended_link(scene))
    says = re.search(r"This text was open until [^.]+", ended.words)
    must("a link past its end date says so kindly", True, says is not None)
    scene.story.saw(f"a link past its end date answers kindly: {says and says[0]}")


def to_scan(student: Visitor, notice: Page) -> str:
    """The address of the PDF, once its cover sheet is in front of it."""

    def signed(page: Page) -> list[str]:
        return [one for one in page.links if "X-Amz-Signature" in one]

    opened = until(
        "the reading copy is made, and the page has a link to it",
        lambda: student.send(notice.forms[0]), signed, "an address of S3",
    )  # fmt: skip
    return signed(opened)[0]


def _expires(scene: Scene, address: str) -> None:
    life = int(parse_qs(urlsplit(address).query)["X-Amz-Expires"][0])
    if life > LONGEST_WAIT:
        scene.story.note(
            f"the address of S3 lives {life} s by its own parameter; not waited for"
            " (start the product with SCANDESK_LINK_SECONDS=20)"
        )
        return
    scene.story.note(f"the address of S3 lives {life} s; waiting")
    time.sleep(life + 1)
    late = httpx.get(address, timeout=60)
    must("the address of S3 is refused when its life is over", 403, late.status_code)
    scene.story.saw(f"after {life} s the address of S3 is refused (403)")


def _ended_link(scene: Scene) -> str:
    """A request that staff start themselves, and whose last day was yesterday."""
    staff = scene.staff()
    isn = scene.a_title("Imagined Communities", 240).isbn
    started = staff.say("POST", "/api/requests", {**ENDED, "isn": isn})
    must("staff start one themselves: it begins in", "active", started["request"]["state"])
    request_id = started["request"]["id"]
    staff.act(request_id, "set-dates", end=day(-1))
    ready(staff, request_id, "Census, Map, Museum", 24)
    return str(staff.act(request_id, "publish")["request"]["link"]["url"])
