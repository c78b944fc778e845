"""Leads connections to host names that the emulator serves to local ports or sockets, as plain HTTP.

Connections are exchanged, not requests: paths, headers and Host stay what the handler sent. Clients with blocking sockets are covered (boto3,
urllib3, requests, urllib); those that speak TLS over buffers (aiohttp, asyncio) are not.
"""

import socket
import ssl


def entry(table, host):
    """What stands for a host name: its own entry, else the first pattern that it fits; a star is one label."""
    if isinstance(host, (bytes, bytearray)):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str):
        return None
    name = host.lower().rstrip(".")
    if name in table:
        return table[name]
    labels = name.split(".")
    for pattern, target in table.items():
        parts = pattern.split(".")
        if "*" in pattern and len(parts) == len(labels) and all(part in ("*", label) for part, label in zip(parts, labels)):
            return target
    return None


class PlainSocket(socket.socket):
    """A socket that was asked to speak TLS and does not: what answers is a local port."""

    def __init__(self, wrapped, host):
        timeout = wrapped.gettimeout()
        super().__init__(wrapped.family, wrapped.type, wrapped.proto, fileno=wrapped.detach())
        self.settimeout(timeout)
        self._host = host

    def getpeercert(self, binary_form=False):
        return b"" if binary_form else {"subjectAltName": (("DNS", self._host),)}

    def cipher(self):
        return None

    def version(self):
        return None

    def selected_alpn_protocol(self):
        return None

    def do_handshake(self, block=False):
        return None

    def unwrap(self):
        return self


def install(initial):
    """Returns the function that replaces the table."""
    table = dict(initial)
    resolve = socket.getaddrinfo
    wrap = ssl.SSLContext.wrap_socket
    set_option = socket.socket.setsockopt
    by_path = getattr(socket, "AF_UNIX", None)

    def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
        target = entry(table, host)
        if target is None:
            return resolve(host, port, family, type, proto, flags)
        if "path" in target:
            return [(by_path, socket.SOCK_STREAM, 0, "", target["path"])]
        return resolve(target["host"], target["port"], family, type, proto, flags)

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True, server_hostname=None, session=None):
        if not server_side and entry(table, server_hostname) is not None:
            return PlainSocket(sock, server_hostname)
        return wrap(self, sock, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session)

    def setsockopt(self, level, *rest):
        # Clients switch Nagle's algorithm off, which a socket in the file system does not have.
        if level == socket.IPPROTO_TCP and self.family == by_path:
            return None
        return set_option(self, level, *rest)

    def replace(replacement):
        table.clear()
        table.update(replacement)

    socket.getaddrinfo = getaddrinfo
    ssl.SSLContext.wrap_socket = wrap_socket
    socket.socket.setsockopt = setsockopt
    return replace
