"""The fonts of the cover sheet by their digests: what PyPI gives is what was looked at."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

#: Versions: Noto Sans 2.015, Amiri 1.002, Noto Sans Hebrew 3.001, Noto Sans CJK 2.004.
FONTS: Mapping[str, str] = {
    "fontpkg_noto_sans/files/NotoSans[wdth,wght].ttf": (
        "bfb7bb691513f12e734dc346c03a03f784912432d7e3fa8e56efcf906fe86b3d"
    ),
    "fontpkg_amiri/files/Amiri-Regular.ttf": (
        "ab391c4147d054c48976e98322ad0eefe1427aa0e0502a12a4c75d80a70cfcd7"
    ),
    "fontpkg_amiri/files/Amiri-Bold.ttf": (
        "cfccb794268e7d573d857e6d6a67f89cf8a053e8ffd85dfa0c8ec1bb36fc4827"
    ),
    "justmytype_intl_rtl/fonts/ofl/notosanshebrew/NotoSansHebrew[wdth,wght].ttf": (
        "7ef36a2c3593758cdb622e1bdef4f84523e92fbc3ccc667438dd80ff54c2de88"
    ),
    "noto_cjk_sans_jp_regular/NotoSansCJKjp-Regular.otf": (
        "68a3fc98800b2a27b371f2fb79991daf3633bd89309d4ffaa6946fd587f375b5"
    ),
}


def wrong(folder: Path) -> list[str]:
    """The fonts in this folder that are not there or not those we know; and any that we do not."""
    off = [
        name
        for name, digest in FONTS.items()
        if not (folder / name).is_file()
        or hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest
    ]
    there = [one for kind in ("*.ttf", "*.otf") for one in folder.rglob(kind)]
    unknown = {one.relative_to(folder).as_posix() for one in there} - set(FONTS)
    return sorted([*off, *unknown])
