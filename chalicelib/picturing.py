"""From a master to small pictures of its pages, after its check has said what it found.

The pictures help whoever looks a scan through; no scan waits for them. What may pass by itself
(Busy) is raised, for the queue to bring the upload again, which is checked by then and only drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from chalicelib.domain import pictures
from chalicelib.domain.errors import TooLarge, Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Scan


class Acting(Protocol):
    def act_as_desk(self, request_id: str, action: str, told: dict[str, Any]) -> Request: ...


class Store(Protocol):
    def fetch_master(self, scan: Scan, into: Path) -> None: ...
    def keep_picture(self, key: str, content: Path) -> None: ...


@dataclass(frozen=True, slots=True)
class Picturing:
    """The drawing of pages, with its parts."""

    desk: Acting
    load: Callable[[str], Request]
    scans: Store

    def draw(self, request_id: str, scan_id: str) -> int:
        """Draw a checked scan that has no pictures yet; answers of how many pages it has some."""
        request = self.load(request_id)
        scan = next((one for one in request.scans if one.id == scan_id), None)
        if scan is None or not scan.usable or not scan.master or scan.drawn or scan.reused:
            return 0
        with TemporaryDirectory() as folder:
            drawn = self._drawn(scan, Path(folder))
        if drawn:
            told = {"scan": scan.id, "sha256": scan.sha256, "pages": drawn}
            self.desk.act_as_desk(request_id, "pages-drawn", told)
        return drawn

    def _drawn(self, scan: Scan, folder: Path) -> int:
        from chalicelib.library import pdf_draw

        master = folder / "master.pdf"
        try:
            self.scans.fetch_master(scan, master)
        except (Unknown, TooLarge):
            return 0
        drawn = pdf_draw.draw(master, folder)
        for number in range(1, -(-drawn // pictures.ON_A_SHEET) + 1):
            key = pictures.sheet(scan.master, number)
            self.scans.keep_picture(key, folder / f"{number}.jpg")
        return drawn
