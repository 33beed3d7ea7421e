"""The cover sheet as a tagged PDF (PDF/UA-1), typeset by typst with fonts of the package.

What people wrote is handed over as data, so nothing in it is ever markup. Typst refuses to make a
PDF/UA of a sign that no font has, and names it: such words are replaced by others that say so, and
staff are told. So there is never a box where a letter should be.
"""

import importlib.util
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.domain.reading import Sheet

TEMPLATE = Path(__file__).parents[1] / "templates" / "reading" / "sheet.typ"
#: Where each family lies: a package, the folder in it, and the family's name.
FONTS = (
    ("fontpkg_noto_sans", "files", "Noto Sans"),
    ("fontpkg_amiri", "files", "Amiri"),
    ("justmytype_intl_rtl", "fonts/ofl/notosanshebrew", "Noto Sans Hebrew"),
    ("noto_cjk_sans_jp_regular", "", "Noto Sans CJK JP"),
)
#: By the name of its letters in Unicode: a language whose voice and forms fit most words in it.
LANGUAGES = (
    ("GREEK", "el"), ("CYRILLIC", "ru"), ("ARABIC", "ar"), ("HEBREW", "he"), ("HIRAGANA", "ja"),
    ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CJK", "zh"),
)  # fmt: skip
ENGLISH = "en"
UNPRINTED = "in signs that this sheet cannot print; it stands on the link’s page"
HEADS = ("Title", "Institution")
GAP = "(signs that cannot be printed)"
REFUSED = "could not be displayed with font"


class CannotPrint(Exception):
    """The sheet cannot be made; the words say why."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The sheet as a PDF, and what of it could not be printed, in words for staff."""

    pdf: bytes
    words: tuple[str, ...] = ()


def printed(sheet: "Sheet") -> Printed:
    """This sheet, typeset. Raises CannotPrint where that fails for another reason than a sign."""
    words: list[str] = []

    def field(label: str, text: str) -> str:
        plain = clean(text)
        if printable(plain):
            return plain
        words.append(f"{label}: the sheet cannot print {missing(plain)}, and says so.")
        return f"A {label.lower()} {UNPRINTED}" if label in HEADS else UNPRINTED.capitalize()

    def sentence(text: str) -> str:
        plain = clean(text)
        if printable(plain):
            return plain
        words.append(f"Notice: the sheet cannot print {missing(plain)}, and says so.")
        return gapped(plain)

    title = field("Title", sheet.title)
    told = {
        "fonts": [family for _, _, family in FONTS],
        "institution": said(field("Institution", sheet.institution)),
        "title": {**said(title), "plain": title},
        "lines": [
            {"label": label, "words": said(field(label, text))} for label, text in sheet.lines
        ],
        "notice": [
            {"lines": [said(sentence(line)) for line in lines], "listed": listed}
            for lines, listed in sheet.notice
        ],
    }
    return Printed(typeset(TEMPLATE.read_bytes(), told), tuple(words))


def clean(text: str) -> str:
    """Without control characters, which stand for nothing that could be printed; composed."""
    kept = (
        " " if unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") else sign for sign in text
    )
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split(" ")).strip()


def said(words: str) -> Mapping[str, Any]:
    """Words with their direction (that of the first letter) and their language."""
    way = next((d for d in map(unicodedata.bidirectional, words) if d in ("L", "R", "AL")), "L")
    return {"words": words, "rtl": way != "L", "lang": language(words)}


def language(words: str) -> str:
    """The language whose letters most of the words are in; English where they are Latin."""
    letters = [unicodedata.name(sign, "") for sign in words if sign.isalpha()]
    counts: dict[str, int] = {}
    for name in letters:
        found = next((lang for script, lang in LANGUAGES if name.startswith(script)), ENGLISH)
        counts[found] = counts.get(found, 0) + 1
    if counts.get("ja"):
        # Chinese has no kana: what stands beside them is Japanese.
        counts["ja"] += counts.pop("zh", 0)
    return max(counts, key=lambda one: counts[one], default=ENGLISH)


def printable(text: str) -> bool:
    """Whether the fonts have every sign of it."""
    import typst

    told = {"fonts": [family for _, _, family in FONTS], "words": text}
    probe = b"""#let it = json(bytes(sys.inputs.sheet))
#set document(title: "probe")
#set text(font: it.fonts, fallback: false)
#it.words"""
    try:
        typeset(probe, told)
    except CannotPrint as why:
        if REFUSED in str(why) and isinstance(why.__cause__, typst.TypstError):
            return False
        raise
    return True


def missing(text: str) -> str:
    """The signs that no font has, as they are, at most a few of them."""
    signs = [sign for sign in dict.fromkeys(text) if not printable(sign)]
    return "some of its signs" if not signs else "".join(signs[:20])


def gapped(text: str) -> str:
    """The text with words in the place of what cannot be printed."""
    bad = {sign for sign in set(text) if not printable(sign)}
    out: list[str] = []
    for sign in text:
        if sign not in bad:
            out.append(sign)
        elif out[-1:] != [GAP]:
            out.append(GAP)
    line = "".join(out)
    return line if printable(line) else GAP


def typeset(template: bytes, told: Mapping[str, Any]) -> bytes:
    """The template with this data as PDF/UA-1; the same bytes each time."""
    import typst

    inputs = {"sheet": json.dumps(told)}
    try:
        made = compiler().compile(
            template, format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs, timestamp=0
        )
    except typst.TypstError as wrong:
        raise CannotPrint(wrong.message) from wrong
    if not isinstance(made, bytes):
        raise CannotPrint("The typesetter gave no PDF.")
    return made


@cache
def compiler() -> Any:
    """The typesetter with our fonts and no others. Its root is a folder with nothing to read."""
    import typst

    return typst.Compiler(root=empty(), font_paths=folders(), ignore_system_fonts=True)


@cache
def empty() -> Path:
    """A folder in which there is nothing, for as long as the process lives."""
    import tempfile

    return Path(tempfile.mkdtemp(prefix="nothing-"))


def folders() -> list[Path]:
    """Where the fonts lie; nothing of their packages is run."""
    found = []
    for package, folder, _ in FONTS:
        spec = importlib.util.find_spec(package)
        places = spec.submodule_search_locations if spec else None
        if not places:
            raise CannotPrint(f"The package {package} with its fonts is not there.")
        found.append(Path(next(iter(places))) / folder)
    return found
