"""Makes the small sealed run that stays in the tests for each format: `python tests/sample_run.py`.

Run it once for each format: a sample is never made again, since it shows that today's Samlad reads what an
earlier one wrote. It is a real run of the training data, cut down: two chapters, what two committees sent
for one year, and a lock with a single package. The code in it is whole, and is most of it.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
SAMPLES = Path(__file__).parent / "fixtures" / "runs"
MOST_BYTES = 600_000
"""Of one packed sample; three quarters of it is the code, which git keeps once per format."""
SENDERS = ("aldrenamnden", "arbetsmarknadsnamnden")
PARAMS = """format: 1
year: 2024
programme: "2021-2025"
series_from: 2024
sections: ["sammanfattning", "kvalitet"]
periods:
  VB: {cutoff_date: 2025-02-28, report_date: 2025-03-31, dnr: "ÖVNING 2024/3"}
thresholds: {count_low: 1, count_high: 4, denominator_min: 21, survey_answers_min: 10}
"""


def sample(version: int) -> Path:
    """The sample of a format."""
    return SAMPLES / f"format-{version}.tar.xz"


def lay(desk: Path) -> None:
    """Lay out the desk that the sample is made at."""
    for part in ("src", "notebooks", "expectations"):
        shutil.copytree(CHECKOUT / part, desk / part, ignore=shutil.ignore_patterns("__pycache__"))
    (desk / "params").mkdir()
    (desk / "params" / "2024.yaml").write_text(PARAMS, encoding="utf-8")
    left_out = shutil.ignore_patterns("incoming", "analysis", "corrections", "2017-2020")
    shutil.copytree(CHECKOUT / "data", desk / "data", ignore=left_out)
    for table in (desk / "data" / "comparison").glob("*.csv"):
        table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    incoming = desk / "data" / "incoming" / "2024" / "VB"
    incoming.mkdir(parents=True)
    for sender in SENDERS:
        for path in (CHECKOUT / "data" / "incoming" / "2024" / "VB").glob(f"ovning_{sender}_*.csv"):
            shutil.copy(path, incoming)
    one = re.search(
        r"^invoke==.*?[^\\]$", (CHECKOUT / "requirements.lock").read_text(encoding="utf-8"), re.M | re.S
    )
    assert one is not None
    (desk / "requirements.lock").write_text(one[0] + "\n", encoding="utf-8")


def pack(run: Path) -> bytes:
    """A run as a compressed tar whose bytes follow from its files."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:xz", format=tarfile.PAX_FORMAT, preset=9) as archive:
        for path in sorted(run.rglob("*")):
            if path.is_file():
                entry = tarfile.TarInfo(path.relative_to(run).as_posix())
                content = path.read_bytes()
                entry.size, entry.mode = len(content), 0o644
                archive.addfile(entry, io.BytesIO(content))
    return target.getvalue()


def unpack(version: int, folder: Path) -> Path:
    """Unpack the sample of a format; gives the run."""
    with tarfile.open(sample(version)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def make(desk: Path) -> Path:
    """Make the run at a desk; gives its folder."""
    lay(desk)
    command = [sys.executable, "-P", "-m", "samlad.program", "report", "--year", "2024"]
    folders = {name: desk / name for name in ("data", "params", "output")}
    words = [word for name, path in folders.items() for word in (f"--{name}", str(path))]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    shutil.copy(CHECKOUT / "tasks.py", desk / "tasks.py")
    environment = {**kept, "PYTHONPATH": str(desk / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([*command, *words], cwd=desk, env=environment, check=True)
    return folders["output"] / "archive" / "2024-r01"


def main() -> None:
    sys.path.insert(0, str(CHECKOUT / "src"))
    from samlad.archive.runs import FORMAT_VERSION

    target = sample(FORMAT_VERSION)
    if target.exists():
        sys.exit(f"{target.name} finns: ett prov görs en gång.")
    with tempfile.TemporaryDirectory() as work:
        content = pack(make(Path(work) / "skrivbord"))
    if len(content) > MOST_BYTES:
        sys.exit(f"{target.name} blir {len(content)} byte: högst {MOST_BYTES}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


if __name__ == "__main__":
    main()
