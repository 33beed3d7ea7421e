"""What clients of the DCS send and are shown, whichever of them it is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib import rlms
from chalicelib.domain.calls import Delivery
from chalicelib.domain.courses import Course
from chalicelib.domain.facts import Rejection
from chalicelib.domain.intake import Asked, SetAside
from chalicelib.domain.openings import Link
from chalicelib.domain.request import Phase, State
from chalicelib.rlms._dcs import DcsClient
from chalicelib.rlms._dcs_arguments import LABELS, NAMES, fold
from tests.domain.a_request import HIS101, NOON, TODAY, a_request, ready

CLIENTS = [name for name, one in rlms.adapters().items() if isinstance(one, DcsClient)]
NAUGHTY = Path(__file__).parents[3] / "shared" / "data" / "text" / "naughty-strings.json"
WISH = {
    "hei": "44", "academicname": "Jo", "emailaddress": "jo@example.edu", "book": "true",
    "coursecode": "HIS101", "title": "A history", "extracttitle": "The first chapter",
}  # fmt: skip


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> DcsClient:
    found = rlms.adapters()[request.param]
    assert isinstance(found, DcsClient)
    return found


def sent(wish: dict[str, str]) -> Delivery:
    return Delivery("POST", "/dcs/v2/SubmitRequest", wish, {}, b"")


def asked(client: DcsClient, **other: str) -> Asked:
    heard = client.read(sent(WISH | other))
    assert isinstance(heard, Asked), heard
    return heard


def test_keylinks_and_any_other_client_of_the_dcs_are_systems_of_their_own():
    assert CLIENTS == ["dcs", "keylinks"]


def test_who_polls_is_called_nowhere(client):
    talk = client.report(a_request(rlms=client.name), Phase.LIVE, "https://desk.example/l/t")

    assert list(talk) == []
    assert client.hosts == ()


def test_no_two_arguments_share_a_name():
    every = [one for names in NAMES.values() for one in names]

    assert every == [fold(one) for one in every]
    assert len(every) == len(set(every))
    assert set(LABELS) == set(NAMES)


def test_the_page_on_the_api_lists_every_name_and_every_word(client):
    page = (Path(__file__).parents[2] / "docs" / "dcs-api.md").read_text()

    for name, theirs in NAMES.items():
        assert f"| `{name}` | {', '.join(f'`{one}`' for one in theirs)} |" in page
    assert all(f"{word} ({phase.value})" in page for phase, word in client.heard_as.items())


def test_a_library_can_add_names_words_and_the_keys_header(client):
    settings = {"parameter:pages": "from-to", "suspended": "Paused", "key-header": "X-Key"}

    chosen = client.chosen(settings)

    assert asked(chosen, **{"From-To": "1-9"}).extract.page_count == 9
    assert chosen.heard_as[Phase.SUSPENDED] == "Paused"
    assert chosen.heard_as[Phase.RECEIVED] == "New request"
    assert chosen.key_header == "X-Key"


def test_a_setting_that_there_is_not_is_named(client):
    with pytest.raises(ValueError, match="paegs"):
        client.chosen({"parameter:paegs": "x"})


@pytest.mark.parametrize("yes", ["true", "TRUE", "1", "yes", "Y", "on", "Book"])
def test_a_flag_is_read_in_every_form(client, yes):
    assert asked(client, book=yes).theirs["form"] == "Book"
    assert asked(client, book={"1": "0", "Book": "journal"}.get(yes, "No")).theirs["form"] == (
        "Journal"
    )


@pytest.mark.parametrize(
    "moment",
    ["2027-01-31", "2027-01-31T09:30:00Z", "2027-01-31T09:30:00.5+01:00",
     "2027-01-31T09:30:00 01:00", "2027-01-31t09:30z"],
)  # fmt: skip
def test_a_moment_of_rfc_3339_is_the_day_that_is_written_there(client, moment):
    assert str(asked(client, requiredbydate=moment).original.needed_by) == "2027-01-31"


@pytest.mark.parametrize("moment", ["20270131", "31.1.2027", "2027-13-01", "0000-01-01", "soon"])
def test_another_moment_is_refused(client, moment):
    assert "RFC 3339" in client.read(sent(WISH | {"requiredbydate": moment})).why


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"title": ""}, "An ISN is required"),
        ({"extracttitle": ""}, "extract title is required"),
        ({"academicname": " "}, "academicname"),
        ({"emailaddress": ""}, "emailaddress"),
        ({"emailaddress": "nobody"}, "emailaddress"),
        ({"book": "perhaps"}, "neither true nor false"),
        ({"coursestartdate": "autumn"}, "RFC 3339"),
    ],
)
def test_what_breaks_a_rule_is_refused_in_a_sentence(client, other, words):
    heard = client.read(sent(WISH | other))

    assert isinstance(heard, SetAside)
    assert words in heard.why


def test_the_way_of_typing_makes_no_other_content(client):
    typed = {"title": "  a HISTORY ", "extracttitle": "The first chapter.", "coursecode": "his101"}

    assert asked(client).key == asked(client, **typed, notes="?", academicname="Al").key


def test_what_has_no_name_that_is_known_is_kept_for_staff_but_never_a_key(client):
    heard = asked(client, shelfmark="QA 76", **{"subscription-key": "secret", "Token": "secret"})

    assert ("shelfmark", "QA 76") in heard.original.fields
    assert "secret" not in str(heard)


def test_the_address_is_kept_apart_from_what_was_sent(client):
    heard = asked(client)

    assert heard.requester.email == "jo@example.edu"
    assert "jo@example.edu" not in str(heard.original)


def test_pages_that_cannot_be_counted_are_left_to_staff(client):
    heard = asked(client, pagerange="the first three")

    assert (heard.extract.pages, heard.original.pages) == ("", "the first three")


@given(some.dictionaries(some.sampled_from(sorted(WISH)) | some.text(), some.text()))
def test_whatever_is_sent_is_a_request_or_a_sentence(wish):
    for name in CLIENTS:
        heard = rlms.adapters()[name].read(sent(WISH | wish))

        assert isinstance(heard, Asked | SetAside)
        assert isinstance(heard, Asked) or heard.why.endswith(".")


def test_naughty_strings_are_a_request_or_a_sentence_in_every_argument(client):
    if not NAUGHTY.exists():
        pytest.skip("the strings are kept beside the project, and are not here")
    for text in json.loads(NAUGHTY.read_text()):
        for names in NAMES.values():
            assert isinstance(client.read(sent(WISH | {names[0]: text})), Asked | SetAside)
        assert isinstance(
            client.read(sent(WISH | {"notes": text, "title": text})), Asked | SetAside
        )


@pytest.mark.parametrize("state", State)
def test_a_link_is_shown_only_while_it_is_live(client, state):
    shown = client.shown(ready(state=state, link=Link("t")), "https://desk.example/l/t", 2)

    assert bool(shown["content-URL"]) is (state is State.COMPLETE)
    assert shown["content-status"] == client.heard_as[state.phase]


def test_why_staff_cancelled_it_is_shown_to_who_asked(client):
    why = Rejection("duplicate", "The same was requested before", "A note.", NOON)
    request = a_request(rlms=client.name, cancellation=why, state=State.CANCELLED)

    shown = client.shown(request, "", 2)

    assert (shown["rejection-message"], shown["notes"]) == (
        "The same was requested before", "A note."
    )  # fmt: skip


def test_a_reopened_request_shows_no_rejection_any_more(client):
    why = Rejection("not-held", "Not held", "A note.", NOON)
    request = a_request(rlms=client.name, rejection=why, state=State.REJECTED)

    rejected = client.shown(request, "", 2)
    reopened = client.shown(replace(request, state=State.IN_PROGRESS), "", 2)

    assert (rejected["rejection-message"], rejected["notes"]) == ("Not held", "A note.")
    assert (reopened["rejection-message"], reopened["notes"]) == ("", "")


def test_what_is_shown_of_a_request_is_named_as_cla_names_it(client):
    shown = client.shown(ready(), "", 1)

    assert set(shown) == {
        "content-GUID", "content-status", "last-modified", "content-URL", "bibliographic-details",
    }  # fmt: skip
    assert set(shown["bibliographic-details"]) == {
        "type", "identifier", "DOI", "title", "extract-title", "publication-form", "year",
        "volume", "issue", "page-range", "author", "colour-scale", "publisher", "extract-author",
        "chapter-number", "edition", "book-pages", "publication-place", "description", "OCR",
        "file-size",
    }  # fmt: skip


def test_a_course_without_a_run_gets_one_of_this_academic_year(client):
    told = client.arguments(sent({"coursecode": "X1"}))

    course = client.amended(told, Course("X1", "X"), TODAY)

    assert [(run.year, str(run.start), str(run.end)) for run in course.runs] == [
        ("2026-27", "2026-08-01", "2027-07-31")
    ]


def test_a_course_with_a_run_keeps_its_dates(client):
    told = client.arguments(sent({"coursecode": "HIS101", "numberofstudents": "7"}))

    (run,) = client.amended(told, HIS101, TODAY).runs

    assert (run.start, run.end, run.students) == (HIS101.runs[0].start, HIS101.runs[0].end, 7)
