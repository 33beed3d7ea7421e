"""Builds what is deployed: three zips and a template, the same bytes from the same source.

`chalice package` makes the template and gathers our code; this step adds bytecode and the
dependencies, a second zip for the scan check, whose PDF library the API must not carry, and a third
for reading copies, whose typesetter and fonts the scan check must not carry.
"""

import argparse
import contextlib
import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra import archive, fonts, pack_data, sdk_data, template, wheels

ROOT = Path(__file__).parent.parent
LIMIT = 8_000_000
SCANS_NEED = "requirements-scans.txt"
READING_NEEDS = ("requirements-reading.txt", "requirements-fonts.txt")
ZIPS = ("api.zip", "scans.zip", "reading.zip")
KEPT = 3  # packages of earlier sources, for who goes back and forth


class BuildFailed(Exception):
    """The package could not be built; the words say why."""


@dataclass(frozen=True)
class Package:
    """What a deployment needs; `digest` changes exactly when one of the others does."""

    template: Path
    api: Path
    scans: Path
    reading: Path
    digest: str

    @property
    def zips(self) -> tuple[Path, ...]:
        return (self.api, self.scans, self.reading)


def package(root: Path = ROOT, build: Path | None = None) -> Package:
    """The package for the source as it stands; built only if something changed."""
    build = build or root / "build"
    done = build / "package" / _source_digest(root)
    if not (done / "digest").is_file():
        try:
            _build(root, build, done)
        except wheels.FetchFailed as failed:
            raise BuildFailed(f"the functions' packages could not be fetched: {failed}") from None
    api, scans, reading = (done / name for name in ZIPS)
    digest = (done / "digest").read_text()
    return Package(done / "template.json", api, scans, reading, digest)


