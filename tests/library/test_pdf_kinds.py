"""The kinds of PDFs that reach a desk, each with the verdict a scanning technician would give."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Encryption, Name, Pdf

from chalicelib.library import pdf
from tests.library import pdfs

NAMELESS = ["no-title", "no-language"]


def plain(path: Path) -> Path:
    """Out of a word processor that names nothing."""
    made = pdfs.a_pdf()
    del made.docinfo["/Title"], made.Root["/Lang"]
    return pdfs.saved(made, path)


def archival(path: Path) -> Path:
    """PDF/A: metadata as XML, what colours mean, and tags."""
    made = pdfs.a_pdf()
    with made.open_metadata() as about:
        about["pdfaid:part"], about["pdfaid:conformance"] = "2", "A"
        about["dc:title"] = "A chapter"
    profile = made.make_stream(b"colours", N=3)
    made.Root.OutputIntents = Array([Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile)])
    made.Root.MarkInfo = Dictionary(Marked=True)
    return pdfs.saved(made, path)


def grey(path: Path) -> Path:
    """One page that is a picture in greys, scanned for the screen."""
    made = pdfs.scanned((794, 1123))
    del made.docinfo["/Title"], made.Root["/Lang"]
    return pdfs.saved(made, path)


def rotated(path: Path) -> Path:
    """Four pages of text; the file turns three of them, the third so that it is wide."""
    made = pdfs.a_pdf(4)
    for page, turn in zip(made.pages, (90, 180, 270, 360), strict=True):
        page.obj.Rotate = turn
    return pdfs.saved(made, path)


def scanned_sideways(path: Path) -> Path:
    """What was scanned on its side and is turned upright by the file: that is how it should be."""
    made = pdfs.a_pdf()
    page = made.pages[0].obj
    page.MediaBox, page.Rotate = Array([0, 0, 842, 595]), 90
    page.Contents = made.make_stream(b"BT 0 1 -1 0 0 0 Tm (words) Tj ET 0 0 10 10 re f")
    return pdfs.saved(made, path)


def many_pictures(path: Path) -> Path:
    """Six pages, some of words and some of pictures alone, in a file that says its name."""
    made = pdfs.a_pdf(3)
    del made.Root["/Lang"]
    with pdfs.scanned((2480, 3508), pages=2) as pictures:
        made.pages.extend(pictures.pages)
    with pdfs.a_pdf() as words:
        made.pages.extend(words.pages)
    return pdfs.saved(made, path)


def locked(path: Path) -> Path:
    return pdfs.saved(pdfs.a_pdf(), path, Encryption(owner="open", user="open"))


def several(path: Path) -> Path:
    return pdfs.saved(pdfs.a_pdf(4), path)


def nameless_with_attachment(path: Path) -> Path:
    made = pdfs.a_pdf()
    del made.docinfo["/Title"], made.Root["/Lang"]
    made.attachments["answers.txt"] = b"42"
    return pdfs.saved(made, path)


@pytest.mark.parametrize(
    ("made", "pages", "found"),
    [
        (plain, 1, NAMELESS),
        (archival, 1, []),
        (grey, 1, ["dpi", "no-text", *NAMELESS]),
        (rotated, 4, ["turned"]),
        (scanned_sideways, 1, []),
        (many_pictures, 6, ["some-text", "no-language"]),
        (locked, None, ["encrypted"]),
        (nameless_with_attachment, 1, ["active-removed", *NAMELESS]),
        (several, 4, []),
    ],
)
def test_each_kind_gets_the_verdict_that_a_scanning_technician_would_give(
    tmp_path: Path, made: Callable[[Path], Path], pages: int | None, found: list[str]
) -> None:
    checked = pdf.check(made(tmp_path / "a.pdf"), tmp_path / "mended.pdf")

    assert (checked.pages, [one.code for one in checked.findings]) == (pages, found)
    assert checked.blocked == (found == ["encrypted"])


def test_pages_that_the_file_turns_are_named_and_no_spreads(tmp_path: Path) -> None:
    checked = pdf.check(rotated(tmp_path / "a.pdf"), tmp_path / "mended.pdf")

    (said,) = checked.findings
    assert said.words.startswith("Pages 1-3: the text lies on its side or stands on its head.")
    assert said.page == 1


def test_pictures_alone_are_named_by_their_pages(tmp_path: Path) -> None:
    checked = pdf.check(many_pictures(tmp_path / "a.pdf"), tmp_path / "mended.pdf")

    without = next(one for one in checked.findings if one.code == "some-text")
    assert without.words == "Pages 4-5 have no text that can be searched or read aloud."
    assert without.page == 4


def test_a_greyscale_page_says_how_sharp_it_is(tmp_path: Path) -> None:
    checked = pdf.check(grey(tmp_path / "a.pdf"), tmp_path / "mended.pdf")

    assert "(the least 96)" in checked.findings[0].words


def test_the_pages_of_an_attachments_file_are_as_they_were(tmp_path: Path) -> None:
    file = nameless_with_attachment(tmp_path / "a.pdf")
    checked = pdf.check(file, tmp_path / "mended.pdf")

    with Pdf.open(tmp_path / "mended.pdf") as kept:
        assert checked.mended
        assert len(kept.attachments) == 0
        assert kept.pages[0].obj.Contents.read_bytes() == pdfs.DRAWING
