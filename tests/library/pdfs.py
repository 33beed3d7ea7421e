"""PDFs made for a test: good ones, broken ones, and ones that were made to harm."""

import zlib
from pathlib import Path

from pikepdf import Array, Dictionary, Encryption, Name, Pdf, Stream, StreamDecodeLevel

DRAWING = b"BT (words) Tj ET 0 0 10 10 re f " * 50
AS_IT_IS = StreamDecodeLevel.none


def a_pdf(pages: int = 1) -> Pdf:
    """Pages with a few words on each, and a title and a language: nothing to remark."""
    pdf = Pdf.new()
    pdf.docinfo.Title = "A chapter"
    pdf.Root.Lang = "en-GB"
    for _ in range(pages):
        pdf.add_blank_page()
        pdf.pages[-1].obj.Contents = pdf.make_stream(DRAWING)
    return pdf


def saved(pdf: Pdf, path: Path, locked: Encryption | bool = False) -> Path:
    if locked:
        pdf.save(path, encryption=locked)
    else:
        pdf.save(path, compress_streams=False, stream_decode_level=AS_IT_IS)
    return path


def scanned(
    dots: tuple[int, int] = (1240, 1754), pages: int = 1, size: tuple[int, int] = (595, 842),
    grey: bytes = b"\x00\xff", put: bytes = b"",
) -> Pdf:  # fmt: skip
    """Pages that are one picture each, half dark and half light, so many dots on so many points."""
    pdf = a_pdf(0)
    row = (grey[:1] * (dots[0] // 2)).ljust(dots[0], grey[1:])
    about = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=dots[0], Height=dots[1],
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    picture = pdf.make_indirect(Stream(pdf, row * dots[1], about))
    for _ in range(pages):
        pdf.add_blank_page(page_size=size)
        page = pdf.pages[-1].obj
        page.Resources = Dictionary(XObject=Dictionary(Im=picture))
        drawing = put or b"q %d 0 0 %d 0 0 cm /Im Do Q" % size
        page.Contents = pdf.make_stream(drawing)
    return pdf


def with_script(path: Path) -> Path:
    pdf = a_pdf()
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
    return saved(pdf, path)


def with_program(path: Path) -> Path:
    """Tries to start a program when the page is shown: the action lies two levels deep."""
    pdf = a_pdf()
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.Launch, F="cmd.exe"))
    return saved(pdf, path)


def with_attachment(path: Path) -> Path:
    pdf = a_pdf()
    pdf.attachments["answers.txt"] = b"42"
    return saved(pdf, path)


def with_form(path: Path) -> Path:
    pdf = a_pdf()
    send = Dictionary(S=Name.SubmitForm, F="https://elsewhere.example")
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Btn, A=send)]))
    return saved(pdf, path)


def with_film(path: Path) -> Path:
    pdf = a_pdf()
    film = Dictionary(Type=Name.Annot, Subtype=Name.RichMedia, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(film)])
    return saved(pdf, path)


def with_scripts_by_name(path: Path) -> Path:
    """Scripts in the file's list of names, one of which starts another."""
    pdf = a_pdf()
    more = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.beep()"))
    first = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="app.alert(1)", Next=more))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array(["open", first])))
    return saved(pdf, path)


def with_a_note_that_is_a_file(path: Path) -> Path:
    """A pin on the second page, behind which lies another file."""
    pdf = a_pdf(2)
    held = pdf.make_indirect(Stream(pdf, b"42"))
    file = Dictionary(Type=Name.Filespec, F="a.exe", EF=Dictionary(F=held))
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=file
    )
    pdf.pages[1].obj.Annots = Array([pdf.make_indirect(note)])
    return saved(pdf, path)


def with_xfa(path: Path) -> Path:
    pdf = a_pdf()
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))
    return saved(pdf, path)


def with_a_link_to_a_page(path: Path) -> Path:
    """What a good file may hold: links to a page and to the web, a heading in the text's tags."""
    pdf = a_pdf(2)
    there = Dictionary(S=Name.GoTo, D=Array([pdf.pages[1].obj, Name.Fit]))
    web = Dictionary(S=Name.URI, URI="https://library.example")
    pdf.pages[0].obj.Annots = Array(
        [
            pdf.make_indirect(
                Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=to)
            )
            for to in (there, web)
        ]
    )
    return saved(pdf, path)


def a_bomb_of_dots(path: Path) -> Path:
    """On its second page a picture that says it has ten thousand million dots."""
    pdf = a_pdf(2)
    about = Dictionary(
        Type=Name.XObject, Subtype=Name.Image, Width=100_000, Height=100_000,
        ColorSpace=Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    picture = pdf.make_indirect(Stream(pdf, bytes(1000), about))
    pdf.pages[1].obj.Resources = Dictionary(XObject=Dictionary(Im=picture))
    return saved(pdf, path)


def with_password(path: Path) -> Path:
    return saved(a_pdf(), path, Encryption(owner="owner", user="user"))


def with_restrictions(path: Path) -> Path:
    return saved(a_pdf(), path, Encryption(owner="owner", user=""))


def without_pages(path: Path) -> Path:
    return saved(Pdf.new(), path)


def a_loop(path: Path) -> Path:
    """A tree of pages that holds itself."""
    pdf = a_pdf()
    pdf.Root.Pages.Kids = Array([pdf.Root.Pages])
    return saved(pdf, path)


def a_bomb(path: Path) -> Path:
    """A few kilobytes that unpack to 640 megabytes."""
    packing = zlib.compressobj(1)
    block = bytes(1 << 24)
    packed = b"".join(packing.compress(block) for _ in range(40)) + packing.flush()
    pdf = a_pdf()
    drawing = Stream(pdf, b"")
    twice = Array([Name.FlateDecode, Name.FlateDecode])
    drawing.write(zlib.compress(packed, 9), filter=twice)
    pdf.pages[0].obj.Contents = drawing
    return saved(pdf, path)


def very_nested(path: Path) -> Path:
    """An object a hundred thousand lists deep."""
    deep = b"[" * 100_000 + b"]" * 100_000
    objects = (
        deep,
        b"<</Type/Catalog/Pages 3 0 R/X 1 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Page/Parent 3 0 R/MediaBox[0 0 9 9]>>",
    )
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, one) for n, one in enumerate(objects, 1))
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Root 2 0 R>>\n%%EOF")
    return path


def many_objects(path: Path) -> Path:
    """So many objects that looking at each takes seconds."""
    pdf = a_pdf()
    pdf.Root.All = Array([pdf.make_indirect(Dictionary(A=n)) for n in range(60_000)])
    return saved(pdf, path)


def cut_short(path: Path, share: float) -> Path:
    whole = saved(a_pdf(4), path).read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    return path


def misdirected(path: Path) -> Path:
    """Whole, but its table of contents is not where the file says."""
    whole = saved(a_pdf(4), path).read_bytes()
    path.write_bytes(whole.replace(b"startxref\n", b"startxref\n9"))
    return path


def two_in_one(path: Path) -> Path:
    """A picture's first bytes, and a whole PDF behind them."""
    whole = saved(a_pdf(4), path).read_bytes()
    path.write_bytes(b"GIF89a" + bytes(200) + whole)
    return path
