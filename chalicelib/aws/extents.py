"""What each run of a course had of each work: the rows that the extent meter adds up.

A row stands under the work's family, sorted by course, year and request, and is written in the
transaction that writes the head: the meter never sees less than the desk knows. So the sum of a
run is a Query of its own rows, however much is stored beside them.
"""

from collections.abc import Iterable, Mapping

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.aws.mending import over_head
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.claims import Claim, claims_of
from chalicelib.domain.request import Request

SCHEMA = 1


class Extents:
    """Reads claims, and writes them again where they were lost."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def claims(
        self, families: Iterable[str], codes: Iterable[str] = ("",), year: str = ""
    ) -> tuple[Claim, ...]:
        """All claims on these families of works for one run, under any code of its course.

        Without a year all runs of the course, without a code all there are at the institution.
        One Query for each name and code, whatever is stored.
        """
        found: dict[tuple[str, str, str], Claim] = {}
        wanted = tuple(dict.fromkeys(codes))
        for family in dict.fromkeys(families):
            for code in wanted:
                at = prefix(code, year) or None
                for row in self._dynamo.all(partition(family), sk_prefix=at):
                    claim = from_plain(Claim, row["claim"])
                    if (not code or claim.code in wanted) and year in ("", claim.year):
                        found[claim.request, claim.code, claim.year] = claim
        return tuple(found.values())

    def rebuild(self, requests: Iterable[Request]) -> int:
        """Make the rows right that are not as these requests say; answers how many those were.

        Each work's rows are read once, so ask for many requests together. Rows under a work that
        a request has nothing to do with any more are not looked for.
        """
        stored: dict[str, list[Row]] = {}
        return sum(self._again(one, stored) for one in requests)

    def _again(self, request: Request, stored: dict[str, list[Row]]) -> int:
        families = {*claims_of(request), *([request.work.root] if request.work else [])}
        for family in sorted(families - stored.keys()):
            stored[family] = list(self._dynamo.all(partition(family)))
        every = (row for family in families for row in stored[family])
        stand = {(row["pk"], row["sk"]): row for row in every if of(row) == request.id}
        writes = changes(stand, rows(request))
        if not writes:
            return 0
        stands = {"version": request.version}
        return len(writes) * over_head(self._dynamo, writes, request.id, stands)


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the claims when this request becomes that one."""
    return changes(rows(before) if before else {}, rows(after))


def changes(old: Mapping[tuple[str, str], Row], new: Mapping[tuple[str, str], Row]) -> list[Write]:
    """What makes these rows of those."""
    gone: list[Write] = [Delete(*key) for key in sorted(old.keys() - new.keys())]
    return gone + [Put(row) for key, row in sorted(new.items()) if old.get(key) != row]


def rows(request: Request) -> dict[tuple[str, str], Row]:
    """The rows of a request by their keys."""
    made = (row_of(family, one) for family, every in claims_of(request).items() for one in every)
    return {(row["pk"], row["sk"]): row for row in made}


def row_of(family: str, claim: Claim) -> Row:
    return {
        "pk": partition(family),
        "sk": f"{prefix(claim.code, claim.year) or '##'}{claim.request}",
        "what": "extent",
        "v": SCHEMA,
        "claim": to_plain(claim),
    }


def of(row: Row) -> str:
    """The id of the request whose row this is."""
    request_id: str = row["sk"].rpartition("#")[2]
    return request_id


def partition(family: str) -> str:
    return f"extent#{short(family)}"


def prefix(code: str, year: str) -> str:
    """The beginning of the sort keys of a run, of a course, or of everything."""
    if not code:
        return ""
    return f"{short(code)}#{year}#" if year else f"{short(code)}#"
