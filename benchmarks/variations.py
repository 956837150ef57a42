"""The report under everything that reprotest varies, two by two: are the bytes the same? (Linux, as root.)

    python benchmarks/variations.py          # every pair, on a small desk: three files of the first year
    python benchmarks/variations.py --full   # every value at least once, on the training year

The first run is the plain one; each of the others is held against it, file by file: pages, released tables,
chapters and the rest of the archive, but for what is never compared (ARCHITECTURE §7), and the internal pages
of the gate. The clock is moved for every process by libfaketime, in a mount namespace of the run's own; it
goes on from there. Debian's packages: faketime, disorderfs, locales' sources (localedef).
"""

from __future__ import annotations

import argparse
import hashlib
import itertools
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import small_desk
from pairs import Row, all_pairs, covered, until_each

FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1")
MASTER = "mall"
"""The desk that every run gets a copy of: the checkout may change meanwhile."""
SECTIONS = ("sammanfattning", "kvalitet")
"""What the small desk reports."""
FACTORS = {
    "klocka": ("nu", "2028-02-28 23:59:50", "2027-12-31 23:59:45", "2019-03-31 01:59:50"),
    "tidszon": ("UTC", "Pacific/Kiritimati", "America/St_Johns"),
    "språk": ("C.UTF-8", "sv_SE.UTF-8", "tr_TR.UTF-8"),
    "hashfrö": ("slumpat", "0", "4242"),
    "umask": ("022", "077", "000"),
    "användare": ("root", "nobody"),
    "hem": ("som det är", "tom mapp", "finns inte"),
    "datornamn": ("som det är", "en-annan-dator"),
    "mapp": ("bygg", "bygg å mapp"),
    "filordning": ("som den är", "omvänd", "slumpad"),
    "kärnor": ("alla", "en"),
    "arbetare": ("som det är", "1", "2"),
    "nät": ("på", "av"),
    "kärnprocesser": ("grenade", "vanliga"),
}
"""Every factor with its values; the first is the plain one. Unusual kernels are how macOS and Windows run."""
ORDINARY = """
import sys
from samlad.execution import pool
pool.start_pool.__wrapped__.__kwdefaults__["forked"] = False
from samlad.program import main
main(sys.argv[1:])
"""


