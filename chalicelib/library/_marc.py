"""MARC 21 records in XML, as catalogues answer them over SRU, read without trusting them.

A document type, an entity, a huge or bottomless tree is refused before it does anything.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

#: A search's answer holds five records of some hundred fields, six deep.
DEEPEST, MOST = 30, 20_000


class NotMarc(ValueError):
    """This is no answer with records; says why in a sentence."""


@dataclass(slots=True)
class Marc:
    """One record: its leader, and its fields by tag, each with its subfields by code."""

    leader: str = ""
    control: dict[str, str] = field(default_factory=dict)
    data: dict[str, list[Mapping[str, Sequence[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def all(self, tag: str, code: str) -> Iterator[str]:
        """Every subfield of that code in the fields of that tag."""
        for one in self.data.get(tag, ()):
            yield from one.get(code, ())

    def first(self, tag: str, code: str) -> str:
        return next(self.all(tag, code), "")


def records(body: bytes) -> list[Marc]:
    """The records of an answer; NotMarc for what is broken, hostile or says what went wrong."""
    reader = _Reader()
    try:
        reader.parser.Parse(body.strip(), True)
    except ExpatError as broken:
        raise NotMarc("The answer is broken XML.") from broken
    except LookupError as odd:
        raise NotMarc("The answer is in an encoding that is not known here.") from odd
    if reader.diagnostic and not reader.records:
        raise NotMarc(f"The catalogue says: {reader.diagnostic[:200]}")
    return reader.records


class _Reader:
    def __init__(self) -> None:
        self.records: list[Marc] = []
        self.diagnostic = ""
        self._open: list[str] = []
        self._count = 0
        self._field: dict[str, list[str]] = {}
        self._at = ("", "")
        self._texts: list[str] = []
        self.parser = ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._starts
        self.parser.EndElementHandler = self._ends
        self.parser.CharacterDataHandler = self._texts_add
        for refused in ("StartDoctypeDeclHandler", "EntityDeclHandler", "ExternalEntityRefHandler"):
            setattr(self.parser, refused, self._refuses)

    def _texts_add(self, text: str) -> None:
        self._texts.append(text)

    def _starts(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST:
            raise NotMarc("The answer is far too deep or too long for a few records.")
        plain = name.rpartition(":")[2]
        self._open.append(plain)
        self._texts = []
        if plain == "leader":
            self.records.append(Marc())
        elif plain in ("controlfield", "datafield"):
            self._at, self._field = (attributes.get("tag", ""), ""), defaultdict(list)
        elif plain == "subfield":
            self._at = (self._at[0], attributes.get("code", ""))

    def _ends(self, name: str) -> None:
        plain, text = self._open.pop(), "".join(self._texts).strip()
        self._texts = []
        if plain == "message" or (plain == "details" and not self.diagnostic):
            self.diagnostic = text
        if not self.records:
            return
        here = self.records[-1]
        if plain == "leader":
            here.leader = text
        elif plain == "controlfield":
            here.control[self._at[0]] = text
        elif plain == "subfield":
            self._field[self._at[1]].append(text)
        elif plain == "datafield":
            here.data[self._at[0]].append(dict(self._field))

    def _refuses(self, *said: object) -> None:
        raise NotMarc("The answer declares a document type or entities, and is not read.")
