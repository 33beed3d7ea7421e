"""The policy packs of this deployment, as staff see them: in order, in force or not today."""

from typing import TYPE_CHECKING

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import answer, may
from chalicelib.handlers.problems import problems

if TYPE_CHECKING:
    from datetime import date

    from chalicelib.domain.packs import Limit, Pack
    from chalicelib.handlers.rights_shapes import PackLimit, PackNotice, PackShape

policy_packs = Blueprint(__name__)


@policy_packs.route("/api/packs", methods=["GET"])
@problems
@may(Role.VIEWER)
def show() -> Response:
    """Every pack with its limits, their sources and its notice; `used` ones are tried in order."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.domain.packs import in_force

    today = wiring.today()
    ours = wiring_rights.packs()
    on = in_force(ours, today)
    used = wiring.settings().packs
    shown = [pack(one, one in on, one.code in used) for one in ours]
    return answer({"day": text(today), "order": list(used), "packs": shown})


def pack(one: "Pack", in_force: bool, used: bool) -> "PackShape":
    from chalicelib.domain.pack_words import NEEDED, pack_words

    return {
        "code": one.code, "version": one.version, "name": one.name, "region": one.region,
        "since": text(one.since) or None, "until": text(one.until) or None, "dated": one.dated,
        "in_force": in_force, "used": used, "purpose": one.purpose.value,
        "scope": one.scope.value, "window": one.window.value, "blanks": one.blanks.value,
        "combine": one.combine.value, "over": one.over.value, "decides": one.decides,
        "counts": one.counts, "unlimited": one.unlimited, "rolls_over": one.rolls_over,
        "words": pack_words(one), "limits": [limit(line) for line in one.limits],
        "excluded": [kind.value for kind in one.excluded], "repertoire": one.repertoire,
        "requires": [{"code": need.value, "label": NEEDED[need]} for need in one.requires],
        "bases": [{"code": code, "label": label} for code, label in one.offers],
        "ends": one.ends, "ends_latest": one.ends_latest, "year_begins": one.year_begins,
        "conditions": list(one.conditions), "notice": notice(one),
        "report": {
            "fields": list(one.report), "begins": one.report_begins, "due": one.report_due,
            "note": one.report_note,
        },
        "source": one.source, "changed": list(one.changed),
        "sources": [{"key": key, "where": where} for key, where in one.sources],
    }  # fmt: skip


def limit(one: "Limit") -> "PackLimit":
    from chalicelib.domain.pack_words import limit_words, standing_words

    return {
        "name": one.name, "words": limit_words(one), "weight": standing_words(one),
        "portion": one.portion.value, "percent": one.percent, "unit": one.unit.value,
        "count": one.count, "pages": one.pages, "work_pages": one.work_pages,
        "over_work_pages": one.over_work_pages, "kinds": [kind.value for kind in one.kinds],
        "format": one.format.value, "any_number_if_themed": one.any_number_if_themed,
        "out_of_commerce": one.out_of_commerce, "verdict": one.verdict.value,
        "guidance": one.guidance, "note": one.note,
        "sources": [key.strip() for key in one.source.split(",")],
    }  # fmt: skip


def notice(one: "Pack") -> "PackNotice":
    """With the mark of its wording, which readers never see."""
    from chalicelib.domain.pack_words import STATUSES

    return {
        "text": one.notice, "status": one.notice_status.value,
        "status_label": STATUSES[one.notice_status], "note": one.notice_note,
    }  # fmt: skip


def text(day: "date | None") -> str:
    return day.isoformat() if day else ""
