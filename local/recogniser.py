"""The local worker of the text layer: reads the queue and recognises text, as an account's would.

`make run` starts it as a process of its own, with the rights of the worker's own role and nothing
else. Without Tesseract it runs all the same: then it answers that text recognition is not set up.
"""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.package import ROOT
from local.cloud import REGION, Cloud
from local.deploy import Deployed

#: Made by the Makefile where there is a Tesseract, from requirements-text.txt.
PROGRAM = ROOT / ".cache" / "text" / "bin" / "ocrmypdf"
WITHOUT = "text recognition is not set up: install tesseract-ocr, and scans get a text layer"
#: Of a minute's work: the product beside it is to stay quick.
NICE, WAIT, REST = 10, 5, 2.0


def is_set_up() -> bool:
    return bool(shutil.which("tesseract")) and PROGRAM.is_file()


@contextlib.contextmanager
def working(cloud: Cloud, out: Deployed) -> Iterator[int]:
    """A worker in a process of its own, until the end of the block; its process id."""
    begun_again(cloud.client("stepfunctions"), out.text_machine)
    told = {
        "endpoint": cloud.endpoint, "queue": out.text_queue,
        "bucket": out.bucket, "role": out.text_role,
    }  # fmt: skip
    with (cloud.state / "recogniser.log").open("ab") as log:
        child = subprocess.Popen(
            [sys.executable, "-m", "local.recogniser", json.dumps(told)],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        yield child.pid
    finally:
        child.terminate()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def begun_again(machine: Any, arn: str) -> list[str]:
    """Attempts that a restart of the local cloud broke off, each begun again; their new names."""
    listed = machine.list_executions(stateMachineArn=arn, maxResults=1000)["executions"]
    names = {one["name"] for one in listed}
    made = []
    for one in listed:
        again = f"{one['name'][:74]}-again"
        if one["status"] != "FAILED" or again in names:
            continue
        whole = machine.describe_execution(executionArn=one["executionArn"])
        if whole.get("error") == "States.ServiceRestart":
            machine.start_execution(stateMachineArn=arn, name=again, input=whole["input"])
            made.append(again)
    return made


def main() -> None:
    """The worker itself: one scan at a time, until it is told to stop."""
    told = json.loads(sys.argv[1])
    # Ends what runs on the way: the programs are in a group of their own.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    os.nice(NICE)
    client = clients(told["endpoint"], told["role"])
    parent = os.getppid()
    while os.getppid() == parent:
        try:
            one_round(client, told["queue"], told["bucket"])
        except (BotoCoreError, ClientError) as error:
            print(json.dumps({"what": "queue-away", "error": type(error).__name__}), flush=True)
            time.sleep(REST)


def one_round(client: Callable[[str], Any], queue: str, bucket: str) -> None:
    """Wait for a message, and answer the task in it."""
    from chalicelib.handlers.text_worker import worked
    from chalicelib.library.recognise import Programs

    sqs = client("sqs")
    found = sqs.receive_message(QueueUrl=queue, WaitTimeSeconds=WAIT, MaxNumberOfMessages=1)
    for message in found.get("Messages", ()):
        worked(message["Body"], client, bucket, Programs(ocrmypdf=str(PROGRAM)))
        sqs.delete_message(QueueUrl=queue, ReceiptHandle=message["ReceiptHandle"])


def clients(endpoint: str, role: str) -> Callable[[str], Any]:
    """Clients of the local cloud that may do what the worker's role may, and no more."""
    where = {"endpoint_url": endpoint, "region_name": REGION}
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    sts = boto3.client("sts", **where, **keys)
    lent = sts.assume_role(RoleArn=role, RoleSessionName="recogniser")["Credentials"]
    session = boto3.session.Session(
        lent["AccessKeyId"], lent["SecretAccessKey"], lent["SessionToken"]
    )
    style = Config(s3={"addressing_style": "path"}, retries={"max_attempts": 2})
    # The local cloud asks whether a task may be answered on no machine at all, AWS on this one.
    answers = boto3.client("stepfunctions", **where, **keys)
    return cache(
        lambda service: (
            answers
            if service == "stepfunctions"
            else session.client(service, config=style, **where)
        )
    )


if __name__ == "__main__":
    main()
