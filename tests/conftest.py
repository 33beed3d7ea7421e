"""A real table for tests: one local cloud a session, started when a test first asks for it."""

import functools
import itertools
import os
import socket
from collections.abc import Iterator
from typing import Any

import botocore.session
import pytest
from hypothesis import HealthCheck, settings

from chalicelib.aws.dynamo import Dynamo
from local.cloud import Cloud

_numbers = itertools.count(1)

# Each session reads the SDK's models anew, which took more time than all the tests' own doing.
botocore.session.create_loader = functools.cache(botocore.session.create_loader)

# A busy machine is slow, which is no finding; and what CI tries is the same each time.
settings.register_profile(
    "desk",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("desk")


@pytest.fixture(scope="session")
def ministack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cloud]:
    """ministack on a free port, with a state of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    cloud = Cloud(port, tmp_path_factory.mktemp("cloud"))
    cloud.start()
    yield cloud
    cloud.stop()


@pytest.fixture
def cloud(ministack: Cloud) -> str:
    """Where the local cloud answers."""
    return ministack.endpoint


def a_client(service: str, cloud: str) -> Any:
    """A client as the functions have it, of the local cloud."""
    return botocore.session.get_session().create_client(
        service,
        region_name="us-east-1",
        endpoint_url=cloud,
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


@pytest.fixture
def dynamo(cloud: str) -> Dynamo:
    """A fresh table, as the template makes it."""
    client, name = a_client("dynamodb", cloud), f"desk-{next(_numbers)}"
    client.create_table(
        TableName=name,
        AttributeDefinitions=[
            {"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk", "shelf", "place")
        ],
        KeySchema=keys("pk", "sk"),
        GlobalSecondaryIndexes=[
            {
                "IndexName": "shelf",
                "KeySchema": keys("shelf", "place"),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    return Dynamo(client, name)


def keys(first: str, second: str) -> list[dict[str, str]]:
    return [
        {"AttributeName": first, "KeyType": "HASH"},
        {"AttributeName": second, "KeyType": "RANGE"},
    ]
