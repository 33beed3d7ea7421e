"""Looks a PDF over before anybody may read it: is it one, whole, open, and nothing but pages?

The looking is done by a second process with limits of time and memory (pdf_apart.py), because a
file that was made to harm can keep the PDF library busy for ever, fill the memory or bring it
down. Whatever happens there ends here in words. Nothing is executed and nothing is drawn.
"""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.domain.scans import Finding
from chalicelib.library import pdf_active, pdf_apart, pdf_pages
from chalicelib.library.pdf_apart import MEMORY, SECONDS

if TYPE_CHECKING:
    import pikepdf

MOST_PAGES = 5_000
#: The largest picture on a page: an A2 sheet at 600 dpi has 139 million dots.
MOST_DOTS = 200_000_000
HEAD = 1024
BEFORE = b"\xef\xbb\xbf \t\r\n"
#: How the library says damage, besides its own error: what stands where something else must be.
FAULTS = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)

LOOKS_LIKE = (
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"%!PS", "a PostScript file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"<", "a web page or an XML file"),
)

AGAIN = "Save it as a PDF without that and upload it again."
LOCKED = f"The PDF is protected with a password. {AGAIN}"
RESTRICTED = f"The PDF is protected against copying or printing. {AGAIN}"
DAMAGED = "The PDF is damaged and cannot be read. Scan it again, or save it again as a PDF."
MENDED = "The PDF was damaged and has been repaired. Look through it before you select it."
TAKEN_OUT = "It has been taken out; the pages are as they were."
NO_PAGES = "The PDF has no pages."
TOO_MUCH = (
    "The PDF could not be checked: it takes more time or memory than a scan ever should. "
    "Save it again as a PDF, or scan it again."
)
NO_CLOSER = "Its pages could not be looked at more closely: look through the scan yourself."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen. `mended` says that another copy was written, which is the one to keep:
    repaired, or without what a scan does not need."""

    findings: tuple[Finding, ...] = ()
    pages: int | None = None
    mended: bool = False

    @property
    def blocked(self) -> bool:
        return any(finding.blocking for finding in self.findings)


def check(
    path: Path,
    mended: Path,
    *,
    seconds: int = SECONDS,
    memory: int = MEMORY,
) -> Checked:
    """Looks this file over within so many seconds and bytes; a repaired copy goes to `mended`."""
    told = pdf_apart.run(__name__, (path, mended), seconds, memory).lines
    if not told:
        return _blocked("too-much", TOO_MUCH)
    return _seen(json.loads(told[0]), told[1:])


def _seen(found: dict[str, Any], more: tuple[str, ...]) -> Checked:
    """The verdict, and what was remarked besides; without the latter the verdict stands."""
    findings = [Finding(**one) for one in found["findings"]]
    if not any(one.blocking for one in findings):
        closer = [Finding(**one) for one in json.loads(more[0])] if more else []
        findings += closer if more else [Finding(NO_CLOSER, code="not-looked")]
    return Checked(tuple(findings), found["pages"], found["mended"])


def look(path: Path, mended: Path) -> Checked:
    """The looking itself, without limits; only ever called in the second process, and by tests."""
    import pikepdf

    with path.open("rb") as file:
        head = file.read(HEAD)
    if b"%PDF-" not in head:
        return _blocked("not-a-pdf", _no_pdf(head))
    try:
        with pikepdf.open(path) as pdf:
            return _opened(pdf, mended, clean=head.lstrip(BEFORE).startswith(b"%PDF-"))
    except pikepdf.PasswordError:
        return _blocked("encrypted", LOCKED)
    except (pikepdf.PdfError, RuntimeError, *FAULTS):
        return _blocked("damaged", DAMAGED)


def _opened(pdf: "pikepdf.Pdf", mended: Path, clean: bool) -> Checked:
    """What is inside; `clean` says that nothing else stands before the PDF in the file."""
    pages = len(pdf.pages)
    if not pages:
        return _blocked("no-pages", NO_PAGES)
    if pages > MOST_PAGES:
        words = f"The PDF has {pages} pages, and the desk takes {MOST_PAGES} in a scan."
        return _blocked("too-many-pages", words)
    if pdf.is_encrypted:
        return _blocked("encrypted", RESTRICTED, pages)
    if huge := _huge(pdf):
        return Checked((huge,), pages)
    lost = [number for number, page in enumerate(pdf.pages, 1) if not _readable(page)]
    active = pdf_active.content(pdf)
    whole = clean and not lost and not pdf.get_warnings()
    if whole and not active:
        return Checked((), pages)
    if not whole and not all("/Contents" in page.obj and _readable(page) for page in pdf.pages):
        return _blocked("damaged", DAMAGED, pages, lost[0] if lost else None)
    found = [] if whole else [Finding(MENDED, code="mended")]
    found += [
        Finding(f"{words} {TAKEN_OUT}", code="active-removed", page=page)
        for words, page in active.items()
    ]
    return _anew(pdf, pages, mended, tuple(found))


def _anew(pdf: "pikepdf.Pdf", pages: int, mended: Path, found: tuple[Finding, ...]) -> Checked:
    """The file written anew, without what is active; good only if it is whole and has no more."""
    import pikepdf

    pdf_active.remove(pdf)
    pdf.save(mended, deterministic_id=True)
    with pikepdf.open(mended) as again:
        left = pdf_active.content(again)
        if left:
            said = (
                Finding(f"{words} {AGAIN}", True, "active", page) for words, page in left.items()
            )
            return Checked(tuple(said), pages)
        if len(again.pages) != pages or not all(map(_readable, again.pages)):
            return _blocked("damaged", DAMAGED, pages)
        if again.get_warnings():
            return _blocked("damaged", DAMAGED, pages)
    return Checked(found, pages, mended=True)


def _readable(page: "pikepdf.Page") -> bool:
    """The page's drawing can be unpacked to its end; an empty page is readable."""
    import pikepdf

    drawing = page.obj.get("/Contents")
    parts = drawing if isinstance(drawing, pikepdf.Array) else pikepdf.Array([drawing])
    try:
        for place in range(len(parts)):
            part = parts[place]
            if isinstance(part, pikepdf.Stream):
                part.read_bytes()
    except pikepdf.PdfError:
        return False
    return True


