"""What the local Talis sends when somebody presses Request digitisation: a signed OpenURL form."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote_plus

import httpx

from local.catalogue import autumn
from local.store import Drawers, Thing

KEY, SECRET = "local-talis-key", "local-talis-secret"
HERE = "/local/talis"
PATIENCE = 20.0
COURSE = {"code": "HIST2041", "name": "Empire, Trade and Resistance", "students": 64}
ASKING = {"email": "a.okafor@northgate.example", "name": "Amara Okafor"}
_SCHEMA = "http://schemas.talis.com/tadc/v1/referrers/moodle/2"


class Wrong(Exception):
    """Something about the form is not as it must be; the words are for the person."""


def ask(drawers: Drawers, public: str, said: Mapping[str, Any]) -> Thing:
    """A new request for an item: a record of its own, with the form that is sent for it."""
    item = drawers.one("item", str(said.get("item", "")))
    if item is None:
        raise Wrong("There is no such item on the list.")
    first, _, last = str(said.get("pages") or "").partition("-")
    if not item.get("issn") and not (said.get("chapter") or first):
        raise Wrong("Say which chapter, or which pages.")
    # Their record's number is what later statuses name; drawn so that no two lists share one.
    number = max((one["number"] for one in drawers.all("record")), default=0) + 1
    wanted = {"chapter": said.get("chapter") or "", "first": first.strip(), "last": last.strip(),
              "needed_by": said.get("needed_by") or ""}  # fmt: skip
    record: Thing = {
        "number": number,
        "item": item["id"],
        "form": _form(item, wanted, number, public),
        "request": "",
        "status": "",
        "reason": "",
        "message": "",
        "bundle": "",
        "answer": None,
        "told": [],
    }
    drawers.put("record", str(number), record)
    return record


def referral(record: Thing, message: str) -> Thing:
    """The same form, with a word to the library why it should look again."""
    return {**again(record), "svc.refer": "true", "svc.message": message}


def again(record: Thing) -> Thing:
    """The same form, naming the request that came of it before."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    return {**record["form"], "url_tim": now, "ctx_id": record["request"]}


def post(public: str, form: Mapping[str, str]) -> Thing:
    """Send the form, signed, to the desk; its answer, whatever it is."""
    signed = {**form, "res.signature": signature(form), "res.api_key": KEY}
    body = "&".join(f"{name}={quote_plus(one)}" for name, one in signed.items())
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
    }
    # Their module is given an address and a tenant, here webhooks/ and talis, and adds the rest.
    door = f"{public}/api/webhooks/talis/request/"
    try:
        answer = httpx.post(door, content=body, headers=headers, timeout=PATIENCE)
    except httpx.HTTPError as error:
        return {"http": None, "answer": type(error).__name__}
    try:
        return {"http": answer.status_code, "answer": answer.json()}
    except ValueError:
        return {"http": answer.status_code, "answer": answer.text[:500]}


def take_answer(record: Thing, heard: Thing) -> Thing:
    """The record with what the desk answered, as their module takes it in."""
    answer = heard["answer"]
    taken = {**record, "answer": heard}
    if heard["http"] == 200 and isinstance(answer, dict):
        taken |= {
            "request": answer["id"],
            "status": answer["status"],
            "reason": answer.get("reason_code", ""),
            "message": answer.get("message", ""),
        }
    return taken


def signature(form: Mapping[str, str]) -> str:
    """HMAC-SHA256 of the key and the values, in the order of their names, with bars between."""
    base = "|".join([KEY, *(form[name] for name in sorted(form))])
    return hmac.new(SECRET.encode(), base.encode(), hashlib.sha256).hexdigest()


def _form(item: Thing, wanted: Thing, number: int, public: str) -> dict[str, str]:
    year = autumn(date.today())
    kind = "journal" if item.get("issn") else "book"
    said = {
        "url_ver": "Z39.88-2004",
        "url_ctx_fmt": "info:ofi/fmt:kev:mtx:ctx",
        "url_tim": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f%z"),
        "rft_val_fmt": f"info:ofi/fmt:kev:mtx:{kind}",
        "rft.atitle": wanted["chapter"],
        "rft.btitle" if kind == "book" else "rft.jtitle": item["title"],
        "rft.isbn": item.get("isbn", ""),
        "rft.issn": item.get("issn", ""),
        "rft.au": item.get("author", ""),
        "rft.spage": wanted["first"],
        "rft.epage": wanted["last"],
        "rft.date": item.get("year", ""),
        "rft.pub": item.get("publisher", ""),
        "svc.neededby": wanted["needed_by"],
        "rfr_id": f"{public}{HERE}/items/{item['id']}",
        "rfr.type": _SCHEMA,
        "rfe.code": COURSE["code"],
        "rfe.name": COURSE["name"],
        "rfe.sdate": f"{year}-09-21",
        "rfe.edate": f"{year + 1}-08-27",
        "rfe.size": str(COURSE["students"]),
        "req.email": ASKING["email"],
        "req.name": ASKING["name"],
        "svc.trackback": f"{public}{HERE}/trackback?t={number}&api_key={quote_plus(KEY)}",
        "svc.metadata": "request",
    }
    return {name: str(one) for name, one in said.items() if one}
