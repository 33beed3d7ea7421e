"""The working copy of a request as the API shows it, in the queue and on its page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from chalicelib.domain import forms, openurl
from chalicelib.domain.facts import Rejection
from chalicelib.domain.lines import Line, line, text, timely
from chalicelib.domain.people import Role
from chalicelib.domain.request import Medium, Phase, Request
from chalicelib.domain.terms import Moment, Terms
from chalicelib.domain.wish import HELPS, WAYS
from chalicelib.handlers import (
    change_shapes,
    delivery_view,
    extent_view,
    licence_view,
    link_view,
    patron_view,
    reading_view,
    record_shapes,
    rights_view,
    same_text,
    shapes,
)
from chalicelib.handlers.record_view import work


def row(request: Request, labels: Mapping[str, str], today: date) -> shapes.Row:
    """A request as a line of the queue."""
    return shown(line(request), labels, today)


def shown(one: Line, labels: Mapping[str, str], today: date) -> shapes.Row:
    """A line as the API answers it: codes with the words that people know them by."""
    waiting, rlms = one["waiting"], one["rlms"]
    if waiting:
        waiting = {**waiting, "label": forms.label("wait", "waits_for", waiting["for"])}
    kept: Any = {name: one[name] for name in one if name not in ("find", "records")}
    badges = [*one["badges"], *timely(one, today)]
    said = {"waiting": waiting, "rlms_label": labels.get(rlms, rlms), "badges": badges}
    answer: shapes.Row = kept | said
    return answer


def working(
    request: Request, moment: Moment, labels: Mapping[str, str], public_url: str
) -> shapes.RequestDetail:
    return {
        **row(request, labels, moment.today),
        "version": request.version,
        "theirs": dict(request.theirs),
        "not_yet_known": list(request.not_yet_known),
        "courses": courses(request),
        "lecturer": lecturer(request),
        "work": work(request.work) if request.work else None,
        "matched": same_text.matched(request.matched),
        "extract": extract(request),
        "dates": dates(request),
        "answers": licence_view.answers(request, moment.today),
        "copies": licence_view.copies(request),
        "licence": licence(request, moment.terms),
        "extent": extent_view.extent(request, moment),
        "scans": delivery_view.scans(request),
        "upload_limits": delivery_view.limits(request, moment.terms.delivery),
        "ruling": rights_view.ruling(request, moment.terms),
        "clearance": rights_view.clearance(request),
        "evidence": rights_view.evidence(request),
        "delivery": patron_view.delivery(request),
        "rejection": rejection(standing(request)),
        **changed(request, moment),
        "link": link_view.link(request, moment, public_url),
        "reading": reading_view.copies(request, moment),
        "title_pages": reading_view.title_pages(request),
        "candidates": candidates(request),
        "requester_detail": requester(request),
    }


def courses(request: Request) -> list[record_shapes.RequestCourse]:
    return [
        {"code": one.code, "name": one.name, "year": one.run.year, "start": text(one.run.start),
         "end": text(one.run.end), "students": one.run.students}
        for one in request.runs
    ]  # fmt: skip


def dates(request: Request) -> shapes.Dates:
    """The days that were asked for, or set."""
    one = request.dates
    return {"start": text(one.start) or None, "end": text(one.end) or None}


def lecturer(request: Request) -> record_shapes.Lecturer | None:
    one = request.lecturer
    return {"id": one.id, "name": one.name, "email": one.email} if one else None


def extract(request: Request) -> record_shapes.Extract:
    one = request.extract
    return {
        "title": one.title, "authors": one.authors, "chapter": one.chapter,
        "pages": one.pages, "page_count": one.page_count, "blanks": one.blanks,
        "portion": one.portion.value, "portion_label": one.portion.label,
        "volume": one.volume, "issue": one.issue, "doi": one.doi,
        "images": one.images, "title_page": one.title_page,
    }  # fmt: skip


def candidates(request: Request) -> list[shapes.Candidate]:
    return [
        {"id": one.id, "course_code": one.course_code, "course_name": one.course_name,
         "list_name": one.list_name, "title": one.title}
        for one in request.candidates
    ]  # fmt: skip


def requester(request: Request) -> shapes.RequesterShape:
    who = request.requester
    return {"user": who.user, "name": who.name, "email": who.email,
            "why_no_email": who.why_no_email}  # fmt: skip


def licence(request: Request, terms: Terms) -> shapes.Licence | None:
    one = request.licence
    if one is None:
        return None
    return {
        "basis": one.basis, "basis_label": terms.basis_label(one.basis),
        "checked_by": one.checked_by, "checked_on": text(one.checked_on),
        "valid_until": text(one.valid_until) or None, "note": one.note,
    }  # fmt: skip


def changed(request: Request, moment: Moment) -> shapes.Changed:
    """Why it was cancelled, of what the copy is made, and what a reader asked for."""
    return {
        "cancellation": rejection(request.cancellation),
        "medium": medium(request, moment.terms),
        "wish": wished(request, moment),
    }


def medium(request: Request, terms: Terms) -> change_shapes.MediumShape:
    """Of what the copy is made, and where the resolver shows an electronic item (A172)."""
    resolver, work = terms.delivery.resolver_url, request.work
    electronic = request.medium is Medium.ELECTRONIC
    shown = openurl.address(resolver, work, request.extract) if resolver and work else None
    return {
        "code": request.medium.value,
        "label": request.medium.label,
        "view_it": shown if electronic else None,
    }


def wished(request: Request, moment: Moment) -> change_shapes.WishShape | None:
    """What a reader asked for; what it says of the reader is for those who make the copy."""
    one = request.wish
    if one is None:
        return None
    shown, given = moment.by.may(Role.DIGITISER), one.given
    return {
        "about": one.about,
        "course": one.course,
        "helps": [HELPS.get(each, each) for each in one.helps] if shown else [],
        "comment": one.comment if shown else "",
        "given": {
            "how": given.how, "how_label": WAYS.get(given.how, given.how), "on": text(given.on),
            "url": given.url or None, "note": given.note,
        } if given else None,
    }  # fmt: skip


def standing(request: Request) -> Rejection | None:
    """The rejection that holds: one that was taken back by reopening is history."""
    return request.rejection if request.state.phase is Phase.REFUSED else None


def rejection(one: Rejection | None) -> shapes.Rejection | None:
    if one is None:
        return None
    return {
        "reason": one.reason, "reason_label": one.label, "note": one.note, "on": text(one.on)
    }  # fmt: skip
