"""What must be said about a link that is live: for which run it opens, on which days."""

from datetime import date

from pydantic import Field

from chalicelib.domain.say import Said, note, one_of, text

COURSE = {"x-lookup": "/api/courses?q=", "x-value": "code", "x-label": "name"}
BASIS = "Basis (where the run's sum is over the limit or not known)"


class ForRun(Said):
    """Back on the link, for the runs it had; or for another run as well, which is then checked."""

    course: str = Field(
        "", title="Course (empty: as before)", max_length=100, json_schema_extra=dict(COURSE)
    )
    year: str = text("Academic year (empty: the current run)", 20, default="")
    basis: str = one_of(BASIS, "bases", default="")
    note: str = note()


class AnotherRun(Said):
    """One more run by the same link: the next intake, resits, another course."""

    course: str = Field(
        title="Course", min_length=1, max_length=100, json_schema_extra=dict(COURSE)
    )
    year: str = text("Academic year (empty: the current run)", 20, default="")
    start: date | None = Field(None, title="First day (empty: the run's own)")
    end: date | None = Field(None, title="Last day (empty: the run's own, resits included)")
    basis: str = one_of(BASIS, "bases", default="")
    note: str = note()


class OpeningClosed(Said):
    """Which opening is closed before its last day, and why."""

    opening: str = one_of("Open for", "openings")
    note: str = Field(
        title="Why", min_length=1, max_length=4000, json_schema_extra={"x-multiline": True}
    )


class OpeningDates(Said):
    """Other days for one opening; empty means as its run, its licence and its approval allow."""

    opening: str = one_of("Open for", "openings")
    start: date | None = Field(None, title="First day")
    end: date | None = Field(None, title="Last day")


class MoreViews(Said):
    """How many times more a patron's link may be opened."""

    views: int = Field(title="Times more", ge=1, le=1000)
    note: str = note()
