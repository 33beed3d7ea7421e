"""Looks a PDF over before anybody may read it: is it one, whole, open, and nothing but pages?

The looking is done by a second process with limits of time and memory, because a file that was
made to harm can keep the PDF library busy for ever, fill the memory or bring it down. Whatever
happens there ends here in words. Nothing is executed and nothing is drawn.
"""

import json
import os
import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalicelib.domain.scans import Finding
from chalicelib.library import pdf_active, pdf_pages

if TYPE_CHECKING:
    import pikepdf

SECONDS = 60
MEMORY = 800 * 1024 * 1024
MOST_PAGES = 5_000
HEAD = 1024
BEFORE = b"\xef\xbb\xbf \t\r\n"

LOOKS_LIKE = (
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"II*\0", "a picture (TIFF)"),
    (b"MM\0*", "a picture (TIFF)"),
    (b"PK\x03\x04", "an archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"%!PS", "a PostScript file"),
    (b"<", "a web page or an XML file"),
)

AGAIN = "Save it as a PDF without that and upload it again."
LOCKED = f"The PDF is protected with a password. {AGAIN}"
RESTRICTED = f"The PDF is protected against copying or printing. {AGAIN}"
DAMAGED = "The PDF is damaged and cannot be read. Scan it again, or save it again as a PDF."
MENDED = "The PDF was damaged and has been repaired. Look through it before you select it."
NO_PAGES = "The PDF has no pages."
TOO_MUCH = (
    "The PDF could not be checked: it takes more time or memory than a scan ever should. "
    "Save it again as a PDF, or scan it again."
)
NO_CLOSER = "Its pages could not be looked at more closely: look through the scan yourself."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was seen. `mended` says that a repaired copy was written, which is the one to keep."""

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
    ours = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", __name__, str(path), str(mended), str(seconds), str(memory)]
    try:
        run = subprocess.run(command, env=ours, capture_output=True, timeout=seconds, check=False)
        told, ended = run.stdout, f"exit {run.returncode}"
    except subprocess.TimeoutExpired as late:
        told, ended = late.stdout or b"", "time-out"
    # The last line counts only if it was written to its end.
    begun, *seen = told.decode().rpartition("\n")[0].split("\n")
    if begun != "begun" and ended != "time-out":
        raise RuntimeError(f"the check did not begin ({ended})")
    if not seen:
        return Checked((Finding(TOO_MUCH, blocking=True),))
    return _seen(json.loads(seen[0]), seen[1:])


def _seen(found: dict[str, Any], more: list[str]) -> Checked:
    """The verdict, and what was remarked besides; without the latter the verdict stands."""
    findings = [Finding(**one) for one in found["findings"]]
    if not any(one.blocking for one in findings):
        findings += [Finding(one) for one in (json.loads(more[0]) if more else [NO_CLOSER])]
    return Checked(tuple(findings), found["pages"], found["mended"])


def look(path: Path, mended: Path) -> Checked:
    """The looking itself, without limits; only ever called in the second process, and by tests."""
    import pikepdf

    with path.open("rb") as file:
        head = file.read(HEAD)
    if b"%PDF-" not in head:
        return _blocked(_no_pdf(head))
    try:
        with pikepdf.open(path) as pdf:
            return _opened(pdf, mended, clean=head.lstrip(BEFORE).startswith(b"%PDF-"))
    except pikepdf.PasswordError:
        return _blocked(LOCKED)
    except (pikepdf.PdfError, RuntimeError, ValueError):
        # The library says some kinds of damage with these two.
        return _blocked(DAMAGED)


def _opened(pdf: "pikepdf.Pdf", mended: Path, clean: bool) -> Checked:
    """What is inside; `clean` says that nothing else stands before the PDF in the file."""
    pages = len(pdf.pages)
    if not pages:
        return _blocked(NO_PAGES)
    if pages > MOST_PAGES:
        return _blocked(f"The PDF has {pages} pages, and the desk takes {MOST_PAGES} in a scan.")
    lost = [number for number, page in enumerate(pdf.pages, 1) if not _readable(page)]
    words = [RESTRICTED] if pdf.is_encrypted else []
    words += [f"{what} {AGAIN}" for what in pdf_active.content(pdf)]
    if words:
        return Checked(tuple(Finding(one, blocking=True) for one in words), pages)
    if clean and not lost and not pdf.get_warnings():
        return Checked((), pages)
    return _repaired(pdf, pages, mended)


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


def _repaired(pdf: "pikepdf.Pdf", pages: int, mended: Path) -> Checked:
    """A damaged file written anew; good only if every page has something on it and it is whole."""
    import pikepdf

    if not all("/Contents" in page.obj and _readable(page) for page in pdf.pages):
        return _blocked(DAMAGED, pages)
    pdf.save(mended, deterministic_id=True)
    with pikepdf.open(mended) as again:
        whole = len(again.pages) == pages and all(map(_readable, again.pages))
        if not whole or again.get_warnings():
            return _blocked(DAMAGED, pages)
    return Checked((Finding(MENDED),), pages, mended=True)


def _no_pdf(head: bytes) -> str:
    kind = next((name for mark, name in LOOKS_LIKE if head.lstrip().startswith(mark)), "")
    what = f"This is not a PDF but {kind}." if kind else "This is not a PDF, whatever its name."
    return f"{what} Save the scan as one PDF and upload that."


def _blocked(words: str, pages: int | None = None) -> Checked:
    return Checked((Finding(words, blocking=True),), pages)


def main(path: str, mended: str, seconds: str, memory: str) -> None:
    """The second process: says that it has begun, then what it saw, as JSON."""
    import pikepdf  # what is missing from the package must not pass for a bad file

    print("begun", flush=True)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    # Should the first process be killed, this one still ends.
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    seen = look(Path(path), Path(mended))
    findings = [{"words": one.words, "blocking": one.blocking} for one in seen.findings]
    verdict = {"pages": seen.pages, "findings": findings, "mended": seen.mended}
    print(json.dumps(verdict), flush=True)
    if not seen.blocked:
        # By now the verdict is told, whatever a picture inside does to this process.
        with pikepdf.open(mended if seen.mended else path) as pdf:
            print(json.dumps(pdf_pages.remarks(pdf)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
