"""A client of the DCS API that the desk serves: it submits, and comes back to look.

Several systems speak it, each under a name and a file of its own; which one a caller is stands in
its line of the secret `dcs/users`. Nothing is ever pushed to them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Self

from chalicelib.domain.calls import Delivery
from chalicelib.domain.courses import Course
from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.intake import Heard, SetAside
from chalicelib.domain.request import Request
from chalicelib.rlms import _dcs_content as content
from chalicelib.rlms import _dcs_courses as courses
from chalicelib.rlms._adapter import System
from chalicelib.rlms._dcs_arguments import NAMES, Arguments, fold
from chalicelib.rlms._dcs_request import asked

#: "New request" is CLA's own word; the others follow its help pages and can be set.
WORDS: Mapping[str, str] = {
    "received": "New request",
    "working": "In progress",
    "live": "Completed",
    "suspended": "Archived",
    "refused": "Rejected",
    "withdrawn": "Cancelled",
    "deleted": "Deleted",
    "expired": "Expired",
}
PARAMETER = "parameter:"
KEY_HEADER = "key-header"


@dataclass(frozen=True, slots=True, kw_only=True)
class DcsClient(System):
    """`key_header` carries the subscription key; `more` are names of arguments, ours to theirs."""

    hosts: Sequence[str] = ()
    secrets: Sequence[str] = ("dcs/users",)
    key_header: str = "Ocp-Apim-Subscription-Key"
    more: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def read(self, delivery: Delivery) -> Heard:
        """What a SubmitRequest asks for: all of it stands in the query string."""
        try:
            return asked(self.arguments(delivery), datetime.now(UTC))
        except NotUnderstood as bad:
            return SetAside(bad.detail)

    def arguments(self, delivery: Delivery) -> Arguments:
        """What was sent with a call, by our own names for it."""
        named = {name: (*self.more.get(name, ()), *NAMES[name]) for name in NAMES}
        folded = {fold(name): value for name, value in delivery.query.items()}
        return Arguments(delivery.query, folded, named)

    def shown(self, request: Request, link: str, version: int) -> content.Shown:
        """A request as GetCourseContent shows it to this system."""
        word = self.word(request, request.state.phase)
        return content.item(request, word, link, version, request.rlms == self.name)

    def course_shown(self, course: Course) -> content.Shown:
        return content.course(course)

    def course_id(self, code: str) -> int:
        return content.course_id(code)

    def submitted(self, sent: Arguments, standing: Course | None, today: date) -> Course:
        """The course of a SubmitCourse."""
        return courses.submitted(sent, standing, today)

    def amended(self, sent: Arguments, course: Course, today: date) -> Course:
        """The course after an AmendCourse."""
        return courses.amended(sent, course, today)

    def chosen(self, settings: Mapping[str, str]) -> Self:
        """Words by phase, `key-header`, and more names as in `{"parameter:pages": "pp,range"}`."""
        more = dict(self.more)
        for setting in [one for one in settings if one.startswith(PARAMETER)]:
            name = setting.removeprefix(PARAMETER)
            if name not in NAMES:
                raise ValueError(f"{self.label} has no parameter {name}; there are {list(NAMES)}.")
            more[name] = tuple(filter(None, map(fold, settings[setting].split(","))))
        words = {
            name: value
            for name, value in settings.items()
            if name != KEY_HEADER and not name.startswith(PARAMETER)
        }
        named = System.chosen(self, words)
        return replace(named, more=more, key_header=settings.get(KEY_HEADER, self.key_header))
