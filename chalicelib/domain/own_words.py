"""How a request stands, in the words of whoever asked for it and knows nothing of the desk."""

from dataclasses import dataclass

from chalicelib.domain.request import Approval, Phase, Request

WORDS: dict[Phase, tuple[str, str]] = {
    Phase.RECEIVED: ("Received", "The library has your request and has not begun on it yet."),
    Phase.WORKING: ("Being worked on", "Somebody at the library is working on it."),
    Phase.LIVE: ("Ready", "Your students can open it: put this link where they will look for it."),
    Phase.SUSPENDED: ("Put aside", "The link does not open for now. Ask the library about it."),
    Phase.REFUSED: ("Not possible", "The library cannot provide this."),
    Phase.WITHDRAWN: ("Withdrawn", "Nothing more is done about it."),
    Phase.DELETED: ("Taken down", "The link does not open any more."),
    Phase.EXPIRED: ("Over", "The time for which it was copied is over."),
}
ASKS_YOU = "The library waits for an answer from you: please look at your mail."
AWAITS = "The library is asking whether it may be copied."


@dataclass(frozen=True, slots=True)
class Standing:
    """A word, a sentence, and of what was rejected the reason and the library's note."""

    word: str
    words: str
    reason: str = ""
    note: str = ""


def standing(request: Request) -> Standing:
    """How it stands now; only what is open may wait for somebody."""
    word, words = WORDS[request.state.phase]
    if request.is_open and request.approval is Approval.WANTED:
        words = AWAITS
    if request.is_open and request.waiting and request.waiting.waits_for == "requester":
        words = ASKS_YOU
    refused = request.rejection if request.state.phase is Phase.REFUSED else None
    return Standing(word, words, *((refused.label, refused.note) if refused else ()))
