"""Text recognition by programs of its own: what they make, and how they may end.

The programs are small ones that the tests write, so that each way to end can be had; what the real
ones make is looked at in tests/e2e/test_text_layer.py.
"""

import hashlib
import sys
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from chalicelib.library.recognise import Failed, NotSetUp, Programs, Unsuitable, recognise
from tests.library import pdfs

COPIES = "import shutil, sys; shutil.copy(sys.argv[-2], sys.argv[-1])"
READS = "open(sys.argv[sys.argv.index('--sidecar') + 1], 'w').write({text!r})"


class Beats:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


def a_program(path: Path, *lines: str) -> str:
    path.write_text("\n".join([f"#!{sys.executable}", *lines]))
    path.chmod(0o755)
    return str(path)


def programs(folder: Path, *lines: str, **limits: Any) -> Programs:
    """A Tesseract that knows two languages, and an OCRmyPDF that does this."""
    listing = "print('List of languages in /usr/share:\\neng\\ndeu\\nosd')"
    return Programs(
        ocrmypdf=a_program(folder / "ocrmypdf", *lines),
        tesseract=a_program(folder / "tesseract", listing),
        **limits,
    )


def reading(text: str) -> tuple[str, str]:
    return COPIES, READS.format(text=text)


@pytest.fixture
def master(tmp_path: Path) -> Path:
    return pdfs.saved(pdfs.scanned(pages=2), tmp_path / "master.pdf")


def work(master: Path, **other: Any) -> dict[str, Any]:
    digest = hashlib.sha256(master.read_bytes()).hexdigest()
    known = {"title": "Über die Pflicht", "languages": "deu", "again": False, "sha256": digest}
    return known | other


def test_the_copy_has_the_title_and_the_language_and_the_master_is_as_it_was(
    master: Path, tmp_path: Path
) -> None:
    into, before = tmp_path / "made.pdf", master.read_bytes()

    made = recognise(
        master, into, work(master), programs(tmp_path, *reading("eins\fzwei\f")), Beats()
    )

    with pikepdf.open(into) as pdf:
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("de", "Über die Pflicht")
        assert pdf.open_metadata()["dc:title"] == "Über die Pflicht"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert len(pdf.pages) == 2
    assert (made.text, made.read, made.accessibility) == ("made", 2, "machine-text")
    assert made.sha256 == hashlib.sha256(into.read_bytes()).hexdigest()
    assert master.read_bytes() == before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("words\f \n\f", ("made", 1, 1)),
        ("words\f[OCR skipped on page(s) 2]\f", ("made", 1, 0)),
        (" \f\n\f", ("none", 0, 2)),
        ("[OCR skipped on page(s) 1-2]\f", ("there", 0, 0)),
    ],
)
def test_what_was_read_is_counted_by_page(
    master: Path, tmp_path: Path, text: str, expected: tuple[str, int, int]
) -> None:
    made = recognise(
        master, tmp_path / "made.pdf", work(master), programs(tmp_path, *reading(text)), Beats()
    )

    assert (made.text, made.read, made.empty) == expected
    assert (tmp_path / "made.pdf").is_file() is bool(made.read)


def test_a_copy_with_other_pages_is_dropped(master: Path, tmp_path: Path) -> None:
    other = pdfs.saved(pdfs.a_pdf(3), tmp_path / "other.pdf")
    cheats = COPIES.replace("sys.argv[-2]", repr(str(other)))

    with pytest.raises(Unsuitable, match="had 3 pages and the scan 2"):
        recognise(
            master, tmp_path / "made.pdf", work(master),
            programs(tmp_path, cheats, READS.format(text="words\f")), Beats(),
        )  # fmt: skip

    assert not (tmp_path / "made.pdf").exists()


def test_a_copy_that_is_no_pdf_is_dropped(master: Path, tmp_path: Path) -> None:
    spoils = "import sys; open(sys.argv[-1], 'wb').write(b'no pdf')"

    with pytest.raises(Failed):
        recognise(
            master, tmp_path / "made.pdf", work(master),
            programs(tmp_path, spoils, READS.format(text="words\f")), Beats(),
        )  # fmt: skip


def test_a_program_that_takes_too_long_is_ended_with_all_that_it_started(
    master: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "child-lives"
    child = f"import time; time.sleep(3); open({str(mark)!r}, 'w')"
    starts = f"import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', {child!r}])"
    began = time.monotonic()

    with pytest.raises(Unsuitable, match="takes longer than 1 minutes"):
        recognise(
            master, tmp_path / "made.pdf", work(master),
            programs(tmp_path, starts, "time.sleep(60)", seconds=1), Beats(),
        )  # fmt: skip

    assert time.monotonic() - began < 5
    time.sleep(3)
    assert not mark.exists()


def test_a_program_that_wants_too_much_memory_fails_alone(master: Path, tmp_path: Path) -> None:
    # The limit is set a moment after the start, which is soon enough for a program that draws.
    greedy = "import time; time.sleep(0.5); bytearray(2 * 1024**3)"

    with pytest.raises(Failed, match="broke off"):
        recognise(
            master, tmp_path / "made.pdf", work(master),
            programs(tmp_path, greedy, memory=1024**3), Beats(),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "error"), [(2, Unsuitable), (8, Unsuitable), (3, NotSetUp), (15, Failed), (7, Failed)]
)
def test_each_way_to_end_has_its_error(
    master: Path, tmp_path: Path, code: int, error: type[Exception]
) -> None:
    with pytest.raises(error):
        recognise(
            master, tmp_path / "made.pdf", work(master),
            programs(tmp_path, f"raise SystemExit({code})"), Beats(),
        )  # fmt: skip


def test_languages_that_are_not_there_are_left_out_and_named(master: Path, tmp_path: Path) -> None:
    here = programs(tmp_path, *reading("words\fwords\f"))

    made = recognise(
        master, tmp_path / "made.pdf", work(master, languages="lat+eng"), here, Beats()
    )

    assert made.languages == "eng"
    assert made.note == "There is no language data for Latin, so it was not looked for."
    with pytest.raises(NotSetUp, match="no language data for Latin"):
        recognise(master, tmp_path / "two.pdf", work(master, languages="lat"), here, Beats())


def test_without_the_programs_it_is_not_set_up(master: Path, tmp_path: Path) -> None:
    with pytest.raises(NotSetUp):
        recognise(
            master, tmp_path / "made.pdf", work(master), Programs("/nowhere", "/nowhere"), Beats()
        )


def test_a_master_that_is_not_the_one_that_was_checked_is_not_read(
    master: Path, tmp_path: Path
) -> None:
    here = programs(tmp_path, *reading("words\f"))

    with pytest.raises(Unsuitable, match="not what it was"):
        recognise(master, tmp_path / "made.pdf", work(master, sha256="0" * 64), here, Beats())


def test_the_titles_of_texts_stand_in_no_list_of_processes(master: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    tells = f"import sys; open({str(seen)!r}, 'w').write(' '.join(sys.argv))"
    here = programs(tmp_path, tells, *reading("words\fwords\f"))

    recognise(master, tmp_path / "made.pdf", work(master), here, Beats())

    assert "--mode skip" in seen.read_text()
    assert "Pflicht" not in seen.read_text()
