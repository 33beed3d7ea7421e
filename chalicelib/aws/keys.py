"""What a row may be called, and cursors, which are keys on their way through a browser."""

import base64
import hashlib
import json
import re

from chalicelib.aws.notation import Row
from chalicelib.domain.errors import BadCursor

#: Limits of DynamoDB, in bytes of UTF-8: a partition key and a sort key.
LONGEST_PK, LONGEST_SK = 2_048, 1_024
#: Names of others that may stand in a key as they are; lanes are also sent through SQS.
PLAIN = re.compile(r"[\x21-\x7e]{1,200}")


def is_key(pk: str, sk: str) -> bool:
    """Whether a row can have this key at all; DynamoDB refuses even to look for others."""
    try:
        return 0 < len(pk.encode()) <= LONGEST_PK and 0 < len(sk.encode()) <= LONGEST_SK
    except UnicodeEncodeError:
        return False


def short(name: str) -> str:
    """A name that others gave, so that it fits into a key: another one by its digest."""
    return name if PLAIN.fullmatch(name) else hashlib.sha256(name.encode()).hexdigest()


def sealed(key: Row) -> str:
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def opened(cursor: str, keys: tuple[str, str], pk: str) -> Row:
    """The key inside a cursor; BadCursor where it is none of ours, or of another partition."""
    try:
        key = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), b"-_", True))
    except (ValueError, RecursionError) as damaged:
        raise BadCursor("The cursor is damaged.") from damaged
    if not isinstance(key, dict) or set(key) != {"pk", "sk", *keys}:
        raise BadCursor("The cursor holds no key.")
    if not all(isinstance(text, str) for text in key.values()):
        raise BadCursor("The cursor's key is no text.")
    if key[keys[0]] != pk or not is_key(key["pk"], key["sk"]) or not is_key(pk, key[keys[1]]):
        raise BadCursor("The cursor is of another list.")
    return key
