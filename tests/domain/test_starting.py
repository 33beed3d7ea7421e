"""The forms by which a request is started say what the desk understands."""

import pytest

from chalicelib.domain import say
from chalicelib.domain.starting import WAYS, drawn


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_a_form_says_by_itself_is_understood(way):
    fields = drawn(way)["properties"]

    fixed = {name: one["const"] for name, one in fields.items() if "const" in one}

    assert say.read("Started", fixed | {"title": "A book"})
    assert fixed == {"kind": way.kind, "purpose": way.purpose}


def test_only_a_patron_is_named_and_only_a_course_is_found_by_its_code():
    fields = {way.name: drawn(way)["properties"] for way in WAYS}

    assert [name for name in fields if "requester_name" in fields[name]] == ["patron"]
    assert [name for name in fields if "course" in fields[name]] == ["course", "clearance"]
    assert fields["course"]["course"]["x-create"]["url"] == "/api/courses"
