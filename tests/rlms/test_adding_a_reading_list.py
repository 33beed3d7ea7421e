"""The page about adding a reading list, done as it says."""

import re
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
PAGE = HOUSE / "docs" / "adding-a-reading-list.md"
#: The files of the page beside those of the house, and the contract over them.
RUN = """
import sys, pytest
from chalicelib import rlms
rlms.__path__.append(sys.argv[1])
assert "rota" in rlms.names()
said = ["-q", "-p", "no:cacheprovider", "-k", "rota", "--rootdir", "."]
sys.exit(pytest.main([*said, *sys.argv[2:]]))
"""
CONTRACT = ("tests/rlms/test_contract.py", "tests/rlms/test_contract_of_lists.py")


def files() -> dict[str, str]:
    """The files in the page, by the address that stands in the heading above each."""
    found = re.findall(
        r"^## [^\n]*`(\S+\.py)`\n\n```python\n(.*?)```$", PAGE.read_text(), re.S | re.M
    )
    return dict(found)


def test_a_system_of_one_file_and_its_test_keeps_the_contract_of_all(tmp_path):
    for address, text in files().items():
        (tmp_path / Path(address).name).write_text(text)

    run = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path), *CONTRACT, str(tmp_path / "test_rota.py")],
        cwd=HOUSE, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip

    assert run.returncode == 0, run.stdout[-3_000:] + run.stderr[-1_000:]
    assert int(re.findall(r"(\d+) passed", run.stdout)[0]) > 40


def test_the_page_has_the_file_and_its_test():
    assert list(files()) == ["chalicelib/rlms/rota.py", "tests/rlms/test_rota.py"]


def test_the_files_read_as_all_others_do(tmp_path):
    for address, text in files().items():
        (tmp_path / Path(address).name).write_text(text)

    said = [sys.executable, "-m", "ruff", "check", "--config", str(HOUSE / "pyproject.toml")]
    # Away from home it cannot be seen which imports are of the house.
    said += ["--ignore", "I001"]
    run = subprocess.run([*said, str(tmp_path)], capture_output=True, text=True, check=False)

    assert run.returncode == 0, run.stdout
