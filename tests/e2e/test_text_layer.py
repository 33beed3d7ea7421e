"""The text of a scan is recognised on the deployed stack, or the scan says why it was not."""

import json
import os
import signal
import subprocess
import time
import uuid
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image, ImageDraw, ImageFont

from chalicelib.handlers.text_worker import worked
from chalicelib.library.recognise import Programs
from local import recogniser
from local.product import Product
from local.titles import Title
from tests.e2e.desk_user import DeskUser

Bearer = Callable[[str], dict[str, str]]
needs_tesseract = pytest.mark.skipif(
    not recogniser.is_set_up(), reason="Tesseract or OCRmyPDF is not on this machine"
)
LINES = ("The digitisation of libraries", "elephants and giraffes", "live in the savannah")
ASL = json.loads((recogniser.ROOT / "infra" / "text-layer.asl.json").read_text())


def pictures(pages: int) -> bytes:
    """A PDF of pictures of pages: no text that a program could read."""
    font, drawn = ImageFont.load_default(60), []
    for number in range(pages):
        page = Image.new("L", (1654, 2339), 255)
        for line, words in enumerate((*LINES, f"page number {number + 1}")):
            ImageDraw.Draw(page).text((150, 250 + 120 * line), words, font=font, fill=0)
        drawn.append(page)
    made = BytesIO()
    drawn[0].save(made, "PDF", save_all=True, append_images=drawn[1:], resolution=200)
    return made.getvalue()


def a_request(dan: DeskUser) -> str:
    title = Title.new("Words in pictures")
    said = {"isn": title.isbn, "extract_title": f"Chapter {uuid.uuid4().hex[:8]}", "pages": "1-2"}
    answer = dan.until_answered("POST", "/api/requests", json=said)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["request"]["id"])


def uploaded(dan: DeskUser, request_id: str, file: bytes) -> str:
    about = {"name": "pictures.pdf", "bytes": len(file), "type": "application/pdf"}
    form = dan.until_answered("POST", f"/api/requests/{request_id}/scans", json=about).json()
    files = {"file": file}
    httpx.post(form["url"], data=form["fields"], files=files, timeout=60).raise_for_status()
    return str(form["scan"])


def the_scan(dan: DeskUser, request_id: str, until: Callable[[Any], bool]) -> Any:
    """The request's scan as soon as it is so."""
    ends = time.monotonic() + 120
    while True:
        (scan,) = dan.read(request_id)["request"]["scans"]
        if until(scan):
            return scan
        assert time.monotonic() < ends, scan
        time.sleep(0.3)


def settled(scan: Any) -> bool:
    return scan["status"] == "ready" and scan["text"] not in ("", "wanted")


def text_of(file: Path) -> list[str]:
    """What a program reads on each page, by the reader that the recogniser brings along."""
    program = (
        "import json, sys, pypdfium2; pdf = pypdfium2.PdfDocument(sys.argv[1]);"
        "print(json.dumps([page.get_textpage().get_text_range() for page in pdf]))"
    )
    python = recogniser.PROGRAM.with_name("python")
    run = subprocess.run(
        [str(python), "-c", program, str(file)], capture_output=True, check=True, text=True
    )
    read: list[str] = json.loads(run.stdout)
    return read


@needs_tesseract
def test_pictures_of_pages_become_text_beside_the_untouched_master(
    dan: DeskUser, product: Product, tmp_path: Path
) -> None:
    request_id, file = a_request(dan), pictures(2)

    uploaded(dan, request_id, file)

    scan = the_scan(dan, request_id, settled)
    assert (scan["text"], scan["languages"], scan["accessibility"]) == (
        "made", "eng", "machine-text",
    )  # fmt: skip
    assert "not proof-read" in scan["accessibility_words"]
    s3 = product.aws("s3")
    kept = s3.list_objects_v2(Bucket=product.bucket, Prefix=f"readable/{request_id}/")["Contents"]
    (tmp_path / "made.pdf").write_bytes(
        s3.get_object(Bucket=product.bucket, Key=kept[0]["Key"])["Body"].read()
    )
    pages = text_of(tmp_path / "made.pdf")
    assert (len(kept), len(pages)) == (1, 2)
    assert all(line in " ".join(page.split()) for page in pages for line in LINES)
    master = s3.list_objects_v2(Bucket=product.bucket, Prefix=f"masters/{request_id}/")["Contents"]
    assert s3.get_object(Bucket=product.bucket, Key=master[0]["Key"])["Body"].read() == file


