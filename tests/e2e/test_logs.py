"""After all that people did, the logs hold outcomes, ids and nothing that anybody said."""

import json
import re
from collections.abc import Callable, Iterator

import httpx
import pytest

from local.demo import play, steps_of
from local.people import PEOPLE
from local.product import Product
from tests.e2e.desk_user import an_event, signed

Bearer = Callable[[str], dict[str, str]]

#: What Lambda itself writes around each call.
OF_LAMBDA = re.compile(r"(START|END|REPORT|INIT_START|RESTORE_\w+)\b[\w\s:.$/-]*")
#: Codes and ids: one word of a few letters, or a place in our code.
A_CODE = re.compile(r"[\w.:/{}-]{0,80}")
SAID = "Nobody-should-read-this"


def mischief(product: Product, bearer: Bearer) -> list[str]:
    """Says something that no log may hold, wherever something is refused or kept; the secrets."""
    dan, web = bearer("digitiser"), httpx.Client(base_url=product.url, timeout=60, trust_env=False)
    mark = json.dumps({"title": SAID, "note": f"{SAID}@university.example"}).encode()
    with web:
        for body in (mark, b"{" + mark, an_event(SAID, user_primary_id=SAID)):
            web.post("/api/webhooks/leganto", content=body, headers=signed(body))
            web.post("/api/webhooks/leganto", content=body, headers={"X-Exl-Signature": SAID})
        for path in (
            "requests",
            "works",
            f"requests/{SAID}/actions/note",
            f"requests/{SAID}/scans",
        ):
            web.post(f"/api/{path}", content=mark, headers=dan)
        for path in (f"api/requests?q={SAID}", f"api/requests?cursor={SAID}", f"l/{SAID}", SAID):
            web.get(f"/{path}", headers=dan)
        web.get("/auth/callback", params={"code": SAID, "state": SAID, "error": SAID})
        web.get("/api/me", headers={"Authorization": f"Bearer {SAID}"})
        web.get("/api/me", headers={"Cookie": f"__Host-scandesk={SAID}"})
    return [SAID, dan["Authorization"].removeprefix("Bearer ")]


def lines(product: Product) -> Iterator[str]:
    """Every line of every function's log."""
    logs = product.aws("logs")
    for group in logs.describe_log_groups()["logGroups"]:
        pages = logs.get_paginator("filter_log_events")
        for page in pages.paginate(logGroupName=group["logGroupName"]):
            for event in page["events"]:
                yield from event["message"].splitlines()


def is_an_outcome(line: str) -> bool:
    """Lambda's own line, or one flat JSON object of codes and figures."""
    if not line.strip() or OF_LAMBDA.fullmatch(line.strip()):
        return True
    try:
        told = json.loads(line)
    except ValueError:
        return False
    return isinstance(told, dict) and all(
        isinstance(value, int) or (isinstance(value, str) and A_CODE.fullmatch(value))
        for value in told.values()
    )


@pytest.fixture(scope="module")
def logged(product: Product, bearer: Bearer) -> tuple[list[str], list[str]]:
    """The lines that were written by the whole story and some mischief, and what was secret."""
    assert play(product.url, steps_of("leganto")) == 0
    secrets = mischief(product, bearer)
    # A door is named as it is declared; what stood there in its place is what may not be said.
    return [line.replace("/l/{token}", "") for line in lines(product)], secrets


def test_every_line_is_an_outcome_in_codes(logged: tuple[list[str], list[str]]):
    assert [line for line in logged[0] if not is_an_outcome(line)] == []


def test_the_outcomes_of_the_story_are_there(logged: tuple[list[str], list[str]]):
    told = [json.loads(line) for line in logged[0] if line.startswith("{")]

    said = {one.get(name) for one in told for name in ("what", "outcome")}
    assert {"sent", "scan-checked", "link-opened", "answered"} <= said


def test_no_line_names_a_person_an_address_a_token_or_a_link(logged: tuple[list[str], list[str]]):
    found, secrets = logged
    names = [word for person in PEOPLE.values() for word in person.name.split()]
    needles = [*secrets, *names, "@", "Okafor", "Orientalism", "eyJ", "/l/", "X-Amz-", "Traceback"]

    assert [line for line in found for needle in needles if needle in line] == []


def test_no_line_holds_the_token_of_a_link(product: Product, logged: tuple[list[str], list[str]]):
    pages = product.aws("dynamodb").get_paginator("scan").paginate(
        TableName=product.table, FilterExpression="what = :link",
        ExpressionAttributeValues={":link": {"S": "link"}},
    )  # fmt: skip
    rows = [row for page in pages for row in page["Items"]]
    tokens = [row["pk"]["S"].removeprefix("link#") for row in rows]

    assert tokens
    assert [line for line in logged[0] for token in tokens if token in line] == []
