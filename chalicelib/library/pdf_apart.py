"""Runs a step on somebody else's file in a second process, with limits of time and memory.

A file that was made to harm can keep a library busy for ever, fill the memory, the disk, or bring
the process down. Whatever happens there, the first process goes on and knows how it ended. Nothing
of ours that is secret goes along: the second process is told paths and figures, and no more.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

SECONDS = 60
#: What one process may address, in bytes; the function has 1769 MB, which also buys a whole CPU.
MEMORY = 1_200 * 1024 * 1024
#: The largest file that a step may write, in bytes: more than any scan may have.
LARGEST = 1_500_000_000
#: All of the environment that Python needs to find its libraries.
NEEDED = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TZ", "TMPDIR")
BEGUN = "begun"


class NotBegun(RuntimeError):
    """The second process never came to the file: our own package is at fault, not the file."""


@dataclass(frozen=True, slots=True)
class Told:
    """The lines that the step told, each written to its end."""

    lines: tuple[str, ...] = ()


def run(module: str, said: Sequence[object], seconds: int, memory: int) -> Told:
    """What the step of this module told before it ended, or was ended. Raises NotBegun."""
    ours = {name: os.environ[name] for name in NEEDED if name in os.environ}
    ours["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    command = [sys.executable, "-m", module, str(seconds), str(memory), *map(str, said)]
    try:
        done = subprocess.run(command, env=ours, capture_output=True, timeout=seconds, check=False)
        told, late = done.stdout, False
    except subprocess.TimeoutExpired as ended:
        told, late = ended.stdout or b"", True
    # The last line counts only if it was written to its end.
    begun, *lines = told.decode(errors="replace").rpartition("\n")[0].split("\n")
    if begun != BEGUN and not late:
        raise NotBegun(f"{module} did not begin (exit {done.returncode})")
    return Told(tuple(lines))


def limited(argv: Sequence[str]) -> Sequence[str]:
    """In the second process: sets its limits, says that it has begun; answers what it was told."""
    seconds, memory, *said = argv
    print(BEGUN, flush=True)
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    # Should the first process be killed, this one still ends.
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return said
