"""The licence check: each answer with its origin and its last day; not known is never a yes."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from chalicelib import pack_shelf
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain import forms, licence, needs, permissions
from chalicelib.domain.errors import Blocked, NotUnderstood, Refused
from chalicelib.domain.facts import Verification
from chalicelib.domain.licence import Answer, Answers
from chalicelib.domain.lifecycle import move, possible
from chalicelib.domain.people import DESK
from chalicelib.domain.permissions import Allowed, Permissions, Use
from chalicelib.domain.request import Message, Request, State
from tests.domain.a_request import (
    ANSWERS,
    BOOK,
    DIGITISER,
    NOON,
    TERMS,
    TODAY,
    a_request,
    moment,
    ready,
)

YES, NO = Use(Allowed.YES, "Permitted"), Use(Allowed.NO, "Excluded")
SILENT = Use(Allowed.UNKNOWN, "Show Nothing")
ASKING = replace(TERMS, asks_cla=True)
MONTH = timedelta(days=30)


def said(**uses: Any) -> Permissions:
    usual: dict[str, Any] = {"photocopying": YES, "scanning": YES, "digital": YES, "isn": BOOK.isbn}
    return Permissions(checked_on=TODAY, valid_until=TODAY + MONTH, **usual | uses)


def unverified(**known: Any) -> Request:
    return ready(licence=None, answers=Answers(), **known)


def act(request: Request, action: str, asks: bool = False, by=DIGITISER, **words: Any) -> Request:
    then = replace(moment(by), terms=ASKING if asks else TERMS)
    return move(request, action, words, then).request


def heard(request: Request, answer: Permissions) -> Request:
    return move(request, "permission", {"permissions": answer}, moment(DESK)).request


def lacks(request: Request, day: date = TODAY) -> str:
    return needs.missing("licence", request, day)


# -- coverage ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scanning", "digital", "coverage"),
    [
        (YES, YES, "covered"),
        (YES, NO, "covered"),
        (NO, YES, "covered"),
        (NO, NO, "excluded"),
        (NO, SILENT, "not-known"),
        (SILENT, SILENT, "not-known"),
        (Use(), Use(), "not-known"),
    ],
)
def test_what_three_answers_mean_for_the_coverage(scanning, digital, coverage):
    assert said(scanning=scanning, digital=digital).coverage == coverage


def test_a_title_that_cla_does_not_know_is_not_found():
    assert said(found=False, scanning=Use(), digital=Use()).coverage == "not-found"


def test_an_answer_of_the_service_is_a_record_with_its_days_and_its_own_words():
    answer = heard(unverified(), said(digital=NO)).answers.coverage

    assert (answer.value, answer.source) == ("covered", "api")
    assert (answer.checked_on, answer.valid_until) == (TODAY, TODAY + MONTH)
    assert answer.evidence == "Photocopying: Permitted; Scanning: Permitted; Digital: Excluded"


def test_an_answer_about_another_title_changes_nothing():
    request = unverified()

    assert heard(request, said(isn="9780000000002")).answers == request.answers


def test_a_service_that_does_not_answer_leaves_it_not_known_with_the_reason():
    request = heard(unverified(), said(why="CLA did not answer (ReadTimeoutError)."))

    assert request.answers.coverage.value == "not-known"
    assert "ReadTimeoutError" in lacks(act(request, "verify-licence", basis="cla-he"))


def test_a_service_that_does_not_answer_takes_no_answer_away():
    request = heard(unverified(), said())

    assert heard(request, said(why="CLA answered 503.")).answers == request.answers


def test_a_later_answer_goes_before_what_a_person_recorded():
    request = act(unverified(), "record-coverage", coverage="covered", evidence="CLA's own page")

    assert heard(request, said(scanning=NO, digital=NO)).answers.coverage.value == "excluded"


def test_no_answer_does_not_go_before_what_a_person_recorded():
    request = act(unverified(), "record-coverage", coverage="covered", evidence="CLA's own page")

    assert heard(request, said(why="CLA answered 503.")).answers.coverage.value == "covered"


def test_against_the_service_a_person_needs_a_reason():
    request = heard(unverified(), said(scanning=NO, digital=NO))

    with pytest.raises(NotUnderstood, match="excluded"):
        act(request, "record-coverage", coverage="covered", evidence="a letter")
    over = act(
        request, "record-coverage", coverage="covered", evidence="a letter", override="they erred"
    )

    assert over.answers.coverage.override == "they erred"
    assert over.answers.permissions == request.answers.permissions


def test_a_reasoned_override_outlives_the_next_answer():
    excluded = said(scanning=NO, digital=NO)
    over = act(
        heard(unverified(), excluded), "record-coverage", coverage="covered",
        evidence="a letter", override="they erred",
    )  # fmt: skip

    assert heard(over, excluded).answers.coverage.value == "covered"


def test_what_a_person_records_holds_as_long_as_an_answer_of_the_service():
    request = act(unverified(), "record-coverage", coverage="excluded", evidence="CLA's own page")

    one = request.answers.coverage
    assert (one.checked_by, one.evidence, one.valid_until) == (
        "Dan", "CLA's own page", TODAY + MONTH,
    )  # fmt: skip


def test_where_it_was_checked_must_be_said():
    with pytest.raises(NotUnderstood, match="evidence"):
        act(unverified(), "record-coverage", coverage="covered")


# -- the check in one go ------------------------------------------------------------------------


def test_the_usual_case_is_the_basis_alone():
    request = act(heard(unverified(), said()), "verify-licence", basis="cla-he")

    assert lacks(request) == ""
    assert request.answers.ownership.value == "owned"
    assert request.answers.original.value == "A"


def test_what_nobody_answered_is_not_taken_for_covered():
    request = act(unverified(), "verify-licence", basis="cla-he")

    assert lacks(request) == "Whether the licence covers this title is not known yet."


def test_without_the_service_coverage_can_be_said_with_the_basis():
    request = act(
        unverified(), "verify-licence", basis="cla-he", coverage="covered", note="CLA's title list"
    )

    assert lacks(request) == ""
    assert request.answers.coverage.evidence == "CLA's title list"


def test_what_the_service_found_stays_its_own_when_the_form_repeats_it():
    request = heard(unverified(), said())

    verified = act(request, "verify-licence", basis="cla-he", coverage="covered")

    assert verified.answers.coverage == request.answers.coverage


def test_the_form_shows_what_is_known():
    request = act(heard(unverified(), said()), "record-holdings", holdings="electronic")

    assert forms.values("verify-licence", request) == {
        "basis": "cla-he", "coverage": "covered", "ownership": "owned", "original": "B",
    }  # fmt: skip


@pytest.mark.parametrize("holdings", ["not-found", "look-up-failed"])
def test_what_the_catalogue_does_not_have_is_not_taken_for_owned(holdings):
    request = act(heard(unverified(), said()), "record-holdings", holdings=holdings)

    with pytest.raises(NotUnderstood, match="how the library owns it"):
        act(request, "verify-licence", basis="cla-he")


@pytest.mark.parametrize(
    ("ownership", "is_enough"),
    [
        ("owned", True),
        ("owned-not-catalogued", True),
        ("copyright-fee-paid", True),
        ("other", False),
        ("not-owned", False),
    ],
)
def test_cla_asks_for_an_owned_or_a_fee_paid_original(ownership, is_enough):
    # CLA HE licence, clause 3.2
    request = act(
        heard(unverified(), said()), "verify-licence", basis="cla-he", ownership=ownership
    )

    assert (lacks(request) == "") is is_enough


def test_a_fee_paid_copy_has_its_own_source_code():
    request = act(unverified(), "record-holdings", ownership="copyright-fee-paid")

    assert forms.values("verify-licence", request)["original"] == "C"


@pytest.mark.parametrize(
    ("original", "scanning", "digital", "words"),
    [
        ("A", YES, NO, ""),
        ("B", YES, NO, "CLA does not allow digital copying of this title: Excluded."),
        ("A", NO, YES, "CLA does not allow scanning of this title: Excluded."),
        ("B", NO, YES, ""),
        ("A", SILENT, YES, "CLA does not say that it allows scanning of this title: Show Nothing."),
    ],
)
def test_scanning_and_digital_copying_are_allowed_apart(original, scanning, digital, words):
    request = heard(unverified(), said(scanning=scanning, digital=digital))

    assert lacks(act(request, "verify-licence", basis="cla-he", original=original)) == words


@pytest.mark.parametrize("basis", sorted(licence.WITH_A_REASON))
def test_any_other_basis_has_a_recorded_reason_and_needs_no_coverage(basis):
    with pytest.raises(NotUnderstood, match="rests on"):
        act(unverified(), "verify-licence", basis=basis)

    assert lacks(act(unverified(), "verify-licence", basis=basis, note="their letter")) == ""


# -- days ----------------------------------------------------------------------------------------


def test_an_answer_past_its_day_blocks_until_it_is_checked_again():
    request = act(heard(unverified(), said()), "verify-licence", basis="cla-he")
    last = TODAY + MONTH

    assert lacks(request, last) == ""
    assert "check again" in lacks(request, last + timedelta(days=1))
    again = heard(request, replace(said(), valid_until=last + MONTH))
    assert lacks(again, last + timedelta(days=1)) == ""


def test_publishing_is_blocked_by_an_answer_past_its_day():
    request = act(heard(unverified(), said()), "verify-licence", basis="cla-he")

    with pytest.raises(Blocked, match="check again"):
        move(request, "publish", {}, moment(now=NOON + MONTH + timedelta(days=1)))


@pytest.mark.parametrize("state", [State.ARCHIVED, State.EXPIRED])
def test_what_was_live_can_be_checked_again_before_it_comes_back(state):
    offered = {
        row.action
        for row, _ in possible(ready(state=state), DIGITISER, replace(moment(), terms=ASKING))
    }

    assert {"check-again", "verify-licence", "record-coverage"} <= offered


def test_publishing_quotes_the_answers():
    request = act(heard(unverified(), said()), "verify-licence", basis="cla-he")

    event = move(request, "publish", {}, moment()).event

    assert event.said["licence"]["coverage"] == (
        f"covered (CLA on {TODAY}, valid until {TODAY + MONTH})"
    )
    assert event.said["licence"]["ownership"] == f"owned (Dan on {TODAY})"


def test_publishing_freezes_source_and_ownership():
    (copy,) = act(ready(), "publish").copies

    assert (copy.source, copy.ownership, copy.basis) == ("A", "owned", "cla-he")


def test_another_title_takes_the_answers_with_it():
    request = move(ready(), "assign-metadata", {"work": "w2"},
                   moment(found=replace(BOOK, id="w2", isbn="9780000000002")))  # fmt: skip

    assert request.request.answers == Answers()
    assert {"licence", "answers"} <= set(request.event.voids)


def test_another_record_of_the_same_title_keeps_the_answers():
    change = move(ready(), "assign-metadata", {"work": "w1"},
                  moment(found=replace(BOOK, pages=300)))  # fmt: skip

    assert change.request.answers == ANSWERS


def test_answers_are_the_same_after_they_were_stored():
    request = heard(unverified(), said(digital=SILENT))

    assert from_plain(Request, to_plain(request)).answers == request.answers


# -- a second extract ----------------------------------------------------------------------------

ORDER: dict[str, Any] = {"order": "SE-1", "price": "45.60", "page_count": 12, "students": 120}


@pytest.mark.parametrize(
    ("today", "september", "ends"),
    [
        (date(2026, 10, 5), False, date(2027, 7, 31)),
        (date(2026, 10, 5), True, date(2027, 9, 30)),
        (date(2027, 7, 31), False, date(2027, 7, 31)),
        (date(2027, 8, 1), False, date(2028, 7, 31)),
    ],
)
def test_a_second_extract_ends_with_its_year(today, september, ends):
    # CLA, Second Extract expiry dates: 31 July, may be moved to the end of September
    assert licence.ends(today, september) == ends


def test_a_second_extract_is_a_basis_of_its_own_with_its_order():
    request = act(unverified(), "second-extract", **ORDER)

    assert (request.licence.basis, request.licence.order.price) == ("second-extract", "45.60")
    assert request.licence.valid_until == licence.ends(TODAY, False)
    assert lacks(request) == ""


def test_its_copy_names_the_order_and_closes_with_it():
    (copy,) = act(act(unverified(), "second-extract", **ORDER), "publish").copies

    assert (copy.basis, copy.order) == ("second-extract", "SE-1")
    assert copy.closes is not None
    assert copy.closes <= licence.ends(TODAY, False)


def test_its_end_can_be_moved_after_the_year_has_turned():
    request = act(unverified(), "second-extract", **ORDER)
    year = request.licence.valid_until.year
    august = replace(moment(), now=NOON.replace(year=year, month=8, day=10))

    moved = move(request, "second-extract", ORDER | {"september": True}, august).request

    assert moved.licence.valid_until == date(year, 9, 30)


@pytest.mark.parametrize(
    "wrong",
    [{"order": ""}, {"price": "cheap"}, {"page_count": 0}, {"students": 0}, {"students": None}],
)
def test_an_order_is_whole(wrong):
    with pytest.raises(NotUnderstood):
        act(unverified(), "second-extract", **ORDER | wrong)


def test_a_second_extract_shares_no_link_with_the_blanket_licence():
    under_cla = act(act(ready(), "publish"), "archive", note="because")
    bought = act(act(unverified(), "second-extract", **ORDER), "publish")

    with pytest.raises(Refused, match="cannot share a link"):
        act(under_cla, "second-extract", **ORDER)
    with pytest.raises(Refused, match="cannot share a link"):
        act(act(bought, "archive", note="because"), "verify-licence", basis="cla-he")


def test_a_library_without_that_pack_has_no_second_extract():
    (house,) = (one for one in pack_shelf.every() if one.code == "house")
    terms = replace(TERMS, packs=(house,))
    now = replace(moment(), terms=terms)

    assert "second-extract" not in {row.action for row, _ in possible(ready(), DIGITISER, now)}
    with pytest.raises(Refused, match="packs"):
        move(unverified(), "second-extract", ORDER, now)


def test_a_second_extract_without_its_order_is_not_ready():
    request = ready(licence=Verification("second-extract", "Dan", TODAY))

    assert "order" in lacks(request)


# -- the question --------------------------------------------------------------------------------


def asked(change: Any) -> list[Message]:
    return [one for one in change.messages if one.what == permissions.KIND]


def test_a_title_that_is_matched_is_asked_about():
    request = a_request(state=State.ACTIVE)
    change = move(request, "assign-metadata", {"work": "w1"}, moment(found=BOOK))

    (message,) = asked(permissions.raised(request, change, ASKING))

    assert (message.to, message.facts) == ("cla", {"isn": BOOK.isbn})


def test_nothing_is_asked_where_no_service_is_configured():
    request = a_request(state=State.ACTIVE)
    change = move(request, "assign-metadata", {"work": "w1"}, moment(found=BOOK))

    assert asked(permissions.raised(request, change, TERMS)) == []


def test_what_leaves_the_title_as_it_is_asks_nothing():
    change = move(ready(), "note", {"note": "hello"}, moment())

    assert asked(permissions.raised(ready(), change, ASKING)) == []


def test_check_again_asks_past_what_is_kept():
    change = move(ready(), "check-again", {}, replace(moment(), terms=ASKING))

    (message,) = asked(permissions.raised(ready(), change, ASKING))

    assert message.facts == {"isn": BOOK.isbn, "again": "yes"}


def test_check_again_is_not_offered_where_there_is_no_service():
    assert "check-again" not in {row.action for row, _ in possible(ready(), DIGITISER, moment())}
    with pytest.raises(Refused, match="permission service"):
        act(ready(), "check-again")


def test_a_title_without_a_number_cannot_be_asked_about():
    with pytest.raises(Blocked, match="no ISBN or ISSN"):
        act(ready(work=replace(BOOK, isbn="")), "check-again", asks=True)


def test_an_answer_is_a_value_with_a_day():
    one = Answer(value="covered", source="person", checked_on=TODAY, valid_until=TODAY)

    assert not one.is_past(TODAY)
    assert one.is_past(TODAY + timedelta(days=1))


# -- holdings, as the list's own system has them --------------------------------------------------


def enriched(items: int | None, **known: Any) -> Request:
    request = a_request(state=State.NEW, **known)
    return move(request, "enrich", {"items": items}, moment(DESK, found=(None, None))).request


@pytest.mark.parametrize(("items", "holdings"), [(3, "print"), (None, "look-up-failed")])
def test_volumes_in_the_catalogue_are_holdings(items, holdings):
    one = enriched(items).answers.holdings

    assert one is not None
    assert (one.value, one.source, one.checked_on) == (holdings, "catalogue", TODAY)


def test_no_volume_is_not_yet_not_found_because_nobody_looked_for_electronic_copies():
    assert enriched(0).answers.holdings is None


def test_what_a_person_recorded_of_holdings_stays():
    by_dan = Answer(value="electronic", source="person", checked_on=TODAY)

    assert enriched(3, answers=Answers(holdings=by_dan)).answers.holdings == by_dan


def test_the_first_title_keeps_what_was_looked_up_with_it():
    request = replace(enriched(3), state=State.IN_PROGRESS)

    matched = move(request, "assign-metadata", {"work": "w1"}, moment(found=BOOK)).request

    assert matched.answers.holdings == request.answers.holdings
