"""Every mail that the desk sent, to read instead of receive: the local cloud's SES, shown."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from local import post
from local.pages import asset, page
from local.store import Thing

_HERE = "/local/inbox"
# A mail's own styles may show, its scripts never run; its links open beside this page.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';"
    " style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)


class Inbox:
    """One inbox for everybody."""

    def __init__(self, cloud: str, letters: Path) -> None:
        self._where = f"{cloud}/_ministack/ses/messages"
        self._letters = letters

    async def mails(self) -> list[Thing]:
        """All mails, newest first; httpx.HTTPError when the cloud does not answer."""
        async with httpx.AsyncClient(timeout=10) as client:
            answer = (await client.get(self._where)).raise_for_status().json()
        found = [mail(one, self._letters) for sent in answer["messages"].values() for one in sent]
        return sorted(found, key=lambda one: str(one["at"]), reverse=True)

    async def json(self, request: Request) -> Response:
        """For scripts; ?to= gives those to one address."""
        to = request.query_params.get("to")
        try:
            mails = await self.mails()
        except httpx.HTTPError as error:
            return JSONResponse({"error": f"The local cloud does not answer: {error!r}"}, 502)
        return JSONResponse({"mails": [one for one in mails if to is None or to in one["to"]]})

    async def show(self, request: Request) -> Response:
        """The inbox, with one mail open: ?mail= chooses it, else the newest."""
        try:
            mails = await self.mails()
        except httpx.HTTPError:
            return page("inbox.html", 502, mails=[], chosen=None, silent=True)
        wanted = request.query_params.get("mail")
        chosen = next((one for one in mails if one["id"] == wanted), mails[0] if mails else None)
        return page("inbox.html", mails=mails, chosen=chosen, silent=False)

    async def html(self, request: Request) -> Response:
        """One mail's HTML, for the frame."""
        mails = await self.mails()
        wanted = request.query_params.get("mail")
        body = next((one["html"] for one in mails if one["id"] == wanted), None) or ""
        headers = {"Content-Security-Policy": _MAIL_POLICY, "X-Content-Type-Options": "nosniff"}
        return Response(f'<base target="_blank">{body}', media_type="text/html", headers=headers)

    async def file(self, request: Request) -> Response:
        """One attached file, to be saved."""
        there = post.files(self._letters, request.query_params.get("mail", ""))
        chosen = request.query_params.get("n", "")
        if not chosen.isdecimal() or int(chosen) >= len(there):
            return JSONResponse({"error": "This mail has no such file"}, 404)
        one = there[int(chosen)]
        headers = {"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"}
        return Response(one.content, media_type="application/octet-stream", headers=headers)


def mail(sent: dict[str, Any], letters: Path) -> Thing:
    """A mail as the local cloud kept it, in our words; of its files the names and sizes."""
    at = datetime.fromtimestamp(float(sent["Timestamp"]), UTC)
    return {
        "id": sent["MessageId"],
        "from": sent["Source"],
        "to": [*sent["To"], *sent["CC"], *sent["BCC"]],
        "subject": sent["Subject"],
        "at": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "text": sent["BodyText"] or "",
        "html": sent["BodyHtml"] or "",
        "headers": post.headers(letters, sent["MessageId"]),
        "files": [
            {"name": one.name, "bytes": len(one.content)}
            for one in post.files(letters, sent["MessageId"])
        ],
    }


def routes(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    """The inbox under /local/inbox, for people and for scripts."""
    inbox = Inbox(cloud, state / "mail")
    return [
        Route(_HERE, inbox.show),
        Route(f"{_HERE}.json", inbox.json),
        Route(f"{_HERE}/mail.html", inbox.html),
        Route(f"{_HERE}/file", inbox.file),
        Route(f"{_HERE}/inbox.css", lambda request: asset("inbox.css")),
        Route(f"{_HERE}/inbox.js", lambda request: asset("inbox.js")),
    ]
