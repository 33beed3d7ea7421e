"""Finding a request by what people remember of it: any words, any order, each from its beginning.

One folding serves what is stored and what is typed: case, accents, punctuation and the width of
letters do not count; HIS101, HIS-101 and "his 101" are the same, O'Brien is also obrien, and an
ISBN or ISSN is one number however it is broken up. Scripts without spaces between words (Chinese,
Japanese, Thai, Lao, Burmese, Khmer) are kept as pairs of neighbouring characters, so that any
stretch of a title is found, a single character too.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from chalicelib.domain.identifiers import DASHES, ascii_digit, isns, joined
from chalicelib.domain.request import Request

WORDS = 60  # of one request
ASKED = 8  # of one query; what is typed beyond is read over
QUERY = 200  # characters of a query
LONGEST = 40  # characters of a word; longer ones are cut here and there alike

ALIKE = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201b\u02bc\u02bb\u2032\u00b4`", "'")
    | dict.fromkeys(DASHES, "-")
    | {"\u00ad": "", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe"}
    | {"ı": "i", "ħ": "h", "ŧ": "t"}
    # Arabic as it is typed: final forms stand for each other, the lengthening stroke is nothing.
    | {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": ""}
)
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"
)
UNSPACED_SIGN = re.compile(f"[{UNSPACED}]")
RUNS = re.compile(f"[{UNSPACED}]+|[^{UNSPACED}]+")
CODE = re.compile(r"(\D{2,}?)(\d.*)")
LABEL = re.compile(r"\be?-?is[bs]n(?:-?1[03])?\b:?(?=\s*\d)", re.I)
PARTIAL_ISBN = re.compile(r"(?<![\w-])(?:97[89](?:[ -]\d+)+|\d(?:-\d+){2,})(?![\w])")


def words(text: str) -> frozenset[str]:
    """All words under which a text is found."""
    return frozenset(_said(text))


def tokens(texts: Iterable[str]) -> frozenset[str]:
    """The words of one request, sixty at most: put first what matters most."""
    found = dict.fromkeys(word for text in texts for word in _said(text))
    return frozenset(list(found)[:WORDS])


def texts(request: Request) -> tuple[str, ...]:
    """What a request is found by, the most telling first."""
    work, extract = request.work, request.extract
    said = [request.id, str(request.number), request.course_asked]
    said += [run.code for run in request.runs]
    said += [work.isbn, work.issn] if work else []
    said += [request.requester.name, request.requester.user, request.title, extract.title]
    said += [work.title, work.authors] if work else []
    said += request.sought
    said += [extract.authors, *(run.name for run in request.runs)]
    return tuple(dict.fromkeys(text for text in said if text))


def wanted(query: str) -> tuple[str, ...]:
    """The words that a query asks for, eight at most; none means that nothing was asked."""
    asked = tuple(dict.fromkeys(_asked(LABEL.sub(" ", query[:QUERY]))))
    # Whoever has "history" has "his": the shorter word adds nothing.
    longest = [w for w in asked if not any(o != w and o.startswith(w) for o in asked)]
    return tuple(longest[:ASKED])


def matches(held: Collection[str], asked: Iterable[str]) -> bool:
    """Each word that was asked for begins one of those held."""
    return all(word in held or any(one.startswith(word) for one in held) for word in asked)


def fold(text: str) -> str:
    """The text in small letters without accents, with one kind of digit, hyphen and apostrophe."""
    if text.isascii():
        return text.lower().replace("`", "'")
    apart = unicodedata.normalize("NFKD", text.translate(ALIKE)).casefold().translate(ALIKE)
    bare = "".join(ascii_digit(sign) for sign in apart if not _silent(sign))
    return unicodedata.normalize("NFC", bare)


def is_unspaced(word: str) -> bool:
    """The word is of a script that writes no spaces, where one character says as much as three."""
    return bool(UNSPACED_SIGN.match(word))


def _asked(text: str) -> Iterator[str]:
    """The words of a text as a query means them: numbers joined, nothing said in two ways."""
    if re.search(r"\d", text):
        text = PARTIAL_ISBN.sub(_together, joined(text))
    for chunk in _chunks(text):
        for part in chunk.split("-"):
            yield from _pieces(part.replace("'", ""), whole=True)


@lru_cache(maxsize=4_096)
def _said(text: str) -> tuple[str, ...]:
    """The words of a text; the queue asks for those of the same titles again and again."""
    return tuple(_spoken(text))


def _spoken(text: str) -> Iterator[str]:
    """The words that a query may ask for, and all other ways to write them."""
    yield from _asked(text)
    if re.search(r"\d", text):
        for number in isns(text):
            yield from (form.lower() for form in number.forms if form.isalnum())
            yield from str(number).lower().split("-") if number.kind == "issn" else ()
    for chunk in _chunks(text):
        if chunk.isascii() and chunk.isalnum():
            continue  # A plain word is written in one way only.
        for piece in re.split("[-']", chunk):
            yield from _pieces(piece, whole=False)
        if "-" in chunk and not re.search(r"\d", chunk):
            yield from _pieces(re.sub("[-']", "", chunk), whole=False)


def _chunks(text: str) -> list[str]:
    """The folded text, broken wherever there is neither letter, digit, hyphen nor apostrophe."""
    text = fold(text)
    if text.isascii():
        return re.sub(r"[^a-z0-9'-]+", " ", text).split()
    return "".join(sign if _sounds(sign) or sign in "'-" else " " for sign in text).split()


def _pieces(word: str, *, whole: bool) -> Iterator[str]:
    """A word, a code in letters and digits, or the pairs of an unspaced run.

    `whole` is how queries read a run: pairs only, since its last character is in the last pair.
    """
    for run in (word,) if word.isalpha() and word.isascii() else RUNS.findall(word):
        if is_unspaced(run):
            yield from (run[n : n + 2] for n in range(len(run) - 1))
            if not whole or len(run) == 1:
                yield run[-1]
        else:
            code = CODE.fullmatch(run)
            yield from (part[:LONGEST] for part in (code.groups() if code else (run,)))


def _together(match: re.Match[str]) -> str:
    """The beginning of an ISBN, as one number; a date or a list of numbers stays as it was."""
    number = re.sub(r"[ -]", "", match.group())
    return number if len(number) <= 13 else match.group()


def _silent(sign: str) -> bool:
    """Accents, vowel points and what takes no room; the vowel signs of India and Thailand stay."""
    above = unicodedata.combining(sign)
    return above >= 200 or 10 <= above <= 36 or unicodedata.category(sign) == "Cf"


def _sounds(sign: str) -> bool:
    return sign.isalnum() or unicodedata.category(sign)[0] == "M"
