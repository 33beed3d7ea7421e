"""Letters: to whom, what they say, and what SES's refusals mean."""

import json
from dataclasses import replace
from datetime import date
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from chalicelib.aws.mail import Mail
from chalicelib.domain.courses import Lecturer, run_of
from chalicelib.domain.errors import Busy, TooLarge, Unknown
from chalicelib.domain.evidence import Attachment, Evidence
from chalicelib.domain.facts import Rejection, Requester
from chalicelib.domain.letter_kinds import KINDS
from chalicelib.domain.letter_words import House, known, listed
from chalicelib.domain.openings import Link, Opening
from chalicelib.domain.request import Request
from chalicelib.domain.telling import NotYet, Outgoing, Permanent, TryAgain
from chalicelib.domain.works import Extract
from chalicelib.library.letter_templates import TEMPLATES, Writer
from tests.conftest import a_client
from tests.domain.a_request import BOOK, HIS101, NOON, RUN, a_request


class Post:
    """SES that keeps its letters, or refuses them."""

    def __init__(self, trouble: Exception | None = None) -> None:
        self.trouble = trouble
        self.letters: list[dict[str, Any]] = []

    def send_raw_email(self, **letter: Any) -> None:
        if self.trouble:
            raise self.trouble
        self.letters.append(letter)


HOUSE = House("Northgate", "scans@northgate.example", "http://localhost:8000/", "Northgate ID")


def a_mail(post: Any, **other: Any) -> Mail:
    parts = {"client": post, "sender": "Northgate <desk@northgate.example>", "house": HOUSE}
    return Mail(**{**parts, "write": Writer(), "stage": "live", "clock": lambda: NOON, **other})


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


def opened(letter: dict[str, Any]) -> EmailMessage:
    """The letter as a mail program reads it."""
    raw = letter["RawMessage"]["Data"]
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)


def part(letter: dict[str, Any], kind: str) -> str:
    found = opened(letter).get_body((kind,))
    assert found is not None
    return str(found.get_content())


def text(letter: dict[str, Any]) -> str:
    return part(letter, "plain")


def html(letter: dict[str, Any]) -> str:
    return part(letter, "html")


def test_the_lecturer_has_the_link_its_title_its_course_and_its_end():
    letter = sent("publish", "lecturer", complete())

    assert letter["Destinations"] == [opened(letter)["To"]] == ["lou@example.edu"]
    assert opened(letter)["Subject"] == "Ready to read: The first chapter"
    for words in ("Dear Lou,", "http://localhost:8000/l/a-token", "HIS101 The long century",
                  "A history", "30 June 2027"):  # fmt: skip
        assert words in text(letter)
        assert words in html(letter)


def test_readers_are_told_of_the_institutions_own_sign_in_and_of_no_other():
    letter = sent("publish", "lecturer", complete())

    assert "They sign in with Northgate ID." in text(letter)
    assert "They sign in with Northgate ID." in html(letter)


def test_the_requester_has_the_reason_and_the_note():
    letter = sent("reject", "requester", rejected())

    assert letter["Destinations"] == ["jo@example.edu"]
    assert "Why: We do not hold it" in text(letter)
    assert "Ask for <Volume 2>." in text(letter)


def test_what_came_from_outside_is_escaped_in_html():
    assert "Ask for &lt;Volume 2&gt;." in html(sent("reject", "requester", rejected()))


def test_a_subject_is_one_line_whatever_the_title_is():
    request = replace(complete(), title="A title\r\nBcc: all@example.edu")

    letter = opened(sent("publish", "lecturer", request))

    assert letter["Bcc"] is None
    assert letter["Subject"] == "Ready to read: A title Bcc: all@example.edu"


def test_a_reply_goes_to_the_desk():
    letter = opened(sent("reject", "requester", rejected()))

    assert letter["Reply-To"] == "scans@northgate.example"


def test_a_letter_says_whose_it_is_and_holds_together_with_the_others_of_its_request():
    letter = opened(sent("reject", "requester", rejected()))

    assert letter["From"] == "Northgate <desk@northgate.example>"
    assert letter["Message-ID"] == "<A-1-1@localhost>"
    assert letter["References"] == "<A@localhost>"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Date"].datetime == NOON


def test_what_feedback_is_known_by_names_nobody():
    post = Post()

    a_mail(post, configuration_set="desk-mail")(a_letter("reject"), rejected())

    (letter,) = post.letters
    tags = {one["Name"]: one["Value"] for one in letter["Tags"]}
    assert (letter["ConfigurationSetName"], tags) == (
        "desk-mail",
        {"stage": "live", "lane": "A", "message": "A-1-1"},
    )


def with_files(keys: str, names: str, **other: Any) -> dict[str, Any]:
    post, facts = Post(), {"letter": "publish", "attach": keys, "attach-names": names}
    files = {"delivery/a": b"%PDF-a", "delivery/b": b"%PDF-b"}
    mail = a_mail(post, file=lambda key: files[key], **other)
    mail(replace(a_letter("publish", "lecturer"), facts=facts), complete())
    (found,) = post.letters
    return found


