"""What every door understands of a request, and how it answers."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any

import pytest

from chalicelib.domain.errors import NotUnderstood, TooLarge
from chalicelib.handlers.http import (
    answer,
    cookie,
    header,
    html,
    idempotency_key,
    query,
    raw_body,
    redirect,
    said,
    seen_version,
    turn,
)
from tests.handlers.doors import an_event, during


def saying(body: bytes | None) -> dict[str, Any]:
    return during(an_event("POST", "/api/door", body=body), said)


def test_the_body_is_read_from_its_true_bytes() -> None:
    event = an_event("POST", "/api/door", body="Müller".encode("latin-1"))

    sent = during(event, raw_body)

    assert sent == b"M\xfcller"


def test_a_body_that_the_gateway_left_as_text_is_read_too() -> None:
    event = {**an_event("POST", "/api/door"), "body": '{"title": "Ö"}', "isBase64Encoded": False}

    assert during(event, said) == {"title": "Ö"}


@pytest.mark.parametrize("body", [None, b"", b" \n"])
def test_an_empty_body_says_nothing(body: bytes | None) -> None:
    assert saying(body) == {}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"title=x",
        b"\xff\xfe{",
        b'{"a": NaN}',
        b'{"a": "\\ud800"}',
        b'{"a": ' + b"9" * 5000 + b"}",
        b"[" * 200_000,
        b"\x00",
    ],
)
def test_a_body_that_is_no_json_is_not_understood(body: bytes) -> None:
    with pytest.raises(NotUnderstood, match="not JSON"):
        saying(body)


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"7", b"null", b"true"])
def test_json_that_is_no_object_is_not_understood(body: bytes) -> None:
    with pytest.raises(NotUnderstood, match="not an object"):
        saying(body)


def test_a_quarter_of_a_megabyte_is_taken_and_a_byte_more_is_not() -> None:
    fits = b'{"note":"' + b"x" * (256 * 1024 - 11) + b'"}'

    assert len(saying(fits)["note"]) == 256 * 1024 - 11
    with pytest.raises(TooLarge) as refused:
        saying(fits + b" ")
    assert refused.value.facts == {"bytes": 262_144}


def test_a_header_is_found_in_any_case() -> None:
    event = an_event(headers={"x-EXL-Signature": "abc"})

    found = during(event, lambda: (header("X-Exl-Signature"), header("Absent")))

    assert found == ("abc", None)


def test_a_query_is_what_was_asked_last_or_its_default() -> None:
    event = an_event(path="/api/requests?view=open&view=new&q=")

    found = during(event, lambda: (query("view"), query("q", "x"), query("sort", "-added_on")))

    assert found == ("new", "", "-added_on")


def test_without_a_query_string_the_default_holds() -> None:
    assert during(an_event(), lambda: query("view", "open")) == "open"


@pytest.mark.parametrize(
    ("sent", "version"),
    [('"7"', 7), ('W/"7"', 7), (' "12" ', 12), ("*", None), ("", None), (None, None)],
)
def test_if_match_names_the_version_that_was_seen(sent: str | None, version: int | None) -> None:
    event = an_event(headers={} if sent is None else {"If-Match": sent})

    assert during(event, seen_version) == version


@pytest.mark.parametrize("sent", ["7", '"x"', '"7", "8"', '"-1"', '"٧"', '"' + "9" * 40 + '"'])
def test_an_if_match_that_is_no_version_is_not_understood(sent: str) -> None:
    with pytest.raises(NotUnderstood, match="If-Match"):
        during(an_event(headers={"If-Match": sent}), seen_version)


def test_an_idempotency_key_is_any_text_of_a_sensible_length() -> None:
    assert during(an_event(headers={"idempotency-key": " abc "}), idempotency_key) == "abc"
    assert during(an_event(), idempotency_key) is None
    with pytest.raises(NotUnderstood, match="200"):
        during(an_event(headers={"Idempotency-Key": "k" * 201}), idempotency_key)


@pytest.mark.parametrize("sent", ["a=1; __Host-x=v=2", "__Host-x=v=2;a=1", " __Host-x=v=2 "])
def test_a_cookie_is_found_among_others(sent: str) -> None:
    assert during(an_event(headers={"Cookie": sent}), lambda: cookie("__Host-x")) == "v=2"


def test_cookies_that_came_in_several_headers_are_all_read() -> None:
    event = an_event(headers={"Cookie": "b=2"})
    event["multiValueHeaders"] = {"cookie": ["a=1", "b=2"]}

    found = during(event, lambda: [cookie(name) for name in ("a", "b", "c")])

    assert found == ["1", "2", ""]


def test_outside_a_request_nobody_asks_for_one() -> None:
    during(an_event(), turn)

    with pytest.raises(RuntimeError, match="what_chalice_refuses"):
        turn()


class Colour(Enum):
    RED = "red"


@dataclass
class Point:
    on: date
    seen: frozenset[str]


def test_an_answer_writes_out_dates_sets_and_values() -> None:
    noon = datetime(2026, 11, 21, 12, tzinfo=UTC)

    point = Point(date(2026, 1, 2), frozenset("ba"))
    response = answer({"at": noon, "point": point, "c": Colour.RED})

    assert json.loads(response.body) == {
        "at": "2026-11-21T12:00:00Z",
        "point": {"on": "2026-01-02", "seen": ["a", "b"]},
        "c": "red",
    }


def test_an_answer_that_holds_something_strange_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="holds no object"):
        answer({"x": object()})


def test_an_answer_is_kept_by_no_cache_and_shown_in_no_frame() -> None:
    headers = answer({}, 201, {"etag": '"7"'}).headers

    assert headers == {
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "content-type": "application/json",
        "etag": '"7"',
    }


def test_a_page_runs_no_script_and_obeys_only_its_own_style() -> None:
    page = html("<style>p{}</style>", style="p{}")

    rules = str(page.headers["content-security-policy"]).split("; ")
    assert "default-src 'none'" in rules
    assert "style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='" in rules
    assert not any(rule.startswith("script-src") for rule in rules)


def test_a_page_lets_the_browser_name_itself_when_its_form_is_sent() -> None:
    assert html("").headers["referrer-policy"] == "same-origin"


def test_a_redirect_leads_there_with_a_get() -> None:
    response = redirect("https://desk.university.example/l/abc")

    assert response.status_code == 303
    assert response.headers["location"] == "https://desk.university.example/l/abc"


def test_each_answer_leaves_one_line_with_its_door_and_not_its_path(
    capsys: pytest.CaptureFixture[str],
) -> None:
    event = an_event("GET", "/l/a-token-that-opens", route="/l/{token}")

    during(event, lambda: None)

    (line,) = [json.loads(one) for one in capsys.readouterr().err.splitlines()]
    assert isinstance(line.pop("ms"), int)
    assert line == {
        "what": "answered",
        "method": "GET",
        "door": "/l/{token}",
        "status": 200,
        "reference": "request-17",
    }
