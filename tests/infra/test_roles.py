"""What the packaged roles allow, worked out as IAM does: a Deny wins, and keys count.

The local cloud enforces roles but knows no LeadingKeys, so these are proved on the policies.
"""

from fnmatch import fnmatchcase
from typing import Any

import pytest

from chalicelib.aws.lines import shard_of
from infra.template import Tree
from tests.infra.reading import policies, strings

API, BELL, STREAM = "ApiHandlerRole", "RelayBellRole", "RelayStreamRole"
CLEANUP = "CleanupRole"
WRITERS = (API, BELL, CLEANUP, "ScanCheckRole", "ReadingCopyRole")
CHANGES = ("UpdateItem", "DeleteItem", "BatchWriteItem", "PartiQLUpdate", "PartiQLDelete")
HEAD, HISTORY, WORD, LANE = "request#AB", "history#AB", "word#his", "lane#leganto#9"


def may(template: Tree, role: str, action: str, on: str, *keys: str) -> bool:
    """Whether the role may do this on that resource, to rows of these partitions."""
    fits = [one for one in policies(template)[role] if speaks_of(one, action, on, keys)]
    effects = {one["Effect"] for one in fits}
    return "Allow" in effects and "Deny" not in effects


def speaks_of(statement: Tree, action: str, on: str, keys: tuple[str, ...]) -> bool:
    actions = any(fnmatchcase(action, one) for one in strings(statement["Action"]))
    resources = any(fnmatchcase(on, one) for one in named(statement["Resource"]))
    return actions and resources and all(holds(one, keys) for one in conditions(statement))


def named(resource: Any) -> list[str]:
    """Desk.Arn as Desk, ${Scans.Arn}/masters/* as Scans/masters/*."""
    if isinstance(resource, list):
        return [name for one in resource for name in named(one)]
    if "Fn::GetAtt" in resource:
        name, attribute = resource["Fn::GetAtt"]
        return [name if attribute == "Arn" else f"{name}.{attribute}"]
    return [one.replace("${", "").replace(".Arn}", "") for one in strings(resource)]


def conditions(statement: Tree) -> list[tuple[str, list[str]]]:
    return [
        (operator, said["dynamodb:LeadingKeys"])
        for operator, said in statement.get("Condition", {}).items()
        if "dynamodb:LeadingKeys" in said
    ]


def holds(condition: tuple[str, list[str]], keys: tuple[str, ...]) -> bool:
    quantifier = {"ForAnyValue:StringLike": any, "ForAllValues:StringLike": all}[condition[0]]
    return quantifier(any(fnmatchcase(key, one) for one in condition[1]) for key in keys)


@pytest.mark.parametrize("change", CHANGES)
def test_nobody_changes_or_deletes_what_happened(template: Tree, change: str):
    roles = [
        role
        for role in policies(template)
        if may(template, role, f"dynamodb:{change}", "Desk", HISTORY)
        or may(template, role, f"dynamodb:{change}", "Desk", HEAD, HISTORY)
    ]

    assert roles == []


@pytest.mark.parametrize("role", WRITERS)
def test_who_moves_a_request_writes_its_head_and_a_line_of_history(template: Tree, role: str):
    for key in (HEAD, HISTORY, LANE):
        assert may(template, role, "dynamodb:PutItem", "Desk", key)
    assert may(template, role, "dynamodb:DeleteItem", "Desk", LANE)


def test_the_stream_writes_words_and_nothing_else(template: Tree):
    writes = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")

    assert may(template, STREAM, "dynamodb:BatchWriteItem", "Desk", WORD, "word#boo")
    for key in (HEAD, HISTORY, LANE, "link#abc", "session#abc"):
        assert not any(may(template, STREAM, f"dynamodb:{one}", "Desk", key) for one in writes)
    assert not may(template, STREAM, "dynamodb:BatchWriteItem", "Desk", WORD, HEAD)


def test_the_sweep_brings_messages_forward_and_writes_nothing_else(template: Tree):
    writes = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")

    def may_write(key: str) -> list[str]:
        return [one for one in writes if may(template, "SweepRole", f"dynamodb:{one}", "Desk", key)]

    assert may_write(LANE) == may_write("circuit#leganto") == ["PutItem", "DeleteItem"]
    for key in (HEAD, HISTORY, WORD, "link#abc", "session#abc", "seen#leganto#9"):
        assert may_write(key) == []


