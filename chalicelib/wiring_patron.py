"""Real parts of delivery to a patron: the fourth part of wiring, made in the same way."""

from functools import cache
from typing import TYPE_CHECKING

from chalicelib import wiring

if TYPE_CHECKING:
    from chalicelib.domain.request import Request
    from chalicelib.domain.telling import Outgoing
    from chalicelib.inventory import Inventory
    from chalicelib.library._repository import Repository
    from chalicelib.parcels import Parcels


@cache
def inventory() -> "Inventory":
    """Whoever keeps repositories told; those that this deployment has an address of."""
    from chalicelib.inventory import Inventory
    from chalicelib.rlms._caller import Caller
    from chalicelib.rlms._pace import Paced

    ours, there = wiring.settings(), repositories()
    called = {one.name: one for one in there}
    made = Caller(called, ours.hosts, wiring.secrets().one, wiring.clock, ours.private_hosts)
    return Inventory(repositories=there, call=Paced(made, 5), public_url=ours.public_url)


@cache
def repositories() -> "list[Repository]":
    """Alma, where a code of its remote repositories is set; any other by its webhook."""
    from chalicelib.library.alma_repository import AlmaRepository
    from chalicelib.library.webhook_repository import WebhookRepository

    ours, found = wiring.settings(), list["Repository"]()
    chosen = ours.systems.get("leganto", {})
    if chosen.get("repository") and ours.hosts.get("leganto"):
        part = "representation."
        more = {name.removeprefix(part): chosen[name] for name in chosen if name.startswith(part)}
        found.append(AlmaRepository(repository=chosen["repository"], more=more))
    return [*found, WebhookRepository()] if ours.hosts.get("repository") else found


def post(one: "Outgoing", request: "Request") -> None:
    """Hand a letter over, once the files that go with it are there."""
    wiring.mail()(*parcels().ready(one, request))


@cache
def parcels() -> "Parcels":
    from chalicelib.parcels import Parcels

    def otherwise(request_id: str, why: str) -> "Request":
        wiring.desk().act_as_desk(request_id, "sent-as-link", {"why": why})
        return wiring.table().load(request_id)

    mb = wiring.settings().delivery.attachment_mb
    return Parcels(reading=reading_key, read=file_of, otherwise=otherwise, mb=mb)


def reading_key(request: "Request") -> str:
    """The key of today's reading copy for this patron; empty while it is being prepared."""
    from chalicelib import wiring_reading

    opening = next(iter(request.link.openings), None) if request.link else None
    copy = wiring_reading.ready_for(request, opening) if opening else None
    return copy.key if copy else ""


def files_for(request: "Request", seconds: int) -> list[dict[str, str]]:
    """What a patron saves beside the scan, each at an address that lives so many seconds."""
    from chalicelib.domain.delivery_files import DELIVERY
    from chalicelib.domain.scans import megabytes

    files = [one.file for one in request.delivery if one.file and request.is_for_patron]
    scans = wiring.scans()
    return [
        {
            "name": file.name,
            "size": megabytes(file.size),
            "url": scans.download_url(
                DELIVERY.key_for(request.id, file.id), file.version, seconds, file.name
            ),
        }
        for file in files
    ]


def file_of(key: str) -> bytes:
    """A file that travels with a letter; one that was checked is named with its version."""
    name, _, version = key.partition("?")
    return wiring.scans().read(name, wiring.settings().delivery.attachment_mb * 1_000_000, version)
