import json
from typing import Any

import pytest

from chalicelib.domain.reasons import (
    APPROVALS,
    BASES,
    CANNOT,
    DEFAULT,
    LISTS,
    REFUSALS,
    Reason,
    chosen,
    lists,
    offered,
    read,
)


@pytest.mark.parametrize("setting", [None, "", "  "])
def test_without_a_setting_the_desk_has_reasons_of_its_own(setting: Any) -> None:
    assert read(setting) == DEFAULT


def test_a_library_sets_its_own_reasons_and_what_alma_is_told() -> None:
    setting = json.dumps(
        [
            {"code": "not-held", "label": "Not in stock", "alma": "NotHeld"},
            {"code": "old", "label": "No longer used", "retired": True},
        ]
    )

    reasons = read(setting)

    assert reasons == (
        Reason("not-held", "Not in stock", "NotHeld"),
        Reason("old", "No longer used", "CannotBeFulfilled", retired=True),
    )


ONE = {"code": "a", "label": "A"}


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("{", "REASONS is no JSON"),
        ('{"code": "a"}', "REASONS is no list"),
        ("[]", "REASONS offers nothing"),
        (["a"], "Reason 1 in REASONS is no object"),
        ([ONE, {"code": "b"}], "Reason 2 in REASONS has no label"),
        ([{**ONE, "code": " "}], "Reason 1 in REASONS has no code"),
        ([{**ONE, "alma": ""}], "Reason 1 in REASONS has no alma"),
        ([{**ONE, "alma": None}], "something else than text as 'alma'"),
        ([{**ONE, "retired": "yes"}], "something else than true or false as 'retired'"),
        ([{**ONE, "colour": "red"}], "unknown field 'colour'"),
        ([{**ONE, "code": "Not held"}], "small letters, digits and hyphens"),
        ([ONE, ONE], "has the code 'a' twice"),
        ([{**ONE, "retired": True}], "REASONS offers nothing"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_is_wrong(setting: Any, words: str) -> None:
    text = setting if isinstance(setting, str) else json.dumps(setting)

    with pytest.raises(ValueError, match="REASONS") as refused:
        read(text)

    assert words in str(refused.value)


@pytest.mark.parametrize("choices", [offered(APPROVALS), offered(REFUSALS), BASES])
def test_each_choice_has_a_code_and_a_label_of_its_own(
    choices: tuple[tuple[str, str], ...],
) -> None:
    codes, labels = zip(*choices, strict=True)

    assert len(set(codes)) == len(set(labels)) == len(choices)


def test_approvals_are_those_of_the_approval_page() -> None:
    labels = [one.label for one in APPROVALS]

    assert labels == [
        "Automatic",
        "Covered by License",
        "Creative Commons",
        "Direct Permission Obtained",
        "Legal Exception",
        "Open Access",
        "Other",
        "Out of Print",
        "Preprint",
        "Primary License",
        "Self-Declared",
        "SIPX",
    ]


def test_refusals_are_those_of_the_rejection_page() -> None:
    labels = [one.label for one in REFUSALS]

    assert labels == ["Other", "Rejected by Manager", "Rejected by CCC"]


@pytest.mark.parametrize("setting", LISTS)
def test_each_of_the_lists_is_the_librarys_own(setting: str) -> None:
    ours = json.dumps([{"code": "ours", "label": "Our own"}])

    read_in = dict(zip(LISTS, lists({setting: ours}).values(), strict=True))

    code = "" if setting == "CANCEL_REASONS" else CANNOT
    assert read_in == {**LISTS, setting: (Reason("ours", "Our own", code),)}


def test_what_is_wrong_in_a_list_is_said_with_the_name_of_its_setting() -> None:
    with pytest.raises(ValueError, match="Reason 1 in APPROVAL_REASONS has no label"):
        lists({"APPROVAL_REASONS": '[{"code": "a"}]'})


def test_a_retired_reason_is_no_longer_offered_and_still_read() -> None:
    reasons = (Reason("new", "New"), Reason("old", "Old", retired=True))

    assert offered(reasons) == (("new", "New"),)
    assert chosen(reasons, "old").label == "Old"
