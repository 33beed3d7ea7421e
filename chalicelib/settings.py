"""What the deployment says about itself: read once from the environment, or not started at all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chalicelib.domain import delivery_terms
from chalicelib.domain.delivery_terms import DeliveryTerms

ROLES = '{"scandesk-viewer": "viewer", "scandesk-digitiser": "digitiser", ' \
    '"scandesk-approver": "approver", "scandesk-administrator": "administrator"}'  # fmt: skip
GIVEN = frozenset({"viewer", "digitiser", "approver", "administrator", "reader", "teacher"})
REASONS = ("REASONS", "APPROVAL_REASONS", "REFUSAL_REASONS", "CANCEL_REASONS")
PACKS = ("cla-he",)
REQUIRED = ("TABLE", "PUBLIC_URL")
#: What a library may make mandatory on the request form; a course and a title always are.
OPTIONAL = frozenset(
    {"author", "volume", "issue", "extract_title", "chapter", "pages", "start", "end",
     "needed_by", "note_1"}
)  # fmt: skip
FORM = '{"on": true, "mandatory": ["pages", "needed_by"], "who": ["staff", "faculty"]}'


class NotConfigured(Exception):
    """The environment lacks something, or something in it cannot be read; names which."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Who of the staff is mailed about new requests of a list: each at once, or once a day."""

    to: tuple[str, ...]
    daily: bool = False


@dataclass(frozen=True, slots=True)
class RequestForm:
    """The academic request form: whether it is there, what it insists on, which staff may ask."""

    on: bool = False
    mandatory: frozenset[str] = frozenset()
    who: frozenset[str] = frozenset({"staff", "faculty"})


@dataclass(frozen=True, slots=True)
class Settings:
    """One deployment. `link_seconds` is the life of an S3 address, at most an hour."""

    table: str
    public_url: str
    scans_bucket: str
    scans_url: str
    bell_queue_url: str
    check_queue_url: str
    copies_queue_url: str
    secrets_prefix: str
    institution: str
    zone: ZoneInfo
    mail_from: str
    desk_mail: str
    link_seconds: int
    oidc_issuer: str
    oidc_client_id: str
    oidc_audience: str
    oidc_roles: Mapping[str, str]
    reader_affiliations: frozenset[str]
    reasons: Mapping[str, str]
    systems: Mapping[str, Mapping[str, str]]
    hosts: Mapping[str, str]
    private_hosts: frozenset[str]
    notices: Mapping[str, Notice]
    packs: tuple[str, ...]
    catalogues: tuple[str, ...]
    pack_changes: Mapping[str, Any]
    form: RequestForm = RequestForm()
    history_expected: bool = False
    delivery: DeliveryTerms = DeliveryTerms()
    mail_set: str = ""
    text_machine: str = ""

    @property
    def affiliations(self) -> Mapping[str, frozenset[str]]:
        """What each affiliation is here; nobody asks by a form that is switched off."""
        teachers = self.form.who if self.form.on else frozenset[str]()
        return {"reader": self.reader_affiliations, "teacher": teachers}

    @property
    def permission_days(self) -> int:
        """For how many days an answer of CLA's permission service holds."""
        return permission_days(self.systems)


def read(env: Mapping[str, str]) -> Settings:
    """The settings in these variables; NotConfigured names all that is missing at once."""
    missing = [name for name in REQUIRED if not env.get(name)]
    if missing:
        raise NotConfigured(f"The environment lacks {', '.join(missing)}.")
    return Settings(
        table=env["TABLE"],
        public_url=env["PUBLIC_URL"].rstrip("/"),
        scans_bucket=env.get("SCANS_BUCKET", ""),
        scans_url=env.get("SCANS_URL", ""),
        **queues(env),
        secrets_prefix=env.get("SECRETS", "/scandesk/local").rstrip("/"),
        institution=env.get("INSTITUTION", "") or "The University",
        zone=zone(env.get("TIME_ZONE", "") or "Europe/London"),
        mail_from=env.get("MAIL_FROM", ""),
        desk_mail=env.get("DESK_MAIL", ""),
        link_seconds=seconds(env.get("LINK_SECONDS", "") or "300"),
        oidc_issuer=env.get("OIDC_ISSUER", ""),
        oidc_client_id=env.get("OIDC_CLIENT_ID", ""),
        oidc_audience=env.get("OIDC_AUDIENCE", ""),
        oidc_roles=roles(env.get("OIDC_ROLES", "") or ROLES),
        reader_affiliations=frozenset(
            (env.get("READER_AFFILIATIONS", "") or "student,staff,member,faculty").split(",")
        ),
        reasons={name: env.get(name, "") for name in REASONS},
        systems=systems(env.get("SYSTEMS", "") or "{}"),
        hosts=hosts(env),
        private_hosts=frozenset(env.get("PRIVATE_HOSTS", "").lower().replace(",", " ").split()),
        notices=notices(env.get("NOTICES", "") or "{}"),
        **for_the_licence_desk(env),
    )


def queues(env: Mapping[str, str]) -> dict[str, Any]:
    """Where the parts of the desk leave work for each other."""
    names = ("bell_queue_url", "check_queue_url", "copies_queue_url")
    return {name: env.get(name.upper(), "") for name in names}


