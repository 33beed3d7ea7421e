"""Real parts, made from the environment when they are first needed, and then kept.

The only file that sees everything. Imports stand inside the functions on purpose: each function
of the app pays at its cold start only for the parts that its own door asks for.
"""

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.aws.aside import Aside
    from chalicelib.aws.connections import Connections
    from chalicelib.aws.content import Content
    from chalicelib.aws.dynamo import Dynamo
    from chalicelib.aws.mail import Mail
    from chalicelib.aws.messages import Messages
    from chalicelib.aws.places import Places
    from chalicelib.aws.queue import Bell
    from chalicelib.aws.records import Records
    from chalicelib.aws.scans import Scans
    from chalicelib.aws.search import Words
    from chalicelib.aws.secrets import Secrets
    from chalicelib.aws.sessions import Sessions
    from chalicelib.aws.staff import Staff
    from chalicelib.aws.table import Table
    from chalicelib.desk import Desk
    from chalicelib.domain.terms import Terms
    from chalicelib.library.oidc import Issuer
    from chalicelib.relay import Relay
    from chalicelib.rlms._adapter import Adapter
    from chalicelib.rlms._asking import Asking
    from chalicelib.rlms._dcs import DcsClient
    from chalicelib.rlms._pace import Paced
    from chalicelib.settings import Settings
    from chalicelib.sync import Sync

#: Made by infra/sdk_data.py for the package; not there in the source.
SDK_DATA = Path(__file__).parent / "sdk_data"


def clock() -> datetime:
    """Now, in UTC and to the millisecond, which is what rows keep."""
    now = datetime.now(UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def today() -> date:
    """The day it is where the institution is."""
    return clock().astimezone(settings().zone).date()


@cache
def settings() -> "Settings":
    from chalicelib import settings as deployment

    return deployment.read(os.environ)


@cache
def session() -> Any:
    """One botocore session. The package brings data of its own, cut to the calls that we make."""
    import botocore.session

    made = botocore.session.get_session()
    if SDK_DATA.is_dir():
        from botocore.loaders import Loader

        cut = Loader([str(SDK_DATA)], include_default_search_paths=False)
        made.register_component("data_loader", cut)
    return made


@cache
def client(service: str, tries: int = 4) -> Any:
    """The one client of a service. Time-outs are short: Lambda is paid by the second."""
    from botocore.config import Config

    tried = {"mode": "standard", "total_max_attempts": tries}
    config = Config(connect_timeout=3, read_timeout=10, retries=tried)
    return session().create_client(service, config=config)


@cache
def dynamo() -> "Dynamo":
    from chalicelib.aws.dynamo import Dynamo

    return Dynamo(client("dynamodb"), settings().table)


@cache
def table() -> "Table":
    from chalicelib.aws.table import Table

    return Table(dynamo())


@cache
def content() -> "Content":
    from chalicelib.aws.content import Content

    return Content(dynamo(), table().bare)


@cache
def records() -> "Records":
    from chalicelib.aws.records import Records

    return Records(dynamo())


@cache
def aside() -> "Aside":
    from chalicelib.aws.aside import Aside

    return Aside(dynamo())


@cache
def words() -> "Words":
    from chalicelib.aws.search import Words

    return Words(dynamo())


@cache
def messages() -> "Messages":
    from chalicelib.aws.messages import Messages

    return Messages(dynamo())


@cache
def connections() -> "Connections":
    from chalicelib.aws.connections import Connections

    return Connections(dynamo())


@cache
def sessions() -> "Sessions":
    from chalicelib.aws.sessions import Sessions

    return Sessions(dynamo())


@cache
def staff() -> "Staff":
    from chalicelib.aws.staff import Staff

    return Staff(dynamo())


@cache
def secrets() -> "Secrets":
    from chalicelib.aws.secrets import Secrets

    return Secrets(client("ssm"), settings().secrets_prefix)


@cache
def queue() -> "Bell":
    from chalicelib.aws.queue import Bell

    return Bell(client("sqs"), settings().bell_queue_url)


@cache
def mail() -> "Mail":
    from chalicelib import wiring_delivery

    return wiring_delivery.mail()


@cache
def scans() -> "Scans":
    from chalicelib.aws.scans import Scans

    return Scans(session(), settings().scans_bucket, settings().scans_url)


def terms() -> "Terms":
    from chalicelib import wiring_rights

    return wiring_rights.terms()


@cache
def desk() -> "Desk":
    from chalicelib.desk import Desk
    from chalicelib.wiring_rights import kept_reasons, rulebooks, settled_terms

    told = frozenset(name for name, one in settings().notices.items() if not one.daily)
    own = settled_terms()
    return Desk(table(), records(), clock, staff().one, own, rulebooks(), told, kept_reasons())


@cache
def oidc() -> "Issuer":
    from chalicelib.library.oidc import Issuer

    ours = settings()
    return Issuer(
        ours.oidc_issuer,
        ours.oidc_client_id,
        back_to=f"{ours.public_url}/auth/callback",
        audience=ours.oidc_audience,
        secret=lambda: next(iter(secrets().values("oidc/client-secret")), ""),
        roles=ours.oidc_roles,
        affiliations=ours.affiliations,
        courses=ours.delivery.course_claim,
    )


@cache
def adapters() -> "Mapping[str, Adapter]":
    """Every reading-list system there is a file for."""
    from chalicelib import rlms

    return rlms.adapters(settings().systems)


@cache
def dcs_clients(names: frozenset[str]) -> "Mapping[str, DcsClient]":
    """Those of these systems that speak the DCS API, which the desk serves."""
    from chalicelib.rlms._dcs import DcsClient

    known = {name: adapters()[name] for name in names if name in adapters()}
    return {name: one for name, one in known.items() if isinstance(one, DcsClient)}


@cache
def caller(per_second: int = 10) -> "Paced":
    from chalicelib.rlms._caller import Caller
    from chalicelib.rlms._pace import Paced

    ours = settings()
    made = Caller(adapters(), ours.hosts, secrets().one, clock, ours.private_hosts)
    return Paced(made, per_second)


@cache
def places() -> "Places":
    from chalicelib.aws.places import Places

    return Places(dynamo())


@cache
def sync() -> "Sync":
    from chalicelib.relay import log_line
    from chalicelib.sync import Sync

    called = {name: one for name, one in adapters().items() if settings().hosts.get(name)}
    # Half of what they allow, so that whoever tells them something is not held up by it.
    return Sync(places(), called, caller(per_second=5), clock, log_line)


@cache
def asking() -> "Asking":
    from chalicelib.rlms._asking import Asking

    return Asking(adapters(), caller(), places(), clock)


@cache
def relay() -> "Relay":
    from chalicelib import wiring_delivery, wiring_patron, wiring_rights
    from chalicelib.relay import Relay

    return Relay(
        messages=messages(),
        load=table().load,
        learn=desk().learn,
        adapters=adapters(),
        call=wiring_rights.called,
        permissions=wiring_rights.permissions(),
        places=lambda rlms, request: places().of(rlms, request, clock()),
        mail=wiring_patron.post,
        work=wiring_delivery.work,
        ring=queue().ring,
        note=connections().note,
        clock=clock,
        public_url=settings().public_url,
    )


@cache
def labels() -> "Mapping[str, str]":
    """What people call the systems that requests come from."""
    from chalicelib.domain.channels import OURS

    return {**{name: adapter.label for name, adapter in adapters().items()}, **OURS}
