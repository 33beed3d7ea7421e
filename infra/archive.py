"""Zip files that hold nothing but their content: no dates, no owners, one order."""

import shutil
import zipfile
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)


def write(archive: Path, folder: Path, *, onto: Path | None = None) -> None:
    """Zip a folder's files, in addition to what the archive `onto` holds already.

    The same files give the same bytes wherever the folder stands. `onto` spares the heavy,
    rarely changing part the compressing.
    """
    if onto:
        shutil.copyfile(onto, archive)
    else:
        archive.unlink(missing_ok=True)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), EPOCH)
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                entry.create_system = 3
                zipped.writestr(entry, path.read_bytes(), compresslevel=9)
