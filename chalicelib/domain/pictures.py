"""Small pictures of a scan's pages: how many there are, on which sheets, and where these lie.

Pictures stand on sheets of twenty, so that a scan has few objects and a browser asks for few. The
sheets lie below the name of the master that they were drawn of, which names its content: whatever
happens to the master happens to them.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chalicelib.domain.errors import Unknown
from chalicelib.domain.request import Request
from chalicelib.domain.scans import Scan
from chalicelib.domain.terms import Moment

COLUMNS, ROWS = 5, 4
ON_A_SHEET = COLUMNS * ROWS
#: The most that one picture has, in dots; a page keeps its shape and is centred on white.
WIDTH, HEIGHT = 360, 480
#: Pages after these have no picture: ten sheets are what one step of the check draws in its time.
MOST_DRAWN = 200
SHEET = re.compile(r"(masters/.+)/\d{1,3}\.jpg")


def below(master: str) -> str:
    """Where the sheets of this master lie."""
    return f"{master.removesuffix('.pdf')}/"


def sheet(master: str, number: int) -> str:
    """The key of one sheet, counted from 1."""
    return f"{below(master)}{number}.jpg"


def sheets(scan: Scan) -> tuple[str, ...]:
    """The keys of all sheets that were drawn of this scan, in their order."""
    count = -(-scan.drawn // ON_A_SHEET)
    return tuple(sheet(scan.master, number) for number in range(1, count + 1))


def drawn_of(key: str) -> str:
    """The master that a sheet was drawn of; of any other key, that key."""
    found = SHEET.fullmatch(key)
    return f"{found[1]}.pdf" if found else key


def in_words(scan: Scan) -> str:
    """What is to be said about the pictures; empty where every page has one."""
    if not scan.drawn:
        return "There are no pictures of its pages. Open the scan to look through it."
    if scan.pages and scan.drawn < scan.pages:
        return (
            f"The first {scan.drawn} of {scan.pages} pages have a picture. "
            "Open the scan to see the others."
        )
    return ""


def pages_drawn(request: Request, told: Mapping[str, Any], moment: Moment) -> Request:
    """The pictures of a scan are there, if it still is the file that they were drawn of."""
    scan = next((one for one in request.scans if one.id == told["scan"]), None)
    if scan is None:
        raise Unknown("This request has no such scan.")
    if scan.sha256 != told["sha256"]:
        return request
    now = replace(scan, drawn=told["pages"])
    return replace(request, scans=tuple(now if one is scan else one for one in request.scans))
