"""A small but real PDF, made of nothing: so many pages, each saying which it is."""


def pdf(title: str, pages: int) -> bytes:
    """A4 pages: the title in Latin letters, and grey bars where a book has its lines."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number in range(pages):
        objects += _page(f"{title} - page {number + 1} of {pages}", 5 + 2 * number)
    return _file(objects)


def _page(words: str, content: int) -> list[bytes]:
    shown = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    line = f"BT /F1 14 Tf 72 760 Td ({shown}) Tj ET {_bars(content)}"
    text = line.encode("latin-1", "replace")
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
        f" /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
    )
    return [page.encode(), b"<< /Length %d >>\nstream\n%b\nendstream" % (len(text), text)]


def _bars(page: int) -> str:
    """Of another shape on each page, so that small pictures of them can be told apart."""
    lengths = (451 - (page * 37 + line * line * 13) % 90 * (line % 5 == 4) for line in range(40))
    bars = " ".join(f"72 {724 - 16 * line} {wide} 5 re" for line, wide in enumerate(lengths))
    return f"0.75 g {bars} f"


def _file(objects: list[bytes]) -> bytes:
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, table)
    made += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, start)
    return made
