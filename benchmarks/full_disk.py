"""The report on disks that are too small: what is said, and what is left? (Linux, as root.)

    python benchmarks/full_disk.py

The output folder, and then the folder for temporary files, is a tmpfs in a mount namespace of our own. Each
time an earlier report lies there and there is something new to build. A run must succeed, or say that the
disk is full, leave the earlier report and its archive as they were, and work when the disk has grown.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import small_desk

INSIDE = "SAMLAD_FULL_DISK"
SECTIONS = ("sammanfattning", "kvalitet")
YEAR = small_desk.SMALL_YEAR
KIB = 1024
OUTPUT_STEPS = (0, 200, 1500, 6000)
"""KiB that the output folder has beyond what lies there."""
TEMPORARY_STEPS = (40, 1200, 30000)
SAID = ("Disken är full", "plats på disken")


def main() -> None:
    """Go through the steps, in a mount namespace."""
    if INSIDE not in os.environ:
        command = ["unshare", "--mount", sys.executable, __file__]
        done = subprocess.run(command, env={**os.environ, INSIDE: "ja"}, check=False)
        raise SystemExit(done.returncode)
    with tempfile.TemporaryDirectory(prefix="sd-") as name:
        desk = Path(name) / "desk"
        small_desk.lay(desk, small=True, sections=SECTIONS)
        temporary = Path(name) / "t"
        temporary.mkdir()
        _run(desk, temporary)
        shutil.copytree(desk / "output", desk.with_name("förra"), symlinks=True)
        prose = desk / "data" / "analysis" / YEAR / "sammanfattning.md"
        prose.write_text(prose.read_text(encoding="utf-8") + "\nEtt stycke till.\n", encoding="utf-8")
        faults = sum(_try(desk, temporary, "output", step) for step in OUTPUT_STEPS)
        faults += sum(_try(desk, temporary, "tillfälliga filer", step) for step in TEMPORARY_STEPS)
    print(f"{len(OUTPUT_STEPS) + len(TEMPORARY_STEPS)} diskar, {faults} fel")
    raise SystemExit(1 if faults else 0)


def _run(desk: Path, temporary: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(desk / "src"), "TMPDIR": str(temporary)}
    command = [sys.executable, "-P", "-m", "samlad.program", "report", "--year", YEAR]
    return subprocess.run(
        command, cwd=desk, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def _try(desk: Path, temporary: Path, where: str, step: int) -> int:
    """One disk; gives how many things were wrong."""
    output, before = desk / "output", desk.with_name("förra")
    shutil.rmtree(output)
    output.mkdir()
    small = output if where == "output" else temporary
    _mount(small, step + (_size(before) if small == output else 0))
    try:
        shutil.copytree(before, output, symlinks=True, dirs_exist_ok=True)
        first = _run(desk, temporary)
        faults = [] if first.returncode == 0 else _after(first, before, output)
        subprocess.run(["mount", "-o", "remount,size=200m", str(small)], check=True)
        second = _run(desk, temporary)
        faults += [f"nästa körning: kod {second.returncode}\n{second.stderr}"] if second.returncode else []
        faults += [f"kvar: {path.name}" for path in _left(output, temporary)]
    finally:
        subprocess.run(["umount", str(small)], check=True)
    said = first.stderr.strip().splitlines()
    line = next((one for one in said if any(words in one for words in SAID)), "gick")
    print(f"{where}, {step} KiB ledigt: kod {first.returncode}, {line}")
    for fault in faults:
        print(f"  FEL {fault}")
    sys.stdout.flush()
    return len(faults)


def _mount(folder: Path, kib: int) -> None:
    size = f"size={kib}k,nr_inodes=20k"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", str(folder)], check=True)


def _size(folder: Path) -> int:
    """KiB that a tmpfs needs for it."""
    return sum(-(-path.stat().st_size // (4 * KIB)) * 4 for path in folder.rglob("*") if path.is_file())


def _after(result: subprocess.CompletedProcess[str], before: Path, output: Path) -> list[str]:
    faults = []
    if not any(words in result.stderr for words in SAID) or "Traceback" in result.stderr:
        faults.append(f"otydligt besked, kod {result.returncode}:\n{result.stderr[-1500:]}")
    for part in (YEAR, "archive"):
        if _files(before / part) != _files(output / part):
            faults.append(f"{part} är inte som förut")
    return faults


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _left(output: Path, temporary: Path) -> list[Path]:
    hidden = [path for path in output.rglob(".*") if not path.name.startswith(".las-")]
    return hidden + list(temporary.glob("samlad-kapitel-*"))


if __name__ == "__main__":
    main()
