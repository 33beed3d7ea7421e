"""The forms by which staff start a request: one for each thing that it may be for (A007, A044)."""

from dataclasses import dataclass
from typing import Any

from chalicelib.domain import forms, say
from chalicelib.domain.works import Portion


@dataclass(frozen=True, slots=True)
class Way:
    """What a new request may be for; `lacks` are the fields that mean nothing for it."""

    name: str
    label: str
    kind: str
    purpose: str
    lacks: tuple[str, ...]


OF_A_PATRON = ("requester_name", "requester_email")
WAYS = (
    Way("course", "Digitisation for a course", "digitisation", "course", OF_A_PATRON),
    Way("patron", "Digitisation for one patron", "digitisation", "patron", ("course",)),
    Way("clearance", "Copyright clearance", "copyright-clearance", "course", OF_A_PATRON),
)


def drawn(way: Way) -> dict[str, Any]:
    """The JSON Schema of that form; what the way itself says is in it as constants."""
    schema: dict[str, Any] = say.form("Started").model_json_schema()
    fields = {name: one for name, one in schema["properties"].items() if name not in way.lacks}
    fields |= {"kind": {"const": way.kind}, "purpose": {"const": way.purpose}}
    named = [{"const": one.value, "title": one.label} for one in Portion]
    fields["portion"] = {"title": fields["portion"]["title"], "oneOf": named}
    if create := fields.get("course", {}).get("x-create"):
        fields["course"]["x-create"] = forms.creation(create, {})
    return {"type": "object", "properties": fields}
