"""`make deploy STAGE=...`: brings one stage to a real AWS account. docs/deploying.md tells how."""

import json
import mimetypes
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.package import ROOT, BuildFailed, package
from infra.stack import Aws, DeployFailed, current, deployed

STAGES = Path(__file__).parent / "stages"
# What Vite builds under assets/ carries a digest in its name and never changes.
FOREVER, AGAIN = "public, max-age=31536000, immutable", "no-cache"


def deploy(stage: str) -> None:
    """Package, deploy, put the console in place; prints where it is."""
    said = json.loads((STAGES / f"{stage}.json").read_text())
    session = boto3.session.Session(region_name=said["region"])
    clients: dict[str, Any] = {}

    def aws(service: str) -> Any:
        return clients.setdefault(service, session.client(service))

    name, made = f"scandesk-{stage}", package()
    parameters = {"Stage": stage, **said["parameters"]}
    stack = current(aws, name, made, parameters)
    if stack:
        print("nothing changed since it was deployed")
    else:
        print(f"deploying {name} to {said['region']} (the first time takes minutes)")
        stack = deployed(aws, name, made, parameters, _artefacts(aws, said["region"]))
    if "ConsoleBucket" in stack.outputs:
        _console(aws, stack.outputs)
    for name, value in sorted(stack.outputs.items()):
        print(f"  {name:16} {value}")


def _artefacts(aws: Aws, region: str) -> str:
    """The private bucket that CloudFormation reads packages from; made the first time."""
    account = aws("sts").get_caller_identity()["Account"]
    name = f"scandesk-artefacts-{account}-{region}"
    s3 = aws("s3")
    try:
        s3.head_bucket(Bucket=name, ExpectedBucketOwner=account)
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("404", "NoSuchBucket"):
            raise
        # us-east-1 refuses to be named as a location.
        place = {"CreateBucketConfiguration": {"LocationConstraint": region}}
        s3.create_bucket(Bucket=name, **({} if region == "us-east-1" else place))
    closed = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
    s3.put_public_access_block(
        Bucket=name, PublicAccessBlockConfiguration=dict.fromkeys(closed, True)
    )
    return name


def _console(aws: Aws, outputs: Mapping[str, str]) -> None:
    dist = ROOT / "console" / "dist"
    # The page last: it names assets, which must be there when it is.
    for path in sorted(dist.rglob("*"), key=lambda path: (path.name == "index.html", path)):
        if path.is_file():
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            age = FOREVER if "assets" in path.relative_to(dist).parts else AGAIN
            aws("s3").put_object(
                Bucket=outputs["ConsoleBucket"],
                Key=path.relative_to(dist).as_posix(),
                Body=path.read_bytes(),
                ContentType=kind,
                CacheControl=age,
            )
    aws("cloudfront").create_invalidation(
        DistributionId=outputs["DistributionId"],
        InvalidationBatch={
            "Paths": {"Quantity": 1, "Items": ["/index.html"]},
            "CallerReference": str(time.time_ns()),
        },
    )


def main() -> None:
    """Deploy the stage that is named."""
    stage = sys.argv[1]
    if not (STAGES / f"{stage}.json").is_file():
        sys.exit(f"deploy: there is no infra/stages/{stage}.json; copy example.json and fill it in")
    try:
        deploy(stage)
    except (BuildFailed, DeployFailed, BotoCoreError, ClientError) as failed:
        sys.exit(f"deploy: {failed}")


if __name__ == "__main__":
    main()
