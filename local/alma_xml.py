"""The same event in XML, as Alma sends it where the webhook's profile says so."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from local.store import Thing


def event_in_xml(envelope: Thing) -> str:
    """The envelope as <webhook>; what is not known is absent, a choice has its words in `desc`."""
    root = Element("webhook")
    for name, value in envelope.items():
        _add(root, name, value)
    return tostring(root, encoding="unicode", xml_declaration=True)


def _add(above: Element, name: str, value: Any) -> None:
    if value is None:
        return
    if isinstance(value, list):
        ranges = name == "required_pages_range"
        above = SubElement(above, "required_pages") if ranges else above
        for one in value:
            _add(above, name, one)
        return
    here = SubElement(above, name)
    if isinstance(value, dict) and set(value) <= {"value", "desc"}:
        here.text = value.get("value", "")
        if value.get("desc"):
            here.set("desc", value["desc"])
    elif isinstance(value, dict):
        for inner, held in value.items():
            _add(here, inner, held)
    else:
        here.text = str(value).lower() if isinstance(value, bool) else str(value)
