"""What each run of a course had of each work: the rows that the extent meter adds up.

A row stands under the work's family, sorted by course, year and request, and is written in the
transaction that writes the head: the meter never sees less than the desk knows. So the sum of a
run is a Query of its own rows, however much is stored beside them.
"""

from collections.abc import Iterable

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
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
        """Write the rows of all these requests again; answers how many rows that are."""
        count = 0
        for request in requests:
            again = list(rows(request).values())
            self._dynamo.batch_write(again)
            count += len(again)
        return count


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in the claims when this request becomes that one."""
    old, new = rows(before) if before else {}, rows(after)
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


def partition(family: str) -> str:
    return f"extent#{short(family)}"


def prefix(code: str, year: str) -> str:
    """The beginning of the sort keys of a run, of a course, or of everything."""
    if not code:
        return ""
    return f"{short(code)}#{year}#" if year else f"{short(code)}#"
