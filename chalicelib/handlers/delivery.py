"""The doors for what a patron is delivered beside the scan: a file, an address and a note (A173).

Who may is the lifecycle's business, as with every other action; a patron has the link's own page.
"""

from chalice.app import Blueprint, Response

from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, may, said
from chalicelib.handlers.problems import problems

delivery = Blueprint(__name__)


@delivery.route("/api/requests/{request_id}/delivery", methods=["POST"], content_types=ANY)
@problems
@may(Role.VIEWER)
def add_delivery(request_id: str) -> Response:
    """Keeps a file to deliver; for a file the answer is a form that takes it for 15 minutes."""
    from chalicelib.domain.delivery_files import DELIVERY
    from chalicelib.handlers import pieces

    return pieces.kept(DELIVERY, "Piece", request_id, "add-delivery", said(), 201)


@delivery.route(
    "/api/requests/{request_id}/delivery/{delivery_id}", methods=["POST"], content_types=ANY
)
@problems
@may(Role.VIEWER)
def edit_delivery(request_id: str, delivery_id: str) -> Response:
    """Changes address or note, or takes a new file; the old one counts until that is in."""
    from chalicelib.domain.delivery_files import DELIVERY
    from chalicelib.handlers import pieces

    told = {**said(), "delivery": delivery_id}
    return pieces.kept(DELIVERY, "DeliveryEdited", request_id, "edit-delivery", told, 200)


@delivery.route("/api/requests/{request_id}/delivery/{delivery_id}", methods=["GET"])
@problems
@may(Role.VIEWER)
def download_delivery(request_id: str, delivery_id: str) -> Response:
    """An address that lives minutes and saves the file; it never opens in the browser."""
    from chalicelib.domain.delivery_files import DELIVERY
    from chalicelib.handlers import pieces

    return pieces.download(DELIVERY, request_id, delivery_id)
