"""Which addresses may be called: public ones over TLS, others only where the deployment says so.

A host is looked up once, and the address that was looked at is the one that is called: a name that
points elsewhere a moment later (DNS rebinding) changes nothing.
"""

import ipaddress
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from chalicelib.domain.telling import Permanent, TryAgain

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: The addresses of a host; OSError where it has none.
Lookup = Callable[[str, int], Sequence[str]]
#: How IPv4 addresses are written behind a translator (RFC 6052).
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call goes: a scheme, a host by name, and the addresses that it may be called at."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def named(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"https": 443, "http": 80}[self.scheme]
        return host if self.port == usual else f"{host}:{self.port}"


def look_up(host: str, port: int) -> list[str]:
    """IPv4 first, which is what a function without a network of its own can reach."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ordered = sorted(found, key=lambda one: one[0] != socket.AF_INET)
    return list(dict.fromkeys(str(one[4][0]) for one in ordered))


def place(url: str, private_hosts: Collection[str], lookup: Lookup = look_up) -> Place:
    """Where this address is; Permanent where it may not be called, TryAgain where it is lost.

    `private_hosts` are the hosts that the deployment names as its own: they may stand at a
    loopback, private or link-local address, and only there may they be called without TLS.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").lower(), parts.port
    except ValueError as bad:
        raise Permanent("The configured address is no address.") from bad
    if parts.scheme not in ("https", "http") or not host:
        raise Permanent("The configured address is no web address.")
    port = port or {"https": 443, "http": 80}[parts.scheme]
    try:
        found = tuple(lookup(host, port))
    except (OSError, UnicodeError) as lost:
        raise TryAgain(f"The host {host} could not be found.") from lost
    ours = host in private_hosts
    inside = [one for one in found if is_inside(one)]
    if inside and not ours:
        raise Permanent(f"{host} is at an address inside, and PRIVATE_HOSTS does not name it.")
    if parts.scheme == "http" and not (ours and len(inside) == len(found)):
        raise Permanent(f"{host} is to be called without TLS. Configure its https address.")
    return Place(parts.scheme, host, port, parts.path.rstrip("/"), found)


def is_inside(text: str) -> bool:
    """Loopback, private, link-local (where clouds keep their metadata), or nobody's at all."""
    address: Address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        address = carried or address
    return not address.is_global or address.is_multicast
