"""Which imported readings name which file, so that a file finds its requests by its name.

The rows are written in the transaction that writes the head, as long as the file is not there.
"""

from chalicelib.aws.dynamo import Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.domain.request import Request

SCHEMA = 1
MOST = 100


class ImportFiles:
    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def named(self, file: str) -> list[str]:
        """Ids of the requests that wait for a file of that name; case does not count."""
        page = self._dynamo.query(partition(file), limit=MOST)
        return [row["sk"] for row in page.rows]


def filed(before: Request | None, after: Request) -> list[Write]:
    """What changes among these rows when this request becomes that one."""
    old, new = awaited(before) if before else "", awaited(after)
    if old == new:
        return []
    row = {"pk": partition(new), "sk": after.id, "what": "import-file", "v": SCHEMA}
    gone: list[Write] = [Delete(partition(old), after.id)] if old else []
    return [*gone, *([Put(row)] if new else [])]


def awaited(request: Request) -> str:
    """The name of the file that it still waits for."""
    one = request.imported
    return one.file.casefold() if one and not request.selected else ""


def partition(file: str) -> str:
    return f"import-file#{short(file.casefold())}"
