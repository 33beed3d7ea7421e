"""Title records in the table: under their numbers, the words of their title, and their family.

A record stands once under its id, and by reference under each ISBN and ISSN of it and of other
editions that staff named, its DOI, the words of its title, and the family that it is counted with.
What a record was before somebody corrected it is kept beside the histories of requests.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.aws.dynamo import Cancelled, Delete, Dynamo, Put, Write
from chalicelib.aws.keys import short
from chalicelib.aws.notation import Row
from chalicelib.aws.rows import from_plain, stamp, to_plain
from chalicelib.domain.errors import Busy, NotUnderstood
from chalicelib.domain.people import Person
from chalicelib.domain.search import words
from chalicelib.domain.works import Correction, Work, joined

#: Words of a title under which a record is filed, and editions that one family may have: all are
#: written in one transaction, which takes a hundred rows.
MOST_WORDS, MOST_EDITIONS, MOST_ISSUES = 40, 12, 40
#: Ids that are read of one word, and so few that the other words need not be asked.
CAP, FEW = 2_000, 50


class Works:
    """Title records: one by its id, those of a family, and writing one."""

    def __init__(self, dynamo: Dynamo) -> None:
        self._dynamo = dynamo

    def one(self, work_id: str) -> Work | None:
        row = self._dynamo.get(f"work#{work_id}", "work")
        return from_plain(Work, row["work"]) if row else None

    def under(self, place: str) -> list[str]:
        """The ids that stand at this place (`isn#...`, `doi#...`, `family#...`), by id."""
        return [row["sk"] for row in self._dynamo.all(place)]

    def titled(self, spoken: Sequence[str]) -> list[str]:
        """Ids under the most of these words, the longest asked first; those of rare words first."""
        held: list[list[str]] = []
        for word in sorted(spoken, key=len, reverse=True):
            rows = self._dynamo.query(f"titled#{word}", limit=CAP).rows
            # A word under which nothing stands is an author's, or only begun.
            held += [[row["sk"] for row in rows]] if rows else []
            if len(held) > 1 and len(shared(held)) <= FEW:
                break
        return shared(held)

    def editions(self, work: Work) -> list[Work]:
        """All records of its family, itself among them."""
        found = map(self.one, self.under(family_at(work.root)))
        return [one for one in found if one] or [work]

    def save(
        self, work: Work, edition_of: str = "", by: Person | None = None,
        at: datetime | None = None,
    ) -> Work:  # fmt: skip
        """Write a record as it is said now, with its other editions; answers it as it stands.

        `edition_of` names a record that it is another edition of, or itself to be one alone.
        NotUnderstood where there is none; Busy where somebody wrote the same records meanwhile.
        """
        return self.over(self.one(work.id), work, edition_of, by, at)

    def over(
        self, before: Work | None, work: Work, edition_of: str, by: Person | None,
        at: datetime | None,
    ) -> Work:  # fmt: skip
        """The same over the very record that was read: `before`, None where there was none."""
        alone = edition_of == work.id
        work = replace(work, family="" if alone or before is None else before.family)
        kin = self._kin(work, before, "" if alone else edition_of)
        if alone and before and not before.family and any(one.family == work.id for one in kin):
            raise NotUnderstood(
                "Other editions are counted under this record.",
                instead="Correct those that do not belong to it instead.",
                fields=[{"field": "edition_of", "words": "others are counted under this one"}],
            )
        work, moved = joined(work, kin)
        if work == before and not moved:
            return work
        writes = [*self._writes(work, before), *corrected(before, work, by, at)]
        olds = {one.id: one for one in kin}
        for one in moved:
            writes += self._writes(one, olds[one.id])
        writes += [Put(place(family_at(work.root), one.id)) for one in kin]
        try:
            self._dynamo.transact(list(unique(writes)))
        except Cancelled as stopped:
            raise Busy("Somebody wrote the same title records just now.") from stopped
        return work

    def corrections(self, work_id: str) -> list[Correction]:
        """What the record was before, newest first."""
        rows = self._dynamo.all(corrections_at(work_id), newest_first=True)
        return [from_plain(Correction, row["correction"]) for row in rows]

    def _kin(self, work: Work, before: Work | None, edition_of: str) -> list[Work]:
        """Every record of every family that meets in this one."""
        ids = [one for at in kin_at(work) for one in self.under(at)]
        near = {one: self.one(one) for one in dict.fromkeys(ids) if one != work.id}
        if edition_of:
            near[edition_of] = self.one(edition_of)
            if near[edition_of] is None:
                words = "no title record has this id"
                raise NotUnderstood(
                    f"There is no title record {edition_of[:40]}.",
                    fields=[{"field": "edition_of", "words": words}],
                )
        same = [one for one in near.values() if one and (one.id == edition_of or alike(one, work))]
        roots = {one.root for one in same} | ({work.root} if before else set())
        found = {one.id: one for one in same}
        for root in sorted(roots):
            found |= {one.id: one for key in self.under(family_at(root)) if (one := self.one(key))}
        found.pop(work.id, None)
        refuse_too_many(work, len(found) + 1)
        return list(found.values())

    def _writes(self, work: Work, before: Work | None) -> list[Write]:
        """The record over what stood, and where it is filed; where it is not any more, it goes."""
        row = place(f"work#{work.id}", "work") | {"what": "work", "work": to_plain(work)}
        old, new = places(before) if before else set(), places(work)
        stood = {"work": to_plain(before)} if before else {}
        writes: list[Write] = [Put(row, unless_exists=before is None, where=stood)]
        writes += [Delete(one, work.id) for one in sorted(old - new)]
        return writes + [Put(place(one, work.id)) for one in sorted(new - old)]


def shared(held: Sequence[Sequence[str]]) -> list[str]:
    """The ids that stand under the most words; one with more than were read counts if none else."""
    whole = [ids for ids in held if len(ids) < CAP] or held
    rarest_first = sorted(whole, key=len)
    often = Counter(itertools.chain.from_iterable(rarest_first))
    most = max(often.values(), default=0)
    return [one for one, times in often.items() if times == most]


def refuse_too_many(work: Work, records: int) -> None:
    """All of a work's records are read together, and written in one transaction."""
    most = MOST_ISSUES if work.is_journal else MOST_EDITIONS
    if records <= most:
        return
    issues = "Use the journal's own record: a request says volume and issue itself."
    strange = "Look whether a number that stands for something else is among them."
    raise NotUnderstood(
        f"This would be one work of {records} records; {most} is the most.",
        instead=issues if work.is_journal else strange,
    )


