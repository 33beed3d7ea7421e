"""Ports of this machine: taken, free, listened on."""

import socket


class Taken(Exception):
    """Somebody else uses the port."""


def taken(port: int) -> bool:
    """Whether something answers on this port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def free() -> int:
    """A port that nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def sockets(port: int) -> list[socket.socket]:
    """Sockets for both meanings of localhost; only the old one where IPv6 is off."""
    opened = []
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        # The protocol said outright: asyncio sends at once only on what it knows to be TCP, and an
        # answer's second half would else wait 40 ms for the first half's acknowledgement.
        one = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError:
            one.close()
            if family is socket.AF_INET:
                raise Taken(port) from None
        else:
            opened.append(one)
    return opened
