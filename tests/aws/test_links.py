"""Views of a patron's link: exactly so many, whatever DynamoDB says meanwhile."""

import itertools
import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from botocore.exceptions import ClientError, ReadTimeoutError

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.links import SITS, TRIES, Links
from chalicelib.domain.errors import Busy
from chalicelib.domain.views import Day

TOKEN = "Zq3v8Wc1Lk5Rt7Yb2Nm4Xd6Pf9Hs0JgA"
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)


@pytest.fixture
def row(dynamo: Dynamo) -> None:
    dynamo.put({"pk": f"link#{TOKEN}", "sk": "link", "what": "link", "request": "ABCD2345"})


def viewed(links: Links, reader: str, limit: int = 3, now: datetime = NOON) -> bool:
    return links.view(TOKEN, reader, limit, now, minutes=30)


@pytest.mark.usefixtures("row")
def test_each_reader_uses_one_view_until_none_is_left(dynamo):
    links = Links(dynamo)

    came = [viewed(links, reader) for reader in ("ana", "ben", "cyd", "dee")]

    assert came == [True, True, True, False]
    assert links.used(TOKEN) == 3


@pytest.mark.usefixtures("row")
def test_a_reload_or_a_broken_download_within_the_sitting_uses_no_other_view(dynamo):
    links = Links(dynamo)

    again = [viewed(links, "ana", 1, NOON + timedelta(minutes=m)) for m in (0, 1, 29, 30, 31)]

    assert again == [True, True, True, True, False]
    assert links.used(TOKEN) == 1


@pytest.mark.usefixtures("row")
def test_the_next_sitting_is_another_view_and_sweeps_away_who_sat_before(dynamo):
    links = Links(dynamo)
    viewed(links, "ana")
    viewed(links, "ben")

    viewed(links, "ana", now=NOON + timedelta(hours=1))

    row = dynamo.get(f"link#{TOKEN}", "link")
    assert row["views"] == 3
    assert len([name for name in row if name.startswith(SITS)]) == 1
    assert "ana" not in str(row)


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "later"}}, "UpdateItem")


FAULTS = ("TransactionConflictException", "ThrottlingException", "InternalServerError")


#: The answer was never heard.
SILENCE = ReadTimeoutError(endpoint_url="table")


class Unruly:
    """The local table, with what AWS does under load and the local cloud never does.

    A fault comes before the write, or after it: then it was written and nobody hears of it.
    """

    def __init__(self, client, often: float) -> None:
        self._client, self._often = client, often
        self._die, self._lock = random.Random(17), threading.Lock()
        self.faults = 0

    def __getattr__(self, name):
        return getattr(self._client, name)

    def _cast(self) -> tuple[bool, bool, str]:
        with self._lock:
            hit = self._die.random() < self._often
            self.faults += hit
            return hit, self._die.random() < 0.5, self._die.choice([*FAULTS, "silence"])

    def update_item(self, **asked):
        hit, after, what = self._cast()
        if hit and not after:
            raise self._fault(what)
        answer = self._client.update_item(**asked)
        if hit:
            raise self._fault(what)
        return answer

    def _fault(self, what: str) -> Exception:
        fault: Exception = SILENCE if what == "silence" else refused(what)
        return fault


@pytest.mark.usefixtures("row")
@pytest.mark.parametrize("often", [0.0, 0.3])
def test_two_hundred_readers_with_a_hundred_views_left_get_exactly_a_hundred(dynamo, often):
    unruly = Unruly(dynamo._client, often)
    links = Links(Dynamo(unruly, dynamo._name), sleep=lambda _: None)
    start = threading.Barrier(40)

    def comes(n: int) -> bool:
        if n < 40:
            start.wait()
        while True:
            try:
                return links.view(TOKEN, f"reader-{n}", 100, NOON, 30)
            except Busy:  # eight faults in a row: whoever reads is told, and presses again
                continue

    with ThreadPoolExecutor(40) as crowd:
        came = list(crowd.map(comes, range(200)))

    assert sum(came) == 100
    assert Links(dynamo).used(TOKEN) == 100
    seats = [name for name in dynamo.get(f"link#{TOKEN}", "link") if name.startswith(SITS)]
    assert len(seats) == 100
    assert unruly.faults > 20 or not often


