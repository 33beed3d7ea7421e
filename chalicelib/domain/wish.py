"""What a reader asked for with an accessible copy, and how it came to the reader."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

#: What may help a reader, as the form offers it.
HELPS: Mapping[str, str] = {
    "tagged-pdf": "A tagged PDF for a screen reader",
    "word": "A Word file",
    "large-print": "Large print",
    "audio": "Audio",
    "braille": "Braille",
    "other": "Something else (say what below)",
}
#: How a copy comes to its reader.
WAYS: Mapping[str, str] = {
    "here": "It is here, for this reader only",
    "mail": "It was sent by e-mail",
    "elsewhere": "It is at another address",
}


@dataclass(frozen=True, slots=True)
class Given:
    """The copy that was made: how the reader gets it, since when, and a word to the reader."""

    how: str
    on: date
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`about` is the request whose item it is, `token` that of its link, `course` who reads it.

    `helps` and `comment` may say something of the reader's health: they are kept with the
    reader's name and address, in a row of their own, and leave the desk in one mail alone.
    """

    about: str
    token: str = ""
    course: str = ""
    helps: tuple[str, ...] = ()
    comment: str = ""
    given: Given | None = None

    @property
    def in_words(self) -> str:
        """What would help, in words."""
        return ", ".join(HELPS.get(one, one) for one in self.helps)
