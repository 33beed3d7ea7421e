"""What must be said with the licence check: the basis, or one answer alone."""

from datetime import date

from pydantic import Field

from chalicelib.domain.say import LONGEST_NOTE, Said, note, one_of, text


class LicenceCheck(Said):
    """Licence compliance verification (A053). What is not said is as the form shows it."""

    basis: str = one_of("Basis", "licences")
    coverage: str = one_of("Coverage (empty: as it was found)", "coverages", default="")
    ownership: str = one_of("How the library has the original", "ownerships", default="")
    original: str = one_of("Source of the copy", "sources", default="")
    valid_until: date | None = Field(None, title="Valid until (empty: no end)")
    note: str = note("Note (what the basis rests on, or why it goes before what was found)")


class CoverageCheck(Said):
    """Whether the licence covers the title, where nobody asked CLA's service or it was no help."""

    coverage: str = one_of("Coverage", "coverages")
    evidence: str = text("Where this was checked", 1000, min_length=1)
    valid_until: date | None = Field(None, title="Valid until (empty: as long as CLA's answers)")
    override: str = Field(
        "",
        title="Why it goes before what CLA's service said",
        max_length=LONGEST_NOTE,
        json_schema_extra={"x-multiline": True},
    )


class HoldingsCheck(Said):
    """What is held of the title, over all editions, and of what the copy is made (D1, D27)."""

    holdings: str = one_of("Holdings", "holdings", default="")
    ownership: str = one_of("How the library has the original", "ownerships", default="")
    original: str = one_of("Source of the copy", "sources", default="")
    evidence: str = text("Where this was checked", 1000, default="")


class SecondExtractSaid(Said):
    """Permission bought for a second extract; it ends on 31 July, or on 30 September if moved."""

    order: str = text("Order reference", 100, min_length=1)
    price: str = Field(
        title="Price paid",
        max_length=30,
        pattern=r"^[A-Z£€$ ]*\d{1,7}([.,]\d{2})?[A-Z ]*$",
    )
    page_count: int = Field(title="Pages", ge=1, le=99_999)
    students: int = Field(title="Students", ge=1, le=999_999)
    september: bool = Field(False, title="Move its end from 31 July to 30 September")
    original: str = one_of("Source of the copy", "sources", default="")
    note: str = note()
