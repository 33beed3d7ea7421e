"""An event of Alma's in XML, read into the same shape as its JSON.

A choice is `<material_type desc="Book">BOOK</material_type>`, a name that stands more than once is
a list. What an attacker needs is refused before it does anything: document types, entities, huge
trees. The reader is the standard library's own, with handlers that build nothing else.
"""

from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

Tree = dict[str, Any]

#: Alma's events are five deep and some hundred elements long.
DEEPEST, MOST = 30, 20_000
LONGEST = 1024 * 1024
BLANK = b" \t\r\n"


class NotRead(ValueError):
    """This XML is not read; says why in a sentence."""


def is_xml(body: bytes) -> bool:
    """Whether it begins as XML does, in UTF-8 or UTF-16."""
    return body.lstrip(b"\xef\xbb\xbf\xff\xfe\0" + BLANK)[:1] == b"<"


def tree_of(body: bytes) -> Tree:
    """What stands below the root. NotRead for whatever is broken, hostile or far too large."""
    if len(body) > LONGEST:
        raise NotRead("This XML is far too large for an event.")
    reader = Reader()
    try:
        reader.parser.Parse(body.lstrip(BLANK), True)
    except ExpatError as broken:
        raise NotRead("This XML is broken, so it cannot be read.") from broken
    except (ValueError, LookupError) as odd:
        if isinstance(odd, NotRead):
            raise
        raise NotRead("This XML is in an encoding that is not known here.") from odd
    held = reader.root
    return held if isinstance(held, dict) else {}


class Reader:
    """Builds the tree while it is read; a stack of its own, so that no depth can hurt."""

    def __init__(self) -> None:
        self.root: Any = None
        self._open: list[tuple[str, Tree, list[str], str]] = []
        self._count = 0
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._says
        # An entity needs a document type to be declared in, so nothing is ever expanded.
        for refused in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
            setattr(self.parser, refused, self._refuses)

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST:
            raise NotRead("This XML is far too deep or too long for an event.")
        self._open.append((name.rpartition(":")[2], {}, [], attributes.get("desc", "")))

    def _says(self, text: str) -> None:
        self._open[-1][2].append(text)

    def _ends(self, name: str) -> None:
        plain, children, texts, words = self._open.pop()
        text = "".join(texts).strip()
        value: Any = children or ({"value": text, "desc": words} if words else text)
        if not self._open:
            self.root = value
            return
        around = self._open[-1][1]
        if plain not in around:
            around[plain] = value
        elif isinstance(around[plain], list):
            around[plain].append(value)
        else:
            around[plain] = [around[plain], value]

    def _refuses(self, *said: object) -> None:
        raise NotRead("This XML declares a document type or entities, and is not read.")
