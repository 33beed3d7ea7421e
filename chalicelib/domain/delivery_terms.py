"""What a library settles about scans and delivery: sizes, days and who is written to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from chalicelib.domain.languages import LANGUAGES, MOST_LANGUAGES

#: The least and the most that each figure may be.
BOUNDS: Mapping[str, tuple[int, int]] = {
    "course_file_mb": (1, 500),
    "patron_file_mb": (1, 500),
    "request_mb": (1, 5_000),
    "attachment_mb": (1, 7),
    "warn_days": (0, 90),
    "near_expiry_days": (1, 730),
    "patron_days": (1, 730),
    "upload_hours": (1, 720),
    "reader_days": (0, 730),
    "sitting_minutes": (1, 720),
    "pseudonymise_years": (1, 100),
    "undo_seconds": (0, 600),
    "closed_file_days": (1, 3_660),
    "orphan_days": (1, 365),
}


@dataclass(frozen=True, slots=True)
class DeliveryTerms:
    """Sizes are in MB (a million bytes), days are whole days in the institution's time zone.

    `course_file_mb` is one file for a course, `patron_file_mb` one for a patron (Alma's limit is 10
    MB, A183), `request_mb` all files of a request (A182), `attachment_mb` the most that is mailed
    (SES takes 10 MB encoded, as do many servers). `warn_days` before its end a link warns
    (A090); `near_expiry_days` before it the desk is told. Patron files go `patron_days` after
    delivery (A180), an upload that never arrived after `upload_hours`. Who opened a link is known
    by name for `reader_days`; personal data is pseudonymised `pseudonymise_years` after closure.
    The files of a rejected, cancelled or deleted request go `closed_file_days` after that, a file
    that no request names after `orphan_days`.
    Within `sitting_minutes` a reader who opens it again uses no further view (A179).
    `dates_required`: nothing is approved or published without a first and a last day (A087).
    `course_claim` is the claim of the sign-in that names a reader's courses, where there is one.
    `accessible_to` are mailed when a reader asks for an accessible copy (A114). `resolver_url` is
    the library's link resolver, which takes OpenURL 1.0 (A172). The letter of a rejection
    or a refusal waits `undo_seconds`, in which the request can be reopened without it. `sign_in` is
    what letters call the institution's own sign-in (A177). Text is recognised in `ocr_languages`,
    as Tesseract calls them, unless staff choose others.
    """

    course_file_mb: int = 100
    patron_file_mb: int = 10
    request_mb: int = 500
    attachment_mb: int = 7
    warn_days: int = 7
    near_expiry_days: int = 90
    patron_days: int = 30
    upload_hours: int = 24
    reader_days: int = 30
    sitting_minutes: int = 30
    dates_required: bool = False
    course_claim: str = ""
    pseudonymise_years: int = 6
    closed_file_days: int = 365
    orphan_days: int = 7
    accessible_to: tuple[str, ...] = ()
    resolver_url: str = ""
    undo_seconds: int = 60
    sign_in: str = "your university account"
    ocr_languages: tuple[str, ...] = ("eng",)


def read(said: Mapping[str, Any]) -> DeliveryTerms:
    """The terms in this JSON object; ValueError names what there is not and what cannot be."""
    known = {one.name for one in fields(DeliveryTerms)}
    if unknown := sorted(set(said) - known):
        raise ValueError(f"there is no {', '.join(unknown)}; there are {', '.join(sorted(known))}")
    for name, value in said.items():
        low, high = BOUNDS.get(name, (0, 0))
        whole = isinstance(value, int) and not isinstance(value, bool)
        if high and not (whole and low <= value <= high):
            raise ValueError(f"{name} is a whole number from {low} to {high}")
    if not isinstance(said.get("dates_required", False), bool):
        raise ValueError("dates_required is true or false")
    if not isinstance(said.get("course_claim", ""), str):
        raise ValueError("course_claim is the name of a claim")
    name = said.get("sign_in", "a name")
    if not (isinstance(name, str) and 0 < len(name.strip()) <= 80 and name.isprintable()):
        raise ValueError("sign_in is the name of your sign-in, one line of 80 characters at most")
    to = said.get("accessible_to", [])
    if not isinstance(to, list) or not all(isinstance(one, str) and "@" in one for one in to):
        raise ValueError("accessible_to is a list of e-mail addresses")
    resolver = said.get("resolver_url", "")
    if not isinstance(resolver, str) or (resolver and not resolver.startswith("https://")):
        raise ValueError("resolver_url is an address that begins with https://")
    spoken = said.get("ocr_languages", ["eng"])
    if not isinstance(spoken, list) or not 1 <= len(spoken) <= MOST_LANGUAGES \
            or not all(one in LANGUAGES for one in spoken):  # fmt: skip
        raise ValueError(
            f"ocr_languages is a list of 1 to {MOST_LANGUAGES} of {', '.join(LANGUAGES)}"
        )
    lists = {"accessible_to": tuple(to), "ocr_languages": tuple(spoken)}
    return DeliveryTerms(**{**said, **lists})
