"""What a move changes besides the state: one small pure function an action."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from chalicelib.domain import (
    accessible,
    cleanup_effects,
    identifiers,
    notes,
    pictures,
    piece_effects,
    reading_effects,
    reasons,
    remarks,
)
from chalicelib.domain.course_effects import add_course, chosen_run, match_course, remove_course
from chalicelib.domain.courses import Course, Lecturer
from chalicelib.domain.delivery_effects import publish, sent_as_link, set_purpose
from chalicelib.domain.delivery_files import DELIVERY
from chalicelib.domain.errors import off
from chalicelib.domain.evidence import EVIDENCE
from chalicelib.domain.extent_effects import confirm_extent
from chalicelib.domain.facts import Assignee, Citation, Dates, Rejection, Requester, Waiting
from chalicelib.domain.licence_effects import (
    check_again,
    hear_permission,
    looked_up,
    record_coverage,
    record_holdings,
    second_extract,
    verify_licence,
)
from chalicelib.domain.live_effects import corrected
from chalicelib.domain.matching import by_staff, identified
from chalicelib.domain.medium import go_electronic, go_physical
from chalicelib.domain.opening_effects import add_opening, allow_views, change_dates, close_opening
from chalicelib.domain.pages import Pages
from chalicelib.domain.people import Person
from chalicelib.domain.request import Approval, Request
from chalicelib.domain.reuse import reuse_scan
from chalicelib.domain.rights_effects import (
    approve,
    refuse,
    update_expiry,
    want_approval,
    work_on_clearance,
)
from chalicelib.domain.scan_effects import (
    add_files,
    add_scan,
    correct_import,
    file_checked,
    order_files,
    remove_file,
    remove_scan,
    scan_checked,
    select_scan,
)
from chalicelib.domain.terms import Moment
from chalicelib.domain.text_layer import make_text, text_failed, text_made
from chalicelib.domain.works import Extract, Portion, Work

Effect = Callable[[Request, Any, Moment], Request]


def of(action: str, request: Request, heard: Any, moment: Moment) -> Request:
    """The request after this action's own effect; unchanged where it only moves."""
    effect = EFFECTS.get(action)
    return effect(request, heard, moment) if effect else request


def assign(request: Request, heard: Any, moment: Moment) -> Request:
    who = moment.found if heard.person else moment.by
    if not isinstance(who, Person):
        raise off("person", "Nobody of the desk's staff has this id.")
    return replace(request, assignee=Assignee(who.id, who.name))


def release(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, assignee=None)


def set_lecturer(request: Request, heard: Any, moment: Moment) -> Request:
    if not isinstance(moment.found, Lecturer):
        raise off("lecturer", "No lecturer is set up under this id.")
    if moment.found.retired:
        raise off("lecturer", f"{moment.found.name} has retired.")
    return replace(request, lecturer=moment.found)


def assign_metadata(request: Request, heard: Any, moment: Moment) -> Request:
    if not isinstance(moment.found, Work):
        raise off("work", "No work is filed under this id.")
    asked = request.extract
    doi = identifiers.doi(heard.doi) or ""
    if heard.doi and not doi:
        raise off("doi", "This is no DOI; it begins with 10. and has a slash.")
    extract = replace(
        asked,
        title=heard.title or asked.title, authors=heard.authors, chapter=heard.chapter, doi=doi,
        portion=Portion(heard.portion), volume=heard.volume, issue=heard.issue,
    )  # fmt: skip
    if heard.pages:
        extract = with_pages(extract, heard.pages, heard.blanks)
    work, same = moment.found, request.work and request.work.id == moment.found.id
    matched = request.matched if same else by_staff(work, moment.by)
    title = extract.title or request.title
    return replace(request, work=work, matched=matched, extract=extract, title=title)


def correct(request: Request, heard: Any, moment: Moment) -> Request:
    """On what is live: the same facts as assigning metadata, and they must hold at once."""
    return corrected(request, assign_metadata(request, heard, moment), heard, moment)


def paged(text: str) -> tuple[str, int | None]:
    """A range as it is kept, and how many pages it has."""
    if not text:
        return "", None
    pages = Pages.read(text)
    return str(pages), pages.count


def with_pages(extract: Extract, text: str, blanks: int) -> Extract:
    pages, count = paged(text)
    if count is not None and blanks >= count:
        raise off("blanks", f"Not all of {count} pages can be blank.")
    return replace(extract, pages=pages, page_count=count, blanks=blanks)


def update_range(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, extract=with_pages(request.extract, heard.pages, heard.blanks))


def set_dates(request: Request, heard: Any, moment: Moment) -> Request:
    if heard.start and heard.end and heard.end < heard.start:
        raise off("end", "The last day is before the first.")
    return replace(request, dates=Dates(heard.start, heard.end))


def choose_citation(request: Request, heard: Any, moment: Moment) -> Request:
    citation = next(one for one in request.candidates if one.id == heard.citation)
    return cited(request, citation, moment)


def cited(request: Request, citation: Citation, moment: Moment) -> Request:
    """The request with its place on the list known; the course is matched where the code is."""
    request = replace(
        request,
        theirs={**request.theirs, **citation.theirs},
        course_asked=citation.course_code or request.course_asked,
        candidates=(),
    )
    course = moment.found if isinstance(moment.found, Course) else None
    known = course and course.is_there and course.run_on(moment.today)
    wanted = known and not (request.runs or request.is_for_patron)
    return replace(request, runs=(chosen_run(moment),)) if wanted else request