@needs_tesseract
def test_staff_have_it_recognised_again_in_other_languages(dan: DeskUser) -> None:
    request_id = a_request(dan)
    scan_id = uploaded(dan, request_id, pictures(1))
    the_scan(dan, request_id, settled)

    answer = dan.act(request_id, "make-text", scan=scan_id, language="lat", second="eng")

    assert answer.json()["request"]["scans"][0]["text"] == "wanted"
    scan = the_scan(dan, request_id, settled)
    assert (scan["text"], scan["accessibility"]) == ("made", "machine-text")
    # What is not installed is left out and named; English is.
    assert "eng" in scan["languages"].split("+")
    left_out = "There is no language data for Latin" in scan["text_words"]
    assert left_out is ("lat" not in scan["languages"])


@needs_tesseract
def test_a_language_that_is_not_there_is_named_and_nothing_else_waits(dan: DeskUser) -> None:
    request_id = a_request(dan)
    scan_id = uploaded(dan, request_id, pictures(1))
    the_scan(dan, request_id, settled)

    dan.act(request_id, "make-text", scan=scan_id, language="yid")

    scan = the_scan(dan, request_id, settled)
    assert "There is no language data for Yiddish." in scan["text_words"]
    # What the first attempt made stays.
    assert (scan["text"], scan["accessibility"]) == ("made", "machine-text")


class Machine:
    """The deployed machine once more, with a queue that only the test reads, and short times."""

    def __init__(self, product: Product, seconds: int = 90) -> None:
        self.product, name = product, f"text-{uuid.uuid4().hex[:8]}"
        self.sqs, self.sfn = product.aws("sqs"), product.aws("stepfunctions")
        self.queue = self.sqs.create_queue(QueueName=name)["QueueUrl"]
        theirs = self.sfn.describe_state_machine(
            stateMachineArn=product.deployed.text_machine
        )  # fmt: skip
        definition = json.loads(theirs["definition"])
        task = definition["States"]["Recognise the text"]
        task["Parameters"]["QueueUrl"] = self.queue
        task |= {"TimeoutSeconds": seconds, "HeartbeatSeconds": seconds - 1}
        for retry in task["Retry"]:
            retry["IntervalSeconds"] = 1
        self.arn = self.sfn.create_state_machine(
            name=name, definition=json.dumps(definition), roleArn=theirs["roleArn"]
        )["stateMachineArn"]

    def start(self, work: Any) -> str:
        said = json.dumps({"work": work})
        return str(self.sfn.start_execution(stateMachineArn=self.arn, input=said)["executionArn"])

    def messages(self) -> list[str]:
        ends = time.monotonic() + 60
        while time.monotonic() < ends:
            found = self.sqs.receive_message(QueueUrl=self.queue, WaitTimeSeconds=2)
            for one in found.get("Messages", ()):
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=one["ReceiptHandle"])
                return [str(one["Body"])]
        return []

    def ended(self, execution: str) -> str:
        ends = time.monotonic() + 120
        while (
            status := self.sfn.describe_execution(executionArn=execution)["status"]
        ) == "RUNNING":
            assert time.monotonic() < ends
            time.sleep(0.2)
        return str(status)


@pytest.fixture
def machine(product: Product) -> Machine:
    return Machine(product)


@pytest.fixture
def waiting(dan: DeskUser, product: Product) -> Iterator[tuple[str, dict[str, Any]]]:
    """A scan that waits for its text while the product's own worker sleeps."""
    os.kill(product.recogniser, signal.SIGSTOP)
    try:
        yield unread(dan, product)
    finally:
        os.kill(product.recogniser, signal.SIGCONT)


