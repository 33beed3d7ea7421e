"""The last answer about what CLA allows of a title, one row a number."""

from chalicelib.aws.dynamo import Dynamo
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.permissions import Permissions

SCHEMA = 1


class Allowances:
    """Kept until the next answer; whether it still holds its reader sees by its date."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def of(self, isn: str) -> Permissions | None:
        """What was said last of the title with this number, in its normal form."""
        row = self._dynamo.get(f"permission#{isn}", "cla")
        return from_plain(Permissions, row["said"]) if row else None

    def keep(self, one: Permissions) -> None:
        row = {"pk": f"permission#{one.isn}", "sk": "cla", "what": "permission", "v": SCHEMA}
        self._dynamo.put(row | {"said": to_plain(one)})
