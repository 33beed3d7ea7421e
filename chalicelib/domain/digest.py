"""The staff's daily letter: yesterday's new requests of each list whose desk wants it so."""

from collections.abc import Container, Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chalicelib.domain.request import Request
from chalicelib.domain.telling import Outgoing

#: So many are listed in one letter; beyond, it says how many more there are.
MOST = 200


def yesterday(now: datetime, zone: ZoneInfo) -> tuple[date, datetime, datetime]:
    """The day before this one where the institution is, and the moments between which it lies."""
    today = now.astimezone(zone).date()
    day = today - timedelta(days=1)
    return day, datetime.combine(day, time(), zone), datetime.combine(today, time(), zone)


def letters(
    added: Iterable[Request], daily: Container[str], day: date, now: datetime
) -> list[Outgoing]:
    """One letter a list, if it sent anything. Its id is the day's and the list's: twice is once."""
    by_list: dict[str, list[Request]] = {}
    for request in sorted(added, key=lambda one: (one.added_on, one.id)):
        if request.rlms in daily:
            by_list.setdefault(request.rlms, []).append(request)
    return [letter(rlms, found, day, now) for rlms, found in sorted(by_list.items())]


def letter(rlms: str, found: list[Request], day: date, now: datetime) -> Outgoing:
    name = f"digest-{day}-{rlms}"
    facts = {
        "letter": "digest",
        "day": day.isoformat(),
        "count": str(len(found)),
        "requests": " ".join(one.id for one in found[:MOST]),
    }
    # It belongs to no request; the first of them stands for all where one is asked for.
    return Outgoing(
        id=name, lane=f"lane#mail#digest-{rlms}", place=f"{day}#{name}", request=found[0].id,
        version=1, to="desk", kind="mail", at=now, next_try=now, facts=facts,
    )  # fmt: skip