def _huge(pdf: "pikepdf.Pdf") -> Finding | None:
    """A picture with more dots than any sheet has brings down whoever opens the page."""
    import pikepdf

    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype", None) == "/Image":
            about: Any = one
            dots = int(about.get("/Width", 0)) * int(about.get("/Height", 0))
            if dots > MOST_DOTS:
                return Finding(too_many_dots(dots), True, "too-many-dots", _page_of(pdf, one))
    return None


def too_many_dots(dots: int) -> str:
    most = MOST_DOTS // 1_000_000
    return (
        f"A picture in it has {dots // 1_000_000} million dots, and the desk takes {most} million. "
        "Scan it again at 300 to 600 dpi."
    )


def _page_of(pdf: "pikepdf.Pdf", picture: Any) -> int | None:
    """The first page that names this picture itself."""
    for number, page in enumerate(pdf.pages, 1):
        if any(one.objgen == picture.objgen for one in page.images.values()):
            return number
    return None


def _no_pdf(head: bytes) -> str:
    kind = next((name for mark, name in LOOKS_LIKE if head.lstrip().startswith(mark)), "")
    what = f"This is not a PDF but {kind}." if kind else "This is not a PDF, whatever its name."
    return f"{what} Save the scan as a PDF or as pictures and upload that."


def _blocked(code: str, words: str, pages: int | None = None, page: int | None = None) -> Checked:
    return Checked((Finding(words, True, code, page),), pages)


def main(argv: list[str]) -> None:
    """The second process: says that it has begun, then what it saw, as JSON."""
    import pikepdf  # what is missing from the package must not pass for a bad file

    path, mended = map(Path, pdf_apart.limited(argv))
    seen = look(path, mended)
    findings = [asdict(one) for one in seen.findings]
    verdict = {"pages": seen.pages, "findings": findings, "mended": seen.mended}
    print(json.dumps(verdict), flush=True)
    if not seen.blocked:
        # By now the verdict is told, whatever a picture inside does to this process.
        with pikepdf.open(mended if seen.mended else path) as pdf:
            print(json.dumps([asdict(one) for one in pdf_pages.remarks(pdf)]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
