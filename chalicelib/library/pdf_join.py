"""Puts checked PDFs together into one, in the order given; each stays as it is.

By a second process with limits of time and memory, as all that opens PDFs of others.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.library import pdf_apart
from chalicelib.library.pdf_apart import MEMORY, SECONDS

if TYPE_CHECKING:
    import pikepdf

COULD_NOT = (
    "The files could not be put together: it takes more time or memory than a scan ever should. "
    "Remove some of them, or upload one PDF."
)


def join(
    paths: Sequence[Path], into: Path, *, seconds: int = SECONDS, memory: int = MEMORY
) -> bool:
    """All pages of these files, one file after the other, in `into`; whether that could be done."""
    return bool(pdf_apart.run(__name__, (into, *paths), seconds, memory).lines)


def joined(paths: Sequence[Path], into: Path) -> None:
    """The joining itself: title and language are those of the first file that has them."""
    import pikepdf

    whole = pikepdf.Pdf.new()
    for path in paths:
        with pikepdf.open(path) as part:
            whole.pages.extend(part.pages)
            _named(whole, part)
    whole.save(into, deterministic_id=True)


def _named(whole: "pikepdf.Pdf", part: "pikepdf.Pdf") -> None:
    title, language = part.docinfo.get("/Title", None), part.Root.get("/Lang", None)
    if title is not None and "/Title" not in whole.docinfo:
        whole.docinfo["/Title"] = str(title)
    if language is not None and "/Lang" not in whole.Root:
        whole.Root["/Lang"] = str(language)


def main(argv: list[str]) -> None:
    """The second process: says that it is done; nothing where it could not."""
    import pikepdf

    into, *paths = map(Path, pdf_apart.limited(argv))
    try:
        joined(paths, into)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return
    print("joined", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
