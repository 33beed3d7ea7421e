"""What staff may read of an answer."""

import pytest

from chalicelib.domain.calls import Reply
from chalicelib.domain.talks import excerpt


@pytest.mark.parametrize(
    "body",
    [
        b'{"access_token": "s3cret", "expires_in": 1800}',
        b'{"expires_in": 1800, "refresh_token":"s3cret"}',
        b'{"id_token": "s3cret',
    ],
)
def test_a_token_in_an_answer_is_not_shown(body):
    assert "s3cret" not in excerpt(Reply(200, body))


def test_anything_else_is():
    said = b'{"errors": [{"title": "The token is not valid."}]}'

    assert excerpt(Reply(401, said)) == f"401 {said.decode()}"
