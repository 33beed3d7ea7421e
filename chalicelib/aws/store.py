"""The scans' bucket as the clean-up sees it: what lies there, what goes, what is brought back.

A removal is a delete marker in front of versions that carry a tag, and the bucket's lifecycle ends
such versions thirty days later. What was only overwritten has no tag and stays, because a request
may rest on that very version.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.aws.scans import config, told
from chalicelib.domain.errors import Unknown

PAGE = 1_000
REMOVED = {"TagSet": [{"Key": "scandesk", "Value": "removed"}]}


@dataclass(frozen=True, slots=True)
class Stored:
    """One object as it stands now."""

    key: str
    size: int
    at: datetime


class Store:
    def __init__(self, session: Any, bucket: str) -> None:
        self._session = session
        self._bucket = bucket

    @cached_property
    def _client(self) -> Any:
        return self._session.create_client("s3", config=config("path"))

    def listed(self, prefix: str, after: str = "", most: int = PAGE) -> list[Stored]:
        """The next objects below this prefix, in the order of their keys; none at its end."""
        try:
            page = self._client.list_objects_v2(
                Bucket=self._bucket, Prefix=prefix, StartAfter=after, MaxKeys=most
            )
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error
        return [
            Stored(one["Key"], one["Size"], one["LastModified"]) for one in page.get("Contents", ())
        ]

    def remove(self, key: str) -> None:
        """Remove it so that it can be brought back for thirty days; what is gone stays gone."""
        try:
            versions, is_there = self._versions(key)
            for version in versions if is_there else ():
                self._client.put_object_tagging(
                    Bucket=self._bucket, Key=key, VersionId=version, Tagging=REMOVED
                )
            if is_there:
                self._client.delete_object(Bucket=self._bucket, Key=key)
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error

    def bring_back(self, key: str, version: str = "") -> str:
        """Make this version the present one, or else the newest that is kept; answers the new one.

        Raises Unknown where no version is kept any more, and Busy for what may pass.
        """
        try:
            kept, _ = self._versions(key)
            if not kept:
                raise Unknown("The file is no longer kept.")
            chosen = version if version in kept else kept[0]
            source = {"Bucket": self._bucket, "Key": key, "VersionId": chosen}
            made = self._client.copy_object(
                Bucket=self._bucket, Key=key, CopySource=source, TaggingDirective="REPLACE"
            )
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error
        return str(made.get("VersionId", ""))

    def _versions(self, key: str) -> tuple[list[str], bool]:
        """All versions of this very key, the newest first, and whether the newest one shows."""
        page = self._client.list_object_versions(Bucket=self._bucket, Prefix=key)
        own = [one for one in page.get("Versions", ()) if one["Key"] == key]
        return [one["VersionId"] for one in own], any(one["IsLatest"] for one in own)
