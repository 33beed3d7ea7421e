"""The letter box keeps a mail whole, and the inbox shows its head and its files."""

import smtplib
from email.message import EmailMessage
from pathlib import Path

from local.post import Box, files, headers, place
from tests.local.conftest import Town


def a_mail(mail: str = "m-1") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "desk@n.example", "jo@n.example", "Your scan"
    made["Message-ID"], made["References"] = f"<{mail}>", "<ABCD2345@localhost>"
    made.set_content("Here it is.")
    made.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="scan.pdf")
    return made


def test_what_comes_by_smtp_is_kept_with_its_head_and_its_files(tmp_path: Path) -> None:
    box = Box(tmp_path)
    box.open()
    try:
        with smtplib.SMTP("127.0.0.1", box.port) as post:
            post.send_message(a_mail())
    finally:
        box.close()

    assert headers(tmp_path, "m-1")["References"] == "<ABCD2345@localhost>"
    assert [(one.name, one.content) for one in files(tmp_path, "m-1")] == [("scan.pdf", b"%PDF-1")]


def test_the_inbox_offers_the_files_of_a_mail(town: Town) -> None:
    (town.state / "mail").mkdir()
    place(town.state / "mail", "m-1").write_bytes(a_mail().as_bytes())

    (listed,) = town.web.get("/local/inbox.json").json()["mails"]
    saved = town.web.get("/local/inbox/file", params={"mail": "m-1", "n": "0"})

    assert listed["files"] == [{"name": "scan.pdf", "bytes": 6}]
    assert saved.content == b"%PDF-1"
    assert "scan.pdf" in town.web.get("/local/inbox").text


def test_a_file_that_there_is_not_is_said(town: Town) -> None:
    assert town.web.get("/local/inbox/file", params={"mail": "m-1", "n": "0"}).status_code == 404
