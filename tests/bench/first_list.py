"""How soon the first list stands after a click on *Queue*'s address, with 10,000 open requests."""

import random
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page

from chalicelib.aws import lines
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.table import head
from chalicelib.domain.request import State
from local import listening
from local.product import Product, running
from tests.domain.a_request import a_request
from tests.e2e.screens import People, chromium

FEW, MANY = 10, 10_000
AT_ONCE = 25
WORDS = ("power", "history", "empire", "law", "trade", "climate", "algebra", "river")


def seconds(rounds: int) -> tuple[list[float], list[float]]:
    """From navigation to the first row, with 10 and with 10,000 open requests; warm functions."""
    with tempfile.TemporaryDirectory() as state, chromium() as browser:
        ports = listening.free(), listening.free()
        with running(*ports, Path(state)) as product:
            page = People(browser, product).staff()
            fill(product, range(FEW))
            few = [first_list(page) for _ in range(rounds + 1)]
            fill(product, range(FEW, MANY))
            # The functions know what they have read; only new ones read the shelf whole.
            product.kill_workers()
            many = [first_list(page) for _ in range(rounds + 1)]
    return few[1:], many[1:]


def first_list(page: Page) -> float:
    page.goto("about:blank")
    began = time.perf_counter()
    page.goto("/", wait_until="commit")
    page.locator("tbody tr a").first.wait_for(timeout=60_000)
    return time.perf_counter() - began


def fill(product: Product, numbers: range) -> None:
    """Open requests as they stand in the table when they came in the last months."""
    dynamo = Dynamo(product.aws("dynamodb"), product.table)
    now, chance = datetime.now(UTC).replace(microsecond=0), random.Random(1)
    rows = []
    for n in numbers:
        came = now - timedelta(minutes=13 * (n + 1))
        request = a_request(id=f"F{n:07d}", number=10_000_000 + n, added_on=came, updated_on=came)
        title = " ".join(chance.sample(WORDS, 4)).capitalize()
        state = chance.choice([State.NEW, State.IN_PROGRESS, State.ACTIVE])
        one = replace(request, title=title, state=state)
        rows += [head(one), lines.row_of(one)]
    for start in range(0, len(rows), AT_ONCE):
        dynamo.batch_write(rows[start : start + AT_ONCE])
