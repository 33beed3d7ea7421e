"""What the clock starts."""

from typing import Any

from chalice.app import Blueprint

scheduled = Blueprint(__name__)


@scheduled.schedule("rate(1 minute)", name="sweep")
def sweep(event: Any) -> None:
    """Rings the lanes where something is due: retries, and whatever the stream missed."""
    from chalicelib import wiring

    wiring.queue().ring(wiring.messages().lanes_due(wiring.clock()))
