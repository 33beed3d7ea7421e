"""Reading-list systems: one file each that ends in `ADAPTER = ...`, found by being here."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from chalicelib.rlms._adapter import Adapter

#: Settings of a system that are the desk's own business: which kinds of request it may send, what
#: its requests want approved, and whether its form for clearance opens by itself.
THE_DESKS = frozenset({"offers", "approval", "clearance_opens"})


@cache
def names() -> tuple[str, ...]:
    """The systems there is a file for; looking imports none of them."""
    found = (one.name for one in iter_modules(__path__))
    return tuple(sorted(name for name in found if not name.startswith("_")))


def adapter(name: str, settings: Mapping[str, str] | None = None) -> Adapter | None:
    """The adapter of that name, set as the library wants it; None where there is none."""
    if name not in names():
        return None
    found: Adapter = import_module(f"{__name__}.{name}").ADAPTER
    theirs = {key: value for key, value in (settings or {}).items() if key not in THE_DESKS}
    return found.chosen(theirs) if theirs else found


class Adapters(Mapping[str, Adapter]):
    """All of them by name, each imported when it is first asked for: a door needs only its own.

    `settings` are what the library changed, by name.
    """

    def __init__(self, settings: Mapping[str, Mapping[str, str]]) -> None:
        self._settings = settings
        self._made: dict[str, Adapter] = {}

    def __getitem__(self, name: str) -> Adapter:
        if name not in self._made:
            found = adapter(name, self._settings.get(name))
            if found is None:
                raise KeyError(name)
            self._made[name] = found
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in names()

    def __iter__(self) -> Iterator[str]:
        return iter(names())

    def __len__(self) -> int:
        return len(names())


def adapters(settings: Mapping[str, Mapping[str, str]] | None = None) -> Mapping[str, Adapter]:
    """All of them by name; `settings` are what the library changed, by name."""
    return Adapters(settings or {})
