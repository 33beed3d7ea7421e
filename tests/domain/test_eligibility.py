"""What a list may ask for an item, and why not (A074-A084)."""

from dataclasses import replace

import pytest

from chalicelib.domain.eligibility import (
    LABELS,
    TESTS,
    Standing,
    mailing,
    opening,
    opens,
    options,
    switched_off,
    wanting,
)
from chalicelib.domain.request import Kind

BOOK = Standing(listed=True, course=True, open=False, items=1, file=False, rights="")
UPLOAD = replace(BOOK, items=0, file=True)


def shown(standing: Standing, kind: Kind, *off: Kind, trouble: str = "", quick: bool = False):
    one = next(one for one in options(standing, off, trouble, quick) if one.kind is kind)
    return one.standing, [code for code, _ in one.reasons]


def test_a_book_may_be_digitised_and_needs_no_clearance():
    assert shown(BOOK, Kind.DIGITISATION) == ("offered", [])
    assert shown(BOOK, Kind.CLEARANCE) == ("disabled", ["no-file"])


def test_an_uploaded_file_may_be_cleared_and_not_digitised():
    assert shown(UPLOAD, Kind.CLEARANCE) == ("offered", [])
    assert shown(UPLOAD, Kind.DIGITISATION) == ("disabled", ["no-item"])


@pytest.mark.parametrize(
    ("known", "kind", "standing", "code"),
    [
        ({"open": True}, Kind.DIGITISATION, "disabled", "open-request"),
        ({"items": 0}, Kind.DIGITISATION, "disabled", "no-item"),
        ({"course": False}, Kind.DIGITISATION, "hidden", "no-course"),
        ({"course": False, "file": True}, Kind.CLEARANCE, "hidden", "no-course"),
        ({"listed": False, "course": None}, Kind.DIGITISATION, "hidden", "not-listed"),
        ({"file": True, "rights": "self-declared"}, Kind.CLEARANCE, "disabled", "self-declared"),
        ({"file": True, "rights": "creative-commons"}, Kind.CLEARANCE, "disabled",
         "creative-commons"),
    ],
)  # fmt: skip
def test_each_condition_has_its_reason(known, kind, standing, code):
    assert shown(replace(BOOK, **known), kind) == (standing, [code])


def test_an_open_digitisation_does_not_stop_a_clearance():
    assert shown(replace(UPLOAD, open=True), Kind.CLEARANCE)[0] == "offered"


def test_what_the_institution_switched_off_is_hidden_whatever_is_known():
    assert shown(Standing(), Kind.DIGITISATION, Kind.DIGITISATION) == ("hidden", ["switched-off"])


def test_what_nobody_said_is_not_known_and_the_library_is_to_be_asked():
    ((_, words),) = options(Standing(), ())[0].reasons

    assert shown(Standing(), Kind.DIGITISATION) == ("not-known", ["not-known"])
    assert words.endswith("Ask the library.")


def test_why_it_is_not_known_is_said():
    one = options(Standing(), (), "Leganto did not answer in time.")[0]

    assert one.reasons[0][1] == "Leganto did not answer in time. Ask the library."


def test_what_is_surely_in_the_way_counts_more_than_what_is_not_known():
    assert shown(replace(BOOK, items=None, open=True), Kind.DIGITISATION)[0] == "disabled"


def test_the_quick_view_hides_what_the_full_view_disables():
    assert shown(BOOK, Kind.CLEARANCE, quick=True) == ("hidden", ["no-file"])
    assert shown(BOOK, Kind.DIGITISATION, quick=True) == ("offered", [])


def test_every_kind_that_may_be_asked_about_has_a_label():
    assert set(LABELS) == set(TESTS)


def test_an_institution_names_the_kinds_that_a_system_offers():
    off = switched_off({"leganto": {"offers": "digitisation"}, "talis": {"live": "LIVE"}})

    assert ("leganto", "copyright-clearance") in off
    assert ("leganto", "digitisation") not in off
    assert not [one for one in off if one[0] == "talis"]


def test_no_kind_at_all_may_be_offered():
    assert len(switched_off({"leganto": {"offers": ""}})) == len(Kind)


def test_a_kind_that_there_is_not_is_named():
    with pytest.raises(ValueError, match="scans"):
        switched_off({"leganto": {"offers": "digitisation, scans"}})


def test_who_mails_rejections_themselves_is_a_setting():
    assert mailing({"leganto": {"notifies": "true"}, "talis": {}}) == {"leganto"}


@pytest.mark.parametrize(
    ("known", "by_itself"),
    [
        ({}, True),
        ({"rights": "not-determined"}, True),
        ({"rights": "self-declared"}, False),
        ({"rights": "fair-use"}, False),
        ({"rights": "declined"}, False),
        ({"rights": "approved"}, False),
        ({"rights": "creative-commons"}, False),
        ({"rights": None}, False),
        ({"course": False}, False),
        ({"file": False}, False),
    ],
)
def test_the_form_for_clearance_opens_by_itself_for_what_nothing_settles(known, by_itself):
    standing = replace(UPLOAD, **known)

    opened = [one.kind for one in options(standing, ()) if opens(one, standing)]

    assert opened == ([Kind.CLEARANCE] if by_itself else [])


def test_whether_it_opens_by_itself_is_the_librarys_to_say():
    assert opening({"leganto": {"clearance_opens": "true"}, "talis": {}}) == {"leganto"}


def test_what_a_list_wants_approved_is_the_librarys_to_say():
    said = {"leganto": {"approval": "wanted"}, "talis": {"approval": "with-clearance"}, "dcs": {}}

    assert wanting(said) == {"leganto": "wanted", "talis": "with-clearance"}
    with pytest.raises(ValueError, match="leganto has approval sometimes"):
        wanting({"leganto": {"approval": "sometimes"}})
