"""Turns pictures (JPEG, PNG, TIFF with all its pages, GIF, BMP, WebP) into one PDF.

Nothing of a picture is lost: img2pdf puts its dots into the PDF as they came, or packs them
without loss. What takes more dots, pages, time or memory than a scan ever has is not unpacked.
"""

import io
import json
import struct
import sys
import warnings
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.domain.scans import Finding
from chalicelib.library import pdf_apart
from chalicelib.library.pdf_apart import MEMORY, SECONDS

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 1_000
#: One picture: an A2 sheet at 600 dpi has 139 million dots.
MOST_DOTS = 200_000_000
MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"GIF8", "GIF"),
    (b"BM", "BMP"),
    (b"RIFF", "WEBP"),
)
#: Kinds that go into a PDF as they are; of the others each frame is packed anew, without loss.
AS_IT_IS = frozenset({"JPEG", "PNG"})
#: Below this a picture most likely does not know its resolution: cameras write 72, screens 96.
BELIEVED = 100
#: The long side of A4, in points.
A4 = 842.0
INCH = 72
#: Pillow says damage of a picture with any of these, besides its own.
FAULTS = (ValueError, KeyError, TypeError, IndexError, EOFError, OverflowError, UserWarning)

DAMAGED = "The picture is damaged and cannot be read. Scan it again, or save it again."
NOT_TURNED = "The picture is of a kind that cannot be put into a PDF. Save it as a PDF or a TIFF."
TOO_MUCH = (
    "The picture could not be put into a PDF: it takes more time or memory than a scan ever "
    "should. Scan it again at 300 to 600 dpi, or upload a PDF."
)
FLAT = "The picture had see-through parts; they are white now."
ASSUMED = (
    "The picture does not say its resolution. Its size is taken for A4, which makes {dpi} dots "
    "an inch: if the sheet was larger, it is less sharp than that."
)


@dataclass(frozen=True, slots=True)
class Turned:
    """What came of a picture; written only where nothing in the findings is blocking."""

    findings: tuple[Finding, ...] = ()
    pages: int | None = None

    @property
    def blocked(self) -> bool:
        return any(finding.blocking for finding in self.findings)


def kind_of(head: bytes) -> str:
    """Which kind of picture begins so; empty where it is none that can be turned."""
    found = next((kind for mark, kind in MARKS if head.startswith(mark)), "")
    return "" if found == "WEBP" and head[8:12] != b"WEBP" else found


def turn(path: Path, into: Path, *, seconds: int = SECONDS, memory: int = MEMORY) -> Turned:
    """This picture as a PDF, written to `into`, within so many seconds and bytes."""
    told = pdf_apart.run(__name__, (path, into), seconds, memory).lines
    if not told:
        return _blocked("too-much", TOO_MUCH)
    found = json.loads(told[-1])
    return Turned(tuple(Finding(**one) for one in found["findings"]), found["pages"])


def made(path: Path, into: Path) -> Turned:
    """The turning itself, without limits of its own; only ever called in the second process."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = None  # _frames asks for itself, before a dot is unpacked
    # A TIFF whose list of pages or tags breaks off is no more than a warning to Pillow.
    warnings.filterwarnings("error", "Corrupt EXIF data|Truncated File Read")
    kinds = sorted({kind for _, kind in MARKS})
    try:
        with Image.open(path, formats=kinds) as picture:
            return _written(picture, path, into)
    except TooLarge as much:
        return _blocked(much.code, str(much))
    except (UnidentifiedImageError, OSError, SyntaxError, struct.error, *FAULTS):
        return _blocked("damaged", DAMAGED)


class TooLarge(Exception):
    """More dots or pages than a scan ever has."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


