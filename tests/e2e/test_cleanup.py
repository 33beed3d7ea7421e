"""The clean-up on the deployed stack, started as the clock starts it: what goes, and comes back."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import httpx
import pytest

from chalicelib.aws import extents, search
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.table import Table, head
from chalicelib.domain.delivery import Delivered
from chalicelib.domain.openings import Link, Opening
from chalicelib.domain.request import Change, Event, Purpose, Request, State
from local.product import Product
from tests.domain.a_request import SCAN, ready
from tests.e2e.desk_user import DeskUser
from tests.e2e.test_reading_lists import start

Bearer = Callable[[str], dict[str, str]]
PDF = b"%PDF-1.7 what the patron had"


@pytest.fixture(scope="module")
def table(product: Product) -> Table:
    return Table(Dynamo(product.aws("dynamodb"), product.table))


def of_weeks_ago(product: Product, table: Table, **known: Any) -> Request:
    """A request as it stands after weeks that no test can wait for, and its file in the bucket."""
    name, today = secrets.token_hex(4).upper(), datetime.now(UTC).date()
    master = f"masters/{name}/s1/x.pdf"
    made = product.aws("s3").put_object(Bucket=product.bucket, Key=master, Body=PDF)
    scan = replace(SCAN, master=master, version=made["VersionId"])
    link = Link(secrets.token_urlsafe(24), (Opening("", "", None, today + timedelta(days=20)),))
    usual = {"state": State.COMPLETE, "scans": (scan,), "link": link, "title": f"Cleaned {name}"}
    after = ready(id=name, lane=name, rlms="staff", version=2, **{**usual, **known})
    before = replace(after, version=1, state=State.ACTIVE, link=None)
    Dynamo(product.aws("dynamodb"), product.table).put(head(before))
    table.save(before, Change(after, Event(2, datetime.now(UTC), "dan", "Dan", "publish")))
    return after


def delivered(days_ago: int) -> dict[str, Any]:
    on = datetime.now(UTC).date() - timedelta(days=days_ago)
    until = on + timedelta(days=30)
    return {"purpose": Purpose.PATRON, "delivered": Delivered(how="link", on=on, until=until)}


def there(product: Product, request: Request) -> bytes | None:
    s3 = product.aws("s3")
    try:
        found = s3.get_object(Bucket=product.bucket, Key=request.scans[0].master)
    except s3.exceptions.NoSuchKey:
        return None
    body: bytes = found["Body"].read()
    return body


def history(user: DeskUser, request: Request) -> list[tuple[str, str]]:
    return [(one["action"], one["words"] or "") for one in user.read(request.id)["history"]]


def test_a_patrons_file_goes_by_its_rule_and_an_administrator_has_it_brought_back(
    product: Product, table: Table, amir: DeskUser
):
    late = of_weeks_ago(product, table, **delivered(40))
    fresh = of_weeks_ago(product, table, **delivered(3))
    told = amir.web.get("/api/cleanup", params={"dry": "1"}).json()
    (rule,) = [one for one in told["rules"] if one["code"] == "patron-files"]
    assert late.id in [one["request"] for one in rule["removals"]]
    assert there(product, late) == PDF

    start(product, "Cleanup")

    assert (there(product, late), there(product, fresh)) == (None, PDF)
    assert history(amir, late)[0][0] == "files-removed"
    assert "patron-files, patron_days 30" in history(amir, late)[0][1]
    page = amir.web.get(f"/l/{late.link.token}" if late.link else "")
    assert page.status_code == 410
    assert "removed it on" in page.text

    assert amir.act(late.id, "bring-back").status_code == 200
    start(product, "Cleanup")

    assert there(product, late) == PDF
    (scan,) = amir.read(late.id)["request"]["scans"]
    assert (scan["removed_on"], scan["wanted_back"]) == (None, False)
    # What is open again has its reading copy made, or not, in its own time.
    done = [one[0] for one in history(amir, late) if "reading" not in one[0]]
    assert done[:2] == ["files-restored", "bring-back"]


def test_names_go_years_later_and_the_search_no_longer_finds_by_them(
    product: Product, table: Table, amir: DeskUser
):
    long_ago = date(2019, 3, 1)
    word = "Zq" + secrets.token_hex(5)
    who = replace(ready().requester, name=f"Dr {word}")
    request = of_weeks_ago(
        product, table, requester=who, state=State.EXPIRED, closed_on=long_ago, delivered=None
    )
    assert found(amir, word, wanted=1) == [request.id]

    start(product, "Cleanup")

    shown = amir.read(request.id)
    assert word not in json.dumps(shown)
    assert shown["history"][0]["action"] == "pseudonymise"
    assert found(amir, word, wanted=0) == []
    # An expired link may be renewed, so its file stays.
    assert there(product, request) == PDF


def test_a_word_and_a_claim_that_were_lost_are_there_again_after_a_rebuilding(
    product: Product, table: Table, amir: DeskUser
):
    rows = Dynamo(product.aws("dynamodb"), product.table)
    word = "zr" + "".join(secrets.choice("aeioumnst") for _ in range(12))
    request = of_weeks_ago(product, table, title=word)
    claims = list(extents.rows(request))
    assert found(amir, word, wanted=1) == [request.id]
    lost = [key for key in search.keys(head(request)) if key[1].startswith(word)]
    rows.batch_write(deletes=[*lost, *claims])
    assert found(amir, word, wanted=0) == []

    start(product, "Cleanup", rebuild=True)

    assert found(amir, word, wanted=1) == [request.id]
    assert [rows.get(*key) for key in claims] == [*extents.rows(request).values()] != []


def found(user: DeskUser, word: str, wanted: int) -> list[str]:
    """The requests with this word, once the stream has followed."""
    until = time.monotonic() + 120
    while True:
        answer = user.web.get("/api/requests", params={"view": "all", "q": word}).json()
        ids = [one["id"] for one in answer["requests"]]
        if len(ids) == wanted or time.monotonic() > until:
            return ids
        time.sleep(0.5)


def test_the_desk_is_written_to_once_of_what_closes_soon(product: Product, table: Table):
    of_weeks_ago(product, table)

    start(product, "Cleanup")
    start(product, "Cleanup")

    dynamo = Dynamo(product.aws("dynamodb"), product.table)
    until = time.monotonic() + 120
    while time.monotonic() < until:
        (letter,) = [row for row in dynamo.all("lane#mail#closing") if row["what"] == "message"]
        if letter["status"] == "sent":
            return
        time.sleep(0.5)
    raise AssertionError(f"the letter was not sent: {letter['outcome']}")


def test_only_administrators_look_at_it(product: Product, bearer: Bearer):
    at = f"{product.url}/api/cleanup"

    one, other = (
        httpx.get(at, headers=bearer(who), timeout=60) for who in ("digitiser", "administrator")
    )

    assert one.status_code == 403
    assert other.json()["complete"] is True
