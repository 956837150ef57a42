"""An archived run made again by the code that it carries: `python -m samlad.commands.again DEPTH RUN WORK`.

The audit unpacks the run's own `source.tar` and starts this module out of it, so the arguments and what lies
in WORK afterwards are a promise that every later version keeps for the runs of this format.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from samlad.archive import facts_of
from samlad.attacked import attack_as_reader
from samlad.edition import sealed_edition
from samlad.errors import SamladError
from samlad.journal import Journal, Silent
from samlad.params import load_params
from samlad.paths import Folders
from samlad.pipeline import build_report
from samlad.pipeline.pages import make_pages
from samlad.pipeline.publishing import publish_again
from samlad.recipe import REGISTER_PART
from samlad.register import load_register, put_together
from samlad.stages import Released

RERENDER, REPRODUCE = "rerender", "reproduce"


def rerender(run: Path, work: Path) -> None:
    """Make `chapters/` and `html/` in `work` from the run's released tables, notebooks and params alone.

    The tables are attacked first, with what had left the house before where the run holds it.
    """
    facts = facts_of(run)
    released = Released(run / "released", str(facts["released"]))
    before = [run / REGISTER_PART / str(name) for name in facts.get("editions", ())]
    attack_as_reader(released, [tables for tables in before if tables.is_dir()])
    make_pages(
        released,
        run / "notebooks",
        work,
        workers=0,
        timeout=load_params(run / "params", int(facts["year"])).chapter_seconds,
        journal=Journal(),
        edition=sealed_edition(run),
    )


def reproduce(run: Path, work: Path) -> None:
    """Make the whole run again in `work/output/archive/` from its received files, through the gate."""
    facts = facts_of(run)
    desk = work / "skrivbord"
    lay_desk(run, desk, facts)
    folders = Folders(checkout=desk, data=desk / "data", params=desk / "params", output=work / "output")
    result = build_report(folders, int(facts["year"]), str(facts["period"]), workers=0, progress=Silent())
    if facts.get("edition") is not None:
        (work / "utgava").mkdir()
        publish_again(result.archive, run, load_register(folders.data), work / "utgava", Silent())


def lay_desk(run: Path, desk: Path, facts: Mapping[str, Any]) -> None:
    """Lay out a desk as it was: checkout, data folder, params and register, of what the run has sealed."""
    data = desk / "data"
    shutil.copytree(run / "reference", data)
    shutil.move(data / "programme", data / "edition")
    edition = load_params(run / "params", int(facts["year"])).programme
    (data / "programme").mkdir()
    shutil.move(data / "edition", data / "programme" / edition)
    for part in ("incoming", "analysis", "corrections", "hemligt"):
        if (run / part).exists():
            shutil.copytree(run / part, data / part)
    for key in (data / "hemligt").glob("*"):
        key.chmod(0o600)
    for part in ("params", "notebooks", "expectations"):
        shutil.copytree(run / part, desk / part)
    shutil.copyfile(run / "requirements.lock", desk / "requirements.lock")
    shutil.copytree(Path(__file__).resolve().parents[1], desk / "src" / "samlad", ignore=_compiled)
    if facts["editions"]:
        shutil.copytree(run / "register", data / "released")
        put_together(data, list(facts["editions"]))


_compiled = shutil.ignore_patterns("__pycache__")


def main(words: list[str]) -> int:
    """Do what was asked; the message of what stopped it goes to standard error."""
    depth, run, work = words[0], Path(words[1]), Path(words[2])
    try:
        {RERENDER: rerender, REPRODUCE: reproduce}[depth](run, work)
    except SamladError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
