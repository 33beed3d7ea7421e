"""What must be said to change a request that is live, its notes, or of what the copy is made."""

from datetime import date

from pydantic import Field

from chalicelib.domain.say import LONGEST_NOTE, Metadata, Said, note, one_of, text


class Correction(Metadata):
    """A correction of what is live: the link stays up, and what rested on it must still hold.

    The licence is asked for where it is another title, `over` where the sum is no longer within.
    """

    basis: str = one_of("Of another title: what allows its copy", "licences", default="")
    coverage: str = one_of("Of another title: coverage", "coverages", default="")
    ownership: str = one_of("Of another title: how the library has it", "ownerships", default="")
    original: str = one_of("Of another title: source of the copy", "sources", default="")
    valid_until: date | None = Field(None, title="Of another title: valid until (empty: no end)")
    over: str = one_of("Over the limit: on what basis it stays up", "bases", default="")
    note: str = note("Note (why it is corrected, and what its bases rest on)")


class NoteEdited(Said):
    """Another text for a note; the old one stays in the history (A167)."""

    id: str = text("Note", 20, min_length=1)
    note: str = Field(
        title="New text",
        min_length=1,
        max_length=LONGEST_NOTE,
        json_schema_extra={"x-multiline": True},
    )


class NoteChoice(Said):
    """The note to delete; sending this form is the confirmation (A167)."""

    id: str = text("Note to delete", 20, min_length=1)


class CopyRefused(Said):
    """Why an accessible copy cannot be made; the reader is told in any case."""

    reason: str = one_of("Reason", "rejections")
    note: str = note("Note for the reader")


class CopyGiven(Said):
    """How an accessible copy comes to its reader, who is told in any case."""

    how: str = one_of("How the reader gets it", "ways")
    url: str = text("Address (where it is at another address)", 1000, default="")
    note: str = note("Note for the reader")


class Switch(Said):
    """To the other kind of digitisation (A170, A171)."""

    note: str = note()
