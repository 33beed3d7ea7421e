"""What is deployed: small, complete, and the same bytes from the same source."""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from chalicelib import pack_shelf
from infra import fonts
from infra.fonts import FONTS
from infra.package import ROOT, BuildFailed, Package, package
from infra.wheels import GLIBC, loaded_part

UNCHECKED_HASH = b"\x01\x00\x00\x00"


def test_the_apis_zip_stays_under_8_mb(built: Package):
    size = built.api.stat().st_size

    assert size < 8_000_000


@pytest.mark.parametrize("name", ["boto3", "botocore", "pip", "pytest", "moto", "ministack"])
def test_nothing_that_lambda_brings_itself_or_only_tests_need_is_shipped(built: Package, name: str):
    shipped = {entry.split("/")[0] for zipped in built.zips for entry in entries(zipped)}

    assert name not in shipped


def test_all_our_code_is_shipped_as_bytecode_that_needs_no_date(built: Package):
    ours = {
        path.relative_to(ROOT).with_suffix(".pyc").as_posix()
        for path in (ROOT / "chalicelib").rglob("*.py")
    }

    with zipfile.ZipFile(built.api) as zipped:
        kinds = {zipped.read(name)[4:8] for name in zipped.namelist() if name.endswith(".pyc")}

    shipped = set(entries(built.api))
    assert ours | {"app.pyc"} <= shipped
    assert [name for name in shipped if name.endswith(".py")] == []
    assert kinds == {UNCHECKED_HASH}


def test_the_dependencies_are_shipped_as_bytecode(built: Package):
    shipped = set(entries(built.api))

    assert {"pydantic/__init__.pyc", "jinja2/__init__.pyc", "jwt/__init__.pyc"} <= shipped
    assert not any(name.startswith("pydantic/") and name.endswith(".py") for name in shipped)


def test_the_templates_beside_our_code_are_shipped(built: Package):
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "chalicelib" / "templates").rglob("*")
        if path.is_file()
    }

    assert ours <= set(entries(built.api))


def test_every_policy_pack_is_shipped(built: Package):
    ours = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "chalicelib" / "packs").rglob("*.toml")
    }

    assert len(ours) > 10
    assert ours <= set(entries(built.api))


def test_the_packs_that_a_function_reads_are_those_of_the_files(built: Package, tmp_path: Path):
    with zipfile.ZipFile(built.api) as zipped:
        (tmp_path / pack_shelf.MADE).write_bytes(zipped.read("chalicelib/packs/packs.json"))

    made = pack_shelf.every(tmp_path)

    assert not (pack_shelf.FOLDER / pack_shelf.MADE).exists()
    assert made == pack_shelf.every()
    change = {"cla-he": {"over": "reject"}}
    assert pack_shelf.read(("s36",), change, tmp_path) == pack_shelf.read(("s36",), change)


def test_the_scan_check_carries_the_pdf_library_and_not_the_web_framework(built: Package):
    shipped = {entry.split("/")[0] for entry in entries(built.scans)}

    assert {"pikepdf", "PIL", "img2pdf.pyc", "chalicelib"} <= shipped
    assert not {"chalice", "app.py", "jinja2"} & shipped


def test_the_typesetter_and_the_fonts_are_in_a_zip_of_their_own(built: Package):
    shipped = set(entries(built.reading))

    tops = {entry.split("/")[0] for entry in shipped}
    assert {"typst", "pikepdf", "chalicelib"} <= tops
    assert not {"chalice", "app.py", "jinja2", "fontTools"} & tops
    assert {one for one in shipped if one.endswith((".ttf", ".otf"))} == set(FONTS)
    for zipped in (built.api, built.scans):
        assert not {"typst", "fontpkg_noto_sans"} & {one.split("/")[0] for one in entries(zipped)}


def test_reading_copies_fit_into_what_lambda_unpacks(built: Package):
    with zipfile.ZipFile(built.reading) as zipped:
        unpacked = sum(one.file_size for one in zipped.infolist())

    assert unpacked < 200_000_000  # AWS's limit is 250 MB


def test_a_font_that_is_not_the_one_we_looked_at_is_found_out(tmp_path: Path):
    (name, *others) = FONTS
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_bytes(b"another font")
    (tmp_path / "more.ttf").write_bytes(b"")

    assert fonts.wrong(tmp_path) == sorted([name, *others, "more.ttf"])


def test_what_two_zips_share_has_one_version():
    scans, reading = (
        {line for line in (ROOT / name).read_text().splitlines() if "==" in line}
        for name in ("requirements-scans.txt", "requirements-reading.txt")
    )
    both = {line.split("==")[0] for line in reading} & {line.split("==")[0] for line in scans}

    shared = {line for line in reading if line.split("==")[0] in both}
    assert "pikepdf" in both
    assert shared <= scans


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path):
    one, other = (copied(tmp_path / name) for name in ("one", "another"))
    # The dependencies are fetched once; putting them together is what is done twice.
    for place in (one, other):
        shutil.copytree(ROOT / "build" / "wheels", place / "build" / "wheels")
    for zipped in (other / "build" / "wheels").glob("*.zip"):
        zipped.unlink()

    made, again = package(one), package(other)

    assert [digest(one) for one in made.zips] == [digest(one) for one in again.zips]
    assert made.template.read_bytes() == again.template.read_bytes()
    assert made.digest == again.digest