def unread(dan: DeskUser, product: Product) -> tuple[str, dict[str, Any]]:
    """A request, and the work that its scan is for the recogniser."""
    request_id = a_request(dan)
    scan_id = uploaded(dan, request_id, pictures(1))
    the_scan(dan, request_id, lambda scan: scan["text"] == "wanted")
    kept = product.aws("s3").list_objects_v2(
        Bucket=product.bucket, Prefix=f"masters/{request_id}/"
    )["Contents"]
    # Small pictures of its pages may lie below it already.
    (master,) = [one for one in kept if not one["Key"].endswith(".jpg")]
    return request_id, {
        "request": request_id, "scan": scan_id, "attempt": 1, "master": master["Key"],
        "sha256": master["Key"].rpartition("/")[2].removesuffix(".pdf"), "pages": 1,
        "title": "A title", "languages": "eng", "again": False,
    }  # fmt: skip


Waiting = tuple[str, dict[str, Any]]


@needs_tesseract
def test_a_worker_that_fails_twice_is_asked_a_third_time(
    dan: DeskUser, product: Product, machine: Machine, waiting: Waiting
) -> None:
    request_id, work = waiting
    execution = machine.start(work)

    for _ in range(2):
        (body,) = machine.messages()
        machine.sfn.send_task_failure(taskToken=json.loads(body)["token"], error="Failed")
    (body,) = machine.messages()
    worked(body, product.aws, product.bucket, Programs(ocrmypdf=str(recogniser.PROGRAM)))

    assert machine.ended(execution) == "SUCCEEDED"
    assert the_scan(dan, request_id, settled)["text"] == "made"


def test_a_worker_that_stays_silent_ends_in_words_and_an_alarm(
    dan: DeskUser, product: Product, waiting: Waiting
) -> None:
    request_id, work = waiting
    machine = Machine(product, seconds=3)

    execution = machine.start(work)

    assert machine.ended(execution) == "FAILED"
    scan = the_scan(dan, request_id, settled)
    assert (scan["text"], scan["accessibility"]) == ("failed", "image-only")
    assert "did not answer in time" in scan["text_words"]
    # Tried twice, and both messages are nobody's any more.
    assert [worked(body, machine.product.aws, "", Programs()) for body in
            (*machine.messages(), *machine.messages())] == ["not-waited-for"] * 2  # fmt: skip


def test_without_tesseract_the_scan_says_so_and_all_else_goes_on(
    dan: DeskUser, product: Product, machine: Machine, waiting: Waiting
) -> None:
    request_id, work = waiting
    execution = machine.start(work)

    (body,) = machine.messages()
    went = worked(body, product.aws, product.bucket, Programs(tesseract="/nowhere/tesseract"))

    assert (went, machine.ended(execution)) == ("NotSetUp", "SUCCEEDED")
    scan = the_scan(dan, request_id, settled)
    assert scan["text_words"] == ("No text layer: text recognition is not set up on this machine.")
    assert "a screen reader reads nothing" in scan["accessibility_words"]
    selected = dan.act(request_id, "select-scan", scan=work["scan"])
    assert selected.json()["request"]["scans"][0]["selected"]


def test_a_file_that_is_not_the_one_that_was_checked_is_left_alone(
    dan: DeskUser, product: Product, machine: Machine, waiting: Waiting
) -> None:
    request_id, work = waiting
    if not recogniser.is_set_up():
        pytest.skip("Tesseract or OCRmyPDF is not on this machine")
    execution = machine.start({**work, "sha256": "0" * 64})

    (body,) = machine.messages()
    went = worked(body, product.aws, product.bucket, Programs(ocrmypdf=str(recogniser.PROGRAM)))

    assert (went, machine.ended(execution)) == ("Unsuitable", "SUCCEEDED")
    scan = the_scan(dan, request_id, settled)
    assert scan["text"] == "failed"
    assert "not what it was when it was checked" in scan["text_words"]
