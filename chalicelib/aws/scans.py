"""The scans' bucket: what people upload to `incoming/`, what was checked in `masters/`.

Nothing that a browser is given outlives minutes: a form that takes one file of one size into one
key, or an address that reads one master. Both are signed (Signature V4) for the host that the
browser sees, because the signature holds the host: whatever stands in front of the bucket must
pass the Host header on as it came.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from chalicelib.domain.errors import Busy, TooLarge, Unknown
from chalicelib.domain.scans import PDF, Scan, ScanFile, master_for

FORM_SECONDS = 15 * 60
#: No checked copy is larger, in bytes: a picture without loss may be larger than its upload.
LARGEST = 1_500_000_000
CHUNK = 1 << 20
JPEG = "image/jpeg"
#: The largest scan that a reading copy is made of, in bytes: several files may be one scan.
LARGEST_KEPT = 1_000_000_000
MISSING = frozenset({"NoSuchKey", "NoSuchVersion", "404", "NoSuchBucket", "MethodNotAllowed"})


@dataclass(frozen=True, slots=True)
class Form:
    """Where a browser sends the file, and the fields that go before it."""

    url: str
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stored:
    """Where a checked copy lies: its key, and the version of it where the bucket keeps versions."""

    key: str
    version: str = ""


class Scans:
    """The bucket through this botocore session; `public` is the base that browsers know it by.

    Without one it is S3's own regional host for the bucket. The address of a local cloud for the
    functions themselves is botocore's business (AWS_ENDPOINT_URL).
    """

    def __init__(self, session: Any, bucket: str, public: str = "") -> None:
        self._session = session
        self._bucket = bucket
        self._public = public

    # Two clients, each made when first needed: the API only signs, the check only reads and writes.
    @cached_property
    def _client(self) -> Any:
        return self._session.create_client("s3", config=config("path"))

    @cached_property
    def _signer(self) -> Any:
        if not self._public:
            return self._session.create_client("s3", config=config("virtual"))
        return self._session.create_client("s3", endpoint_url=self._public, config=config("path"))

    def upload_form(
        self, key: str, size: int, content_type: str = PDF, seconds: int = FORM_SECONDS
    ) -> Form:
        """A form for exactly this many bytes of this type into this key, good for 15 minutes.

        It may be sent again while it lives; that makes a version of its own, never a master.
        """
        made = self._signer.generate_presigned_post(
            self._bucket,
            key,
            Fields={"Content-Type": content_type},
            Conditions=[{"Content-Type": content_type}, ["content-length-range", size, size]],
            ExpiresIn=seconds,
        )
        return Form(made["url"], made["fields"])

    def reading_url(self, master: str, seconds: int, name: str, version: str = "") -> str:
        """An address that opens this master as a PDF in the browser, for so many seconds.

        With its `version` no other bytes are ever opened, whoever may write to that key.
        """
        return self._url(
            seconds,
            Key=master,
            **({"VersionId": version} if version else {}),
            ResponseContentType=PDF,
            ResponseContentDisposition=disposition(name),
            ResponseCacheControl="private, no-store",
        )

    def download_url(self, key: str, version: str, seconds: int, name: str) -> str:
        """An address that saves this very version as a file of that name, whatever is in it."""
        return self._url(
            seconds,
            Key=key,
            VersionId=version,
            ResponseContentType="application/octet-stream",
            ResponseContentDisposition=disposition(name, "attachment"),
            ResponseCacheControl="private, no-store",
        )

    def picture_url(self, key: str, seconds: int) -> str:
        """An address that shows this picture of pages, for so many seconds."""
        cached = f"private, max-age={seconds}"
        return self._url(seconds, Key=key, ResponseContentType=JPEG, ResponseCacheControl=cached)

    def _url(self, seconds: int, **asked: str) -> str:
        """An address of our bucket, signed to read just this for so many seconds."""
        url: str = self._signer.generate_presigned_url(
            "get_object", Params={"Bucket": self._bucket, **asked}, ExpiresIn=seconds
        )
        return url

    def fetch(self, key: str, version: str, into: Path, largest: int) -> str:
        """That very version into a file, piece by piece; answers its SHA-256 in hex.

        `largest` is in bytes. Raises Unknown where it is no longer there, TooLarge, and Busy for
        what may pass.
        """
        which = {"VersionId": version} if version else {}
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key, **which)
            if found["ContentLength"] > largest:
                raise TooLarge("The upload is larger than a scan may be.", bytes=largest)
            digest = hashlib.sha256()
            with into.open("wb") as file:
                for chunk in found["Body"].iter_chunks(CHUNK):
                    digest.update(chunk)
                    file.write(chunk)
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error
        return digest.hexdigest()

    def read(self, key: str, largest: int, version: str = "") -> bytes:
        """A small file whole, to travel with a letter; raises as `fetch` does."""
        try:
            of = {"VersionId": version} if version else {}
            found = self._client.get_object(Bucket=self._bucket, Key=key, **of)
            if found["ContentLength"] > largest:
                raise TooLarge("The file is larger than what is mailed here.", bytes=largest)
            content: bytes = found["Body"].read()
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error
        return content

    def fetch_master(self, scan: Scan | ScanFile, into: Path) -> None:
        """The checked copy into a file. Raises Unknown where other bytes lie there by now."""
        if self.fetch(scan.master, scan.version, into, LARGEST) != scan.sha256:
            raise Unknown("What lies in the place of the checked scan is not what was checked.")

    def fetch_kept(self, key: str, into: Path, largest: int = LARGEST_KEPT) -> None:
        """A master or what was made of one, whose key names its content, into a file."""
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
            if found["ContentLength"] > largest:
                raise TooLarge("The scan is larger than a copy of it may be.", bytes=largest)
            with into.open("wb") as file:
                for chunk in found["Body"].iter_chunks(CHUNK):
                    file.write(chunk)
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error

    def keep(self, key: str, content: Path) -> None:
        """Stores a PDF under a key that names its content; one that is there stays as it is."""
        try:
            with content.open("rb") as file:
                self._client.put_object(
                    Bucket=self._bucket, Key=key, ContentType=PDF, Body=file, IfNoneMatch="*"
                )
        except (BotoCoreError, ClientError) as error:
            code = error.response["Error"]["Code"] if isinstance(error, ClientError) else ""
            if code != "PreconditionFailed":
                raise told(error) from error

    def keep_picture(self, key: str, content: Path) -> None:
        """Stores a sheet of drawn pages; drawn again, it is the same."""
        try:
            with content.open("rb") as file:
                self._client.put_object(Bucket=self._bucket, Key=key, ContentType=JPEG, Body=file)
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error

    def to_master(self, key: str, version: str, sha256: str) -> Stored:
        """Copies that very version, inside S3, to where no form can write; answers where."""
        source = {"Bucket": self._bucket, "Key": key, "VersionId": version}
        return self._master(
            key, sha256, "copy_object", CopySource=source, MetadataDirective="REPLACE"
        )

    def mended_master(self, key: str, mended: Path, sha256: str) -> Stored:
        """Stores what was made of an upload as its master; answers where."""
        with mended.open("rb") as file:
            return self._master(key, sha256, "put_object", Body=file)

    def _master(self, key: str, sha256: str, how: str, **what: Any) -> Stored:
        master, write = master_for(key, sha256), getattr(self._client, how)
        try:
            written = write(Bucket=self._bucket, Key=master, ContentType=PDF, **what)
        except (BotoCoreError, ClientError) as error:
            raise told(error) from error
        return Stored(master, written.get("VersionId", ""))


def config(style: str) -> Config:
    return Config(
        signature_version="s3v4",
        s3={"addressing_style": style, "us_east_1_regional_endpoint": "regional"},
        # Checksums that nobody asked for would become part of what is signed.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=3,
        read_timeout=20,
    )


def disposition(name: str, how: str = "inline") -> str:
    """Shown in the browser, or saved at once (`attachment`), under this name in any script
    (RFC 6266)."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r'["\\]', "", latin).strip(" .")
    plain = plain if "." in plain else "scan.pdf"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def told(error: Exception) -> Exception:
    """A failure of S3 as the desk knows it: what is gone is Unknown, all else may pass."""
    if isinstance(error, ClientError) and error.response["Error"]["Code"] in MISSING:
        return Unknown("The uploaded file is no longer there.")
    return Busy("The store of scans could not be reached.")
