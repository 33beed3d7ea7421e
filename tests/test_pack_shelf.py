"""The shelf: which files a deployment reads, in which order, and what it lays over them."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import pack_shelf
from chalicelib.domain import forms, licence, licence_effects, reasons
from chalicelib.domain.packs import Pack, of_basis
from chalicelib.domain.terms import Moment, Terms
from tests.domain.a_request import DIGITISER, NOON, TERMS, ready

OWN = {
    "name": "Our consortium's licence", "region": "GB", "code": "ours", "scope": "course",
    "window": "run", "source": "O1", "sources": {"O1": "The contract"},
    "limits": {"pages": {"percent": 7, "source": "O1"}},
}  # fmt: skip


def codes(*packs: Pack) -> list[str]:
    return list(dict.fromkeys(pack.code for pack in packs))


def test_those_named_come_first_in_their_order_and_the_house_pack_last() -> None:
    found = codes(*pack_shelf.read(("s36", "cla-he"), {}))

    assert found == ["s36", "cla-he", "second-extract", "s31", "s42a", "house"]


def test_what_is_not_named_is_only_chosen_by_a_person() -> None:
    found = {pack.code: pack.chosen for pack in pack_shelf.read(("cla-he",), {})}

    assert found == {
        "cla-he": False, "second-extract": True, "s31": True, "s36": True, "s42a": True,
        "house": True,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("icla", []), ("urhg-60a", []), ("s113p", []), ("clnz", []), ("fair-dealing", []),
        ("fair-use", []),
    ],
)  # fmt: skip
def test_another_country_sees_nothing_of_the_uks(code: str, others: list[str]) -> None:
    assert codes(*pack_shelf.read((code,), {})) == [code, *others, "house"]


def test_a_pack_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match="no pack 'cla'; there are cla-he, clnz, fair-dealing"):
        pack_shelf.read(("cla",), {})


def test_a_notice_is_changed_and_what_changed_is_known() -> None:
    change = {"cla-he": {"notice": {"text": "As confirmed.", "status": "confirmed"}}}

    pack = pack_shelf.read(("cla-he",), change)[0]

    assert (pack.notice, pack.notice_status.value) == ("As confirmed.", "confirmed")
    assert pack.changed == ("notice.text", "notice.status")
    assert pack.limits == pack_shelf.read(("cla-he",), {})[0].limits


def test_a_number_is_changed_with_its_source() -> None:
    change = {
        "cla-he": {
            "limits": {"articles": {"count": 3, "source": "N1"}},
            "sources": {"N1": "Letter of 2027"},
        }
    }

    pack = pack_shelf.read(("cla-he",), change)[0]

    articles = next(one for one in pack.limits if one.name == "articles")
    assert (articles.count, articles.source, articles.any_number_if_themed) == (3, "N1", True)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cla-he": {"limits": {"articles": {"count": 3}}}}, "names its source too"),
        ({"cla-he": {"notice": {"status": "sure"}}}, "notice.status is one of"),
        ({"cla-he": {"note": "x"}}, "note is unknown"),
        ({"cla-he": "x"}, "a change is an object"),
        ({"cla-hee": {"over": "reject"}}, "Pack cla-hee: code, name"),
        ({"fair-use": {"over": "shrug"}}, "Pack fair-use: over is one of"),
        ({"fair-use": []}, "a change is an object"),
    ],
)
def test_a_wrong_change_is_refused_also_of_a_pack_that_is_not_used(
    change: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match="Pack ") as refused:
        pack_shelf.read(("cla-he",), change)

    assert words in str(refused.value)


def test_a_library_adds_a_pack_of_its_own() -> None:
    found = pack_shelf.read(("ours", "cla-he"), {"ours": OWN})

    assert codes(*found)[:2] == ["ours", "cla-he"]
    assert found[0].limits[0].percent == 7
    assert found[0].changed == ("all",)


def test_every_file_lies_in_the_folder_of_its_region() -> None:
    for path in pack_shelf.FOLDER.glob("*/*.toml"):
        (pack,) = [one for one in pack_shelf.every() if named(one) == path.stem]

        assert path.parent.name == (pack.region.lower() or pack_shelf.ANYWHERE)


def test_no_two_files_offer_the_same_basis() -> None:
    offered = [(code, pack.code) for pack in pack_shelf.every() for code, _ in pack.offers]

    assert len({code for code, _ in offered}) == len(set(offered))


def test_staff_choose_from_the_packs_bases_and_old_codes_keep_their_words() -> None:
    terms = Terms(packs=pack_shelf.read(("cla-he",), {}))

    offered = dict(terms.bases)
    assert list(offered)[:2] == ["cla-he", "second-extract"]
    assert offered["s42a"].startswith("Copy for a person's own research")
    assert {code: offered[code] for code, _ in reasons.BASES} == dict(reasons.BASES)


def test_the_first_pack_is_the_usual_basis_of_a_licence_check() -> None:
    terms = Terms(packs=pack_shelf.read(("icla",), {}))

    assert forms.values("verify-licence", ready(licence=None), terms)["basis"] == "icla"
    assert forms.values("verify-licence", ready(licence=None))["basis"] == "cla-he"


def test_a_form_offers_the_deployments_bases() -> None:
    terms = Terms(packs=pack_shelf.read(("icla",), {}))

    (basis,) = [
        one["oneOf"]
        for name, one in forms.schema("LicenceCheck", ready(), terms)["properties"].items()
        if name == "basis"
    ]

    assert [one["const"] for one in basis][:2] == ["icla", "direct-permission"]


@pytest.mark.parametrize(
    ("september", "until"), [(False, date(2027, 7, 31)), (True, date(2027, 9, 30))]
)
def test_a_second_extract_ends_on_the_days_of_its_pack(september: bool, until: date) -> None:
    today = date(2026, 11, 22)
    pack = of_basis(pack_shelf.read(("cla-he",), {}), "second-extract", today)

    assert licence.ends(today, september, pack=pack) == until


def test_another_end_of_a_second_extract_is_a_change_of_its_pack() -> None:
    change = {"second-extract": {"ends": "08-31", "ends_latest": None}}
    today = date(2026, 11, 22)
    packs = pack_shelf.read(("cla-he",), change)
    terms = replace(TERMS, packs=packs)
    said = {"order": "SE-1", "price": "45.60", "page_count": 12, "students": 120}
    heard = SimpleNamespace(**said, september=False, note="", original="A")
    bought = ready(licence=None, copies=())

    pack = of_basis(packs, "second-extract", today)
    assert licence.ends(today, True, pack=pack) == date(2027, 8, 31)
    request = licence_effects.second_extract(bought, heard, Moment(DIGITISER, NOON, terms))
    assert request.licence is not None
    assert request.licence.valid_until is not None
    assert f"{request.licence.valid_until:%m-%d}" == "08-31"


def test_a_basis_that_is_no_longer_offered_keeps_its_words() -> None:
    terms = Terms(packs=pack_shelf.read(("icla",), {}))

    assert "cla-he" not in dict(terms.bases)
    assert terms.basis_label("cla-he") == "CLA Higher Education Licence"
    assert terms.basis_label("of-long-ago") == "of-long-ago"


def test_another_folder_holds_other_packs(tmp_path: Path) -> None:
    (tmp_path / "gb").mkdir()
    source = (pack_shelf.FOLDER / "gb" / "s36.toml").read_text()
    (tmp_path / "gb" / "s36.toml").write_text(source.replace("percent = 5", "percent = 4"))

    (pack,) = pack_shelf.read(("s36",), {}, tmp_path)

    assert pack.limits[0].percent == 4


def named(pack: Pack) -> str:
    return f"{pack.code}.{pack.version}".rstrip(".")
