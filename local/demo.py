"""`make demo`: the whole of the desk's main job, played over HTTP as the real parties would.

`make demo RLMS=talis` plays it from another reading list: its steps are `local/steps/talis.py`.
`make demo CASE=licence` plays another story: the licence desk's, `local/steps/licence.py`.
"""

import importlib
import importlib.util
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx

from local.cloud import CannotStart
from local.listening import Taken
from local.product import running
from local.scene import Scene
from local.story import NotAsItMustBe, Story

LINK_SECONDS = "20"
USUAL = "leganto"
Steps = Sequence[Callable[[Scene], None]]


def main() -> None:
    """Play it against the running product; where none runs, start one for as long as it takes."""
    port = int(os.environ.get("SCANDESK_PORT", "8000"))
    steps = steps_of(os.environ.get("CASE", "") or os.environ.get("RLMS", "") or USUAL)
    if _runs(f"http://localhost:{port}"):
        sys.exit(play(f"http://localhost:{port}", steps))
    # Told to end, it still stops what it started.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("The product is not running; starting it for the demonstration.", flush=True)
    state = Path(os.environ.get("SCANDESK_STATE", ".local"))
    cloud_port = int(os.environ.get("SCANDESK_CLOUD_PORT", "4566"))
    seconds = os.environ.get("SCANDESK_LINK_SECONDS", LINK_SECONDS)
    try:
        with running(port, cloud_port, state, print, LinkSeconds=seconds) as product:
            outcome = play(product.url, steps)
    except Taken as port_taken:
        sys.exit(f"scandesk: port {port_taken} is taken: end what uses it, or set SCANDESK_PORT")
    except CannotStart as why:
        sys.exit(f"scandesk: {why}")
    except KeyboardInterrupt:
        sys.exit("scandesk: the demonstration was stopped")
    sys.exit(outcome)


def play(url: str, steps: Steps) -> int:
    """The steps in their order; 0 when all were as they must be, 1 at the first that was not."""
    story = Story()
    print(f"Scandesk, from a reading list to a student, at {url}", flush=True)
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as web:
        scene = Scene(url, story, web)
        for number, step in enumerate(steps, start=1):
            story.step(f"{number}. {(step.__doc__ or '').splitlines()[0]}")
            try:
                step(scene)
            except NotAsItMustBe as why:
                story.broke(why)
                return 1
            except httpx.HTTPError as error:
                story.broke(NotAsItMustBe("the product answers", "an answer", repr(error)))
                return 1
    story.end()
    return 0


def steps_of(story: str) -> Steps:
    """The steps of a story: a reading-list system's, or a case's."""
    place = "local.steps" if story == USUAL else f"local.steps.{story}"
    if not story.isidentifier() or importlib.util.find_spec(place) is None:
        sys.exit(f"scandesk: there is no demonstration called {story}")
    steps: Steps = importlib.import_module(place).STEPS
    return steps


def _runs(url: str) -> bool:
    try:
        return bool(httpx.get(f"{url}/api/health", timeout=30).json()["ok"])
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        return False


if __name__ == "__main__":
    main()
