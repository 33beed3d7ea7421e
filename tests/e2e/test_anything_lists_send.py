"""Whatever is sent to the deployed doors of reading lists and of administrators."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from app import app
from local import talis_asking
from local.product import Product
from tests.e2e import mischief
from tests.e2e import mischief_lists as lists
from tests.e2e import mischief_rights as rights
from tests.e2e.mischief import Call
from tests.e2e.sending import Sender, is_bad, said

Bearer = Callable[[str], dict[str, str]]
#: How many of the odd things each place gets; with 25 of them it takes a quarter of an hour.
EACH = 1


@pytest.fixture(scope="module")
def sender(product: Product) -> Iterator[Sender]:
    """Whoever has a secret, and no role at the desk."""
    one = Sender(product, {})
    yield one
    one.web.close()


@pytest.fixture
def staff(sender: Sender, bearer: Bearer) -> Iterator[Callable[[str], Sender]]:
    """The same with a person's token."""

    def as_person(name: str) -> Sender:
        sender.headers = bearer(name)
        return sender

    yield as_person
    sender.headers = {}


def is_bad_to_a_client(answer: httpx.Response) -> bool:
    """A client of the DCS hears every answer in the DCS's own envelope."""
    if answer.status_code >= 500 or answer.headers["content-type"] != "application/json":
        return True
    envelope = answer.json()
    return envelope["status-code"] != answer.status_code or not envelope["status-message"]


def there(staff: Callable[[str], Sender], ids: set[str]) -> set[str]:
    calls: list[Call] = [("GET", f"/api/requests/{one}", {}) for one in sorted(ids)]
    answers = staff("viewer").answers(calls)
    return {call[1].rpartition("/")[2] for call, answer in answers if answer.is_success}


# -- the DCS API


def test_what_clients_of_the_dcs_say(sender: Sender):
    made = sender.send(lists.dcs("v2/SubmitCourse", lists.USUAL))
    calls = lists.in_arguments(mischief.words(), EACH)

    assert made.status_code == 200, made.text
    assert sender.broken(calls, is_bad_to_a_client) == []


def test_with_which_names_and_passwords_clients_come(sender: Sender):
    answers = sender.answers(lists.in_passwords(mischief.words(), EACH * 4))

    assert [said(*one) for one in answers if is_bad_to_a_client(one[1])] == []
    assert {answer.status_code for _, answer in answers} == {401}


# -- Talis


def test_every_odd_form_that_is_signed_is_taken_and_none_is_lost(sender: Sender):
    answers = sender.answers(lists.in_talis(mischief.words(), EACH))

    odd = [said(*one) for one in answers if one[1].status_code != 200 or not has_id(one[1])]
    assert odd == []


def has_id(answer: httpx.Response) -> bool:
    """A status, and the number of a request that stands; what is set aside has none."""
    told = answer.json()
    number = told["id"].rpartition("/")[2]
    return bool(told["status"]) and (number.isdecimal() or bool(told.get("errors")))


@pytest.mark.parametrize("body", mischief.BODIES, ids=lambda body: str(body[:30]))
def test_what_is_no_form_is_answered_in_words(sender: Sender, body: bytes):
    signed = body + b"&res.api_key=" + talis_asking.KEY.encode() + b"&res.signature=x"

    assert sender.broken([lists.talis_body(body), lists.talis_body(signed)]) == []


# -- the generic webhook


def test_a_webhook_signed_as_the_specification_says_is_received_once(
    sender: Sender, staff: Callable[[str], Sender]
):
    body = lists.an_event(title="By webhook", course_code="HIST2041", pages="10-25")

    first, again = (sender.send(lists.delivered(body)) for _ in range(2))

    assert (first.status_code, first.json()["outcome"]) == (202, "received")
    assert again.json() == {**first.json(), "outcome": "known"}
    shown = staff("viewer").send(("GET", f"/api/requests/{first.json()['request']}", {}))
    request = shown.json()["request"]
    assert (request["title"], request["extract"]["pages"]) == ("By webhook", "10-25")


def test_a_webhook_may_withdraw_what_it_asked_for(sender: Sender):
    sender.send(lists.delivered(lists.an_event(id="to-be-withdrawn")))

    gone = sender.send(lists.delivered(lists.an_event("withdrawn", id="to-be-withdrawn")))

    assert (gone.status_code, gone.json()["outcome"]) == (200, "withdrawn")


def test_every_odd_webhook_that_is_signed_is_taken_and_stands_at_the_desk_or_aside(
    sender: Sender, staff: Callable[[str], Sender]
):
    things = [*mischief.words(), *mischief.SHAPES]
    events = list(lists.in_webhook(things, EACH * 2))
    bodies = [lists.delivered(body) for body in mischief.BODIES]

    answers = sender.answers([*events, *bodies])

    assert [said(*one) for one in answers if one[1].status_code not in (200, 202)] == []
    told = [answer.json() for _, answer in answers]
    assert [one for one in told if not (one.get("request") or one.get("kept"))] == []
    received = {one["request"] for one in told if one.get("request")}
    assert there(staff, received) == received


def test_a_webhook_that_was_touched_is_not_looked_at(sender: Sender):
    answers = sender.answers(lists.mangled(mischief.words(), EACH * 6))

    assert [said(*one) for one in answers if one[1].status_code != 401] == []


