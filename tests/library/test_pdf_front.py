"""A sheet in front of a scan: the scan's pages as they were, and one document of the two."""

import hashlib
import resource
import time
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, NumberTree, OutlineItem, Pdf, String

from chalicelib.library.cover_sheet import printed
from chalicelib.library.pdf_front import CannotJoin, put_in_front
from tests.library import pdfs
from tests.library.test_cover_sheet import SHEET, elements


@pytest.fixture(scope="module")
def cover() -> bytes:
    return printed(SHEET).pdf


def joined(cover: bytes, scan: Path, **how: Any) -> Pdf:
    out = scan.with_name("out.pdf")
    put_in_front(cover, scan, out, **{"title": "Consideration", "language": "en", **how})
    return pikepdf.open(out)


def a_tagged_scan(path: Path) -> Path:
    """Two pages, each a paragraph by its tags, with a language of their own."""
    pdf = pdfs.a_pdf(2)
    tree: Any = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    whole: Any = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    marks = []
    for at, page in enumerate(pdf.pages):
        one: Any = Dictionary(Type=Name.StructElem, S=Name.P, P=whole, Pg=page.obj, K=0)
        page.obj.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC BT (words) Tj ET EMC")
        page.obj.StructParents = at
        marks.append(pdf.make_indirect(one))
    whole.K = Array(marks)
    tree.K = whole
    tree.ParentTree = pdf.make_indirect(
        Dictionary(Nums=Array([0, Array([marks[0]]), 1, Array([marks[1]])]))
    )
    pdf.Root.StructTreeRoot = tree
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.Lang = String("de")
    return pdfs.saved(pdf, path)


def streams(pdf: Pdf, first: int = 0) -> list[str]:
    """The digest of each page's raw stream, from this page on."""
    return [
        hashlib.sha256(page.obj.Contents.read_raw_bytes()).hexdigest()
        for page in list(pdf.pages)[first:]
    ]


def labels(pdf: Pdf) -> list[str]:
    return [str(page.label) for page in pdf.pages]


def test_the_sheet_comes_first_and_the_scans_pages_are_as_they_were(cover, tmp_path):
    scan = pdfs.saved(pdfs.scanned(pages=3), tmp_path / "scan.pdf")
    before = hashlib.sha256(scan.read_bytes()).hexdigest()

    with joined(cover, scan) as whole, pikepdf.open(scan) as was:
        assert len(whole.pages) == 4
        assert streams(whole, 1) == streams(was)
        assert "/StructParents" in whole.pages[0].obj
        boxes = [[float(side) for side in page.mediabox] for page in list(whole.pages)[1:]]
        assert boxes == [[0, 0, 595, 842]] * 3
    assert hashlib.sha256(scan.read_bytes()).hexdigest() == before


def test_the_whole_has_the_title_and_shows_it(cover, tmp_path):
    scan = pdfs.saved(pdfs.scanned(), tmp_path / "scan.pdf")

    with joined(cover, scan, title="Ἡ Πολιτεία") as whole:
        assert str(whole.docinfo.Title) == "Ἡ Πολιτεία"
        assert whole.open_metadata()["dc:title"] == "Ἡ Πολιτεία"
        assert bool(whole.Root.ViewerPreferences.DisplayDocTitle) is True
        assert "pdfuaid:part" not in whole.open_metadata()


def test_the_language_is_the_scans_where_it_has_one(cover, tmp_path):
    without = pdfs.a_pdf()
    del without.Root.Lang
    scan = pdfs.saved(without, tmp_path / "scan.pdf")

    with joined(cover, scan) as whole, joined(cover, a_tagged_scan(tmp_path / "t.pdf")) as german:
        assert [str(one.Root.Lang) for one in (whole, german)] == ["en", "de"]


def test_a_scan_without_tags_is_not_called_tagged_but_its_sheet_has_its_tags(cover, tmp_path):
    scan = pdfs.saved(pdfs.scanned(), tmp_path / "scan.pdf")

    with joined(cover, scan) as whole:
        tags = [str(one.S) for one in elements(whole.Root.StructTreeRoot.K)]
        assert tags[:3] == ["/Document", "/P", "/H1"]
        assert "/MarkInfo" not in whole.Root
        assert "/StructParents" not in whole.pages[1].obj


def test_the_tags_of_a_tagged_scan_and_of_its_sheet_are_one_tree(cover, tmp_path):
    with joined(cover, a_tagged_scan(tmp_path / "scan.pdf")) as whole:
        root: Any = whole.Root.StructTreeRoot
        tops = [(str(one.S), str(one.get("/Lang", ""))) for one in root.K]
        parents = NumberTree(root.ParentTree)

        assert tops == [("/Document", "en"), ("/Document", "")]
        assert bool(whole.Root.MarkInfo.Marked)
        assert [int(page.obj.StructParents) for page in whole.pages] == [2, 0, 1]
        assert sorted(parents.keys()) == [0, 1, 2]
        assert int(root.ParentTreeNextKey) == 3
        assert all(one.Pg.objgen == whole.pages[0].obj.objgen for one in parents[2])
        assert parents[0][0].Pg.objgen == whole.pages[1].obj.objgen


