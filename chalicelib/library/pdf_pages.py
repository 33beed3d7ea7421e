"""What a scanning technician would remark about a PDF: sharpness, spreads, blanks, text, names.

Nothing here blocks a scan; each remark names its pages, so that somebody can look at them. The
measures: 300 dots an inch is what text recognition wants (University of York's and Harvard's
guides for scanning reserves); a page a fifth wider than it is high is taken for two pages of a
book. Nothing is drawn: pictures are only measured, and looked at in little to see whether a page
is empty.
"""

import math
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from chalicelib.domain.scans import Finding
from chalicelib.library import page_words

if TYPE_CHECKING:
    import pikepdf

DPI = 300
#: Half a dot is lost when a page size is rounded, and nobody sees 295 for 300.
NEARLY = 0.95
INCH = 72
SPREAD = 1.2
#: Stamps and logos are smaller than this share of the page, and say nothing of the scan.
SMALL = 0.25
#: A picture of a blank sheet has hardly a shade: so far apart are its lightest and darkest grey.
SHADES = 24
#: What one page may cost, and all of them together, before the rest goes unremarked.
MOST_OPERATIONS, SECONDS = 200_000, 20.0
#: Text is straight up to ten degrees to either side.
STRAIGHT = frozenset({*range(11), *range(350, 360)})
SHOWS_TEXT = frozenset({"Tj", "TJ", "'", '"'})
Matrix = tuple[float, float, float, float]
UPRIGHT: Matrix = (1, 0, 0, 1)


@dataclass(slots=True)
class Sheet:
    """One page as far as it was looked at; sizes in points, `dpi` of its least sharp picture."""

    number: int
    width: float
    height: float
    text: bool = False
    drawn: bool = False
    dpi: int | None = None
    blank: bool = False
    #: Above nothing where more of its text is shown turned than upright.
    lies: int = 0

    @property
    def is_wide(self) -> bool:
        return self.width > self.height * SPREAD and self.lies <= 0


def remarks(pdf: "pikepdf.Pdf") -> list[Finding]:
    """All that there is to remark, in words that name the pages; usually little."""
    sheets, whole = _sheets(pdf)
    said = [
        *_sharpness(sheets),
        *_named([one for one in sheets if one.lies > 0], LIES, "turned"),
        *_named([one for one in sheets if one.is_wide], SPREADS, "spread"),
        *_named([one for one in sheets if one.blank], BLANK, "blank"),
        *_text(sheets),
        *_names(pdf),
    ]
    if not whole:
        words = f"Only the first {len(sheets)} pages were looked at so closely."
        said.append(Finding(words, code="not-looked", page=len(sheets) + 1))
    return said


LIES = "{pages}: the text lies on its side or stands on its head. Turn the pages before use."
SPREADS = "{pages} {are} wider than high: perhaps two book pages on one. Split them before use."
BLANK = "{pages} {are} blank. Look whether something was not scanned."
NO_TEXT = "No page has text that can be searched or read aloud: it needs text recognition (OCR)."
SOME_TEXT = "{pages} {have} no text that can be searched or read aloud."
NO_TITLE = "The file has no title of its own, which screen readers read out first."
TAGGED = (
    "The file has tags for headings and the order of reading; whether they are right is unknown."
)
NO_LANGUAGE = "The file does not say its language, so a screen reader has to guess it."


def _sheets(pdf: "pikepdf.Pdf") -> tuple[list[Sheet], bool]:
    """The pages, and whether there was time for all of them."""
    until, sheets = time.monotonic() + SECONDS, list[Sheet]()
    for number, page in enumerate(pdf.pages, 1):
        if time.monotonic() > until:
            return sheets, False
        sheets.append(_sheet(number, page))
    return sheets, True


def _sheet(number: int, page: "pikepdf.Page") -> Sheet:
    import pikepdf

    left, bottom, right, top = (float(one) for one in page.cropbox.as_list())
    width, height = abs(right - left), abs(top - bottom)
    turn = int(_of(page.obj, "/Rotate") or 0)
    if turn % 180:
        width, height = height, width
    sheet = Sheet(number, width, height)
    pictures = list[tuple[Any, Matrix]]()
    try:
        for operator, operands in _operations(page):
            _note(sheet, operator)
            if operator == "picture":
                pictures.append(operands)
            elif operator in SHOWS_TEXT:
                sheet.lies += 1 if _is_turned(operands, turn) else -1
    except (pikepdf.PdfError, ValueError, TypeError, RecursionError):
        sheet.drawn = True  # something is there, only not to be read
    large = [(one, at) for one, at in pictures if _area(at) >= SMALL * width * height]
    sheet.dpi = min((_dpi(one, at) for one, at in large), default=None)
    if not sheet.text and not sheet.drawn:
        sheet.blank = all(_is_blank(one) for one, _ in pictures)
    return sheet


def _note(sheet: Sheet, operator: str) -> None:
    sheet.text = sheet.text or operator in SHOWS_TEXT
    sheet.drawn = sheet.drawn or operator in DRAWS


#: Painting a path or a shade; a picture is judged by what is in it.
DRAWS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "BI", "unread"})


def _operations(page: "pikepdf.Page") -> Iterator[tuple[str, Any]]:
    """What a page does, forms inside it included; each picture with where it is put."""
    resources = page.obj.get("/Resources", None)
    yield from _drawing(page, resources, UPRIGHT, deep=0)


