"""Users of the desk's own API for reading lists: a line each, with hashes and no password in it.

A line is `username:password hash:key hash:system`, and `:hei` at its end where the user is one
institution's. Several lines of one name are several passwords that hold, old and new.
`python -m chalicelib.library.api_users NAME SYSTEM [HEI]` draws password and key, and prints them.
"""

import base64
import binascii
import hashlib
import hmac
import re
import secrets
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: scrypt's costs (RFC 7914) for a new line: 16 MB and some 50 ms. They stand in each hash, so that
#: lines made with others go on to hold.
COST, BLOCKS, LANES = 2**14, 8, 1
MOST_MEMORY = 256 * 2**20
LONGEST = 512
NAME = re.compile(r"[^\s:]{1,100}")


@dataclass(frozen=True, slots=True)
class ApiUser:
    """Who may call, for which system; `hei` is the one institution, or empty for any."""

    name: str
    password: str
    key: str
    system: str
    hei: str = ""


def users(lines: Iterable[str]) -> list[ApiUser]:
    """The users in these lines; a line that is none is left out."""
    parts = (line.strip().split(":") for line in lines)
    return [ApiUser(*one) for one in parts if len(one) in (4, 5) and all(one[:4])]


def known(lines: Iterable[str], authorization: str, keys: dict[str, str]) -> ApiUser | None:
    """The user whose password and key were sent; `keys` is the key sent for each system.

    Every line is compared in constant time. The slow hash is made only for who has a right key,
    so that strangers cannot keep the desk busy, nor learn which names there are.
    """
    name, password = credentials(authorization)
    found = [
        one
        for one in users(lines)
        if same(one.name, name) & same(one.key, key_hash(keys.get(one.system, "")))
    ]
    holding = [one for one in found if matches(one.password, password)]
    return holding[0] if holding else None


def credentials(authorization: str) -> tuple[str, str]:
    """Name and password of HTTP Basic (RFC 7617); both empty where it is something else."""
    scheme, _, sent = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        text = base64.b64decode(sent.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return "", ""
    name, _, password = text.partition(":")
    return name, password[:LONGEST]


def same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def key_hash(key: str) -> str:
    """Keys are drawn, never chosen, so that a plain digest keeps them."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest() if key else "none"


def password_hash(password: str, salt: bytes = b"") -> str:
    """`scrypt$cost$blocks$lanes$salt$hash`, salt and hash in base64."""
    salt = salt or secrets.token_bytes(16)
    made = scrypt(password, salt, COST, BLOCKS, LANES)
    return "$".join(["scrypt", str(COST), str(BLOCKS), str(LANES), *map(written, (salt, made))])


def matches(held: str, password: str) -> bool:
    """Whether this password made that hash; a hash that cannot be read is nobody's."""
    try:
        kind, cost, blocks, lanes, salt, made = held.split("$")
        wanted = base64.b64decode(made, validate=True)
        again = scrypt(
            password, base64.b64decode(salt, validate=True), int(cost), int(blocks), int(lanes)
        )
    except (ValueError, OverflowError, TypeError):
        return False
    return kind == "scrypt" and bool(password) and hmac.compare_digest(wanted, again)


def scrypt(password: str, salt: bytes, cost: int, blocks: int, lanes: int) -> bytes:
    return hashlib.scrypt(
        password.encode(), salt=salt, n=cost, r=blocks, p=lanes, maxmem=MOST_MEMORY, dklen=32
    )


def written(made: bytes) -> str:
    return base64.b64encode(made).decode()


def line(name: str, password: str, key: str, system: str, hei: str = "") -> str:
    """The line of a user, as it stands among the secrets; ValueError where a name cannot."""
    if not all(map(NAME.fullmatch, (name, system))) or (hei and not hei.isdecimal()):
        raise ValueError("Names have no colon and no space, and an institution is a number.")
    parts = [name, password_hash(password), key_hash(key), system]
    return ":".join([*parts, hei] if hei else parts)


def new(name: str, system: str, hei: str = "") -> Iterator[str]:
    """What to give to the system, and the line to keep."""
    password, key = secrets.token_urlsafe(24), secrets.token_hex(16)
    made = line(name, password, key, system, hei)
    yield from (f"user name         {name}", f"password          {password}")
    yield from (f"subscription key  {key}", "", "a line for the secret dcs/users:", made)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit("usage: python -m chalicelib.library.api_users NAME SYSTEM [HEI]")
    try:
        print("\n".join(new(*sys.argv[1:])))
    except ValueError as bad:
        sys.exit(f"scandesk: {bad}")
