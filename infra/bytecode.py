"""Compiles a folder to bytecode that Python takes without looking at the source's date.

A zip changes that date, so ordinary bytecode would be thrown away; Chalice ships none at all,
which costs a third of each cold start. Run as a process of its own, so that the same source
gives the same bytes: `python -I -X no_debug_ranges bytecode.py FOLDER [--silent]`. The bytecode
takes the place of its source, which would be read only to be shown in tracebacks, and we log none.
"""

import ast
import importlib.util
import marshal
import sys
from pathlib import Path
from types import CodeType

UNCHECKED = 0b01  # PEP 552: by hash, and never compared


def main(folder: Path, silent: bool) -> None:
    """Compile every source file in its place; `silent`, without its docstrings."""
    for source in sorted(folder.rglob("*.py")):
        text = source.read_bytes()
        place = f"/var/task/{source.relative_to(folder).as_posix()}"
        tree = ast.parse(text, place)
        if silent:
            _silence(tree)
        code = _header(text) + marshal.dumps(_compiled(tree, place))
        source.with_suffix(".pyc").write_bytes(code)
        source.unlink()


def _header(text: bytes) -> bytes:
    head = importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, "little")
    return head + importlib.util.source_hash(text)


def _compiled(tree: ast.Module, place: str) -> CodeType:
    # Nothing of this script's own settings goes into what it compiles.
    code: CodeType = compile(tree, place, "exec", dont_inherit=True, optimize=0)
    return code


def _silence(tree: ast.Module) -> None:
    """Take the docstrings out, which nothing reads at run time and a cold start loads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            match node.body:
                case [ast.Expr(value=ast.Constant(value=str())) as first, *rest]:
                    node.body = rest or [ast.copy_location(ast.Pass(), first)]


if __name__ == "__main__":
    main(Path(sys.argv[1]), silent="--silent" in sys.argv)
