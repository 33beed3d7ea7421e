"""A talk carried out: each call made, its reply judged and handed back, until the talk ends."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from chalicelib.domain.calls import Call, Reply, Talk
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain

#: What is kept of an answer for staff, in bytes; never for a log.
LONGEST_ANSWER = 2_048
#: What an OAuth server hands out in its answer; half of one is still to be hidden.
TOKEN = re.compile(r"(\"\w*token\"\s*:\s*\")[^\"]*", re.I)


def carried_out(
    talk: Talk,
    ask: Callable[[Call], Reply],
    judge: Callable[[Call, Reply], DeliveryError | None],
) -> Mapping[str, Any]:
    """What the talk ends with. Raises DeliveryError where a reply stops it, or has no sense."""
    try:
        call = next(talk)
        while True:
            reply = ask(call)
            if trouble := judge(call, reply):
                raise trouble
            call = talk.send(reply)
    except StopIteration as end:
        return end.value or {}
    except (ValueError, RecursionError) as unread:
        raise TryAgain("Their answer could not be read.") from unread
    except (LookupError, TypeError, AttributeError) as odd:
        raise Permanent(f"Their answer has another shape ({type(odd).__name__}).") from odd
    finally:
        talk.close()


def excerpt(reply: Reply) -> str:
    """The beginning of an answer, with its status in front, as staff may read it: no tokens."""
    body = TOKEN.sub(r"\1...", reply.body[:LONGEST_ANSWER].decode("utf-8", "replace"))
    shown = "".join(one if one.isprintable() or one in "\n\t" else " " for one in body)
    return f"{reply.status} {shown.strip()}".strip()