def _drawing(content: Any, resources: Any, at: Matrix, deep: int) -> Iterator[tuple[str, Any]]:
    import pikepdf

    stack, line = list[Matrix](), UPRIGHT
    for count, one in enumerate(pikepdf.parse_content_stream(content)):
        operator, operands = str(one.operator), one.operands
        if count > MOST_OPERATIONS or deep > 4:
            yield "unread", None
            return
        match operator:
            case "q":
                stack.append(at)
            case "Q":
                at = stack.pop() if stack else at
            case "cm":
                at = _times(tuple(float(number) for number in operands[:4]), at)
            case "BT":
                line = UPRIGHT
            case "Tm":
                a, b, c, d = (float(number) for number in operands[:4])
                line = (a, b, c, d)
            case "Tj" | "TJ" | "'" | '"':
                yield operator, _times(line, at)
            case "Do":
                yield from _put(operands[0], resources, at, deep)
            case _:
                yield operator, None


def _put(name: Any, resources: Any, at: Matrix, deep: int) -> Iterator[tuple[str, Any]]:
    """What `Do` puts on the page: a picture, or a form with a drawing of its own."""
    named = resources.get("/XObject", {}).get(str(name)) if resources is not None else None
    if named is None:
        return
    kind = str(named.get("/Subtype", ""))
    if kind == "/Image":
        yield "picture", (named, at)
    elif kind == "/Form":
        own = [float(one) for one in named.get("/Matrix", [1, 0, 0, 1, 0, 0])][:4]
        inside = named.get("/Resources", resources)
        yield from _drawing(named, inside, _times((own[0], own[1], own[2], own[3]), at), deep + 1)


def _times(one: Any, other: Matrix) -> Matrix:
    """The product of two matrices of a PDF, without where they move to."""
    a, b, c, d = one
    e, f, g, h = other
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)


def _is_turned(line: Matrix, turn: int) -> bool:
    """Whether text along this line is shown otherwise than upright on a page so turned."""
    return round(math.degrees(math.atan2(line[1], line[0])) - turn) % 360 not in STRAIGHT


def _area(at: Matrix) -> float:
    return abs(at[0] * at[3] - at[1] * at[2])


def _dpi(picture: Any, at: Matrix) -> int:
    """Dots an inch in the direction that has fewer of them."""
    across = (at[0] ** 2 + at[1] ** 2) ** 0.5 / INCH
    upward = (at[2] ** 2 + at[3] ** 2) ** 0.5 / INCH
    dots = int(picture.get("/Width", 0)), int(picture.get("/Height", 0))
    return round(min(dots[0] / across if across else 0, dots[1] / upward if upward else 0))


def _is_blank(picture: Any) -> bool:
    """Seen from afar it has hardly a shade; what cannot be unpacked is not called blank."""
    import pikepdf
    from PIL import Image

    try:
        seen = pikepdf.PdfImage(picture).as_pil_image()
        small = seen.convert("L").resize((64, 64), Image.Resampling.BOX)
        low, high = cast(tuple[int, int], small.getextrema())
    except (
        pikepdf.PdfError,
        NotImplementedError,  # pikepdf says so of colour spaces that it cannot unpack,
        pikepdf.UnsupportedImageTypeError,  # and so of 16 bits a colour
        OSError,
        ValueError,
        Image.DecompressionBombError,
    ):
        return False
    return int(high) - int(low) < SHADES


def _sharpness(sheets: Iterable[Sheet]) -> Iterator[Finding]:
    dull = [one for one in sheets if one.dpi is not None and one.dpi < DPI * NEARLY]
    if dull:
        least = min(one.dpi or 0 for one in dull)
        verb = "has" if len(dull) == 1 else "have"
        words = (
            f"{_pages(dull)} {verb} fewer than {DPI} dots an inch (the least {least}): "
            "small print and text recognition suffer. Scan at 300 dpi where the book is at hand."
        )
        most = max(one.dpi or 0 for one in dull)
        mark = f"{least} dpi" if least == most else f"{least}-{most} dpi"
        yield Finding(words, code="dpi", page=dull[0].number, pages=_at(dull), mark=mark)


def _text(sheets: list[Sheet]) -> Iterator[Finding]:
    without = [one for one in sheets if not one.text and not one.blank]
    if without and not any(one.text for one in sheets):
        first = without[0].number
        yield Finding(NO_TEXT, code="no-text", page=first, pages=_at(without))
    else:
        yield from _named(without, SOME_TEXT, "some-text")


def _names(pdf: "pikepdf.Pdf") -> Iterator[Finding]:
    if not _title(pdf):
        yield Finding(NO_TITLE, code="no-title")
    if not str(_of(pdf.Root, "/Lang") or "").strip():
        yield Finding(NO_LANGUAGE, code="no-language")
    marked = _of(pdf.Root, "/MarkInfo")
    if _of(pdf.Root, "/StructTreeRoot") is not None and marked and _of(marked, "/Marked"):
        yield Finding(TAGGED, code="tagged")


def _title(pdf: "pikepdf.Pdf") -> str:
    """By the file's own metadata, the newer kind or the older."""
    import pikepdf

    try:
        # Not in a `with`, at whose end it would be written.
        newer = pdf.open_metadata().get("dc:title")
        return str(_of(pdf.docinfo, "/Title") or newer or "").strip()
    except (pikepdf.PdfError, ValueError, TypeError):
        return ""


def _of(held: Any, key: str) -> Any:
    """What stands under that key, or None."""
    return held.get(key, None)


def _named(sheets: list[Sheet], words: str, code: str) -> Iterator[Finding]:
    if sheets:
        one = len(sheets) == 1
        said = words.format(
            pages=_pages(sheets), are="is" if one else "are", have="has" if one else "have"
        )
        yield Finding(said, code=code, page=sheets[0].number, pages=_at(sheets))


def _pages(sheets: Iterable[Sheet]) -> str:
    """Their numbers in words: Page 3; Pages 1-4, 9."""
    return page_words.named([one.number for one in sheets])


def _at(sheets: Iterable[Sheet]) -> str:
    return page_words.at(one.number for one in sheets)
