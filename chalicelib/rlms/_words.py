"""docs/words.md, drawn from the adapters by `make docs`; a test compares the two."""

from collections.abc import Iterable

from chalicelib import rlms
from chalicelib.domain.request import Phase
from chalicelib.rlms._adapter import CLEARANCE, CLEARED, Adapter, System

HEAD = """# What each reading list is told

Drawn from the adapters in `chalicelib/rlms/` by `make docs`; do not edit it by hand.

States of the desk belong to phases (see [the life of a request](lifecycle.md)), and each system has
a word for each phase. A word is the library's to change: the parameter `Systems` takes, by system,
a word by phase, as in `{"webhook": {"suspended": "on the shelf"}}`; `clearance` is the word while
copyright clearance is awaited, `cleared` the one once a request for clearance has been granted;
where none is set, the word for *working* or *live* is told.
"""
SHARED = """## One word for several phases

Where a system by itself has fewer words than the desk has phases, it is told the same for each of
these, until the library sets words of its own (for Leganto: statuses that it added to Alma's):
"""
#: What a phase means to people, in the order in which they come.
MEANS = {
    Phase.RECEIVED: "received, and nobody has begun",
    Phase.WORKING: "with the library",
    Phase.LIVE: "the link is there",
    Phase.SUSPENDED: "archived: the link stays and says that it does not open",
    Phase.EXPIRED: "its dates or its licence are over",
    Phase.REFUSED: "rejected, with a reason",
    Phase.WITHDRAWN: "cancelled",
    Phase.DELETED: "deleted: the link is taken from the list",
}


def page() -> str:
    """The whole page in Markdown."""
    found = rlms.adapters()
    labels = [one.label for one in found.values()]
    lines = [
        f"| phase | what it means | {' | '.join(labels)} |",
        f"|{'---|' * (len(labels) + 2)}",
    ]
    for phase, means in MEANS.items():
        told = [f"`{one.heard_as[phase]}`" for one in found.values()]
        lines.append(f"| {phase.value} | {means} | {' | '.join(told)} |")
        if phase is Phase.WORKING:
            told = [own_word(one, CLEARANCE, phase) for one in found.values()]
            lines.append(
                f"| {CLEARANCE} | the same, and clearance is awaited | {' | '.join(told)} |"
            )
        if phase is Phase.LIVE:
            told = [own_word(one, CLEARED, phase) for one in found.values()]
            lines.append(f"| {CLEARED} | clearance of a file was given | {' | '.join(told)} |")
    return "\n".join([HEAD, *lines, "", SHARED, *shared(found.values()), ""])


def shared(found: Iterable[Adapter]) -> Iterable[str]:
    """A line for each word that a system is told for more than one phase."""
    for one in found:
        by_word: dict[str, list[str]] = {}
        for phase in MEANS:
            by_word.setdefault(one.heard_as[phase], []).append(phase.value)
        for word, phases in by_word.items():
            if len(phases) > 1:
                yield f"- {one.label}: `{word}` for {', '.join(phases[:-1])} and {phases[-1]}"


def own_word(adapter: Adapter, name: str, phase: Phase) -> str:
    word = adapter.words.get(name) if isinstance(adapter, System) else ""
    return f"`{word}`" if word else f"`{adapter.heard_as[phase]}`"


if __name__ == "__main__":
    print(page(), end="")
