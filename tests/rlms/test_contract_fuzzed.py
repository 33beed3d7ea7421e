"""Whatever a trusted sender sends: no adapter raises, and the desk acts on all that is heard."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib import rlms
from chalicelib.aws.aside import Aside
from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.records import Records
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.calls import Delivery
from chalicelib.domain.intake import Asked, Heard, Outcome
from chalicelib.handlers.http import LARGEST
from chalicelib.rlms._adapter import Adapter
from chalicelib.rlms._dcs_arguments import NAMES
from chalicelib.rlms._webhook_events import FIELDS
from tests.domain.a_request import NOON, TERMS
from tests.rlms import deliveries, openurls

#: The Big List of Naughty Strings, where it stands beside the repository.
BESIDE = Path(__file__).parents[3] / "shared" / "data" / "text" / "naughty-strings.json"
LISTED: list[str] = json.loads(BESIDE.read_text()) if BESIDE.is_file() else []
OURS = (
    "", " ", "\0", "a\0b", "\ud800", "x\udfff", "\u202e", "\ufeff", "\uffff", "²", "#", "x#1",
    "../../x", "%00", "null", "-1", "1e999", "9" * 5_000, "é" * 3_000, "𝔘" * 1_100, "[" * 6_000,
    "x" * 300_000, "2026-02-30", "0000-00-00", "9999-12-31", "9780691090108", "<![CDATA[", "&a;",
)  # fmt: skip
TEXTS = (*OURS, *LISTED)
ALMA = ("request_id", "title", "author", "comment", "user_primary_id", "mms_id", "isbn", "issn",
        "chapter_or_article_title", "required_pages_range", "last_interest_date",
        "material_type", "barcode")  # fmt: skip
KEYS = sorted({
    *ALMA, *(one.name for one in FIELDS), "action", "event", "institution", "user_request", "type",
    "data", "value", "desc", "from_page", "to_page", "request_type",
})  # fmt: skip
WORDS = ("REQUEST", "REQUEST_CREATED", "REQUEST_CANCELED", "DIGITIZATION",
         "scandesk.request.created", "scandesk.request.withdrawn")  # fmt: skip
SAID = (*WORDS, *(one for one in OURS if len(one) < 1_000))


def of_alma(text: str, number: str) -> Delivery:
    return deliveries.an_event(**dict.fromkeys(ALMA, text) | {"request_id": number or text})


def of_talis(text: str, number: str) -> Delivery:
    said = dict.fromkeys(openurls.fields(), text.encode(errors="replace").decode())
    return openurls.sent(said | {"rfr_id": number or said["rfr_id"]})


def of_dcs(text: str, number: str) -> Delivery:
    """All of it stands in the query string; without these a wish is no wish."""
    needed = {"hei": "44", "book": "true", "coursecode": "HIS101", "academicname": "Jo",
              "emailaddress": "jo@example.edu", "title": f"Ports {number}"}  # fmt: skip
    said = needed | {"extracttitle": text, "notes": text, "chapter": text, "author": text}
    return Delivery("POST", "/SubmitRequest", said, {}, b"")


def of_webhook(text: str, number: str) -> Delivery:
    said = dict.fromkeys((one.name for one in FIELDS), text) | {
        "id": number,
        "kind": "",
        "purpose": "",
    }
    told = {"type": "scandesk.request.created", "data": said}
    headers = {"webhook-id": text}
    return Delivery("POST", "/", {}, headers, json.dumps(told).encode())


def of_anyone(text: str, number: str) -> Delivery:
    return Delivery("POST", "/", {"q": text}, {"x": text}, json.dumps({text: text}).encode())


#: How a system sends one text in every field that it has; an invented one sends JSON.
SENDS: Mapping[str, Callable[[str, str], Delivery]] = {
    "leganto": of_alma, "talis": of_talis, "dcs": of_dcs, "keylinks": of_dcs, "webhook": of_webhook,
}  # fmt: skip
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(SAID),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=5), inner, max_size=8)
    ),
    max_leaves=40,
)
REQUESTS = st.fixed_dictionaries(dict.fromkeys(ALMA, TREES))
EVENTS = st.one_of(
    TREES.map(lambda tree: json.dumps(tree).encode()),
    st.binary(max_size=300),
    REQUESTS.map(lambda said: json.dumps({
        "action": "REQUEST", "event": {"value": "REQUEST_CREATED"}, "institution": {"value": "I"},
        "user_request": said | {"request_type": "DIGITIZATION"},
    }).encode()),
    st.fixed_dictionaries({one.name: TREES for one in FIELDS}).map(
        lambda said: json.dumps({"type": "scandesk.request.created", "data": said}).encode()
    ),
    st.dictionaries(st.sampled_from(sorted(openurls.fields())), st.text(max_size=40)).map(
        lambda said: openurls.encoded({n: t.encode(errors="replace").decode()
                                       for n, t in said.items()})
    ),
)  # fmt: skip
HEADERS = st.dictionaries(
    st.sampled_from(["webhook-id", "webhook-signature", "content-type"]), st.text(max_size=300)
)
QUERIES = st.dictionaries(
    st.sampled_from(sorted(names[0] for names in NAMES.values())), st.text(max_size=50)
)
SENT = st.builds(Delivery, st.just("POST"), st.just("/"), QUERIES, HEADERS, EVENTS)
quietly = settings(
    deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.fixture(params=rlms.names())
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return rlms.adapters()[request.param]


@pytest.fixture
def acted(dynamo: Dynamo, adapter: Adapter) -> Callable[[Delivery], tuple[Heard, Outcome]]:
    """What the webhook's door does with a delivery that was trusted, on a real table."""
    table, aside = Table(dynamo), Aside(dynamo)
    desk = Desk(table, Records(dynamo), lambda: NOON, terms=TERMS)

    def act(sent: Delivery) -> tuple[Heard, Outcome]:
        heard = adapter.read(sent)
        outcome = desk.hear(adapter.name, heard)
        if outcome.outcome == "set-aside":
            assert aside.load(aside.keep(adapter.name, sent, outcome.why, NOON)).size >= 0
        elif isinstance(heard, Asked):
            request, original = table.whole(outcome.request)
            assert (request.rlms, bool(original)) == (adapter.name, True)
        adapter.reply(sent, heard, outcome)
        return heard, outcome

    return act