def test_a_package_is_not_built_again_while_nothing_changed(tmp_path: Path):
    copy = copied(tmp_path / "copy")
    shutil.copytree(ROOT / "build" / "wheels", copy / "build" / "wheels")
    before = package(copy)
    built_on = before.api.stat().st_mtime_ns

    again = package(copy)

    assert again == before
    assert again.api.stat().st_mtime_ns == built_on


def test_a_build_that_fails_says_why_in_one_line(tmp_path: Path):
    copy = copied(tmp_path / "broken")
    (copy / "app.py").write_text("raise RuntimeError('no such door')\n")

    with pytest.raises(BuildFailed) as failed:
        package(copy)

    assert "no such door" in str(failed.value)
    assert len(str(failed.value).splitlines()) == 1


def test_all_our_code_starts_from_the_apis_zip_with_nothing_but_the_sdk_beside_it(
    built: Package, tmp_path: Path
):
    every = [
        name.removesuffix(".pyc").replace("/", ".").removesuffix(".__init__")
        for name in entries(built.api)
        if name.startswith("chalicelib/") and name.endswith(".pyc")
    ]
    # The PDF library is in the other zip alone.
    modules = [name for name in every if not name.startswith("chalicelib.library.pdf")]

    done = started(built.api, ["app", *modules], tmp_path)

    assert done.stderr == ""
    assert len(modules) > 20


def test_all_that_the_scan_check_uses_starts_from_its_zip(built: Package, tmp_path: Path):
    parts = ["desk", "wiring", "settings", "aws.dynamo", "aws.table", "aws.scans", "library.pdf"]
    parts += ["library.pdf_pictures", "library.pdf_join", "scanning", "wiring_delivery"]
    modules = ["handlers.scan_check", "domain.reasons", "domain.terms", *parts]

    done = started(built.scans, [f"chalicelib.{name}" for name in modules], tmp_path)

    assert done.stderr == ""


def test_all_that_a_reading_copy_uses_starts_from_its_zip(built: Package, tmp_path: Path):
    parts = ["desk", "wiring", "wiring_delivery", "aws.scans", "library.pdf_front"]
    modules = ["handlers.reading_copy", "library.cover_sheet", *parts]

    done = started(built.reading, ["typst", *(f"chalicelib.{one}" for one in modules)], tmp_path)

    assert done.stderr == ""


def test_neither_pdf_nor_imaging_libraries_can_be_imported_from_the_apis_zip(built: Package):
    shipped = {entry.split("/")[0].removesuffix(".pyc") for entry in entries(built.api)}

    assert not shipped & {"pikepdf", "PIL", "img2pdf", "lxml", "ocrmypdf", "fontTools", "pillow"}


@pytest.mark.parametrize("name", ["scans", "reading"])
def test_a_package_with_pdf_libraries_fits_into_a_function_with_room_to_spare(
    built: Package, name: str
):
    archive: Path = getattr(built, name)

    with zipfile.ZipFile(archive) as zipped:
        unpacked = sum(one.file_size for one in zipped.infolist())

    # Lambda takes 250 MB, zip and all that is in it together.
    assert archive.stat().st_size + unpacked < 250_000_000


def test_no_library_asks_for_a_newer_glibc_than_the_runtime_has(built: Package):
    asked = {
        (name, minor)
        for archive in (built.api, built.scans, built.reading)
        for name, minor in libraries(archive)
        if minor > GLIBC
    }

    assert asked == set()
    assert len(list(libraries(built.scans))) > 10


def libraries(archive: Path) -> Iterator[tuple[str, int]]:
    """Each shared library in a zip, with the newest glibc (2.x) that it names."""
    with zipfile.ZipFile(archive) as zipped:
        for name in zipped.namelist():
            if ".so" in name:
                named = re.findall(rb"GLIBC_2\.(\d+)", zipped.read(name))
                yield name, max(map(int, named), default=0)


def test_what_only_a_debugger_reads_of_a_library_is_left_out():
    text = b"not a library"

    assert loaded_part(text) == text


def entries(archive: Path) -> list[str]:
    """The names in a zip."""
    with zipfile.ZipFile(archive) as zipped:
        return zipped.namelist()


def digest(path: Path) -> str:
    """The digest of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def copied(place: Path) -> Path:
    """The source that the package is built from, in another place."""
    left_out = shutil.ignore_patterns("__pycache__", "deployments")
    for folder in ("chalicelib", "infra", ".chalice"):
        shutil.copytree(ROOT / folder, place / folder, ignore=left_out)
    for path in (ROOT / "app.py", *ROOT.glob("requirements*.txt")):
        shutil.copy(path, place / path.name)
    return place


def started(archive: Path, modules: list[str], place: Path) -> subprocess.CompletedProcess[str]:
    """These modules imported from the zip in a Python that has the SDK alone, as Lambda's own has.

    The local cloud cannot show what is missing: its functions see all that is installed here.
    """
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(place / "code")
    sdk = place / "sdk"
    sdk.mkdir()
    installed = Path(sys.prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for name in ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six.py", "urllib3"):
        (sdk / name).symlink_to(installed / "site-packages" / name)
    code = f"import sys; sys.path[:0] = [{str(place / 'code')!r}, {str(sdk)!r}]\n"
    code += "\n".join(f"import {name}" for name in modules)
    words = [sys.executable, "-I", "-S", "-c", code]
    return subprocess.run(words, capture_output=True, text=True)
