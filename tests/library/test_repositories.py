"""Repositories for digital inventory: one contract over every adapter, and what is each one's."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chalicelib.domain.calls import Call, Reply
from chalicelib.domain.shown import Shown
from chalicelib.domain.standard_webhooks import keys, signature
from chalicelib.domain.talks import carried_out
from chalicelib.domain.telling import Permanent, TryAgain
from chalicelib.library.alma_repository import AlmaRepository, at
from chalicelib.library.webhook_repository import AVAILABLE, WITHDRAWN, WebhookRepository, schema

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ALMA = AlmaRepository(repository="SCANDESK", more={"library": "MAIN"})
HOOK = WebhookRepository()
COPY = Shown(
    request="ABCD2345", record="991", asked="83", link="https://scans.example/l/tok",
    title="The first chapter", authors="Graeber, David", work="Debt", isbn="9781612194196",
    pages="1-12", until=date(2027, 1, 1),
)  # fmt: skip
KEY = "whsec_" + "c2VjcmV0LXNlY3JldA=="


class Catalogue:
    """Alma's representations of one record; `lost`: it does what was asked and never answers."""

    def __init__(self, *others):
        self.kept = {str(n): {"id": str(n), **one} for n, one in enumerate(others, start=1)}
        self.calls: list[Call] = []
        self.lost = 0

    def __call__(self, call: Call) -> Reply:
        self.calls.append(call)
        answer = self.answer(call)
        if self.lost and call.method != "GET":
            self.lost -= 1
            raise TryAgain("Alma did not answer (ReadTimeoutError).")
        return answer

    def answer(self, call: Call) -> Reply:
        name = call.path.removeprefix(at("991")).strip("/")
        if call.method == "GET":
            offset, limit = int(call.query["offset"]), int(call.query["limit"])
            found = [*self.kept.values()][offset : offset + limit]
            told = {"total_record_count": len(self.kept)}
            return said({"representation": found, **told} if found else told)
        body = dict(call.body) if isinstance(call.body, dict) else {}
        if call.method == "POST":
            name = str(len(self.kept) + 1)
            self.kept[name] = {"id": name, **body}
        elif call.method == "PUT":
            self.kept[name] = body
        else:
            return Reply(204) if self.kept.pop(name, None) else Reply(404)
        return said(self.kept[name])

    @property
    def ours(self):
        return [one for one in self.kept.values() if one["originating_record_id"] == "ABCD2345"]


class Ear:
    """A repository that keeps what it was told."""

    def __init__(self):
        self.told: list[Call] = []

    def __call__(self, call: Call) -> Reply:
        self.told.append(call)
        return Reply(202)


def said(body: object) -> Reply:
    return Reply(200, json.dumps(body).encode())


def told(there, talk, ask):
    return carried_out(talk, ask, there.judge)


@pytest.mark.parametrize(("there", "world"), [(ALMA, Catalogue), (HOOK, Ear)], ids=["alma", "hook"])
@pytest.mark.parametrize("what", ["show", "withdraw"])
def test_every_adapter_ends_in_words_and_may_be_told_twice(there, world, what):
    ask = world()

    once = told(there, getattr(there, what)(COPY), ask)
    twice = told(there, getattr(there, what)(COPY), ask)

    assert once == twice
    assert (once["outcome"][-1], once["done"]) == (".", "yes")


@pytest.mark.parametrize("there", [ALMA, HOOK], ids=["alma", "hook"])
@pytest.mark.parametrize(
    ("status", "kind"), [(503, TryAgain), (429, TryAgain), (408, TryAgain), (422, Permanent)]
)
def test_every_adapter_tells_what_passes_from_what_does_not(there, status, kind):
    assert type(there.judge(Call("POST", "/x"), Reply(status))) is kind


@pytest.mark.parametrize("there", [ALMA, HOOK], ids=["alma", "hook"])
def test_every_adapter_needs_its_secret(there):
    with pytest.raises(Permanent) as refused:
        there.prepared(Call("POST", "", b"{}"), lambda name: "", NOON)

    assert "secret" in refused.value.why


