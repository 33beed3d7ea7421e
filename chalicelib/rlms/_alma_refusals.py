"""How Alma refuses: with 400 and a code as a rule, with XML where it fails itself."""

import json
import re

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.telling import DeliveryError, Permanent, TryAgain
from chalicelib.rlms._adapter import clean, decoded, retry_after
from chalicelib.rlms._alma_search import API

#: Refusals that are answers: no such user, no such request (any more), no step to move to.
FACTS = frozenset({"401890", "401861", "401694", "401907", "401932", "401933"})
#: Alma's "general error" and "moving on has failed": the same again may work.
PASSING = frozenset({"401652", "401934", "PER_SECOND_THRESHOLD", "DAILY_THRESHOLD"})


def judged(call: Call, reply: Reply) -> DeliveryError | None:
    """Alma answers most refusals with 400 and a code, its own failures in XML."""
    if reply.ok:
        return None
    code, words = complaint(reply)
    if reply.status in (401, 403):
        return TryAgain("Alma refused our API key.")
    if reply.status in (408, 425, 429) or code in PASSING:
        return TryAgain(f"Alma asked to wait ({code or reply.status}).", retry_after(reply))
    if reply.status >= 500 or reply.status < 400:
        return TryAgain(f"Alma answered {reply.status}.", retry_after(reply))
    lists = call.path.startswith((f"{API}/courses", f"{API}/bibs"))
    # The link works without a copy in the catalogue, so its refusal is told and stops nothing.
    copies = call.path.endswith("/representations")
    if code in FACTS or copies or (call.method == "GET" and (reply.status == 404 or lists)):
        return None
    return Permanent(f"Alma refused it: {words or reply.status} ({code or 'no code'})")


def complaint(reply: Reply) -> tuple[str, str]:
    """The code and the words of an error, in JSON or in XML."""
    body = decoded(reply.body)
    try:
        error = json.loads(body)["errorList"]["error"][0]
        return clean(error.get("errorCode")), clean(error.get("errorMessage"), 300)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        found = [re.search(rf"<{tag}>([^<]*)<", body) for tag in ("errorCode", "errorMessage")]
        code, words = (clean(one[1], 300) if one else "" for one in found)
        return code, words
