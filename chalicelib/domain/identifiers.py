"""The numbers that name a book or a journal: ISBN, ISSN and DOI, as people type and paste them.

Check digits follow ISO 2108 (ISBN), ISO 3297 (ISSN) and GS1 (the bar code on the back, where a
journal carries 977 and its ISSN inside). Hyphens, spaces, labels ("ISBN-13:") and a remark in
brackets behind the number ("(pbk.)") are read over.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
LABEL = re.compile(r"^\W*(?:urn:)?(?:e-?)?is[bs]n(?:[-\s]?1[03](?=\s*[:\s]))?[\s:.)]*", re.I)
SPACE = re.compile(r"\s")
REMARK = re.compile(r"\s*[(\[].*$")
NUMBER = re.compile(r"\d{7,12}[\dX]")
RUN = re.compile(r"(?<![\w-])\d[\d -]*(?:[\dxX](?!\w)|(?<=\d)(?!\w))")
DOI = re.compile(
    r"^\s*(?:https?://(?:dx\.)?doi\.org/|(?:urn:|info:)?doi[:/]\s*)?(10\.\d{4,9}/\S+)", re.I
)


@dataclass(frozen=True, slots=True)
class Isn:
    """A number with a right check digit; `normal` is an ISBN-13, or an ISSN without its hyphen."""

    kind: Literal["isbn", "issn"]
    normal: str

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way in which people type it, the normal form first."""
        if self.kind == "issn":
            return (self.normal, str(self))
        short = isbn_10(self.normal)
        return (self.normal, str(self)) + ((short,) if short else ())

    def __str__(self) -> str:
        """As bookshops print it; the inner hyphens of an ISBN need a table of publishers."""
        cut = 4 if self.kind == "issn" else 3
        return f"{self.normal[:cut]}-{self.normal[cut:]}"


def isn(text: str) -> Isn | None:
    """The ISBN or ISSN that the text is, or None where it is none; `what_is_wrong` says why."""
    return _valid(bare(text))


def isns(text: str) -> tuple[Isn, ...]:
    """All numbers in a longer text, each once, in order; a list sends several in one field."""
    runs = (match.group() for match in RUN.finditer(plain(text)))
    found = (one for run in runs for one in _pieced(run) if isinstance(one, Isn))
    return tuple(dict.fromkeys(found))


def joined(text: str) -> str:
    """The text with every ISBN and ISSN in its normal form, however it was broken up."""
    return RUN.sub(
        lambda run: " ".join(
            one.normal if isinstance(one, Isn) else one for one in _pieced(run.group())
        ),
        plain(text),
    )


def doi(text: str) -> str | None:
    """The DOI that the text begins with, without resolver or label, in lower case."""
    match = DOI.match(text)
    return match.group(1).rstrip(".,;)]>\"'").lower() if match else None


def what_is_wrong(text: str) -> str | None:
    """One sentence when this is nearly an ISBN or ISSN; None when it is one, or nothing like it."""
    number = bare(text)
    if not re.fullmatch(r"\d{7,13}[\dX]?", number) or _valid(number):
        return None
    said = text.strip()
    if len(number) == 13 and number[:3] not in ("977", "978", "979"):
        return f"{said} has the length of an ISBN, but an ISBN begins with 978 or 979."
    if number.startswith("9790"):
        return f"{said} is the number of printed music (ISMN); give the title instead."
    right = _check_digit(number)
    if right is None:
        return f"{said} has {len(number)} digits; an ISBN has 10 or 13 and an ISSN has 8."
    kind = "ISSN" if len(number) == 8 or number.startswith("977") else "ISBN"
    return (
        f"{said} looks like an {kind}, but its check digit does not fit: after the digits before "
        f"it, it would be {right}. Please compare it with the book or journal."
    )


def isbn_13(short: str) -> str:
    """The ISBN-13 of a ten-character ISBN."""
    body = "978" + short[:9]
    return body + ean_digit(body)


def isbn_10(long: str) -> str | None:
    """The ISBN-10 of an ISBN-13; None for 979, which has none."""
    if not long.startswith("978"):
        return None
    return long[3:12] + weighted_digit(long[3:12])


def ean_digit(body: str) -> str:
    """The last digit of a 13-digit number: weights 1 and 3 by turns, to the next ten."""
    return str(-sum(int(digit) * (1, 3)[n % 2] for n, digit in enumerate(body)) % 10)


def weighted_digit(body: str) -> str:
    """The last character of an ISBN-10 or ISSN: weights fall to 2, modulo 11, ten is X."""
    rest = -sum(int(digit) * weight for weight, digit in enumerate(reversed(body), 2)) % 11
    return "X" if rest == 10 else str(rest)


def bare(text: str) -> str:
    """The number alone: no label, no remark behind it, no hyphens and spaces, X in upper case."""
    return _digits(REMARK.sub("", LABEL.sub("", plain(text))))


def plain(text: str) -> str:
    """ASCII digits whatever the script, one kind of hyphen, one kind of space, no hidden signs."""
    if text.isascii():
        return SPACE.sub(" ", text)
    text = "".join(
        "-" if sign in DASHES else ascii_digit(sign)
        for sign in unicodedata.normalize("NFKC", text)
        # Numbers copied from catalogues carry marks of direction and soft hyphens.
        if unicodedata.category(sign) != "Cf"
    )
    return SPACE.sub(" ", text)


def ascii_digit(sign: str) -> str:
    """A digit of any script as 0-9; any other character as it is."""
    value = unicodedata.decimal(sign, None)
    return sign if value is None else str(value)


def _digits(text: str) -> str:
    return text.replace("-", "").replace(" ", "").upper()


def _valid(number: str) -> Isn | None:
    right = _check_digit(number)
    if right is None or number[-1] != right:
        return None
    if len(number) == 8:
        return Isn("issn", number)
    if len(number) == 10:
        return Isn("isbn", isbn_13(number))
    if number.startswith("977"):
        return Isn("issn", number[3:10] + weighted_digit(number[3:10]))
    return Isn("isbn", number)


def _check_digit(number: str) -> str | None:
    """What the last character should be; None where no number of ours has this shape."""
    if not NUMBER.fullmatch(number):
        return None
    body = number[:-1]
    if len(number) in (8, 10):
        return weighted_digit(body)
    if len(number) == 13 and number[:3] in ("977", "978", "979") and number[:4] != "9790":
        return ean_digit(body)
    return None


def _pieced(run: str) -> Iterator[Isn | str]:
    """The numbers in a run of digits, hyphens and spaces; what belongs to none stays as it is.

    Two years side by side are no ISSN: eight digits count only where no space divides them.
    """
    pieces = run.split()
    start = 0
    while start < len(pieces):
        for end in range(min(len(pieces), start + 6), start, -1):
            number = _digits("".join(pieces[start:end]))
            found = _valid(number) if end == start + 1 or len(number) > 8 else None
            if found:
                yield found
                start = end
                break
        else:
            yield pieces[start]
            start += 1