def test_alma_gets_a_remote_representation_with_the_request_that_it_answers():
    alma = Catalogue()

    told(ALMA, ALMA.show(COPY), alma)

    assert alma.calls[-1] == Call("POST", "/almaws/v1/bibs/991/representations", {
        "is_remote": True, "repository": {"value": "SCANDESK"},
        "originating_record_id": "ABCD2345", "linking_parameter_1": "https://scans.example/l/tok",
        "entity_type": {"value": "CHAPTER"}, "title": "The first chapter",
        "author": "Graeber, David", "start_page": "1", "end_page": "12", "request_id": "83",
        "library": {"value": "MAIN"},
    })  # fmt: skip


def test_it_is_made_once_also_when_the_answer_was_lost():
    alma = Catalogue()
    alma.lost = 1

    with pytest.raises(TryAgain):
        told(ALMA, ALMA.show(COPY), alma)
    told(ALMA, ALMA.show(COPY), alma)

    assert len(alma.ours) == 1


def test_ours_is_found_behind_a_hundred_others():
    others = [{"originating_record_id": f"X{n}"} for n in range(150)]
    alma = Catalogue(*others)
    told(ALMA, ALMA.show(COPY), alma)

    told(ALMA, ALMA.show(COPY), alma)

    assert (len(alma.ours), alma.calls[-1].query["offset"]) == (1, "100")


def test_another_title_changes_the_one_there_is():
    alma = Catalogue()
    told(ALMA, ALMA.show(COPY), alma)

    anew = Shown(request="ABCD2345", record="991", link=COPY.link, title="Corrected")
    told(ALMA, ALMA.show(anew), alma)

    assert [one["title"] for one in alma.ours] == ["Corrected"]


def test_withdrawing_takes_ours_and_leaves_the_record_and_all_others():
    alma = Catalogue({"originating_record_id": "another"})
    told(ALMA, ALMA.show(COPY), alma)

    told(ALMA, ALMA.withdraw(COPY), alma)

    assert [one["originating_record_id"] for one in alma.kept.values()] == ["another"]
    assert alma.calls[-1].query == {"override": "true", "bibs": "retain"}


def test_without_a_record_alma_is_not_called():
    alma = Catalogue()

    facts = told(ALMA, ALMA.show(Shown(request="A", link="l", title="t")), alma)

    assert (facts["done"], alma.calls) == ("", [])


def test_a_record_in_no_collection_is_for_a_person():
    error = {"errorList": {"error": [{"errorCode": "402260", "errorMessage": "Bib record is..."}]}}
    refused = Reply(400, json.dumps(error).encode())

    trouble = ALMA.judge(Call("POST", "/x"), refused)

    assert isinstance(trouble, Permanent)
    assert trouble.why == "Alma takes no representation: its record is in no collection."


def test_any_repository_is_told_the_facts_and_the_link():
    ear = Ear()

    told(HOOK, HOOK.show(COPY), ear)
    told(HOOK, HOOK.withdraw(COPY), ear)

    shown, gone = (one.body for one in ear.told)
    assert (shown["type"], gone) == (AVAILABLE, {"type": WITHDRAWN, "data": {"id": "ABCD2345"}})
    assert (shown["data"]["link"], shown["data"]["until"]) == (COPY.link, "2027-01-01")
    assert [*shown["data"]] == schema()["$defs"]["available"]["properties"]["data"]["required"]


def test_it_is_signed_with_both_secrets_while_one_is_changed():
    held = {"repository/signing-secret": KEY, "repository/old-signing-secret": KEY + "AA=="}

    made = HOOK.prepared(Call("POST", "", b"{}", message="m1"), lambda name: held[name], NOON)

    (key,) = keys([KEY])
    at_noon = str(int(NOON.timestamp()))
    assert signature(key, "m1", at_noon, b"{}") in made.headers["webhook-signature"].split()
    assert made.headers["webhook-id"] == "m1"


def test_the_schema_in_the_docs_is_drawn_from_the_code():
    page = Path(__file__).parents[2] / "docs" / "repository.schema.json"

    assert json.loads(page.read_text()) == schema()
