"""The policy packs as one file of JSON for the package, which a cold start reads much faster.

The files themselves are shipped beside it, for people.
"""

import json
import tomllib
from pathlib import Path

NAME = "packs.json"


def write(packs: Path) -> None:
    """Into the folder of packs, by the name of each file: its region, and what it says."""
    said = {
        path.stem: {"region": path.parent.name, "says": tomllib.loads(path.read_text())}
        for path in sorted(packs.glob("*/*.toml"))
    }
    (packs / NAME).write_text(json.dumps(said, default=str, ensure_ascii=False))
