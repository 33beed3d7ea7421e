"""What a list may ask of the desk for an item, and why not: conditions as tables (seed 001).

A kind is *hidden* where the institution has switched it off or the list has no course, because
nobody at the list can change that; *disabled* where something about the item is in the way;
*not-known* where their system did not say, and the library has to be asked.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from chalicelib.domain.request import Kind

ASK = "Ask the library."
WANTED, WITH_CLEARANCE = "wanted", "with-clearance"
#: What need not be asked any more of a file's copyright (A100).
SETTLED = frozenset({"self-declared", "fair-use", "declined", "approved"})
LABELS = {Kind.DIGITISATION: "Digitisation", Kind.CLEARANCE: "Copyright clearance"}


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an item; None is what nobody said.

    `items` are the physical volumes, `rights` is self-declared, creative-commons, one
    of SETTLED, or none of these.
    """

    listed: bool | None = None
    course: bool | None = None
    open: bool | None = None
    items: int | None = None
    file: bool | None = None
    rights: str | None = None


@dataclass(frozen=True, slots=True)
class Test:
    """One condition: `fails` answers None where it cannot be told, which `unknown` says."""

    code: str
    words: str
    unknown: str
    fails: Callable[[Standing], bool | None]
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One kind of request: offered, disabled, hidden or not-known, and why in (code, words)."""

    kind: Kind
    standing: str
    reasons: tuple[tuple[str, str], ...] = ()


def holds(value: bool | None) -> bool | None:
    """The condition is that this is so: it fails where it is not."""
    return None if value is None else not value


NOT_LISTED = Test(
    "not-listed", "No reading list that is known here has this item.",
    "It is not known on which list this item stands.", lambda one: holds(one.listed), hides=True,
)  # fmt: skip
NO_COURSE = Test(
    "no-course", "The list belongs to no course.", "It is not known whether the list has a course.",
    lambda one: holds(one.course), hides=True,
)  # fmt: skip
OPEN = Test(
    "open-request", "A request for this item is open already.",
    "It is not known whether a request for this item is open.", lambda one: one.open,
)  # fmt: skip
NO_ITEM = Test(
    "no-item", "The library has no physical volume of this title.",
    "It is not known whether the library has a volume of this title.",
    lambda one: None if one.items is None else one.items < 1,
)  # fmt: skip
NO_FILE = Test(
    "no-file", "This item is not an uploaded file.", "It is not known whether this is a file.",
    lambda one: holds(one.file),
)  # fmt: skip
DECLARED = Test(
    "self-declared", "Whoever uploaded it has declared the copyright.",
    "Its copyright status is not known.",
    lambda one: None if one.rights is None else one.rights == "self-declared",
)  # fmt: skip
COMMONS = Test(
    "creative-commons", "It is under a Creative Commons licence and needs no clearance.",
    "Its licence is not known.",
    lambda one: None if one.rights is None else one.rights == "creative-commons",
)  # fmt: skip

#: A079-A082: what must be so, kind by kind.
TESTS: Mapping[Kind, tuple[Test, ...]] = {
    Kind.DIGITISATION: (NOT_LISTED, NO_COURSE, OPEN, NO_ITEM),
    Kind.CLEARANCE: (NOT_LISTED, NO_COURSE, NO_FILE, DECLARED, COMMONS),
}


def switched_off(systems: Mapping[str, Mapping[str, str]]) -> frozenset[tuple[str, str]]:
    """(system, kind) that `offers` leaves out, as in {"leganto": {"offers": "digitisation"}}.

    A system without that setting offers every kind. ValueError names a kind that there is not.
    """
    off = set()
    for name, said in systems.items():
        if "offers" not in said:
            continue
        offered = {kind.strip() for kind in said["offers"].split(",") if kind.strip()}
        if unknown := sorted(offered - set(Kind)):
            raise ValueError(f"{name} offers {', '.join(unknown)}, which is no kind of request.")
        off |= {(name, kind.value) for kind in Kind if kind not in offered}
    return frozenset(off)


def mailing(systems: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The systems that mail a rejection themselves, as in {"leganto": {"notifies": "true"}}."""
    return frozenset(name for name, one in systems.items() if one.get("notifies") == "true")


def wanting(systems: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The systems whose requests all want approval, as in {"leganto": {"approval": "wanted"}}, or
    "with-clearance". ValueError names what is neither."""
    said = {name: one["approval"] for name, one in systems.items() if one.get("approval")}
    for name, one in said.items():
        if one not in (WANTED, WITH_CLEARANCE):
            raise ValueError(f"{name} has approval {one}: say {WANTED} or {WITH_CLEARANCE}.")
    return said


def opening(systems: Mapping[str, Mapping[str, str]]) -> frozenset[str]:
    """The systems whose form for clearance opens by itself: {"leganto": {"clearance_opens":
    "true"}} (A100)."""
    return frozenset(name for name, one in systems.items() if one.get("clearance_opens") == "true")


def opens(one: Option, standing: Standing) -> bool:
    """Whether the form opens by itself when a file is added: clearance may be asked for, the list
    has a course, and the copyright option that was chosen settles nothing (A100)."""
    unsettled = standing.rights is not None and standing.rights not in SETTLED
    return one.kind is Kind.CLEARANCE and one.standing == "offered" and unsettled


def options(
    standing: Standing, switched_off: Iterable[Kind], trouble: str = "", quick: bool = False
) -> list[Option]:
    """Each kind with what a list may show; in the quick view what is disabled is hidden (A078)."""
    off = frozenset(switched_off)
    found = [option(kind, standing, kind in off, trouble) for kind in TESTS]
    if not quick:
        return found
    return [
        Option(one.kind, "hidden", one.reasons) if one.standing == "disabled" else one
        for one in found
    ]


def option(kind: Kind, standing: Standing, off: bool, trouble: str) -> Option:
    if off:
        return Option(kind, "hidden", (("switched-off", "The library does not offer this."),))
    answers = [(test, test.fails(standing)) for test in TESTS[kind]]
    failed = [test for test, fails in answers if fails]
    if failed:
        shown = "hidden" if any(test.hides for test in failed) else "disabled"
        return Option(kind, shown, tuple((test.code, test.words) for test in failed))
    unknown = [test.unknown for test, fails in answers if fails is None]
    if unknown:
        return Option(kind, "not-known", (("not-known", f"{trouble or unknown[0]} {ASK}"),))
    return Option(kind, "offered")
