"""The stand-in for CLA's permission service answers as the client reads it, and has its moods."""

from typing import Any

import httpx
import pytest

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.permissions import Permissions
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.library.cla import Cla
from local import cla
from tests.domain.a_request import NOON, TODAY
from tests.local.conftest import Town

KNOWN = "9780691090108"


@pytest.fixture
def web(town: Town) -> httpx.Client:
    return town.web


def asked(web: httpx.Client, isn: str, key: str = cla.KEY) -> Permissions:
    service = Cla()

    def call(one: Call) -> Reply:
        one = service.prepared(one, lambda name: key, NOON)
        answer = web.get(cla.HERE + one.path, params=dict(one.query), headers=dict(one.headers))
        return Reply(answer.status_code, answer.content, dict(answer.headers))

    found: Any = carried_out(service.question(isn), call, service.judge)
    return Permissions(isn=isn, checked_on=TODAY, valid_until=TODAY, **found)


@pytest.mark.parametrize(
    ("isn", "coverage"),
    [
        (KNOWN, "covered"),
        ("9780141976952", "covered"),
        ("9781612194196", "excluded"),
        ("9789953710013", "not-found"),
        ("00312746", "covered"),
        ("9781408855652", "covered"),
    ],
)
def test_titles_stand_as_the_page_says(web, isn, coverage):
    assert asked(web, isn).coverage == coverage


def test_a_title_can_be_changed(web):
    web.post(f"{cla.HERE}/title", json={"isn": KNOWN, "standing": "silent"})

    assert asked(web, KNOWN).coverage == "not-known"


@pytest.mark.parametrize(("mood", "trouble"), [("down", TryAgain), ("nonsense", Permanent)])
def test_it_can_be_told_to_fail(web, mood, trouble):
    web.post(f"{cla.HERE}/mood", json={"mood": mood})

    with pytest.raises(trouble):
        asked(web, KNOWN)


def test_a_wrong_key_is_refused(web):
    with pytest.raises(Permanent, match="key"):
        asked(web, KNOWN, key="another")


def test_a_mood_that_there_is_not_is_refused(web):
    assert web.post(f"{cla.HERE}/mood", json={"mood": "sad"}).status_code == 400
    assert web.post(f"{cla.HERE}/title", json={"isn": KNOWN}).status_code == 400


def test_the_page_shows_titles_and_what_was_asked(web):
    asked(web, KNOWN)

    page = web.get(cla.HERE)

    assert "The Great Divergence" in page.text
    assert web.get(f"{cla.HERE}/calls.json?isn={KNOWN}").json()["calls"][0]["isn"] == KNOWN
