"""Letters over HTTP: read, changed over the version that was seen, restored, and previewed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from app import app
from chalicelib import wiring, wiring_delivery
from chalicelib.aws.person_rows import person
from chalicelib.aws.table import head
from chalicelib.domain.facts import Requester
from chalicelib.domain.letter_kinds import KINDS
from chalicelib.domain.wish import Wish
from tests.e2e.mischief import ODD, SHAPES
from tests.handlers.conftest import signed_in
from tests.handlers.doors import Reply, knock
from tests.handlers.shelved import a_request

Headers = dict[str, str]
OURS = {"subject": "Ours: {{ title }}", "text": "Dear {{ name }}", "html": "<p>{{ title }}</p>"}


def read(who: Headers, letter: str = "publish") -> Reply:
    path = f"/api/letters/{letter}"
    return knock(
        app, "GET", path, route="/api/letters/{letter}", params={"letter": letter}, headers=who
    )


def write(who: Headers, said: Any, seen: int | None = 0, letter: str = "publish") -> Reply:
    headers = who | ({} if seen is None else {"If-Match": f'"{seen}"'})
    return knock(
        app, "PUT", f"/api/letters/{letter}", route="/api/letters/{letter}",
        params={"letter": letter}, headers=headers, body=json.dumps(said).encode(),
    )  # fmt: skip


def preview(who: Headers, said: Any, letter: str = "publish") -> Reply:
    return knock(
        app, "POST", f"/api/letters/{letter}/preview", route="/api/letters/{letter}/preview",
        params={"letter": letter}, headers=who, body=json.dumps(said).encode(),
    )  # fmt: skip


def before(who: Headers, said: Any, letter: str = "reject", request: str = "7K2M9QXA") -> Reply:
    route = "/api/requests/{request_id}/letters/{letter}/preview"
    return knock(
        app, "POST", f"/api/requests/{request}/letters/{letter}/preview", route=route,
        params={"letter": letter, "request_id": request}, headers=who,
        body=json.dumps(said).encode(),
    )  # fmt: skip


def keep(**known: Any) -> str:
    request = a_request(**known)
    wiring.dynamo().batch_write([head(request)])
    return request.id


def keep_wished() -> str:
    """A request for an accessible copy, with what its reader wrote beside it."""
    wish = Wish(about="7K2M9QXA", helps=("word",), comment="I read with a screen reader.")
    request = a_request(wish=wish, requester=Requester("sam", "Sam", "sam@example.edu"))
    theirs = person(request)
    assert theirs
    wiring.dynamo().batch_write([head(request), theirs])
    return request.id


def test_staff_read_when_each_letter_is_sent_and_what_it_may_say(dan):
    answer = knock(app, "GET", "/api/letters", headers=dan)

    listed = {one["letter"]: one for one in answer.json["letters"]}
    assert set(listed) == set(KINDS)
    assert listed["digest"]["lists"][0]["name"] == "requests"
    names = [one["name"] for one in listed["publish"]["variables"]]
    assert {"title", "link", "until", "sign_in"} <= set(names)


def test_a_letter_is_changed_and_sent_so_at_once(amir):
    answer = write(amir, OURS | {"note": "As the dean wished."})

    assert (answer.status, answer.headers["etag"]) == (200, '"1"')
    assert answer.json["wording"] == OURS
    (saved,) = answer.json["versions"]
    assert (saved["by"], saved["note"]) == ("Amir Admin", "As the dean wished.")
    known = {name: one.example for name, one in KINDS["publish"].variables.items()}
    assert wiring_delivery.writer()("publish", known)[0] == "Ours: The first chapter"


def test_a_letter_is_restored_and_its_versions_stay(amir):
    write(amir, OURS)

    answer = write(amir, {"restore": True}, seen=1)

    assert answer.json["wording"] == answer.json["shipped"]
    assert [one["restored"] for one in answer.json["versions"]] == [True, False]


def test_what_is_read_may_be_written_back_as_it_is(amir):
    assert write(amir, read(amir).json["wording"]).status == 200


@pytest.mark.parametrize("letter", sorted(KINDS))
def test_every_letter_is_read_with_its_version(amir, letter):
    answer = read(amir, letter)

    assert (answer.status, answer.headers["etag"]) == (200, '"0"')


def test_a_digitiser_changes_nothing(dan):
    assert [write(dan, OURS).status, preview(dan, {}).status] == [403, 403]


def test_a_change_needs_the_version_that_was_seen(amir):
    write(amir, OURS)

    assert write(amir, OURS, seen=None).status == 428
    assert write(amir, OURS, seen=0).status == 409


def test_a_wrong_letter_is_refused_with_part_line_and_variable(amir):
    answer = write(amir, OURS | {"text": "One\n{{ titel }}"})

    assert answer.status == 400
    (fault,) = answer.json["faults"]
    assert (fault["part"], fault["line"]) == ("text", 2)
    assert "no variable titel" in fault["words"]
    assert read(amir).json["letter"]["version"] == 0


@pytest.mark.parametrize(
    "said",
    [{}, {"subject": "x"}, OURS | {"text": 7}, OURS | {"html": None}, OURS | {"subject": "x" * 401},
     OURS | {"note": []}, {"restore": "yes"}],
)  # fmt: skip
def test_what_is_no_letter_is_refused(amir, said):
    assert write(amir, said).status == 400


def test_a_letter_that_there_is_not_is_unknown(amir):
    answers = [read(amir, "none"), write(amir, OURS, letter="none"), preview(amir, {}, "none")]

    assert [one.status for one in answers] == [404, 404, 404]


def test_a_preview_shows_a_draft_with_examples(amir):
    answer = preview(amir, OURS)

    assert answer.json["subject"] == "Ours: The first chapter"
    assert answer.json["html"] == "<p>The first chapter</p>"


def test_a_preview_says_what_cleaning_took_away(amir):
    answer = preview(amir, OURS | {"html": '<p>x<img src="https://spy.example/1"></p>'})

    assert (answer.json["html"], answer.json["removed"]) == ("<p>x</p>", ["<img>"])


def test_a_preview_with_a_real_request_says_what_it_says(amir):
    request = keep(title="A real title")

    answer = preview(amir, OURS | {"request": request})

    assert answer.json["subject"] == "Ours: A real title"


@pytest.mark.parametrize("said", [{"case": "nothing"}, {"text": "x"}, {"request": 7}])
def test_a_preview_that_cannot_be_says_why(amir, said):
    assert preview(amir, said).status == 400


def test_a_mail_is_seen_before_it_is_sent_with_its_note_and_reason(dan):
    request = keep(requester=Requester("jo", name="Jo", email="jo@example.edu"))

    answer = before(dan, {"note": "Ask for <2>.", "reason": "not-held"}, request=request)

    assert answer.status == 200
    assert "Ask for <2>." in answer.json["text"]
    assert "Ask for &lt;2&gt;." in answer.json["html"]
    assert answer.json["to"] == "requester"


def test_a_mail_that_could_not_be_sent_says_why_before(dan):
    request = keep(requester=Requester("jo", why_no_email="Alma has none."))

    answer = before(dan, {}, request=request)

    assert (answer.json["address"], answer.json["trouble"]) == ("", "Alma has none.")


@pytest.mark.parametrize(
    ("said", "letter", "status"),
    [({"reason": "none"}, "reject", 400), ({"note": 7}, "reject", 400), ({}, "digest", 400),
     ({}, "none", 404)],
)  # fmt: skip
def test_a_mail_that_cannot_be_seen_says_why(dan, said, letter, status):
    assert before(dan, said, letter, keep()).status == status


@pytest.mark.parametrize(
    "letter", sorted(name for name, one in KINDS.items() if "requests" not in one.lists)
)
def test_every_letter_about_one_request_is_seen_before_it_is_sent(dan, letter):
    request = keep(requester=Requester("jo", name="Jo", email="jo@example.edu"))

    answer = before(dan, {}, letter, request)

    assert (answer.status, bool(answer.json.get("subject"))) == (200, True)


@pytest.mark.parametrize("letter", ["accessible-copy", "deliver-copy", "refuse-copy", "publish"])
@pytest.mark.parametrize("group", ["viewer", "approver", "administrator"])
def test_what_a_reader_needs_is_in_no_preview_for_whoever_makes_no_copies(sign_in, letter, group):
    who, request = signed_in(sign_in, "vic", "Vic", f"scandesk-{group}"), keep_wished()

    answer = before(who, {"to": "requester"}, letter, request)

    assert (answer.status, answer.json["instead"]) == (403, "Ask a digitiser, who may read them.")
    assert not [one for one in ("Sam", "sam@", "screen reader") if one in str(answer.json)]


def test_an_administrator_tries_no_wording_on_what_a_reader_needs(amir):
    request = keep_wished()

    answer = preview(amir, OURS | {"request": request}, "accessible-copy")

    assert (answer.status, "Sam" in str(answer.json)) == (403, False)


def test_a_digitiser_sees_the_letter_with_what_the_reader_needs(dan):
    request = keep_wished()

    answer = before(dan, {"to": "accessible"}, "accessible-copy", request)

    assert (answer.status, "screen reader" in answer.json["text"]) == (200, True)


def test_the_mail_of_a_request_that_there_is_not_is_unknown(dan):
    assert before(dan, {}, request="NONE0000").status == 404


def test_two_who_save_at_once_are_told_apart(amir):
    from chalicelib.domain.errors import ChangedMeanwhile

    kept = wiring_delivery.letters()
    write(amir, OURS)

    with pytest.raises(ChangedMeanwhile):
        kept.save(replace(kept.newest("publish"), by="Somebody else"))


@pytest.mark.parametrize("field", ["subject", "text", "html", "case", "request", "note", "restore"])
def test_whatever_stands_in_a_field_is_answered_in_words(amir, field):
    things = [*ODD, *SHAPES, "\ud83d", "{{", "{% raw %}", "<" * 5_000, "{{ title }}" * 1_500]

    seen = [preview(amir, OURS | {field: thing}).status for thing in things]
    seen += [write(amir, OURS | {field: thing}, seen=None).status for thing in things]

    assert set(seen) <= {200, 400, 404, 428}
