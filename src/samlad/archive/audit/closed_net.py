"""Closes the network for a program that an audit runs, where the system lets us, and says how it went.

On Linux the program gets a network of its own, with nothing in it but a loopback that is down: no address
can be reached, this machine's own neither. Kernels speak over sockets in their folder (`execution.kernels`),
so they run all the same. Elsewhere nothing is closed, and the protocol says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass

WAYS = (("--net",), ("--user", "--map-current-user", "--net"), ("--user", "--map-root-user", "--net"))
"""Arguments of `unshare`, tried in turn: the first needs to be root, the others need user namespaces."""
PROBE = """
import socket, sys
if [name for _, name in socket.if_nameindex()] != ["lo"]:
    sys.exit(1)
for address in ("192.0.2.1", "127.0.0.1"):
    try:
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect((address, 9))
    except OSError:
        continue
    sys.exit(1)
"""
"""Ends with 0 where no address can be reached; sends nothing (192.0.2.1 is reserved for documentation)."""


@dataclass(frozen=True)
class Net:
    """How the network is closed: `prefix` goes before the command, `said` into the protocol."""

    closed: bool
    prefix: tuple[str, ...]
    said: str


def closed_net() -> Net:
    """The first way of closing the network that works here, tried with a program that tries to get out."""
    if not sys.platform.startswith("linux"):
        return _open("kommandot kan bara göra det i Linux. Koppla från datorn om det behövs.")
    program = shutil.which("unshare")
    if program is None:
        return _open("programmet unshare (paketet util-linux) finns inte på datorn.")
    for way in WAYS:
        prefix = (program, *way)
        if _is_closed(prefix):
            said = f"Nätet var stängt medan koden kördes (unshare {' '.join(way)}), prövat innan."
            return Net(True, prefix, said)
    tried = ", ".join(f"unshare {' '.join(way)}" for way in WAYS)
    return _open(f"systemet tillät det inte. Försök gjordes med {tried}.")


def _open(reason: str) -> Net:
    return Net(False, (), f"Nätet var inte stängt medan koden kördes: {reason}")


def _is_closed(prefix: tuple[str, ...]) -> bool:
    command = [*prefix, sys.executable, "-I", "-S", "-c", PROBE]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=20).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