def test_the_digest_mends_the_lines_of_the_queue_and_writes_nothing_else(template: Tree):
    writes = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "ConditionCheckItem")
    line = shard_of("ABCD2345")

    def may_do(key: str) -> list[str]:
        return [
            one for one in writes if may(template, "DigestRole", f"dynamodb:{one}", "Desk", key)
        ]

    assert may_do(line) == ["PutItem", "DeleteItem"]
    assert may_do(HEAD) == ["ConditionCheckItem"]
    assert may_do("lane#mail#digest-2026-11-21") == ["PutItem"]
    for key in (HISTORY, WORD, LANE, "link#abc", "session#abc", "changed-lines#2026-11-21T12"):
        assert may_do(key) == []


def test_a_form_of_the_apis_reaches_no_master(template: Tree):
    assert may(template, API, "s3:PutObject", "Scans/incoming/AB/s1")
    assert not may(template, API, "s3:PutObject", "Scans/masters/AB/s1/x.pdf")
    assert not may(template, API, "s3:GetObject", "Scans/incoming/AB/s1")


def test_evidence_is_the_apis_alone(template: Tree):
    roles, key = policies(template), "Scans/evidence/AB/f1"

    for action in ("s3:PutObject", "s3:GetObject", "s3:GetObjectVersion"):
        assert [one for one in roles if may(template, one, action, key)] == [API]


def test_the_clean_up_looks_for_words_and_no_other_role_reads_rows_in_bulk(template: Tree):
    bulk = "dynamodb:BatchGetItem"

    readers = [one for one in policies(template) if may(template, one, bulk, "Desk", WORD)]

    assert readers == [CLEANUP]
    for key in (HEAD, HISTORY, "session#abc"):
        assert not may(template, CLEANUP, bulk, "Desk", WORD, key)
    for action in ("PutItem", "DeleteItem"):
        assert may(template, CLEANUP, f"dynamodb:{action}", "Desk", "extent#w1")


CLEANED = ("incoming", "masters", "readable", "reading", "delivery", "evidence")


@pytest.mark.parametrize("folder", CLEANED)
def test_only_the_clean_up_removes_a_file_and_nobody_a_version_of_one(template: Tree, folder: str):
    roles, key = policies(template), f"Scans/{folder}/AB/x"

    assert [one for one in roles if may(template, one, "s3:DeleteObject", key)] == [CLEANUP]
    assert not [one for one in roles if may(template, one, "s3:DeleteObjectVersion", key)]


def test_the_clean_up_removes_nothing_elsewhere_and_writes_only_what_it_brings_back(template: Tree):
    for key in ("Scans/other/x", "Scans", "Console/index.html"):
        assert not may(template, CLEANUP, "s3:DeleteObject", key)
    for folder in ("incoming", "reading", "evidence"):
        assert not may(template, CLEANUP, "s3:PutObject", f"Scans/{folder}/AB/x")


def test_only_the_check_and_who_brings_back_write_masters(template: Tree):
    roles, master = policies(template), "Scans/masters/AB/s1/x.pdf"

    writers = {one for one in roles if may(template, one, "s3:PutObject", master)}

    assert writers == {"ScanCheckRole", CLEANUP}


def test_reading_copies_are_written_by_their_function_and_signed_for_by_the_api(template: Tree):
    roles, copy = policies(template), "Scans/reading/AB/x.pdf"

    assert [one for one in roles if may(template, one, "s3:PutObject", copy)] == ["ReadingCopyRole"]
    readers = [one for one in roles if may(template, one, "s3:GetObject", copy)]
    assert readers == [API, BELL]  # the sender, to send it with a letter
    for key in ("masters/AB/s1/x.pdf", "readable/AB/s1/x.pdf"):
        assert may(template, "ReadingCopyRole", "s3:GetObject", f"Scans/{key}")
    for key in ("incoming/AB/s1", "evidence/AB/f1"):
        assert not may(template, "ReadingCopyRole", "s3:GetObject", f"Scans/{key}")


def test_only_the_bell_sends_mail(template: Tree):
    senders = [
        role
        for role, statements in policies(template).items()
        if any("ses:SendRawEmail" in strings(one["Action"]) for one in statements)
    ]

    assert senders == [BELL]
