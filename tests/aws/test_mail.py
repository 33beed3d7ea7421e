"""Letters: to whom, what they say, and what SES's refusals mean."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from chalicelib.aws.mail import LETTERS, TEMPLATES, Mail, written
from chalicelib.domain.courses import Lecturer, run_of
from chalicelib.domain.evidence import Attachment, Evidence
from chalicelib.domain.facts import Rejection, Requester
from chalicelib.domain.openings import Link, Opening
from chalicelib.domain.request import Request
from chalicelib.domain.telling import NotYet, Outgoing, Permanent, TryAgain
from chalicelib.domain.works import Extract
from tests.conftest import a_client
from tests.domain.a_request import BOOK, HIS101, NOON, RUN, a_request


class Post:
    """SES that keeps its letters, or refuses them."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.letters: list[dict[str, Any]] = []

    def send_email(self, **letter: Any) -> None:
        if self.trouble:
            raise self.trouble
        self.letters.append(letter)


def a_mail(post: Any) -> Mail:
    return Mail(post, "desk@northgate.example", "scans@northgate.example", "Northgate",
                "http://localhost:8000/")  # fmt: skip


def a_letter(letter: str, to: str = "requester") -> Outgoing:
    return Outgoing(
        id="A-1-1", lane="lane#mail#A", place="1", request="A", version=1, to=to, kind="mail",
        at=NOON, next_try=NOON, facts={"letter": letter},
    )  # fmt: skip


def complete(**known: Any) -> Request:
    opening = Opening("HIS101", "2026-27", date(2026, 9, 21), date(2027, 6, 30))
    return a_request(
        link=Link("a-token", (opening,)), lecturer=Lecturer("l", "Lou", "lou@example.edu"),
        runs=(run_of(HIS101, RUN),), work=BOOK, extract=Extract(pages="1-12"), **known,
    )  # fmt: skip


def rejected(note: str = "Ask for <Volume 2>.") -> Request:
    return complete(rejection=Rejection("not-held", "We do not hold it", note, NOON))


def sent(letter: str, to: str, request: Request) -> dict[str, Any]:
    post = Post()
    a_mail(post)(a_letter(letter, to), request)
    (found,) = post.letters
    return found


def text(letter: dict[str, Any]) -> str:
    return str(letter["Message"]["Body"]["Text"]["Data"])


def html(letter: dict[str, Any]) -> str:
    return str(letter["Message"]["Body"]["Html"]["Data"])


def test_the_lecturer_has_the_link_its_title_its_course_and_its_end():
    letter = sent("publish", "lecturer", complete())

    assert letter["Destination"] == {"ToAddresses": ["lou@example.edu"]}
    assert letter["Message"]["Subject"]["Data"] == "Ready to read: The first chapter"
    for words in ("Dear Lou,", "http://localhost:8000/l/a-token", "HIS101 The long century",
                  "A history", "30 June 2027"):  # fmt: skip
        assert words in text(letter)
        assert words in html(letter)


def test_the_requester_has_the_reason_and_the_note():
    letter = sent("reject", "requester", rejected())

    assert letter["Destination"] == {"ToAddresses": ["jo@example.edu"]}
    assert "Why: We do not hold it" in text(letter)
    assert "Ask for <Volume 2>." in text(letter)


def test_what_came_from_outside_is_escaped_in_html():
    assert "Ask for &lt;Volume 2&gt;." in html(sent("reject", "requester", rejected()))


def test_a_subject_is_one_line_whatever_the_title_is():
    request = replace(complete(), title="A title\r\nBcc: all@example.edu")

    subject = sent("publish", "lecturer", request)["Message"]["Subject"]["Data"]

    assert subject == "Ready to read: A title Bcc: all@example.edu"


def test_a_reply_goes_to_the_desk():
    assert sent("reject", "requester", rejected())["ReplyToAddresses"] == [
        "scans@northgate.example"
    ]


def test_the_desk_is_told_of_a_new_request_and_where_it_is():
    letter = sent("new-request", "desk", a_request())

    assert letter["Destination"] == {"ToAddresses": ["scans@northgate.example"]}
    assert "http://localhost:8000/requests/ABCD2345" in text(letter)


@pytest.mark.parametrize("letter", sorted(LETTERS - {"digest"}))
def test_every_letter_can_be_written_with_the_least_that_is_known(letter):
    bare = a_mail(Post()).known(a_request(requester=Requester("jo")), "")

    subject, plain, marked_up = written(letter, bare)

    assert subject
    assert "None" not in plain + marked_up
    assert "\n\n\n" not in plain


def test_there_is_a_letter_for_each_folder():
    assert {one.name for one in TEMPLATES.iterdir() if one.is_dir()} == LETTERS


