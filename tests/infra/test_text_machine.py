"""The state machine of the text layer, and whose rights it and its worker have."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.handlers import text_layer
from chalicelib.library import recognise
from infra.package import ROOT
from infra.template import Tree
from tests.infra.reading import policies, strings
from tests.infra.test_roles import may

ASL = ROOT / "infra" / "text-layer.asl.json"
WORKER, MACHINE, TOLD = "TextWorkerRole", "TextMachineRole", "TextToldRole"


@pytest.fixture(scope="module")
def states() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(ASL.read_text())["States"]
    return read


def test_statelint_finds_nothing() -> None:
    words = [str(Path(sys.executable).with_name("statelint")), str(ASL)]

    done = subprocess.run(words, capture_output=True, text=True)

    assert (done.stdout + done.stderr).strip() == ""


def test_all_that_is_left_open_in_it_is_filled_in(template: Tree) -> None:
    machine = template["Resources"]["TextMachine"]["Properties"]

    left_open = set(re.findall(r"\$\{(\w+)\}", machine["DefinitionString"]))

    assert json.loads(machine["DefinitionString"]) == json.loads(ASL.read_text())
    assert left_open == set(machine["DefinitionSubstitutions"])


def test_every_task_says_how_often_and_how_long_it_is_tried(states: dict[str, Any]) -> None:
    tasks = {name: one for name, one in states.items() if one["Type"] == "Task"}

    assert all(one["Retry"] for one in tasks.values())
    waits = [one for one in tasks.values() if "waitForTaskToken" in one["Resource"]]
    assert [one["TimeoutSeconds"] > one["HeartbeatSeconds"] > 0 for one in waits] == [True]


def test_each_error_of_the_worker_has_its_way(states: dict[str, Any]) -> None:
    task = states["Recognise the text"]
    ways = {name: one["Next"] for one in task["Catch"] for name in one["ErrorEquals"]}

    never = next(one["ErrorEquals"] for one in task["Retry"] if one["MaxAttempts"] == 0)
    assert set(never) == {recognise.NotSetUp.__name__, recognise.Unsuitable.__name__}
    assert ways == {
        "NotSetUp": "Say that it is not set up",
        "Unsuitable": "Say why it cannot be done",
        "States.ALL": "Say that it failed",
    }


def test_each_outcome_that_the_machine_tells_is_understood(states: dict[str, Any]) -> None:
    outcomes = {
        one["Parameters"]["Payload"]["outcome"]
        for one in states.values()
        if one["Type"] == "Task" and "lambda:invoke" in one["Resource"]
    }

    assert outcomes == {"made", "not-set-up", "unsuitable", "failed"}
    for one in outcomes:
        action, _ = text_layer.outcome(one, {"made": {}, "error": {"Error": "Failed"}})
        assert action == ("text-made" if one == "made" else "text-failed")


def test_the_worker_has_all_its_time_before_it_is_given_up(
    states: dict[str, Any], template: Tree
) -> None:
    resources = template["Resources"]
    worker, queue = resources["TextWorker"]["Properties"], resources["TextQueue"]["Properties"]

    assert recognise.SECONDS < worker["Timeout"] <= 900 < queue["VisibilityTimeout"]
    assert states["Recognise the text"]["HeartbeatSeconds"] > recognise.BEAT * 10


def test_the_worker_reads_masters_writes_readable_copies_and_knows_no_table(
    template: Tree,
) -> None:
    assert may(template, WORKER, "s3:GetObject", "Scans/masters/AB/s1/x.pdf")
    assert may(template, WORKER, "s3:PutObject", "Scans/readable/AB/s1/x.pdf")
    for action, key in (
        ("s3:PutObject", "Scans/masters/AB/s1/x.pdf"),
        ("s3:DeleteObject", "Scans/readable/AB/s1/x.pdf"),
        ("s3:GetObject", "Scans/incoming/AB/s1"),
        ("s3:GetObject", "Scans/evidence/AB/f1"),
    ):
        assert not may(template, WORKER, action, key)
    said = strings([one["Action"] for one in policies(template)[WORKER]])
    assert [one for one in said if one.startswith(("dynamodb:", "ssm:", "ses:"))] == []


def test_only_the_bell_starts_the_machine_and_only_the_worker_answers_it(template: Tree) -> None:
    roles = policies(template)

    starts = [one for one in roles if may(template, one, "states:StartExecution", "TextMachine")]
    answers = [one for one in roles if may(template, one, "states:SendTaskSuccess", "TextMachine")]

    assert (starts, answers) == (["RelayBellRole"], [WORKER])


def test_the_machine_sends_to_its_queue_and_calls_one_function(template: Tree) -> None:
    allowed = {
        (action, json.dumps(one["Resource"]))
        for one in policies(template)[MACHINE]
        for action in strings(one["Action"])
    }

    assert allowed == {
        ("sqs:SendMessage", '{"Fn::GetAtt": ["TextQueue", "Arn"]}'),
        ("lambda:InvokeFunction", '{"Fn::GetAtt": ["TextTold", "Arn"]}'),
    }
    assert not may(template, TOLD, "s3:GetObject", "Scans/masters/AB/s1/x.pdf")


def test_a_failed_execution_sounds_an_alarm(template: Tree) -> None:
    alarm = template["Resources"]["TextFailed"]["Properties"]

    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/States", "ExecutionsFailed")
    assert alarm["Dimensions"] == [{"Name": "StateMachineArn", "Value": {"Ref": "TextMachine"}}]


def test_without_an_image_nothing_reads_the_queue(template: Tree) -> None:
    machine = template["Resources"]["TextMachine"]["Properties"]["DefinitionSubstitutions"]

    assert machine["Where"] == {
        "Fn::If": ["TextInLambda", "lambda", {"Fn::If": ["TextOutside", "outside", "nowhere"]}]
    }
    assert {template["Resources"][one]["Condition"] for one in ("TextWorker", "TextWorkerReads")} \
        == {"TextInLambda"}  # fmt: skip
    assert template["Parameters"]["TextImage"]["Default"] == ""


def test_the_image_is_made_of_pinned_parts_and_opens_our_door() -> None:
    written = (ROOT / "infra" / "ocr" / "Dockerfile").read_text()
    needs = [
        line
        for name in ("requirements-text.txt", "infra/ocr/requirements.txt")
        for line in (ROOT / name).read_text().splitlines()
        if line and not line.startswith("#")
    ]

    assert re.search(r"^FROM \S+:\d+\.\d+\.\d+-\S+$", written, re.MULTILINE)
    assert 'CMD ["chalicelib.handlers.text_worker.arrived"]' in written
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in needs)
    assert len(needs) == len(set(needs))
