"""The ways in that are no reading list: there is no list that hears how things stand."""

from collections.abc import Mapping

STAFF, FORM, IMPORT, ACCESSIBLE = "staff", "form", "import", "accessible"

#: What people call each.
OURS: Mapping[str, str] = {
    STAFF: "Started here",
    FORM: "Request form",
    IMPORT: "Imported",
    ACCESSIBLE: "Asked for by a reader",
}
