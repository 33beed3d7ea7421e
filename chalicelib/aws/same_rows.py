"""Requests by the text that they are for: written with the head, so that none is overlooked.

Two kinds of rows. `same#{work}` holds a request under each mark of its text (domain/sameness.py),
newest found first. `used#{number}` remembers the last request that took a text of that DOI, or an
article of that ISSN: it is how the next one is matched, and it is proved by the request itself.
"""

from collections.abc import Callable, Iterable, Iterator

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import stamp
from chalicelib.domain.request import Kind, Request
from chalicelib.domain.sameness import MOST, digest, is_filed, marks, names, same_text
from chalicelib.domain.search import words
from chalicelib.domain.works import Extract

SCHEMA = 1


def alike(
    dynamo: Dynamo, load: Callable[[str], Request], under: Iterable[str], extract: Extract
) -> Iterator[Request]:
    """The newest requests for this text of a work that is filed under these names."""
    seen: set[str] = set()
    for name in dict.fromkeys(under):
        for mark in marks(extract):
            page = dynamo.query(
                partition(name), sk_prefix=f"{mark}#", newest_first=True, limit=MOST
            )
            for row in page.rows:
                if row["id"] in seen:
                    continue
                seen.add(row["id"])
                request = load(row["id"])
                if same_text(request.extract, extract):
                    yield request


def took(dynamo: Dynamo, load: Callable[[str], Request], number: str, title: str) -> Request | None:
    """The last request for the text of that DOI, or for the article of that title and ISSN."""
    row = dynamo.get(used_at(number), titled(title))
    if row is None:
        return None
    request = load(row["id"])
    one, work = request.extract, request.work
    right = one.doi == number or (
        work and number in work.numbers and titled(one.title) == titled(title)
    )
    return request if work and right else None


def moved(before: Request | None, after: Request) -> list[Write]:
    """What changes in these rows when this request becomes that one."""
    old, new = (places(one) if one and is_filed(one) else set() for one in (before, after))
    gone: list[Write] = [Delete(*one) for one in sorted(old - new)]
    rows = [row_at(*one, after.id) for one in sorted(new - old)]
    remembered = uses(after) - (uses(before) if before else set())
    rows += [row_at(*one, after.id) for one in sorted(remembered)]
    return gone + [Put(row) for row in rows]


def places(request: Request) -> set[tuple[str, str]]:
    place = f"{stamp(request.added_on)}#{request.id}"
    return {
        (partition(name), f"{mark}#{place}")
        for name in names(request)
        for mark in marks(request.extract)
    }


def uses(request: Request) -> set[tuple[str, str]]:
    work, extract = request.work, request.extract
    if work is None or request.kind is Kind.ACCESSIBLE_COPY:
        return set()
    found = {(used_at(extract.doi), titled(""))} if extract.doi else set()
    if work.is_journal and extract.title:
        found |= {(used_at(one), titled(extract.title)) for one in work.numbers[:4]}
    return found


def row_at(pk: str, sk: str, request_id: str) -> Row:
    return {"pk": pk, "sk": sk, "what": "same-text", "v": SCHEMA, "id": request_id}


def partition(name: str) -> str:
    return f"same#{short(name)}"


def used_at(number: str) -> str:
    return f"used#{short(number)}"


def titled(title: str) -> str:
    return digest(" ".join(sorted(words(title)))) or "text"
