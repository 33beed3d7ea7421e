"""A letter as bytes: whatever stands in it, its head holds what we wrote and nothing else."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain import mime
from chalicelib.domain.mime import Attached, CannotBeMailed, Letter, line, written
from tests.domain.a_request import NOON

HEAD = [
    "From", "To", "Reply-To", "Subject", "Date", "Message-ID", "References", "Auto-Submitted",
    "MIME-Version", "Content-Type",
]  # fmt: skip
PIECES = (
    "\r\n", "\n", "Bcc: all@example.edu", "=?utf-8?q?", "?=", "=0d=0a", "<", ">", '"', ",", ":",
    "\x00", "\u2028", "كتاب التاريخ", "名前", "\ud800", "x" * 90, "     ", "\t",
)  # fmt: skip
HOSTILE = st.lists(st.one_of(st.text(max_size=30), st.sampled_from(PIECES)), max_size=12).map(
    "".join
)


def a_letter(**other: Any) -> Letter:
    parts: dict[str, Any] = {
        "sender": "Northgate <desk@northgate.example>", "to": ["jo@example.edu"],
        "reply_to": "scans@northgate.example", "subject": "Your scan", "text": "Here it is.\n",
        "html": "<p>Here it is.</p>", "message": "A-1-1", "request": "A",
        "host": "scans.example", "at": NOON,
    }  # fmt: skip
    return Letter(**{**parts, **other})


def opened(letter: Letter) -> EmailMessage:
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(written(letter))


@given(title=HOSTILE, name=HOSTILE, file=HOSTILE)
def test_no_title_and_no_name_ever_writes_a_header(title: str, name: str, file: str):
    sender = f"{name.replace('<', '').replace('>', '')}<desk@northgate.example>"
    letter = a_letter(
        subject=title, text=title, html=title, sender=sender, files=[Attached(file, b"%PDF")]
    )

    found = opened(letter)

    assert found.keys() == HEAD
    assert found["Subject"] == line(title)
    assert [one.get_content() for one in found.iter_attachments()] == [b"%PDF"]
    assert max(map(len, written(letter).split(b"\r\n"))) <= 998


@given(st.text(max_size=60))
def test_an_address_is_a_plain_address_or_refused(text: str):
    try:
        found = mime.address(text)
    except CannotBeMailed:
        return

    assert found.isascii()
    assert not set(found) & set(' \r\n\t,;<>:"()[]\\')


@pytest.mark.parametrize(
    "address",
    ["", "jo", "@example.edu", "jo@", "jo@example.edu, all@example.edu", "jo@example.edu\nBcc: x",
     "<jo@example.edu>", "jo@exa mple.edu", "jö@example.edu", ".jo@example.edu",
     "a..b@example.edu"],
)  # fmt: skip
def test_what_is_no_address_is_said(address: str):
    with pytest.raises(CannotBeMailed):
        written(a_letter(to=[address]))


def test_a_host_in_another_script_is_written_as_mail_wants_it():
    assert opened(a_letter(to=["jo@bücher.example"]))["To"] == "jo@xn--bcher-kva.example"


def test_an_arabic_title_comes_out_as_it_went_in():
    title = "كتاب التاريخ " * 12

    assert opened(a_letter(subject=title))["Subject"] == title.strip()


def test_a_text_keeps_its_lines_however_long():
    text = "word " * 900 + "\n.\nFrom here on\n"

    body = opened(a_letter(text=text)).get_body(("plain",))

    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == text


def test_text_and_html_stand_side_by_side():
    assert opened(a_letter()).get_content_type() == "multipart/alternative"


def test_more_than_ses_takes_is_said():
    with pytest.raises(CannotBeMailed, match=r"is 10\.\d MB; SES takes 10 MB"):
        written(a_letter(files=[Attached("scan.pdf", b"x" * 7_500_000)]))


def test_a_file_of_the_largest_size_that_is_mailed_fits():
    assert len(written(a_letter(files=[Attached("scan.pdf", b"x" * 7_000_000)]))) < mime.LARGEST


def test_a_name_of_the_desk_in_any_script_is_kept():
    assert opened(a_letter(sender="Bibliothèque, Düsseldorf <desk@uni.example>"))["From"] == (
        '"Bibliothèque, Düsseldorf" <desk@uni.example>'
    )
