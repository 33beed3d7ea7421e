"""Pictures become PDFs without loss, within limits; what cannot is said in words."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageChops

from chalicelib.library import pdf, pdf_pictures
from chalicelib.library.pdf_pictures import Turned
from tests.library import pictures

Turn = Callable[..., Turned]
OPENED: list[pikepdf.Pdf] = []


@pytest.fixture
def out(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "turned.pdf"
    while OPENED:
        OPENED.pop().close()


@pytest.fixture
def turn(out: Path) -> Turn:
    def turned(path: Path, **limits: int) -> Turned:
        return pdf_pictures.turn(path, out, **limits)

    return turned


@pytest.mark.parametrize(
    ("kind", "mode"),
    [("JPEG", "L"), ("JPEG", "RGB"), ("PNG", "L"), ("PNG", "RGB"), ("PNG", "1"), ("PNG", "I;16"),
     ("TIFF", "1"), ("TIFF", "RGB"), ("TIFF", "CMYK"), ("BMP", "RGB"), ("WEBP", "RGB"),
     ("GIF", "L"), ("GIF", "P")],
)  # fmt: skip
def test_each_kind_of_picture_becomes_a_pdf_of_one_page_that_passes_its_check(
    turn: Turn, out: Path, tmp_path: Path, kind: str, mode: str
) -> None:
    page = pictures.a_page((1240, 1754), "L").convert(mode)
    made = pictures.saved(
        page, tmp_path / "a", kind, **({"lossless": True} if kind == "WEBP" else {})
    )

    turned = turn(made)

    checked = pdf.check(out, tmp_path / "mended.pdf")
    assert (turned.pages, turned.blocked) == (1, False)
    assert (checked.pages, checked.blocked, checked.mended) == (1, False, False)


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("TIFF", "1"), ("TIFF", "L")])
def test_not_one_dot_of_a_picture_is_lost(
    turn: Turn, out: Path, tmp_path: Path, kind: str, mode: str
) -> None:
    page = pictures.a_page((620, 877), mode)
    turn(pictures.saved(page, tmp_path / "a", kind, dpi=(75, 75)))

    (inside,) = first_page(out).images.values()

    seen = pikepdf.PdfImage(as_stream(inside)).as_pil_image().convert("RGB")
    assert ImageChops.difference(seen, page.convert("RGB")).getbbox() is None


def test_a_jpeg_goes_in_byte_for_byte(turn: Turn, out: Path, tmp_path: Path) -> None:
    made = pictures.saved(pictures.a_page(), tmp_path / "a.jpg", "JPEG", dpi=(300, 300))

    turn(made)

    (inside,) = first_page(out).images.values()
    assert inside.read_raw_bytes() == made.read_bytes()


def test_all_pages_of_a_tiff_come_in_their_order(turn: Turn, out: Path, tmp_path: Path) -> None:
    turned = turn(pictures.tiff(tmp_path / "a.tif", 3))

    with pikepdf.open(out) as whole:
        lines = [dark(page) for page in whole.pages]
    assert (turned, len(lines)) == (Turned((), 3), 3)
    assert lines == sorted(set(lines))


def first_page(path: Path) -> pikepdf.Page:
    """The page, in a file that stays open as long as the page is used."""
    OPENED.append(pikepdf.open(path))
    return OPENED[-1].pages[0]


def dark(page: pikepdf.Page) -> int:
    (inside,) = page.images.values()
    return int(pikepdf.PdfImage(as_stream(inside)).as_pil_image().convert("L").histogram()[0])


def test_a_page_is_as_large_as_its_resolution_says(turn: Turn, out: Path, tmp_path: Path) -> None:
    turn(pictures.saved(pictures.a_page(), tmp_path / "a.jpg", "JPEG", dpi=(300, 300)))

    _, _, width, height = first_page(out).mediabox.as_list()
    assert (round(float(width)), round(float(height))) == (595, 842)


@pytest.mark.parametrize(("dots", "dull"), [((2480, 3508), False), ((1240, 1754), True)])
def test_the_resolution_of_a_picture_is_measured_as_that_of_a_pdf(
    turn: Turn, out: Path, tmp_path: Path, dots: tuple[int, int], dull: bool
) -> None:
    dpi = dots[0] // 8.27
    turn(pictures.saved(pictures.a_page(dots), tmp_path / "a.jpg", "JPEG", dpi=(dpi, dpi)))

    found = pdf.check(out, tmp_path / "mended.pdf").findings

    assert any(one.code == "dpi" and one.page == 1 for one in found) is dull


@pytest.mark.parametrize("told", [{}, {"dpi": (72, 72)}])
def test_a_photograph_that_does_not_know_its_resolution_is_taken_for_a4_and_that_is_said(
    turn: Turn, out: Path, tmp_path: Path, told: dict[str, Any]
) -> None:
    turned = turn(pictures.saved(pictures.a_page((3000, 4000)), tmp_path / "a.jpg", "JPEG", **told))

    (said,) = turned.findings
    assert (said.code, said.page, said.blocking) == ("dpi-assumed", 1, False)
    assert "makes 342 dots an inch" in said.words
    assert round(float(first_page(out).mediabox[3])) == 842


def test_a_photograph_held_sideways_is_turned_as_the_camera_says(
    turn: Turn, out: Path, tmp_path: Path
) -> None:
    turning = Image.Exif()
    turning[0x0112] = 6
    turn(pictures.saved(pictures.a_page((800, 600)), tmp_path / "a.jpg", "JPEG", exif=turning))

    assert first_page(out).obj.Rotate == 90


def test_what_was_see_through_is_white_and_that_is_said(
    turn: Turn, out: Path, tmp_path: Path
) -> None:
    clear = Image.new("RGBA", (600, 800), (0, 0, 0, 0))

    turned = turn(pictures.saved(clear, tmp_path / "a.png", "PNG"))

    (inside,) = first_page(out).images.values()
    assert [one.code for one in turned.findings] == ["flattened"]
    assert pikepdf.PdfImage(as_stream(inside)).as_pil_image().convert("L").getextrema() == (
        255,
        255,
    )


def as_stream(inside: Any) -> pikepdf.Stream:
    assert isinstance(inside, pikepdf.Stream)
    return inside


def cut_short(path: Path) -> Path:
    whole = pictures.saved(pictures.a_page(), path, "JPEG", dpi=(300, 300)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    return path


def tiff_cut_short(path: Path) -> Path:
    path.write_bytes(pictures.tiff(path, 3).read_bytes()[:3_000])
    return path


def empty_inside(path: Path) -> Path:
    path.write_bytes(pictures.png(1_000, 1_000, b""))
    return path


def only_a_mark(path: Path) -> Path:
    path.write_bytes(b"II*\0" + bytes(200))
    return path


@pytest.mark.parametrize("made", [cut_short, tiff_cut_short, empty_inside, only_a_mark])
def test_a_damaged_picture_is_blocked_in_words(
    turn: Turn, tmp_path: Path, made: Callable[[Path], Path]
) -> None:
    (finding,) = turn(made(tmp_path / "a")).findings

    assert (finding.code, finding.blocking) == ("damaged", True)
    assert finding.words == pdf_pictures.DAMAGED


def test_a_picture_of_too_many_dots_is_never_unpacked(turn: Turn, tmp_path: Path) -> None:
    begun = time.monotonic()

    (finding,) = turn(pictures.a_bomb(tmp_path / "a.png")).findings

    assert finding.blocking
    assert "10000 million dots, and the desk takes 200 million" in finding.words
    assert time.monotonic() - begun < 10


def test_more_pages_than_a_scan_ever_has_are_refused(turn: Turn, tmp_path: Path) -> None:
    (finding,) = turn(pictures.many_small(tmp_path / "a.tif", 1_001)).findings

    assert finding.blocking
    assert "1001 pages, and the desk takes 1000" in finding.words


@pytest.mark.parametrize(
    ("made", "limit"),
    [
        (pictures.nearly_a_bomb, {"memory": 250_000_000}),
        (pictures.colourful, {"seconds": 1}),
    ],
)
def test_what_costs_too_much_time_or_memory_is_stopped(
    turn: Turn, tmp_path: Path, made: Callable[[Path], Path], limit: dict[str, int]
) -> None:
    (finding,) = turn(made(tmp_path / "a"), **limit).findings

    assert (finding.code, finding.words) == ("too-much", pdf_pictures.TOO_MUCH)
    assert finding.blocking


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"MM\0*", "TIFF"),
        (b"RIFF\0\0\0\0WEBP", "WEBP"),
        (b"RIFF\0\0\0\0WAVE", ""),
        (b"%PDF-1.7", ""),
        (b"<svg", ""),
    ],
)
def test_a_kind_is_known_by_its_first_bytes_whatever_the_name(head: bytes, kind: str) -> None:
    assert pdf_pictures.kind_of(head) == kind
