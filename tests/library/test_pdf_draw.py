"""Pictures of pages: what stands where on a sheet, and what a page made to harm comes to."""

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from chalicelib.domain.pictures import COLUMNS, HEIGHT, WIDTH
from chalicelib.library import pdf_apart, pdf_draw
from tests.library import pdfs

DARK = b"0 0 595 842 re f"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "master.pdf"


def a_pdf(pages: int, *dark: int) -> pikepdf.Pdf:
    """White pages, but those that are named are black from edge to edge."""
    pdf = pikepdf.Pdf.new()
    for number in range(1, pages + 1):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[-1].obj.Contents = pdf.make_stream(DARK if number in dark else b"")
    return pdf


def greys(sheet: Path, count: int) -> list[int]:
    """The grey in the middle of each place of a sheet, row by row."""
    with Image.open(sheet) as picture:
        grey = picture.convert("L")
        found = []
        for place in range(count):
            column, row = place % COLUMNS, place // COLUMNS
            at = column * WIDTH + WIDTH // 2, row * HEIGHT + HEIGHT // 2
            found.append(int(str(grey.getpixel(at))))
    return found


def test_each_page_stands_in_its_place_of_a_sheet_row_by_row(file: Path, tmp_path: Path) -> None:
    pdfs.saved(a_pdf(8, 3, 7), file)

    drawn = pdf_draw.draw(file, tmp_path)

    dark = [place for place, grey in enumerate(greys(tmp_path / "1.jpg", 8), 1) if grey < 60]
    assert (drawn, dark) == (8, [3, 7])


def test_a_sheet_is_as_high_as_its_pages_need(file: Path, tmp_path: Path) -> None:
    pdfs.saved(a_pdf(23), file)

    pdf_draw.draw(file, tmp_path)

    with Image.open(tmp_path / "1.jpg") as full, Image.open(tmp_path / "2.jpg") as rest:
        assert (full.size, rest.size) == ((1800, 1920), (1800, 480))


def test_a_long_scan_has_pictures_of_its_first_pages(file: Path, tmp_path: Path) -> None:
    pdfs.saved(a_pdf(60), file)

    assert pdf_draw.draw(file, tmp_path, most=40) == 40
    assert sorted(one.name for one in tmp_path.glob("*.jpg")) == ["1.jpg", "2.jpg"]


@pytest.mark.parametrize("size", [(14_400, 3), (3, 14_400), (14_400, 14_400)])
def test_a_page_of_any_shape_keeps_within_its_place(
    file: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    pdf = a_pdf(3, 1, 3)
    pdf.pages[1].mediabox = pikepdf.Array([0, 0, *size])
    pdfs.saved(pdf, file)

    assert pdf_draw.draw(file, tmp_path) == 3

    first, _, last = greys(tmp_path / "1.jpg", 3)
    assert (first < 60, last < 60) == (True, True)


def test_a_page_that_costs_too_much_memory_stays_white_and_the_others_are_drawn(
    file: Path, tmp_path: Path
) -> None:
    pdf = a_pdf(4, 1, 4)
    huge = pdfs.scanned((14_000, 14_000))
    pdf.pages.insert(1, huge.pages[0])
    pdfs.saved(pdf, file)

    assert pdf_draw.draw(file, tmp_path, memory=300_000_000) == 5

    first, *_, last = greys(tmp_path / "1.jpg", 5)
    assert (first < 60, last < 60) == (True, True)


def test_a_page_that_ends_the_process_is_left_out_by_the_next(file: Path, tmp_path: Path) -> None:
    said: list[Sequence[object]] = []

    def run(module: str, told: Sequence[object], seconds: int, memory: int) -> pdf_apart.Told:
        said.append(told[3:])
        lines = (("page 20", "drawn 20", "page 21", "page 22"), ("page 40", "drawn 40", "end"))
        return pdf_apart.Told(lines[len(said) - 1])

    assert pdf_draw.draw(file, tmp_path, run=run) == 40
    assert said == [(0,), (20, 22)]


def test_what_takes_too_long_keeps_the_sheets_that_are_done(file: Path, tmp_path: Path) -> None:
    slow = a_pdf(25)
    for page in slow.pages[20:]:
        page.obj.Contents = slow.make_stream(b"0 0 595 842 re f " * 2_000_000)
    pdfs.saved(slow, file)

    assert pdf_draw.draw(file, tmp_path, seconds=3) == 20


def test_what_is_no_pdf_has_no_pictures(file: Path, tmp_path: Path) -> None:
    file.write_bytes(b"%PDF-1.7 and nothing else")

    assert pdf_draw.draw(file, tmp_path) == 0
