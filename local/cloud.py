"""A cloud on this machine: ministack as a child process, its whole state in one folder."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import httpx
from botocore.config import Config

from local.listening import taken

REGION = "us-east-1"
START_SECONDS = 20
STOP_SECONDS = 20


class CannotStart(Exception):
    """The product cannot start; one line says why and what to do."""


class Cloud:
    """ministack on one port. Stopped in good order it keeps all data."""

    def __init__(self, port: int, state: Path, mail_to: int = 0) -> None:
        """Nothing runs before `start`. `mail_to` is a port that takes every mail by SMTP."""
        self.port = port
        self.mail_to = mail_to
        self.state = state.resolve()
        self.endpoint = f"http://127.0.0.1:{port}"
        self._child: subprocess.Popen[bytes] | None = None
        self._clients: dict[str, Any] = {}

    def start(self) -> None:
        """Start, and return once it answers."""
        self._stop_left_over()
        if taken(self.port):
            raise CannotStart(
                f"port {self.port} is taken: end what uses it, or set SCANDESK_CLOUD_PORT"
            )
        # The functions' unpacked code, which a worker that was killed leaves behind.
        shutil.rmtree(self.state / "tmp", ignore_errors=True)
        for folder in ("cloud", "objects", "tmp"):
            (self.state / folder).mkdir(parents=True, exist_ok=True)
        self._forget_stream_positions()
        with (self.state / "cloud.log").open("ab") as log:
            self._child = subprocess.Popen(
                [sys.executable, "-m", "ministack"],
                env=self._environment(),
                cwd=self.state,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                # A group of its own: Ctrl-C reaches us, and we stop it in order.
                start_new_session=True,
            )
        self._pid_file.write_text(str(self._child.pid))
        self._wait_until_up()

    def stop(self) -> None:
        """Stop it and everything it started; its state is written before it ends."""
        if self._child is None:
            return
        child, self._child = self._child, None
        child.terminate()
        try:
            child.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        _end_group(child.pid)
        self._pid_file.unlink(missing_ok=True)

    def client(self, service: str) -> Any:
        """A client of this cloud, with an administrator's keys."""
        if service not in self._clients:
            self._clients[service] = boto3.client(
                service,
                endpoint_url=self.endpoint,
                region_name=REGION,
                aws_access_key_id="test",
                aws_secret_access_key="test",
                config=Config(
                    signature_version="s3v4" if service == "s3" else None,
                    s3={"addressing_style": "path"},
                    retries={"max_attempts": 2},
                ),
            )
        return self._clients[service]

    @property
    def pid(self) -> int | None:
        """Its process."""
        return self._child.pid if self._child else None

    def alive(self) -> bool:
        """Whether it runs."""
        return self._child is not None and self._child.poll() is None

    def workers(self) -> Iterator[int]:
        """The processes that run Lambda functions at this moment."""
        # Each carries its function's unpacked code as working folder, below our tmp.
        for child in _children(self.pid) if self.pid else []:
            try:
                where = Path(os.readlink(f"/proc/{child}/cwd"))
            except OSError:  # it ended meanwhile
                continue
            if self.state / "tmp" in where.parents:
                yield child

    @property
    def _pid_file(self) -> Path:
        return self.state / "cloud.pid"

    def _environment(self) -> dict[str, str]:
        # Whatever stands here is seen by the functions too, so it is as little as possible.
        kept = {key: os.environ[key] for key in ("PATH", "LANG", "HOME") if key in os.environ}
        return kept | {
            "GATEWAY_PORT": str(self.port),
            "BIND_HOST": "127.0.0.1",
            "MINISTACK_HOST": "127.0.0.1",
            "AUTH": "true",
            "PERSIST_STATE": "1",
            "STATE_DIR": str(self.state / "cloud"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(self.state / "objects"),
            "TMPDIR": str(self.state / "tmp"),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "LOG_LEVEL": "WARNING",
            **({"SMTP_HOST": f"127.0.0.1:{self.mail_to}"} if self.mail_to else {}),
        }

    def _wait_until_up(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.alive():
            try:
                httpx.get(f"{self.endpoint}/_ministack/health", timeout=2).raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.05)
        self.stop()
        raise CannotStart(f"the local cloud did not start: see {self.state / 'cloud.log'}")

    def _forget_stream_positions(self) -> None:
        # ministack saves how far a stream was read, but not the stream: after a restart it would
        # pass over as many new records as it had read before.
        path = self.state / "cloud" / "lambda.json"
        if path.is_file():
            saved = json.loads(path.read_text())
            (saved.get("payload") or saved)["dynamodb_stream_positions"] = {}
            path.write_text(json.dumps(saved))

    def _stop_left_over(self) -> None:
        """End the child of an earlier run that was killed before it could do so."""
        try:
            pid = int(self._pid_file.read_text())
            told = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (OSError, ValueError):
            return
        if b"ministack" in told:
            os.kill(pid, signal.SIGTERM)
            until = time.monotonic() + STOP_SECONDS
            # Its port closes first and its state is written last, so the process is what counts.
            while _runs(pid) and time.monotonic() < until:
                time.sleep(0.1)
            _end_group(pid)


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _children(pid: int) -> list[int]:
    told = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(word) for words in told for word in words.split()]


def _end_group(leader: int) -> None:
    # The functions' processes are in the leader's group and outlive it by a moment.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)
