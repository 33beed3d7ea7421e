"""What the clock starts."""

from typing import Any

from chalice.app import Blueprint

scheduled = Blueprint(__name__)

#: Seconds kept for the last call of a walk, and for writing down how far it came.
RESERVE = 30.0


@scheduled.schedule("rate(1 minute)", name="sweep")
def sweep(event: Any) -> None:
    """Rings the lanes where something is due: retries, and whatever the stream missed.

    What waits for a receiver that is well again is brought forward for the next sweeps; last, so
    that nothing about it holds up what is due.
    """
    from chalicelib import wiring

    wiring.queue().ring(wiring.messages().lanes_due(wiring.clock()))
    wiring.messages().hasten(wiring.clock())


@scheduled.schedule("rate(15 minutes)", name="sync")
def sync(event: Any) -> None:
    """Walks on over the reading lists, or begins anew where the last walk is hours old."""
    from chalicelib import wiring

    left = event.context.get_remaining_time_in_millis() / 1000
    wiring.sync().run(left - RESERVE)


@scheduled.schedule("rate(1 hour)", name="expire")
def expire(event: Any) -> None:
    """Closes what was open until yesterday, and tells the lists; the link itself closed by date.

    Each hour, because midnight is where the institution is.
    """
    from chalicelib import expiry, wiring, wiring_rights

    left = event.context.get_remaining_time_in_millis() / 1000
    expiry.run(wiring.desk(), wiring_rights.closings(), wiring.settings().zone, left - RESERVE)


@scheduled.schedule("cron(0 6 * * ? *)", name="digest")
def digest(event: Any) -> None:
    """At six in the morning (UTC) lists yesterday's new requests for the staff; twice is once."""
    from chalicelib import wiring, wiring_delivery
    from chalicelib.domain import digest as daily

    now, settings = wiring.clock(), wiring.settings()
    wanted = {name for name, one in settings.notices.items() if one.daily}
    if wanted:
        day, start, end = daily.yesterday(now, settings.zone)
        for letter in daily.letters(wiring.table().added_between(start, end), wanted, day, now):
            wiring.messages().post(letter)
    # Lines of a desk that was set up before there were any, or before they held as much.
    wiring_delivery.lines().mend(wiring.table().on_shelf("open"))


@scheduled.schedule("cron(30 2 * * ? *)", name="cleanup")
def cleanup(event: Any) -> None:
    """At half past two in the morning (UTC) removes what its time is over for; see clean-up.md.

    Started by a person with `{"dry": true}` in its detail it only says what would be removed, with
    `{"rebuild": true}` it only mends the rows by which requests are found and counted.
    """
    import time

    from chalicelib import rebuilding, sweeping, wiring_delivery

    left = event.context.get_remaining_time_in_millis() / 1000
    stop = time.monotonic() + left - RESERVE
    if event.detail.get("rebuild"):
        wiring_delivery.rebuilding().run(stop, most=float("inf"), walk=rebuilding.ALL)
    elif event.detail.get("dry"):
        sweeping.rehearse(wiring_delivery.cleanup(stop))
    else:
        sweeping.night(wiring_delivery.cleanup(stop - rebuilding.SECONDS))
        wiring_delivery.rebuilding().run(stop)
