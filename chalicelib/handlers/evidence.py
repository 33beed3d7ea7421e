"""The doors for evidence: keep a file or an address beside a request, change it, download it.

Who may is the lifecycle's business, as with every other action; readers never get this far.
"""

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, may, said
from chalicelib.handlers.problems import problems

evidence = Blueprint(__name__)


@evidence.route("/api/requests/{request_id}/evidence", methods=["POST"], content_types=ANY)
@problems
@may(Role.VIEWER)
def add_evidence(request_id: str) -> Response:
    """Keeps a piece of evidence; for a file the answer is a form that takes it for 15 minutes."""
    from chalicelib.domain.evidence import EVIDENCE
    from chalicelib.handlers import pieces

    return pieces.kept(EVIDENCE, "Piece", request_id, "add-evidence", said(), 201)


@evidence.route(
    "/api/requests/{request_id}/evidence/{evidence_id}", methods=["POST"], content_types=ANY
)
@problems
@may(Role.VIEWER)
def edit_evidence(request_id: str, evidence_id: str) -> Response:
    """Changes address or note, or takes a new file; the old one counts until that is in."""
    from chalicelib.domain.evidence import EVIDENCE
    from chalicelib.handlers import pieces

    told = {**said(), "evidence": evidence_id}
    return pieces.kept(EVIDENCE, "PieceEdited", request_id, "edit-evidence", told, 200)


@evidence.route("/api/requests/{request_id}/evidence/{evidence_id}", methods=["GET"])
@problems
@may(Role.VIEWER)
def download_evidence(request_id: str, evidence_id: str) -> Response:
    """An address that lives minutes and saves the file; it never opens in the browser."""
    from chalicelib.domain.evidence import EVIDENCE
    from chalicelib.handlers import pieces

    return pieces.download(EVIDENCE, request_id, evidence_id)
