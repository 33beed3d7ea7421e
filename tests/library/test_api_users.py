"""Who may call the desk's API for reading lists: HTTP Basic and a key, kept as hashes."""

import base64

import pytest

from chalicelib.library import api_users
from chalicelib.library.api_users import known, line

PASSWORD, KEY = "pass:wörd", "a-key"
LINE = line("lists", PASSWORD, KEY, "keylinks", "44")


def basic(name: str = "lists", password: str = PASSWORD) -> str:
    return "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()


def test_a_line_holds_neither_the_password_nor_the_key():
    assert PASSWORD not in LINE
    assert KEY not in LINE


def test_name_password_and_key_together_are_the_user():
    user = known([LINE], basic(), {"keylinks": KEY})

    assert (user.name, user.system, user.hei) == ("lists", "keylinks", "44")


@pytest.mark.parametrize(
    ("authorization", "key"),
    [
        (basic(password="other"), KEY),
        (basic(password=""), KEY),
        (basic(name="Lists"), KEY),
        (basic(), "other"),
        (basic(), ""),
        ("", KEY),
        ("Basic", KEY),
        ("Basic %%%", KEY),
        ("Basic /w==", KEY),
        ("Bearer abc", KEY),
    ],
)
def test_anything_else_is_nobody(authorization, key):
    assert known([LINE], authorization, {"keylinks": key}) is None


def test_a_key_of_another_system_opens_nothing():
    assert known([LINE], basic(), {"dcs": KEY}) is None


def test_an_old_and_a_new_password_hold_side_by_side():
    newer = line("lists", "newer", "newer-key", "keylinks", "44")

    assert known([LINE, newer], basic(), {"keylinks": KEY})
    assert known([LINE, newer], basic(password="newer"), {"keylinks": "newer-key"})


def test_lines_that_cannot_be_read_are_nobodys():
    hashes = ["none", "scrypt$x$8$1$a$b", "scrypt$99999999999999999999$8$1$aaaa$bbbb"]
    odd = ["", "lists", "a:b:c:d:e:f"]
    odd += [f"lists:{made}:{api_users.key_hash(KEY)}:keylinks" for made in hashes]

    assert known(odd, basic(), {"keylinks": KEY}) is None


def test_a_name_that_would_break_the_line_is_refused():
    with pytest.raises(ValueError, match="colon"):
        line("a:b", "x", "y", "dcs")


def test_what_the_command_prints_is_a_user_that_gets_in():
    told = list(api_users.new("lists", "dcs"))
    password, key = told[1].split()[-1], told[2].split()[-1]

    user = known([told[-1]], basic(password=password), {"dcs": key})

    assert user.system == "dcs"
    assert user.hei == ""
