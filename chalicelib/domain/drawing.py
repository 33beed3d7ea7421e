"""docs/lifecycle.md, drawn from the tables by `make docs`.

A test compares the page with what this draws.
"""

from chalicelib.domain.moves import (
    ACCESSIBLE,
    APPROVAL,
    CLEANUP,
    CLEARING,
    COPYING,
    DELIVERY,
    EDITS,
    EVIDENCE,
    ITEM,
    STATE,
    Move,
)
from chalicelib.domain.needs import NEEDS
from chalicelib.domain.request import Approval, Item, Kind, Purpose, State

HEAD = """# The life of a request

Drawn from the tables of `chalicelib/domain/moves.py` by `make docs`; do not edit it by hand.
Whatever is not listed here is refused. A request to clear the copyright of an uploaded file has no
scan and no link: approving it completes it, refusing it rejects it. A copy for one patron has no
course: publishing delivers it, as the rule that applied has it.
"""


def page() -> str:
    """The whole page in Markdown."""
    parts = [
        HEAD,
        "## State\n",
        diagram(STATE, State.NEW.value),
        table(STATE),
        phases(),
        "\n## Edits: the state stays\n",
        table(EDITS),
        "\n## Approval\n",
        diagram(APPROVAL, Approval.NONE.value),
        table(APPROVAL),
        "\n## Evidence\n",
        table(EVIDENCE),
        "\n## Files to deliver\n",
        table(DELIVERY),
        "\n## Item\n",
        diagram(ITEM, Item.NONE.value),
        table(ITEM),
        "\n## Clean-up\n",
        table(CLEANUP),
        needs(),
    ]
    return "\n".join(parts) + "\n"


def diagram(rows: tuple[Move, ...], start: str) -> str:
    """The moves as a Mermaid state diagram."""
    lines = ["```mermaid", "stateDiagram-v2", f"    [*] --> {name(start)}"]
    for row in rows:
        for origin in row.origins:
            to = row.to.value if row.to else origin.value
            lines.append(f"    {name(origin.value)} --> {name(to)}: {row.action}")
    return "\n".join([*lines, "```", ""])


def name(value: str) -> str:
    return value.replace("-", "_")


def table(rows: tuple[Move, ...]) -> str:
    """The moves as a table of words."""
    lines = [
        "| action | label | from | to | who | says | tells | needs | kinds | for |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        frm = "any" if len(row.origins) == len(State) else ", ".join(o.value for o in row.origins)
        told = ", ".join("the list" if who == "rlms" else who for who in row.tells)
        cells = (
            f"`{row.action}`", row.label, frm, leads_to(row),
            row.role.value, row.says if row.says != "Nothing" else "", told, ", ".join(row.needs),
            of_kind(row), of_purpose(row),
        )  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def leads_to(row: Move) -> str:
    """Where the row leads: of a facet, the state as well where that changes with it."""
    to = row.to.value if row.to else "the same"
    return f"{to}; the request is {row.also.value}" if row.also else to


def of_kind(row: Move) -> str:
    """For which kinds of request the row is, where it is not for all."""
    if len(row.kinds) == len(Kind):
        return ""
    named = {
        CLEARING: "clearance",
        ACCESSIBLE: "accessible copies",
        COPYING: "no accessible copies",
    }
    return named.get(row.kinds, "scans")


def of_purpose(row: Move) -> str:
    """For whom the copy of a request with this row is, where it is not for all."""
    return "" if len(row.purposes) == len(Purpose) else f"a {row.purposes[0].value}"


def phases() -> str:
    """What reading lists are told of each state."""
    lines = ["\n### Phases\n", "| state | phase |", "|---|---|"]
    lines += [f"| {state.label} | {state.phase.value} |" for state in State]
    return "\n".join(lines)


def needs() -> str:
    lines = ["\n## Needs\n", "| need | what | supplied by |", "|---|---|---|"]
    lines += [f"| {key} | {one.label} | `{one.supplied_by}` |" for key, one in NEEDS.items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(page(), end="")