def sources(root: Path) -> Iterator[Path]:
    """Every file the package depends on."""
    yield from (root / name for name in ("app.py", "requirements.txt", SCANS_NEED, *READING_NEEDS))
    yield root / ".chalice" / "config.json"
    for folder in ("chalicelib", "infra"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path


def _source_digest(root: Path) -> str:
    told = hashlib.sha256(f"{sys.version} {platform.machine()}".encode())
    for path in sorted(sources(root)):
        told.update(f"\0{path.relative_to(root)}\0".encode())
        told.update(path.read_bytes() if path.is_file() else b"")
    return told.hexdigest()[:16]


def _build(root: Path, build: Path, done: Path) -> None:
    done.parent.mkdir(parents=True, exist_ok=True)
    # A folder of its own, so that two builds at once do not meet.
    with tempfile.TemporaryDirectory(dir=build, prefix="work-") as folder:
        work, out = Path(folder), Path(folder) / "out"
        out.mkdir()
        _chalice(_staged(root, work / "project"), work / "chalice", build / "chalice.log")
        with zipfile.ZipFile(work / "chalice" / "deployment.zip") as zipped:
            zipped.extractall(work / "code")
        _zips(work / "code", out, root, build)
        written = _finished(json.loads((work / "chalice" / "sam.json").read_text()))
        (out / "template.json").write_text(json.dumps(written, indent=1, sort_keys=True))
        digest = hashlib.sha256()
        for name in ("template.json", *ZIPS):
            digest.update((out / name).read_bytes())
        (out / "digest").write_text(digest.hexdigest())
        with contextlib.suppress(OSError):  # somebody else was faster
            out.rename(done)
    for old in sorted(done.parent.iterdir(), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def _zips(code: Path, out: Path, root: Path, build: Path) -> None:
    """The zips from Chalice's: its own code and ours, with bytecode, onto the dependencies."""
    wheels.compiled(code)
    archive.write(out / "api.zip", code, onto=_wheels([root / "requirements.txt"], build))
    shutil.rmtree(code / "chalice")
    (code / "app.pyc").unlink()
    archive.write(out / "scans.zip", code, onto=_wheels([root / SCANS_NEED], build))
    reading = [root / name for name in READING_NEEDS]
    # Nothing waits for this zip but a queue, and the last twentieth of its size takes a minute.
    archive.write(out / "reading.zip", code, onto=_wheels(reading, build, archive.QUICK))
    size = (out / "api.zip").stat().st_size
    if size >= LIMIT:
        raise BuildFailed(f"api.zip has {size:,} bytes; {LIMIT:,} is the most")


def _staged(root: Path, project: Path) -> Path:
    """Our source as a Chalice project of its own, without dependencies and with its policies."""
    left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(root / "chalicelib", project / "chalicelib", ignore=left_out)
    sdk_data.write(project / "chalicelib" / "sdk_data")
    pack_data.write(project / "chalicelib" / "packs")
    shutil.copytree(root / ".chalice", project / ".chalice", ignore=lambda *_: {"deployments"})
    if not (root / "app.py").is_file():
        raise BuildFailed("there is no app.py")
    shutil.copy(root / "app.py", project / "app.py")
    (project / "requirements.txt").touch()
    for role, policy in template.policies().items():
        path = project / ".chalice" / f"policy-{role}.json"
        path.write_text(json.dumps(policy))
    (project / "ours.json").write_text(json.dumps(template.ours()))
    return project


def _chalice(project: Path, out: Path, log: Path) -> None:
    # Chalice wants a region as soon as there is an event source; it stays out of the template.
    environment = {**os.environ, "AWS_DEFAULT_REGION": "us-east-1", "PYTHONDONTWRITEBYTECODE": "1"}
    run = "from chalice.cli import main; raise SystemExit(main())"
    words = [sys.executable, "-c", run, "--project-dir", str(project), "package"]
    words += ["--stage", "arm64" if wheels.MACHINE == "aarch64" else "dev"]
    words += ["--merge-template", str(project / "ours.json"), str(out)]
    done = subprocess.run(words, capture_output=True, text=True, env=environment)
    if done.returncode:
        log.write_text(done.stdout + done.stderr)
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise BuildFailed(f"chalice package failed: {' '.join(last)} (see {log})")


def _wheels(requirements: list[Path], build: Path, effort: int = archive.BEST) -> Path:
    folder = wheels.fetched(requirements, build / "wheels")
    if READING_NEEDS[-1] in [one.name for one in requirements] and (off := fonts.wrong(folder)):
        raise BuildFailed(f"these fonts are not those of infra/fonts.py: {', '.join(off)}")
    zipped = folder.with_suffix(".zip")
    if not zipped.is_file():
        half = zipped.with_suffix(f".{os.getpid()}")
        archive.write(half, folder, effort=effort)
        half.rename(zipped)
    return zipped


def _finished(written: template.Tree) -> template.Tree:
    """Chalice's merged template, put right where merging cannot say what is meant."""
    resources = written["Resources"]
    api = resources["APIHandler"]["Properties"]
    same = {name: api[name] for name in ("Runtime", "Architectures")}
    for name, ours in template.ours()["Resources"].items():
        # Chalice merges branch by branch, which leaves the queue it made up beside ours.
        for event, said in ours.get("Properties", {}).get("Events", {}).items():
            resources[name]["Properties"]["Events"][event]["Properties"].update(said["Properties"])
    for resource in resources.values():
        if resource["Type"] == "AWS::Serverless::Function":
            properties = resource["Properties"] = same | resource["Properties"]
            properties.setdefault("Tags", {}).pop("aws-chalice", None)
            if properties["CodeUri"] == "./deployment.zip":
                properties["CodeUri"] = "./api.zip"
    return written


def main() -> None:
    """Build, and say where it is."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--build", type=Path, default=ROOT / "build")
    try:
        made = package(build=words.parse_args().build)
    except BuildFailed as failed:
        sys.exit(f"package: {failed}")
    for path in (made.template, *made.zips):
        print(f"{path.stat().st_size:>11,}  {path}")
    print(f"{made.digest[:12]:>11}  digest")


if __name__ == "__main__":
    main()
