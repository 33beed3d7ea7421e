"""The letter box behind the local cloud: every mail as it travelled, with its head and its files.

ministack keeps subject, text and HTML of a raw mail; the whole of it goes on by SMTP to here, and
each lands in a file named by the id that the cloud gave it.
"""

import hashlib
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

from local import listening

LARGEST = 40_000_000


@dataclass(frozen=True)
class File:
    """One file that came with a mail."""

    name: str
    content: bytes


class Box:
    """Takes mail on a port of its own, between `open` and `close`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = listening.free()
        self._controller: Any = None

    def open(self) -> None:
        """Begin to take mail."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._controller = Controller(
            self, hostname="127.0.0.1", port=self.port, data_size_limit=LARGEST
        )
        self._controller.start()

    def close(self) -> None:
        """Take no more."""
        if self._controller:
            self._controller.stop()

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        """Keep one mail."""
        raw = bytes(envelope.content)
        place(self.folder, str(_read(raw)["Message-ID"]).strip("<> ")).write_bytes(raw)
        return "250 OK"


def place(folder: Path, mail: str) -> Path:
    """The file of the mail with this id, whatever is in the id."""
    return folder / f"{hashlib.sha256(mail.encode()).hexdigest()[:32]}.eml"


def headers(folder: Path, mail: str) -> dict[str, str]:
    """The head of a mail; empty where only the cloud has it."""
    letter = _letter(folder, mail)
    return {name: str(value) for name, value in letter.items()} if letter else {}


def files(folder: Path, mail: str) -> list[File]:
    """The files that came with a mail."""
    letter = _letter(folder, mail)
    parts = letter.iter_attachments() if letter else ()
    return [File(one.get_filename() or "file", _content(one)) for one in parts]


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _letter(folder: Path, mail: str) -> EmailMessage | None:
    path = place(folder, mail)
    return _read(path.read_bytes()) if path.is_file() else None


def _read(raw: bytes) -> EmailMessage:
    return BytesParser(EmailMessage, policy=policy.default).parsebytes(raw)
