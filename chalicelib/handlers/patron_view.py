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


def delivery(request: Request) -> shapes.DeliveryShape | None:
    """How it will be delivered, and how it was; nothing for a course."""
    if not request.is_for_patron:
        return None
    ruled = ruled_way(request)
    given = delivered(request.delivered) if request.delivered else None
    return {"ruled": ruled, "ruled_label": WAYS[ruled], "delivered": given}


def delivered(one: Delivered) -> shapes.DeliveredShape:
    return {
        "how": one.how, "how_label": WAYS.get(one.how, one.how), "on": text(one.on),
        "to": one.to, "until": text(one.until) or None, "views": one.views,
        "why": one.why or None, "words": in_words(one),
    }  # fmt: skip
