"""The SDK's data in the package: enough for every call that the desk makes, and no more."""

import re
from pathlib import Path

import botocore.session
import pytest
from botocore.config import Config
from botocore.loaders import Loader

from infra import sdk_data

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sdk") / "data"
    sdk_data.write(folder)
    made = botocore.session.get_session()
    made.register_component(
        "data_loader", Loader([str(folder)], include_default_search_paths=False)
    )
    return made


def a_client(session, service, **more):
    return session.create_client(
        service, region_name="eu-west-2", aws_access_key_id="x", aws_secret_access_key="x", **more
    )


@pytest.mark.parametrize("service", sorted(sdk_data.OPERATIONS))
def test_a_client_has_just_the_operations_that_are_listed(session, service):
    model = a_client(session, service).meta.service_model

    assert set(model.operation_names) == sdk_data.OPERATIONS[service]


def test_every_call_in_the_house_is_listed():
    listed = {name for names in sdk_data.OPERATIONS.values() for name in names}
    made = {
        "".join(part.capitalize() for part in called.split("_"))
        for path in (HOUSE / "chalicelib" / "aws").glob("*.py")
        for called in re.findall(
            r"(?:(?:client|_signer)\.|_ask\(\")([a-z]+_[a-z_]+)[(\"]", path.read_text()
        )
    }

    signing = {"GeneratePresignedPost", "GeneratePresignedUrl"}
    assert made - signing - listed == set()


def test_an_address_of_s3_can_be_signed_with_it(session):
    client = a_client(session, "s3", config=Config(signature_version="s3v4"))

    url = client.generate_presigned_url("get_object", {"Bucket": "scans", "Key": "k"}, 60)

    assert "X-Amz-Signature" in url


def test_an_upload_form_of_s3_can_be_signed_with_it(session):
    client = a_client(session, "s3", config=Config(signature_version="s3v4"))

    form = client.generate_presigned_post("scans", "k")

    assert "x-amz-signature" in form["fields"]


def test_the_same_data_is_written_each_time(tmp_path):
    sdk_data.write(tmp_path / "a")
    sdk_data.write(tmp_path / "b")

    def held(name):
        return {p.relative_to(tmp_path / name): p.read_bytes()
                for p in (tmp_path / name).rglob("*.json")}  # fmt: skip

    assert held("a") == held("b")
