"""The lists that staff choose from when they reject, approve, refuse or verify.

Rejection reasons are the library's own: the setting REASONS replaces those here, and each says
which code of Alma's table RequestCancellationReasons the reading list is told. That table differs
from one institution to the next; CannotBeFulfilled is in all that were seen. A reason is retired
rather than removed, so that old requests keep its words.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CANNOT = "CannotBeFulfilled"
REFUSED_ALMA = CANNOT  # what Alma hears when an approver refuses
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIELDS = {"code": str, "label": str, "alma": str, "retired": bool}
EXAMPLE = '[{"code": "not-held", "label": "The library does not hold it"}]'


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the desk rejects. `alma` is what Alma is told; a retired reason is no longer offered."""

    code: str
    label: str
    alma: str = CANNOT
    retired: bool = False


DEFAULT = (
    Reason("no-permission", "There is no permission to scan it"),
    Reason("not-held", "The library does not hold it"),
    Reason("not-covered", "The licence does not cover it"),
    Reason("over-limit", "It is more than the licence allows"),
    Reason("e-version", "An electronic version is available"),
    Reason("duplicate", "The same was requested before"),
    Reason("information-missing", "Information is missing"),
    Reason("other", "Another reason"),
)

# Why an approver approves: the list of Alma's digitisation approval page (A153).
APPROVALS = (
    ("automatic", "Automatic"),
    ("covered-by-license", "Covered by License"),
    ("creative-commons", "Creative Commons"),
    ("direct-permission", "Direct Permission Obtained"),
    ("legal-exception", "Legal Exception"),
    ("open-access", "Open Access"),
    ("other", "Other"),
    ("out-of-print", "Out of Print"),
    ("preprint", "Preprint"),
    ("primary-license", "Primary License"),
    ("self-declared", "Self-Declared"),
    ("sipx", "SIPX"),
)

# Why an approver refuses (A155).
REFUSALS = (
    ("other", "Other"),
    ("rejected-by-manager", "Rejected by Manager"),
    ("rejected-by-ccc", "Rejected by CCC"),
)

# What allows the copy. Section 36 is that of the Copyright, Designs and Patents Act 1988.
BASES = (
    ("cla-he", "CLA Higher Education Licence"),
    ("second-extract", "Second extract, permission bought"),
    ("s36", "Copying for instruction (CDPA section 36)"),
    ("direct-permission", "Permission of the rightsholder"),
    ("open-access", "Open access"),
    ("creative-commons", "Creative Commons licence"),
    ("own-copyright", "The university holds the copyright"),
    ("out-of-copyright", "Out of copyright"),
    ("other", "Another basis"),
)


def read(text: str | None) -> tuple[Reason, ...]:
    """The library's reasons out of its setting; ValueError names the first thing that is wrong."""
    if not text or not text.strip():
        return DEFAULT
    try:
        listed = json.loads(text)
    except ValueError as bad:
        raise ValueError(f"REASONS is no JSON ({bad}); write it like {EXAMPLE}.") from bad
    if not isinstance(listed, list):
        raise ValueError(f"REASONS is no list; write it like {EXAMPLE}.")
    reasons = tuple(_reason(one, place) for place, one in enumerate(listed, 1))
    twice = [one.code for n, one in enumerate(reasons) if one.code in {o.code for o in reasons[:n]}]
    if twice:
        raise ValueError(f"REASONS has the code {twice[0]!r} twice; each code is one reason.")
    if all(one.retired for one in reasons):
        raise ValueError("REASONS offers nothing: at least one reason is not retired.")
    return reasons


def _reason(said: Any, place: int) -> Reason:
    where = f"Reason {place} in REASONS"
    if not isinstance(said, Mapping):
        raise ValueError(f"{where} is no object; write it like {EXAMPLE}.")
    for name, value in said.items():
        if name not in FIELDS:
            raise ValueError(f"{where} has an unknown field {name!r}; known: {', '.join(FIELDS)}.")
        if not isinstance(value, FIELDS[name]):
            kind = "true or false" if FIELDS[name] is bool else "text"
            raise ValueError(f"{where} has something else than {kind} as {name!r}.")
    for name in ("code", "label", "alma"):
        if not said.get(name, CANNOT if name == "alma" else "").strip():
            raise ValueError(f"{where} has no {name}.")
    if not CODE.fullmatch(said["code"]):
        raise ValueError(
            f"{where} has the code {said['code']!r}; codes are small letters, digits and hyphens."
        )
    return Reason(**said)