def enrich(request: Request, found: Mapping[str, Any], moment: Moment) -> Request:
    """What their system answered, put where nothing was known; what staff chose stays."""
    who = request.requester
    requester = Requester(
        who.user or found.get("user", ""),
        who.name or found.get("name", ""),
        who.email or found.get("email", ""),
        found.get("why_no_email", ""),
    )
    theirs = {**request.theirs, "user": requester.user} if requester.user else request.theirs
    seen = remarks.of_items(request.remarks, found)
    request = replace(request, requester=requester, theirs=theirs, not_yet_known=(), remarks=seen)
    known, course, *twins = moment.found if isinstance(moment.found, tuple) else (None, None)
    request = identified(request, known)
    request = replace(request, answers=looked_up(request.answers, found, moment.today))
    if any(twins):
        request = replace(request, remarks=remarks.added(request.remarks, remarks.OPEN_TWIN))
    citations = tuple(found.get("citations", ()))
    if len(citations) == 1:
        return cited(request, citations[0], replace(moment, found=course))
    missing = () if citations or request.is_for_patron else ("citation",)
    return replace(request, candidates=citations, not_yet_known=missing)


def remark(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    return replace(request, remarks=remarks.added(request.remarks, told["remark"]))


def tag(request: Request, heard: Any, moment: Moment) -> Request:
    return replace(request, tags=tuple(dict.fromkeys(heard.tags)))


def wait(request: Request, heard: Any, moment: Moment) -> Request:
    waiting = Waiting(heard.waits_for, heard.chase_on, heard.note) if heard.waits_for else None
    return replace(request, waiting=waiting)


def reject(request: Request, heard: Any, moment: Moment) -> Request:
    reason = next(one for one in moment.terms.rejections if one.code == heard.reason)
    rejection = Rejection(
        reason.code,
        reason.label,
        heard.note,
        moment.now,
        reason.alma,
        getattr(heard, "notify", True),
    )
    return replace(request, rejection=rejection)


def cancel(request: Request, heard: Any, moment: Moment) -> Request:
    """Staff say why (A169); a list that takes back what it asked for does not."""
    if isinstance(heard, Mapping):
        return request
    reason = reasons.chosen(moment.terms.cancellations, heard.reason)
    why = Rejection(reason.code, reason.label, heard.note, moment.now, reason.alma)
    return replace(request, cancellation=why)


def reopen(request: Request, heard: Any, moment: Moment) -> Request:
    again = request.approval is Approval.REFUSED
    return replace(request, approval=Approval.WANTED if again else request.approval)


SHELVES = (EVIDENCE, DELIVERY)
EFFECTS: Mapping[str, Effect] = {
    "assign": assign,
    "reassign": assign,
    "release": release,
    "match-course": match_course,
    "add-course": add_course,
    "remove-course": remove_course,
    "set-lecturer": set_lecturer,
    "assign-metadata": assign_metadata,
    "correct": correct,
    "edit-note": notes.changed,
    "delete-note": notes.changed,
    "go-electronic": go_electronic,
    "go-physical": go_physical,
    "update-range": update_range,
    "set-dates": set_dates,
    "choose-citation": choose_citation,
    "enrich": enrich,
    "remark": remark,
    "verify-licence": verify_licence,
    "record-coverage": record_coverage,
    "record-holdings": record_holdings,
    "second-extract": second_extract,
    "check-again": check_again,
    "permission": hear_permission,
    "confirm-extent": confirm_extent,
    "add-scan": add_scan,
    "add-files": add_files,
    "file-checked": file_checked,
    "order-files": order_files,
    "remove-file": remove_file,
    "remove-scan": remove_scan,
    "scan-checked": scan_checked,
    "pages-drawn": pictures.pages_drawn,
    "make-text": make_text,
    "text-made": text_made,
    "text-failed": text_failed,
    "add-file": add_scan,
    "correct-import": correct_import,
    "select-scan": select_scan,
    "reuse-scan": reuse_scan,
    **cleanup_effects.EFFECTS,
    **reading_effects.EFFECTS,
    "wait": wait,
    "tag": tag,
    "want-approval": want_approval,
    "update-clearance": work_on_clearance,
    "update-expiry": update_expiry,
    "approve": approve,
    "refuse": refuse,
    **{f"add-{one.name}": partial(piece_effects.add, one) for one in SHELVES},
    **{f"edit-{one.name}": partial(piece_effects.edit, one) for one in SHELVES},
    **{f"remove-{one.name}": partial(piece_effects.remove, one) for one in SHELVES},
    **{f"{one.name}-arrived": partial(piece_effects.arrived, one) for one in SHELVES},
    "set-purpose": set_purpose,
    "sent-as-link": sent_as_link,
    "reject": reject,
    "cancel": cancel,
    "deliver-copy": accessible.deliver,
    "reopen": reopen,
    "publish": publish,
    "reinstate": publish,
    "renew": publish,
    "add-opening": add_opening,
    "close-opening": close_opening,
    "change-dates": change_dates,
    "allow-views": allow_views,
}
