"""The main job on the deployed stack, as its parties play it."""

from collections.abc import Callable

import pytest

from local.demo import play, steps_of
from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event, signed

Bearer = Callable[[str], dict[str, str]]


@pytest.mark.parametrize("story", ["leganto", "talis", "keylinks", "licence"])
def test_the_story_of_the_readme_is_as_it_must_be(product: Product, story: str, capsys):
    code = play(product.url, steps_of(story))

    assert code == 0, capsys.readouterr().out


def test_who_was_second_is_told_in_words_what_changed(product: Product, bearer: Bearer):
    dan = DeskUser(product, bearer("digitiser"))
    with dan.web as web:
        body = an_event("Two at once")
        sent = web.post("/api/webhooks/leganto", content=body, headers=signed(body))
        address = f"/api/requests/{sent.json()['request']}/actions"
        dan.act(sent.json()["request"], "assign")

        late = web.post(f"{address}/note", json={"note": "mine"}, headers={"If-Match": '"1"'})

    assert late.status_code == 409
    told = {one["action"]: one["label"] for one in late.json()["changed"]}
    assert told["assign"] == "Assign to me"
    assert late.json()["version"] >= 2
