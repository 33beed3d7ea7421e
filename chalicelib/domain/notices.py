"""The notice that goes with a copy: a pack's text, with the names in it filled in.

A notice is paragraphs with an empty line between; lines that begin with "- " are a list. In it
{institution} and {course} stand for the names; no other mark means anything.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from chalicelib.domain.packs import Pack, of_basis

# A name of any script is shown apart from the sentence around it (Unicode isolates).
APART = "\u2068{}\u2069"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of one line, or a list."""

    lines: tuple[str, ...]
    listed: bool = False


def notice_of(packs: Iterable[Pack], basis: str, day: date) -> str:
    """The text that the pack of this basis wants; empty where it wants none of its own.

    Where none of its versions is in force any more, the last one's: the copy still needs a notice.
    """
    ours = [pack for pack in packs if basis in dict(pack.offers)]
    last = max(ours, key=lambda pack: pack.since or date.min, default=None)
    pack = of_basis(ours, basis, day) or last
    return pack.notice if pack else ""


def blocks(text: str, institution: str, courses: str) -> tuple[Block, ...]:
    """The notice as a page shows it; `courses` empty is a copy that was made for none by name."""
    course = f"the course {APART.format(courses)}" if courses else "the course it was made for"
    parts = (part.strip() for part in text.split("\n\n"))
    return tuple(_block(part, institution, course) for part in parts if part)


def _block(part: str, institution: str, course: str) -> Block:
    lines = [line.strip() for line in part.splitlines()]
    listed = all(line.startswith("- ") for line in lines)
    said = [line[2:] for line in lines] if listed else [" ".join(lines)]
    names = {"{institution}": institution, "{course}": course}
    return Block(tuple(_filled(line, names) for line in said), listed)


def _filled(line: str, names: dict[str, str]) -> str:
    """Each mark once, left to right, so that a name which looks like a mark stays what it is."""
    for mark, name in names.items():
        if mark in line:
            before, _, after = line.partition(mark)
            return _filled(before, names) + name + _filled(after, names)
    return line
