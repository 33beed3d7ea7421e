"""What the clean-up does in the bucket, on a local S3 that keeps versions."""

import botocore.session
import pytest

from chalicelib.aws.store import Store
from chalicelib.domain.errors import Busy, Unknown
from local.cloud import REGION, Cloud

KEY = "masters/AAAA2345/s1/x.pdf"


@pytest.fixture
def bucket(ministack: Cloud, request: pytest.FixtureRequest) -> str:
    s3, name = ministack.client("s3"), f"store-{abs(hash(request.node.name)) % 10**9}"
    s3.create_bucket(Bucket=name)
    s3.put_bucket_versioning(Bucket=name, VersioningConfiguration={"Status": "Enabled"})
    return name


@pytest.fixture
def store(bucket: str, ministack: Cloud, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setenv("AWS_ENDPOINT_URL", ministack.endpoint)
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    return Store(botocore.session.Session(), bucket)


def put(ministack: Cloud, bucket: str, key: str = KEY, body: bytes = b"%PDF-1.7") -> str:
    stored = ministack.client("s3").put_object(Bucket=bucket, Key=key, Body=body)
    return str(stored["VersionId"])


def marks(ministack: Cloud, bucket: str, version: str, key: str = KEY) -> int:
    """How many tags this version carries."""
    s3 = ministack.client("s3")
    return int(s3.get_object(Bucket=bucket, Key=key, VersionId=version).get("TagCount", 0))


def test_a_walk_goes_on_after_the_last_key_and_stays_below_its_prefix(store, bucket, ministack):
    for key in ("masters/A/1", "masters/A/2", "masters/B/1", "reading/A/1"):
        put(ministack, bucket, key)

    first = store.listed("masters/", most=2)
    second = store.listed("masters/", first[-1].key, most=2)

    assert [one.key for one in (*first, *second)] == ["masters/A/1", "masters/A/2", "masters/B/1"]
    assert store.listed("masters/", "masters/B/1") == []


def test_what_is_removed_is_marked_version_by_version_and_nothing_else_is(store, bucket, ministack):
    versions = [put(ministack, bucket), put(ministack, bucket, body=b"%PDF-1.7 again")]
    beside = put(ministack, bucket, f"{KEY}.pdf")

    store.remove(KEY)

    assert store.listed("masters/")[0].key == f"{KEY}.pdf"
    assert [marks(ministack, bucket, one) for one in versions] == [1, 1]
    assert marks(ministack, bucket, beside, f"{KEY}.pdf") == 0


def test_removing_twice_is_removing_once(store, bucket, ministack):
    put(ministack, bucket)

    store.remove(KEY)
    store.remove(KEY)

    assert store.listed("masters/") == []


def test_what_comes_back_is_the_newest_version_without_the_mark(store, bucket, ministack):
    put(ministack, bucket, body=b"%PDF-1.7 old")
    put(ministack, bucket, body=b"%PDF-1.7 new")
    store.remove(KEY)

    version = store.bring_back(KEY)

    found = ministack.client("s3").get_object(Bucket=bucket, Key=KEY)
    assert (found["Body"].read(), found["VersionId"]) == (b"%PDF-1.7 new", version)
    assert marks(ministack, bucket, version) == 0


def test_what_is_kept_no_more_does_not_come_back(store):
    with pytest.raises(Unknown):
        store.bring_back(KEY)


def test_a_store_that_does_not_answer_is_asked_again_later(monkeypatch, store):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    with pytest.raises(Busy):
        store.remove(KEY)
