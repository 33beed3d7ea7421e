"""Zip files that hold nothing but their content: no dates, no owners, one order.

Packed by libdeflate, which finds three per cent more than zlib's best: 230 KB of the API's zip.
Python's zipfile takes no other compressor, so the few records of the format are written here
(PKWARE's APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import deflate

NEW_YEAR_1980 = 0x0021_0000  # the earliest date there is, midnight
DEFLATED, UTF_8, ZIP_2, MADE_ON_UNIX = 8, 0x0800, 20, 3 << 8 | 20
READABLE = 0o100644 << 16
BEST, QUICK = 12, 6
LOCAL, CENTRAL, END = (
    struct.Struct("<4s3H4L2H"),
    struct.Struct("<4s4H4L5H2L"),
    struct.Struct("<4s4H2LH"),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One file, packed; `size` is its own, in bytes."""

    name: bytes
    crc: int
    size: int
    packed: bytes

    @property
    def facts(self) -> tuple[int, ...]:
        """What both headers say of it, from its flags to the length of its name."""
        return (UTF_8, DEFLATED, NEW_YEAR_1980, self.crc, len(self.packed), self.size)


def write(archive: Path, folder: Path, *, onto: Path | None = None, effort: int = BEST) -> None:
    """Zip a folder's files, in addition to what the archive `onto` holds already.

    The same files give the same bytes wherever the folder stands. `onto` spares the heavy,
    rarely changing part the compressing.
    """
    entries = [*(_kept(onto) if onto else ()), *_packed(folder, effort)]
    central = b""
    with archive.open("wb") as out:
        for one in entries:
            at = out.tell()
            out.write(LOCAL.pack(b"PK\3\4", ZIP_2, *one.facts, len(one.name), 0))
            out.write(one.name + one.packed)
            head = (b"PK\1\2", MADE_ON_UNIX, ZIP_2, *one.facts, len(one.name), 0, 0, 0, 0)
            central += CENTRAL.pack(*head, READABLE, at) + one.name
        at, count = out.tell(), len(entries)
        out.write(central + END.pack(b"PK\5\6", 0, 0, count, count, len(central), at, 0))


def _packed(folder: Path, effort: int) -> Iterator[Entry]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            packed = bytes(deflate.deflate_compress(content, effort))
            name = path.relative_to(folder).as_posix().encode()
            yield Entry(name, zlib.crc32(content), len(content), packed)


def _kept(archive: Path) -> Iterator[Entry]:
    """What an archive of ours holds, as it is."""
    content = archive.read_bytes()
    with zipfile.ZipFile(archive) as zipped:
        for one in zipped.infolist():
            name = one.filename.encode()
            start = one.header_offset + LOCAL.size + len(name)
            yield Entry(name, one.CRC, one.file_size, content[start : start + one.compress_size])
