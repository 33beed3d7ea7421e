"""The administrators' look at the clean-up, over the real wiring."""

import json
import time

import boto3

from chalicelib import sweeping, wiring, wiring_delivery
from chalicelib.aws.table import head
from chalicelib.domain.request import State
from tests.domain.a_request import ready


def test_the_wiring_makes_a_clean_up_whose_dry_run_names_what_would_go(sign_in, monkeypatch):
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    wiring.settings.cache_clear()
    s3 = boto3.client("s3", region_name="eu-west-2")
    s3.create_bucket(Bucket="scans", CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    wiring.dynamo().put(head(ready(state=State.DELETED)))

    made = wiring_delivery.cleanup(time.monotonic() + 30, dry=True)

    assert list(sweeping.due(made)) == []
    assert json.dumps(made.lists.state("last")) == "{}"
