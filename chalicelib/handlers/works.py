"""The library's title records: found by their numbers or words, added, corrected, looked up."""

from typing import Any

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import Refused, Unknown
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, query, said, whoever
from chalicelib.handlers.problems import problems

works = Blueprint(__name__)


@works.route("/api/works", methods=["GET"])
@problems
@may(Role.VIEWER)
def find() -> Response:
    """Works under an ISBN, ISSN or DOI, or with all these words in title and authors."""
    from chalicelib import wiring
    from chalicelib.handlers import record_view

    found = wiring.records().works(query("isn"), query("title"), query("doi"))
    return answer({"works": [record_view.work_record(one) for one in found]})


@works.route("/api/works", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def add() -> Response:
    """Adds a title record; one that the library has already is answered as it stands, unchanged."""
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    kept, (work, edition_of) = wiring.records(), record_forms.work(said())
    if stands := kept.work(work.id):
        return answer(record_view.added_work(stands, added=False))
    made = kept.write_work(None, work, edition_of, whoever(), wiring.clock())
    return answer(record_view.added_work(made, added=True), 201)


@works.route("/api/works/{work_id}", methods=["GET"])
@problems
@may(Role.VIEWER)
def show(work_id: str) -> Response:
    """A record with the other editions that it is counted with, and what it was before."""
    from chalicelib import wiring
    from chalicelib.handlers import record_view

    records, work = wiring.records(), wiring.records().work(work_id)
    if work is None:
        raise Unknown(f"There is no title record {work_id[:40]}.")
    editions = [one for one in records.editions(work) if one.id != work.id]
    return answer(record_view.work_detail(work, editions, records.corrections(work_id)))


@works.route("/api/works/{work_id}", methods=["PUT"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def correct(work_id: str) -> Response:
    """Corrects a record; requests keep it as it was when they were matched, until matched anew.

    Where `seen` is said and another one stands by now, nothing is written.
    """
    from chalicelib import wiring
    from chalicelib.domain import record_forms
    from chalicelib.handlers import record_view

    told, kept = said(), wiring.records()
    stands = kept.work(work_id)
    if stands is None:
        raise Unknown(f"There is no title record {work_id[:40]}.", instead="Add it instead.")
    work, edition_of = record_forms.work(told, work_id)
    record_forms.not_overtaken(told, stands)
    made = kept.write_work(stands, work, edition_of, whoever(), wiring.clock())
    return answer(record_view.work_record(made))


@works.route("/api/works/lookup", methods=["POST"], content_types=ANY)
@problems
@may(Role.DIGITISER)
def look_up() -> Response:
    """Asks the outside catalogues that are switched on, now, because somebody pressed the button.

    Beside the administrator's test the one door that calls out (docs/decisions/0009): nothing is
    stored of the answer, and a catalogue that fails is said in words.
    """
    from chalicelib import wiring_rights
    from chalicelib.domain import say
    from chalicelib.handlers import record_view
    from chalicelib.library import _catalogue

    form: Any = say.read("Lookup", said())
    asked = _catalogue.question(form.isn, form.title, form.author)
    if form.isn and not (asked.isn or asked.doi):
        raise say.not_understood([{"field": "isn", "words": "this is no ISBN, ISSN or DOI"}])
    if not (asked.isn or asked.doi or asked.title):
        raise say.not_understood([{"field": "isn", "words": "give a number or a title"}])
    there = wiring_rights.catalogues()
    if not there:
        raise Refused(
            "No outside catalogue is switched on.",
            instead="Describe the title by hand; or have an administrator set CATALOGUES.",
        )
    answers = _catalogue.all_asked(there.values(), asked, wiring_rights.catalogue_caller())
    return answer(record_view.looked_up(answers))
