"""A letter as the bytes that travel: text and HTML side by side, files behind, headers that hold.

Nothing that came from outside can end a header or begin another: what stands in one is a single
line, and the finished head is read again before it leaves. SES gives each letter a Message-ID of
its own (its feedback still quotes ours); what holds the letters of a request together in a
reader's mailbox is `References`, which is ours.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.contentmanager import raw_data_manager
from email.generator import BytesGenerator
from email.header import Header
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import format_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

#: SES takes 10 MB (a million bytes each) by this door, files in base64 and all else included.
LARGEST = 10_000_000
#: A subject of more characters is cut; mail programs show some 70.
LONGEST_LINE = 400
LONGEST_NAME, LONGEST_WORD = 60, 50
NAME = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")
NAMED = re.compile(r"([^<>]*)<([^<>]+)>")
HOST = re.compile(
    r"(?=.{1,253}$)([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)*[A-Za-z0-9-]{1,63}"
)


class CannotBeMailed(ValueError):
    """No letter can be made of this; the words say what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that travels with a letter."""

    name: str
    content: bytes
    type: str = "application/pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """All that a letter is. `message` and `request` are ids, of which its own names are made."""

    sender: str
    to: Sequence[str]
    reply_to: str
    subject: str
    text: str
    html: str
    message: str
    request: str
    host: str
    at: datetime
    files: Sequence[Attached] = ()


def written(letter: Letter) -> bytes:
    """The letter as SES takes it: pure ASCII, no line over 998 bytes; or CannotBeMailed."""
    # The older of the two policies: the newer one decodes what it is given before it encodes it.
    made = EmailMessage(policy=policy.compat32)
    made["From"] = sender(letter.sender)
    made["To"] = ", ".join(address(one) for one in letter.to)
    if letter.reply_to:
        made["Reply-To"] = address(letter.reply_to)
    made["Subject"] = encoded(line(letter.subject), "Subject")
    made["Date"] = format_datetime(letter.at)
    made["Message-ID"] = message_id(letter.message, letter.host)
    made["References"] = thread(letter.request, letter.host)
    made["Auto-Submitted"] = "auto-generated"
    as_text: dict[str, Any] = {"cte": "quoted-printable", "content_manager": raw_data_manager}
    made.set_content(body(letter.text), **as_text)
    made.add_alternative(body(letter.html), subtype="html", **as_text)
    for one in letter.files:
        attach(made, one)
    return checked(as_bytes(made), made.keys(), line(letter.subject))


def attach(made: EmailMessage, one: Attached) -> None:
    main, _, sub = one.type.partition("/")
    made.add_attachment(one.content, maintype=main, subtype=sub, content_manager=raw_data_manager)
    part = list(made.iter_attachments())[-1]
    del part["Content-Disposition"]
    stem, dot, ending = line(one.name).rpartition(".")
    # Encoded, no character takes more than twelve; the line stays well below 998.
    name = f"{(stem or ending)[:LONGEST_NAME]}{dot}{ending[:8]}"
    part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))


def encoded(text: str, name: str) -> str:
    """The text as it stands in a header: as it is, or in encoded words of UTF-8."""
    plain = text.isascii() and max(map(len, text.split()), default=0) < LONGEST_WORD
    charset = "us-ascii" if plain else "utf-8"
    return Header(text, charset, header_name=name, maxlinelen=76).encode(linesep="\n")


def as_bytes(made: EmailMessage) -> bytes:
    into = BytesIO()
    ends = policy.compat32.clone(linesep="\r\n")
    BytesGenerator(into, mangle_from_=False, policy=ends).flatten(made)
    return into.getvalue()


def checked(raw: bytes, names: Sequence[str], subject: str) -> bytes:
    """The same, once its head reads back as what we wrote and nothing else."""
    if len(raw) > LARGEST:
        size = f"{len(raw) / 1e6:.1f} MB"
        raise CannotBeMailed(f"The letter with its files is {size}; SES takes 10 MB.")
    back = BytesParser(policy=policy.default).parsebytes(raw, headersonly=True)
    same = back.keys() == list(names) and back["Subject"] == subject
    if not (raw.isascii() and same):
        raise CannotBeMailed("The letter's head cannot be written safely.")
    return raw


def line(text: str) -> str:
    """One line of what may be anything: control characters and line breaks are spaces."""
    shown = "".join(" " if unicodedata.category(one) in BREAKS else one for one in text)
    # What looks like an encoded word would be decoded, line breaks and all.
    return " ".join(shown.replace("=?", "= ?").split())[:LONGEST_LINE].rstrip()


#: Control characters, line and paragraph separators, surrogates.
BREAKS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def body(text: str) -> str:
    """The text with plain line ends and without what no mail program shows."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return "".join(one for one in plain if one in "\n\t" or unicodedata.category(one) != "Cc")


def address(text: str) -> str:
    """A bare address as mail can carry it; CannotBeMailed where it is none."""
    name, at, host = text.strip().rpartition("@")
    try:
        host = host.encode("idna").decode()
    except UnicodeError as bad:
        raise CannotBeMailed("What is kept as the e-mail address is none.") from bad
    if not (at and NAME.fullmatch(name) and HOST.fullmatch(host)):
        raise CannotBeMailed("What is kept as the e-mail address is none.")
    if name.startswith(".") or name.endswith(".") or ".." in name:
        raise CannotBeMailed("What is kept as the e-mail address is none.")
    return f"{name}@{host}"


def sender(text: str) -> str:
    """The desk's own address, with its name where MAIL_FROM has one: `Scans <scans@...>`."""
    named = NAMED.fullmatch(text.strip())
    name, bare = named.groups() if named else ("", text)
    name = line(name).strip('" ')
    shown = f'"{quoted(name)}"' if name.isascii() else encoded(name, "From")
    return f"{shown} <{address(bare)}>" if name else address(bare)


def quoted(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')


def host_of(public_url: str) -> str:
    return urlsplit(public_url).hostname or "localhost"


def message_id(message: str, host: str) -> str:
    """The same for the same message, however often it is sent."""
    return f"<{safe(message)}@{host}>"


def thread(request: str, host: str) -> str:
    """What all letters about one request refer to."""
    return f"<{safe(request)}@{host}>"


def safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "-", name)[:200]
