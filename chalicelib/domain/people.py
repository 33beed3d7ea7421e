"""Who may do what: a person holds a set of roles, and a role is never guessed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LONGEST_MEMBERSHIP, MOST_MEMBERSHIPS = 200, 300


class Role(StrEnum):
    """What a person may be at the desk; DESK and LIST are the desk itself and a reading list.

    TEACHER is staff of the university, who may ask on the request form.
    """

    ANYONE = "anyone"
    READER = "reader"
    TEACHER = "teacher"
    VIEWER = "viewer"
    DIGITISER = "digitiser"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    LIST = "list"
    DESK = "desk"


STAFF = frozenset({Role.VIEWER, Role.DIGITISER, Role.APPROVER, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever acts: a member of staff, a reader, a reading list, or the desk by itself.

    `courses` are a reader's memberships as the sign-in words them, where it sends any.
    """

    id: str
    name: str
    email: str = ""
    roles: frozenset[Role] = frozenset()
    courses: tuple[str, ...] = ()

    def may(self, role: Role) -> bool:
        """Everyone may what anyone may; staff may what a viewer may, and all who sign in, read."""
        if role is Role.ANYONE:
            return True
        if role is Role.VIEWER:
            return bool(self.roles & STAFF)
        if role is Role.READER:
            return bool(self.roles & {*STAFF, Role.TEACHER, Role.READER})
        return role in self.roles


DESK = Person("desk", "The desk", roles=frozenset({Role.DESK}))


def the_list(rlms: str) -> Person:
    """The reading-list system as the one who acts."""
    return Person(f"list:{rlms}", rlms.capitalize(), roles=frozenset({Role.LIST}))


def roles_of(groups: Iterable[str], known: Mapping[str, str]) -> frozenset[Role]:
    """The roles that sign-in groups stand for; an unknown group stands for none."""
    return frozenset(Role(known[group]) for group in groups if group in known)


def courses_in(said: Iterable[str]) -> tuple[str, ...]:
    """Memberships as a session keeps them: each once, none too long, not too many."""
    whole = (one.strip() for one in said)
    kept = dict.fromkeys(one for one in whole if 0 < len(one) <= LONGEST_MEMBERSHIP)
    return tuple(kept)[:MOST_MEMBERSHIPS]
