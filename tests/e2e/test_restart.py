"""What was done stays done when the product is stopped and started again."""

import time
from pathlib import Path
from typing import Any

import httpx

from local import listening
from local.product import Product, running

# Well below the minute after which the sweep would find what the stream had passed over.
SOON = 45


def test_a_restart_keeps_all_data_and_passes_over_nothing_that_comes_after_it(tmp_path: Path):
    ports = listening.free(), listening.free()
    said: list[str] = []
    with running(*ports, tmp_path) as product:
        before = courses(product)

    with running(*ports, tmp_path, said.append) as product:
        after = courses(product)
        title = asked_for(product)
        heard = enriched(product, title)

    assert before
    assert after == before
    assert "nothing changed since it was deployed" in said
    assert heard


def courses(product: Product) -> Any:
    """The courses that the desk knows."""
    return httpx.get(f"{product.url}/api/courses?q=", headers=bearer(product), timeout=60).json()


def asked_for(product: Product) -> str:
    """The title of an item of the local reading list, whose digitisation is now asked for."""
    lists = httpx.get(f"{product.url}/local/leganto/lists.json", timeout=60).json()["lists"]
    item = lists[0]["citations"][0]
    asked = {"citation": item["citation"]}
    httpx.post(f"{product.url}/local/leganto/request", json=asked, timeout=60).raise_for_status()
    return str(item["title"])


def enriched(product: Product, title: str) -> bool:
    """Whether the sender was woken: only it finds out the course that the list did not send."""
    who, until = bearer(product), time.monotonic() + SOON
    while time.monotonic() < until:
        found = httpx.get(f"{product.url}/api/requests?view=open", headers=who, timeout=60)
        if any(one["title"] == title and one["course"] for one in found.json()["requests"]):
            return True
        time.sleep(0.3)
    return False


def bearer(product: Product) -> dict[str, str]:
    """A digitiser's header."""
    answer = httpx.post(f"{product.url}/local/token", json={"person": "digitiser"}, timeout=60)
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}
