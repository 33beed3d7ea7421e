"""The check of a file to deliver: that it is what its name says, and harms nobody who opens it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from chalicelib import wiring
from chalicelib.domain.delivery_files import DELIVERY, looks_like
from chalicelib.domain.errors import TooLarge, Unknown
from chalicelib.domain.request import Request

BEGINNING = 4096
REFUSED = "copyright approval was refused, so nothing is delivered."


def look_at(key: str, version: str) -> str:
    """Tell the desk that this version is in, or why it is not taken; what was told, for the log."""
    request_id, file_id = DELIVERY.named_by(key) or ("", "")
    request = wiring.table().load(request_id)
    coming = [one.coming for one in request.delivery if one.coming and one.coming.id == file_id]
    if not coming:
        if file_id not in [file.id for one in request.delivery for file in one.files]:
            raise Unknown("This request announced no such file.")
        # The form was used twice: what was checked first is what counts.
        return "checked-before"
    why = refusal(request, key, version, coming[0].name if coming[0] else "")
    told = {"file": file_id, "version": version} | ({"refused": why} if why else {})
    wiring.desk().act_as_desk(request_id, "delivery-arrived", told)
    return "delivery-refused" if why else "delivery-arrived"


def refusal(request: Request, key: str, version: str, name: str) -> str:
    """Why this file is not delivered, in words; empty where it may be."""
    if request.approval.value == "refused":
        return REFUSED
    kind, largest = DELIVERY.type_of(name), DELIVERY.largest(request, wiring.terms())
    with TemporaryDirectory() as folder:
        file, mended = Path(folder) / "file", Path(folder) / "mended.pdf"
        try:
            wiring.scans().fetch(key, version, file, largest)
        except TooLarge as large:
            return large.detail
        if kind == "application/pdf":
            return of_pdf(file, mended)
        with file.open("rb") as opened:
            return looks_like(kind, opened.read(BEGINNING))


def of_pdf(file: Path, mended: Path) -> str:
    """A PDF that would have to be changed first is refused too: this one is delivered as it is."""
    from chalicelib.library import pdf

    checked = pdf.check(file, mended)
    blocking = [one.words for one in checked.findings if one.blocking]
    if checked.blocked:
        return " ".join(blocking) or "it cannot be used."
    if checked.mended:
        return "it had to be repaired or cleaned: open it, save it anew, and upload that."
    return ""
