"""Where the demonstration is played: the reading list, Alma's log and the inbox, by script."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import httpx

from local.story import NotAsItMustBe, Story, must, until
from local.titles import Title
from local.visitors import Staff, Visitor

LECTURER = "a.okafor@northgate.example"


@dataclass
class Scene:
    """Where the story is played, and what it has come to."""

    url: str
    story: Story
    web: httpx.Client
    first: dict[str, str] = field(default_factory=dict)
    second: dict[str, str] = field(default_factory=dict)
    known: Title = Title("", "")

    def list_say(self, path: str, said: dict[str, Any]) -> Any:
        """Press something on the reading list."""
        answer = self.web.post(f"/local/leganto/{path}", json=said)
        if not answer.is_success:
            raise NotAsItMustBe(f"the list takes {path}", "2xx", answer.text[:300])
        return answer.json()

    def item(self, citation: str) -> Any:
        """An item as the reading list shows it."""
        found = self.web.get("/local/leganto/lists.json", params={"citation": citation}).json()
        return next(one for each in found["lists"] for one in each["citations"])

    def shows(self, citation: str, status: str, link: str | None) -> Any:
        """Wait until the reading list shows an item with this status and link."""
        return until(
            f"the reading list shows {status}",
            lambda: self.item(citation),
            lambda one: (one["status"], one["link"]) == (status, link),
            (status, link),
        )

    def told(self, citation: str) -> list[str]:
        """The statuses that Alma was told about an item, in order, repeats and all."""
        asked = {"match": f"PUT .*/citations/{citation}"}
        calls = self.web.get("/local/alma/log.json", params=asked).json()["calls"]
        return [one["body"]["status"]["value"] for one in calls if one["status"] == 200]

    def mails(self, holding: str) -> list[Any]:
        """The mails that hold these words, newest first."""
        all_ = self.web.get("/local/inbox.json").raise_for_status().json()["mails"]
        return [one for one in all_ if holding in one["text"]]

    def a_title(self, title: str, pages: int | None = None) -> Title:
        """A title record that no request was ever for, so that nothing else counts with it."""
        made = Title.new(title, pages)
        self.staff().say("POST", "/api/works", made.record)
        return made

    def staff(self, person: str = "digitiser") -> Staff:
        """Somebody of the staff, signed in at a browser of their own."""
        visitor = Visitor(self.url)
        visitor.sign_in(person, visitor.open("/auth/start?next=/"))
        me = visitor.api("GET", "/api/me")
        must(f"{person} is signed in", person, me.json().get("id"))
        return Staff(visitor)


def day(days: int) -> str:
    """So many days from today."""
    return (date.today() + timedelta(days=days)).isoformat()
