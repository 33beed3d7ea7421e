"""The people who can sign in locally: one for each role, and a student."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody of the university, as its sign-in knows them."""

    id: str
    name: str
    does: str
    groups: tuple[str, ...]
    affiliation: tuple[str, ...] = ("staff",)

    @property
    def email(self) -> str:
        """Their address; it exists nowhere but in the local inbox."""
        return f"{self.id}@university.example"


PEOPLE = {
    person.id: person
    for person in (
        Person("viewer", "Vera Viewer", "reads every request, changes none", ("scandesk-viewer",)),
        Person("digitiser", "Dan Digitiser", "works on requests", ("scandesk-digitiser",)),
        Person("approver", "Ada Approver", "approves or refuses", ("scandesk-approver",)),
        Person(
            "administrator",
            "Amir Administrator",
            "keeps courses and settings",
            ("scandesk-administrator",),
        ),
        Person("student", "Sofia Student", "opens links to scans", (), ("student",)),
        Person("teacher", "Tomas Teacher", "asks on the request form", ()),
    )
}
