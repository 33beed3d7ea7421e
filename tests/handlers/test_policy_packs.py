"""GET /api/packs: what staff see of the packs of their deployment."""

from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.settings import NotConfigured
from tests.handlers.conftest import SignIn, forget
from tests.handlers.doors import knock

Who = dict[str, str]


@pytest.fixture
def viewer(sign_in: SignIn) -> Who:
    token = sign_in.token(sub="vera", name="Vera", groups=["scandesk-viewer"])
    return {"Authorization": f"Bearer {token}"}


def shown(who: Who) -> dict[str, Any]:
    reply = knock(app, "GET", "/api/packs", headers=who)
    assert reply.status == 200
    told: dict[str, Any] = reply.json
    return told


def test_the_packs_stand_in_order_with_their_versions(viewer: Who) -> None:
    told = shown(viewer)

    assert told["order"] == ["cla-he"]
    assert [(one["code"], one["version"]) for one in told["packs"]][:4] == [
        ("cla-he", ""), ("cla-he", "covid"), ("cla-he", "2016"), ("cla-he", "until-2016"),
    ]  # fmt: skip
    assert [one["code"] for one in told["packs"] if one["in_force"]] == [
        "cla-he", "second-extract", "s31", "s36", "s42a", "house",
    ]  # fmt: skip
    assert {one["code"] for one in told["packs"] if one["used"]} == {"cla-he"}


def test_a_limit_is_said_in_words_with_its_sources(viewer: Who) -> None:
    pack = shown(viewer)["packs"][0]

    articles = next(one for one in pack["limits"] if one["name"] == "articles")
    assert articles["words"] == (
        "2 articles of an issue; any number of a themed issue that is no CCC Electronic Rights work"
    )
    keys = {one["key"] for one in pack["sources"]}
    assert set(articles["sources"]) <= keys
    assert pack["words"].startswith("Of several lines that fit, the one that allows more decides")


def test_staff_see_that_the_wording_of_the_notice_is_not_confirmed(viewer: Who) -> None:
    notice = shown(viewer)["packs"][0]["notice"]

    assert notice["status"] == "to-be-confirmed"
    assert "confirmed by the licence co-ordinator" in notice["note"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PACKS", "cla-hee", "There is no pack 'cla-hee'; there are cla-he"),
        ("PACK_CHANGES", "{", "PACK_CHANGES is not JSON"),
        ("PACK_CHANGES", "[]", "PACK_CHANGES is a JSON object"),
        ("PACK_CHANGES", '{"cla-he": {"over": "shrug"}}', "over is one of allow, refer, reject"),
        (
            "PACK_CHANGES",
            '{"cla-he": {"limits": {"pages": {"percent": 90}}}}',
            "limits.pages is changed, so it names its source too",
        ),
    ],
)
def test_a_wrong_setting_is_found_at_the_start(
    viewer: Who, monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    forget()

    with pytest.raises(NotConfigured, match=name) as refused:
        wiring.terms()

    assert words in str(refused.value)


def test_a_changed_pack_says_what_was_changed(viewer: Who, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACKS", "cla-he, s36")
    monkeypatch.setenv("PACK_CHANGES", '{"cla-he": {"notice": {"status": "confirmed"}}}')
    forget()

    told = shown(viewer)

    assert told["order"] == ["cla-he", "s36"]
    assert told["packs"][0]["changed"] == ["notice.status"]
    assert told["packs"][0]["notice"]["status_label"] == "Wording confirmed"