def main() -> None:
    """Run every row and print what differs."""
    arguments = _arguments()
    if arguments.inside:
        raise SystemExit(_inside(json.loads(arguments.inside)))
    pairs = all_pairs(FACTORS)
    rows = until_each(pairs, FACTORS) if arguments.full else pairs
    rows = [rows[0], *rows[max(1, arguments.skip) :][: arguments.rows or None]]
    with tempfile.TemporaryDirectory(prefix="sv-") as name:
        root = Path(name)
        root.chmod(0o755)
        _locales(root / "språk")
        year = small_desk.lay(root / MASTER, small=not arguments.full, sections=SECTIONS)
        differing = _compare(root, rows, year)
    raise SystemExit(1 if differing else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--full", action="store_true", help="the training year instead of the small desk")
    parser.add_argument("--rows", type=int, default=0, help="only so many runs beside the plain one")
    parser.add_argument("--skip", type=int, default=0, help="leave out the first so many rows")
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def _locales(folder: Path) -> None:
    folder.mkdir()
    for name in FACTORS["språk"][1:]:
        language, _, encoding = name.partition(".")
        command = ["localedef", "-i", language, "-f", encoding, str(folder / name)]
        subprocess.run(command, check=True, capture_output=True)


def _compare(root: Path, rows: list[Row], year: str) -> int:
    plain: dict[str, str] = {}
    compared = differing = failed = 0
    for number, row in enumerate(rows):
        begun = time.monotonic()
        made = _hashes(root, row, year)
        plain = plain or made
        unlike = sorted(name for name in plain.keys() | made.keys() if plain.get(name) != made.get(name))
        compared += len(plain) if number else 0
        differing += len(unlike) if made else 0
        failed += not made
        words = ", ".join(f"{name} {value}" for name, value in row.items() if value != FACTORS[name][0])
        seconds = time.monotonic() - begun
        print(f"{number:2} {len(made)} filer, {len(unlike)} olika, {seconds:.0f} s: {words or 'som det är'}")
        for name in unlike[:10] if made else []:
            print(f"   SKILLNAD {name}")
        sys.stdout.flush()
    _print(rows, compared, differing, failed)
    return differing + failed


def _print(rows: list[Row], compared: int, differing: int, failed: int) -> None:
    values = sum(len(values) - 1 for values in FACTORS.values())
    wanted = sum(len(a) * len(b) for a, b in itertools.combinations(FACTORS.values(), 2))
    print(
        f"{len(rows)} körningar, {len(FACTORS)} faktorer med {values} avvikande värden, "
        f"{len(covered(rows))} av {wanted} par prövade; {compared} filer jämförda, "
        f"{differing} med skillnad, {failed} körningar gick inte."
    )


def _hashes(root: Path, row: Row, year: str) -> dict[str, str]:
    """Build the report under one row; the hash of every compared file, or nothing when it failed."""
    desk, laid = root / row["mapp"], root / "lagd"
    shutil.copytree(root / MASTER, laid)
    if row["filordning"] == FACTORS["filordning"][0]:
        laid = laid.rename(desk)
    else:
        desk.mkdir()
    facts = {"desk": str(desk), "root": str(root), "year": year, "row": row}
    spaces = ["--mount"]
    if row["datornamn"] != FACTORS["datornamn"][0]:
        spaces.append("--uts")
    if row["nät"] == "av":
        spaces.append("--net")
    command = ["unshare", *spaces, sys.executable, __file__, "--inside", json.dumps(facts)]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    try:
        if result.returncode:
            print(f"   GICK INTE (kod {result.returncode}): {result.stdout[-500:]}{result.stderr[-1500:]}")
            return {}
        return dict(_output(laid / "output"))
    finally:
        shutil.rmtree(laid)
        if desk != laid:
            desk.rmdir()


def _output(output: Path) -> Iterator[tuple[str, str]]:
    sys.path.insert(0, str(small_desk.CHECKOUT / "src"))
    from samlad.archive.audit.compare import NOT_COMPARED

    for path in sorted(output.rglob("*")):
        name = path.relative_to(output).as_posix()
        if path.is_file() and path.name not in NOT_COMPARED and not path.name.startswith(".las-"):
            yield name, hashlib.sha256(path.read_bytes()).hexdigest()


def _inside(facts: Mapping[str, object]) -> int:
    """In namespaces of our own: set the machine up as the row says, run, and tidy up."""
    row, desk, root = facts["row"], Path(str(facts["desk"])), Path(str(facts["root"]))
    assert isinstance(row, dict)
    if row["datornamn"] != FACTORS["datornamn"][0]:
        socket.sethostname(row["datornamn"])
    home = root / "hem"
    home.mkdir(exist_ok=True)
    if row["användare"] == "nobody":
        laid = root / "lagd" if (root / "lagd").exists() else desk
        for path in (home, laid, *laid.rglob("*")):
            os.chown(path, 65534, 65534)
    command = _command(row, desk, str(facts["year"]))
    environment = _environment(row, desk, root, home)
    over = _disorder(row, root / "lagd", desk)
    try:
        # The user is chosen before the clock is moved: libfaketime's files are its first user's alone.
        waiting = subprocess.Popen(
            command, cwd=desk, env=environment, umask=int(row["umask"], 8), stdin=subprocess.PIPE
        )
        if row["klocka"] != "nu":
            _move_clock(root, row["klocka"])
        waiting.communicate(b"\n")
        return waiting.returncode
    finally:
        if over:
            subprocess.run(["umount", str(desk)], check=True)


def _command(row: Row, desk: Path, year: str) -> list[str]:
    command = []
    if row["användare"] == "nobody":
        # Python may lie in root's own folder: let the user read everything, and write only what is theirs.
        rights = ("--inh-caps", "+dac_read_search", "--ambient-caps", "+dac_read_search")
        command += ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", *rights]
    if row["kärnor"] == "en":
        command += ["taskset", "--cpu-list", "0"]
    command += ["sh", "-c", 'read _; exec "$@" < /dev/null', "sh"]
    program = ["-c", ORDINARY] if row["kärnprocesser"] == "vanliga" else ["-m", "samlad.program"]
    command += [sys.executable, "-P", *program, "report", "--year", year]
    if row["arbetare"] != FACTORS["arbetare"][0]:
        command += ["--workers", row["arbetare"]]
    return command


def _environment(row: Row, desk: Path, root: Path, home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LC_", "TZ"))}
    kept |= {"PYTHONPATH": str(desk / "src"), "PYTHONWARNINGS": "ignore", "TZ": row["tidszon"]}
    kept |= {"LC_ALL": row["språk"], "LANG": row["språk"], "LOCPATH": str(root / "språk")}
    if row["språk"] == FACTORS["språk"][0]:
        del kept["LOCPATH"]
    if row["hashfrö"] != "slumpat":
        kept["PYTHONHASHSEED"] = row["hashfrö"]
    if row["hem"] != FACTORS["hem"][0] or row["användare"] == "nobody":
        kept["HOME"] = str(home if row["hem"] != "finns inte" else root / "borta")
    return kept


def _disorder(row: Row, laid: Path, desk: Path) -> bool:
    """Let a file system of its own show the desk as it is laid, its folders in another order."""
    how = {"omvänd": "--reverse-dirents=yes", "slumpad": "--shuffle-dirents=yes"}.get(row["filordning"])
    if how is None:
        return False
    command = ["disorderfs", "--quiet", "--multi-user=yes", "--reverse-dirents=no", how, str(laid), str(desk)]
    subprocess.run(command, check=True)
    return True


def _move_clock(root: Path, when: str) -> None:
    """Give every process from here on a clock that stands at `when` now, and goes on."""
    wanted = datetime.strptime(when, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC).timestamp()
    etc = root / "etc"
    if not etc.exists():
        shutil.copytree("/etc", etc, symlinks=True)
    (etc / "ld.so.preload").write_text(f"{FAKETIME}\n", encoding="utf-8")
    (etc / "faketimerc").write_text(f"{int(wanted - time.time()):+d}\n", encoding="utf-8")
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=1777", "none", "/dev/shm"], check=True)
    subprocess.run(["mount", "--bind", str(etc), "/etc"], check=True)


if __name__ == "__main__":
    main()
