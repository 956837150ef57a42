"""Kill commands at chosen and random moments, and look at what is left each time (Linux, gcc).

    python benchmarks/kills.py              # about 220 kills
    python benchmarks/kills.py --share 0.1  # a tenth of them

Each kill starts from the same desk with something new to make. Afterwards every file must be as it was or
as it was to become, the report and each archived run whole, no process left, and the same command, run
again with nothing cleaned up, must end with the very files that an undisturbed run gives. Longer commands are
killed three times in a row before that run.

Kills at a *händelse* are exact: a library in front of libc counts what changes files in the desk, and ends
the process at the n-th; where that is a write, half of it is written first. Commands are forked from one
process that has imported everything, since the imports are most of what a short command costs.
"""

from __future__ import annotations

import argparse
import collections
import ctypes
import importlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import small_desk

PRELOADED = "SAMLAD_KILLS_DESK"
SECTIONS = ("sammanfattning", "kvalitet")
YEAR = small_desk.SMALL_YEAR
PROSE = f"data/analysis/{YEAR}/sammanfattning.md"
PAGES = f"output/{YEAR}"
RESULT_PAGE = f"output/feedback/{YEAR}-VB/granskning.html"
INTERRUPTED = 130
NOT_READ = 11
"""Ends a command that could not read a file, as when its reader was killed; the result page says which."""

PATIENCE = 20.0
"""Seconds that processes may take to end after a kill."""

Files = dict[str, bytes]
Kill = Callable[[int, int], str]
"""Kills for the n-th time of so many; says at what moment, or nothing where the command was done before."""


@dataclass(frozen=True)
class Case:
    """A command to kill.

    Attributes:
        name: what the table calls it.
        words: as typed.
        prepare: what makes the desk one that the command has something to do in.
        in_a_row: kills after one another before the run that is let be.
        at_events, at_stages, at_random, of_helpers: how many kills of each kind.
    """

    name: str
    words: tuple[str, ...]
    prepare: Callable[[Path], None]
    in_a_row: int
    at_events: int
    at_stages: int = 0
    at_random: int = 0
    of_helpers: int = 0


@dataclass
class Tally:
    """What the table says."""

    kills: collections.Counter[str] = field(default_factory=collections.Counter)
    faults: list[str] = field(default_factory=list)
    left: collections.Counter[str] = field(default_factory=collections.Counter)
    slowest: float = 0.0
    slowest_end: float = 0.0


def nothing_new(_: Path) -> None:
    """Leave the desk as it is."""


def new_text(desk: Path) -> None:
    """The utredare has written something."""
    path = desk / PROSE
    path.write_text(path.read_text(encoding="utf-8") + "\nEtt stycke till.\n", encoding="utf-8")


def spoilt_pages(desk: Path) -> None:
    """Someone has changed the pages by hand."""
    (desk / PAGES / "index.html").write_text("ändrad", encoding="utf-8")


def no_pages_to_send(desk: Path) -> None:
    """What went to the committees is old."""
    for kind in ("feedback", "forms"):
        for path in (desk / "output" / kind).glob("*/*.[hx]*"):
            path.write_text("gammal", encoding="utf-8")


WITH_YEAR = ("--year", YEAR)
CASES = (
    Case("report, sidorna ändrade", ("report", *WITH_YEAR), spoilt_pages, 1, 55),
    Case("report --review", ("report", *WITH_YEAR, "--review", "--to", "Prov"), nothing_new, 1, 80),
    Case("validate", ("validate", *WITH_YEAR), no_pages_to_send, 3, 15, 0, 3),
    Case("forms", ("forms", *WITH_YEAR), no_pages_to_send, 3, 6, 0, 3),
    Case("report, nytt underlag", ("report", *WITH_YEAR), new_text, 3, 36, 6, 9, 6),
)


