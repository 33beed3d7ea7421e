"""Letters by jinja2's sandbox: what ships with the desk, or what the library made of it.

Only templates that pass letter_language.py are rendered, whoever wrote them; what comes out is
held to a size and a time beside, and its HTML is read again and cleaned before it leaves.
"""

import re
import time
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from chalicelib.domain.letter_kinds import KINDS, LetterKind, Wording, cases
from chalicelib.domain.mail_html import cleaned, removed
from chalicelib.domain.telling import Permanent
from chalicelib.library import letter_language

TEMPLATES = Path(__file__).parent.parent / "templates" / "mail"
PARTS = ("subject", "text", "html")
FILES = {"subject": "subject.txt", "text": "body.txt", "html": "body.html"}
#: Characters of a template, and of what may come out of it.
LONGEST = {"subject": 400, "text": 20_000, "html": 40_000}
LONGEST_LETTER = 400_000
#: Seconds of one part; a letter takes a few thousandths of one.
SECONDS = 2.0
HOLE = "{% block said %}{% endblock %}\n"
SAID = re.compile(r"{% block said %}\n(.*?){% endblock %}", re.DOTALL)


class CannotBeWritten(ValueError):
    """A template that is not as letters are; `faults` are (part, line, words)."""

    def __init__(self, faults: list[tuple[str, int, str]]) -> None:
        part, line, words = faults[0]
        super().__init__(f"The {part}, line {line}: {words}.")
        self.faults = faults


class Sandbox(ImmutableSandboxedEnvironment):
    """An entry of a list has its columns, and nothing has any other part."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, Mapping) and attribute in obj:
            return obj[attribute]
        if attribute in letter_language.LOOP and type(obj).__name__ == "LoopContext":
            return super().getattr(obj, attribute)
        return self.undefined(obj=obj, name=attribute)


@cache
def environment(html: bool) -> Sandbox:
    made = Sandbox(autoescape=html, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals.clear()
    return made


@cache
def shipped(letter: str) -> Wording:
    """The letter as it ships, in one piece each: the frame with what is said inside it."""
    folder = TEMPLATES / KINDS[letter].name
    subject, text, html = ((folder / FILES[part]).read_text() for part in PARTS)
    frames = ((TEMPLATES / f"letter.{kind}").read_text() for kind in ("txt", "html"))
    text, html = (framed(*pair) for pair in zip(frames, (text, html), strict=True))
    return Wording(subject.strip(), text, html)


def framed(frame: str, body: str) -> str:
    said = SAID.search(body)
    return frame.replace(HOLE, said[1]) if said else body


def check(kind: LetterKind, wording: Wording) -> None:
    """CannotBeWritten with everything that is wrong with it, part by part."""
    found = [
        (part, fault.line, fault.words)
        for part in PARTS
        for fault in letter_language.faults(
            environment(part == "html"), getattr(wording, part), kind
        )
    ]
    for part in PARTS:
        if len(getattr(wording, part)) > LONGEST[part]:
            found.insert(0, (part, 1, f"It has {LONGEST[part]} characters at the most"))
    if found:
        raise CannotBeWritten(found)


def tried(kind: LetterKind, wording: Wording) -> None:
    """Write it with every example there is; CannotBeWritten where one of them fails."""
    check(kind, wording)
    for case, known in cases(kind).items():
        parts = {part: one_part(part, getattr(wording, part), known) for part in PARTS}
        if empty := [part for part, said in parts.items() if not said.strip()]:
            raise CannotBeWritten([(part, 1, "It says nothing") for part in empty])
        # Where a variable itself is hostile it is for the cleaning to find.
        if case != "hostile" and (lost := removed(parts["html"])):
            words = f"{', '.join(lost)} may not stand in a mail"
            raise CannotBeWritten([("html", 1, words)])


def rendered(kind: LetterKind, wording: Wording, known: Mapping[str, Any]) -> tuple[str, str, str]:
    """Subject, text and HTML; what came from outside is escaped in HTML, which is cleaned then."""
    check(kind, wording)
    mine = {name: known[name] for name in (*kind.variables, *kind.lists) if name in known}
    subject, text, html = (one_part(part, getattr(wording, part), mine) for part in PARTS)
    # What is not known leaves a gap in the text; one empty line is enough.
    plain = re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"
    return " ".join(subject.split()), plain, cleaned(html)


def one_part(part: str, source: str, known: Mapping[str, Any]) -> str:
    """One part, piece by piece, so that size and time are looked at while it grows."""
    pieces, size, ends = [], 0, time.monotonic() + SECONDS
    template = environment(part == "html").from_string(source)
    try:
        for piece in template.generate(known):
            pieces.append(piece)
            size += len(piece)
            if size > LONGEST_LETTER or time.monotonic() > ends:
                raise CannotBeWritten([(part, 1, "It becomes too long, or takes too long")])
    except UndefinedError as unknown:
        words = unknown.message or "A variable is missing"
        raise CannotBeWritten([(part, line_of(unknown), words)]) from unknown
    except (TypeError, ValueError, ArithmeticError, AssertionError) as wrong:
        words = f"This cannot be reckoned: {wrong}"
        raise CannotBeWritten([(part, line_of(wrong), words)]) from wrong
    return "".join(pieces)


def line_of(wrong: BaseException) -> int:
    """The line of the template in which it happened, which jinja2 writes into the traceback."""
    at, line = wrong.__traceback__, 1
    while at:
        if at.tb_frame.f_code.co_filename == "<template>":
            line = at.tb_lineno
        at = at.tb_next
    return line


class Writer:
    """Writes letters as this library has them; `changed` is what it made of one, if anything."""

    def __init__(self, changed: Callable[[str], Wording | None] = lambda name: None) -> None:
        self._changed = changed

    def __call__(self, name: str, known: Mapping[str, Any]) -> tuple[str, str, str]:
        """Subject, text and HTML; Permanent where there is no such letter, or it cannot be."""
        if name not in KINDS:
            raise Permanent(f"There is no letter called {name[:40]}.")
        wording = self._changed(name) or shipped(name)
        try:
            return rendered(KINDS[name], wording, known)
        except CannotBeWritten as wrong:
            raise Permanent(f"The letter {name} cannot be written. {wrong}") from wrong