def alike(one: Work, other: Work) -> bool:
    """They share a number that names one text. The ISSN of a series of books does not."""
    if one.doi and one.doi == other.doi:
        return True
    return bool({*telling(one)} & {*telling(other)})


def telling(work: Work) -> tuple[str, ...]:
    """The numbers that name this text and no other."""
    return tuple(one for one in work.numbers if len(one) == 13 or work.is_journal)


def kin_at(work: Work) -> Iterator[str]:
    yield from (f"isn#{number}" for number in telling(work))
    if work.doi:
        yield f"doi#{short(work.doi)}"


def places(work: Work) -> set[str]:
    """Where a record is filed."""
    found = {f"isn#{number}" for number in work.numbers}
    found |= {f"titled#{word}" for word in sorted(words(work.title))[:MOST_WORDS]}
    found |= {f"doi#{short(work.doi)}"} if work.doi else set()
    return found | {family_at(work.root)}


def family_at(root: str) -> str:
    return f"family#{root}"


def corrections_at(work_id: str) -> str:
    return f"history#work/{work_id}"


def corrected(
    before: Work | None, work: Work, by: Person | None, at: datetime | None
) -> Iterable[Write]:
    """The line that keeps what a record was, where a person changed it."""
    if before is None or by is None or at is None or before == work:
        return ()
    was = Correction(at, by.id, by.name, before)
    row = place(corrections_at(work.id), stamp(at)) | {"what": "correction"}
    return (Put(row | {"correction": to_plain(was)}, unless_exists=True),)


def place(pk: str, sk: str) -> Row:
    return {"pk": pk, "sk": sk, "what": "work-place", "v": 1}


def unique(writes: Sequence[Write]) -> Iterator[Write]:
    """Each row once, as a transaction demands: the last word on it counts."""
    last = {key_of(one): one for one in writes}
    yield from last.values()


def key_of(one: Write) -> tuple[str, str]:
    return (one.row["pk"], one.row["sk"]) if isinstance(one, Put) else (one.pk, one.sk)
