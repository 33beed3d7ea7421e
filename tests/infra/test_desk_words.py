"""What the API says in words of its own is in the catalogue that translators work from."""

import json

import pytest

from chalicelib.domain.intake import Asked, SetAside
from chalicelib.domain.telling import Outgoing
from chalicelib.handlers import view
from chalicelib.rlms.leganto import ADAPTER
from infra import desk_words
from tests.domain.a_request import NOON, a_request, moment
from tests.rlms.deliveries import an_event

SAID = set(desk_words.words())
CATALOGUE = desk_words.PAGE.with_name("en.json")


def test_the_words_of_the_desk_are_drawn_from_its_code():
    assert desk_words.PAGE.read_text() == desk_words.drawn()


def test_the_catalogue_has_every_word_of_the_desk():
    assert set(json.loads(CATALOGUE.read_text())) >= SAID


def test_whatever_a_list_sends_has_a_label_that_can_be_translated():
    heard = ADAPTER.read(
        an_event(comment="Include images: yes", volume="2", pickup_location="Main")
    )

    assert isinstance(heard, Asked)
    labels = {label for label, _ in heard.original.fields}
    assert labels >= {"Requested by", "Chapter or article", "Include images", "Pick-up"}
    assert labels <= SAID


def test_why_a_delivery_was_set_aside_can_be_translated():
    heard = ADAPTER.read(an_event(title="", chapter_or_article_title="", mms_id=""))

    assert isinstance(heard, SetAside)
    assert heard.why in SAID


def test_every_step_to_the_link_can_be_translated_with_what_it_lacks():
    steps = view.steps(a_request(), moment())

    assert {"Assigned", "Licence check", "Scan"} <= {one["label"] for one in steps}
    assert {text for one in steps for text in (one["label"], one["words"]) if text} <= SAID


@pytest.mark.parametrize(
    ("kind", "facts", "words"),
    [
        ("status", {"phase": "live"}, "told that it is live"),
        ("mail", {"letter": "new-request"}, "mail: new-request"),
        ("permission", {}, "asked what it allows"),
    ],
)
def test_what_the_outside_was_told_can_be_translated(kind, facts, words):
    told = Outgoing(
        id="1", lane="7", place="1", request="ABCD2345", version=4, to="rlms", kind=kind,
        at=NOON, next_try=NOON, facts=facts,
    )  # fmt: skip

    assert view.message(told)["what"] == words
    assert words.replace("-", " ") in SAID
