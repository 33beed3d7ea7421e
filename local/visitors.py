"""People at a browser, as the product meets them: addresses, forms, cookies, and nothing else."""

import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin

import httpx

from local.story import NotAsItMustBe

#: So often somebody looks again where the desk itself did something in that very moment.
LOOKS = 5


@dataclass
class Form:
    """A form on a page, with the values that it carries by itself."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What a person can press on a page, and what it says."""

    def __init__(self, answer: httpx.Response) -> None:
        super().__init__()
        self.url, self.status = str(answer.url), answer.status_code
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._words: list[str] = []
        self._unseen = False
        self.feed(answer.text)
        self.words = " ".join(" ".join(self._words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Called by the parser."""
        said = {name: value or "" for name, value in attrs}
        self._unseen = tag in ("style", "script")
        if tag == "form":
            self.forms.append(Form(urljoin(self.url, said.get("action", ""))))
        elif tag == "input" and self.forms and said.get("name"):
            self.forms[-1].fields[said["name"]] = said.get("value", "")
        elif tag == "a" and said.get("href"):
            self.links.append(urljoin(self.url, said["href"]))

    def handle_endtag(self, tag: str) -> None:
        """Called by the parser."""
        self._unseen = False

    def handle_data(self, data: str) -> None:
        """Called by the parser."""
        if not self._unseen:
            self._words.append(data)


class Visitor:
    """One browser. It keeps `Secure` cookies on http://localhost, as browsers do."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.cookies: dict[str, str] = {}

    def open(self, address: str) -> Page:
        """Go to an address, wherever it leads."""
        return self._follow(self._ask("GET", urljoin(self.url, address)))

    def send(self, form: Form, **filled: str) -> Page:
        """Fill in a form and send it."""
        said = {**form.fields, **filled}
        origin = {"Origin": self.url}
        return self._follow(self._ask("POST", form.action, data=said, headers=origin))

    def sign_in(self, person: str, page: Page) -> Page:
        """Press this person's button on the sign-in page."""
        if "/local/issuer/authorize" not in page.url:
            raise NotAsItMustBe("opening it asks to sign in", "the sign-in page", page.url)
        return self.send(page.forms[0], person=person)

    def api(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """What the console's script sends: same origin, its own header, the session's cookie."""
        headers = {"Origin": self.url, "X-Scandesk": "1", **headers}
        return self._ask(method, urljoin(self.url, path), json=body, headers=headers)

    def _follow(self, answer: httpx.Response) -> Page:
        for _ in range(10):
            if not answer.is_redirect:
                return Page(answer)
            answer = self._ask("GET", urljoin(str(answer.url), answer.headers["location"]))
        raise NotAsItMustBe("the way leads somewhere", "at most 10 redirections", answer.url)

    def _ask(self, method: str, address: str, **more: Any) -> httpx.Response:
        headers = dict(more.pop("headers", {}))
        if self.cookies and address.startswith(f"{self.url}/"):
            headers["Cookie"] = "; ".join(f"{name}={held}" for name, held in self.cookies.items())
        # Cookies are kept by hand: the library would not send a Secure one back over http.
        answer = httpx.request(
            method, address, headers=headers, timeout=60, trust_env=False, **more
        )
        for line in answer.headers.get_list("set-cookie"):
            name, _, value = line.split(";")[0].partition("=")
            if value and "max-age=0" not in line.lower():
                self.cookies[name.strip()] = value
            else:
                self.cookies.pop(name.strip(), None)
        return answer


class Staff:
    """Somebody of the library's staff, at the console."""

    def __init__(self, visitor: Visitor) -> None:
        self._visitor = visitor

    def say(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """A call of the API that must succeed."""
        return self.must(f"{method} {path}", self.ask(method, path, body, **headers))

    def must(self, call: str, answer: httpx.Response) -> Any:
        """What a call that succeeded answered."""
        if not answer.is_success:
            raise NotAsItMustBe(call, "2xx", f"{answer.status_code} {answer.text[:400]}")
        return answer.json()

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """A call of the API, whatever it is answered."""
        return self._visitor.api(method, path, body, **headers)

    def queue(self, view: str) -> list[Any]:
        """The newest rows of a view."""
        rows: list[Any] = self.say("GET", f"/api/requests?view={view}&sort=-added_on")["requests"]
        return rows

    def detail(self, request_id: str) -> Any:
        """A request, all of it."""
        return self.say("GET", f"/api/requests/{request_id}")

    def act(self, request_id: str, action: str, key: str = "", **said: Any) -> Any:
        """Take an action on the version that is seen now; where the desk was first, look again."""
        call = self._action(request_id, action)
        for _ in range(LOOKS):
            answer = self.ask(*call, said, **self._seen(request_id, key))
            if answer.status_code != 409 or "changed" not in answer.json():
                break
        return self.must(" ".join(call), answer)

    def try_to(self, request_id: str, action: str, **said: Any) -> httpx.Response:
        """Try an action that may be refused."""
        return self.ask(*self._action(request_id, action), said, **self._seen(request_id))

    def _action(self, request_id: str, action: str) -> tuple[str, str]:
        return "POST", f"/api/requests/{request_id}/actions/{action}"

    def _seen(self, request_id: str, key: str = "") -> dict[str, str]:
        version = self.detail(request_id)["request"]["version"]
        return {"If-Match": f'"{version}"', "Idempotency-Key": key or uuid.uuid4().hex}

    def upload(self, request_id: str, name: str, file: bytes) -> str:
        """Send a file straight to the bucket; the desk only makes the form for it."""
        about = {"name": name, "bytes": len(file), "type": "application/pdf"}
        form = self.say("POST", f"/api/requests/{request_id}/scans", about)
        sent = httpx.post(
            form["url"],
            data=form["fields"],
            timeout=60,
            files={"file": (name, file, "application/pdf")},
        )
        if not sent.is_success:
            seen = f"{sent.status_code} {sent.text[:300]}"
            raise NotAsItMustBe("the bucket takes the file", "2xx", seen)
        return str(form["scan"])
