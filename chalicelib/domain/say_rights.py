"""What must be said at the licence desk: checks, sums, approvals and clearance."""

from datetime import date

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


class Wish(Said):
    """An approval that is asked for, with clearance or without."""

    clearance: bool = Field(False, title="Copyright clearance is needed")
    note: str = note()


class ExtentCheck(Said):
    """The shown sum, confirmed (A055); over or unknown, it needs a basis and a note."""

    basis: str = one_of("Basis (where over the limit or not known)", "bases", default="")
    note: str = note()