def test_a_webhook_signed_twice_over_is_trusted_by_either_signature(sender: Sender):
    method, path, more = lists.delivered(lists.an_event())
    right = more["headers"]["webhook-signature"]
    more["headers"]["webhook-signature"] = f"v1,AAAA v1a,odd {right}"

    assert sender.send((method, path, more)).status_code == 202


# -- administrators and scripts


def test_what_stands_in_tables_that_are_uploaded(staff: Callable[[str], Sender]):
    calls = lists.in_tables(mischief.words(), EACH)

    assert staff("administrator").broken(calls) == []


def test_what_was_uploaded_is_written_out_again(staff: Callable[[str], Sender]):
    exports: list[Call] = [("GET", f"/api/{one}/export", {}) for one in ("courses", "lecturers")]

    answers = staff("administrator").answers(exports)

    assert [answer.status_code for _, answer in answers] == [200, 200]


@pytest.mark.parametrize("person", ["digitiser", "administrator"])
def test_what_stands_in_paths_queries_and_forms(staff: Callable[[str], Sender], person: str):
    words = mischief.words()
    calls = [
        *lists.in_paths(words, EACH),
        *lists.in_queries(words, EACH),
        *lists.in_forms([*mischief.SHAPES, *words], EACH),
    ]

    assert staff(person).broken(calls, is_bad_anywhere) == []


def is_bad_anywhere(answer: httpx.Response) -> bool:
    if answer.request.url.path.startswith("/dcs/") and answer.status_code != 404:
        return is_bad_to_a_client(answer)
    kind = answer.headers.get("content-type", "")
    in_words = kind.startswith(("application/problem", "application/json", "text/html"))
    return answer.status_code >= 500 or (answer.status_code >= 400 and not in_words)


FAULTS = ({"status": 503}, {"status": 200, "drop_after": True}, {"status": 400, "code": "1"})


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_connection_that_fails_is_told_and_is_no_failure_of_ours(
    staff: Callable[[str], Sender], fault: dict[str, Any]
):
    sender = staff("administrator")
    sender.web.post("/local/alma/faults", json={"next": [{"match": ".*", "times": 1, **fault}]})

    answer = sender.send(("POST", "/api/connections/leganto/actions/test", {}))

    sender.web.post("/local/alma/faults", json={"next": []})
    assert (answer.status_code, answer.json()["ok"]) == (200, False)


def test_what_is_said_about_what_was_set_aside(sender: Sender, staff: Callable[[str], Sender]):
    kept = sender.send(lists.delivered(b"[7]")).json()["kept"]
    path = f"/api/set-aside/{kept}/actions/read-again"
    things = [*mischief.SHAPES, *mischief.ODD]

    calls = [("POST", path, mischief.as_json({"note": thing})) for thing in things]

    assert staff("digitiser").broken(calls) == []


@pytest.fixture
def digitiser(product: Product, bearer: Bearer) -> Iterator[Sender]:
    one = Sender(product, bearer("digitiser"))
    made = one.send(("POST", "/api/requests", mischief.as_json({"title": "Fuzz"})))
    one.request_id = made.json()["request"]["id"]
    yield one
    one.web.close()


def test_what_is_said_at_the_licence_desk(digitiser: Sender):
    words = mischief.words()
    calls = [
        *rights.in_paths(words, EACH),
        *rights.in_queries(words, EACH),
        *rights.in_forms([*mischief.SHAPES, *words], EACH),
    ]

    assert digitiser.broken(calls) == []


def test_what_is_tried_as_rules(staff: Callable[[str], Sender]):
    calls = rights.in_rules([*mischief.SHAPES, *mischief.ODD], EACH)

    assert staff("administrator").broken(calls) == []


def test_what_academics_send_on_the_page(digitiser: Sender):
    checked = digitiser.send(rights.the_form(do="check"))
    found = re.search(r'name="seen" value="([^"]+)"', checked.text)
    assert found, checked.text

    answers = digitiser.answers(rights.in_the_form(mischief.words(), EACH, found[1]))

    assert [said(*one) for one in answers if is_bad(one[1])] == []
    assert 303 in {answer.status_code for _, answer in answers}


def test_no_door_is_left_out():
    """A new route has to be fuzzed too: name it in mischief.py, _lists.py or _rights.py."""
    knocked = {
        *mischief.IN_PATHS,
        *lists.IN_PATHS,
        *rights.IN_PATHS,
        *(("GET", path) for path in (*mischief.IN_QUERIES, *lists.IN_QUERIES)),
        *(("GET", path) for path in rights.IN_QUERIES),
        *((mischief.verb(path), path) for path in mischief.IN_FORMS),
        *lists.FORMS,
        *rights.FORMS,
        *(("POST", path) for path in lists.IMPORTS),
        rights.TRIED,
        rights.ASKED,
    }

    def leads(method: str, path: str, door: tuple[str, str]) -> bool:
        here, there = path.split("/"), door[1].partition("?")[0].split("/")
        fits = [one == two or one.startswith("{") for one, two in zip(here, there, strict=False)]
        return method == door[0] and len(here) == len(there) and all(fits)

    routes = {(method, path) for path, methods in app.routes.items() for method in methods}
    assert {one for one in routes if not any(leads(*one, door) for door in knocked)} == set()
