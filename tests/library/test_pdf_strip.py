"""Old cover sheets are taken off a PDF, and what is left is whole."""

from pathlib import Path

import pikepdf
import pytest

from chalicelib.library.pdf_strip import strip
from tests.library import pdfs


def numbered(pages: int, path: Path) -> Path:
    """A PDF whose pages say which they are."""
    pdf = pdfs.a_pdf(pages)
    for number, page in enumerate(pdf.pages, 1):
        page.obj.Contents = pdf.make_stream(b"BT (page %d) Tj ET" % number)
    return pdfs.saved(pdf, path)


def drawn(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        return [page.obj.Contents.read_bytes() for page in pdf.pages]


@pytest.mark.parametrize(("front", "back"), [(1, 0), (0, 1), (2, 3), (0, 0)])
def test_exactly_those_sheets_are_gone_and_the_file_stays_as_it_came(
    front: int, back: int, tmp_path: Path
) -> None:
    path, into = numbered(8, tmp_path / "a.pdf"), tmp_path / "b.pdf"
    as_it_came = path.read_bytes()

    done = strip(path, into, front, back)

    assert done.pages == 8 - front - back
    assert drawn(into) == drawn(path)[front : 8 - back]
    assert path.read_bytes() == as_it_came
    with pikepdf.open(into) as left:
        assert left.check() == []
        assert left.docinfo.Title == "A chapter"
        assert left.Root.Lang == "en-GB"


@pytest.mark.parametrize(("front", "back"), [(3, 0), (0, 3), (2, 1), (20, 20)])
def test_numbers_that_leave_nothing_are_said_in_words(
    front: int, back: int, tmp_path: Path
) -> None:
    done = strip(numbered(3, tmp_path / "a.pdf"), tmp_path / "b.pdf", front, back)

    assert done.pages == 0
    assert f"3 pages, and {front} in front and {back} at the back" in done.words
    assert "Correct StripFront and StripBack" in done.words
    assert not (tmp_path / "b.pdf").exists()


def test_a_file_that_takes_for_ever_is_given_up(tmp_path: Path) -> None:
    done = strip(numbered(3, tmp_path / "a.pdf"), tmp_path / "b.pdf", 1, 0, seconds=0)

    assert (done.pages, "could not be taken off" in done.words) == (0, True)


def test_a_file_that_cannot_be_opened_is_given_up_in_words(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7 and nothing else")

    assert "could not be taken off" in strip(path, tmp_path / "b.pdf", 1, 0).words
