"""Who has a request open at this moment, so that two do not do the same work unawares."""

from dataclasses import dataclass
from datetime import datetime, timedelta

#: So long somebody counts as here after the last word; a page says it anew every twenty seconds.
LIFE = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has it open: since when, and the action whose form is open, if one is."""

    name: str
    since: datetime
    doing: str
