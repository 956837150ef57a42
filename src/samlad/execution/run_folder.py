"""The temporary folder of one run: where kernels stand, and what their environment says.

work/        where kernels stand; holds released/ and nothing else
home/        HOME, and the configuration of IPython, Jupyter and matplotlib: never the user's own
tmp/         the only place that a chapter may write in
prepared/    source notebooks with an id on every cell
executed/    executed notebooks, and those that failed
kernels/     connection files, sockets and what kernels print outside cells
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import samlad
from samlad.errors import ChapterError
from samlad.locks import HeldFolder, held_folder, remove_left

LONGEST_SOCKET_FOLDER = 60
"""A Unix socket's path has at most 107 bytes; what we put after the folder's has less than 47."""

PREFIX = "samlad-kapitel-"
"""Not the `samlad-korning-` of earlier code, which is held in another way: an audit may be running it now."""
FOLDERS = ("work", "home", "tmp", "prepared", "executed", "kernels")
PACKAGE = Path(samlad.__file__).resolve().parent
EPOCH = "946684800"  # 2000-01-01: for programs that would write the clock into what they make


@dataclass(frozen=True)
class RunFolder:
    """The folders of one run, by name."""

    path: Path

    @property
    def work(self) -> Path:
        """Where kernels stand."""
        return self.path / "work"

    @property
    def released(self) -> Path:
        """The copy of the released tables that kernels open, as `released` from where they stand."""
        return self.work / "released"

    @property
    def home(self) -> Path:
        """HOME of every process of the run."""
        return self.path / "home"

    @property
    def temporary(self) -> Path:
        """TMPDIR of every process of the run."""
        return self.path / "tmp"

    @property
    def prepared(self) -> Path:
        """Source notebooks with an id on every cell."""
        return self.path / "prepared"

    @property
    def executed(self) -> Path:
        """Executed notebooks, and those that failed."""
        return self.path / "executed"

    @property
    def kernels(self) -> Path:
        """Connection files, sockets and logs."""
        return self.path / "kernels"

    @property
    def socket(self) -> Path:
        """Where the zygote listens."""
        return self.kernels / "z"


@contextmanager
def run_folder() -> Iterator[RunFolder]:
    """Make the folder, for nobody else to read; remove it afterwards, and those that killed runs left."""
    base = tempfile.gettempdir()
    if len(os.fsencode(base)) > LONGEST_SOCKET_FOLDER and Path("/tmp").is_dir():
        base = "/tmp"
    remove_left(PREFIX, base)
    held = _made(base)
    try:
        for name in FOLDERS:
            (held.path / name).mkdir()
        yield RunFolder(held.path)
    finally:
        held.remove()


def _made(base: str) -> HeldFolder:
    try:
        return held_folder(PREFIX, base)
    except OSError as error:
        raise ChapterError(
            "Det går inte att skriva i datorns mapp för tillfälliga filer.",
            remedy="se efter att det finns plats på disken, eller peka ut en annan mapp med TMPDIR.",
        ) from error


def environment(folder: RunFolder) -> dict[str, str]:
    """The whole environment of the run's processes: nothing of the user's reaches a byte of the report."""
    own = {
        "HOME": folder.home,
        "TMPDIR": folder.temporary,
        "IPYTHONDIR": folder.home / "ipython",
        "JUPYTER_CONFIG_DIR": folder.home / "jupyter",
        "JUPYTER_DATA_DIR": folder.home / "jupyter",
        "JUPYTER_RUNTIME_DIR": folder.kernels,
        "MPLCONFIGDIR": folder.home / "matplotlib",
        "XDG_CACHE_HOME": folder.home / "cache",
    }
    fixed = {
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "SOURCE_DATE_EPOCH": EPOCH,
        "MPLBACKEND": "agg",
        "JUPYTER_PLATFORM_DIRS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }
    return {**fixed, **_package_path(), **_windows(folder), **{name: str(path) for name, path in own.items()}}


def _package_path() -> dict[str, str]:
    """Where Python finds this very package when it is not installed."""
    installed = PACKAGE.parent == Path(sysconfig.get_path("purelib")).resolve()
    return {} if installed else {"PYTHONPATH": str(PACKAGE.parent)}


def _windows(folder: RunFolder) -> dict[str, str]:
    """What Python cannot start without on Windows."""
    if sys.platform != "win32":
        return {}
    names = ("SYSTEMROOT", "PATH")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return {**kept, "USERPROFILE": str(folder.home), "TEMP": str(folder.temporary)}
