"""Pictures made for a test: good ones, broken ones, and ones that were made to harm."""

import struct
import zlib
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

A4_AT_300 = (2480, 3508)


def a_page(size: tuple[int, int] = A4_AT_300, mode: str = "L", number: int = 0) -> Image.Image:
    """A sheet with dark lines on it, which stand elsewhere for each number."""
    white: Any = {"1": 1, "L": 255}.get(mode, "white")
    page = Image.new(mode, size, white)
    pen = ImageDraw.Draw(page)
    for line in range(20 + number):
        top = size[1] * (line + 2) // 60
        pen.rectangle((size[0] // 8, top, size[0] * 7 // 8, top + size[1] // 120), fill=0)
    return page


def saved(page: Image.Image, path: Path, kind: str, **more: Any) -> Path:
    page.save(path, kind, **more)
    return path


def tiff(path: Path, pages: int, dpi: int = 300, **more: Any) -> Path:
    """A TIFF of several pages, as a scanner makes them: black and white."""
    sheets = [a_page(mode="1", number=number) for number in range(pages)]
    return saved(
        sheets[0], path, "TIFF", save_all=True, append_images=sheets[1:], dpi=(dpi, dpi),
        compression="group4", **more,
    )  # fmt: skip


def png(width: int, height: int, body: bytes) -> bytes:
    """A PNG that says it has so many dots, whatever its body holds."""

    def chunk(kind: bytes, held: bytes) -> bytes:
        whole = kind + held
        return struct.pack(">I", len(held)) + whole + struct.pack(">I", zlib.crc32(whole))

    about = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", about) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def a_bomb(path: Path) -> Path:
    """A small file that unpacks to ten thousand million dots."""
    path.write_bytes(png(100_000, 100_000, zlib.compress(bytes(1_000_000), 9)))
    return path


def nearly_a_bomb(path: Path) -> Path:
    """As many dots as are taken, out of few bytes: it costs time and memory, and ends."""
    path.write_bytes(png(14_000, 14_000, zlib.compress(bytes(14_001 * 14_000), 9)))
    return path


def many_small(path: Path, pages: int) -> Path:
    """More pages than a scan ever has, each of hardly a dot."""
    sheets = [Image.new("1", (8, 8), number % 2) for number in range(pages)]
    return saved(sheets[0], path, "TIFF", save_all=True, append_images=sheets[1:])


def colourful(path: Path) -> Path:
    """A sheet of noise in colour, which takes seconds to pack without loss."""
    noise = Image.effect_noise((4_000, 4_000), 100)
    return saved(Image.merge("RGB", (noise, noise, noise)), path, "TIFF")
