"""CLA's permission service is read strictly: nonsense is a failure in words, never a yes."""

import json
from typing import Any

import pytest

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.permissions import Allowed
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain
from chalicelib.library.cla import KEY, Cla
from tests.domain.a_request import NOON
from tests.library import cla_answers as recorded
from tests.library.cla_answers import ISN, body, reply, use

ALL = ("Permitted", "Permitted", "Permitted")
YES, NO, UNKNOWN = Allowed.YES, Allowed.NO, Allowed.UNKNOWN


def heard(answer: Reply, isn: str = ISN) -> dict[str, Any]:
    service = Cla()
    return dict(carried_out(service.question(isn), lambda call: answer, service.judge))


def uses(answer: Reply) -> tuple[Allowed, ...]:
    said = heard(answer)
    return tuple(said[name].allowed for name in ("photocopying", "scanning", "digital"))


def changed(**new: Any) -> Reply:
    return reply(body("Permitted", "Permitted", "Permitted") | new)


@pytest.mark.parametrize(("isn", "kind"), [(ISN, "ISBN"), ("00014664", "ISSN")])
def test_it_is_asked_at_its_address_with_its_arguments(isn, kind):
    call = next(Cla().question(isn))

    assert call.path == f"/check-permissions/v1/GetPermissionByIdentifier/{kind}/{isn}/136"
    assert call.query == {"messageId": isn, "usageTypes": "1,2,8", "htmlToggle": "False"}
    assert (call.method, call.body) == ("GET", None)


def test_the_subscription_key_goes_in_its_header():
    call = Cla().prepared(Call("GET", "/"), {KEY: "k-1"}.__getitem__, NOON)

    assert call.headers == {"Ocp-Apim-Subscription-Key": "k-1"}


def test_without_a_key_nothing_is_called():
    with pytest.raises(Permanent, match="No subscription key"):
        Cla().prepared(Call("GET", "/"), lambda name: "", NOON)


@pytest.mark.parametrize(
    ("answer", "three"),
    [
        (recorded.COVERED, (YES, YES, YES)),
        (recorded.PRINT_ONLY, (YES, YES, NO)),
        (recorded.EXCLUDED, (NO, NO, NO)),
        (recorded.SILENT, (UNKNOWN, UNKNOWN, UNKNOWN)),
        (reply(body("available", " permitted ", "PERMITTED")), (YES, YES, YES)),
        (reply(body("Perhaps", "", "Permitted with conditions")), (UNKNOWN, UNKNOWN, UNKNOWN)),
        (changed(usagesSummary=[use("Scanning", "Permitted")]), (UNKNOWN, YES, UNKNOWN)),
        (
            changed(usagesSummary=[use("Scanning", "Permitted"), use("Scanning", "Excluded")]),
            (UNKNOWN, UNKNOWN, UNKNOWN),
        ),
        (
            changed(usagesSummary=[use("Scanning", "Permitted"), use("Lending", "Excluded")]),
            (UNKNOWN, YES, UNKNOWN),
        ),
    ],
)
def test_three_answers_are_read(answer, three):
    assert uses(answer) == three


def test_their_own_words_are_kept_with_their_restrictions():
    answer = changed(usagesSummary=[use("Scanning", "Permitted", "not\nchapter 3")])

    assert heard(answer)["scanning"].words == "Permitted: not chapter 3"


@pytest.mark.parametrize("answer", [recorded.NOT_FOUND, Reply(404, b"<html>gone</html>")])
def test_a_title_that_they_do_not_know_is_not_found(answer):
    assert heard(answer) == {"found": False}


@pytest.mark.parametrize("named", [ISN, "978-1-4088-5565-2", "1408855658"])
def test_an_answer_is_about_the_title_in_any_of_its_forms(named):
    assert heard(reply(body("Permitted", "Permitted", "Permitted", identifier=named)))["found"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (reply(body(*ALL, identifier="9780199535569")), "another title"),
        (reply(body(*ALL, identifier="n/a")), "another title"),
        (reply([]), "not an object"),
        (reply("Permitted"), "not an object"),
        (reply({}), "of which title"),
        (changed(metadata=None), "of which title"),
        (changed(usagesSummary=None), "names no uses"),
        (changed(usagesSummary="Permitted"), "names no uses"),
        (changed(usagesSummary=[]), "none of the three uses"),
        (changed(usagesSummary=["Permitted"]), "not an object"),
        (changed(usagesSummary=[{"usageType": 2, "reportType": "Permitted"}]), "none of the three"),
        (reply({"Message": "The licence is not valid"}, 400), "The licence is not valid"),
        (reply({}, 400), "says no more"),
        (recorded.REFUSED, "refused the subscription key"),
        (Reply(403, b""), "refused the subscription key"),
        (Reply(302, b""), "refused the question"),
    ],
)  # fmt: skip
def test_whatever_is_no_answer_is_a_failure_in_words(answer, words):
    with pytest.raises(Permanent, match=words):
        heard(answer)


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_what_passes_by_itself_is_tried_again(status):
    with pytest.raises(TryAgain):
        heard(Reply(status, b"busy", {"Retry-After": "77"}))


def test_they_are_not_asked_sooner_than_they_asked():
    with pytest.raises(TryAgain) as trouble:
        heard(Reply(429, b"", {"Retry-After": "77"}))

    assert trouble.value.after == 77


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"<html>Permitted</html>", b"[" * 100_000])
def test_a_page_that_is_no_json_is_no_answer(body):
    with pytest.raises(DeliveryError):
        heard(Reply(200, body))


@pytest.mark.parametrize("report", [True, 1, None, ["Permitted"], {"a": "Permitted"}])
def test_only_their_own_word_is_a_yes(report):
    answer = changed(usagesSummary=[use("Scanning", "x") | {"reportType": report}])

    assert heard(answer)["scanning"].allowed is UNKNOWN


def test_the_test_of_the_connection_says_what_they_answered():
    service = Cla()

    facts = carried_out(service.probe(), lambda call: recorded.COVERED, service.judge)

    assert facts["outcome"] == "CLA answered: Permitted"
    assert json.loads(recorded.COVERED.body)["metadata"]["identifier"] == ISN
