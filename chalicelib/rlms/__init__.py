"""Reading-list systems: one file each that ends in `ADAPTER = ...`, found by being here."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from chalicelib.rlms._adapter import Adapter


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
    return found.chosen(settings) if settings else found


def adapters(settings: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, Adapter]:
    """All of them by name; `settings` are what the library changed, by name."""
    chosen = settings or {}
    found = ((name, adapter(name, chosen.get(name))) for name in names())
    return {name: one for name, one in found if one}
