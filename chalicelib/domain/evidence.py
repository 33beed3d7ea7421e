"""Evidence for a decision: files, addresses and notes that staff keep beside a request (A149-A151).

Files lie under a prefix of their own, where nobody but staff reaches them, and are never mailed.
"""

from collections.abc import Mapping

from chalicelib.domain.pieces import PLAIN_TYPES, Attachment, Piece, Shelf

#: The largest file, in bytes, and how many pieces one request holds.
LARGEST = 25_000_000
MOST = 20
TYPES: Mapping[str, str] = {
    **PLAIN_TYPES,
    "eml": "message/rfc822",
    "msg": "application/vnd.ms-outlook",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
}
IN_WORDS = "a PDF, a picture (PNG, JPEG, TIFF), a saved e-mail (EML, MSG), a text (TXT, DOCX, ODT)"
EVIDENCE = Shelf(
    name="evidence", one="piece of evidence", several="pieces of evidence", types=TYPES,
    in_words=IN_WORDS, most=MOST, largest=lambda request, terms: LARGEST,
)  # fmt: skip
#: A piece that lies here.
Evidence = Piece
key_for, named_by = EVIDENCE.key_for, EVIDENCE.named_by

__all__ = ["EVIDENCE", "LARGEST", "MOST", "TYPES", "Attachment", "Evidence", "acceptable"]


def acceptable(name: str, size: int) -> str:
    """The type under which a file of this name and size (bytes) is kept; else says what would be
    taken."""
    return EVIDENCE.acceptable(name, size, LARGEST)
