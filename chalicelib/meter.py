"""What the extent meter has to look up: the claims on a work, for each run that a request serves.

The number of reads does not grow with what is stored: two for the names under which the work is
counted, and for each run one or two for its course and one for each of those names (a record of the
work's family) and each of the course's codes. Usually that is four.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chalicelib.domain.claims import Claim
from chalicelib.domain.course_effects import key
from chalicelib.domain.courses import Course, CourseRun
from chalicelib.domain.extent import pack_for
from chalicelib.domain.kept import Records, Requests
from chalicelib.domain.packs import Pack, Scope
from chalicelib.domain.request import Request
from chalicelib.domain.terms import Moment
from chalicelib.domain.windows import by_run
from chalicelib.domain.works import Work, issue_of


@dataclass(frozen=True, slots=True)
class Meter:
    """Looks up what a moment needs to know for a sum."""

    table: Requests
    records: Records

    def measuring(self, request: Request, moment: Moment) -> Moment:
        """The moment with the claims of others by run, and the runs whose history is not here."""
        pack = pack_for(request, moment)
        if request.work is None or pack is None:
            return replace(moment, earlier={})
        families = self._families(request.work, request)
        courses = {key(run): self.records.course(run.code) for run in request.runs}
        missing = (run for run, course in courses.items() if not (course and course.history_loaded))
        not_loaded = frozenset(missing) if moment.terms.history_expected else frozenset[str]()
        if pack.scope is Scope.INSTITUTION:
            every = self.table.claims(families)
            earlier = {key(run) if run else "": every for run in request.runs or (None,)}
        else:
            earlier = {
                key(run): self._of_run(families, run, courses[key(run)], pack)
                for run in request.runs
            }
        return replace(moment, earlier=earlier, not_loaded=not_loaded)

    def _of_run(
        self, families: Iterable[str], run: CourseRun, course: Course | None, pack: Pack
    ) -> tuple[Claim, ...]:
        """Under every code that the course has or had: what was counted before it was renamed."""
        codes = (run.code, *((course.code, *course.aliases) if course else ()))
        year = "" if not by_run(pack) and pack.scope is Scope.COURSE else run.run.year
        return self.table.claims(families, codes, year)

    def _families(self, work: Work, request: Request) -> tuple[str, ...]:
        """All names of the work and its other editions; a journal with all its issues."""
        names = self.records.counted(work, request.extract)
        issue = issue_of(work, request.extract)
        return tuple(dict.fromkeys(one.removesuffix(issue) for one in names))