def test_files_travel_with_a_letter_under_their_own_names():
    letter = with_files("delivery/a delivery/b", "كتاب التاريخ.pdf/two.pdf")

    there = [(one.get_filename(), one.get_content()) for one in opened(letter).iter_attachments()]
    assert there == [("كتاب التاريخ.pdf", b"%PDF-a"), ("two.pdf", b"%PDF-b")]


def test_files_that_are_too_much_for_a_mail_are_for_people():
    with pytest.raises(Permanent, match=r"larger than the 1e-05 MB"):
        with_files("delivery/a delivery/b", "", most=10)


@pytest.mark.parametrize(
    ("trouble", "meant"),
    [(Busy("S3 rests"), TryAgain), (Unknown("gone"), Permanent), (TooLarge("big"), Permanent)],
)
def test_a_file_that_cannot_be_read_says_whether_it_passes(trouble, meant):
    def refuse(key: str) -> bytes:
        raise trouble

    mail = a_mail(Post(), file=refuse)
    facts = {"letter": "publish", "attach": "delivery/a"}

    with pytest.raises(meant):
        mail(replace(a_letter("publish", "lecturer"), facts=facts), complete())


def test_an_address_that_is_none_is_for_people():
    request = rejected()
    request = replace(
        request, requester=replace(request.requester, email="jo@example.edu\r\nBcc: x")
    )

    with pytest.raises(Permanent, match="e-mail address is none"):
        sent("reject", "requester", request)


@pytest.mark.parametrize("email", ["jo@example.edu", ""])
def test_a_letter_goes_to_the_address_that_staff_named_for_it(email):
    post, one = Post(), a_letter("reject")
    request = replace(rejected(), requester=Requester("jo", "Jo", email))

    a_mail(post)(replace(one, facts={**one.facts, "address": "jo.smith@example.edu"}), request)

    assert post.letters[0]["Destinations"] == ["jo.smith@example.edu"]


def test_an_address_that_may_not_be_written_to_says_why():
    mail = a_mail(Post(), refused=lambda address: "It bounced.")

    with pytest.raises(Permanent, match="It bounced"):
        mail(a_letter("reject"), rejected())


def test_of_several_colleagues_those_are_written_to_whose_address_is_good():
    post = Post()
    staff = {"leganto": ("a@northgate.example", "b@northgate.example")}

    a_mail(post, staff=staff, refused=lambda one: "It bounced." if one[0] == "a" else "")(
        a_letter("new-request", "desk"), complete()
    )

    assert post.letters[0]["Destinations"] == ["b@northgate.example"]


def test_the_desk_is_told_of_a_new_request_and_where_it_is():
    letter = sent("new-request", "desk", a_request())

    assert letter["Destinations"] == ["scans@northgate.example"]
    assert "http://localhost:8000/requests/ABCD2345" in text(letter)


@pytest.mark.parametrize("letter", sorted(set(KINDS) - {"digest", "closing"}))
def test_every_letter_can_be_written_with_the_least_that_is_known(letter):
    bare = known(a_request(requester=Requester("jo")), "", HOUSE)
    bare |= listed({"letter": letter}, (), HOUSE)

    subject, plain, marked_up = Writer()(letter, bare)

    assert subject
    assert "None" not in plain + marked_up
    assert "\n\n\n" not in plain


def test_there_is_a_letter_for_each_folder():
    assert {one.name for one in TEMPLATES.iterdir() if one.is_dir()} == set(KINDS)


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
    assert letter["To"] == ["jo@example.edu"]
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

    assert letter["Destinations"] == ["a@northgate.example", "b@northgate.example"]
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
    assert told(complete(rlms="talis"))["Destinations"] == ["scans@northgate.example"]


def test_the_daily_letter_lists_each_request_and_says_how_many_there_are():
    post, found = Post(), [complete(id="A1"), complete(id="B2", title="<Two>")]
    mail = replace(a_mail(post), requests=lambda ids: [one for one in found if one.id in ids])
    facts = {"letter": "digest", "day": "2026-11-20", "count": "3", "requests": "A1 B2"}

    mail(replace(a_letter("digest", "desk"), facts=facts), found[0])

    (letter,) = post.letters
    assert opened(letter)["Subject"] == "3 new requests on 20 November 2026"
    for words in ("Jo, HIS101", "/requests/A1", "/requests/B2", "And 1 more"):
        assert words in text(letter)
    assert "&lt;Two&gt;" in html(letter)
    assert "/l/" not in text(letter) + html(letter)


@pytest.mark.parametrize("letter", sorted(set(KINDS) - {"digest", "closing"}))
@pytest.mark.parametrize("to", ["requester", "lecturer", "desk"])
def test_no_letter_ever_holds_evidence(letter: str, to: str):
    file = Attachment("f1", "agreement-with-the-publisher.pdf", 9, "v1")
    piece = Evidence(
        id="e1", added_on=NOON, added_by="Ada", file=file,
        url="https://ccc.example/order/1", note="Confidential terms.",
    )  # fmt: skip
    request = replace(rejected(), evidence=(piece,))

    found = sent(letter, to, request)
    said = f"{opened(found).items()} {text(found)} {html(found)}"

    assert not [word for word in ("agreement-with", "ccc.example", "Confidential") if word in said]
