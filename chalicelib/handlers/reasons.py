"""The door to the library's reasons: why staff reject and cancel, approvers approve and refuse."""

from typing import TYPE_CHECKING, Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import ChangedMeanwhile, VersionNotSaid
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, said, seen_version, whoever
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from chalicelib.domain.reason_lists import ReasonLists
    from chalicelib.handlers import reason_shapes

reasons = Blueprint(__name__)


@reasons.route("/api/reasons", methods=["GET"])
@problems
@may(Role.VIEWER)
def show() -> Response:
    """The reasons in force, those retired among them, with their version as ETag."""
    from chalicelib import wiring_rights

    return shown(wiring_rights.kept_reasons().newest())


@reasons.route("/api/reasons", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def write() -> Response:
    """Writes the reasons as the next version; what stood before is retired and never removed."""
    from dataclasses import replace

    from chalicelib import wiring, wiring_rights
    from chalicelib.domain import reason_lists

    seen, kept = seen_version(), wiring_rights.kept_reasons()
    if seen is None:
        raise VersionNotSaid("Writing reasons needs the version of them that you saw.")
    stands = kept.newest()
    if stands.version != seen:
        words = f"You saw version {seen}; it is {stands.version} now."
        raise ChangedMeanwhile(words, version=stands.version)
    draft = reason_lists.Reader(stands).read(said())
    lists = replace(draft, version=seen + 1, by=whoever().name, saved_on=wiring.clock())
    kept.save(lists)
    return shown(lists)


def shown(lists: "ReasonLists") -> Response:
    from chalicelib import wiring_rights
    from chalicelib.domain.reason_lists import NAMES

    versions = wiring_rights.kept_reasons().versions()
    told: reason_shapes.Reasons = {
        "version": lists.version,
        "lists": [listed(lists, name) for name in NAMES],
        "versions": [
            {"version": one.version, "by": one.by, "note": one.note,
             "saved_on": one.saved_on.isoformat() if one.saved_on else None}
            for one in versions
        ],
    }  # fmt: skip
    return answer(told, headers={"etag": f'"{lists.version}"'})


def listed(lists: "ReasonLists", name: str) -> Any:
    from chalicelib.domain.reason_lists import ENDS

    rules = deciding(name)
    return {
        "name": name,
        "ends": name in ENDS,
        "reasons": [
            {"code": one.code, "label": one.label, "alma": one.alma, "retired": one.retired,
             "rules": [rule for rule, code in rules if code == one.code]}
            for one in getattr(lists, name)
        ],
    }  # fmt: skip


def deciding(name: str) -> list[tuple[str, str]]:
    """The rules in use that decide by a reason of this list, each with the reason's code."""
    from chalicelib import wiring_rights
    from chalicelib.domain.rules import Decides

    kind = {"rejections": Decides.REJECT, "approvals": Decides.APPROVE}.get(name)
    every = wiring_rights.rulebooks().book().rules if kind else ()
    found = [one for one in every if one.enabled and one.outcome.approval is kind]
    return [(one.name, one.outcome.reason) for one in found if one.outcome.reason]
