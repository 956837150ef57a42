"""The audit hook of a kernel: a chapter opens the released tables and Python's own files, nothing else.

It guards against mistakes, not malice: code that means harm can get past an audit hook. A list of what
may be opened is used, not of what may not, so that received files, the internal output and everything
else on the machine are refused without anyone having to know where they lie.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from samlad.execution.run_folder import PACKAGE, RunFolder

READERS = {"os.listdir", "os.scandir", "os.chdir", "sqlite3.connect"}
WRITERS = {
    "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown", "os.utime", "shutil.rmtree", "shutil.move", "tempfile.mkstemp", "tempfile.mkdtemp",
}  # fmt: skip
STARTERS = {
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.forkpty",
    "pty.spawn",
}
CALLERS = {
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
    "urllib.Request",
}  # fmt: skip
WRITE_FLAGS = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/zoneinfo", "/etc/localtime", "/proc/self")
DEVICES = ("/dev/null", "/dev/urandom", "/dev/random")


class RefusedError(PermissionError):
    """A chapter tried to open, start or call something that no chapter may."""


def readable_roots(folder: RunFolder) -> tuple[str, ...]:
    """Real paths of files and folders that a chapter may read: released tables, libraries, fonts."""
    libraries = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    places: list[str | Path] = [
        folder.work,
        folder.temporary,
        folder.home,
        PACKAGE,
        *libraries,
        *SYSTEM,
        *DEVICES,
    ]
    return tuple(sorted({os.path.realpath(place) for place in places}))


def install(folder: RunFolder) -> None:
    """Put the hook in place for the rest of this process's life; it can't be taken away."""
    readable = readable_roots(folder)
    writable = (*(os.path.realpath(place) for place in (folder.temporary, *DEVICES)),)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            _require(path, writable if _writes(mode, flags) else readable)
        elif event in READERS:
            _require(arguments[0], readable)
        elif event in WRITERS:
            _require(arguments[0], writable)
        elif event in STARTERS:
            raise RefusedError(f"Ett kapitel får inte starta program ({event}).")
        elif event in CALLERS:
            raise RefusedError(f"Ett kapitel får inte använda nätet ({event}).")

    sys.addaudithook(hook)


def _writes(mode: object, flags: object) -> bool:
    if isinstance(mode, str):
        return any(letter in mode for letter in "wax+")
    return isinstance(flags, int) and bool(flags & WRITE_FLAGS)


def _require(path: object, roots: Iterable[str]) -> None:
    if path is None or isinstance(path, int):  # the current folder, or a file that is open already
        return
    if not isinstance(path, str | bytes | os.PathLike):
        raise RefusedError("Ett kapitel får bara öppna filer med namn.")
    real = os.path.realpath(os.fsdecode(path))
    if not any(real == root or real.startswith(root + os.sep) for root in roots):
        name = Path(real).name
        raise RefusedError(f"Ett kapitel får bara öppna de släppta tabellerna, inte «{name}» ({real}).")
