"""Letters while approval is wanted: none leaves (A129), and what becomes of those that were held.

*approve* and *waive-approval* send them. Once the request is rejected or closed no approval is to
be waited for: the letter that says so is held no more (A157), and what was held before is dropped,
because it tells of something that is no longer so. The letter of a rejection or a refusal only
waits a moment, so that reopening takes it back.

A letter to a person that did not arrive may be sent again to another address. That is the letter's
own: the request keeps what it was sent.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from chalicelib.domain.errors import off
from chalicelib.domain.request import Approval, Message, Request, State

if TYPE_CHECKING:
    from chalicelib.domain.telling import Outgoing

RELEASES = ("approve", "waive-approval")
#: Whose letters wait a moment before they leave, because *reopen* takes them back.
TAKEN_BACK_BY_REOPENING = ("reject", "refuse")
#: Whose address a letter goes to, and not one of the desk's own.
PERSONS = ("requester", "lecturer")
LONGEST_ADDRESS = 254
#: The fact of a letter that says to which other address it goes.
ADDRESS = "address"
#: What the history says of a letter whose request was reopened before it went out.
TAKEN_BACK = "Not sent: the request was reopened before it went out."
#: What it says where the letter was tried before, and somebody had it sent again.
NOT_AGAIN = "Not sent again: it tells of what is no longer so."


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


def waiting(action: str, seconds: int) -> Mapping[str, str]:
    """What makes the letter of a rejection or refusal wait, so that it may still be taken back."""
    return {"after": str(seconds)} if action in TAKEN_BACK_BY_REOPENING and seconds else {}


def taken_back(one: "Outgoing", request: Request) -> bool:
    """The letter tells of a rejection that stands no more: reopened, or rejected anew since."""
    if one.kind != "mail" or "after" not in one.facts or one.begun:
        return False
    rejection = request.rejection
    anew = rejection is not None and rejection.on > one.at
    return request.state is not State.REJECTED or anew


def why_not(one: "Outgoing") -> str:
    """What is said of a letter that was taken back: one that was tried before is not sent again."""
    return NOT_AGAIN if one.decided or one.feedback else TAKEN_BACK


def to_a_person(one: "Outgoing") -> bool:
    """Whether it is a letter whose address may be corrected before it is sent again."""
    return one.kind == "mail" and one.to in PERSONS


def readdressed(one: "Outgoing", address: str) -> "Outgoing":
    """The same letter, to this address; without one it goes where it went before."""
    if not address:
        return one
    if not to_a_person(one):
        raise off("address", "Only a letter to a person can be sent to another address.")
    # Loaded here, because whoever keeps messages needs no mail.
    from chalicelib.domain import mime

    try:
        # The mail service takes a domain in ASCII only.
        carried = mime.address(address)
    except mime.CannotBeMailed as wrong:
        raise off("address", "This is no e-mail address.") from wrong
    if len(carried) > LONGEST_ADDRESS:
        raise off("address", "This is no e-mail address.")
    return replace(one, facts={**one.facts, ADDRESS: carried})


def unaddressed(one: "Outgoing") -> "Outgoing":
    """The same without the address that staff named for it."""
    return replace(one, facts={name: said for name, said in one.facts.items() if name != ADDRESS})


def dropped(before: Request, after: Request, action: str) -> Mapping[str, str]:
    """What the history says of letters that were held and will not be sent; nothing as a rule."""
    if action in RELEASES or not before.held or after.held:
        return {}
    names = (f"{one.facts.get('letter', 'letter')} to the {one.to}" for one in before.held)
    return {"held letters dropped": ", ".join(names)}