def _written(picture: "Image", path: Path, into: Path) -> Turned:
    import img2pdf

    kind, pages = picture.format or "", getattr(picture, "n_frames", 1)
    if pages > MOST_PAGES:
        words = f"The picture has {pages} pages, and the desk takes {MOST_PAGES}. Send it in parts."
        raise TooLarge("too-many-pages", words)
    layout, flat = Layout(), list[int]()
    given: list[Any] = [str(path)]
    try:
        if kind in AS_IT_IS and pages == 1 and not _see_through(picture):
            _dots(picture)
            picture.load()  # it goes in as it is, so that it is whole must be seen first
        else:
            given = list(_frames(picture, pages, flat))
        with into.open("wb") as file:
            img2pdf.convert(
                given, outputstream=file, layout_fun=layout,
                rotation=img2pdf.Rotation.ifvalid, nodate=True, engine=img2pdf.Engine.pikepdf,
            )  # fmt: skip
    except (
        img2pdf.ImageOpenError, img2pdf.AlphaChannelError, img2pdf.UnsupportedColorspaceError,
        img2pdf.JpegColorspaceError, img2pdf.PdfTooLargeError, img2pdf.NegativeDimensionError,
        NotImplementedError,
    ):  # fmt: skip
        return _blocked("not-turned", NOT_TURNED)
    found = [Finding(FLAT, code="flattened", page=flat[0])] if flat else []
    if layout.assumed:
        page, dpi = layout.assumed[0]
        found.append(Finding(ASSUMED.format(dpi=dpi), code="dpi-assumed", page=page))
    return Turned(tuple(found), pages)


def _frames(picture: "Image", pages: int, flat: list[int]) -> Iterator[bytes]:
    """Each page of the picture by itself; the numbers of those made opaque go into `flat`."""
    for number in range(pages):
        picture.seek(number)
        _dots(picture)
        yield _packed(picture, number + 1, flat)


def _dots(picture: "Image") -> None:
    dots = picture.width * picture.height
    if dots > MOST_DOTS:
        words = (
            f"The picture has {dots // 1_000_000} million dots, and the desk takes "
            f"{MOST_DOTS // 1_000_000} million. Scan it again at 300 to 600 dpi."
        )
        raise TooLarge("too-many-dots", words)


def _see_through(picture: "Image") -> bool:
    return "A" in picture.getbands() or "transparency" in picture.info


def _packed(picture: "Image", number: int, flat: list[int]) -> bytes:
    """One page as a file of its own, without loss: black and white as TIFF, all else as PNG."""
    from PIL import Image

    page = picture.copy()
    if _see_through(page):
        flat.append(number)
        under = Image.new("RGBA", page.size, "white")
        page = Image.alpha_composite(under, page.convert("RGBA")).convert("RGB")
    elif page.mode not in ("1", "L", "P", "RGB", "I;16", "CMYK"):
        page = page.convert("L" if page.mode in ("I", "F", "I;16B", "I;16L") else "RGB")
    dpi = picture.info.get("dpi")
    told: dict[str, Any] = {"dpi": tuple(float(one) for one in dpi)} if dpi else {}
    out = io.BytesIO()
    if page.mode == "1":
        page.save(out, "TIFF", compression="group4", **told)
    elif page.mode == "CMYK":
        page.save(out, "TIFF", compression="tiff_lzw", **told)
    else:
        page.save(out, "PNG", compress_level=6, **told)
    return out.getvalue()


class Layout:
    """How large a picture is on its page: as large as its resolution says, if it knows it."""

    def __init__(self) -> None:
        self.pages = 0
        self.assumed: list[tuple[int, int]] = []

    def __call__(
        self, width: int, height: int, dpi: tuple[float, float]
    ) -> tuple[float, float, float, float]:
        """Sizes of the page and of the picture on it, in points."""
        self.pages += 1
        across, up = (max(float(one), 1.0) for one in dpi)
        large = max(width / across, height / up) * INCH
        if min(across, up) < BELIEVED and large > A4:
            across = up = max(width, height) / (A4 / INCH)
            self.assumed.append((self.pages, round(across)))
        size = (max(width / across * INCH, 3.0), max(height / up * INCH, 3.0))
        return (*size, *size)


def _blocked(code: str, words: str) -> Turned:
    return Turned((Finding(words, True, code),))


def main(argv: list[str]) -> None:
    """The second process: says what came of it, as JSON; nothing where it did not get so far."""
    import img2pdf  # noqa: F401  # what is missing from the package must not pass for a bad file

    path, into = map(Path, pdf_apart.limited(argv))
    done = made(path, into)
    print(json.dumps({"pages": done.pages, "findings": [asdict(one) for one in done.findings]}))
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
