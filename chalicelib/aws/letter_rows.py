"""The library's own wording of letters: every version that was ever saved.

A version is written once and stays; the newest is what is sent. One read a letter, so that what was
saved holds at once.
"""

from chalicelib.aws.dynamo import Cancelled, Dynamo, Put
from chalicelib.aws.rows import from_plain, to_plain
from chalicelib.domain.errors import ChangedMeanwhile
from chalicelib.domain.letter_kinds import LetterVersion, Wording

SCHEMA = 1


class Letters:
    """Keeps what a library made of its letters."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def newest(self, letter: str) -> LetterVersion:
        """What is sent now; version 0 is the letter as it ships."""
        rows = self._dynamo.query(partition(letter), newest_first=True, limit=1).rows
        if not rows:
            return LetterVersion(letter=letter, version=0)
        return from_plain(LetterVersion, rows[0])

    def wording(self, letter: str) -> Wording | None:
        """What the library made of it; None where it is as it ships."""
        return self.newest(letter).wording

    def versions(self, letter: str, most: int = 20) -> list[LetterVersion]:
        """The newest versions, the newest first."""
        rows = self._dynamo.query(partition(letter), newest_first=True, limit=most).rows
        return [from_plain(LetterVersion, row) for row in rows]

    def save(self, version: LetterVersion) -> None:
        """Write a new version; ChangedMeanwhile where somebody else has written it by now."""
        row = to_plain(version) | {
            "pk": partition(version.letter), "sk": f"v{version.version:06d}",
            "what": "letter", "v": SCHEMA,
        }  # fmt: skip
        try:
            self._dynamo.write(Put(row, unless_exists=True))
        except Cancelled as stopped:
            raise ChangedMeanwhile(
                "Somebody saved this letter just now.", version=self.newest(version.letter).version
            ) from stopped


def partition(letter: str) -> str:
    return f"letters#{letter}"
