"""What Talis sends: whose it is, what it asks for, and what the module is answered."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.domain.calls import Delivery
from chalicelib.domain.facts import Dates
from chalicelib.domain.intake import Asked, NothingToDo, Outcome, Referred, SetAside
from chalicelib.domain.request import Phase
from chalicelib.rlms import _talis_form as openurl
from chalicelib.rlms.talis import ADAPTER
from tests.rlms.openurls import FORM, KEY, SECRET, a_form, encoded, fields, sent

TALIS = ADAPTER.chosen({"api_key": KEY, "address": "https://desk.example/library"})
SHARED = Path(__file__).parents[3] / "shared" / "data"
#: The worked example of the generation before, computed by hand from its description.
EXAMPLE = {
    "url_ver": "Z39.88-2004", "rft.btitle": "Container title", "rft.isbn": "1234567890",
    "rft.spage": "1", "rft.epage": "12", "rfe.code": "TEST101",
}  # fmt: skip
EXAMPLE_SIGNED = "346d53c4992f780d8ba9bbd69e9901e228fd6da784f3f989ebc9c6a56fd700f8"


def asked(delivery: Delivery) -> Asked:
    heard = TALIS.read(delivery)
    assert isinstance(heard, Asked)
    return heard


def delivered(body: bytes) -> Delivery:
    return Delivery("POST", "/api/webhooks/talis", {}, FORM, body)


def answered(delivery: Delivery, outcome: Outcome) -> dict[str, Any]:
    reply = TALIS.reply(delivery, TALIS.read(delivery), outcome)
    assert reply is not None
    assert reply.status == 200
    told: dict[str, Any] = reply.json
    return told


def test_the_worked_example_of_the_signature_passes():
    body = encoded({**EXAMPLE, "res.signature": EXAMPLE_SIGNED, "res.api_key": KEY})

    assert openurl.signature(openurl.pairs(body), SECRET) == EXAMPLE_SIGNED
    assert TALIS.trust(delivered(body), [SECRET])


def test_each_of_two_secrets_is_good():
    assert TALIS.trust(a_form(), ["another", SECRET])


@pytest.mark.parametrize("secrets", [[], [""], ["another"]])
def test_no_other_secret_is_good(secrets):
    assert not TALIS.trust(a_form(), secrets)


def test_another_key_is_not_trusted_though_it_signed_with_our_secret():
    assert not TALIS.trust(sent(fields(), key="KEY2"), [SECRET])


def test_without_a_key_of_its_own_the_desk_trusts_nobody():
    assert not ADAPTER.trust(sent(fields(), key=""), [SECRET])


def test_a_value_that_was_changed_on_the_way_is_found_out():
    body = a_form().body.replace(b"rft.epage=25", b"rft.epage=95")

    assert not TALIS.trust(delivered(body), [SECRET])


def test_text_of_every_kind_is_signed_as_it_stands():
    said = fields(rft__atitle="Ça ira ~ 100% & more = π\n2", rft__au="Ørsted, 李")

    assert TALIS.trust(sent(said), [SECRET])


def test_the_form_says_who_asks_for_what_for_which_course():
    heard = asked(a_form())

    assert (heard.original.title, heard.original.work_title) == (
        "Harbours of the east", "A history of ports",
    )  # fmt: skip
    assert (heard.original.isn, heard.original.course_code) == ("9780691090108", "HIS101")
    assert (heard.extract.pages, heard.extract.page_count) == ("10-25", 16)
    assert heard.dates == Dates(date(2026, 9, 21), date(2027, 6, 30))
    assert heard.original.needed_by == date(2026, 12, 24)
    assert (heard.requester.name, heard.requester.email) == (
        "Leila Haddad", "l.haddad@northgate.example",
    )  # fmt: skip


def test_a_form_without_an_address_says_why_nobody_can_be_mailed():
    assert asked(a_form(req__email=None)).requester.why_no_email.startswith("Talis sent no")


def test_a_last_day_of_1970_is_none():
    assert asked(a_form(rfe__edate="1970-01-01")).dates == Dates(date(2026, 9, 21), None)


@pytest.mark.parametrize(
    ("known", "pages"),
    [
        ({"rft__spage": "vii", "rft__epage": "xxi"}, "vii-xxi"),
        ({"rft__epage": None}, "10"),
        ({"rft__pages": "1-3, 7", "rft__spage": None}, "1-3, 7"),
        ({"rft__spage": "S48", "rft__epage": None}, ""),
        ({"rft__spage": "25", "rft__epage": "10"}, ""),
    ],
)
def test_pages_that_cannot_be_counted_are_left_to_staff(known, pages):
    assert asked(a_form(**known)).extract.pages == pages


def test_an_article_is_known_by_its_doi():
    unnamed = dict.fromkeys(("rft__btitle", "rft__isbn", "rft__atitle"))

    assert isinstance(TALIS.read(a_form(**unnamed, rft_id="info:doi/10.1000/182")), Asked)
    assert isinstance(TALIS.read(a_form(**unnamed, rft_id="info:doi/")), SetAside)


def test_everything_a_person_should_see_is_shown_with_its_label():
    shown = dict(asked(a_form()).original.fields)

    assert shown["Students"] == "64"
    assert shown["Item on the list"].endswith("A1B2")
    assert "shhh" not in "".join(shown.values())


def test_the_clock_and_who_asks_make_no_other_request():
    again = a_form(url_tim="2026-11-20T09:05:00+0000", req__name="Jo", rfe__size="70")

    assert asked(again).key == asked(a_form()).key
    assert asked(again).may_come_again


@pytest.mark.parametrize(
    "known",
    [
        {"rft__epage": "26"},
        {"rft__isbn": "9780199535569"},
        {"svc__trackback": "https://lists.example/mod/tadc/trackback.php?t=43&api_key=KEY1"},
    ],
)
def test_other_pages_another_book_or_another_record_is_another_request(known):
    assert asked(a_form(**known)).key != asked(a_form()).key


def test_without_a_record_item_course_and_time_tell_requests_apart():
    bare = {"svc__trackback": None}

    first, other = asked(a_form(**bare)), asked(a_form(**bare, rfe__code="HIS202"))

    assert first.key != other.key
    assert first.key == asked(a_form(**bare)).key


def test_what_concerns_one_record_is_told_in_order():
    assert asked(a_form(rft__epage="26")).lane == asked(a_form()).lane


def test_a_refused_request_may_be_referred_with_a_message():
    heard = TALIS.read(a_form(svc__refer="true", svc__message="The e-book is another edition."))

    assert isinstance(heard, Referred)
    assert heard.words == "The e-book is another edition."
    assert heard.asked.key == asked(a_form()).key


def test_a_referral_that_is_sent_twice_is_one_and_a_later_one_is_another():
    first, again = (TALIS.read(a_form(svc__refer="true", svc__message="Please.")) for _ in "12")
    later = TALIS.read(a_form(svc__refer="true", svc__message="Please.", url_tim="later"))

    assert isinstance(first, Referred)
    assert first.once == again.once
    assert first.once != later.once


def test_a_resubmission_is_asked_anew_and_shows_which_one_it_follows():
    heard = asked(a_form(ctx_id="https://desk.example/library/request/7"))

    assert heard.key == asked(a_form()).key
    assert dict(heard.original.fields)["Earlier request"].endswith("/7")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "no fields"),
        (b"&&==", "no fields"),
        (b"{", "no fields"),
        (b"rfe.code=HIS101&rft.atitle=+", "neither a title nor an identifier"),
    ],
)
def test_what_cannot_be_understood_is_set_aside_with_its_reason(body, words):
    heard = TALIS.read(delivered(body))

    assert isinstance(heard, SetAside)
    assert words in heard.why


def test_bytes_that_are_no_utf_8_are_latin_1():
    heard = asked(delivered(b"rft.btitle=Z%FCrich&rft.atitle=Caf%C3%A9"))

    assert (heard.original.work_title, heard.original.title) == ("Zürich", "Café")


def test_a_new_request_is_answered_as_referred_with_its_number():
    told = answered(a_form(), Outcome("received", "ABCD2345", number=7, phase=Phase.RECEIVED))

    assert (told["status"], told["reason_code"]) == ("REFERRED", "CopyPending")
    assert told["id"] == "https://desk.example/library/request/7"
    assert told["metadata"]["type"] == "BookSection"
    assert told["metadata"]["isbn13"] == ["9780691090108"]


def test_a_repeat_is_answered_with_what_stands():
    told = answered(a_form(), Outcome("known", "ABCD2345", number=7, phase=Phase.LIVE))

    assert told["status"] == "LIVE"
    assert "reason_code" not in told


def test_a_referral_is_answered_as_one_of_the_user():
    referral = a_form(svc__refer="true", svc__message="Please.")

    told = answered(referral, Outcome("referred", "ABCD2345", number=7, phase=Phase.WORKING))

    assert (told["status"], told["reason_code"]) == ("REFERRED", "UserInitiatedReferral")


def test_what_is_set_aside_is_referred_and_says_what_is_wrong():
    told = answered(a_form(), Outcome("set-aside", why="It has no title."))

    assert told["reason_code"] == "UnableToIdentifyRequestedResource"
    assert told["errors"] == ["It has no title."]


def test_the_answer_repeats_the_request_without_keys_and_addresses():
    told = answered(a_form(), Outcome("received", "ABCD2345", number=7))

    repeated = parse_qs(told["request"])
    assert repeated["rft.btitle"] == ["A history of ports"]
    assert not {name for name in repeated if name.startswith(("res.", "svc."))}


def test_what_an_answer_fills_in_over_there_makes_no_other_request_of_the_next_form():
    told = answered(a_form(), Outcome("received", "ABCD2345", number=7))["metadata"]

    assert not {name for name in told if "reators" in name}


def read_and_answered(body: bytes) -> None:
    """Whatever was signed is read, and answered in JSON."""
    heard = TALIS.read(delivered(body))
    assert isinstance(heard, Asked | Referred | NothingToDo | SetAside)
    reply = TALIS.reply(delivered(body), heard, Outcome("received", "ABCD2345", number=7))
    json.loads(reply.body)
    TALIS.trust(delivered(body), [SECRET])


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_make_it_raise(body):
    read_and_answered(body)


names = st.sampled_from([*fields(), "svc.refer", "svc.message", "ctx_id", "rft.pages", "rft_id"])


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(names, st.text(max_size=60), max_size=12))
def test_no_values_make_it_raise(said):
    said = {name: one.encode("utf-8", "replace").decode() for name, one in said.items()}

    read_and_answered(encoded(said))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not on this machine")
def test_no_naughty_string_makes_it_raise_in_any_field():
    naughty = json.loads((SHARED / "text" / "naughty-strings.json").read_text())

    for string in naughty:
        for name in ("rft.atitle", "rft.isbn", "rft.spage", "svc.trackback", "rfe.sdate", "rft_id"):
            read_and_answered(encoded(fields(**{name: string})))


@pytest.mark.skipif(not SHARED.exists(), reason="the shared test data is not on this machine")
@pytest.mark.parametrize("file", ["permissive.txt", "resolver-log-sample.txt"])
def test_openurls_of_the_world_are_read_or_set_aside(file):
    lines = (SHARED / "openurl" / file).read_bytes().splitlines()

    for line in lines:
        read_and_answered(line.partition(b"?")[2] or line)


def test_a_key_that_was_chosen_is_kept_with_the_words():
    chosen = replace(TALIS).chosen(
        {"api_key": "K", "working": "REFERRED:AwaitingSourceAcquisition"}
    )

    assert chosen.heard_as[Phase.WORKING] == "REFERRED:AwaitingSourceAcquisition"
    assert chosen.heard_as[Phase.LIVE] == "LIVE"


@pytest.mark.parametrize("wrong", [{"colour": "green"}, {"live": "ALIVE"}])
def test_a_setting_or_a_status_that_there_is_not_is_named(wrong):
    with pytest.raises(ValueError, match="colour|ALIVE"):
        TALIS.chosen(wrong)
