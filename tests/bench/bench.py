"""`make bench`: ratios taken in one run against a peer, interleaved, so that they hold anywhere.

Nothing here is a test: a shared machine is slow at times, and a ratio says so by its spread.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from chalicelib import listing
from chalicelib.domain.lines import Line, filed
from infra.package import package
from tests.bench import first_list
from tests.bench.canned import serving
from tests.domain.a_request import NOON, a_request
from tests.e2e.desk_user import an_event, signed

ROUNDS = 11
HERE = Path(__file__).parent

ONCE = """
import json, sys, time
began = time.perf_counter()
sys.path.insert(0, sys.argv[1])
from {module} import {name} as handler
event = json.load(open(sys.argv[2]))
class Context:
    aws_request_id = "1"
    def get_remaining_time_in_millis(self): return 29000
answer = handler(event, Context())
assert answer["statusCode"] == 202, answer
# Not ru_maxrss, which a child takes over from the process that began it.
peak = next(int(line.split()[1]) / 1024 for line in open("/proc/self/status") if "VmHWM" in line)
print(json.dumps([time.perf_counter() - began, peak]))
"""


def gateway_event(body: bytes) -> dict[str, object]:
    import base64

    headers = signed(body)
    return {
        "httpMethod": "POST", "path": "/api/webhooks/leganto",
        "resource": "/api/webhooks/{rlms}", "pathParameters": {"rlms": "leganto"},
        "headers": headers, "multiValueHeaders": {name: [one] for name, one in headers.items()},
        "queryStringParameters": None, "multiValueQueryStringParameters": None,
        "stageVariables": None, "isBase64Encoded": True, "body": base64.b64encode(body).decode(),
        "requestContext": {"httpMethod": "POST", "resourcePath": "/api/webhooks/{rlms}",
                           "requestId": "1", "identity": {"sourceIp": "127.0.0.1"}},
    }  # fmt: skip


def cold_start(folder: Path) -> None:
    """The packaged webhook against a bare handler with boto3: a fresh process each."""
    server, cloud = serving()
    event = folder / "event.json"
    event.write_text(json.dumps(gateway_event(an_event("A title of some length", mms_id="99"))))
    ours = folder / "ours"
    with zipfile.ZipFile(package().api) as made:
        made.extractall(ours)
    env = os.environ | {
        "AWS_ENDPOINT_URL": cloud, "AWS_DEFAULT_REGION": "eu-west-2", "TABLE": "desk",
        "AWS_ACCESS_KEY_ID": "x", "AWS_SECRET_ACCESS_KEY": "x", "PUBLIC_URL": cloud,
    }  # fmt: skip

    def once(path: Path, module: str, name: str) -> tuple[float, float]:
        code = ONCE.format(module=module, name=name)
        run = [sys.executable, "-c", code, str(path), str(event)]
        out = subprocess.run(run, env=env, capture_output=True, text=True, check=True, cwd=folder)
        seconds, peak = json.loads(out.stdout.splitlines()[-1])
        return seconds, peak

    runs = [(once(ours, "app", "app"), once(HERE, "bare", "handler")) for _ in range(ROUNDS + 1)]
    server.shutdown()
    told(
        "cold start of the packaged webhook / bare boto3 handler",
        [a[0] / b[0] for a, b in runs[1:]],
    )
    told("peak memory of that / of the bare handler", [a[1] / b[1] for a, b in runs[1:]])
    size = package().api.stat().st_size
    print(f"{'size of the zip':58} {size / 1e6:6.2f} MB")


class Shelf:
    """An open queue as a function holds it that has read it once."""

    def __init__(self, size: int) -> None:
        self._all = [
            filed(
                a_request(id=f"{n:08d}", title=f"Chapter {n} of many", added_on=NOON - timedelta(n))
            )
            for n in range(size)
        ]

    def open(self) -> Iterable[Line]:
        return self._all


def queue_page() -> None:
    """One sorted and one searched page of an open queue of 10,000 against one of 1,000."""

    def seconds(shelf: Shelf, **asked: str) -> float:
        wish = listing.Wanted(**asked)  # type: ignore[arg-type]  # texts only
        began = time.perf_counter()
        listing.open_page(wish, shelf)
        return time.perf_counter() - began

    small, large = Shelf(1_000), Shelf(10_000)
    for what, asked in (("sorted by title", {"sort": "title"}), ("searched", {"q": "chapter 77"})):
        ratios = [seconds(large, **asked) / seconds(small, **asked) for _ in range(ROUNDS)]
        told(f"a queue of 10,000 {what} / one of 1,000", ratios)


def queue_in_the_browser() -> None:
    """The console's first list on the deployed product, with 10,000 open requests and with 10."""
    few, many = first_list.seconds(ROUNDS)
    told("first list with 10,000 open / with 10", [a / b for a, b in zip(many, few, strict=True)])
    middle, worst = statistics.median(many), max(many)
    print(f"{'first list with 10,000 open, on this machine':58} {middle:6.2f} s (to {worst:.2f})")


def told(what: str, ratios: list[float]) -> None:
    low, high = min(ratios), max(ratios)
    print(f"{what:58} {statistics.median(ratios):6.2f}   ({low:.2f} to {high:.2f})")


def main() -> None:
    measures: list[Callable[[], None]] = [queue_page, queue_in_the_browser]
    with tempfile.TemporaryDirectory() as folder:
        cold_start(Path(folder))
        for measure in measures:
            measure()


if __name__ == "__main__":
    main()
