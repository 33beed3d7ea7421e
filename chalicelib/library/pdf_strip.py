"""Takes the cover sheets of an earlier system off a PDF; the file as it came is left as it is.

By a second process with limits of time and memory, as all that opens PDFs of others.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from chalicelib.library import pdf_apart
from chalicelib.library.pdf_apart import MEMORY, SECONDS

COULD_NOT = "The cover sheets could not be taken off. Take them off yourself and upload it again."


@dataclass(frozen=True, slots=True)
class Stripped:
    """How many pages are left; none where nothing was written, and `words` say why."""

    pages: int
    words: str


def strip(
    path: Path, into: Path, front: int, back: int, *, seconds: int = SECONDS, memory: int = MEMORY
) -> Stripped:
    """This file without so many pages in front and at the back, written to `into`."""
    told = pdf_apart.run(__name__, (path, into, front, back), seconds, memory)
    return Stripped(**json.loads(told.lines[0])) if told.lines else Stripped(0, COULD_NOT)


def cut(path: Path, into: Path, front: int, back: int) -> Stripped:
    """The cutting itself; what is left keeps its tags, its title and its language."""
    import pikepdf

    with pikepdf.open(path) as pdf:
        there = len(pdf.pages)
        if front + back >= there:
            return Stripped(0, too_many(there, front, back))
        del pdf.pages[there - back :]
        del pdf.pages[:front]
        pdf.save(into, deterministic_id=True)
    left = there - front - back
    return Stripped(left, f"Taken off as old cover sheets: {sheets(front, back)}. {left} are left.")


def too_many(there: int, front: int, back: int) -> str:
    has = "1 page" if there == 1 else f"{there} pages"
    return (
        f"The file has {has}, and {sheets(front, back)} were to be taken off: nothing would be "
        "left. Correct StripFront and StripBack in the table, import it again, and then upload "
        "the file again."
    )


def sheets(front: int, back: int) -> str:
    return f"{front} in front and {back} at the back"


def main(argv: list[str]) -> None:
    """The second process: says what it did, as JSON; nothing where it could not."""
    import pikepdf

    path, into, front, back = pdf_apart.limited(argv)
    try:
        done = cut(Path(path), Path(into), int(front), int(back))
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return
    print(json.dumps({"pages": done.pages, "words": done.words}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
