"""The verdict on each kind of file: in words, in bounded time and memory, whatever it holds."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from chalicelib.library import pdf, pdf_active, pdf_apart
from chalicelib.library.pdf import MENDED, NO_PAGES, TOO_MUCH, Checked, Finding
from tests.library import pdfs

Made = Callable[[Path], Path]


@pytest.fixture
def check(tmp_path: Path) -> Callable[..., Checked]:
    def checked(path: Path, **limits: int) -> Checked:
        return pdf.check(path, tmp_path / "mended.pdf", **limits)

    return checked


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "upload.pdf"


def test_a_good_pdf_has_its_pages_counted_and_nothing_to_find(
    check: Callable[..., Checked], file: Path
) -> None:
    pdfs.saved(pdfs.a_pdf(3), file)

    assert check(file) == Checked((), pages=3)


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (pdfs.with_password, "protected with a password"),
        (pdfs.with_restrictions, "protected against copying or printing"),
        (pdfs.without_pages, NO_PAGES),
        (pdfs.a_loop, "damaged"),
        (pdfs.very_nested, "damaged"),
    ],
)
def test_what_may_not_reach_a_reader_is_blocked_in_words(
    check: Callable[..., Checked], file: Path, made: Made, words: str
) -> None:
    checked = check(made(file))

    assert checked.blocked
    assert words in checked.findings[0].words


@pytest.mark.parametrize(
    ("made", "words", "page"),
    [
        (pdfs.with_script, "carries a script", None),
        (pdfs.with_scripts_by_name, "carries a script", None),
        (pdfs.with_program, "tries to start another program", 1),
        (pdfs.with_attachment, "carries other files", None),
        (pdfs.with_a_note_that_is_a_file, "carries other files", 2),
        (pdfs.with_form, "sends or fetches", None),
        (pdfs.with_xfa, "runs scripts (XFA)", None),
        (pdfs.with_film, "carries film", 1),
    ],
)
def test_what_a_scan_does_not_need_is_taken_out_and_that_is_said_with_its_page(
    check: Callable[..., Checked], file: Path, tmp_path: Path, made: Made, words: str,
    page: int | None,
) -> None:  # fmt: skip
    checked = check(made(file))

    first = checked.findings[0]
    assert (checked.blocked, checked.mended, first.code) == (False, True, "active-removed")
    assert words in first.words
    assert "has been taken out" in first.words
    assert first.page == page
    with pikepdf.open(file) as before, pikepdf.open(tmp_path / "mended.pdf") as after:
        assert pdf_active.content(before)
        assert not pdf_active.content(after)
        assert drawn(after) == drawn(before)


def drawn(file: pikepdf.Pdf) -> list[bytes]:
    return [page.obj.Contents.read_bytes() for page in file.pages]


def test_what_looks_like_an_action_and_is_none_stays(
    check: Callable[..., Checked], file: Path
) -> None:
    pdfs.with_a_link_to_a_page(file)

    assert check(file) == Checked((), pages=2)


def test_a_picture_with_more_dots_than_any_sheet_is_blocked_with_its_page(
    check: Callable[..., Checked], file: Path
) -> None:
    (finding,) = check(pdfs.a_bomb_of_dots(file)).findings

    assert (finding.code, finding.page, finding.blocking) == ("too-many-dots", 2, True)
    assert "10000 million dots" in finding.words


def test_the_second_process_is_told_none_of_our_secrets(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "ours")
    (tmp_path / "teller.py").write_text(
        "import os, sys\nfrom chalicelib.library import pdf_apart\n"
        "pdf_apart.limited(sys.argv[1:])\nprint(sorted(os.environ), flush=True)\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))

    told = pdf_apart.run("teller", (), seconds=20, memory=500_000_000)

    assert "AWS_SECRET_ACCESS_KEY" not in told.lines[0]
    assert "PYTHONPATH" in told.lines[0]


def test_a_step_that_fills_the_disk_is_stopped(tmp_path: Path) -> None:
    into = tmp_path / "whole"
    limited = "pdf_apart.LARGEST = 10_000\npdf_apart.limited(sys.argv[1:])"
    (tmp_path / "writer.py").write_text(
        f"import sys\nfrom chalicelib.library import pdf_apart\n{limited}\n"
        f"open({str(into)!r}, 'wb').write(bytes(20_000))\nprint('done', flush=True)\n"
    )
    sys.path.insert(0, str(tmp_path))
    try:
        told = pdf_apart.run("writer", (), seconds=20, memory=500_000_000)
    finally:
        sys.path.remove(str(tmp_path))

    assert told.lines == ()
    assert into.stat().st_size <= 10_000


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"MZ\x90", "a program"),
        (b"PK\x03\x04", "an archive or an office document"),
        (b"\n<!doctype html>", "a web page or an XML file"),
    ],
)
def test_another_kind_of_file_is_named_whatever_its_name(
    check: Callable[..., Checked], file: Path, head: bytes, kind: str
) -> None:
    file.write_bytes(head + b"and more")

    (finding,) = check(file).findings

    assert finding.blocking
    assert finding.words.startswith(f"This is not a PDF but {kind}.")


@pytest.mark.parametrize("content", [b"", b"Dear colleague,"])
def test_what_nobody_can_name_is_no_pdf_either(
    check: Callable[..., Checked], file: Path, content: bytes
) -> None:
    file.write_bytes(content)

    assert check(file).findings[0].words.startswith("This is not a PDF, whatever its name.")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.95])
def test_a_file_cut_short_in_its_pages_is_blocked(
    check: Callable[..., Checked], file: Path, share: float
) -> None:
    assert check(pdfs.cut_short(file, share)).blocked


@pytest.mark.parametrize("made", [pdfs.misdirected, pdfs.two_in_one])
def test_what_can_be_repaired_is_repaired_and_noted(
    check: Callable[..., Checked], file: Path, tmp_path: Path, made: Made
) -> None:
    checked = check(made(file))

    assert checked == Checked((Finding(MENDED, code="mended"),), pages=4, mended=True)
    with pikepdf.open(tmp_path / "mended.pdf") as whole:
        assert (len(whole.pages), whole.get_warnings()) == (4, [])
    assert (tmp_path / "mended.pdf").read_bytes().startswith(b"%PDF-")


def test_a_bomb_ends_in_words_and_soon(check: Callable[..., Checked], file: Path) -> None:
    begun = time.monotonic()

    checked = check(pdfs.a_bomb(file), memory=300_000_000)

    assert checked.blocked
    assert time.monotonic() - begun < 20


def test_what_takes_too_long_is_stopped(check: Callable[..., Checked], file: Path) -> None:
    (finding,) = check(pdfs.many_objects(file), seconds=1).findings

    assert finding == Finding(TOO_MUCH, blocking=True, code="too-much")


def test_what_takes_too_much_memory_is_stopped(check: Callable[..., Checked], file: Path) -> None:
    checked = check(pdfs.many_objects(file), memory=70_000_000)

    assert checked.blocked


def test_more_pages_than_a_scan_ever_has_are_blocked(
    check: Callable[..., Checked], file: Path
) -> None:
    large = pikepdf.Pdf.new()
    for _ in range(pdf.MOST_PAGES + 1):
        large.add_blank_page()
    pdfs.saved(large, file)

    assert check(file).findings[0].words == (
        "The PDF has 5001 pages, and the desk takes 5000 in a scan."
    )
