"""How the local product listens."""

import socket

import pytest

from local import listening


def test_what_is_accepted_is_known_as_tcp_so_that_answers_go_out_at_once():
    port = listening.free()
    first, *others = listening.sockets(port)
    with first:
        first.listen()
        with socket.create_connection(("127.0.0.1", port)):
            accepted, _ = first.accept()

    with accepted:
        assert accepted.proto == socket.IPPROTO_TCP
    for one in others:
        one.close()


def test_a_port_that_somebody_has_is_said():
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(listening.Taken):
        listening.sockets(other.getsockname()[1])
