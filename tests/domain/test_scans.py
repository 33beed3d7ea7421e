"""What may be uploaded, where it goes, and what its file is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.scans import (
    Named,
    acceptable,
    file_name,
    key_for,
    master_for,
    megabytes,
    named_by,
    range_finding,
)

ids = some.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=1, max_size=16)


@pytest.mark.parametrize(
    ("name", "said", "kind"),
    [
        ("chapter.pdf", "application/pdf", "application/pdf"),
        ("Page 1.TIF", "", "image/tiff"),
        ("page.jpeg", "application/octet-stream", "image/jpeg"),
        ("chapter", "application/pdf; charset=binary", "application/pdf"),
        ("IMG_0001.heic", "image/jpeg", "image/jpeg"),
    ],
)
def test_the_type_is_that_of_the_name_and_else_that_which_was_said(
    name: str, said: str, kind: str
) -> None:
    assert acceptable(name, 100, said) == kind


@pytest.mark.parametrize("name", ["chapter.docx", "page.svg", "chapter"])
def test_anything_but_a_pdf_or_a_picture_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(NotUnderstood, match="neither a PDF nor a picture") as refused:
        acceptable(name, 100, "text/html")

    assert refused.value.instead.startswith("Save the scan as a PDF, or as JPEG, PNG or TIFF")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(NotUnderstood, match="is empty"):
        acceptable("chapter.pdf", 0, "application/pdf")


@given(request=ids, scan=ids, file=some.just("") | ids)
def test_a_key_names_the_request_the_scan_and_the_file_it_was_made_for(
    request: str, scan: str, file: str
) -> None:
    assert named_by(key_for(request, scan, file)) == Named(request, scan, file)


@pytest.mark.parametrize("key", ["masters/7K/s1/a.pdf", "incoming/7K", "incoming/7K/s/1/x", "x"])
def test_other_keys_name_nothing(key: str) -> None:
    assert named_by(key) is None


def test_a_master_lies_where_no_upload_goes_under_its_own_digest() -> None:
    assert master_for("incoming/7K/s1", "ab12") == "masters/7K/s1/ab12.pdf"


def test_as_many_pages_as_asked_for_is_no_finding() -> None:
    assert range_finding(17, 17) is None


def test_nothing_is_compared_where_the_range_is_not_known() -> None:
    assert range_finding(17, None) is None


def test_another_number_of_pages_is_noted_and_blocks_nothing() -> None:
    finding = range_finding(1, 17)

    assert finding is not None
    assert finding.words.startswith("The file has 1 page, and the range asked for has 17.")
    assert not finding.blocking


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Consideration", "Consideration.pdf"),
        ("Offer/acceptance: a\tview?", "Offer acceptance a view.pdf"),
        ("Введение", "Введение.pdf"),
        ("../..\r\nSet-Cookie: x", "Set-Cookie x.pdf"),
        ("", "scan.pdf"),
        ("???", "scan.pdf"),
    ],
)
def test_a_file_is_called_after_its_title_without_what_file_systems_refuse(
    title: str, name: str
) -> None:
    assert file_name(title) == name


@pytest.mark.parametrize(
    ("size", "words"), [(300, "1 kB"), (84_000, "84 kB"), (3_240_000, "3.2 MB"), (10**8, "100 MB")]
)
def test_sizes_are_said_as_people_say_them(size: int, words: str) -> None:
    assert megabytes(size) == words
