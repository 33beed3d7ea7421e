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
        try:
            one = socket.socket(family)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            one.bind((host, port))
        except OSError:
            if family is socket.AF_INET:
                raise Taken(port) from None
        else:
            opened.append(one)
    return opened
