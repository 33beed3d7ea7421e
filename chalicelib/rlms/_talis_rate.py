"""How long Talis wants us to wait: Retry-After, or when its limit of calls begins anew."""

from email.utils import parsedate_to_datetime

from chalicelib.domain.calls import Reply
from chalicelib.rlms._adapter import retry_after

#: A figure above this is a moment in seconds since 1970, one below it a number of seconds.
A_MOMENT = 10**9


def asked_to_wait(reply: Reply) -> float | None:
    """Seconds. `X-Ratelimit-Reset` is a moment or a wait; their own clock is beside it."""
    seconds = retry_after(reply)
    told = {name.lower(): value.strip() for name, value in reply.headers.items()}
    reset = told.get("x-ratelimit-reset", "")
    if seconds is not None or not reset.isdecimal():
        return seconds
    if (figure := float(reset[:12])) < A_MOMENT:
        return figure
    try:
        return max(0.0, figure - parsedate_to_datetime(told.get("date", "")).timestamp())
    except (ValueError, TypeError):
        return None
