"""`make run`: the whole product on http://localhost:8000, until Ctrl-C."""

import os
import signal
import sys
import threading
import time
from pathlib import Path

from local.cloud import CannotStart
from local.listening import Taken
from local.product import Product, running

WELCOME = """
  {url}                 the desk's console: sign in as digitiser, approver, ...
  {url}/local/leganto   a reading list: press "Request digitisation" and watch
  {url}/local/talis     a list in the manner of Talis Aspire: request, refer, submit again
  {url}/local/keylinks  another, in the manner of KeyLinks: it asks, and looks by itself
  {url}/local/cla       CLA's permission service: make it exclude a title, or be down
  {url}/local/inbox     the mails that were sent

  Data is kept in {state}. Ctrl-C stops everything.
"""


def main() -> None:
    """Run until told to stop."""
    state = Path(os.environ.get("SCANDESK_STATE", ".local"))
    port = int(os.environ.get("SCANDESK_PORT", "8000"))
    cloud_port = int(os.environ.get("SCANDESK_CLOUD_PORT", "4566"))
    parameters = {}
    if seconds := os.environ.get("SCANDESK_LINK_SECONDS"):
        parameters["LinkSeconds"] = seconds
    stopped = threading.Event()
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, lambda *_: _stop(stopped))
    began = time.monotonic()

    def say(words: str) -> None:
        print(f"{time.monotonic() - began:6.1f} s  {words}", flush=True)

    try:
        with running(port, cloud_port, state, say, **parameters) as product:
            say("ready")
            print(WELCOME.format(url=product.url, state=state), flush=True)
            _wait(product, stopped)
            print("stopping", flush=True)
    except Taken as port_taken:
        sys.exit(f"scandesk: port {port_taken} is taken: end what uses it, or set SCANDESK_PORT")
    except CannotStart as why:
        sys.exit(f"scandesk: {why}")
    except KeyboardInterrupt:
        sys.exit("scandesk: stopped before it was ready")


def _stop(stopped: threading.Event) -> None:
    # During the set-up nobody waits for the event yet: then the set-up itself is broken off.
    if not stopped.is_set():
        stopped.set()
        if not _waiting.is_set():
            raise KeyboardInterrupt


_waiting = threading.Event()


def _wait(product: Product, stopped: threading.Event) -> None:
    _waiting.set()
    while not stopped.wait(1):
        if not product.inside.alive():
            raise CannotStart("the local cloud ended by itself: see cloud.log in the state folder")


if __name__ == "__main__":
    main()
