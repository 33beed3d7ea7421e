"""No screen of the console stays unwalked."""

import re
from pathlib import Path

from tests.e2e.routes import STOPS

APP = Path(__file__).parents[2] / "console" / "src" / "App.tsx"


def test_every_route_of_the_console_is_walked_in_a_browser():
    drawn = re.findall(r'<Route (?:path="([^"]+)"|index) ', APP.read_text())

    assert sorted(drawn) == sorted(STOPS)
