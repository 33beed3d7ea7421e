"""Text recognition as AWS knows it: the state machine that asks for it, and who answers a task."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.scans import PDF
from chalicelib.domain.telling import Permanent, TryAgain

#: The execution of this very name and input is there, or was: the attempt has been asked for.
BEGUN = "ExecutionAlreadyExists"
#: What does not pass by itself: the deployment lacks something.
WRONG = frozenset(
    {"StateMachineDoesNotExist", "InvalidArn", "InvalidName", "AccessDeniedException"}
)
#: A task that is answered already, or was given up; nobody waits for what this worker does.
OVER = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})


class NobodyWaits(Exception):
    """The task was given up, answered, or never there: the work is not wanted any more."""


class StoreAway(Exception):
    """The bucket did not give the file, or did not take it."""


class TextMachine:
    """Asks for the text of a scan."""

    def __init__(self, client: Any, machine: str) -> None:
        self._client = client
        self._machine = machine

    def start(self, name: str, work: Mapping[str, Any]) -> None:
        """Begins this attempt; again is harmless. Raises Permanent or TryAgain."""
        said = json.dumps({"work": dict(work)})
        try:
            self._client.start_execution(stateMachineArn=self._machine, name=name, input=said)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in WRONG:
                raise Permanent(f"Text recognition cannot be started: {code}.") from error
            if code != BEGUN:
                raise TryAgain(f"Text recognition cannot be started now: {code}.") from error
        except BotoCoreError as error:
            raise TryAgain("Text recognition could not be reached.") from error


class TextTask:
    """One task of that machine, as its worker answers it. Raises NobodyWaits."""

    def __init__(self, client: Any, token: str) -> None:
        self._client = client
        self._token = token

    def beat(self) -> None:
        self._say("send_task_heartbeat")

    def done(self, made: Mapping[str, Any]) -> None:
        self._say("send_task_success", output=json.dumps(dict(made)))

    def failed(self, error: str, cause: str) -> None:
        self._say("send_task_failure", error=error, cause=cause[:1000])

    def _say(self, how: str, **what: str) -> None:
        try:
            getattr(self._client, how)(taskToken=self._token, **what)
        except ClientError as error:
            if error.response["Error"]["Code"] in OVER:
                raise NobodyWaits from error
            raise


class TextStore:
    """The bucket as a worker sees it: it reads masters and writes readable copies.

    Raises StoreAway.
    """

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def fetch(self, master: str, into: Path) -> None:
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=master)
            with into.open("wb") as file:
                for chunk in found["Body"].iter_chunks(1 << 20):
                    file.write(chunk)
        except (BotoCoreError, ClientError) as error:
            raise StoreAway from error

    def put(self, key: str, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._client.put_object(Bucket=self._bucket, Key=key, Body=file, ContentType=PDF)
        except (BotoCoreError, ClientError) as error:
            raise StoreAway from error
