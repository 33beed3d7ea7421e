"""The HTML of a letter keeps what shows and loses what acts."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.mail_html import ATTRIBUTES, ELEMENTS, cleaned, removed


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<p>Dear <b>Ada</b></p>", "<p>Dear <b>Ada</b></p>"),
        ('<a href="https://x.example/?a=1&amp;b">x</a>', '<a href="https://x.example/?a=1&amp;b">x</a>'),
        ("<p>one<script>alert(1)</script>two", "<p>onetwo</p>"),
        ('<img src="https://spy.example/1.gif">', ""),
        ("<form action='https://x'><input name=a>go</form>", "go"),
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href=" JaVa&#10;script:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
        ('<a href="//evil.example">x</a>', "<a>x</a>"),
        ('<p onclick="x()" style="color:red;background:url(x)">x</p>',
         '<p style="color:red">x</p>'),
        ('<p style="width:expression(alert(1))">x</p>', "<p>x</p>"),
        ('<p style="position:fixed;color:\\72 ed">x</p>', "<p>x</p>"),
        ('<base href="https://evil.example"><meta http-equiv="refresh" content="0;url=x">',
         "<meta>"),
        ("<svg><a href='https://x'>y</a></svg>z", "z"),
        ("<!-- [if IE]><script>x</script><![endif] -->z", "z"),
        ("</p></div>x<b>y", "x<b>y</b>"),
        ("a < b & c", "a &lt; b &amp; c"),
    ],
)  # fmt: skip
def test_what_is_kept(sent: str, kept: str):
    assert cleaned(sent) == kept


def test_what_was_removed_is_named():
    assert removed('<p onclick="x">x</p><img src="y"><script>z</script>') == [
        "onclick of <p>", "<img>", "<script>",
    ]  # fmt: skip


class Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.values: list[str] = []
        self.handle_starttag = self.see  # type: ignore[method-assign]  # the parser's own name

    def see(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]


PIECES = [
    "<",
    ">",
    '"',
    "'",
    "script",
    "<p ",
    "<a href=",
    "javascript:",
    "on",
    "click=",
    "style=",
    "url(",
    "<!--",
    "-->",
    "<![CDATA[",
    "</",
    "&#",
    "x6A",
    ";",
    "/",
    " ",
    "<svg",
    "<style>",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=30).map("".join))
def test_whatever_comes_only_listed_things_leave(html: str):
    seen = Seen()
    seen.feed(cleaned(html))
    seen.close()

    assert seen.tags <= ELEMENTS
    assert seen.names <= ATTRIBUTES
    assert not [one for one in seen.values if "javascript" in one.lower() and ":" in one
                and one.strip().lower().startswith("javascript")]  # fmt: skip


@given(st.text(max_size=200))
def test_cleaning_twice_is_cleaning_once(html: str):
    assert cleaned(cleaned(html)) == cleaned(html)
