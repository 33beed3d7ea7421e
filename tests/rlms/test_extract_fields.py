"""What each reading list says of the text itself: chapter, article, volume, issue, DOI, pages."""

from typing import Any

import pytest

from chalicelib.domain.calls import Delivery
from chalicelib.domain.intake import Asked
from chalicelib.domain.works import Extract, Portion
from chalicelib.rlms import _webhook_events, keylinks, leganto, talis
from tests.rlms.deliveries import an_event
from tests.rlms.openurls import KEY, a_form


def dcs(**said: str) -> Extract:
    wish = {"hei": "44", "academicname": "Jo", "emailaddress": "jo@example.edu",
            "coursecode": "HIS101", "title": "A history", **said}  # fmt: skip
    return extract(keylinks.ADAPTER.read(Delivery("POST", "/dcs/v2/SubmitRequest", wish, {}, b"")))


def openurl(**said: str) -> Extract:
    form = {name.replace("_", ".", 1): held for name, held in said.items()}
    return extract(talis.ADAPTER.chosen({"api_key": KEY}).read(a_form(**form)))


def alma(**said: Any) -> Extract:
    return extract(leganto.ADAPTER.read(an_event(**said)))


def webhook(**said: Any) -> Extract:
    event = {"type": _webhook_events.CREATED, "data": {"work_title": "A history", **said}}
    return extract(_webhook_events.heard(event, "m1"))


def extract(heard: object) -> Extract:
    assert isinstance(heard, Asked), heard
    return heard.extract


def test_a_dcs_client_names_a_chapter_and_its_number():
    told = dcs(book="true", extracttitle="Trade", chapternumber="3", pagerange="10-20")

    assert (told.portion, told.chapter, told.page_count) == (Portion.CHAPTER, "3", 11)


def test_a_dcs_client_names_an_article_with_volume_and_issue():
    told = dcs(book="false", extracttitle="Time", isn="0031-2746", volume="38", issue="1",
               doi="10.1093/past/38.1.56")  # fmt: skip

    assert (told.portion, told.volume, told.issue) == (Portion.ARTICLE, "38", "1")
    assert told.doi == "10.1093/past/38.1.56"


def test_pages_of_a_book_that_name_no_chapter_are_just_pages():
    assert dcs(book="true", pagerange="10-20").portion is Portion.PAGES


@pytest.mark.parametrize(
    ("genre", "portion"),
    [("article", Portion.ARTICLE), ("bookitem", Portion.CHAPTER), ("proceeding", Portion.PAPER)],
)
def test_an_openurl_says_what_it_is_by_its_genre(genre: str, portion: Portion):
    known = {"rft_genre": genre, "rft_atitle": "Time", "rft_volume": "38", "rft_issue": "1"}

    told = openurl(**known, rft_doi="10.1093/past/38.1.56")

    assert told.portion is portion
    assert (told.volume, told.issue, told.doi) == ("38", "1", "10.1093/past/38.1.56")


def test_alma_says_a_whole_chapter_and_whether_pictures_are_wanted():
    told = alma(isbn="9780199535569", full_chapter="true", comment="Include Images: Yes")

    assert (told.portion, told.images) == (Portion.CHAPTER, True)


def test_alma_says_the_issue_of_a_journal():
    told = alma(issn="0031-2746", isbn=None, chapter_or_article_title="Time", volume="38",
                issue="1", full_chapter=None)  # fmt: skip

    assert (told.portion, told.volume, told.issue) == (Portion.ARTICLE, "38", "1")


def test_a_webhook_says_all_there_is():
    told = webhook(title="Time", author="Ash, T.", chapter="4", portion="short-work", volume="38",
                   issue="1", doi="https://doi.org/10.1000/A", pages="249-275, Index",
                   images=False, title_page=True)  # fmt: skip

    assert told == Extract(
        "Time", "Ash, T.", "4", "249-275, Index", None, Portion.SHORT, "38", "1", 0,
        "10.1000/a", False, True,
    )  # fmt: skip


def test_a_word_that_the_desk_does_not_know_is_left_to_staff():
    assert webhook(portion="fresco", images="maybe").portion is Portion.PAGES
    assert webhook(images="maybe").images is None
