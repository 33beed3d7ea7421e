"""Physical and electronic digitisation: changed only where an item of the other kind is known."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from chalicelib.domain import openurl
from chalicelib.domain.errors import Blocked, Refused
from chalicelib.domain.licence import Answer
from chalicelib.domain.lifecycle import move, possible
from chalicelib.domain.request import Item, Medium
from chalicelib.domain.works import Extract, Work, WorkKind
from tests.domain.a_request import ANSWERS, BOOK, TODAY, moment, ready


def held(value, source="person", **known):
    holdings = Answer(value=value, source=source, checked_on=TODAY)
    return ready(answers=replace(ANSWERS, holdings=holdings), **known)


def test_it_goes_electronic_where_the_library_has_it_so():
    change = move(held("print-and-electronic", item=Item.EXPECTED), "go-electronic", {}, moment())

    after = change.request
    assert (after.medium, after.item) == (Medium.ELECTRONIC, Item.NONE)
    assert after.answers.original.value == "B"
    assert (change.event.before, change.event.after) == ("physical", "electronic")


def test_it_goes_back_to_physical_where_the_library_has_it_in_print():
    request = held("print", medium=Medium.ELECTRONIC)

    after = move(request, "go-physical", {}, moment()).request

    assert (after.medium, after.answers.original.value) == (Medium.PHYSICAL, "A")


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        (ready(), "is not known yet: record the holdings"),
        (held("look-up-failed"), "is not known yet: record the holdings"),
        (held("print"), "does not have this title electronically"),
        (held("print", source="catalogue"), "nobody has looked for an electronic item"),
    ],
)
def test_what_no_electronic_item_fulfils_stays_physical_and_says_why(request_, words):
    with pytest.raises(Blocked, match=words):
        move(request_, "go-electronic", {}, moment())


def test_a_volume_at_the_desk_goes_back_first():
    request = held("print-and-electronic", item=Item.AT_DESK)

    with pytest.raises(Refused, match="at the desk"):
        move(request, "go-electronic", {}, moment())


def test_only_the_other_kind_is_offered():
    names = {row.action for row, _ in possible(ready(), moment().by, moment())}

    assert "go-electronic" in names
    assert "go-physical" not in names


def test_a_chapter_is_shown_to_the_resolver_as_openurl_1_0():
    extract = Extract("The first chapter", "Ann Author", "1", "1-12", 12, doi="10.1000/x")

    shown = openurl.address("https://resolver.example/r?vid=1", BOOK, extract)

    said = parse_qs(urlsplit(shown).query)
    assert said["vid"] == ["1"]
    assert said["ctx_ver"] == ["Z39.88-2004"]
    assert said["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert said["rft.genre"] == ["bookitem"]
    assert (said["rft.btitle"], said["rft.isbn"]) == (["A history"], ["9780199535569"])
    assert (said["rft.pages"], said["rft_id"]) == (["1-12"], ["info:doi/10.1000/x"])
    assert "rft.date" not in said


def test_an_article_is_shown_with_its_journal():
    work = Work(id="j", title="Past & Present", issn="0031-2746", kind=WorkKind.JOURNAL)
    extract = Extract("On crowds", volume="50", issue="1", pages="76-136")

    said = parse_qs(urlsplit(openurl.address("https://resolver.example/", work, extract)).query)

    assert (said["rft.genre"], said["rft.jtitle"]) == (["article"], ["Past & Present"])
    assert (said["rft.volume"], said["rft.issn"]) == (["50"], ["0031-2746"])
    assert "rft_id" not in said