def for_the_licence_desk(env: Mapping[str, str]) -> dict[str, Any]:
    """What bears on licences, on the request form, and on what was copied before."""
    return {
        "packs": tuple(dict.fromkeys(env.get("PACKS", "").replace(",", " ").split())) or PACKS,
        "catalogues": tuple(env.get("CATALOGUES", "").replace(",", " ").split()),
        "pack_changes": json_object("PACK_CHANGES", env.get("PACK_CHANGES", "") or "{}"),
        "form": form(env.get("FORM", "") or "{}"),
        "delivery": delivery(env.get("DELIVERY", "") or "{}"),
        "mail_set": env.get("MAIL_SET", ""),
        "text_machine": env.get("TEXT_MACHINE", ""),
        "history_expected": expected(env.get("HISTORY", "") or "none"),
    }


def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as bad:
        raise NotConfigured(f"TIME_ZONE is {name}, which is no time zone.") from bad


def seconds(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 3600:
        raise NotConfigured("LINK_SECONDS is a whole number of seconds from 1 to 3600.")
    return int(text)


def json_object(name: str, text: str) -> Mapping[str, Any]:
    try:
        read_in = json.loads(text)
    except ValueError as bad:
        raise NotConfigured(f"{name} is not JSON.") from bad
    if not isinstance(read_in, dict):
        raise NotConfigured(f"{name} is a JSON object.")
    return read_in


def systems(text: str) -> Mapping[str, Mapping[str, str]]:
    """What a library changes about a reading-list system, by its name."""
    chosen = json_object("SYSTEMS", text)
    read_in = {name: words(f"SYSTEMS.{name}", json.dumps(one)) for name, one in chosen.items()}
    permission_days(read_in)
    return read_in


def permission_days(chosen: Mapping[str, Mapping[str, str]]) -> int:
    """For how many days an answer of CLA's permission service holds."""
    known = {"days", "licence_type"}
    ours = chosen.get("cla", {})
    if unknown := sorted(set(ours) - known):
        raise NotConfigured(f"SYSTEMS.cla has no setting {', '.join(unknown)}.")
    days = ours.get("days", "30")
    if not (days.isdecimal() and 1 <= int(days) <= 366):
        raise NotConfigured("SYSTEMS.cla.days is a whole number of days from 1 to 366.")
    if not ours.get("licence_type", "136").isdecimal():
        raise NotConfigured("SYSTEMS.cla.licence_type is CLA's number of a licence, as in 136.")
    return int(days)


def hosts(env: Mapping[str, str]) -> Mapping[str, str]:
    """Where systems are called: Alma, and whatever else is named."""
    named = words("HOSTS", env.get("HOSTS", "") or "{}")
    return {"leganto": env.get("ALMA_URL", ""), **named}


def roles(text: str) -> Mapping[str, str]:
    """Roles by group; a role that there is not would else be found when somebody signs in."""
    chosen = words("OIDC_ROLES", text)
    if unknown := sorted(set(chosen.values()) - GIVEN):
        raise NotConfigured(
            f"OIDC_ROLES gives {', '.join(unknown)}; there are {', '.join(sorted(GIVEN))}."
        )
    return chosen


def notices(text: str) -> Mapping[str, Notice]:
    """Who is mailed about new requests, by reading-list system."""
    return {name: notice(name, one) for name, one in json_object("NOTICES", text).items()}


def notice(name: str, said: Any) -> Notice:
    to = said.get("to") if isinstance(said, dict) else None
    addresses = isinstance(to, list) and all(isinstance(one, str) and "@" in one for one in to)
    if not to or not addresses or said.get("when") not in ("at-once", "daily"):
        raise NotConfigured(
            f'NOTICES.{name} is {{"to": [addresses], "when": "at-once" or "daily"}}.'
        )
    return Notice(tuple(to), said["when"] == "daily")


def form(text: str) -> RequestForm:
    """The request form's settings; what there is not is named, with what there is."""
    said = json_object("FORM", text)
    if unknown := sorted(set(said) - {"on", "mandatory", "who"}):
        raise NotConfigured(f"FORM has {', '.join(unknown)}; it is written like {FORM}.")
    on, lists = said.get("on", False), [said.get(name, []) for name in ("mandatory", "who")]
    texts = all(isinstance(one, list) and all(map(is_text, one)) for one in lists)
    if not isinstance(on, bool) or not texts:
        raise NotConfigured(f"FORM is written like {FORM}.")
    mandatory, who = map(frozenset, lists)
    if unknown := sorted(mandatory - OPTIONAL):
        raise NotConfigured(
            f"FORM.mandatory names {', '.join(unknown)}; there are {', '.join(sorted(OPTIONAL))}."
        )
    return RequestForm(on, mandatory, who or RequestForm().who)


def is_text(one: object) -> bool:
    return isinstance(one, str) and bool(one.strip())


def delivery(text: str) -> DeliveryTerms:
    """Sizes, days and addresses of scans and delivery (domain/delivery_terms.py)."""
    try:
        return delivery_terms.read(json_object("DELIVERY", text))
    except ValueError as wrong:
        raise NotConfigured(f"DELIVERY cannot be used: {wrong}.") from wrong


def expected(text: str) -> bool:
    """Whether courses had readings elsewhere, so that each waits for its history to be loaded."""
    if text not in ("expected", "none"):
        raise NotConfigured("HISTORY is expected or none.")
    return text == "expected"


def words(name: str, text: str) -> Mapping[str, str]:
    read_in = json_object(name, text)
    if not all(isinstance(value, str) for value in read_in.values()):
        raise NotConfigured(f"{name} is a JSON object of texts.")
    return read_in
