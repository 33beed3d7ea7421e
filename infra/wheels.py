"""Fetches what the functions need from PyPI, for Lambda's machine, without its dead weight."""

import hashlib
import platform
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# glibc of Lambda's Amazon Linux 2 (Python 3.11) and 2023 (later): no newer wheel would load.
GLIBC = 26 if sys.version_info < (3, 12) else 34
MACHINE = "aarch64" if platform.machine() in ("arm64", "aarch64") else "x86_64"
DEAD = (
    "*.dist-info", "bin", "*.pyi", "py.typed", "tests", "*-stubs",
    "pydantic/v1", "pydantic/mypy.py", "cffi",  # of cffi only _cffi_backend runs
    "lxml/includes", "lxml/isoschematron", "lxml/html", "*.pxd", "*.pxi", "*.pyx", "*.h",
    # Of the fonts' packages the cover sheet uses what infra/fonts.py names, and no slanted ones.
    "fontpkg_*/files/*Italic*", "justmytype_intl_rtl/fonts/ofl/notosansarabic",
)  # fmt: skip


class FetchFailed(Exception):
    """PyPI could not give what requirements.txt asks for."""


def fetched(requirements: Sequence[Path], cache: Path) -> Path:
    """A folder with these requirements, compiled: made once for each content of the files."""
    here = Path(__file__)
    made_by = [
        path.read_bytes()
        for path in (here, here.with_name("bytecode.py"), here.with_name("archive.py"))
    ]
    wanted = [path.read_bytes() for path in requirements]
    said = [*wanted, *made_by, sys.version.encode(), MACHINE.encode()]
    digest = hashlib.sha256(b"\0".join(said)).hexdigest()[:16]
    folder = cache / f"{requirements[0].stem}-{digest}"
    if not folder.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as work:
            half = Path(work) / "half"
            _install(requirements, half)
            _prune(half)
            compiled(half, silent=True)
            if not folder.is_dir():
                half.rename(folder)
    return folder


def _install(requirements: Sequence[Path], target: Path) -> None:
    platforms = [f"manylinux_2_{minor}_{MACHINE}" for minor in range(17, GLIBC + 1)]
    platforms.append(f"manylinux2014_{MACHINE}")
    words = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    words += ["--no-deps", "--no-compile", "--only-binary=:all:", "--target", str(target)]
    words += [word for name in platforms for word in ("--platform", name)]
    words += [word for path in requirements for word in ("-r", str(path))]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        last = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise FetchFailed("; ".join(last) or done.stderr.strip())


def _prune(folder: Path) -> None:
    for pattern in DEAD:
        for path in sorted(folder.glob(pattern if "/" in pattern else f"**/{pattern}")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in folder.rglob("*.so*"):
        path.write_bytes(loaded_part(path.read_bytes()))


def loaded_part(library: bytes) -> bytes:
    """A shared library without the symbols that only a debugger reads (a fifth of cryptography's).

    The loader goes by the program headers alone, so what lies behind the last byte they name,
    the section table included, can go.
    """
    if library[:6] != b"\x7fELF\x02\x01":
        return library
    (table,) = struct.unpack_from("<Q", library, 0x20)
    size, count = struct.unpack_from("<HH", library, 0x36)
    end = table + size * count
    for at in range(table, end, size):
        (offset,) = struct.unpack_from("<Q", library, at + 0x08)
        (length,) = struct.unpack_from("<Q", library, at + 0x20)
        end = max(end, offset + length)
    head = bytearray(library[:end])
    struct.pack_into("<Q", head, 0x28, 0)  # no section table,
    struct.pack_into("<HH", head, 0x3C, 0, 0)  # no sections in it, none that names them
    return bytes(head)


def compiled(folder: Path, *, silent: bool = False) -> None:
    """Bytecode in the place of the sources; `silent`, as for other people's, without docstrings."""
    script = Path(__file__).with_name("bytecode.py")
    # Without the columns of each line, which point into sources that are not there.
    words = [sys.executable, "-I", "-X", "no_debug_ranges", str(script), str(folder)]
    words += ["--silent"] if silent else []
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        raise FetchFailed(done.stderr.strip().splitlines()[-1])
