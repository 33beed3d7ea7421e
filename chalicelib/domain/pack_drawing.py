"""docs/policy-packs.md, drawn from the files by `make docs`; a test compares the two."""

from collections.abc import Iterable
from datetime import date

from chalicelib.domain.pack_files import LIMIT, MUST, PACK
from chalicelib.domain.pack_words import (
    NEEDED,
    STATUSES,
    kind_words,
    limit_words,
    pack_words,
    standing_words,
)
from chalicelib.domain.packs import Limit, Pack

HEAD = """# Policy packs

Drawn from the files in `chalicelib/packs/` by `make docs`; do not edit it by hand. Nothing here is
legal advice. Each figure names its source; what is a guide's figure and not the licence's or the
statute's is marked *guidance*. Where the sources give no number, there is none, and a person
decides.

## Which packs a deployment uses

`Packs` (the setting PACKS) names packs in their order, as in `cla-he, s36`; without it, `cla-he`.
The first that has the work in its repertoire decides: the next is tried only if one says that the
work is *not in its repertoire* (a kind that it excludes, an original or a purpose that it is not
for, a licence check that answered *excluded* or *not covered*), never because its limit is
exceeded. Other packs of the same regions, and the house pack, stand behind them: they are never
tried, and staff may choose them as the basis of a copy. `GET /api/packs` answers with what is used.

## To change a notice or a number without a release

`PackChanges` (the setting PACK_CHANGES) is JSON that is laid over the files, by the name of the
file without its ending. Nothing (`null`) takes a field or a line away; a changed limit names a
source of its own. It is looked through when a function starts, which says what is wrong and does
not start. Lambda has room for 4 KB of settings, all together: a longer notice goes into its file.

```json
{"cla-he": {"notice": {"text": "As the licence co-ordinator wrote it.", "status": "confirmed"},
            "limits": {"articles": {"count": 3, "source": "N1"}},
            "sources": {"N1": "Letter of the agency of 1 August 2027"}}}
```

## To add a pack, write this file

`chalicelib/packs/{region}/{code}.toml`, for an older or later version `{code}.{version}.toml`
beside it: of each code the version in force is the one that began last. It ships with the next
package, and is used where PACKS names it. Then add its numbers, by hand and with their sources, to
`tests/test_pack_numbers.py`, and run `make docs`. A library may also say a whole pack as JSON in
PACK_CHANGES, under a code that no file has.

```toml
code = "our-licence"
name = "Our agency's licence"
region = "GB"
since = 2027-08-01        # inclusive, as `until`; leave out what is not known
scope = "course"          # whose copies are added up
window = "run"            # over what time
source = "O1"

[limits.pages]
percent = 10
source = "O1"

[limits.article]
portion = "article"
count = 1
source = "O1"

[sources]
O1 = "Our agency's licence of 2027, clause 4"
```
"""


def page(packs: Iterable[Pack]) -> str:
    """The whole page in Markdown."""
    ordered = sorted(packs, key=lambda one: (one.region or "~", one.code, _newest_first(one)))
    parts = [HEAD, fields(), "## The packs\n", *(chapter(pack) for pack in ordered)]
    return "\n".join(parts)


def fields() -> str:
    must = ", ".join(f"`{name}`" for name in MUST)
    more = ", ".join(f"`{name}`" for name in PACK if name not in MUST)
    lines = ", ".join(f"`{name}`" for name in LIMIT)
    return (
        f"A pack must say {must}; it may say {more}. A line of limits has {lines}.\n\n"
        "What each means stands in `chalicelib/domain/packs.py`; a wrong value is refused with "
        "what is allowed.\n"
    )


def chapter(pack: Pack) -> str:
    """One pack: when it holds, how it counts, its lines, its conditions, its sources."""
    version = f", version {pack.version}" if pack.version else ""
    needs = ", ".join(NEEDED[one] for one in pack.requires)
    kinds = ", ".join(kind_words(one) for one in pack.excluded)
    facts = [
        f"{dates(pack)} {pack.dated}".strip(),
        pack_words(pack),
        f"For a copy for: {pack.purpose.value}." if pack.purpose.value != "course" else "",
        f"What must be on record: {needs}." if needs else "",
        pack.repertoire,
        f"Kinds of work that are passed over: {kinds}." if kinds else "",
        f"It ends each year on {pack.ends}, at the latest {pack.ends_latest}." if pack.ends else "",
        f"Its licence year begins on {pack.year_begins}." if pack.year_begins else "",
        f"Report for the year from {pack.report_begins}, due {pack.report_due}: "
        f"{', '.join(pack.report)}. {pack.report_note}" if pack.report else "",
        f"Notice: {STATUSES[pack.notice_status]}. {pack.notice_note}".strip(),
        *pack.conditions,
    ]  # fmt: skip
    lines = [f"### {pack.name} (`{pack.code}`{version}, {pack.region or 'anywhere'})\n"]
    lines += [table(pack.limits), ""] if pack.limits else []
    lines += [f"- {fact}" for fact in facts if fact]
    lines += [f"- Basis `{code}`: {label}." for code, label in pack.bases]
    lines += ["", *(f"  - {key}: {where}" for key, where in pack.sources), ""]
    return "\n".join(lines)


def table(limits: Iterable[Limit]) -> str:
    rows = ["| line | allows | weight | source |", "|---|---|---|---|"]
    for one in limits:
        allows = ". ".join(filter(None, (limit_words(one), one.note.rstrip("."))))
        rows.append(f"| {one.name} | {allows} | {standing_words(one)} | {one.source} |")
    return "\n".join(rows)


def dates(pack: Pack) -> str:
    words = [f"From {pack.since}"] if pack.since else []
    words += [f"until {pack.until}"] if pack.until else []
    return f"{' '.join(words).capitalize()}." if words else ""


def _newest_first(pack: Pack) -> int:
    return -(pack.since or date.min).toordinal()
