"""Delivery to a patron as the API shows it: the files, the way, and what became of it."""

from chalicelib.domain.delivery import WAYS, Delivered, in_words, ruled_way
from chalicelib.domain.request import Request
from chalicelib.handlers import patron_shapes as shapes
from chalicelib.handlers.rights_view import pieces, text


def files(request: Request) -> list[shapes.DeliveryFile]:
    """What goes to the patron beside the scan; `refused` says why a file was not taken."""
    kept = request.delivery
    rows = zip(kept, pieces(kept), strict=True)
    return [{**row, "refused": one.refused or None} for one, row in rows]


def delivery(request: Request) -> shapes.DeliveryShape:
    """For whom it is, how it will be delivered, and how it was."""
    ruled, given = ruled_way(request), request.delivered
    return {
        "purpose": request.purpose.value, "purpose_label": request.purpose.label,
        "files": files(request), "ruled": ruled, "ruled_label": WAYS[ruled],
        "delivered": delivered(given) if given else None,
    }  # fmt: skip


def delivered(one: Delivered) -> shapes.DeliveredShape:
    return {
        "how": one.how, "how_label": WAYS.get(one.how, one.how), "on": text(one.on),
        "to": one.to, "until": text(one.until) or None, "views": one.views,
        "why": one.why or None, "words": in_words(one),
    }  # fmt: skip
