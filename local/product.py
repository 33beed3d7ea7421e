"""The whole product on this machine, as a block: started at its top, stopped at its end."""

import contextlib
import importlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from starlette.routing import BaseRoute

from infra.package import ROOT, BuildFailed, Package, package
from infra.stack import DeployFailed
from local import listening, post, recogniser
from local.cloud import CannotStart, Cloud
from local.deploy import Deployed, deploy, empty
from local.front import front, serving

STAND_INS = (
    "leganto",
    "alma",
    "talis",
    "keylinks",
    "cla",
    "outside",
    "repository",
    "issuer",
    "inbox",
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class Product:
    """A running product: its address, and the cloud behind it for who must look inside."""

    url: str
    scans_url: str
    inside: Cloud
    deployed: Deployed
    recogniser: int

    @property
    def cloud(self) -> str:
        """Address of the local cloud."""
        return self.inside.endpoint

    @property
    def table(self) -> str:
        """Name of the one table."""
        return self.deployed.table

    @property
    def bucket(self) -> str:
        """Name of the scans bucket."""
        return self.deployed.bucket

    def aws(self, service: str) -> Any:
        """A client of the local cloud with an administrator's keys."""
        return self.inside.client(service)

    def workers(self) -> list[int]:
        """Process ids of the Lambda functions that are warm at the moment."""
        return list(self.inside.workers())

    def kill_workers(self) -> int:
        """Kill them all, as when a machine fails; how many there were."""
        pids = self.workers()
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):  # it ended by itself
                os.kill(pid, signal.SIGKILL)
        return len(pids)


@contextlib.contextmanager
def running(
    port: int, cloud_port: int, state: Path, say: Say = lambda _: None, **parameters: str
) -> Iterator[Product]:
    """The product on these ports, all its data below `state`; `parameters` are the stack's."""
    if listening.taken(port):
        raise CannotStart(f"port {port} is taken: end what uses it, or set SCANDESK_PORT")
    state.mkdir(parents=True, exist_ok=True)
    public = f"http://localhost:{port}"
    letters = post.Box(state / "mail")
    cloud = Cloud(cloud_port, state, letters.port)
    try:
        letters.open()
        cloud.start()
        say("the local cloud is up")
        made = _packaged(say)
        out = _deployed(cloud, made, public, say, parameters)
        application = front(
            public=public,
            cloud=cloud.endpoint,
            api=out.api,
            bucket=out.bucket,
            console=ROOT / "console" / "dist",
            others=_stand_ins(state, public, cloud.endpoint),
        )
        if not recogniser.is_set_up():
            say(recogniser.WITHOUT)
        with serving(application, port), recogniser.working(cloud, out) as worker:
            if empty(cloud, out.table):
                say("filling in a few courses and people")
                importlib.import_module("local.seed").seed(public)
            yield Product(public, public.replace("//localhost", "//127.0.0.1"), cloud, out, worker)
    finally:
        cloud.stop()
        letters.close()


def _packaged(say: Say) -> Package:
    began = time.monotonic()
    try:
        made = package()
    except BuildFailed as failed:
        raise CannotStart(f"the package could not be built: {failed}") from None
    if time.monotonic() - began > 0.3:
        say("packaged")
    return made


def _deployed(
    cloud: Cloud, made: Package, public: str, say: Say, parameters: dict[str, str]
) -> Deployed:
    try:
        out = deploy(cloud, made, public, **parameters)
    except DeployFailed as failed:
        raise CannotStart(f"the stack could not be deployed: {failed}") from None
    say("deployed" if out.changed else "nothing changed since it was deployed")
    return out


def _stand_ins(state: Path, public: str, cloud: str) -> list[BaseRoute]:
    modules = [importlib.import_module(f"local.{name}") for name in STAND_INS]
    return [route for module in modules for route in module.routes(state, public, cloud)]
