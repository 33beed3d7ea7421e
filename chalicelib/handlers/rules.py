"""The door to the library's rules: read them, write them, and try a draft on the last year."""

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import ChangedMeanwhile, NotUnderstood, VersionNotSaid
from chalicelib.domain.people import Role
from chalicelib.handlers.http import ANY, answer, may, said, seen_version, whoever
from chalicelib.handlers.problems import problems

rules = Blueprint(__name__)
#: A dry run looks at so many requests of the last year at most, the newest.
MOST, DAYS = 2_000, 365


@rules.route("/api/rules", methods=["GET"])
@problems
@may(Role.VIEWER)
def show() -> Response:
    """The rules in force, with their version as ETag, and all that a form for them needs."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.handlers import rule_view

    kept = wiring_rights.rulebooks()
    book = kept.newest()
    shown = rule_view.rules(book, kept.versions(), wiring.terms())
    return answer(shown, headers={"etag": f'"{book.version}"'})


@rules.route("/api/rules", methods=["PUT"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def write() -> Response:
    """Writes all rules anew, as the next version; they are in force everywhere in a minute."""
    from dataclasses import replace

    from chalicelib import wiring, wiring_rights
    from chalicelib.domain import rule_forms
    from chalicelib.handlers import rule_view

    seen, kept = seen_version(), wiring_rights.rulebooks()
    if seen is None:
        raise VersionNotSaid("Writing rules needs the version of them that you saw.")
    stands = kept.newest().version
    if stands != seen:
        raise ChangedMeanwhile(f"You saw version {seen}; it is {stands} now.", version=stands)
    draft = rule_forms.read(said(), wiring.terms())
    book = replace(draft, version=seen + 1, by=whoever().name, saved_on=wiring.clock())
    kept.save(book)
    shown = rule_view.version(book, wiring.terms())
    return answer(shown, headers={"etag": f'"{book.version}"'})


@rules.route("/api/rules/{version}", methods=["GET"])
@problems
@may(Role.VIEWER)
def version(version: str) -> Response:
    """The rules as they were in that version; 0 is what ships with the desk."""
    from chalicelib import wiring, wiring_rights
    from chalicelib.handlers import rule_view

    if not (version.isascii() and version.isdigit() and len(version) <= 6):
        raise NotUnderstood("A version is a number, like /api/rules/3.")
    book = wiring_rights.rulebooks().version(int(version))
    return answer(rule_view.version(book, wiring.terms()))


@rules.route("/api/rules/dry-run", methods=["POST"], content_types=ANY)
@problems
@may(Role.ADMINISTRATOR)
def dry_run() -> Response:
    """Whose verdict a draft would change, among the newest requests of the last year."""
    from datetime import timedelta

    from chalicelib import wiring, wiring_rights
    from chalicelib.domain import dry_run, rule_forms
    from chalicelib.domain.terms import Moment
    from chalicelib.handlers import rule_view

    draft, kept = rule_forms.read(said(), wiring.terms()), wiring_rights.rulebooks()
    moment = Moment(whoever(), wiring.clock(), wiring.terms())
    since = moment.now - timedelta(days=DAYS)
    requests, cut = kept.since(since, MOST)
    tried = dry_run.replay(kept.newest(), draft, requests, moment)
    shown = {
        "since": since,
        "looked_at": len(tried),
        "cut": cut,
        "undecided": sum(one.draft.outcome is None for one in tried),
        "changed": [rule_view.changed(one) for one in tried if one.draft.differs(one.now)],
        "not_replayed": list(dry_run.NOT_REPLAYED),
    }
    return answer(shown)
