"""How the local KeyLinks talks to the desk: it submits over the DCS API, and comes back to look."""

import time
from collections.abc import Mapping
from typing import Any

import httpx

from local.deliveries import moment
from local.store import Drawers, Store, Thing

USER, PASSWORD, KEY, HEI = "keylinks", "local-keylinks-password", "local-keylinks-key", "44"
PATIENCE = 30.0
#: However many look at the list, the desk is asked no oftener.
REST = 1.0
HEADERS = {"Ocp-Apim-Subscription-Key": KEY}


class Polling:
    """The desk as its client knows it."""

    def __init__(self, store: Store, public: str) -> None:
        self._store = store
        self._api = f"{public}/dcs/v2"
        self._looked_at = float("-inf")

    def submit(self, record: Thing) -> Thing:
        """Send a request, the first time or again; its record with what was answered."""
        heard = self.call("POST", "SubmitRequest", record["sent"])
        record |= {"heard": heard, "at": moment()}
        if number := heard["answer"].get("request-id"):
            anew = number != record.get("number")
            record |= {"number": number, "status": "New request" if anew else record["status"]}
            record |= {"link": "", "rejection": "", "notes": ""} if anew else {}
        # What was refused was not asked for; what stood before still stands.
        if heard["http"] != 400:
            with self._store.open() as drawers:
                drawers.put("request", record["item"], record)
        return record

    def look(self) -> None:
        """Fetch the content of every course that something was asked for."""
        if time.monotonic() - self._looked_at < REST:
            return
        self._looked_at = time.monotonic()
        with self._store.open() as drawers:
            courses = {one["sent"]["courseCode"] for one in drawers.all("request")}
        for code in sorted(courses):
            heard = self.call("GET", "GetCourseContent", {"hei": HEI, "code": code})
            items = heard["answer"].get("content-items", [])
            with self._store.open() as drawers:
                take_over(drawers, code, items)

    def call(self, verb: str, method: str, sent: Mapping[str, str]) -> Thing:
        """One call; all arguments go in the address, as they do at the DCS."""
        address = f"{self._api}/{method}"
        try:
            answer = httpx.request(
                verb, address, params=dict(sent), auth=(USER, PASSWORD), headers=HEADERS,
                timeout=PATIENCE, trust_env=False,
            )  # fmt: skip
            said: Any = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            return {"http": None, "answer": {"status-message": type(error).__name__}}
        return {"http": answer.status_code, "answer": said if isinstance(said, dict) else {}}


def take_over(drawers: Drawers, code: str, items: list[Thing]) -> None:
    """Match by the id, and where it has none, by the id of the year before, as CLA advises."""
    by_id = {one["request-id"]: one for one in items}
    by_old = {one["previous-year-id"]: one for one in items if one["previous-year-id"]}
    for record in drawers.all("request"):
        found = by_id.get(record.get("number")) or by_old.get(record.get("number"))
        if record["sent"]["courseCode"] != code or not found:
            continue
        drawers.put("request", record["item"], {
            **{name: held for name, held in record.items() if name != "place"},
            "number": found["request-id"],
            "status": found["content-status"],
            "link": found["content-URL"],
            "rejection": found["rejection-message"],
            "notes": found["notes"],
        })  # fmt: skip
