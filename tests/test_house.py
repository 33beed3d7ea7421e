"""The house rules that a machine can check: who imports whom, sizes, names, and drawn pages."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
LIB = HOUSE / "chalicelib"
FILES = sorted(LIB.rglob("*.py"))
NAMES_NOT_USED = {"utils", "util", "common", "constants", "base", "manager", "helpers", "misc"}

#: What a part may import of the house. `handlers` reach real parts through wiring only.
MAY = {
    "domain": {"domain"},
    "rlms": {"domain", "rlms"},
    "library": {"domain", "library"},
    "aws": {"domain", "aws"},
    "desk": {"domain", "reception", "recognition", "meter"},
    "reception": {"domain", "desk", "recognition"},
    "recognition": {"domain"},
    "meter": {"domain"},
    "copies_asked": {"domain"},
    "relay": {"domain", "turn"},
    "turn": {"domain", "relay"},
    "permissions": {"domain"},
    "inventory": {"domain"},
    "parcels": {"domain"},
    "sync": {"domain"},
    "listing": {"domain"},
    "expiry": {"domain", "desk"},
    "scanning": {"domain", "library"},
    "picturing": {"domain", "library"},
    "cleanup": {"domain", "desk"},
    "sweeping": {"domain", "cleanup"},
    "rebuilding": {"domain", "sweeping"},
    "approving": {"domain", "listing"},
    "settings": {"domain"},
    "backfile": {"domain", "desk"},
    "pack_shelf": {"domain"},
    "handlers": {
        "domain",
        "handlers",
        "wiring",
        "wiring_rights",
        "wiring_delivery",
        "wiring_patron",
        "wiring_reading",
        "listing",
        "approving",
        "expiry",
        "sweeping",
        "rebuilding",
        "library",
    },  # fmt: skip
}
#: Why a part may see more than its row says, file by file.
MAY_TOO = {
    # The PDF check is a function of its own, in a package of its own: it is its own door.
    "handlers/scan_check.py": {"library", "aws"},
    # So is whoever recognises text, in an image of its own.
    "handlers/text_worker.py": {"library", "aws"},
    # So are reading copies.
    "handlers/reading_copy.py": {"library"},
    # The stream's records are DynamoDB's own notation, which aws/ alone reads.
    "handlers/relay.py": {"aws", "relay"},
}
#: What a door may import before anybody knocks.
AT_THE_DOOR = {
    "chalicelib.domain.people",
    "chalicelib.domain.errors",
    "chalicelib.domain.calls",
    "chalicelib.handlers",
    "chalicelib.handlers.http",
    "chalicelib.handlers.pages",
    "chalicelib.handlers.problems",
}
#: Beside the doors: imported by one of them when somebody knocks, or a package of its own.
NO_DOORS = {
    "view.py",
    "working_copy.py",
    "shapes.py",
    "record_shapes.py",
    "message_shapes.py",
    "record_view.py",
    "rights_shapes.py",
    "approval_shapes.py",
    "approval_view.py",
    "rights_view.py",
    "same_text.py",
    "rule_shapes.py",
    "rule_view.py",
    "licence_shapes.py",
    "licence_view.py",
    "extent_shapes.py",
    "dashboard_shapes.py",
    "extent_view.py",
    "change_shapes.py",
    "notes_view.py",
    "letter_shapes.py",
    "letter_view.py",
    "delivery_shapes.py",
    "delivery_view.py",
    "openapi.py",
    "openapi_doors.py",
    "reason_shapes.py",
    "link_reader.py",
    "link_shapes.py",
    "link_view.py",
    "scan_check.py",
    "delivery_check.py",
    "patron_shapes.py",
    "patron_view.py",
    "pieces.py",
    "text_worker.py",
    "reading_copy.py",
    "reading_shapes.py",
    "reading_view.py",
}
#: Loaded only where one door needs them: not one is there when app.py has been imported.
NOT_AT_START = (
    "pydantic", "jinja2", "botocore", "boto3", "jwt", "cryptography", "lxml", "pikepdf", "PIL",
    "urllib3", "zoneinfo", "tomllib", "chalicelib.wiring", "chalicelib.wiring_rights",
    "chalicelib.wiring_delivery", "chalicelib.wiring_patron", "chalicelib.wiring_reading",
    "chalicelib.desk", "chalicelib.relay", "chalicelib.domain.lifecycle", "chalicelib.aws",
)  # fmt: skip
#: What the webhook's own way in never needs: a form is a person's.
NOT_ON_THE_WAY_IN = ("pydantic", "jinja2", "jwt", "cryptography", "boto3")


def imports(path: Path, only_at_top: bool = False) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    nodes = tree.body if only_at_top else list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def part(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def name(path: Path) -> str:
    return path.relative_to(LIB).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_imports_point_inwards(path):
    home = name(path).split("/")[0].removesuffix(".py")
    if home.startswith("wiring") or home == "__init__":
        return
    allowed = MAY[home] | MAY_TOO.get(name(path), set())

    seen = {
        part(one)
        for one in imports(path)
        if one.startswith("chalicelib.") and (LIB / part(one)).exists()
        or one.startswith("chalicelib.") and (LIB / f"{part(one)}.py").exists()
    }  # fmt: skip

    assert seen - allowed == set()


def test_only_aws_and_wiring_know_the_sdk():
    knows = {
        name(path)
        for path in FILES
        if any(one.split(".")[0] in ("botocore", "boto3") for one in imports(path))
    }

    # The check of a scan is its own door in its own package, and answers S3's own errors.
    outside = {one for one in knows if not one.startswith("aws/")}
    outside -= {"wiring.py", "wiring_rights.py", "wiring_delivery.py", "wiring_reading.py"}
    outside -= {"handlers/scan_check.py", "handlers/reading_copy.py"}

    assert outside == set()


def test_the_domain_is_the_standard_library_and_pydantic_where_forms_are():
    known = set(sys.stdlib_module_names) | {"chalicelib"}
    foreign = {
        (name(path), one.split(".")[0])
        for path in (LIB / "domain").glob("*.py")
        for one in imports(path)
        if one.split(".")[0] not in known
    }

    assert foreign == {
        (f"domain/{name}.py", "pydantic")
        for name in (
            "say",
            "say_rights",
            "say_licence",
            "say_link",
            "say_changes",
            "say_delivery",
            "record_forms",
        )
    }


@pytest.mark.parametrize("path", sorted((LIB / "handlers").glob("*.py")), ids=name)
def test_a_door_imports_little_before_anybody_knocks(path):
    if path.name in NO_DOORS:
        return
    seen = {
        one
        for one in imports(path, only_at_top=True)
        if one.startswith("chalicelib") and (HOUSE / f"{one.replace('.', '/')}.py").exists()
    }

    assert seen - AT_THE_DOOR == set()


def loaded_by(code: str) -> set[str]:
    """Modules in a fresh interpreter after that code."""
    told = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", told], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    return set(json.loads(run.stdout.splitlines()[-1]))


def test_importing_the_app_loads_nothing_that_only_one_door_needs():
    loaded = loaded_by("import app")

    assert [one for one in NOT_AT_START if one in loaded] == []


def test_the_way_in_loads_neither_forms_nor_templates():
    code = "from chalicelib import desk, rlms; from chalicelib.aws import table; rlms.adapters()"

    loaded = loaded_by(code)

    assert [one for one in NOT_ON_THE_WAY_IN if one in loaded] == []


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_stays_under_300_lines(path):
    assert len(path.read_text().splitlines()) <= 300


def test_a_function_stays_under_30_lines():
    long = [
        (name(path), node.name)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and body_lines(node) > 30
    ]  # fmt: skip

    assert long == []


def body_lines(node: ast.FunctionDef) -> int:
    """Lines of a function without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_file_has_a_name_that_says_nothing():
    assert [name(path) for path in FILES if path.stem in NAMES_NOT_USED] == []


