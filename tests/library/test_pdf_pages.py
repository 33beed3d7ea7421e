"""What a scanning technician would remark, each remark with its pages; and what is nothing."""

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from chalicelib.library import pdf as whole_check
from chalicelib.library import pdf_pages
from tests.library import pdfs

NO_TEXT = pdf_pages.NO_TEXT
SHARP = (2480, 3508)


def words(pdf: Pdf) -> list[str]:
    return [one.words for one in pdf_pages.remarks(pdf)]


def test_a_file_with_words_title_and_language_has_nothing_to_remark() -> None:
    assert words(pdfs.a_pdf(3)) == []


@pytest.mark.parametrize(
    ("dots", "dull"),
    [((2480, 3508), False), ((2400, 3400), False), ((2000, 2829), True), ((1240, 1754), True)],
)
def test_a_page_scanned_at_fewer_than_300_dots_an_inch_is_named(
    dots: tuple[int, int], dull: bool
) -> None:
    found = words(pdfs.scanned(dots))

    assert any(one.startswith("Page 1 has fewer than 300 dots") for one in found) is dull


def test_the_sharpness_is_that_of_the_picture_as_it_is_put_on_the_page() -> None:
    half = b"q 297 0 0 421 0 0 cm /Im Do Q"

    assert words(pdfs.scanned((1240, 1754), put=half)) == [NO_TEXT]


def test_a_picture_inside_a_form_is_measured_by_both_their_sizes() -> None:
    pdf = pdfs.scanned((1240, 1754))
    page = pdf.pages[0].obj
    inside = Stream(pdf, b"q 0.5 0 0 0.5 0 0 cm /Im Do Q")
    inside.Subtype, inside.Resources = Name.Form, page.Resources
    page.Resources = Dictionary(XObject=Dictionary(Fm=pdf.make_indirect(inside)))
    page.Contents = pdf.make_stream(b"q 1190 0 0 1684 0 0 cm /Fm Do Q")

    (found, _) = words(pdf)

    assert "(the least 150)" in found


def test_a_stamp_on_a_page_says_nothing_of_its_sharpness() -> None:
    stamp = b"q 60 0 0 60 0 0 cm /Im Do Q"

    assert words(pdfs.scanned((50, 50), put=stamp)) == [NO_TEXT]


def test_two_pages_of_a_book_on_one_are_named() -> None:
    (found, _) = words(pdfs.scanned((4961, 3508), pages=3, size=(1190, 842)))

    assert found == pdf_pages.SPREADS.format(pages="Pages 1-3", are="are")


def test_a_page_lying_on_its_side_is_taken_as_it_is_shown() -> None:
    pdf = pdfs.a_pdf(2)
    pdf.pages[1].obj.Rotate = 90

    assert words(pdf) == [pdf_pages.LIES.format(pages="Page 2")]


def test_a_picture_lying_on_its_side_may_be_two_pages_of_a_book() -> None:
    pdf = pdfs.scanned(SHARP)
    pdf.pages[0].obj.Rotate = 90

    assert pdf_pages.SPREADS.format(pages="Page 1", are="is") in words(pdf)


def test_a_picture_of_nothing_is_a_blank_page() -> None:
    pdf = pdfs.scanned(SHARP)
    pdf.pages.extend(pdfs.scanned(SHARP, grey=b"\xf0\xfa").pages)

    assert words(pdf) == [pdf_pages.BLANK.format(pages="Page 2", are="is"), NO_TEXT]


def test_a_page_with_nothing_on_it_is_blank_and_lacks_no_words() -> None:
    pdf = pdfs.a_pdf(1)
    pdf.add_blank_page()

    assert words(pdf) == [pdf_pages.BLANK.format(pages="Page 2", are="is")]


def test_pages_without_words_among_others_are_named() -> None:
    pdf = pdfs.a_pdf(1)
    pdf.pages.extend(pdfs.scanned(SHARP, pages=2).pages)

    found = words(pdf)

    assert found == [pdf_pages.SOME_TEXT.format(pages="Pages 2-3", have="have")]


def test_a_title_in_the_newer_metadata_is_one() -> None:
    pdf = pdfs.a_pdf()
    del pdf.docinfo["/Title"]
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = "الفصل الأول"

    assert words(pdf) == []


def test_what_the_file_does_not_say_of_itself_is_remarked() -> None:
    pdf = pdfs.a_pdf()
    del pdf.docinfo["/Title"], pdf.Root["/Lang"]

    assert words(pdf) == [pdf_pages.NO_TITLE, pdf_pages.NO_LANGUAGE]


def test_forms_that_hold_each_other_end() -> None:
    pdf = pdfs.a_pdf(1)
    loop = pdf.make_indirect(Stream(pdf, b"/Fm Do /Fm Do"))
    loop.Subtype = Name.Form
    loop.Resources = Dictionary(XObject=Dictionary(Fm=loop))
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Fm=loop))
    pdf.pages[0].obj.Contents = pdf.make_stream(b"BT (words) Tj ET /Fm Do")

    assert words(pdf) == []


def test_when_time_is_up_it_says_how_far_it_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "SECONDS", -1.0)

    assert words(pdfs.a_pdf(3)) == ["Only the first 0 pages were looked at so closely."]


def test_a_picture_too_large_to_look_at_does_not_cost_the_verdict(tmp_path: Path) -> None:
    pdf = pdfs.scanned((8, 8))
    picture = pdf.pages[0].obj.Resources.XObject.Im
    picture.Width = picture.Height = 14_000
    picture.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 1, b"\0" * 6])
    file = pdfs.saved(pdf, tmp_path / "a.pdf")

    checked = whole_check.check(file, tmp_path / "mended.pdf", memory=300_000_000)

    assert not checked.blocked
    assert checked.pages == 1


def test_remarks_name_many_pages_shortly() -> None:
    pdf = Pdf.new()
    for number in range(60):
        pdf.add_blank_page(page_size=(842, 595) if number % 2 else (595, 842))
        pdf.pages[-1].obj.Contents = pdf.make_stream(pdfs.DRAWING)

    assert "5, 7" not in (found := words(pdf)[0])
    assert found.startswith("Pages 2, 4, 6,")
    assert "and 18 more" in found


def test_tags_are_told_where_there_are_any_and_not_judged() -> None:
    pdf = pdfs.a_pdf()
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot)

    only_claimed = pdf_pages.remarks(pdf)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    tagged = pdf_pages.remarks(pdf)

    assert (only_claimed, [one.code for one in tagged]) == ([], ["tagged"])
    assert "whether they are right is unknown" in tagged[0].words
