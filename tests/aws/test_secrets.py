"""Shared secrets: two at a time, kept a while, read again when a signature fails."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from chalicelib.aws.secrets import Secrets
from tests.conftest import a_client


class Parameters:
    """SSM with one value that can be exchanged, and a count of how often it was asked."""

    def __init__(self, value: str | None) -> None:
        self.value = value
        self.asked = 0

    def get_parameter(self, Name: str, WithDecryption: bool) -> dict[str, Any]:
        self.asked += 1
        if self.value is None:
            raise ClientError({"Error": {"Code": "ParameterNotFound"}}, "GetParameter")
        return {"Parameter": {"Value": self.value}}


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def parameters() -> Parameters:
    return Parameters("old\n")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def secrets(parameters: Parameters, clock: Clock) -> Secrets:
    return Secrets(parameters, "/scandesk/test/", clock)


def test_two_values_may_be_valid_one_a_line(secrets, parameters):
    parameters.value = " new \n\nold\n"

    assert secrets.values("leganto/webhook-secret") == ("new", "old")
    assert secrets.one("leganto/webhook-secret") == "new"


def test_a_secret_that_is_not_set_is_none(secrets, parameters):
    parameters.value = None

    assert secrets.values("oidc/client-secret") == ()
    assert secrets.one("oidc/client-secret") == ""


def test_it_is_read_once_in_five_minutes(secrets, parameters, clock):
    secrets.values("leganto/webhook-secret")
    clock.now += 299
    secrets.values("leganto/webhook-secret")

    assert parameters.asked == 1


def test_it_is_read_again_after_five_minutes(secrets, parameters, clock):
    secrets.values("leganto/webhook-secret")
    clock.now += 300
    parameters.value = "new"

    assert secrets.values("leganto/webhook-secret") == ("new",)


def test_a_failed_signature_finds_a_value_that_was_just_exchanged(secrets, parameters, clock):
    secrets.values("leganto/webhook-secret")
    clock.now += 11
    parameters.value = "new"

    assert secrets.values("leganto/webhook-secret", fresh=True) == ("new",)


def test_strangers_with_bad_signatures_do_not_have_us_throttled(secrets, parameters, clock):
    for _ in range(100):
        secrets.values("leganto/webhook-secret", fresh=True)
        clock.now += 0.1

    assert parameters.asked == 1


def test_a_real_encrypted_parameter_is_read(cloud):
    client = a_client("ssm", cloud)
    client.put_parameter(
        Name="/scandesk/test/leganto/api-key", Value="k", Type="SecureString", Overwrite=True
    )

    assert Secrets(client, "/scandesk/test").one("leganto/api-key") == "k"