def main() -> None:
    """Build the preloaded library and a desk, and start again with both in place."""
    arguments = _arguments()
    if PRELOADED in os.environ:
        _run(Path(os.environ[PRELOADED]), arguments)
        return
    with tempfile.TemporaryDirectory(prefix="sk-") as name:
        desk, library = Path(name) / "desk", Path(name) / "kill_at.so"
        source = Path(__file__).with_name("kill_at.c")
        subprocess.run(["gcc", "-O1", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
        small_desk.lay(desk, small=True, sections=SECTIONS)
        (desk / "t").mkdir()
        given = {"LD_PRELOAD": str(library), "PYTHONPATH": str(desk / "src"), "TMPDIR": str(desk / "t")}
        fixed = {PRELOADED: str(desk), "OPENBLAS_NUM_THREADS": "1", "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, __file__, *sys.argv[1:]]
        done = subprocess.run(command, env={**os.environ, **given, **fixed}, check=False)
    raise SystemExit(done.returncode)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--share", type=float, default=1.0, help="how much of every kind of kill")
    parser.add_argument("--only", default="", help="only cases whose name has this in it")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    return parser.parse_args()


def _run(desk: Path, arguments: argparse.Namespace) -> None:
    _import_everything()
    chance = random.Random(arguments.seed)
    for words in (("report", *WITH_YEAR), ("validate", *WITH_YEAR), ("forms", *WITH_YEAR)):
        _expect_success(Command(desk, words), f"{words[0]} på ett nytt skrivbord")
    start = desk.parent / "start"
    _copy(desk, start)
    tallies: dict[str, Tally] = {}
    for case in CASES:
        if arguments.only in case.name:
            tallies[case.name] = Trial(desk, start, case, chance).all_kills(arguments.share)
            _print(case.name, tallies[case.name])
    kills = sum(sum(one.kills.values()) for one in tallies.values())
    faults = sum(len(one.faults) for one in tallies.values())
    print(f"I allt {kills} avbrott, {faults} fel.")
    raise SystemExit(1 if faults else 0)


def _import_everything() -> None:
    for name in ("program", "commands.forms", "commands.report", "commands.validate", "validation.engine"):
        importlib.import_module(f"samlad.{name}")


def _print(name: str, tally: Tally) -> None:
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(tally.kills.items()))
    left = ", ".join(f"{name} {count}" for name, count in sorted(tally.left.items())) or "inget"
    print(f"{name}: {sum(tally.kills.values())} avbrott ({kinds})")
    print(f"  fel: {len(tally.faults)}; kvar efter avbrottet, borta efter nästa körning: {left}")
    print(
        f"  processerna borta efter högst {tally.slowest_end:.1f} s,"
        f" nästa körning tog högst {tally.slowest:.1f} s"
    )
    for fault in tally.faults:
        print(f"  FEL {fault}")
    sys.stdout.flush()


class Command:
    """One command, forked from this process; the leader of a session of its own."""

    def __init__(self, desk: Path, words: tuple[str, ...], *, at: int = -1) -> None:
        self.desk, self.begun = desk, time.monotonic()
        self.log = desk.parent / "sagt.txt"
        self.log.write_bytes(b"")
        self.pid = os.fork()
        if self.pid == 0:
            self._become(words, at)
        self.code: int | None = None

    def _become(self, words: tuple[str, ...], at: int) -> None:
        library = ctypes.CDLL(None)
        status = 1
        try:
            os.setsid()
            os.chdir(self.desk)
            null, log = os.open(os.devnull, os.O_RDONLY), os.open(self.log, os.O_WRONLY | os.O_APPEND)
            os.dup2(null, 0)
            for stream in (1, 2):
                os.dup2(log, stream)
            from samlad.program import main as program

            library.kill_at(os.fsencode(self.desk) + b"/", ctypes.c_long(at))
            program(list(words))
            status = 0
        except SystemExit as leave:
            status = leave.code if isinstance(leave.code, int) else 1
        finally:
            events = library.events()
            library.kill_at(b"", ctypes.c_long(-1))
            sys.stdout.flush()
            os.write(1, f"\nhändelser: {events}\n".encode())
            os._exit(status)

    def said(self) -> str:
        """What it has printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def poll(self) -> bool:
        """Whether it has ended."""
        if self.code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None

    def wait(self) -> int:
        """Its exit code."""
        while not self.poll():
            time.sleep(0.005)
        assert self.code is not None
        return self.code

    def until(self, condition: Callable[[], bool]) -> None:
        """Wait for something, or its end."""
        while not self.poll() and not condition():
            time.sleep(0.002)

    def kill(self, sign: signal.Signals) -> None:
        """Send it a signal, if it is there."""
        if not self.poll():
            os.kill(self.pid, sign)
            self.wait()


def _expect_success(command: Command, what: str) -> None:
    if command.wait():
        raise SystemExit(f"{what}: kod {command.code}\n{command.said()}")


class Trial:
    """All kills of one command."""

    def __init__(self, desk: Path, start: Path, case: Case, chance: random.Random) -> None:
        self.desk, self.start, self.case, self.chance = desk, start, case, chance
        self.tally = Tally()
        self.code = 0
        self._reset()
        self.before = files(desk)
        whole = Command(desk, case.words, at=0)
        _expect_success(whole, case.name)
        self.seconds = time.monotonic() - whole.begun
        self.events = int(whole.said().rpartition("händelser: ")[2])
        self.stages = max(1, whole.said().count(" …\n"))
        self.after = files(desk)

    def _reset(self) -> None:
        _copy(self.start, self.desk)
        self.case.prepare(self.desk)

    def all_kills(self, share: float) -> Tally:
        """Every kind of kill, as many as the case says."""
        kinds: tuple[tuple[int, Kill, str], ...] = (
            (self.case.at_events, self._at_event, "vid en händelse"),
            (self.case.at_stages, self._at_stage, "vid en etapp"),
            (self.case.at_random, self._at_random, "när som helst"),
            (self.case.of_helpers, self._of_helper, "av en arbetsprocess"),
        )
        for most, kill, kind in kinds:
            count = round(most * share)
            chains = -(-count // self.case.in_a_row)
            for first in range(chains):
                self._reset()
                for number in range(first, count, chains):
                    moment = kill(number, count)
                    self._take_down(kind, moment, self._look_after_kill())
                self._take_down(kind, moment, self._look_after_run())
        return self.tally

    def _take_down(self, kind: str, moment: str, faults: Iterator[str]) -> None:
        if not moment:  # it had nothing left to do, and ended before the moment came
            return
        self.tally.faults += [f"{kind}, {moment}: {fault}" for fault in faults]
        print(f"{self.case.name}: {kind}, {moment}", file=sys.stderr)

    def _at_event(self, number: int, count: int) -> str:
        at = 1 + number * self.events // count
        return self._counted(
            Command(self.desk, self.case.words, at=at), "vid en händelse", f"{at} av {self.events}"
        )

    def _counted(self, command: Command, kind: str, moment: str) -> str:
        self.code = code = command.wait()
        if code == 0:
            return ""
        if code > 0 and code != INTERRUPTED:
            self.tally.faults.append(
                f"{kind}, {moment}: slutade själv med kod {code}: {command.said()[-600:]}"
            )
        self.tally.kills[kind] += 1
        return moment

    def _at_stage(self, number: int, _: int) -> str:
        command, wanted = Command(self.desk, self.case.words), 1 + number % self.stages
        command.until(lambda: command.said().count(" …\n") >= wanted)
        command.kill(signal.SIGKILL)
        return self._counted(command, "vid en etapp", f"etapp {wanted}")

    def _at_random(self, number: int, _: int) -> str:
        command, moment = Command(self.desk, self.case.words), self.chance.uniform(0, self.seconds)
        sign = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)[number % 3]
        command.until(lambda: time.monotonic() - command.begun > moment)
        command.kill(sign)
        return self._counted(command, "när som helst", f"{sign.name} efter {moment:.2f} s")

    def _of_helper(self, number: int, _: int) -> str:
        """Kill one of the processes that the command has started; it may say so, or manage without."""
        command = Command(self.desk, self.case.words)
        wanted = 1 + number % 4
        command.until(lambda: len(helpers(command.pid)) >= wanted)
        time.sleep(self.chance.uniform(0, 0.5))
        found = helpers(command.pid)
        for pid in found[-1:] if number % 2 else found[:1]:
            _end(pid)
            self.tally.kills["av en arbetsprocess"] += 1
        self.code = code = command.wait()
        said = command.said()
        if "Traceback" in said or "Fel i Samlad" in said:
            self.tally.faults.append(f"arbetsprocess {wanted}: otydligt besked (kod {code}): {said[-600:]}")
        return f"arbetsprocess {wanted}, kod {code}"

    def _look_after_kill(self) -> Iterator[str]:
        """Everything that is wrong when a command has been killed."""
        yield from self._processes()
        now = files(self.desk)
        yield from self._half(now)
        yield from _broken(self.desk)
        for name in now.keys() - self.before.keys() - self.after.keys():
            self.tally.left[_sort(name)] += 1

    def _look_after_run(self) -> Iterator[str]:
        """Run the command once more, with nothing cleaned up: everything that is wrong then."""
        again = Command(self.desk, self.case.words)
        code = again.wait()
        self.tally.slowest = max(self.tally.slowest, time.monotonic() - again.begun)
        if code:
            yield f"nästa körning slutade med kod {code}: {again.said()[-600:]}"
            return
        end = files(self.desk)
        kept = {name for name in end if "samlad-misslyckat-" in name}
        yield from (f"kvar efter nästa körning: {name}" for name in end.keys() - self.after.keys() - kept)
        yield from (f"saknas efter nästa körning: {name}" for name in self.after.keys() - end.keys())
        both = end.keys() & self.after.keys()
        yield from (f"annat innehåll än i en ostörd körning: {name}" for name in sorted(both)
                    if end[name] != self.after[name] and compared(name))  # fmt: skip
        yield from _broken(self.desk)
        yield from self._processes()

    def _processes(self) -> Iterator[str]:
        begun = time.monotonic()
        while found := processes(self.desk):
            if time.monotonic() - begun > PATIENCE:
                for pid in found:
                    _end(pid)
                yield f"{len(found)} processer kvar efter {PATIENCE:.0f} s"
                return
            time.sleep(0.02)
        self.tally.slowest_end = max(self.tally.slowest_end, time.monotonic() - begun)

    def _half(self, now: Files) -> Iterator[str]:
        """Files that are neither as they were nor as they were to become, and a report of two halves."""
        for name in sorted(self.before.keys() | self.after.keys()):
            old, new = self.before.get(name), self.after.get(name)
            if name == RESULT_PAGE and self.code == NOT_READ and name in now:
                continue
            if now.get(name) not in (old, new) and compared(name):
                yield f"varken som förut eller som den skulle bli: {name}"
        pages = [{name: one[name] for name in one if name.startswith(f"{PAGES}/")}
                 for one in (now, self.before, self.after)]  # fmt: skip
        if pages[0] not in pages[1:]:
            yield "rapporten är varken den förra eller den nya"


def _broken(desk: Path) -> Iterator[str]:
    """Runs that don't verify, and a register that doesn't hold."""
    from samlad.archive.closed_world import faults_in
    from samlad.errors import SamladError
    from samlad.register import load_register

    for run in (desk / "output" / "archive").glob("*-r*"):
        yield from (f"{run.name}/{fault}" for fault in faults_in(run))
    try:
        load_register(desk / "data")
    except SamladError as error:
        yield str(error)


def files(desk: Path) -> Files:
    """Every file of data, output and the temporary folder; locks, which stay and are empty, left out."""
    found = {}
    for part in ("data", "output", "t"):
        for path in (desk / part).rglob("*"):
            if not path.name.startswith(".las-"):
                name = path.relative_to(desk).as_posix()
                found[name] = path.read_bytes() if path.is_file() and not path.is_symlink() else b"mapp"
    return found


def compared(name: str) -> bool:
    """Whether a file has to be the same in two runs (ARCHITECTURE §7)."""
    from samlad.archive.audit.compare import NOT_COMPARED

    return Path(name).name not in NOT_COMPARED


def _sort(name: str) -> str:
    """What a left file is, for the table: its first part that only a stopped run leaves."""
    for part in name.split("/"):
        for start, kind in (
            (".arbete-", "arbetsmappar"),
            ("samlad-", "tillfälliga mappar"),
            (".", "halva filer"),
        ):
            if part.startswith(start):
                return f"filer i {kind}" if start != "." else kind
    return "annat"


def _copy(source: Path, target: Path) -> None:
    """Make the changing parts of a desk those of another."""
    for part in ("data", "output", "t"):
        shutil.rmtree(target / part, ignore_errors=True)
        shutil.copytree(source / part, target / part, symlinks=True)


def helpers(leader: int) -> list[int]:
    """Live descendants of a process, nearest first."""
    children: dict[int, list[int]] = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            children.setdefault(int(fields[1]), []).append(int(process.name))
    found, near = [], [leader]
    while near:
        near = sorted(child for one in near for child in children.get(one, []))
        found += near
    return found


def processes(desk: Path) -> list[int]:
    """Processes of the desk beside this one and those above it."""
    own = {os.getpid(), os.getppid()}
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if int(process.name) in own:
            continue
        try:
            where = os.fsencode((process / "cwd").readlink()) + (process / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(desk) in where:
            found.append(int(process.name))
    return found


def _end(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


if __name__ == "__main__":
    main()
