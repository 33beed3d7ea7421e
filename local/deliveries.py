"""How the local Alma tells the desk: signed deliveries, tried again until they are taken."""

import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime

import httpx

from local.alma_xml import event_in_xml
from local.catalogue import INSTITUTION
from local.store import Store, Thing

SECRET = "local-leganto-secret"
BACK_OFF = (1, 2, 4, 8, 15, 30, 60, 120)
# Alma waits five seconds for an answer and takes silence for a failure.
PATIENCE = 5.0
EVENTS = {
    "REQUEST_CREATED": "Request created",
    "REQUEST_CANCELED": "Request canceled",
    "REQUEST_CLOSED": "Request closed",
    "REQUEST_PLACED_ON_SHELF": "Request placed on shelf",
}


def envelope(event: str, user_request: Thing) -> Thing:
    """What Alma wraps around a request that it tells of."""
    return {
        "representation": None,
        "portfolio": None,
        "item": None,
        "id": str(secrets.randbelow(9 * 10**15) + 10**15),
        "action": "REQUEST",
        "institution": INSTITUTION,
        "time": moment(),
        "event": {"desc": EVENTS[event], "value": event},
        "user_request": user_request,
        "holding": None,
    }


def signature(body: bytes) -> str:
    """X-Exl-Signature: the base64 HMAC-SHA256 of the very bytes that are sent."""
    return base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()


def moment() -> str:
    """Now, as Alma writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Deliveries:
    """Everything that was told to {public}/api/webhooks/leganto, or is still to be."""

    def __init__(self, store: Store, public: str, back_off: tuple[float, ...] = BACK_OFF) -> None:
        self._store = store
        self._door = f"{public}/api/webhooks/leganto"
        self._back_off = back_off
        self._senders = ThreadPoolExecutor(16, thread_name_prefix="delivery")

    def tell(
        self, event: str, request_id: str, user_request: Thing, form: str = ""
    ) -> "Future[Thing]":
        """Write the delivery down, then send it in the background; the future is its first try.

        `form` is json or xml; where it is not said, as the request was first told of.
        """
        key = f"{request_id}-{event}"
        form = form or self._form(request_id)
        said_of = envelope(event, user_request)
        # Non-ASCII text goes as it is, as Alma sends it: the signature is over these bytes.
        as_json = json.dumps(said_of, ensure_ascii=False)
        body = event_in_xml(said_of) if form == "xml" else as_json
        said = {
            "id": key,
            "request_id": request_id,
            "event": event,
            "body": body,
            "form": form,
            "tries": 0,
            "outcome": "waiting",
            "status": None,
            "answer": None,
            "at": None,
        }
        with self._store.open() as drawers:
            drawers.put("delivery", key, said)
        return self._senders.submit(self._try, key)

    def again(self, request_id: str, event: str = "REQUEST_CREATED") -> "Future[Thing]":
        """Send the same bytes once more, as Alma does when it missed the answer."""
        return self._senders.submit(self._try, f"{request_id}-{event}")

    def _form(self, request_id: str) -> str:
        with self._store.open() as drawers:
            first = drawers.one("delivery", f"{request_id}-REQUEST_CREATED") or {}
        return str(first.get("form", "json"))

    def resume(self) -> None:
        """Go on with what was waiting when the product stopped."""
        with self._store.open() as drawers:
            waiting = [one["id"] for one in drawers.all("delivery") if one["outcome"] == "waiting"]
        for key in waiting:
            self._later(key, self._back_off[0])

    def _try(self, key: str) -> Thing:
        with self._store.open() as drawers:
            said = drawers.one("delivery", key)
        if said is None:
            raise KeyError(key)
        heard = self._send(said["body"].encode(), said.get("form", "json"))
        with self._store.open() as drawers:
            said = drawers.one("delivery", key) or said
            said |= {**heard, "tries": said["tries"] + 1, "at": moment()}
            tries_left = self._back_off[said["tries"] - 1 :]
            if said["outcome"] != "delivered":
                said["outcome"] = "waiting" if tries_left else "given up"
            drawers.put("delivery", key, said)
        if said["outcome"] == "waiting":
            self._later(key, tries_left[0])
        return shown(said)

    def _send(self, body: bytes, form: str) -> Thing:
        headers = {"Content-Type": f"application/{form}", "X-Exl-Signature": signature(body)}
        try:
            answer = httpx.post(self._door, content=body, headers=headers, timeout=PATIENCE)
        except httpx.HTTPError as error:
            return {"outcome": "failed", "status": None, "answer": type(error).__name__}
        outcome = "delivered" if answer.is_success else "failed"
        return {"outcome": outcome, "status": answer.status_code, "answer": _read(answer)}

    def _later(self, key: str, seconds: float) -> None:
        timer = threading.Timer(seconds, self._again, (key,))
        timer.daemon = True
        timer.start()

    def _again(self, key: str) -> None:
        # The product may be stopping: the delivery stays waiting, and `resume` finds it.
        with contextlib.suppress(RuntimeError):
            self._senders.submit(self._try, key)


def shown(said: Thing) -> Thing:
    """A delivery without its body, for pages and scripts."""
    return {name: value for name, value in said.items() if name not in ("body", "place")}


def _read(answer: httpx.Response) -> object:
    try:
        return answer.json()
    except ValueError:
        return answer.text[:500]
