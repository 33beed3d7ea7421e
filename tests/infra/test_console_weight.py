"""What a browser must fetch before the console shows anything stays small."""

import gzip
import re
from pathlib import Path

DIST = Path(__file__).parents[2] / "console" / "dist"
LIMIT = 250_000


def test_the_first_screen_of_the_console_weighs_less_than_its_limit():
    page = (DIST / "index.html").read_text()
    first = set(re.findall(r'assets/[^"]+\.js', page))

    weight = sum(len(gzip.compress((DIST / one).read_bytes())) for one in first)

    assert first
    assert weight < LIMIT


def test_screens_are_fetched_when_they_are_opened():
    first = re.findall(r'assets/[^"]+\.js', (DIST / "index.html").read_text())
    screens = {path.name.partition("-")[0] for path in (DIST / "assets").glob("*.js")}

    assert {"RequestPage", "Rules", "Letters", "Dashboard"} <= screens
    assert not any(one in name for name in first for one in ("RequestPage", "Rules", "Dashboard"))
