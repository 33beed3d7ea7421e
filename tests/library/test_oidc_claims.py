"""Who somebody is at the desk, by what the sign-in says of them."""

from typing import Any

import pytest

from chalicelib.domain.people import Role
from chalicelib.library.oidc_claims import person
from tests.library.issuers import Answers, an_issuer, claims


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ({"groups": ["scandesk-digitiser"]}, {Role.DIGITISER}),
        ({"groups": None, "cognito:groups": ["scandesk-digitiser"]}, {Role.DIGITISER}),
        ({"groups": "[scandesk-digitiser, others]"}, {Role.DIGITISER}),
        ({"groups": ["everybody", 7, None]}, set()),
        ({"groups": ["scandesk-root"]}, set()),
        ({"groups": {"scandesk-digitiser": True}}, set()),
        ({"groups": None}, set()),
        ({"groups": None, "affiliation": ["student"]}, {Role.READER}),
        ({"groups": None, "affiliation": "Staff@university.example"}, {Role.READER, Role.TEACHER}),
        ({"groups": None, "eduPersonScopedAffiliation": ["member@college.example"]}, {Role.READER}),
        ({"groups": None, "affiliation": ["member@elsewhere.example", "alum"]}, set()),
        ({"groups": None, "affiliation": ["", "@university.example", " STUDENT "]}, {Role.READER}),
        ({"groups": None, "affiliation": ["", "@university.example"]}, set()),
        ({"affiliation": "staff"}, {Role.DIGITISER, Role.READER, Role.TEACHER}),
        ({"groups": None, "affiliation": ["faculty"]}, {Role.TEACHER}),
    ],
)
def test_groups_and_affiliations_give_the_roles_that_are_configured_and_no_other(
    said: dict[str, Any], roles: set[Role]
) -> None:
    issuer = an_issuer(Answers())

    person = issuer.person(claims(**said))

    assert person.roles == roles


def test_a_person_without_a_name_goes_by_what_the_issuer_calls_them() -> None:
    issuer = an_issuer(Answers())

    person = issuer.person({"sub": "u-17", "cognito:username": "dan17"})

    assert (person.id, person.name, person.email) == ("u-17", "dan17", "")


@pytest.mark.parametrize(
    ("said", "courses"),
    [
        ({"modules": ["LAW101", "POL200-2026-27", "LAW101"]}, ("LAW101", "POL200-2026-27")),
        ({"modules": "[LAW101, POL200]"}, ("LAW101", "POL200")),
        ({"modules": "urn:mace:example.ac.uk:course:LAW101"},
         ("urn:mace:example.ac.uk:course:LAW101",)),
        ({"modules": None}, ()),
        ({"modules": {"LAW101": True}}, ()),
        ({"other": ["LAW101"]}, ()),
    ],
)  # fmt: skip
def test_a_readers_courses_come_from_the_claim_that_is_configured_and_give_no_role(
    said: dict[str, Any], courses: tuple[str, ...]
) -> None:
    found = person(claims(groups=None, **said), {}, {}, "modules")

    assert (found.courses, found.roles) == (courses, frozenset())
    assert person(claims(groups=None, **said), {}, {}).courses == ()
