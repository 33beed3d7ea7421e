"""The library's reasons as an administrator writes them: added, reworded, reordered, retired."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain import forms
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.reason_lists import Reader, ReasonLists
from chalicelib.domain.reasons import CANNOT, Reason
from chalicelib.domain.say import Reason as Rejected
from chalicelib.domain.terms import Terms
from tests.domain.a_request import a_request

STANDS = ReasonLists(
    rejections=(Reason("not-held", "Not held", "NotHeld"), Reason("other", "Another reason")),
    refusals=(Reason("other", "Other"),),
)


def said(*rows: dict[str, Any], name: str = "rejections", **more: Any) -> ReasonLists:
    return Reader(STANDS).read({name: list(rows), **more})


def wrong(*rows: Any, name: str = "rejections") -> list[tuple[str, str]]:
    with pytest.raises(NotUnderstood) as refused:
        Reader(STANDS).read({name: list(rows)})
    return [(one["field"], one["words"]) for one in refused.value.facts["fields"]]


HELD = {"code": "not-held", "label": "Not held", "alma": "NotHeld"}
OTHER = {"code": "other", "label": "Another reason"}


def test_a_list_is_reworded_reordered_and_given_a_new_reason_with_a_code_of_its_own():
    lists = said(OTHER, {**HELD, "label": "We do not hold it"}, {"label": "Too fragile: ask us"})

    assert lists.rejections == (
        Reason("other", "Another reason", CANNOT),
        Reason("not-held", "We do not hold it", "NotHeld"),
        Reason("too-fragile-ask-us", "Too fragile: ask us", CANNOT),
    )


def test_a_list_that_is_not_said_stays_as_it_stands():
    assert said(HELD, OTHER, note="As agreed").refusals == STANDS.refusals


def test_a_reason_is_retired_and_stays_in_its_list():
    lists = said({**HELD, "retired": True}, OTHER)

    assert lists.rejections[0] == Reason("not-held", "Not held", "NotHeld", retired=True)


def test_a_reason_that_stands_is_not_removed():
    assert wrong(OTHER) == [
        ("rejections", "“Not held” may have been chosen: retire it, so that it is read")
    ]


def test_a_list_offers_something():
    every = [{**HELD, "retired": True}, {**OTHER, "retired": True}]

    assert ("rejections", "a list offers at least one reason that is not retired") in wrong(*every)


def test_new_words_get_a_code_that_no_other_reason_has():
    lists = said(HELD, OTHER, {"label": "Other"}, {"label": "¿?"})

    assert [one.code for one in lists.rejections[2:]] == ["other-2", "reason"]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ({"label": ""}, "rejections.2.label"),
        ({"label": 7}, "rejections.2.label"),
        ({"label": "x" * 201}, "rejections.2.label"),
        ({"label": "Not held"}, "rejections.2.label"),
        ({"label": "New", "code": "Not This"}, "rejections.2.code"),
        ({"label": "New", "code": "other"}, "rejections.2.code"),
        ({"label": "New", "retired": "yes"}, "rejections.2.retired"),
        ({"label": "New", "colour": "red"}, "rejections.2"),
        ("New", "rejections.2"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(row: Any, place: str):
    assert place in [field for field, _ in wrong(HELD, OTHER, row)]


@pytest.mark.parametrize("sent", [{"rejections": "all"}, {"rejections": []}, {"reasons": []}])
def test_what_is_no_list_of_reasons_is_refused(sent: dict[str, Any]):
    with pytest.raises(NotUnderstood):
        Reader(STANDS).read(sent)


def test_a_refusal_never_tells_alma_another_code():
    lists = said({"code": "other", "label": "Other", "alma": "Mine"}, name="refusals")

    assert lists.refusals == STANDS.refusals


def test_a_retired_reason_is_not_offered_and_choosing_it_is_refused_in_words():
    gone = replace(STANDS.rejections[0], retired=True)
    terms = Terms(rejections=(gone, STANDS.rejections[1]))

    schema = forms.schema("Reason", a_request(), terms)
    with pytest.raises(NotUnderstood) as refused:
        forms.check(Rejected(reason="not-held"), a_request(), terms)

    assert [one["const"] for one in schema["properties"]["reason"]["oneOf"]] == ["other"]
    assert refused.value.facts["fields"] == [
        {"field": "reason", "words": "“Not held” is retired; choose one that is offered"}
    ]
