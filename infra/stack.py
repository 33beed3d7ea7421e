"""Brings a CloudFormation stack to a package: the same steps in a real account and locally."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError, WaiterError

from infra.package import Package

Aws = Callable[[str], Any]
TAG = "scandesk-digest"
RETRY_SECONDS = 5


class DeployFailed(Exception):
    """CloudFormation refused or rolled back; the words are its own."""


@dataclass(frozen=True)
class Stack:
    """A stack as it stands."""

    name: str
    status: str
    digest: str
    outputs: Mapping[str, str]


def standing(aws: Aws, name: str) -> Stack | None:
    """The stack of this name, if there is one."""
    try:
        found = aws("cloudformation").describe_stacks(StackName=name)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    if found["StackStatus"] == "DELETE_COMPLETE":
        return None
    tags = {tag["Key"]: tag["Value"] for tag in found.get("Tags", [])}
    outputs = {out["OutputKey"]: out["OutputValue"] for out in found.get("Outputs", [])}
    return Stack(name, found["StackStatus"], tags.get(TAG, ""), outputs)


def current(aws: Aws, name: str, package: Package, parameters: Mapping[str, str]) -> Stack | None:
    """The stack, if it stands as this package and these parameters would make it."""
    stack = standing(aws, name)
    settled = stack is not None and stack.status in ("CREATE_COMPLETE", "UPDATE_COMPLETE")
    return stack if stack and settled and stack.digest == _digest(package, parameters) else None


def deployed(
    aws: Aws,
    name: str,
    package: Package,
    parameters: Mapping[str, str],
    artefacts: str,
    *,
    wait: int = RETRY_SECONDS,
) -> Stack:
    """The stack, made or changed; looked at every `wait` seconds until that is done."""
    words: dict[str, Any] = {
        "StackName": name,
        "TemplateURL": _uploaded(aws, package, artefacts),
        "Parameters": [
            {"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()
        ],
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Tags": [{"Key": TAG, "Value": _digest(package, parameters)}],
    }
    _apply(aws, standing(aws, name), words, wait)
    made = standing(aws, name)
    if not made:
        raise DeployFailed(f"stack {name} is not there")
    return made


def _digest(package: Package, parameters: Mapping[str, str]) -> str:
    told = json.dumps([package.digest, dict(parameters)], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _apply(aws: Aws, stack: Stack | None, words: dict[str, Any], wait: int) -> None:
    cloud, name = aws("cloudformation"), words["StackName"]
    if stack and stack.status in ("ROLLBACK_COMPLETE", "CREATE_FAILED", "ROLLBACK_FAILED"):
        # Never came up: CloudFormation takes no change of such a stack, only its removal.
        cloud.delete_stack(StackName=name)
        cloud.get_waiter("stack_delete_complete").wait(StackName=name)
        stack = None
    step = "stack_update_complete" if stack else "stack_create_complete"
    try:
        cloud.update_stack(**words) if stack else cloud.create_stack(**words)
        waiter = cloud.get_waiter(step)
        waiter.wait(StackName=name, WaiterConfig={"Delay": wait, "MaxAttempts": 1800 // wait})
    except ClientError as error:
        if "No updates are to be performed" not in str(error):
            raise DeployFailed(str(error)) from None
    except WaiterError:
        raise DeployFailed(_reason(cloud, name)) from None


def _reason(cloud: Any, name: str) -> str:
    """The first thing that went wrong, in CloudFormation's words."""
    events = cloud.describe_stack_events(StackName=name)["StackEvents"]
    for event in reversed(events):
        if event["ResourceStatus"].endswith("FAILED"):
            why = event.get("ResourceStatusReason", "no reason given")
            return f"{event['LogicalResourceId']}: {why}"
    return f"stack {name} did not come up"


def _uploaded(aws: Aws, package: Package, artefacts: str) -> str:
    """Put the package where CloudFormation finds it; the template's address."""
    s3 = aws("s3")
    written = json.loads(package.template.read_text())
    places = {}
    for path in package.zips:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        places[f"./{path.name}"] = {"Bucket": artefacts, "Key": f"{path.stem}-{digest}.zip"}
        s3.upload_file(str(path), artefacts, places[f"./{path.name}"]["Key"])
    for resource in written["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"]
            properties["CodeUri"] = places[properties["CodeUri"]]
    key = f"template-{package.digest[:32]}.json"
    s3.put_object(Bucket=artefacts, Key=key, Body=json.dumps(written).encode())
    return f"{s3.meta.endpoint_url}/{artefacts}/{key}"
