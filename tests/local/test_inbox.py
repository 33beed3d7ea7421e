"""The local inbox shows the mails that the local cloud kept."""

import pytest

from tests.local.conftest import Town


def test_a_mail_is_shown_with_its_text(town: Town) -> None:
    shown = town.web.get("/local/inbox").text

    assert "Your scan" in shown
    assert "a.okafor@northgate.example" in shown
    assert "Here it is." in shown


def test_a_mails_html_runs_no_script(town: Town) -> None:
    shown = town.web.get("/local/inbox/mail.html", params={"mail": "m-1"})

    assert "<p>Here it is.</p>" in shown.text
    assert shown.headers["content-security-policy"].startswith("sandbox")
    assert "allow-scripts" not in shown.headers["content-security-policy"]


@pytest.mark.parametrize(("to", "count"), [("a.okafor@northgate.example", 1), ("x@y.example", 0)])
def test_scripts_find_the_mails_to_one_address(town: Town, to: str, count: int) -> None:
    assert len(town.web.get("/local/inbox.json", params={"to": to}).json()["mails"]) == count


def test_a_cloud_that_does_not_answer_is_said_kindly(town: Town) -> None:
    town.cloud.silent = True

    shown = town.web.get("/local/inbox")

    assert shown.status_code == 502
    assert "tries again by itself" in shown.text
    assert town.web.get("/local/inbox.json").status_code == 502
