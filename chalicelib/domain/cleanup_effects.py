"""What the moves of the clean-up change: files given up, removed, brought back; names gone."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.cleanup import Rule, removals, restorable
from chalicelib.domain.delivery_files import DELIVERY
from chalicelib.domain.facts import Requester
from chalicelib.domain.pieces import Piece
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Finding, Scan, ScanStatus
from chalicelib.domain.terms import Moment

NEVER_CAME = "The upload did not arrive and was given up. Upload the file again if it is needed."
LOST = "Its file could not be brought back: it is no longer kept."


def uploads_given_up(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """What arrived meanwhile stays; what arrives later is checked as if nothing had been said."""

    def given_up(scan: Scan) -> Scan:
        if scan.id not in told["scans"] or scan.status is not ScanStatus.UPLOADING:
            return scan
        finding = Finding(NEVER_CAME, blocking=True, code="upload-given-up")
        return replace(scan, status=ScanStatus.GIVEN_UP, findings=(finding,))

    gone = told["pieces"]
    return replace(
        request,
        scans=tuple(map(given_up, request.scans)),
        evidence=without_coming(request.evidence, gone),
        delivery=without_coming(request.delivery, gone),
    )


def without_coming(pieces: tuple[Piece, ...], given_up: list[str]) -> tuple[Piece, ...]:
    """A piece that has nothing else leaves the list."""
    left = (
        replace(one, coming=None) if one.coming and one.coming.id in given_up else one
        for one in pieces
    )
    return tuple(one for one in left if one.file or one.coming or one.url or one.refused)


def files_removed(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The scans stay on the list and say since when their files are gone."""
    rule, day, going = Rule(told["code"]), moment.today, told["scans"]
    if not removals(request, rule, moment.terms.delivery, day):
        # Somebody took it up again meanwhile.
        return request
    scans = tuple(
        replace(one, removed_on=day, wanted_back=False)
        if one.id in going and not one.removed_on else one
        for one in request.scans
    )  # fmt: skip
    gone = set(told["keys"])
    kept = tuple(one for one in request.reading if one.key not in gone)
    pieces = tuple(
        replace(one, removed_on=day, coming=None)
        if gone.intersection(DELIVERY.key_for(request.id, file.id) for file in one.files) else one
        for one in request.delivery
    )  # fmt: skip
    return replace(request, scans=scans, reading=kept, delivery=pieces)


def swept(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """A file that the request does not name: nothing but its history tells of it."""
    return request


def bring_back(request: Request, heard: Any, moment: Moment) -> Request:
    """The next run of the clean-up brings the files back."""
    scans = tuple(
        replace(one, wanted_back=True) if restorable(one, moment.today) else one
        for one in request.scans
    )
    return replace(request, scans=scans)


def brought_back(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """`scans` are versions of masters that are there again, `lost` what is gone for good."""

    def back(scan: Scan) -> Scan:
        if scan.id in told["scans"]:
            version = told["scans"][scan.id]
            version = version if scan.version and version else scan.version
            return replace(
                scan, removed_on=None, wanted_back=False, restored_on=moment.today, version=version
            )  # fmt: skip
        if scan.id in told["lost"]:
            return replace(scan, wanted_back=False, findings=(*scan.findings, Finding(LOST)))
        return scan

    there = told["pieces"]
    pieces = tuple(
        replace(one, removed_on=None, file=replace(one.file, version=there[one.id]))
        if one.id in there and one.file else one
        for one in request.delivery
    )  # fmt: skip
    return replace(request, scans=tuple(map(back, request.scans)), delivery=pieces)


def pseudonymise(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """Who asked and who teaches is no longer named; what was copied and decided stays."""
    if not removals(request, Rule.PERSONAL, moment.terms.delivery, moment.today):
        return request
    who = request.requester
    personal = {who.user, who.name, who.email} - {""}
    theirs = {
        name: value for name, value in request.theirs.items()
        if name != "user" and value not in personal
    }  # fmt: skip
    lecturer = replace(request.lecturer, name="", email="") if request.lecturer else None
    wish = replace(request.wish, helps=(), comment="") if request.wish else None
    return replace(
        request, requester=Requester(), wish=wish, theirs=theirs, lecturer=lecturer, evidence=(),
        held=(), pseudonymised_on=moment.today,
    )  # fmt: skip


def told(action: str, heard: Any, before: Request) -> dict[str, object]:
    """What the history says where what was said are only ids."""
    names = {scan.id: scan.name for scan in before.scans}
    there = ", ".join(names[one] for one in heard["scans"] if one in names)
    lost = ", ".join(names[one] for one in heard["lost"] if one in names)
    return {"files": there, "gone for good": lost}


EFFECTS: Mapping[str, Callable[[Request, Any, Moment], Request]] = {
    "uploads-given-up": uploads_given_up,
    "files-removed": files_removed,
    "swept": swept,
    "bring-back": bring_back,
    "files-restored": brought_back,
    "pseudonymise": pseudonymise,
}
