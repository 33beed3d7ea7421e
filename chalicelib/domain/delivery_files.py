"""Files for a patron beside the scan itself, apart from what is kept for decisions (A173).

They are mailed with it, or stand on its link's page; a piece that is only an address is told in
the letter.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from chalicelib.domain.pieces import PLAIN_TYPES, Shelf

if TYPE_CHECKING:  # request.py holds these pieces, so it is known here by name only
    from chalicelib.domain.request import Request
    from chalicelib.domain.terms import Terms

MB = 1_000_000
MOST = 20
#: How a file of a type begins: what says it is one thing and is another is not delivered.
BEGINS: Mapping[str, tuple[bytes, ...]] = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/tiff": (b"II*\0", b"MM\0*"),
}


def largest(request: "Request", terms: "Terms") -> int:
    """The largest file that one patron is sent, in bytes (A183)."""
    return terms.delivery.patron_file_mb * MB


DELIVERY = Shelf(
    name="delivery", one="file to deliver", several="files to deliver", types=PLAIN_TYPES,
    in_words="a PDF, a picture (PNG, JPEG, TIFF) or a text (TXT)", most=MOST, largest=largest,
    whole=lambda terms: terms.delivery.request_mb * MB,
)  # fmt: skip


def looks_like(kind: str, beginning: bytes) -> str:
    """What speaks against a picture or a text being what its name says; empty where nothing."""
    if kind in BEGINS:
        right = beginning.startswith(BEGINS[kind])
        return "" if right else f"it is no {kind.partition('/')[2].upper()}."
    return "it is no plain text." if kind == "text/plain" and b"\0" in beginning else ""
