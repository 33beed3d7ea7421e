"""What must be said at the licence desk: checks, sums, approvals and clearance."""

from datetime import date

from pydantic import Field

from chalicelib.domain.say import Said, mail_to, note, one_of, text


class Refusal(Said):
    """Why approval is refused (A154, A155)."""

    reason: str = one_of("Reason", "refusals")
    note: str = note()
    notify: bool = mail_to("requester")


class Approved(Said):
    """The approver's decision; the CC figures are demanded where clearance is (A145-A147)."""

    reason: str = one_of("Reason", "approvals")
    cc_number: str = text("CC number", 100, default="")
    cc_order_date: date | None = Field(None, title="CC order date")
    cc_approval_date: date | None = Field(None, title="CC approval date")
    note: str = note()


class Wish(Said):
    """An approval that is asked for, with clearance or without."""

    clearance: bool = Field(False, title="Copyright clearance is needed")
    note: str = note()


class LicenceCheck(Said):
    """Licence compliance verification (A053)."""

    basis: str = one_of("Basis", "bases")
    valid_until: date | None = Field(None, title="Valid until (empty: no end)")
    note: str = note()


class ExtentCheck(Said):
    """The shown sum, confirmed (A055); over or unknown, it needs a basis and a note."""

    basis: str = one_of("Basis (where over the limit or not known)", "bases", default="")
    note: str = note()
