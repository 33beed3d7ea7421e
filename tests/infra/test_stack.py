"""A stack is changed only when it must be, and says why when it cannot."""

import json
from pathlib import Path

import pytest

from infra.package import Package
from infra.stack import DeployFailed, current, deployed
from infra.template import Tree
from local.cloud import Cloud

BUCKET = "artefacts"
QUEUE = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": {"Ref": "Delay"}}}


def test_a_stack_is_as_it_should_be_until_package_or_parameters_change(
    ministack: Cloud, tmp_path: Path
):
    ministack.client("s3").create_bucket(Bucket=BUCKET)
    one = a_package(tmp_path / "one", {"Queue": QUEUE})
    other = a_package(tmp_path / "other", {"Queue": QUEUE, "Second": QUEUE})

    deployed(ministack.client, "settled", one, {"Delay": "1"}, BUCKET, wait=1)

    assert current(ministack.client, "settled", one, {"Delay": "1"})
    assert not current(ministack.client, "settled", one, {"Delay": "2"})
    assert not current(ministack.client, "settled", other, {"Delay": "1"})
    assert not current(ministack.client, "never-made", one, {"Delay": "1"})


def test_a_second_deployment_changes_the_stack_that_stands(ministack: Cloud, tmp_path: Path):
    ministack.client("s3").create_bucket(Bucket=BUCKET)
    package = a_package(tmp_path, {"Queue": QUEUE})
    deployed(ministack.client, "changed", package, {"Delay": "1"}, BUCKET, wait=1)

    stack = deployed(ministack.client, "changed", package, {"Delay": "7"}, BUCKET, wait=1)

    assert stack.status == "UPDATE_COMPLETE"
    assert stack.outputs == {"Said": "7"}


def test_a_stack_that_fails_says_which_part_and_why(ministack: Cloud, tmp_path: Path):
    ministack.client("s3").create_bucket(Bucket=BUCKET)
    wrong = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5000}}
    package = a_package(tmp_path, {"Queue": QUEUE, "Wrong": wrong})

    with pytest.raises(DeployFailed) as failed:
        deployed(ministack.client, "broken", package, {"Delay": "1"}, BUCKET, wait=1)

    assert str(failed.value).startswith("Wrong: ")
    assert "DelaySeconds" in str(failed.value)


def a_package(folder: Path, resources: Tree) -> Package:
    """A package with these resources and empty zips."""
    folder.mkdir(exist_ok=True)
    template = {
        "Parameters": {"Delay": {"Type": "Number"}},
        "Resources": resources,
        "Outputs": {"Said": {"Value": {"Ref": "Delay"}}},
    }
    zips = {"api.zip": "", "scans.zip": "", "reading.zip": ""}
    written = {"template.json": json.dumps(template), **zips}
    for name, text in written.items():
        (folder / name).write_text(text)
    template_path, api, scans, reading = (folder / name for name in written)
    return Package(template_path, api, scans, reading, digest=str(sorted(resources)))
