"""The HTML of a letter, cleaned: what mail programs show, and nothing that acts or calls home.

It is read with the standard library's parser and written anew from what was understood, so that
nothing passes that was not understood: every text escaped, every attribute quoted.
"""

import re
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

EMPTY = frozenset({"br", "hr", "meta"})
ELEMENTS = EMPTY | frozenset(
    {"html", "head", "title", "body", "p", "div", "span", "a", "b", "strong", "i", "em", "u",
     "small", "sub", "sup", "blockquote", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd",
     "h1", "h2", "h3", "h4", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "caption",
     "bdi", "bdo"}
)  # fmt: skip
#: Of these nothing is kept, not even what stands inside.
WHOLLY = frozenset(
    {"script", "style", "iframe", "object", "svg", "math", "template", "noscript",
     "select", "textarea", "button", "audio", "video", "canvas", "noembed", "noframes", "xmp",
     "plaintext"}
)  # fmt: skip
ATTRIBUTES = frozenset({"style", "href", "lang", "dir", "title", "colspan", "rowspan", "charset"})
STYLES = re.compile(
    r"(color|background-color|background|font(-(family|size|style|weight|variant))?|text-(align|"
    r"decoration|indent|transform)|line-height|letter-spacing|white-space|vertical-align|"
    r"(max-|min-)?(width|height)|(margin|padding)(-(top|right|bottom|left))?|"
    r"border(-(top|right|bottom|left|collapse|color|radius|spacing|style|width))?|direction)"
)
#: A value that could fetch or run something, or hide what it is.
UNSAFE = re.compile(r"[(\\@<>{}]|/\*|javascript|expression|import", re.IGNORECASE)


def cleaned(html: str) -> str:
    return understood(html)[0]


def removed(html: str) -> list[str]:
    """What cleaning takes away, in words, each once."""
    return list(dict.fromkeys(understood(html)[1]))


def understood(html: str) -> tuple[str, list[str]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.whole(), reader.lost


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: list[str] = []
        self.lost: list[str] = []
        self.open: list[str] = []
        self.hidden: list[str] = []

    def whole(self) -> str:
        ends = [f"</{one}>" for one in reversed(self.open)]
        return "".join([*self.kept, *ends])

    def doctype(self, decl: str) -> None:
        if decl.strip().lower() == "doctype html" and not self.kept:
            self.kept.append("<!doctype html>\n")

    def begin(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.hidden or tag in WHOLLY:
            self.hidden.append(tag)
        if tag not in ELEMENTS:
            self.lost.append(f"<{tag[:30]}>")
        if self.hidden or tag not in ELEMENTS:
            return
        kept = [(name, self.value(tag, name, value or "")) for name, value in attrs]
        shown = "".join(f' {name}="{escape(value)}"' for name, value in kept if value)
        self.kept.append(f"<{tag}{shown}>")
        if tag not in EMPTY:
            self.open.append(tag)

    def alone(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.begin(tag, attrs)
        self.end(tag)

    def end(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                while self.hidden.pop() != tag:
                    pass
            return
        if tag in self.open:
            while (last := self.open.pop()) != tag:
                self.kept.append(f"</{last}>")
            self.kept.append(f"</{tag}>")

    def words(self, data: str) -> None:
        if not self.hidden:
            self.kept.append(escape(data, quote=False))

    # The parser's own names for these.
    handle_decl, handle_starttag, handle_startendtag = doctype, begin, alone
    handle_endtag, handle_data = end, words

    def value(self, tag: str, name: str, value: str) -> str:
        """What is kept of an attribute; empty where nothing is."""
        kept = value
        if name == "href":
            kept = value.strip() if tag == "a" and is_address(value.strip()) else ""
        elif name == "style":
            kept = styled(value)
        elif name not in ATTRIBUTES:
            kept = ""
        if bool(kept) is not bool(value) or (name == "style" and kept != tidy(value)):
            self.lost.append(f"{name[:30]} of <{tag}>")
        return kept


def is_address(text: str) -> bool:
    """A link that mail may hold: the web, or another mail."""
    if re.search(r"[\x00-\x20\\]", text):
        return False
    try:
        at = urlsplit(text)
    except ValueError:
        return False
    return (at.scheme in ("http", "https") and bool(at.netloc)) or at.scheme == "mailto"


def tidy(style: str) -> str:
    return ";".join(one.strip() for one in style.split(";") if one.strip())


def styled(style: str) -> str:
    """Of a style what changes only how words look."""
    kept = []
    for one in tidy(style).split(";"):
        name, colon, value = one.partition(":")
        if colon and STYLES.fullmatch(name.strip().lower()) and not UNSAFE.search(value):
            kept.append(one)
    return ";".join(kept)
