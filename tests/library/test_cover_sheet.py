"""The cover sheet: tagged, in six scripts, and never a box where a letter should be.

SCANDESK_PICTURES=1 also draws docs/pictures/cover-*.png, to be looked at by a person.
"""

import io
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from chalicelib.domain.reading import Sheet
from chalicelib.library.cover_sheet import UNPRINTED, printed

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SHEET = Sheet(
    pages="masters/A/s1/x.pdf",
    title="Consideration",
    institution="University of Example",
    lines=(
        ("By", "Denning, A."),
        ("From", "The Law of Contract"),
        ("Published by", "Sweet, 2020"),
        ("ISBN", "9780199535569"),
        ("Pages", "100-116"),
        ("Course", "LAW101 Contract (2026-27)"),
        ("Copied under", "CLA Higher Education Licence"),
        ("Copied on", "21 November 2026"),
        ("Supplied by", "The library of University of Example"),
    ),
    notice=(
        (("This copy was made under a licence. It allows you to:",), False),
        (("view a copy;", "print a copy."), True),
    ),
)
#: A title, its author and its publisher in each script.
SCRIPTS = {
    "latin": ("Œuvres complètes: Łódź, Đuro, Việt Nam", "Šťastný, Ångström", "Çağdaş Yayınları"),
    "greek": ("Ἡ Πολιτεία καὶ οἱ νόμοι", "Πλάτων", "Εκδόσεις Κάκτος, Αθήνα"),
    "cyrillic": ("Війна і мир: ґрунт та їжа", "Толстой, Л. Н.", "Наука, Москва"),
    "arabic": ("كتاب ألف ليلة وليلة", "ابن رشد", "دار الكتب العلمية، بيروت"),
    "hebrew": ("תולדות העם היהודי בימי הביניים", "בן־ששון", "הוצאת דביר"),
    "cjk": ("中国哲学简史 日本の歴史 한국의 역사", "冯友兰", "北京大学出版社"),
}


def in_script(name: str) -> Sheet:
    title, author, publisher = SCRIPTS[name]
    lines = (("By", author), ("Published by", publisher), *SHEET.lines[3:])
    return replace(SHEET, title=title, lines=lines)


def text_of(pdf: bytes) -> str:
    page = pypdfium2.PdfDocument(pdf)[0]
    return str(page.get_textpage().get_text_range())


def elements(one: Any) -> list[Any]:
    """Every element of a tree of tags, in its order."""
    if isinstance(one, pikepdf.Array):
        return [below for kid in one for below in elements(kid)]
    if not isinstance(one, pikepdf.Dictionary) or "/S" not in one:
        return []
    return [one, *elements(one.get("/K", pikepdf.Array()))]


@pytest.mark.parametrize("script", SCRIPTS)
def test_titles_in_any_script_come_out_right(script: str) -> None:
    sheet = in_script(script)

    made = printed(sheet)

    text = text_of(made.pdf)
    assert made.words == ()
    for words in SCRIPTS[script]:
        assert all(word in text for word in words.replace("،", " ").replace(",", " ").split())
    if os.environ.get("SCANDESK_PICTURES"):
        drawn = pypdfium2.PdfDocument(made.pdf)[0].render(scale=0.9).to_pil()
        drawn.crop((0, 0, drawn.width, drawn.height * 55 // 100)).convert("L").quantize(16).save(
            PICTURES / f"cover-{script}.png", optimize=True
        )


def test_the_sheet_is_tagged_and_has_a_title_and_a_language() -> None:
    with pikepdf.open(io.BytesIO(printed(SHEET).pdf)) as pdf:
        root: Any = pdf.Root
        tags = [str(one.S) for one in elements(root.StructTreeRoot.K)]

        assert tags[0] == "/Document"
        assert [one for one in tags if one.startswith("/H")] == ["/H1", "/H2"]
        assert tags.count("/LI") == len(SHEET.lines) + 2
        assert "/P" in tags
        assert (root.MarkInfo.Marked, str(root.Lang)) == (True, "en")
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        assert pdf.open_metadata()["dc:title"] == "Consideration"


@pytest.mark.parametrize(
    ("script", "language"),
    [("greek", "el"), ("arabic", "ar"), ("hebrew", "he"), ("cyrillic", "ru")],
)
def test_a_title_is_spoken_in_a_language_of_its_script(script: str, language: str) -> None:
    with pikepdf.open(io.BytesIO(printed(in_script(script)).pdf)) as pdf:
        tree: Any = pdf.Root.StructTreeRoot
        (heading,) = [one for one in elements(tree.K) if one.S == "/H1"]

        assert str(heading.Lang) == language


@pytest.mark.parametrize("title", ["தமிழ் இலக்கியம்", "Emoji 😀", "\ue000 private", "\U00020000 rare"])
def test_what_cannot_be_printed_is_named_plainly_and_never_a_box(title: str) -> None:
    made = printed(replace(SHEET, title=title, lines=(("By", title), *SHEET.lines[1:])))

    text = " ".join(text_of(made.pdf).split())
    assert f"A title {UNPRINTED}" in text
    assert UNPRINTED.capitalize() in text
    assert [words.partition(":")[0] for words in made.words] == ["Title", "By"]


def test_a_notice_keeps_its_words_around_a_sign_that_cannot_be_printed() -> None:
    made = printed(replace(SHEET, notice=((("For the course 😀😀 Joy only.",), False),)))

    assert "For the course (signs that cannot be printed) Joy only." in text_of(made.pdf)
    assert made.words[0].startswith("Notice:")


@pytest.mark.parametrize(
    "title",
    [
        '#read("/etc/passwd")',
        '#image("/etc/passwd") *bold* _it_ $x^2$ = Heading',
        '#import "@preview/cetz:0.3.0"',
        "// not a comment \\ `raw` <label> @ref #panic()",
        "]] #set page(width: 1pt) [[",
    ],
)
def test_what_people_wrote_is_never_markup(title: str) -> None:
    made = printed(replace(SHEET, title=title))

    assert " ".join(title.split()) in " ".join(text_of(made.pdf).split())


def test_control_characters_stand_for_nothing() -> None:
    made = printed(replace(SHEET, title="A\x00 bell\x07 and\nline\u2028breaks"))

    assert "A bell and line breaks" in text_of(made.pdf).replace("\r\n", " ")
    assert made.words == ()


def test_the_same_sheet_is_the_same_bytes() -> None:
    assert printed(SHEET).pdf == printed(SHEET).pdf
