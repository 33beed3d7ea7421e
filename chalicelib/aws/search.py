"""Search over all requests there ever were: one small row for each word of a request.

Rows stand in the drawer of the word's first three letters (one character in scripts without
spaces), sorted by word and then by time, so the beginning of a word is one Query. A word of one
or two letters has a drawer of its own: asked for alone it is found as a whole word only, and the
answer says so; beside longer words it counts as the beginning of one, like any other.

Of each word at most 2000 rows are read. A word that has more is not intersected but looked up in
the requests that the rarer words left over, so that the answer stays exact; only where every word
has more does the answer say that not all was looked through.
"""

import base64
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from chalicelib.aws.dynamo import Page, Put, Write
from chalicelib.aws.mending import over_head
from chalicelib.aws.notation import Row
from chalicelib.aws.table import head, request_in
from chalicelib.domain.errors import BadCursor
from chalicelib.domain.request import Request
from chalicelib.domain.search import is_unspaced, matches, texts, tokens, wanted

SCHEMA = 1
STEM = 3
CAP = 2_000  # rows read of one word
FEW = 25  # so few are looked up one by one rather than by reading another word
LOOKED_UP = 200  # requests looked up for one page
ONLY_WHOLE = "Words of one or two letters are found only whole: write three letters or more."
TOO_MANY = "Very many requests have these words, and not all were looked through: add a word."
PLACE = re.compile(r"[0-9TZ:.+-]{10,40}#[0-9A-Za-z]{1,40}")

Places = Mapping[str, str]


class Drawers(Protocol):
    """What search needs of the table."""

    def get(self, pk: str, sk: str, consistent: bool = True) -> Row | None: ...

    def query(
        self,
        pk: str,
        *,
        sk_prefix: str | None = None,
        newest_first: bool = False,
        limit: int | None = None,
        until: str | None = None,
        fields: Sequence[str] | None = None,
    ) -> Page: ...

    def batch_write(
        self, puts: Sequence[Row] = (), deletes: Sequence[tuple[str, str]] = ()
    ) -> None: ...

    def standing(self, keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]: ...

    def transact(self, writes: Sequence[Write]) -> None: ...


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of requests, newest first. A page may be short and yet have a next; `hint` is words."""

    ids: tuple[str, ...] = ()
    next: str | None = None
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Hits:
    """Where one word stands: id -> place. `whole` says that the cap left nothing out."""

    word: str
    places: Places = field(default_factory=dict)
    whole: bool = True


class Words:
    """Keeps the rows of words, and finds requests by them."""

    def __init__(self, drawers: Drawers, cap: int = CAP, looked_up: int = LOOKED_UP) -> None:
        self._drawers = drawers
        self._cap = cap
        self._looked_up = looked_up

    def follow(self, old: Row | None, new: Row | None) -> None:
        """Write what a changed head says more and delete what it says no more; twice is once."""
        before, after = keys(old), keys(new)
        puts = [row(key) for key in sorted(after - before)]
        if puts or before - after:
            self._drawers.batch_write(puts, sorted(before - after))

    def rebuild(self, requests: Iterable[Request]) -> int:
        """Write the rows that these requests miss; answers how many those were.

        What a request said once and says no more is the stream's to take away, and is not
        looked for: nothing tells under which words to look.
        """
        return sum(map(self._again, requests))

    def _again(self, request: Request) -> int:
        wanted = keys(head(request))
        missing = sorted(wanted - self._drawers.standing(sorted(wanted)))
        if not missing:
            return 0
        puts = [Put(row(key)) for key in missing]
        stands = {"version": request.version}
        return len(puts) * over_head(self._drawers, puts, request.id, stands)

    def find(self, query: str, limit: int = 50, after: str | None = None) -> Found:
        """The requests that have all words of a query; none where nothing was asked."""
        before = opened(after) if after else ""
        asked = wanted(query)
        long = [word for word in asked if not is_short(word)]
        hits = self._read(sorted(long or asked, key=len, reverse=True), before)
        if not hits:
            return Found()
        sure = [one for one in hits if one.whole] or hits[:1]
        common = set.intersection(*(set(one.places) for one in sure))
        places = {sure[0].places[name] for name in common}
        unsure = [word for word in asked if word not in {one.word for one in sure}]
        ahead = sorted((p for p in places if not before or p < before), reverse=True)
        hint = ONLY_WHOLE if not long else "" if sure[0].whole else TOO_MANY
        return self._page(ahead, unsure, limit, hint)

    def _read(self, asked: Sequence[str], before: str) -> list[Hits]:
        """Hits of the words, the longest first as it is likely the rarest, until few are left."""
        hits: list[Hits] = []
        for word in asked:
            hits.append(self._hits(word, before))
            if hits[-1].whole and len(hits[-1].places) <= FEW:
                break
        return hits

    def _hits(self, word: str, before: str) -> Hits:
        """Where words stand that begin so; of too many, the newest of the very word for sure."""
        exact = f"{word}#"
        page = self._query(word, sk_prefix=exact if is_short(word) else word)
        if page.next is None:
            return Hits(word, placed(page.rows))
        if before:
            very = self._query(word, until=exact + before)
        else:
            very = self._query(word, sk_prefix=exact)
        own = [one for one in very.rows if one["sk"].startswith(exact)]
        return Hits(word, placed([*page.rows, *own]), whole=False)

    def _query(self, word: str, **how: Any) -> Page:
        return self._drawers.query(
            drawer(word), newest_first=True, limit=self._cap, fields=("sk",), **how
        )

    def _page(self, ahead: Sequence[str], unsure: Sequence[str], limit: int, hint: str) -> Found:
        """The first of these places whose requests have the unsure words too."""
        shown: list[str] = []
        for count, place in enumerate(ahead, 1):
            name = place.rpartition("#")[2]
            if not unsure or self._has(name, unsure):
                shown.append(name)
            if len(shown) == limit or (unsure and count == self._looked_up):
                return Found(tuple(shown), sealed(place) if count < len(ahead) else None, hint)
        return Found(tuple(shown), None, hint)

    def _has(self, name: str, asked: Sequence[str]) -> bool:
        head = self._drawers.get(f"request#{name}", "head", consistent=False)
        return head is not None and matches(said(head), asked)


def said(head: Row) -> frozenset[str]:
    """The words of a head row."""
    return tokens(texts(request_in(head)))


def keys(head: Row | None) -> set[tuple[str, str]]:
    """The keys of the rows that a head has; none where it is no head."""
    if not head or head.get("what") != "head":
        return set()
    return {(drawer(word), f"{word}#{head['place']}") for word in said(head)}


def row(key: tuple[str, str]) -> Row:
    return {"pk": key[0], "sk": key[1], "what": "word", "v": SCHEMA}


def drawer(word: str) -> str:
    return f"word#{word[: 1 if is_unspaced(word) else STEM]}"


def is_short(word: str) -> bool:
    """Too short to be the beginning of a word by itself."""
    return len(word) < STEM and not is_unspaced(word)


def placed(rows: Iterable[Row]) -> Places:
    return dict(_placed(rows))


def _placed(rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    for one in rows:
        place = one["sk"].partition("#")[2]
        yield place.rpartition("#")[2], place


def sealed(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def opened(cursor: str) -> str:
    """The place that a page ended at; BadCursor where the cursor is none of ours."""
    try:
        place = base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", True).decode("ascii")
    except ValueError as damaged:
        raise BadCursor("The cursor is damaged.") from damaged
    if not PLACE.fullmatch(place):
        raise BadCursor("The cursor is damaged.")
    return place
