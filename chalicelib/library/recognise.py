"""Puts recognised text under the pages of a scan, by OCRmyPDF and Tesseract.

Both are programs of their own, with limits of time and memory: what happens there ends here in
words. The pictures of the pages are neither turned nor pressed; the file only gains text, a title
and a language. Whatever comes back with other pages than the master had is dropped.
"""

import contextlib
import hashlib
import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chalicelib.domain.languages import spoken, tag

#: Below the quarter of an hour that a Lambda function has, with time left to fetch and to store.
SECONDS = 13 * 60
#: Of address space, for each of the programs: a page of 600 dpi takes about half of it.
MEMORY = 3 * 1024**3
BEAT = 30.0
#: OCRmyPDF's words for: not a PDF that it takes, something is missing, a password.
NOT_TAKEN, MISSING, LOCKED = 2, 3, 8
SKIPPED = "[OCR skipped"

TOO_LONG = (
    "Recognising its text takes longer than {minutes} minutes. Split the scan, or recognise the "
    "text with another program and upload it again."
)
REFUSED = "The program that recognises text does not take this file. Save it again as a PDF."
OTHER_PAGES = "The copy with text had {made} pages and the scan {had}, so it was dropped."
BROKE_OFF = "The program that recognises text broke off. Try again later."
CHANGED = "The checked file is not what it was when it was checked."


class NotSetUp(Exception):
    """This machine cannot recognise text, or not in that language."""


class Unsuitable(Exception):
    """The same again would end the same way; the words are for staff."""


class Failed(Exception):
    """It may work another time."""


@dataclass(frozen=True, slots=True)
class Made:
    """How it went: pages that were read now, in which nothing was read, and whether some had text.

    Where nothing was read there is no copy, and so no digest of it.
    """

    languages: str
    read: int
    empty: int
    had_text: bool
    note: str = ""
    sha256: str = ""

    @property
    def text(self) -> str:
        """The code of it for the scan (domain/text_layer.py)."""
        return "made" if self.read else "there" if self.had_text else "none"

    @property
    def accessibility(self) -> str:
        return "machine-text-in-part" if self.empty else "machine-text"


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the programs are, and their limits: seconds in all, bytes each, pages at once."""

    ocrmypdf: str = "ocrmypdf"
    tesseract: str = "tesseract"
    seconds: int = SECONDS
    memory: int = MEMORY
    jobs: int = 1

    def languages(self) -> frozenset[str]:
        """What Tesseract can read here; NotSetUp where one of the two is missing."""
        if not shutil.which(self.tesseract) or not shutil.which(self.ocrmypdf):
            raise NotSetUp("")
        command = [self.tesseract, "--list-langs"]
        listed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
        return frozenset(listed.stdout.split("\n")[1:]) - {"", "osd"}


def recognise(
    master: Path, into: Path, work: Mapping[str, Any], programs: Programs, beat: Callable[[], None]
) -> Made:
    """A copy of `master` with text, written to `into` if there was any to recognise.

    `beat` is called every half minute. Raises NotSetUp, Unsuitable or Failed.
    """
    languages, note = _at_hand(work["languages"], programs.languages())
    if work["sha256"] and _digest(master) != work["sha256"]:
        raise Unsuitable(CHANGED)
    drawn, said = into.with_suffix(".drawn.pdf"), into.with_suffix(".txt")
    mode = "redo" if work["again"] else "skip"
    command = [
        programs.ocrmypdf, "--quiet", "--output-type", "pdf", "--optimize", "0",
        "--rasterizer", "pypdfium", "--mode", mode, "--language", languages,
        "--jobs", str(programs.jobs), "--tesseract-timeout", "120", "--max-image-mpixels", "250",
        "--sidecar", str(said), str(master), str(drawn),
    ]  # fmt: skip
    _run(command, programs, beat)
    made = Made(languages, *_pages_read(said.read_text(errors="replace")), note)
    if not made.read:
        return made
    _named(drawn, into, work["title"], tag(languages), pages=_count(master))
    return replace(made, sha256=_digest(into))


def _at_hand(wanted: str, here: frozenset[str]) -> tuple[str, str]:
    """Those of the languages that can be read here, and a word about the others."""
    chosen = [one for one in wanted.split("+") if one in here]
    missing = spoken("+".join(one for one in wanted.split("+") if one not in here))
    if not chosen:
        raise NotSetUp(f"There is no language data for {missing or wanted}.")
    note = f"There is no language data for {missing}, so it was not looked for." if missing else ""
    return "+".join(chosen), note


def _run(command: list[str], programs: Programs, beat: Callable[[], None]) -> None:
    # Tesseract is looked for on the PATH; one thread each, because the pages run side by side.
    path = os.pathsep.join([os.path.dirname(programs.tesseract), os.environ.get("PATH", "")])
    env = {**os.environ, "OMP_THREAD_LIMIT": "1", "PATH": path.strip(os.pathsep)}
    until = time.monotonic() + programs.seconds
    child = subprocess.Popen(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        # Its own children inherit the limit, which is each one's own.
        if hasattr(resource, "prlimit"):
            limit = (programs.memory, programs.memory)
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(child.pid, resource.RLIMIT_AS, limit)
        _watched(child, until, programs, beat)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    if child.returncode == MISSING:
        raise NotSetUp("")
    if child.returncode in (NOT_TAKEN, LOCKED):
        raise Unsuitable(REFUSED)
    if child.returncode:
        raise Failed(BROKE_OFF)


def _watched(
    child: "subprocess.Popen[bytes]", until: float, programs: Programs, beat: Callable[[], None]
) -> None:
    """Until it ends; a beat meanwhile. Unsuitable when its time is over."""
    while True:
        left = until - time.monotonic()
        if left <= 0:
            raise Unsuitable(TOO_LONG.format(minutes=max(1, programs.seconds // 60)))
        try:
            child.wait(min(BEAT, left))
            return
        except subprocess.TimeoutExpired:
            beat()


def _pages_read(text: str) -> tuple[int, int, bool]:
    """How many pages were read, in how many nothing was, and whether some were left as they were.

    OCRmyPDF ends each page with a form feed, and says which it left as they were, which have text.
    """
    pages = text.removesuffix("\f").split("\f")
    drawn = [page for page in pages if not page.startswith(SKIPPED)]
    read = sum(any(sign.isalnum() for sign in page) for page in drawn)
    return read, len(drawn) - read, len(drawn) < len(pages)


def _named(drawn: Path, into: Path, title: str, language: str, pages: int) -> None:
    """The same file with its title and language, if it is whole."""
    import pikepdf

    try:
        with pikepdf.open(drawn) as pdf:
            if len(pdf.pages) != pages:
                raise Unsuitable(OTHER_PAGES.format(made=len(pdf.pages), had=pages))
            pdf.Root.Lang = pikepdf.String(language)
            pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
            with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
                meta["dc:title"] = title
                meta["dc:language"] = {language}
            pdf.docinfo["/Title"] = pikepdf.String(title)
            pdf.save(into, deterministic_id=True)
    except (pikepdf.PdfError, RuntimeError, ValueError) as broken:
        raise Failed(BROKE_OFF) from broken


def _count(path: Path) -> int:
    import pikepdf

    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
