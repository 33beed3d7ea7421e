"""Every route of the console, with where the walk of test_browser_walk.py goes for it.

A house test holds this list against console/src/App.tsx: a new screen fails until it is walked.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stop:
    """An address, where `{request}` and the like are filled in, and what is seen there."""

    address: str
    seen: str


#: By the path that App.tsx has; "" is the index.
STOPS = {
    "": Stop("/", "Academic requests"),
    "today": Stop("/today", "My work"),
    "requests/:id": Stop("/requests/{request}", "Link for the students"),
    "set-aside/:id": Stop("/set-aside/{aside}", "What was sent"),
    "approvals": Stop("/approvals?status=wanted", "To be cleared"),
    "courses": Stop("/courses", "Requests are matched to these"),
    "courses/:code": Stop("/courses/HIST2041", "Requests and extents"),
    "lecturers": Stop("/lecturers", "Who teaches"),
    "undelivered": Stop("/undelivered", "Undelivered"),
    "letters": Stop("/letters", "A scan is ready"),
    "letters/:letter": Stop("/letters/publish", "Save the letter"),
    "packs": Stop("/packs", "10 % of the pages of the whole"),
    "people": Stop("/people", "Amir Administrator"),
    "history": Stop("/history", "Readings that are live elsewhere"),
    "clean-up": Stop("/clean-up", "What can be brought back"),
    "reasons": Stop("/reasons", "Why the desk rejects"),
    "rules": Stop("/rules", "More than the licence allows"),
    "connections": Stop("/connections", "Leganto"),
    "*": Stop("/nowhere", "There is no such page at this desk."),
}
