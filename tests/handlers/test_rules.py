"""Rules over HTTP: read, written over the version that was seen, and tried on what there was."""

import json
from typing import Any

import pytest

from app import app
from chalicelib import wiring
from chalicelib.aws.table import head
from chalicelib.domain.rules import DEFAULT, Ruling
from chalicelib.domain.works import Extract
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import a_request

Headers = dict[str, str]
CLAUSE = {"kind": "evaluation", "property": "pages", "test": "more-than", "value": "20"}
LONG = {"name": "Long", "clauses": [CLAUSE], "outcome": {"approval": "needed"}}
DRAFT = {"rules": [LONG], "default": {"approval": "not-needed"}}


def read(who: Headers, version: str = "") -> Reply:
    if not version:
        return knock(app, "GET", "/api/rules", headers=who)
    params = {"version": version}
    path = f"/api/rules/{version}"
    return knock(app, "GET", path, route="/api/rules/{version}", params=params, headers=who)


def write(who: Headers, draft: dict[str, Any], seen: int | None = 0) -> Reply:
    headers = who | ({} if seen is None else {"If-Match": f'"{seen}"'})
    return knock(app, "PUT", "/api/rules", headers=headers, body=json.dumps(draft).encode())


def tried(who: Headers, draft: dict[str, Any]) -> Reply:
    body = json.dumps(draft).encode()
    return knock(app, "POST", "/api/rules/dry-run", headers=who, body=body)


def test_a_viewer_reads_the_rules_with_all_that_a_form_needs(vera):
    answer = read(vera)

    assert (answer.status, answer.headers["etag"]) == (200, '"0"')
    shown = answer.json
    assert [one["name"] for one in shown["book"]["rules"]] == [one.name for one in DEFAULT.rules]
    assert shown["words"][-1] == {
        "place": 0, "name": "Default", "enabled": True, "clauses": [],
        "outcome": "No approval needed", "warning": "",
    }  # fmt: skip
    assert {"evaluation", "comparison", "filter"} == {one["kind"] for one in shown["properties"]}
    assert shown["schema"]["properties"]["rules"]["type"] == "array"


def test_what_is_read_may_be_written_back_as_it_is(amir):
    answer = write(amir, read(amir).json["book"])

    assert (answer.status, answer.headers["etag"]) == (200, '"1"')
    assert answer.json["book"] == read(amir, "0").json["book"]


def test_a_viewer_writes_and_tries_nothing(vera):
    assert [write(vera, DRAFT).status, tried(vera, DRAFT).status] == [403, 403]


def test_a_written_version_is_kept_with_its_author(amir):
    assert write(amir, {**DRAFT, "note": "As the committee decided."}).status == 200

    again = write(amir, {**DRAFT, "rules": []}, seen=1)

    assert again.status == 200
    shown = read(amir).json
    assert (shown["version"], shown["by"], shown["book"]["rules"]) == (2, "Amir Admin", [])
    assert [one["version"] for one in shown["versions"]] == [2, 1]
    assert shown["versions"][1]["note"] == "As the committee decided."
    assert read(amir, "1").json["words"][0]["clauses"] == ["Pages asked for is more than 20"]


def test_rules_are_written_over_the_version_that_was_seen(amir):
    write(amir, DRAFT)

    unseen, stale = write(amir, DRAFT, seen=None), write(amir, DRAFT, seen=0)

    assert (unseen.status, stale.status, stale.json["version"]) == (428, 409, 1)
    assert stale.json["detail"] == "You saw version 0; it is 1 now."


def test_what_is_wrong_is_named_by_its_place(amir):
    bad = {**DRAFT, "rules": [{**LONG, "clauses": [{**CLAUSE, "value": "many"}]}]}

    for answer in (write(amir, bad), tried(amir, bad)):
        assert answer.status == 400
        assert answer.json["fields"] == [
            {"field": "rules.0.clauses.0.value", "words": "a number is expected, like 10 or 12.5"}
        ]
        assert "rule 1, clause 1, value" in answer.json["detail"]


@pytest.mark.parametrize(("version", "status"), [("9", 404), ("last", 400), ("1234567", 400)])
def test_a_version_that_is_none_is_refused_in_words(amir, version, status):
    answer = read(amir, version)

    assert (answer.status, bool(answer.json["detail"])) == (status, True)


def put(number: int, pages: int | None, **known: Any) -> None:
    extract = Extract("A chapter", pages=f"1-{pages}" if pages else "", page_count=pages)
    values: dict[str, Any] = {
        "id": f"AAAA000{number}", "number": number, "extract": extract,
        "added_on": wiring.clock(), "link": None,
    }  # fmt: skip
    wiring.dynamo().put(head(a_request(**values | known)))


def test_a_dry_run_says_whose_verdict_would_change_and_changes_nothing(amir):
    write(amir, DRAFT)
    put(1, 12)
    put(2, 40)
    put(3, None)

    draft = {**DRAFT, "rules": [{**LONG, "clauses": [{**CLAUSE, "value": "10"}]}]}
    answer = tried(amir, draft).json

    assert (answer["looked_at"], answer["cut"], answer["undecided"]) == (3, False, 1)
    (changed,) = answer["changed"]
    assert (changed["id"], changed["title"]) == ("AAAA0001", "The Law of Contract")
    assert changed["now"] == {"rule": "Default", "words": "No approval needed"}
    assert changed["draft"] == {"rule": "1. Long", "words": "Approval needed"}
    assert answer["not_replayed"]
    assert read(amir).json["version"] == 1


def test_a_dry_run_of_the_rules_in_force_changes_nobodys_verdict(amir):
    put(1, 12)
    put(2, 40)

    assert tried(amir, read(amir).json["book"]).json["changed"] == []


def test_a_dry_run_says_when_it_left_older_ones_out(amir, monkeypatch):
    from chalicelib.handlers import rules

    monkeypatch.setattr(rules, "MOST", 1)
    put(1, 12)
    put(2, 40)

    answer = tried(amir, DRAFT).json

    assert (answer["looked_at"], answer["cut"]) == (1, True)


def test_a_dry_run_compares_with_the_requests_that_came_earlier(amir):
    write(amir, DRAFT)
    put(1, 12)
    put(2, 12)
    asked = {"kind": "comparison", "property": "requests", "test": "at-least", "value": "1"}
    course = {"kind": "filter", "property": "same-course"}
    second = {"name": "Second", "clauses": [asked, course], "outcome": {"approval": "needed"}}

    changed = tried(amir, {**DRAFT, "rules": [second]}).json["changed"]

    assert [one["number"] for one in changed] == [2]


def test_a_request_shows_the_rule_that_decided(vera):
    ruling = Ruling(
        book=4, place=2, name="Long", clauses=("Pages asked for is more than 20",),
        did="wanted", facts=("Pages asked for: 40",), on=wiring.clock(),
    )  # fmt: skip
    put(1, 40, ruling=ruling)

    path = "/api/requests/AAAA0001"
    params = {"request_id": "AAAA0001"}
    answer = knock(app, "GET", path, route="/api/requests/{request_id}", params=params,
                   headers=vera)  # fmt: skip

    shown = answer.json["request"]["ruling"]
    assert (shown["version"], shown["place"], shown["name"], shown["did"]) == (
        4, 2, "Long", "wanted",
    )  # fmt: skip
    assert shown["clauses"] == ["Pages asked for is more than 20"]
