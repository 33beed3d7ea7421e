"""Finding what Alma's calls speak of, and the values that they are made of and answer with."""

from dataclasses import dataclass, field
from typing import Any

from local.store import Drawers, Thing


class Refused(Exception):
    """A call that Alma refuses, with its code and words; all such refusals are HTTP 400."""

    def __init__(self, code: str, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.code, self.words, self.status = code, words, status


@dataclass(frozen=True)
class Call:
    """One call: its method, path below /almaws/v1, query and JSON body."""

    method: str
    path: str
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True)
class Answer:
    """What is answered, and the webhook event that follows from it, if any: (event, request)."""

    body: Any = None
    status: int = 200
    event: tuple[str, Thing] | None = None


def the_user(drawers: Drawers, name: str) -> Thing:
    """The user of this name."""
    found = drawers.one("user", name)
    if found is None:
        raise Refused("401890", f"User with identifier {name} was not found.")
    return found


def open_request(drawers: Drawers, names: dict[str, str], missing: str) -> Thing:
    """An open request of this user; once closed or cancelled it is gone."""
    the_user(drawers, names["user"])
    if not names["request"].isdigit():
        raise Refused("402205", f"Input parameters requestId {names['request']} is not numeric.")
    kept = drawers.one("request", names["request"])
    theirs = kept and kept["user_request"]["user_primary_id"] == names["user"]
    if kept is None or not theirs or kept["state"] != "open":
        words = {
            "401694": "Request Identifier not found",
            "401907": "Failed to find a request for the given request ID.",
        }
        raise Refused(missing, words[missing])
    return kept


def kept_thing(drawers: Drawers, drawer: str, name: str) -> Thing:
    """A course or a list."""
    found = drawers.one(drawer, name)
    if found is None:
        # Alma's own code for this is not public; any other than the ones above will do.
        raise Refused("402119", f"{drawer} {name} was not found.")
    return found


def listed_citation(drawers: Drawers, names: dict[str, str]) -> Thing:
    """A citation, if it stands on this list."""
    kept = kept_thing(drawers, "citation", names["citation"])
    if kept["list"] != names["list"]:
        raise Refused("402119", f"citation {names['citation']} is not on this list.")
    return kept


def citations_of(drawers: Drawers, shelf: str) -> list[Thing]:
    """What stands on a list, in order."""
    return [one["citation"] for one in drawers.all("citation") if one["list"] == shelf]


def list_brief(kept: Thing) -> Thing:
    """A list without its citations."""
    return {
        "id": kept["id"],
        "code": kept["code"],
        "name": kept["name"],
        "due_back_date": "",
        "status": {"value": "Complete", "desc": "Complete"},
        "order": 1,
        "publishingStatus": {"value": "PUBLISHED", "desc": "Published"},
    }


def bare(kept: Thing) -> Thing:
    """A thing without its place in the drawer."""
    return {name: value for name, value in kept.items() if name != "place"}


def part_of(found: list[Thing], call: Call) -> list[Thing]:
    """The page of results that was asked for."""
    try:
        offset, limit = int(call.query.get("offset", "0")), int(call.query.get("limit", "10"))
    except ValueError:
        raise Refused("401666", "limit parameter is not valid.") from None
    if not 0 <= limit <= 100 or offset < 0:
        raise Refused("401666", "limit parameter is not valid.")
    return found[offset : offset + limit]


def counted(name: str, found: list[Thing], total: int) -> Thing:
    """A list with its count; an empty list is absent, as Alma has it."""
    count = {"total_record_count": total}
    return {name: found, **count} if found else count
