"""What must be said at the licence desk: checks, sums, approvals and clearance."""

from datetime import date
from typing import Any

from pydantic import Field

from chalicelib.domain.say import Said, note, one_of, text


class Refusal(Said):
    """Why approval is refused (A154, A155); the requester is told in any case (A157)."""

    reason: str = one_of("Reason", "refusals")
    note: str = note("Note for the requester")


class Approved(Said):
    """The approver's decision; the CC figures are demanded where clearance is (A145-A147)."""

    reason: str = one_of("Reason", "approvals")
    cc_number: str = text("CC number", 100, default="")
    cc_order_date: date | None = Field(None, title="CC order date")
    cc_approval_date: date | None = Field(None, title="CC approval date")
    start: date | None = Field(None, title="Holds from (empty: at once)")
    end: date | None = Field(None, title="Holds until (empty: no end)")
    note: str = note()


class ClearanceWork(Said):
    """What an approver works on before the decision (A144-A148)."""

    title: str = text("Title", default="")
    cc_number: str = text("CC number", 100, default="")
    cc_order_date: date | None = Field(None, title="CC order date")
    cc_approval_date: date | None = Field(None, title="CC approval date")
    start: date | None = Field(None, title="Holds from (empty: at once)")
    end: date | None = Field(None, title="Holds until (empty: no end)")
    note: str = note()


class Expiry(Said):
    """Another last day (A141)."""

    end: date = Field(title="Last day")


def announced(title: str, **more: Any) -> Any:
    """Said by the door that uploads files, and no field of a form."""
    return Field(title=title, json_schema_extra={"x-upload": True}, **more)


class Piece(Said):
    """A piece of evidence: a file, the address where it lies, or both (A149)."""

    url: str = text("Web address", 2000, default="")
    note: str = note()
    file: str = announced("Its id", default="", pattern="^([0-9a-f]{16})?$")
    name: str = announced("File name", default="", max_length=255)
    bytes: int = announced("Size in bytes", default=0, ge=0, le=10**12)


class PieceEdited(Piece):
    """A piece of evidence anew: what is not said stays (A151)."""

    evidence: str = one_of("Evidence", "evidence")


class PieceChoice(Said):
    evidence: str = one_of("Evidence", "evidence")


class Wish(Said):
    """An approval that is asked for, with clearance or without."""

    clearance: bool = Field(False, title="Copyright clearance is needed")
    note: str = note()


class ExtentCheck(Said):
    """The shown sum, confirmed (A055); over or unknown, it needs a basis and a note."""

    basis: str = one_of("Basis (where over the limit or not known)", "bases", default="")
    note: str = note()
