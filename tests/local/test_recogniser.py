"""A restart of the local cloud breaks off what was being recognised; it is begun again."""

import json
from pathlib import Path

from infra.package import ROOT
from local import listening, recogniser
from local.cloud import Cloud

ASL = (ROOT / "infra" / "text-layer.asl.json").read_text()
WORK = json.dumps({"work": {"request": "AB", "scan": "s1", "attempt": 1}})


def test_an_attempt_that_a_restart_broke_off_is_begun_again_once(tmp_path: Path) -> None:
    cloud = Cloud(listening.free(), tmp_path)
    cloud.start()
    try:
        machine = cloud.client("stepfunctions")
        queue = cloud.client("sqs").create_queue(QueueName="text")["QueueUrl"]
        trusted = {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"},
                   "Action": "sts:AssumeRole"}  # fmt: skip
        role = cloud.client("iam").create_role(
            RoleName="text",
            AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trusted]}),
        )["Role"]["Arn"]
        filled = ASL.replace("${Queue}", queue).replace("${Where}", "outside")
        arn = machine.create_state_machine(
            name="text",
            definition=filled.replace("${Partition}", "aws"),
            roleArn=role,
        )["stateMachineArn"]
        machine.start_execution(stateMachineArn=arn, name="AB-s1-1", input=WORK)
        cloud.stop()
        cloud.start()

        first = recogniser.begun_again(machine, arn)
        second = recogniser.begun_again(machine, arn)

        assert (first, second) == (["AB-s1-1-again"], [])
        (running,) = machine.list_executions(stateMachineArn=arn, statusFilter="RUNNING")[
            "executions"
        ]
        told = machine.describe_execution(executionArn=running["executionArn"])
        assert (running["name"], told["input"]) == ("AB-s1-1-again", WORK)
    finally:
        cloud.stop()
