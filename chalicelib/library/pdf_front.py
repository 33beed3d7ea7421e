"""A cover sheet put in front of a scan: its pages come first, and the scan's stay as they are.

The scan is the document that is added to, so that its outlines, forms and named places stay right,
and no stream of its pages is written anew. Where it is tagged, its tags and the sheet's are one
tree. A scan without tags is not called tagged because its sheet is: a screen reader would then
pass over every page behind it.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf, String

COVER = "Cover"
#: What a whole file says of itself that may no longer be so with a sheet before it.
CLAIMS = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev")
KEPT = ("/Alt", "/ActualText", "/Lang", "/T", "/A", "/E")


AS_IS = pikepdf.StreamDecodeLevel.none
#: The library says some kinds of damage with the plain ones.
DAMAGE = (
    pikepdf.PdfError, ValueError, RuntimeError, TypeError, LookupError, AttributeError,
)  # fmt: skip


class CannotJoin(Exception):
    """The scan's file cannot be read any more; a person has to look at it."""


def put_in_front(
    cover: bytes, scan: Path, out: Path, *, title: str, language: str, first: Iterable[int] = ()
) -> int:
    """Writes the sheet and the scan behind it as one file; answers its number of pages.

    `title` is the document's, `language` what it has where the scan says none, `first` are pages
    of the scan, by number from 1, that come before its others. Raises CannotJoin.
    """
    try:
        with pikepdf.open(scan) as pdf, pikepdf.open(io.BytesIO(cover)) as sheet:
            order, labels = _ordered(pdf, first), _labels(pdf)
            pages = _inserted(pdf, sheet)
            Tags(pdf, sheet, pages).join()
            _named(pdf, title, language)
            nums = Array(_shifted(labels, order, len(pages)))
            pdf.Root.PageLabels = pdf.make_indirect(Dictionary(Nums=nums))
            count = len(pdf.pages)
            # Streams go over as they lie there, so that the scan's are not even packed anew.
            pdf.save(out, deterministic_id=True, compress_streams=False, stream_decode_level=AS_IS)
            return count
    except DAMAGE as e:
        raise CannotJoin(f"The scan's file could not be read ({type(e).__name__}).") from e


def _ordered(pdf: Pdf, first: Iterable[int]) -> list[int]:
    """Brings these pages to the front; answers where each page stood before, from 0."""
    count = len(pdf.pages)
    ahead = [number - 1 for number in first if 1 <= number <= count]
    chosen = [pdf.pages[at] for at in ahead]
    for at in sorted(ahead, reverse=True):
        del pdf.pages[at]
    for page in reversed(chosen):
        pdf.pages.insert(0, page)
    return [*ahead, *(at for at in range(count) if at not in set(ahead))]


def _inserted(pdf: Pdf, sheet: Pdf) -> list[Object]:
    """The sheet's pages in front; answers them as objects of the whole."""
    for at, page in enumerate(sheet.pages):
        pdf.pages.insert(at, page)
    return [pdf.pages[at].obj for at in range(len(sheet.pages))]