def test_every_mark_of_the_sheet_is_named_by_its_tags(cover, tmp_path):
    scan = pdfs.saved(pdfs.scanned(), tmp_path / "scan.pdf")

    with joined(cover, scan) as whole:
        content = whole.pages[0].obj.Contents.read_bytes()
        marked = {n for n in range(400) if b"/MCID %d>>" % n in content.replace(b" >>", b">>")}
        named = {
            int(kid)
            for one in elements(whole.Root.StructTreeRoot.K)
            for kid in one.K
            if not isinstance(kid, Dictionary)
        }
        assert marked
        assert marked <= named


def test_outlines_stay_and_lead_where_they_led(cover, tmp_path):
    pdf = pdfs.a_pdf(3)
    with pdf.open_outline() as outline:
        outline.root.append(OutlineItem("Part two", 1))
    scan = pdfs.saved(pdf, tmp_path / "scan.pdf")

    with joined(cover, scan) as whole, whole.open_outline() as outline:
        (item,) = outline.root
        assert item.title == "Part two"
        assert item.destination[0].objgen == whole.pages[2].obj.objgen


def test_pages_keep_their_numbers_behind_the_cover(cover, tmp_path):
    scan = pdfs.saved(pdfs.a_pdf(3), tmp_path / "scan.pdf")
    labelled = pdfs.a_pdf(4)
    nums = [0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D, St=45)]
    labelled.Root.PageLabels = Dictionary(Nums=Array(nums))
    book = pdfs.saved(labelled, tmp_path / "book.pdf")

    with joined(cover, scan) as whole:
        assert labels(whole) == ["Cover", "1", "2", "3"]
    with joined(cover, book) as whole:
        assert labels(whole) == ["Cover", "i", "ii", "45", "46"]


def test_title_page_and_verso_follow_the_sheet_under_their_own_numbers(cover, tmp_path):
    pdf = pdfs.a_pdf(0)
    for n in range(5):
        pdf.add_blank_page(page_size=(100 + n, 100))
    scan = pdfs.saved(pdf, tmp_path / "scan.pdf")

    with joined(cover, scan, first=(4, 5)) as whole:
        widths = [float(page.mediabox[2]) for page in whole.pages]
        assert widths[1:] == [103, 104, 100, 101, 102]
        assert labels(whole) == ["Cover", "4", "5", "1", "2", "3"]


def test_a_reader_begins_at_the_sheet(cover, tmp_path):
    pdf = pdfs.a_pdf(2)
    pdf.Root.OpenAction = Array([pdf.pages[1].obj, Name.Fit])

    with joined(cover, pdfs.saved(pdf, tmp_path / "scan.pdf")) as whole:
        assert "/OpenAction" not in whole.Root


def test_a_file_that_cannot_be_read_ends_in_words(cover, tmp_path):
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7 and nothing else")

    with pytest.raises(CannotJoin, match="could not be read"):
        joined(cover, tmp_path / "scan.pdf")


def test_tags_that_are_damaged_are_no_reason_to_have_no_copy(cover, tmp_path):
    pdf = pdfs.a_pdf(1)
    pdf.Root.StructTreeRoot = pdf.make_indirect(
        Dictionary(Type=Name.StructTreeRoot, K=Array([]), ParentTree=String("no tree"))
    )
    pdf.Root.PageLabels = Dictionary(Nums=Array([0]))
    pdf.Root.ViewerPreferences = Array([])

    with joined(cover, pdfs.saved(pdf, tmp_path / "scan.pdf")) as whole:
        assert len(whole.pages) == 2


def test_the_same_sheet_before_the_same_scan_is_the_same_bytes(cover, tmp_path):
    scan = pdfs.saved(pdfs.scanned(), tmp_path / "scan.pdf")
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"

    for out in (one, other):
        put_in_front(cover, scan, out, title="T", language="en")

    assert one.read_bytes() == other.read_bytes()


def test_two_thousand_pages_take_seconds_and_little_memory(cover, tmp_path):
    pdf = Pdf.new()
    for n in range(2_000):
        pdf.add_blank_page()
        pdf.pages[-1].obj.Contents = pdf.make_stream(bytes(20_000) + b"%d" % n)
    scan = pdfs.saved(pdf, tmp_path / "scan.pdf")
    del pdf
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()

    pages = put_in_front(cover, scan, tmp_path / "out.pdf", title="T", language="en")

    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert pages == 2_001
    assert time.process_time() - begun < 30
    assert grown < 200_000  # kB; the file alone has 40 MB
