"""The whole product, packaged and deployed as for people, on ports and data of its own."""

import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser

from local import listening
from local.product import Product, running
from tests.e2e.desk_user import DeskUser, an_event, signed
from tests.e2e.live import published
from tests.e2e.screens import People, chromium

Bearer = Callable[[str], dict[str, str]]


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """One product for all these tests; each makes requests of its own."""
    state = tmp_path_factory.mktemp("product")
    with running(listening.free(), listening.free(), state) as one:
        yield one


@pytest.fixture(scope="session")
def bearer(product: Product) -> Bearer:
    """The header with which a person's scripts knock, as in bearer("digitiser")."""

    def header(person: str) -> dict[str, str]:
        answer = httpx.post(f"{product.url}/local/token", json={"person": person}, timeout=60)
        return {"Authorization": f"Bearer {answer.json()['access_token']}"}

    return header


@pytest.fixture
def dan(product: Product, bearer: Bearer) -> Iterator[DeskUser]:
    """Dan Digitiser, who works on requests."""
    yield from knocking(product, bearer("digitiser"))


@pytest.fixture
def ada(product: Product, bearer: Bearer) -> Iterator[DeskUser]:
    """Ada Approver, who decides."""
    yield from knocking(product, bearer("approver"))


@pytest.fixture
def amir(product: Product, bearer: Bearer) -> Iterator[DeskUser]:
    """Amir Administrator, who keeps courses and settings."""
    yield from knocking(product, bearer("administrator"))


def knocking(product: Product, bearer: dict[str, str]) -> Iterator[DeskUser]:
    user = DeskUser(product, bearer)
    with user.web:
        yield user


@pytest.fixture(scope="module")
def places(product: Product, bearer: Bearer) -> Iterator[dict[str, str]]:
    """What fills in the addresses: a request that is all done, and a delivery set aside."""
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web as web:
        known = {"kind": "copyright-clearance", "title": f"To be cleared {uuid.uuid4().hex[:6]}"}
        dan.until_answered("POST", "/api/requests", json=known)
        body = an_event("")
        door = f"{product.url}/api/webhooks/leganto"
        kept = web.post(door, content=body, headers=signed(body)).raise_for_status().json()["kept"]
        yield {"request": published(dan)["id"], "aside": kept}


# By module, because other tests may not run a loop of their own while Playwright's is there.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as one:
        yield one


@pytest.fixture
def people(browser: Browser, product: Product) -> Iterator[People]:
    """Whoever works in the test; no browser may have had anything to complain of."""
    everybody = People(browser, product)
    yield everybody
    everybody.leave()
    assert everybody.complaints == []
