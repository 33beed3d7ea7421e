"""Real parts of the licence desk: the second half of wiring, made in the same way."""

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib import wiring

if TYPE_CHECKING:
    from chalicelib.aws.approvals import Approvals
    from chalicelib.aws.closings import Closings
    from chalicelib.aws.import_rows import ImportFiles
    from chalicelib.aws.own import Own
    from chalicelib.aws.permissions import Allowances
    from chalicelib.aws.reason_rows import Reasons
    from chalicelib.aws.rulebooks import RuleBooks
    from chalicelib.backfile import Backfile
    from chalicelib.domain.calls import Call, Reply
    from chalicelib.domain.packs import Pack
    from chalicelib.domain.terms import Terms
    from chalicelib.library._catalogue import Catalogue
    from chalicelib.library.cla import Cla
    from chalicelib.permissions import PermissionDesk
    from chalicelib.rlms._pace import Paced


@cache
def closings() -> "Closings":
    from chalicelib.aws.closings import Closings

    return Closings(wiring.dynamo())


@cache
def catalogues() -> "Mapping[str, Catalogue]":
    """The outside catalogues in which staff look titles up; none unless configured."""
    from chalicelib.library import _catalogue
    from chalicelib.settings import NotConfigured

    try:
        return _catalogue.known(wiring.settings().catalogues)
    except ValueError as wrong:
        raise NotConfigured(f"CATALOGUES cannot be used. {wrong}") from wrong


@cache
def catalogue_caller() -> "Paced":
    """Calls to catalogues, held to the hosts and time-outs of all our calls."""
    from chalicelib.library._catalogue import Asking
    from chalicelib.rlms._caller import Caller
    from chalicelib.rlms._pace import Paced

    ours = wiring.settings()
    asked = {name: Asking(one) for name, one in catalogues().items()}
    made = Caller(asked, ours.hosts, wiring.secrets().one, wiring.clock, ours.private_hosts)
    return Paced(made, per_second=5)


@cache
def packs() -> "tuple[Pack, ...]":
    """The deployment's policy packs in their order; NotConfigured where one cannot be used."""
    from chalicelib import pack_shelf
    from chalicelib.settings import NotConfigured

    ours = wiring.settings()
    try:
        return pack_shelf.read(ours.packs, ours.pack_changes)
    except ValueError as wrong:
        raise NotConfigured(f"PACKS or PACK_CHANGES cannot be used. {wrong}") from wrong


@cache
def packs_with(basis: str) -> "tuple[Pack, ...]":
    """The deployment's packs; all there are for a basis that it no longer uses."""
    from chalicelib import pack_shelf

    ours = packs()
    known = any(basis in dict(pack.offers) for pack in ours)
    return ours if known or not basis else pack_shelf.every()


@cache
def kept_reasons() -> "Reasons":
    from chalicelib.aws.reason_rows import Reasons
    from chalicelib.domain import reasons
    from chalicelib.domain.reason_lists import ReasonLists

    said: dict[str, Any] = {**reasons.lists(wiring.settings().reasons)}
    return Reasons(wiring.dynamo(), ReasonLists(**said))


@cache
def settled_terms() -> "Terms":
    """The terms as the settings say them, also the reasons."""
    from chalicelib.domain import reasons
    from chalicelib.domain.eligibility import mailing, opening, switched_off, wanting
    from chalicelib.domain.terms import Terms

    ours = wiring.settings()
    return Terms(
        ours.institution,
        ours.zone,
        **reasons.lists(ours.reasons),
        switched_off=switched_off(ours.systems),
        mail_themselves=mailing(ours.systems),
        asks_cla=bool(ours.hosts.get("cla")),
        permission_days=ours.permission_days,
        wants=wanting(ours.systems),
        opens=opening(ours.systems),
        packs=packs(),
        history_expected=ours.history_expected,
        delivery=ours.delivery,
    )


def terms() -> "Terms":
    """The terms with the reasons that are in force now."""
    from dataclasses import replace

    return replace(settled_terms(), **kept_reasons().lists().lists)


@cache
def rulebooks() -> "RuleBooks":
    from chalicelib.aws.rulebooks import RuleBooks

    return RuleBooks(wiring.dynamo(), wiring.table().heads)


@cache
def own() -> "Own":
    from chalicelib.aws.own import Own

    return Own(wiring.dynamo())


@cache
def approvals() -> "Approvals":
    from chalicelib.aws.approvals import Approvals

    return Approvals(wiring.dynamo(), wiring.table().heads)


@cache
def cla() -> "Cla":
    """CLA's permission service, for the licence that the library has."""
    from chalicelib.library.cla import LICENCE_TYPE, Cla

    chosen = wiring.settings().systems.get("cla", {})
    return Cla(chosen.get("licence_type", LICENCE_TYPE))


@cache
def allowances() -> "Allowances":
    from chalicelib.aws.permissions import Allowances

    return Allowances(wiring.dynamo())


@cache
def permissions() -> "PermissionDesk":
    from chalicelib.permissions import PermissionDesk

    ours = wiring.settings()
    return PermissionDesk(
        service=cla(),
        kept=allowances(),
        tell=wiring.desk().hear_permission,
        today=lambda: wiring.clock().astimezone(ours.zone).date(),
        days=ours.permission_days,
    )


@cache
def cla_caller() -> "Paced":
    from chalicelib.rlms._caller import Caller
    from chalicelib.rlms._pace import Paced

    ours = wiring.settings()
    secret = wiring.secrets().one
    return Paced(Caller({"cla": cla()}, ours.hosts, secret, wiring.clock, ours.private_hosts), 5)


def called(receiver: str, call: "Call") -> "Reply":
    """Make a call of whoever is to be called."""
    caller = cla_caller() if receiver == cla().name else wiring.caller()
    return caller(receiver, call)


@cache
def import_files() -> "ImportFiles":
    from chalicelib.aws.import_rows import ImportFiles

    return ImportFiles(wiring.dynamo())


@cache
def backfile() -> "Backfile":
    from chalicelib.backfile import Backfile

    return Backfile(wiring.desk(), wiring.table(), wiring.records(), wiring.clock)
