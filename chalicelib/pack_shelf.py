"""The policy packs on the shelf: the files in packs/, with what the library says laid over them.

Only what a deployment may need is read: the packs that it names, those of the same regions, which
staff may choose by hand, and the house pack. Reading all would cost each cold start as much again.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from chalicelib.domain.pack_files import Unfit, Wrong, merged, parse, table
from chalicelib.domain.packs import Pack

FOLDER = Path(__file__).parent / "packs"
#: Made by infra/pack_data.py for the package; not there in the source.
MADE = "packs.json"
ANYWHERE = "any"


@dataclass(frozen=True, slots=True)
class Filed:
    """A file on the shelf; what it says is read when it is asked for, or known from the package."""

    name: str
    region: str
    path: Path | None = None
    made: Mapping[str, Any] | None = None

    @property
    def says(self) -> str | Mapping[str, Any]:
        return self.path.read_text() if self.path else self.made or {}


def read(
    codes: tuple[str, ...], changes: Mapping[str, Any], folder: Path = FOLDER
) -> tuple[Pack, ...]:
    """The packs of these codes in their order, with all versions; then those to be chosen by hand.

    A change under a name that no file has is a pack of the library's own, and complete.
    """
    files = shelf(folder)
    own = {name: _own(name, said) for name, said in changes.items() if name not in files}
    for code in codes:
        if code not in map(_code, [*files, *own]):
            known = ", ".join(sorted({_code(name) for name in [*files, *own]}))
            raise Wrong(f"There is no pack {code!r}; there are {known}.")
    regions = {file.region for name, file in files.items() if _code(name) in codes}
    regions |= {pack.region.lower() for pack in own.values() if pack.code in codes}
    wanted = [name for name, file in files.items() if file.region in {*regions, ANYWHERE}]
    found = [_pack(files[name], changes.get(name)) for name in wanted]
    # A change of a pack that is not used is looked at as well: else it is found on the day it is.
    for name in changes.keys() - {*wanted, *own}:
        _pack(files[name], changes[name])
    return tuple(_ordered(codes, [*found, *own.values()]))


def every(folder: Path = FOLDER) -> tuple[Pack, ...]:
    """Every pack that is shipped, as its file says it."""
    return tuple(_pack(file, None) for file in shelf(folder).values())


def shelf(folder: Path = FOLDER) -> Mapping[str, Filed]:
    """Every file there is, by its name without the ending."""
    made = folder / MADE
    if made.is_file():
        known = json.loads(made.read_text())
        return {name: Filed(name, one["region"], made=one["says"]) for name, one in known.items()}
    paths = sorted(folder.glob("*/*.toml"))
    return {path.stem: Filed(path.stem, path.parent.name, path) for path in paths}


def _ordered(codes: tuple[str, ...], found: Iterable[Pack]) -> Iterator[Pack]:
    """Those named first; of the others what can only be chosen, and the house pack last."""
    packs = sorted(found, key=lambda pack: pack.since or date.min, reverse=True)
    packs.sort(key=lambda pack: (not pack.region, not pack.chosen))
    for code in codes:
        yield from (pack for pack in packs if pack.code == code)
    yield from (replace(pack, chosen=True) for pack in packs if pack.code not in codes)


def _pack(file: Filed, change: Any) -> Pack:
    if change is None:
        return parse(file.says, file.name)
    said = _object(file.name, change)
    try:
        laid, changed = merged(table(file.says, file.name), said)
    except Unfit as unfit:
        raise Wrong(f"Pack {file.name}: {unfit}.") from None
    return parse(laid, file.name, changed)


def _own(name: str, said: Any) -> Pack:
    return parse(_object(name, said), name, ("all",))


def _object(name: str, said: Any) -> Mapping[str, Any]:
    if not isinstance(said, Mapping):
        raise Wrong(f"Pack {name}: a change is an object of fields.")
    return said


def _code(name: str) -> str:
    return name.partition(".")[0]


if __name__ == "__main__":
    from chalicelib.domain.pack_drawing import page

    print(page(every()), end="")