def test_a_crowd_is_not_held_up_by_the_seats_of_the_day_before(dynamo):
    yesterday = int((NOON - timedelta(days=1)).timestamp())
    left = {f"{SITS}{n:024}": yesterday for n in range(100)}
    dynamo.put({"pk": f"link#{TOKEN}", "sk": "link", "request": "ABCD2345", "views": 100} | left)
    links, start = Links(dynamo, sleep=lambda _: None), threading.Barrier(30)

    def comes(n: int) -> bool:
        start.wait()
        return viewed(links, f"reader-{n}", 120)

    with ThreadPoolExecutor(30) as crowd:
        came = list(crowd.map(comes, range(30)))

    assert (sum(came), links.used(TOKEN)) == (20, 120)


@pytest.mark.usefixtures("row")
def test_one_reader_in_twenty_tabs_uses_one_view(dynamo):
    links = Links(Dynamo(Unruly(dynamo._client, 0.3), dynamo._name), sleep=lambda _: None)

    with ThreadPoolExecutor(20) as tabs:
        came = list(tabs.map(lambda _: viewed(links, "ana"), range(20)))

    assert all(came)
    assert Links(dynamo).used(TOKEN) == 1


@pytest.mark.usefixtures("row")
@pytest.mark.parametrize("code", FAULTS)
def test_what_does_not_pass_is_told_after_eight_tries_with_jitter(dynamo, code):
    class Never(Unruly):
        def update_item(self, **asked):
            self.faults += 1
            raise refused(code)

    never = Never(dynamo._client, 1)
    waits: list[float] = []

    with pytest.raises(Busy):
        viewed(Links(Dynamo(never, dynamo._name), sleep=waits.append), "ana")

    assert (never.faults, len(waits)) == (TRIES, TRIES - 1)
    assert all(0 <= wait <= 1.6 for wait in waits)
    assert Links(dynamo).used(TOKEN) == 0


def test_a_link_that_is_not_there_is_not_made_by_looking_at_it(dynamo):
    links = Links(dynamo, sleep=lambda _: None)

    with pytest.raises(Busy):
        viewed(links, "ana")

    assert dynamo.get(f"link#{TOKEN}", "link") is None


OF = ("LAW101", "2026-27")


def test_openings_are_counted_by_day_and_opening_and_each_reader_once(dynamo):
    links, tomorrow = Links(dynamo), TODAY + timedelta(days=1)
    came = [("ana", TODAY, OF), ("ana", TODAY, OF), ("ben", TODAY, OF), ("ana", tomorrow, OF),
            ("ana", TODAY, ("POL200", "2026-27"))]  # fmt: skip

    for reader, day, of in came:
        links.opened("ABCD2345", of, reader, NOON, day, days=30)

    assert links.days("ABCD2345") == [
        Day(tomorrow, *OF, 1),
        Day(TODAY, "POL200", "2026-27", 1),
        Day(TODAY, *OF, 2),
    ]


def test_who_it_was_is_gone_after_so_many_days_and_the_count_stays(dynamo):
    Links(dynamo).opened("ABCD2345", OF, "ana", NOON, TODAY, days=30)

    named = [row for row in dynamo.all("opened#ABCD2345") if "ana" in str(row)]
    counted = list(dynamo.all("opened#ABCD2345", sk_prefix="day#"))

    assert [row["ttl"] for row in named] == [int((NOON + timedelta(days=30)).timestamp())]
    assert ["ttl" in row for row in counted] == [False]


def test_where_nobody_is_known_by_name_every_opening_counts(dynamo):
    links = Links(dynamo)

    for reader in itertools.repeat("ana", 3):
        links.opened("ABCD2345", OF, reader, NOON, TODAY, days=0)

    assert [day.opened for day in links.days("ABCD2345")] == [3]
    assert "ana" not in str(list(dynamo.all("opened#ABCD2345")))
