"""Draws the pages of a checked PDF small, twenty on a sheet, for whoever looks a scan through.

By a second process with limits of time and memory, as all that opens PDFs of others: drawing is
what most often brings a library down. A page at which that process ends stays white, and the next
process begins behind it. Nothing is executed: the library is built without scripts, and forms are
not drawn.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.domain.pictures import COLUMNS, HEIGHT, MOST_DRAWN, ON_A_SHEET, ROWS, WIDTH
from chalicelib.library import pdf_apart
from chalicelib.library.pdf_apart import MEMORY

if TYPE_CHECKING:
    import pypdfium2
    from PIL import Image

Step = Callable[[str, Sequence[object], int, int], pdf_apart.Told]
MODULE = "chalicelib.library.pdf_draw"
#: For all processes together; what is drawn by then is kept.
SECONDS = 45
#: How often it is gone on behind a page that could not be drawn.
ATTEMPTS = 4
QUALITY = 72


def draw(
    path: Path, into: Path, *, seconds: int = SECONDS, memory: int = MEMORY,
    most: int = MOST_DRAWN, run: Step = pdf_apart.run,
) -> int:  # fmt: skip
    """Sheets 1.jpg, 2.jpg … in this folder; answers how many pages stand on them."""
    until, drawn, left_out = time.monotonic() + seconds, 0, list[int]()
    for _ in range(ATTEMPTS):
        time_left = int(until - time.monotonic())
        if time_left < 1:
            break
        said = (path, into, most, drawn, *left_out)
        told = run(MODULE, said, time_left, memory).lines
        done = [int(one.split()[1]) for one in told if one.startswith("drawn ")]
        drawn = max([drawn, *done])
        if "end" in told or not told:
            break
        began = [int(one.split()[1]) for one in told if one.startswith("page ")]
        left_out += began[-1:]
    return drawn


def drawn(path: Path, into: Path, most: int, behind: int, left_out: frozenset[int]) -> None:
    """The drawing itself: says each page before it is drawn, and how many stand on a sheet."""
    import pypdfium2
    from PIL import Image

    pdf = pypdfium2.PdfDocument(path)
    last = min(len(pdf), most)
    for start in range(behind, last, ON_A_SHEET):
        end = min(start + ON_A_SHEET, last)
        rows = -(-(end - start) // COLUMNS)
        sheet = Image.new("RGB", (COLUMNS * WIDTH, ROWS * HEIGHT), "white")
        for place, index in enumerate(range(start, end)):
            print(f"page {index + 1}", flush=True)
            if index + 1 not in left_out:
                _put(pdf, index, sheet, (place % COLUMNS * WIDTH, place // COLUMNS * HEIGHT))
        whole = sheet.crop((0, 0, COLUMNS * WIDTH, rows * HEIGHT))
        whole.save(into / f"{start // ON_A_SHEET + 1}.jpg", "JPEG", quality=QUALITY, optimize=True)
        print(f"drawn {end}", flush=True)
    print("end", flush=True)


def _put(
    pdf: "pypdfium2.PdfDocument", index: int, sheet: "Image.Image", corner: tuple[int, int]
) -> None:
    """One page, in its own shape, in the middle of its place; white where it cannot be drawn."""
    import pypdfium2

    try:
        page = pdf[index]
        wide, high = (max(1.0, one) for one in page.get_size())
        scale = min(WIDTH / wide, HEIGHT / high)
        # A page a thousand times as wide as it is high has still a dot of height.
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return
    picture = picture.crop((0, 0, min(picture.width, WIDTH), min(picture.height, HEIGHT)))
    left, top = (WIDTH - picture.width) // 2, (HEIGHT - picture.height) // 2
    sheet.paste(picture, (corner[0] + left, corner[1] + top))


def main(argv: list[str]) -> None:
    """The second process: says what stands on a sheet; a file that cannot be opened has none."""
    import pypdfium2  # what is missing from the package must not pass for a bad file

    path, into, most, behind, *left_out = pdf_apart.limited(argv)
    try:
        drawn(Path(path), Path(into), int(most), int(behind), frozenset(map(int, left_out)))
    except (pypdfium2.PdfiumError, ValueError, MemoryError):
        return


if __name__ == "__main__":
    main(sys.argv[1:])
