"""Leganto's deliveries: trusted by their raw bytes, then read in every shape they come in."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from chalicelib.domain.calls import Delivery
from chalicelib.domain.facts import Dates
from chalicelib.domain.intake import Asked, Noted, NothingToDo, SetAside, Withdrawn
from chalicelib.rlms import _alma_event
from chalicelib.rlms.leganto import ADAPTER, LONGEST_CHALLENGE
from tests.rlms.deliveries import SECRET, a_delivery, an_event

#: Body, secret and signature as public listeners of Alma's webhooks test them.
VECTORS = (
    (b'{"key": "value"}', "test_secret", "n9h4nbtY6kgo0ns104I3W2khZH0lM9oiVLqLlmyeb+U="),
    (b"invalid JSON", "test", "Va+tT44R3GjbLKPFhD8usw9zMCfzZn+MejOv9dGN9hY="),
    (b'{"action": "JOB_END"}', "itsasecret", "bbQKggzWRSuwopIwszy757lusNZWOPllfv5Rt6Qj8uE="),
)

#: The bodies of a university's own listener, signed with `secretkey` (its words, its misprint).
LANCASTER = """{"representation":null,"portfolio":null,"item":null,"id":"1234567890101112",\
"action":"REQUEST","institution":{"desc":"Lancaster University","value":"44LAN_INST"},\
"time":"2018-02-23T11:10:12.005Z","event":{"desc":"DESC","value":"VALUE"},\
"user_request":{"title":"Test title","author":null,"description":null,"comment":null,\
"request_id":"83013520000121","request_type":"HOLD","pickup_location":"Burns",\
"pickup_location_type":"LIBRARY","pickup_location_library":"BURNS",\
"material_type":{"value":"BK","desc":"Book"},"request_status":"NOT_STARTED","place_in_queue":1,\
"request_date":"2013-11-12Z"},"holding":null}"""
EVENTS = (
    ("Request created", "REQUEST_CREATED", "R3POCtZfmqPofScG0/FzPpw4sWt/b8lsXXm9ntMJJLk="),
    ("Request canceled", "REQUEST_CANCELED", "yNnQNC2a7vCO/XnilUuJU7BNgtW8dGdAh0kIn2K1aPU="),
    ("Request closed", "REQUEST_CLOSED", "wFxtuyqkpKkV6SzYfmIXB5x8x0ADhmsmUD9Fw0vyNbM="),
    ("Request plaeed on shelf", "REQUEST_PLACED_ON_SHELF",
     "JtY3FdVta7wSOdOiCmtBky2jSGCDgHLqH0/4F/VZjvM="),
)  # fmt: skip


def asked(delivery: Delivery) -> Asked:
    heard = ADAPTER.read(delivery)
    assert isinstance(heard, Asked)
    return heard


def a_challenge(text: str) -> Delivery:
    return Delivery("GET", "/api/webhooks/leganto", {"challenge": text}, {}, b"")


def test_the_challenge_comes_back():
    assert ADAPTER.greet(a_challenge("abc 123")) == {"challenge": "abc 123"}


def test_an_endless_challenge_comes_back_cut():
    assert ADAPTER.greet(a_challenge("x" * 9_999)) == {"challenge": "x" * LONGEST_CHALLENGE}


def test_no_challenge_is_no_greeting():
    assert ADAPTER.greet(a_challenge("")) is None


@pytest.mark.parametrize(("body", "secret", "signature"), VECTORS)
def test_signatures_that_the_field_has_verified_are_trusted(body, secret, signature):
    assert ADAPTER.trust(a_delivery(body, signature), [secret])


@pytest.mark.parametrize(("words", "value", "signature"), EVENTS)
def test_every_event_of_a_request_is_trusted_as_the_field_signs_it(words, value, signature):
    body = LANCASTER.replace("DESC", words).replace("VALUE", value).encode()

    assert ADAPTER.trust(a_delivery(body, signature), ["secretkey"])
    assert not ADAPTER.trust(a_delivery(body, "ThisIsNotAValidSignature"), ["secretkey"])
    assert isinstance(ADAPTER.read(a_delivery(body)), NothingToDo)


def test_the_same_json_written_otherwise_has_another_signature():
    body, secret, signature = VECTORS[2]

    assert not ADAPTER.trust(a_delivery(body.replace(b" ", b""), signature), [secret])


@pytest.mark.parametrize("signature", ["", "ThisIsNotAValidSignature", "größer", "=", "A" * 99_999])
def test_any_other_signature_is_not(signature):
    assert not ADAPTER.trust(a_delivery(b"{}", signature), [SECRET])


def test_the_header_counts_in_any_case():
    delivery = a_delivery(b"{}")
    shouted = {"X-EXL-Signature": delivery.headers["x-exl-signature"]}

    assert ADAPTER.trust(replace(delivery, headers=shouted), [SECRET])


def test_either_of_two_secrets_counts_while_they_are_exchanged():
    assert ADAPTER.trust(a_delivery(b"{}"), ["the-new-one", SECRET])


def test_latin_1_is_trusted_by_its_bytes_and_read():
    body = json.dumps({"action": "REQUEST", "event": {"value": "REQUEST_CREATED"},
                       "user_request": {"request_type": "DIGITIZATION", "title": "Zürich"}},
                      ensure_ascii=False).encode("latin-1")  # fmt: skip
    delivery = a_delivery(body)

    assert ADAPTER.trust(delivery, [SECRET])
    assert asked(delivery).original.work_title == "Zürich"


def test_a_request_is_known_by_its_institution_and_number():
    assert asked(an_event()).key == "44NGU_INST/48739955550002212"


def test_a_request_without_a_number_is_known_by_its_bytes():
    first, second = asked(an_event(request_id=None)), asked(an_event(request_id=None, part="2"))

    assert first.key != second.key


def test_what_concerns_the_same_record_is_told_in_order():
    assert asked(an_event()).lane == "9910022212"
    assert asked(an_event(mms_id=None)).lane == "48739955550002212"


def test_what_alma_must_be_told_by_is_kept():
    assert asked(an_event()).theirs == {
        "institution": "44NGU_INST",
        "request_id": "48739955550002212",
        "mms_id": "9910022212",
        "user": "lhaddad",
        "title": "A history of ports",
    }


def test_what_the_event_does_not_carry_is_to_be_found_out():
    heard = asked(an_event())

    assert heard.enrich == ("requester", "course", "citation")
    assert (heard.requester.user, heard.requester.email) == ("lhaddad", "")
    assert heard.original.course_code == ""


def test_title_and_chapter_are_told_apart():
    heard = asked(an_event())

    assert heard.original.work_title == "A history of ports"
    assert heard.original.title == heard.extract.title == "Harbours of the east"


def test_pages_are_read_and_counted():
    extract = asked(an_event()).extract

    assert (extract.pages, extract.page_count) == ("10-25", 16)


@pytest.mark.parametrize(
    ("ranges", "comment", "pages"),
    [
        ([{"from_page": "1", "to_page": "5"}, {"from_page": "9", "to_page": "9"}], "", "1-5, 9"),
        ([{"from_page": str(n), "to_page": str(n)} for n in range(1, 11)], "",
         "1, 2, 3, 4, 5, 6, 7, 8, 9, 10"),
        ([{"from_page": 3, "to_page": 4}], "", "3-4"),
        ([{"from_page": "7"}], "", "7"),
        ([{"from_page": "", "to_page": ""}], "", ""),
        ([{"from_page": "1", "to_page": "10"}], "Pages: vii-xxi", "vii-xxi, 1-10"),
        (None, "Pages: vii-xxi, 1-10\nNote: the old edition", "vii-xxi, 1-10"),
        (None, "Please scan pp. xi-xiv of the preface", "xi-xiv"),
        (None, "Nothing of the kind", ""),
        ({"required_pages_range": [{"from_page": "2", "to_page": "3"}]}, "", "2-3"),
        ("all", "", ""),
    ],
)  # fmt: skip
def test_pages_come_in_many_shapes(ranges, comment, pages):
    assert asked(an_event(required_pages_range=ranges, comment=comment)).extract.pages == pages


def test_pages_that_run_backwards_are_kept_as_sent_and_left_to_staff():
    heard = asked(an_event(required_pages_range=[{"from_page": "25", "to_page": "10"}]))

    assert heard.original.pages == "25-10"
    assert (heard.extract.pages, heard.extract.page_count) == ("", None)


def test_the_comment_gives_dates_and_notes():
    comment = "Pages: 1-2\nDates: 2027-01-11 to 2027-06-11\nNote: one\nand two"
    heard = asked(an_event(comment=comment))

    assert heard.dates == Dates(date(2027, 1, 11), date(2027, 6, 11))
    assert heard.original.notes == ("one", "and two")


def test_dates_that_run_backwards_are_kept_as_sent_and_left_to_staff():
    heard = asked(an_event(comment="Dates: 2027-06-11 to 2027-01-11"))

    assert heard.dates == Dates()
    assert heard.original.notes == ("2027-06-11 to 2027-01-11",)


def test_three_notes_ten_ranges_and_images_come_apart():
    ranges = [{"from_page": str(n), "to_page": str(n + 4)} for n in range(1, 100, 10)]
    comment = "Include images: yes\nNote: one\nNote: two\nNote: three"
    heard = asked(an_event(required_pages_range=ranges, comment=comment))

    assert heard.extract.page_count == 50
    assert heard.original.notes == ("one", "two", "three")
    assert dict(heard.original.fields)["Include images"] == "yes"


def test_a_day_with_a_literal_z_is_a_day():
    needed_by = asked(an_event(last_interest_date="2026-12-24Z")).original.needed_by

    assert needed_by == date(2026, 12, 24)


def test_what_is_no_day_is_none():
    assert asked(an_event(last_interest_date="at once")).original.needed_by is None


def test_everything_a_person_should_see_is_shown_with_its_label():
    shown = dict(asked(an_event(
        material_type={}, full_chapter="true", partial_digitization=False,
        holding_id="439545770005763*25343461470005763*47,-382 8°", author=None,
        last_interest_date="2026-12-24Z", place_in_queue=1,
    )).original.fields)  # fmt: skip

    assert shown["Whole chapter"] == "yes"
    assert shown["Part of the work"] == "no"
    assert shown["Holding"] == "439545770005763*25343461470005763*47,-382 8°"
    assert shown["Wanted until"] == "2026-12-24"
    assert shown["Pages"] == "10-25"
    assert "Material" not in shown
    assert "Author" not in shown


def test_half_a_character_is_replaced_because_no_table_can_keep_it():
    body = an_event().body.replace(b"A history of ports", b"Ports \\ud83d")

    assert asked(a_delivery(body)).original.work_title == "Ports \ufffd"


def test_a_whole_character_outside_the_first_plane_stays():
    body = an_event().body.replace(b"A history of ports", b"Ports \\ud83d\\udea2")

    assert asked(a_delivery(body)).original.work_title == "Ports \U0001f6a2"


def test_an_endless_text_is_cut_so_that_it_can_be_kept():
    assert len(asked(an_event(title="x" * 200_000)).original.work_title) == 4_000


def test_a_cancelled_request_is_withdrawn_by_the_same_key():
    heard = ADAPTER.read(an_event("REQUEST_CANCELED"))

    assert heard == Withdrawn("44NGU_INST/48739955550002212")


@pytest.mark.parametrize(
    ("happened", "remark"),
    [("REQUEST_CLOSED", "closed-there"), ("REQUEST_PLACED_ON_SHELF", "on-shelf")],
)
def test_what_staff_should_see_of_an_open_request_is_remarked(happened, remark):
    assert ADAPTER.read(an_event(happened)) == Noted("44NGU_INST/48739955550002212", remark)


@pytest.mark.parametrize(
    "delivery",
    [
        an_event("REQUEST_CLOSED", request_type="HOLD"),
        an_event("REQUEST_UPDATED"),
        an_event(request_type="HOLD"),
        an_event("REQUEST_CANCELED", request_type="WORK_ORDER"),
        an_event(action="LOAN"),
        a_delivery(b'{"action": "JOB_END"}'),
    ],
)
def test_a_valid_event_of_another_kind_means_nothing_here(delivery):
    assert isinstance(ADAPTER.read(delivery), NothingToDo)


NAMELESS: dict[str, Any] = {"title": None, "chapter_or_article_title": "", "mms_id": None}


@pytest.mark.parametrize(
    ("delivery", "words"),
    [
        (a_delivery(b"{"), "not JSON"),
        (a_delivery(b'["REQUEST"]'), "no event"),
        (a_delivery(b'{"action": "REQUEST"}'), "lacks"),
        (a_delivery(b"<webhook/>"), "XML"),
        (an_event(request_type=None), "which type"),
        (an_event(**NAMELESS), "neither a title nor an identifier"),
    ],
)
def test_what_cannot_be_understood_is_set_aside_with_its_reason(delivery, words):
    heard = ADAPTER.read(delivery)

    assert isinstance(heard, SetAside)
    assert words in heard.why


def test_an_identifier_alone_is_enough():
    assert asked(an_event(**NAMELESS | {"mms_id": "9910022212"})).lane == "9910022212"


def test_only_a_signed_copyright_declaration_says_that_it_is_a_patrons():
    def purpose(declared):
        thing = {"title": "A book", "copyrights_declaration_signed_by_patron": declared}
        return _alma_event.asked(thing, "44NGU_INST", "key").purpose.value

    assert [purpose(one) for one in (True, "true", False, None)] == [
        "patron", "patron", "course", "course",
    ]  # fmt: skip
