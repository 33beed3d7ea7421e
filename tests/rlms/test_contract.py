"""What every adapter promises, whichever there are."""

import json

import pytest

from chalicelib import rlms
from chalicelib.domain.calls import Call, Delivery, Reply
from chalicelib.domain.intake import Asked, Noted, NothingToDo, Referred, SetAside, Withdrawn
from chalicelib.domain.request import Phase
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.rlms._adapter import Adapter, retry_after
from tests.domain.a_request import a_request

ODD = (
    b"", b"null", b"[]", b"{}", b"<x/>", b"\xff\xfe\x00", b'"\\ud800"',
    b"[" * 100_000, b"1" * 5_000,
    b'{"action": {}}', b'{"action": "REQUEST"}', b'{"action": "REQUEST", "event": []}',
    json.dumps({"action": "REQUEST", "event": {"value": "REQUEST_CREATED"},
                "user_request": {"request_type": "DIGITIZATION", "title": {"value": [1]},
                                 "required_pages_range": "all", "comment": 7}}).encode(),
)  # fmt: skip


@pytest.fixture(params=rlms.names())
def adapter(request: pytest.FixtureRequest) -> Adapter:
    return rlms.adapters()[request.param]


def sent(body: bytes = b"{}", **headers: str) -> Delivery:
    return Delivery("POST", "/api/webhooks/x", {}, headers, body)


def test_there_is_an_adapter_for_each_file_and_its_name_is_the_files():
    found = {name: one.name for name, one in rlms.adapters().items()}

    assert found == {name: name for name in rlms.names()}
    assert {"leganto", "talis"} <= set(found)


def test_a_name_that_is_no_file_is_no_adapter():
    assert [rlms.adapter(name) for name in ("nobody", "_adapter", "..", "")] == [None] * 4


def test_it_is_called_something(adapter):
    assert adapter.name.isidentifier()
    assert adapter.label


def test_it_has_a_word_for_every_phase(adapter):
    assert set(adapter.heard_as) == set(Phase)
    assert all(adapter.heard_as.values())


@pytest.mark.parametrize("phase", [Phase.SUSPENDED, Phase.DELETED])
def test_what_is_archived_or_deleted_later_is_shown_with_another_word(adapter, phase):
    assert adapter.heard_as[phase] != adapter.heard_as[Phase.LIVE]


def test_it_trusts_nobody_without_a_secret_or_a_signature(adapter):
    assert not adapter.trust(sent(), [])
    assert not adapter.trust(sent(), [""])
    assert not adapter.trust(sent(), ["a-secret"])


@pytest.mark.parametrize("body", ODD)
def test_no_content_makes_it_raise(adapter, body):
    heard = adapter.read(sent(body))

    assert isinstance(heard, Asked | Referred | Withdrawn | Noted | NothingToDo | SetAside)


def test_what_cannot_be_read_is_set_aside_with_a_sentence(adapter):
    heard = adapter.read(sent(b"{"))

    assert isinstance(heard, SetAside)
    assert heard.why.endswith(".")


@pytest.mark.parametrize("phase", Phase)
def test_it_tells_nothing_of_a_request_that_their_system_does_not_know(adapter, phase):
    talk = adapter.report(a_request(theirs={}), phase, "")

    with pytest.raises(StopIteration):
        next(talk)


@pytest.mark.parametrize("phase", Phase)
def test_its_calls_are_paths_below_a_host_that_only_configuration_names(adapter, phase):
    theirs = {"request_id": "1", "user": "//evil.example/..", "course_id": "1", "list_id": "2",
              "citation_id": "3"}  # fmt: skip
    theirs |= {"id": "7", "trackback": "https://evil.example//evil.example/../x?t=1"}
    call = next(adapter.report(a_request(theirs=theirs), phase, ""), Call("GET", ""))

    # What a payload says of a host is not called, only compared with what is configured.
    assert "evil" not in call.host
    assert call.path[:1] in ("", "/")
    assert "//" not in call.path


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_what_passes_by_itself_is_tried_again(adapter, status):
    assert isinstance(adapter.judge(Call("PUT", "/x"), Reply(status)), TryAgain)


def test_a_refusal_that_it_does_not_know_is_for_people(adapter):
    assert isinstance(adapter.judge(Call("PUT", "/x"), Reply(400)), Permanent)


def test_what_was_taken_is_no_trouble(adapter):
    assert adapter.judge(Call("PUT", "/x"), Reply(204)) is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"retry-after": "Sat, 21 Nov 2026 12:00:30 GMT",
          "Date": "Sat, 21 Nov 2026 12:00:00 GMT"}, 30),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)  # fmt: skip
def test_how_long_they_ask_to_wait_is_read_from_either_form(headers, seconds):
    assert retry_after(Reply(503, b"", headers)) == seconds
