"""Letters while approval is wanted: none leaves (A129), and what becomes of those that were held.

*approve* and *waive-approval* send them. Once the request is rejected or closed there is nothing
to wait for: the letter that says so goes at once (A157), and what was held before is dropped,
because it tells of something that is no longer so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.domain.request import Approval, Message, Request

RELEASES = ("approve", "waive-approval")


def withheld(
    action: str, changed: Request, messages: Sequence[Message]
) -> tuple[Request, list[Message]]:
    """The request with what it holds back from now on, and what may be told."""
    if action in RELEASES:
        return replace(changed, held=()), [*messages, *changed.held]
    if not waits(changed):
        return replace(changed, held=()), [*messages]
    mail = tuple(one for one in messages if one.what == "mail")
    told = [one for one in messages if one.what != "mail"]
    return replace(changed, held=changed.held + mail), told


def waits(request: Request) -> bool:
    return request.approval is Approval.WANTED and request.is_open


def dropped(before: Request, after: Request, action: str) -> Mapping[str, str]:
    """What the history says of letters that were held and will not be sent; nothing as a rule."""
    if action in RELEASES or not before.held or after.held:
        return {}
    names = (f"{one.facts.get('letter', 'letter')} to the {one.to}" for one in before.held)
    return {"held letters dropped": ", ".join(names)}