class Tags:
    """The sheet's tags put before the scan's own, in one tree."""

    def __init__(self, pdf: Pdf, sheet: Pdf, pages: Sequence[Object]) -> None:
        self.pdf = pdf
        self.theirs: Any = sheet.Root.StructTreeRoot
        self.roles: dict[str, Any] = (
            dict(self.theirs.RoleMap.items()) if "/RoleMap" in self.theirs else {}
        )
        self.page_of = {one.obj.objgen: page for one, page in zip(sheet.pages, pages, strict=True)}
        self.made: dict[tuple[int, int], Object] = {}

    def join(self) -> None:
        root = self.root()
        kids = [self.element(one, root) for one in listed(self.theirs.get("/K"))]
        for kid in kids:
            kid.Lang = String("en")
        root.K = Array([*kids, *listed(root.get("/K"))])
        tree = NumberTree(root.ParentTree)
        free = max(tree, default=-1) + 1
        for number, marked in NumberTree(self.theirs.ParentTree).items():
            whole = isinstance(marked, Array)
            tree[free + number] = (
                Array([self.made[one.objgen] for one in marked])  # type: ignore[attr-defined]  # an array
                if whole
                else self.made[marked.objgen]
            )
        for page in self.page_of.values():
            page.StructParents = free + int(page.StructParents)
        root.ParentTreeNextKey = max(tree, default=-1) + 1

    def root(self) -> Any:
        """The tree of the whole: the scan's, or a new one."""
        root: Any = self.pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            self.pdf.Root.StructTreeRoot = root
        if _numbered(root.get("/ParentTree")) is None:
            root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array()))
        return root

    def element(self, one: Any, parent: Object) -> Any:
        """A copy of this element of the sheet's tree, with all below it."""
        role = self.roles.get(str(one.S), one.S)
        copy: Any = Dictionary(Type=Name.StructElem, S=Name(str(role)), P=parent)
        copy = self.made[one.objgen] = self.pdf.make_indirect(copy)
        for key in KEPT:
            if key in one:
                copy[key] = Object.parse(one[key].unparse(resolved=True))
        if "/Pg" in one:
            copy.Pg = self.page_of[one.Pg.objgen]
        copy.K = Array([self.below(kid, copy) for kid in listed(one.get("/K"))])
        return copy

    def below(self, kid: Any, parent: Object) -> Any:
        """An element, or what marks a piece of the page."""
        if not isinstance(kid, Dictionary):
            return int(kid)
        if "/S" in kid:
            return self.element(kid, parent)
        marked = Dictionary(Type=Name.MCR, MCID=int(kid.MCID))
        marked.Pg = self.page_of[kid.Pg.objgen]
        return marked


def listed(kids: Any) -> Iterator[Any]:
    """What stands below an element: nothing, one thing or several."""
    if kids is None:
        return iter(())
    return iter(kids) if isinstance(kids, Array) else iter([kids])


def _named(pdf: Pdf, title: str, language: str) -> None:
    """Title and language of the whole, and that a reader shows the title and begins in front."""
    root: Any = pdf.Root
    if not str(root.get("/Lang", "")).strip():
        root.Lang = String(language)
    if not isinstance(root.get("/ViewerPreferences"), Dictionary):
        root.ViewerPreferences = Dictionary()
    root.ViewerPreferences.DisplayDocTitle = True
    if "/OpenAction" in root:
        del root.OpenAction
    pdf.docinfo["/Title"] = String(title)
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as said:
        said["dc:title"] = title
        for claim in CLAIMS:
            if claim in said:
                del said[claim]


def _labels(pdf: Pdf) -> dict[int, Any]:
    """The scan's own page labels by the page, from 0, at which each begins; plain numbers else."""
    found = _numbered(pdf.Root.get("/PageLabels")) or {}
    kept = {at: label for at, label in found.items() if isinstance(label, Dictionary)}
    return {0: Dictionary(S=Name.D)} | kept


def _numbered(tree: Any) -> dict[int, Any] | None:
    """What stands in a tree by its numbers; None where it is no such tree, or a damaged one."""
    try:
        return dict(NumberTree(tree).items()) if isinstance(tree, Dictionary) else None
    except (pikepdf.PdfError, ValueError, RuntimeError, TypeError):
        return None


def _shifted(labels: dict[int, Any], order: Sequence[int], sheets: int) -> list[Any]:
    """The labels with the sheet in front: each page of the scan keeps the number that it had."""
    cover = Dictionary(P=String(COVER)) if sheets == 1 else Dictionary(P=String(COVER), S=Name.r)
    nums: list[Any] = [0, cover]
    before, start = -2, 0
    starts = sorted(labels)
    for at, was in enumerate(order):
        if was != before + 1 or was in labels:
            start = max(one for one in starts if one <= was)
            label: Any = Dictionary(dict(labels[start].items()))
            if "/S" in label:
                label.St = int(label.get("/St", 1)) + was - start
            nums += [sheets + at, label]
        before = was
    return nums
