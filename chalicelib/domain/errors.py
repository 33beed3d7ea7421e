"""What can go wrong at the desk, as facts of the desk and with no HTTP in them.

DeskError
├── NotUnderstood       what was said lacks something, or means nothing here
├── TooLarge            more was sent than the desk takes at one go
├── NotTrusted          the signature or the token is not the sender's
├── NotSignedIn         nobody is signed in
├── NotAllowed          somebody is, but this is not theirs to do
├── Unknown             there is no such thing
├── Refused             the tables list no such move from here
├── Blocked             the move exists, and something it needs is missing
├── VersionNotSaid      an action came without the version that its sender saw
├── ChangedMeanwhile    somebody else was first
├── NotOpen             the link exists and does not open now
└── Busy                too much at once: the same again in a moment works

`handlers/problems.py` maps each to a status; a test says that none is forgotten.
"""

from typing import ClassVar


class DeskError(Exception):
    """A refusal in words: what is wrong, and what to do instead."""

    title: ClassVar[str] = "The desk cannot do this"
    advice: ClassVar[str] = "Try again, and tell the desk if it stays so."

    def __init__(self, detail: str, *, instead: str = "", **facts: object) -> None:
        super().__init__(detail)
        self.detail = detail
        self.instead = instead or self.advice
        self.facts = facts


class NotUnderstood(DeskError):
    title = "This could not be understood"
    advice = "Mend what is named here and send it again."


class BadCursor(NotUnderstood):
    """The marker of a next page is damaged, or belongs to another list or order."""

    title = "This page of the list cannot be found again"
    advice = "Start again from the first page, without a cursor."


class TooLarge(DeskError):
    title = "This is too large"
    advice = "Send less at one go."


class NotTrusted(DeskError):
    title = "The sender could not be verified"
    advice = "Check the shared secret or the token on both sides."


class NotSignedIn(DeskError):
    title = "Nobody is signed in"
    advice = "Sign in at /auth/start, or send a Bearer token."


class NotAllowed(DeskError):
    title = "This is not yours to do"
    advice = "Ask an administrator for the role that is named here."


class Unknown(DeskError):
    title = "There is no such thing"
    advice = "Check the address; the queue lists what there is."


class Refused(DeskError):
    title = "Not possible from here"
    advice = "Read the request again: it lists what can be done with it now."


class Blocked(DeskError):
    title = "Something is still missing"
    advice = "Supply what is named here first."


class VersionNotSaid(DeskError):
    title = "Which version did you see?"
    advice = 'Send the version you read as the header If-Match: "7".'


class ChangedMeanwhile(DeskError):
    title = "Somebody else changed this meanwhile"
    advice = "Read what changed, then send yours again with the new version."


class NotOpen(DeskError):
    title = "This link does not open now"
    advice = "Ask the library if you need the text at another time."


class Busy(DeskError):
    title = "Too much at once"
    advice = "Send the same again in a few seconds."


def off(field: str, words: str) -> NotUnderstood:
    """What was said in that field cannot be."""
    return NotUnderstood(words, fields=[{"field": field, "words": words}])
