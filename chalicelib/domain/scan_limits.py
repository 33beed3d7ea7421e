"""How much may be uploaded: a file, a scan put together of files, all scans of a request.

What is still on its way counts, so that many uploads at once pass no limit. The figures are
settings (delivery_terms.py): Alma takes 10 MB a file for one patron (A183) and says when the
limit of all files is reached (A182).
"""

from collections.abc import Iterable, Sequence

from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.errors import Refused, TooLarge
from chalicelib.domain.request import Purpose, Request
from chalicelib.domain.scans import (
    MOST_FILES,
    MOST_FILES_OF_ALL,
    MOST_SCANS,
    Scan,
    ScanFile,
    megabytes,
)

MB = 1_000_000
SMALLER = "Scan at 300 dpi in greyscale, or save the PDF at a smaller size."
FREE = "Remove a scan or a file that is not needed, or start another request for another text."


def of_a_file(request: Request, terms: DeliveryTerms) -> int:
    """The most bytes that one file, and one scan put together of files, may have."""
    patron = request.purpose is Purpose.PATRON
    return (terms.patron_file_mb if patron else terms.course_file_mb) * MB


def used(scans: Iterable[Scan]) -> int:
    """Bytes of all scans that were uploaded here, or are on their way; of others nothing counts."""
    return sum(one.size for one in scans if not one.reused)


def may_come(
    request: Request, scan: Scan | None, files: Sequence[ScanFile], terms: DeliveryTerms
) -> None:
    """These files may come, to this scan or to a new one. Raises TooLarge or Refused."""
    most, people = of_a_file(request, terms), request.purpose.value
    for one in files:
        if one.size > most:
            raise TooLarge(
                f"{one.name} has {megabytes(one.size)}, and the desk takes {megabytes(most)} a "
                f"file for a {people}.",
                instead=SMALLER,
                bytes=most,
            )
    coming = sum(one.size for one in files)
    together = coming + (scan.size if scan else 0)
    if together > most:
        raise TooLarge(
            f"The files of this scan have {megabytes(together)} together, and the desk takes "
            f"{megabytes(most)} a scan for a {people}.",
            instead=SMALLER,
            bytes=most,
        )
    all_of_it = used(request.scans) + coming
    if all_of_it > terms.request_mb * MB:
        raise TooLarge(
            f"The scans of this request would have {megabytes(all_of_it)} together, those on "
            f"their way included, and the limit is {megabytes(terms.request_mb * MB)}.",
            instead=FREE,
            bytes=terms.request_mb * MB,
        )
    _few_enough(request, scan, files)


def _few_enough(request: Request, scan: Scan | None, files: Sequence[ScanFile]) -> None:
    if scan is None and len(request.scans) >= MOST_SCANS:
        raise Refused(f"This request has {MOST_SCANS} scans already.", instead=FREE)
    held = sum(max(1, len(one.files)) for one in request.scans)
    own = max(1, len(scan.files)) if scan else 0
    if own + len(files) > MOST_FILES:
        raise Refused(
            f"A scan is put together of {MOST_FILES} files at most.",
            instead="Save several pages as one PDF or TIFF, and upload that.",
        )
    if held + len(files) > MOST_FILES_OF_ALL:
        raise Refused(
            f"The scans of a request have {MOST_FILES_OF_ALL} files at most.", instead=FREE
        )