def test_no_text_in_any_field_makes_it_raise(adapter):
    send = SENDS.get(adapter.name, of_anyone)

    for text in TEXTS:
        for number in ("7", ""):
            assert isinstance(adapter.read(send(text, number)), Heard)


@given(sent=SENT)
@settings(quietly, max_examples=120)
def test_nothing_that_is_sent_makes_it_raise(adapter, sent):
    assert isinstance(adapter.read(sent), Heard)
    adapter.greet(sent)
    assert not adapter.trust(sent, ["a-secret", ""])


@given(sent=SENT)
@settings(quietly, max_examples=30)
def test_the_desk_acts_on_all_that_is_heard(acted, sent):
    # The door takes no more.
    if len(sent.body) <= LARGEST:
        acted(sent)


def test_the_desk_acts_on_every_text_that_is_heard(adapter, acted):
    send, place = SENDS.get(adapter.name, of_anyone), rlms.names().index(adapter.name)
    # The long list is dealt out over the systems; ours goes to each.
    dealt: list[Any] = [*OURS, *LISTED[place :: len(rlms.names())]]

    sent = [send(text, f"n{at}") for at, text in enumerate(dealt)]
    outcomes = {acted(one)[1].outcome for one in sent if len(one.body) <= LARGEST}

    assert outcomes <= {"received", "known", "set-aside", "ignored"}
    assert "received" in outcomes or adapter.name not in SENDS
