"""The sweep: files that no request names, found by walking the bucket, and files brought back.

The walk goes on where the last run stopped, so that a large bucket takes several nights and no run
takes long. Nothing is swept before the rows that say who holds which file have been written for
every request, which the first nights do.
"""

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from chalicelib.cleanup import LEFT, LISTS, MOST, Cleanup, Stored, say
from chalicelib.domain import pictures
from chalicelib.domain.cleanup import PREFIXES, SHARED, Removal, loose
from chalicelib.domain.delivery_files import DELIVERY
from chalicelib.domain.errors import Unknown
from chalicelib.domain.people import DESK
from chalicelib.domain.pictures import drawn_of
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Scan
from chalicelib.domain.writes import Click, digest

SHELVES = ("open", "live", "closed")


def night(cleanup: Cleanup) -> None:
    """One run of the clock: as much of everything as the time allows, and what came of it."""
    sweeping = Sweeping(cleanup)
    sweeping.bring_back()
    indexed = sweeping.index()
    cleanup.give_up_uploads()
    if indexed:
        cleanup.run()
        sweeping.run()
    cleanup.tell_what_closes()
    done = {rule: int(count) for rule, count in sorted(cleanup.done.items())}
    cleanup.lists.keep("last", {"at": cleanup.desk.clock().isoformat(), "done": done})


def due(cleanup: Cleanup) -> Iterator[Removal]:
    """Everything that a run would remove now, as far as the time allows; nothing is touched."""
    yield from cleanup.uploads()
    for rule in LISTS:
        yield from cleanup.due(rule)
    yield from Sweeping(cleanup).due()


def rehearse(cleanup: Cleanup) -> None:
    """A dry run: one line of the log for all that would be removed."""
    for removal in due(cleanup):
        say(removal.rule.value, removal.request, "would be removed")


@dataclass(frozen=True, slots=True)
class Sweeping:
    """The part of the clean-up that goes by what lies in the bucket."""

    cleanup: Cleanup

    def index(self) -> bool:
        """Write who holds what, for requests that were there before such rows; True once done."""
        lists = self.cleanup.lists
        state = lists.state("index")
        while not state.get("done"):
            if self.cleanup.late:
                return False
            number, after = state.get("shelf", 0), state.get("after") or None
            ids, after = lists.heads(SHELVES[number], after)
            for request_id in ids:
                self.write_again(request_id)
            number += after is None
            state = {"shelf": number, "after": after or "", "done": number == len(SHELVES)}
            lists.keep("index", state)
        return True

    def write_again(self, request_id: str) -> None:
        request = self.owner(request_id)
        if request is not None:
            self.cleanup.held.write_again(request)
            self.cleanup.lists.write_again(request)

    def run(self) -> None:
        """Walk on through the bucket, and remove what nobody names."""
        state = self.cleanup.lists.state("sweep")
        number, after = state.get("prefix", 0), state.get("after", "")
        while number < len(PREFIXES) and not self.cleanup.late:
            page = self.cleanup.store.listed(PREFIXES[number], after)
            for one in page:
                for removal in self.loose(one):
                    self.cleanup.attempt(removal, self.sweep)
            number, after = (number, page[-1].key) if page else (number + 1, "")
            self.cleanup.lists.keep("sweep", {"prefix": number % len(PREFIXES), "after": after})

    def due(self) -> Iterator[Removal]:
        """What a whole sweep would remove, as far as the time allows."""
        for prefix in PREFIXES:
            after = ""
            while page := self.cleanup.store.listed(prefix, after):
                for one in page:
                    if self.cleanup.late:
                        return
                    yield from self.loose(one)
                after = page[-1].key

    def loose(self, one: Stored) -> Iterator[Removal]:
        """The removal of this object, if it is old enough and no request of its own names it."""
        cleanup = self.cleanup
        if one.at > cleanup.desk.clock() - timedelta(days=cleanup.terms.orphan_days):
            return
        request = self.owner(owner_of(one.key))
        rule = loose(one.key, request)
        if rule and not (one.key.startswith(SHARED) and cleanup.held.by(drawn_of(one.key))):
            name = request.id if request else ""
            yield Removal(rule, name, one.key, one.at.date(), (one.key,))

    def sweep(self, removal: Removal) -> bool:
        """Remove one object, once it is sure that nobody takes it over meanwhile."""
        cleanup, (key,) = self.cleanup, removal.keys
        # Who holds a master holds its pictures; they are no record, so nothing is said of them.
        master, is_shared = drawn_of(key), key.startswith(SHARED)
        try:
            if is_shared and cleanup.held.lock(master, cleanup.desk.clock()):
                return False
            if loose(key, self.owner(owner_of(key))) is None:
                return False
            if removal.request and key == master:
                told = {"file": key, "rule": removal.rule.words(cleanup.terms)}
                click = Click(
                    f"swept-{hashlib.sha256(key.encode()).hexdigest()[:32]}", digest("swept", told)
                )
                cleanup.desk.settle(removal.request, "swept", told, DESK, click)
            cleanup.store.remove(key)
            return True
        finally:
            if is_shared:
                cleanup.held.unlock(master)

    def bring_back(self) -> None:
        """Files that an administrator wants back, as long as S3 keeps them."""
        for entry in self.cleanup.lists.listed("wanted-back", MOST):
            if self.cleanup.late:
                return
            request = self.cleanup.loaded(entry)
            if request is None:
                continue
            try:
                self.restore(request)
            except LEFT as left:
                say("bring-back", request.id, type(left).__name__)
                continue
            self.cleanup.done["brought-back"] += 1
            say("bring-back", request.id, "done")

    def restore(self, request: Request) -> None:
        """All that is wanted back, and with it what was delivered beside the scans."""
        back: dict[str, str] = {}
        lost: list[str] = []
        for scan in request.scans:
            if not scan.wanted_back:
                continue
            try:
                back[scan.id] = self.files_of(scan)
            except Unknown:
                lost.append(scan.id)
        for scan in request.scans:
            for key in scan.keys if scan.id in back else ():
                self.cleanup.unlock(key)
        told = {"scans": back, "lost": lost, "pieces": self.pieces(request)}
        self.cleanup.desk.act_as_desk(request.id, "files-restored", told)

    def files_of(self, scan: Scan) -> str:
        """Bring back all files of a scan that are not there; answers its master's new version."""
        version = ""
        for key in dict.fromkeys(scan.keys):
            if any(one.key == key for one in self.cleanup.store.listed(key, most=1)):
                continue
            made = self.cleanup.store.bring_back(key, scan.version if key == scan.master else "")
            version = made if key == scan.master else version
        for key in pictures.sheets(scan):
            with contextlib.suppress(Unknown):
                self.cleanup.store.bring_back(key)
        return version

    def pieces(self, request: Request) -> dict[str, str]:
        """The files beside the scans that are there again, each with its new version."""
        back: dict[str, str] = {}
        for one in request.delivery:
            if one.removed_on and one.file:
                key = DELIVERY.key_for(request.id, one.file.id)
                with contextlib.suppress(Unknown):
                    back[one.id] = self.cleanup.store.bring_back(key, one.file.version)
        return back

    def owner(self, request_id: str) -> Request | None:
        try:
            return self.cleanup.desk.table.load(request_id)
        except Unknown:
            return None


def owner_of(key: str) -> str:
    """The id of the request in whose folder a file lies."""
    return (key.split("/") + [""])[1]
