"""The lists that staff choose from when they reject, cancel, approve, refuse or verify.

All these lists of reasons are the library's own: the settings REASONS, APPROVAL_REASONS,
REFUSAL_REASONS and CANCEL_REASONS replace those here.
Where a request ends, the reason says which code of Alma's table
RequestCancellationReasons the reading list is told. That table differs from one institution to the
next; CannotBeFulfilled is in all that were seen. A reason is retired rather than removed, so that
it can still be read where it was chosen; what was decided keeps the words of its day besides.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

CANNOT = "CannotBeFulfilled"
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FIELDS = {"code": str, "label": str, "alma": str, "retired": bool}
EXAMPLE = '[{"code": "not-held", "label": "The library does not hold it"}]'


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody decided so. `alma` is what Alma is told where that ends the request; a retired
    reason is no longer offered."""

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
    Reason("automatic", "Automatic"),
    Reason("covered-by-license", "Covered by License"),
    Reason("creative-commons", "Creative Commons"),
    Reason("direct-permission", "Direct Permission Obtained"),
    Reason("legal-exception", "Legal Exception"),
    Reason("open-access", "Open Access"),
    Reason("other", "Other"),
    Reason("out-of-print", "Out of Print"),
    Reason("preprint", "Preprint"),
    Reason("primary-license", "Primary License"),
    Reason("self-declared", "Self-Declared"),
    Reason("sipx", "SIPX"),
)

# Why an approver refuses (A155).
REFUSALS = (
    Reason("other", "Other"),
    Reason("rejected-by-manager", "Rejected by Manager"),
    Reason("rejected-by-ccc", "Rejected by CCC"),
)

# Why staff cancel what nobody refused (A169). Alma is told what its setting cancel.withdrawn says.
CANCELLATIONS = tuple(
    replace(one, alma="")
    for one in (
        Reason("no-longer-needed", "It is no longer needed"),
        Reason("requested-by-mistake", "It was requested by mistake"),
        Reason("duplicate", "The same was requested before"),
        Reason("no-answer", "The requester did not answer"),
        Reason("other", "Another reason"),
    )
)

#: Each setting with the list that stands where it says nothing.
LISTS: Mapping[str, tuple[Reason, ...]] = {
    "REASONS": DEFAULT,
    "APPROVAL_REASONS": APPROVALS,
    "REFUSAL_REASONS": REFUSALS,
    "CANCEL_REASONS": CANCELLATIONS,
}

# What allows the copy, for terms without policy packs; a deployment's own are Terms.bases. A test
# holds the packs to these words, so that old requests keep them.
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


def read(text: str | None, setting: str = "REASONS") -> tuple[Reason, ...]:
    """The library's reasons out of its setting; ValueError names the first thing that is wrong."""
    if not text or not text.strip():
        return LISTS[setting]
    try:
        listed = json.loads(text)
    except ValueError as bad:
        raise ValueError(f"{setting} is no JSON ({bad}); write it like {EXAMPLE}.") from bad
    if not isinstance(listed, list):
        raise ValueError(f"{setting} is no list; write it like {EXAMPLE}.")
    reasons = tuple(_reason(one, f"{n} in {setting}") for n, one in enumerate(listed, 1))
    if setting == "CANCEL_REASONS":
        # Alma is told what its own setting says, unless a reason has a code of its own.
        own = zip(reasons, listed, strict=True)
        reasons = tuple(replace(one, alma=said.get("alma", "")) for one, said in own)
    twice = [one.code for n, one in enumerate(reasons) if one.code in {o.code for o in reasons[:n]}]
    if twice:
        raise ValueError(f"{setting} has the code {twice[0]!r} twice; each code is one reason.")
    if all(one.retired for one in reasons):
        raise ValueError(f"{setting} offers nothing: at least one reason is not retired.")
    return reasons


def lists(said: Mapping[str, str]) -> Mapping[str, tuple[Reason, ...]]:
    """Why staff reject and cancel, why approvers approve and refuse, as the fields of Terms."""
    fields = ("rejections", "approvals", "refusals", "cancellations")
    return {
        name: read(said.get(setting), setting) for name, setting in zip(fields, LISTS, strict=True)
    }


def offered(reasons: Iterable[Reason]) -> tuple[tuple[str, str], ...]:
    """What a form may choose from: (code, words)."""
    return tuple((one.code, one.label) for one in reasons if not one.retired)


def chosen(reasons: Iterable[Reason], code: str) -> Reason:
    """The reason of that code, retired or not; its code as its words where nobody knows it."""
    return next((one for one in reasons if one.code == code), Reason(code, code))


def _reason(said: Any, place: str) -> Reason:
    where = f"Reason {place}"
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
