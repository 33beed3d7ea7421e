"""The shapes of delivery to a patron."""

from typing import NotRequired

from typing_extensions import TypedDict


class DeliveryFile(TypedDict):
    """A file to deliver; `name` and `bytes` are of the file that can be downloaded."""

    id: str
    name: str | None
    bytes: int | None
    coming: str | None
    url: str
    note: str
    status: str
    added_on: str
    added_by: str
    refused: str | None


class DeliveryKept(TypedDict):
    """The piece that was kept, and where its file is to be sent."""

    delivery: str
    url: NotRequired[str]
    fields: NotRequired[dict[str, str]]


class DeliveredShape(TypedDict):
    """What was delivered; `views` is the limit that was promised, `until` the last day."""

    how: str
    how_label: str
    on: str
    to: str
    until: str | None
    views: int | None
    why: str | None
    words: str


class DeliveryShape(TypedDict):
    """For whom the copy is; how the rule delivers it to a patron, with what, and what was done."""

    purpose: str
    purpose_label: str
    files: list[DeliveryFile]
    ruled: str
    ruled_label: str
    delivered: DeliveredShape | None
