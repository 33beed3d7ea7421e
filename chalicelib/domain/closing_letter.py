"""The desk's weekly letter of links that close soon; each is named once for its last day."""

from collections.abc import Sequence
from datetime import date, datetime

from chalicelib.domain.telling import Outgoing

#: So many are listed in one letter; beyond, it says how many more there are.
MOST = 200
LANE = "lane#mail#closing"


def week(day: date) -> str:
    """The week that a day belongs to, Monday to Sunday: 2026-W47."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02d}"


def letter_id(day: date) -> str:
    return f"closing-{week(day)}"


def letter(ids: Sequence[str], until: date, now: datetime, today: date) -> Outgoing:
    """One letter a week. Its id is the week's, so that twice is once."""
    name = letter_id(today)
    facts = {
        "letter": "closing",
        "day": until.isoformat(),
        "count": str(len(ids)),
        "requests": " ".join(ids[:MOST]),
    }
    # It belongs to no request; the first of them stands for all where one is asked for.
    return Outgoing(
        id=name, lane=LANE, place=f"{today}#{name}", request=ids[0],
        version=1, to="desk", kind="mail", at=now, next_try=now, facts=facts,
    )  # fmt: skip