@pytest.mark.parametrize("name", ["", "../pages", "nothing"])
def test_a_letter_that_there_is_not_is_for_people(name):
    with pytest.raises(Permanent):
        a_mail(Post())(a_letter(name), complete())


def test_where_no_address_is_known_the_reason_is_said():
    request = a_request(requester=Requester("jo", why_no_email="Alma has none."))

    with pytest.raises(Permanent, match=r"Alma has none\."):
        a_mail(Post())(a_letter("reject"), request)


def test_an_address_that_is_still_looked_up_is_waited_for():
    request = a_request(requester=Requester("jo"), not_yet_known=("requester",))

    with pytest.raises(NotYet):
        a_mail(Post())(a_letter("reject"), request)


@pytest.mark.parametrize(
    ("trouble", "meant"),
    [
        (ClientError({"Error": {"Code": "MessageRejected"}}, "SendEmail"), Permanent),
        (ClientError({"Error": {"Code": "Throttling"}}, "SendEmail"), TryAgain),
        (EndpointConnectionError(endpoint_url="x"), TryAgain),
        # It may have gone out, and a letter cannot be taken back.
        (ReadTimeoutError(endpoint_url="x"), Permanent),
    ],
)
def test_what_a_refusal_of_ses_means(trouble, meant):
    with pytest.raises(meant):
        a_mail(Post(trouble))(a_letter("reject"), rejected())


def test_a_real_inbox_holds_text_and_html(cloud):
    client = a_client("ses", cloud)
    client.verify_email_identity(EmailAddress="desk@northgate.example")

    a_mail(client)(a_letter("reject"), rejected())

    with urlopen(f"{cloud}/_ministack/ses/messages") as answer:
        told = json.load(answer)["messages"]
    (letter,) = [one for account in told.values() for one in account]
    assert "Why: We do not hold it" in letter["BodyText"]
    assert "<p>Why: We do not hold it</p>" in letter["BodyHtml"]


def told(request: Request, tries: int = 0) -> dict[str, Any]:
    """The letter about a new request, where two colleagues want it for Leganto."""
    post = Post()
    mail = replace(a_mail(post), staff={"leganto": ("a@northgate.example", "b@northgate.example")})
    mail(replace(a_letter("new-request", "desk"), tries=tries), request)
    (found,) = post.letters
    return found


def test_the_staff_of_a_list_are_told_who_asked_for_what():
    letter = told(complete())

    assert letter["Destination"]["ToAddresses"] == ["a@northgate.example", "b@northgate.example"]
    assert "from Jo for HIS101 The long century" in text(letter)
    assert "The first chapter" in text(letter)


def test_a_notice_holds_no_link_that_works_without_signing_in():
    letter = told(complete())

    assert "http://localhost:8000/requests/ABCD2345" in text(letter)
    assert "/l/" not in text(letter) + html(letter)


def test_a_notice_waits_a_little_for_the_requesters_name_and_goes_without_it():
    unnamed = complete(requester=Requester("jo"), not_yet_known=("requester",))

    with pytest.raises(NotYet):
        told(unnamed, tries=1)
    assert "from jo for" in text(told(unnamed, tries=2))


def test_a_list_of_which_nobody_wants_to_hear_is_told_to_the_desk():
    assert told(complete(rlms="talis"))["Destination"]["ToAddresses"] == ["scans@northgate.example"]


def test_the_daily_letter_lists_each_request_and_says_how_many_there_are():
    post, found = Post(), [complete(id="A1"), complete(id="B2", title="<Two>")]
    mail = replace(a_mail(post), requests=lambda ids: [one for one in found if one.id in ids])
    facts = {"letter": "digest", "day": "2026-11-20", "count": "3", "requests": "A1 B2"}

    mail(replace(a_letter("digest", "desk"), facts=facts), found[0])

    (letter,) = post.letters
    assert letter["Message"]["Subject"]["Data"] == "3 new requests on 20 November 2026"
    for words in ("Jo, HIS101", "/requests/A1", "/requests/B2", "And 1 more"):
        assert words in text(letter)
    assert "&lt;Two&gt;" in html(letter)
    assert "/l/" not in text(letter) + html(letter)


@pytest.mark.parametrize("letter", sorted(LETTERS - {"digest"}))
@pytest.mark.parametrize("to", ["requester", "lecturer", "desk"])
def test_no_letter_ever_holds_evidence(letter: str, to: str):
    file = Attachment("f1", "agreement-with-the-publisher.pdf", 9, "v1")
    piece = Evidence(
        id="e1", added_on=NOON, added_by="Ada", file=file,
        url="https://ccc.example/order/1", note="Confidential terms.",
    )  # fmt: skip
    request = replace(rejected(), evidence=(piece,))

    said = json.dumps(sent(letter, to, request))

    assert not [word for word in ("agreement-with", "ccc.example", "Confidential") if word in said]