def test_no_function_is_called_get_or_handle_or_process():
    named = [
        (name(path), node.name)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith(("get_", "handle_", "process_"))
    ]

    assert named == []


def test_no_path_scans_the_table():
    scans = [name(path) for path in FILES if ".scan(" in path.read_text()]

    assert scans == []


def test_everything_is_caught_in_one_place_only():
    broad = [
        name(path)
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and isinstance(node.type, ast.Name)
        and node.type.id in ("Exception", "BaseException")
    ]

    assert broad == ["handlers/problems.py"]


def test_every_lint_rule_that_is_ignored_says_why():
    silent = [
        (path.relative_to(HOUSE).as_posix(), number)
        for path in [*FILES, *sorted((HOUSE / "tests").rglob("*.py"))]
        if path.name != "test_house.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if ("# noqa" in line or "# type: ignore" in line)
        and not line.rpartition("]")[2].strip() and not line.partition("noqa")[2].count("#")
    ]  # fmt: skip

    assert silent == []


def test_every_route_says_who_may_and_refuses_as_a_problem():
    from app import app

    open_doors = {
        (path, method)
        for path, methods in app.routes.items()
        for method, route in methods.items()
        if getattr(route.view_function, "role", None) is None
    }

    assert open_doors == set()


def test_the_page_of_policy_packs_is_drawn_from_their_files():
    from chalicelib import pack_shelf
    from chalicelib.domain import pack_drawing

    drawn = (HOUSE / "docs" / "policy-packs.md").read_text()

    assert drawn == pack_drawing.page(pack_shelf.every())


def test_the_page_of_letters_is_drawn_from_their_table():
    from chalicelib.domain import letter_drawing

    assert (HOUSE / "docs" / "letters.md").read_text() == letter_drawing.page()


def test_the_api_page_is_drawn_from_the_code():
    from chalicelib.handlers import openapi

    page = json.loads((HOUSE / "docs" / "openapi.json").read_text())

    assert page == json.loads(json.dumps(openapi.document()))


def test_the_api_page_lists_every_route_of_the_api_and_no_other():
    from app import app
    from chalicelib.handlers import openapi

    listed = {(path, method.upper()) for method, path, *_ in openapi.DOORS}
    routed = {
        (path, method)
        for path, methods in app.routes.items()
        for method in methods
        if path.startswith("/api/")
    }

    assert listed == routed
