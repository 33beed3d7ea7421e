"""The pictures of the docs: each is made by a test that `make pictures` runs, and is there."""

import re
from pathlib import Path

from tests.library.test_cover_sheet import SCRIPTS

HOUSE = Path(__file__).parents[1]
PICTURES = HOUSE / "docs" / "pictures"
BROWSED = {one: one.read_text() for one in (HOUSE / "tests" / "e2e").glob("test_browser*.py")}
#: What each file's tests take, by the file.
TAKEN = {
    one.relative_to(HOUSE).as_posix(): set(re.findall(r'\bpicture\(\w+, "([a-z-]+)"\)', text))
    for one, text in BROWSED.items()
}
SHEETS = "tests/library/test_cover_sheet.py"
THERE = {one.stem for one in PICTURES.iterdir()}


def test_every_picture_that_a_test_takes_is_there_and_every_one_there_is_taken():
    taken = set().union(*TAKEN.values())
    sheets = {f"cover-{script}" for script in SCRIPTS}

    assert sum(text.count("picture(") for text in BROWSED.values()) == len(taken)
    assert taken | sheets == THERE


def test_make_pictures_runs_every_file_that_takes_one_and_no_other():
    line = next(one for one in (HOUSE / "Makefile").read_text().splitlines() if "PICTURES=1" in one)

    ran = set(re.findall(r"tests/\S+\.py", line))

    assert ran == {one for one, names in TAKEN.items() if names} | {SHEETS}


def test_every_picture_that_a_page_shows_is_there():
    pages = [HOUSE / "README.md", *(HOUSE / "docs").rglob("*.md")]
    shown = {
        (page.parent / where).resolve()
        for page in pages
        for where in re.findall(r"!\[[^]]*\]\(([^):]+)\)", page.read_text())
    }

    assert shown
    assert [one for one in shown if not one.is_file()] == []
