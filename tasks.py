"""The commands at the desk: each reads its arguments, calls the package and says what happened."""

from __future__ import annotations

import functools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parent
# Plain `invoke` in an activated environment finds the package here; ./inv has it on the path already.
sys.path.insert(0, str(CHECKOUT / "src"))
sys.dont_write_bytecode = False
os.environ["GX_ANALYTICS_ENABLED"] = "false"

from invoke.context import Context  # noqa: E402
from invoke.exceptions import Exit  # noqa: E402
from invoke.tasks import task  # noqa: E402

from samlad.desk import read_folders, read_period, read_year  # noqa: E402
from samlad.errors import SamladError, UsageError  # noqa: E402
from samlad.interrupts import leave, once  # noqa: E402
from samlad.own_faults import SHOWN_WITH, fault_in_words  # noqa: E402

FOLDERS = {
    "data": "mapp med årets material (annars lokalt.yaml, annars data)",
    "params": "mapp med <år>.yaml (annars lokalt.yaml, annars params)",
    "output": "mapp för det som görs (annars lokalt.yaml, annars output)",
}
YEAR = {"year": "året som följs upp, till exempel 2024", "period": "T1, T2 eller VB (helår, förval)"}
PLANNED = {**YEAR, "period": "VP (plan), T1, T2 eller VB (helår, förval)"}

INTERRUPTED = "Avbrutet. Ingen fil är halvskriven. Kör samma kommando igen för att göra färdigt."


def people(function: Callable[..., None]) -> Callable[..., None]:
    """Say a SamladError as its message and exit code, and a fault of ours as where it arose."""

    @functools.wraps(function)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            with once():
                function(*args, **kwargs)
        except SamladError as error:
            raise Exit(str(error), code=error.exit_code) from error
        except KeyboardInterrupt as interrupt:
            print(str(interrupt) or INTERRUPTED, file=sys.stderr)
            leave()
        except Exit:
            raise
        except Exception as error:
            if os.environ.get(SHOWN_WITH) == "ja":
                raise
            raise Exit(fault_in_words(error), code=1) from None

    return wrapped


@task(
    help={
        **YEAR,
        **FOLDERS,
        "workers": "antal processer (annars så många som datorn har)",
        "review": "utkastet lämnas ut för granskning utanför förvaltningen och förs in i registret",
        "to": "vem som får utkastet, tillsammans med --review",
    }
)
@people
def report(
    _: Context, year: str = "", period: str = "VB", data: str = "", params: str = "", output: str = "",
    workers: int = 0, review: bool = False, to: str = "",
) -> None:  # fmt: skip
    """Bygg årets rapport av det som nämnderna har lämnat."""
    from samlad.commands.report import report as run

    folders = read_folders(CHECKOUT, data, params, output)
    run(folders, read_year(year), read_period(period), workers, review=review, recipient=to)


@task(help={**PLANNED, **FOLDERS})
@people
def validate(
    _: Context, year: str = "", period: str = "VB", data: str = "", params: str = "", output: str = ""
) -> None:
    """Granska det som har kommit in, utan att bygga något."""
    from samlad.commands.validate import validate as run

    run(read_folders(CHECKOUT, data, params, output), read_year(year), read_period(period))


@task(help={**PLANNED, **FOLDERS})
@people
def forms(
    _: Context, year: str = "", period: str = "VB", data: str = "", params: str = "", output: str = ""
) -> None:
    """Skriv ett formulär till varje nämnd och bolag."""
    from samlad.commands.forms import forms as run

    run(read_folders(CHECKOUT, data, params, output), read_year(year), read_period(period))


@task(help={**PLANNED, **FOLDERS})
@people
def status(
    _: Context, year: str = "", period: str = "VB", data: str = "", params: str = "", output: str = ""
) -> None:
    """Säg vad som har kommit in, om grinden är öppen och vad som återstår att skriva."""
    from samlad.commands.status import status as run

    run(read_folders(CHECKOUT, data, params, output), read_year(year), read_period(period))


@task(
    help={
        **YEAR,
        **FOLDERS,
        "run": "mappen med en annan körning än den senaste, till exempel output/archive/2024-r01",
        "copy-only": "gör bara arbetskopian, öppna inte JupyterLab",
        "trust": "kör med körningens egen kod, om den är en annan än dagens",
    }
)
@people
def lab(
    _: Context, year: str = "", period: str = "VB", data: str = "", params: str = "", output: str = "",
    run: str = "", copy_only: bool = False, trust: bool = False,
) -> None:  # fmt: skip
    """Öppna en arbetskopia av en körnings kapitel i JupyterLab."""
    from samlad.commands.lab import chosen_run, named_run
    from samlad.commands.lab import lab as open_lab

    folders = read_folders(CHECKOUT, data, params, output)
    found = (
        named_run(Path(run).expanduser())
        if run
        else chosen_run(folders, read_year(year), read_period(period))
    )
    open_lab(folders, found, start=not copy_only, trust=trust)


@task(
    help={
        **YEAR,
        **FOLDERS,
        "approver": "vem som godkänner utgåvan: namn och roll; utan den sägs bara vad som återstår",
        "on": "dagen för godkännandet, ÅÅÅÅ-MM-DD (annars i dag)",
        "reason": "skälet, när en tidigare utgåva rättas",
        "workers": "antal processer (annars så många som datorn har)",
    }
)
@people
def publish(
    _: Context, year: str = "", period: str = "VB", data: str = "", params: str = "", output: str = "",
    approver: str = "", on: str = "", reason: str = "", workers: int = 0,
) -> None:  # fmt: skip
    """Gör det senaste utkastet till den utgåva som gäller, eller säg vad som återstår."""
    from samlad.commands.publish import publish as run

    folders = read_folders(CHECKOUT, data, params, output)
    year_, period_ = read_year(year), read_period(period)
    run(folders, year_, period_, approver=approver, on=on, reason=reason, workers=workers)


@task(
    help={
        "run": "mappen med körningen, till exempel output/archive/2024-r01",
        "depth": "verify (förval), rerender eller reproduce",
        "signers": "din fil med betrodda nycklar, i ssh-keygens form",
        "identity": "vems signatur det ska vara",
        "trust": "kör körningens egen kod fast signaturen inte är prövad",
        "fresh-env": "installera först körningens egna paket, ur dess lås, i en miljö som sedan tas bort",
        "wheels": "mapp med paketens filer, i stället för paketkällan (gäller som --fresh-env)",
        "output": "mapp för kontrollprotokollet (annars bredvid körningen)",
        "data": "används inte",
        "params": "används inte",
    }
)
@people
def audit(
    _: Context, run: str = "", depth: str = "verify", signers: str = "", identity: str = "",
    trust: bool = False, fresh_env: bool = False, wheels: str = "",
    data: str = "", params: str = "", output: str = "",
) -> None:  # fmt: skip
    """Kontrollera en arkiverad körning: stämmer den, och går den att göra om?"""
    from samlad.archive.audit.verdict import Asked
    from samlad.commands.audit import run_audit

    if not run:
        raise UsageError(
            "Kommandot behöver en körning.", remedy="lägg till --run, till exempel output/archive/2024-r01."
        )
    asked = Asked(
        Path(run).expanduser(),
        depth,
        Path(signers).expanduser() if signers else None,
        identity,
        trust,
        fresh=fresh_env or bool(wheels),
        wheels=Path(wheels).expanduser() if wheels else None,
    )
    run_audit(asked, Path(output).expanduser() if output else None)


@task(
    help={
        "old": "mappen med den äldre körningen",
        "new": "mappen med den nyare körningen",
        "output": "mapp för jämförelsen (annars bredvid den nyare körningen)",
        "data": "används inte",
        "params": "används inte",
    }
)
@people
def diff(
    _: Context, old: str = "", new: str = "", data: str = "", params: str = "", output: str = ""
) -> None:
    """Säg vad som skiljer två körningar."""
    from samlad.commands.diff import run_diff

    if not old or not new:
        raise UsageError("Kommandot behöver två körningar.", remedy="lägg till --old och --new.")
    run_diff(Path(old).expanduser(), Path(new).expanduser(), Path(output).expanduser() if output else None)


@task(
    help={
        "run": "mappen med körningen, till exempel output/archive/2024-r01",
        "id": "talets id, till exempel 3.I1/stad/2024; det står i adressen till talets ursprung i rapporten",
        "output": "används inte",
        "data": "används inte",
        "params": "används inte",
    }
)
@people
def trace(
    _: Context, run: str = "", id_: str = "", data: str = "", params: str = "", output: str = ""
) -> None:
    """Följ ett tal i en arkiverad körning till raderna som det kommer från."""
    from samlad.commands.trace import run_trace

    if not run or not id_:
        raise UsageError(
            "Kommandot behöver en körning och ett id.",
            remedy="lägg till --run och --id, till exempel --id 3.I1/stad/2024.",
        )
    run_trace(Path(run).expanduser(), id_)


@task(
    help={
        "year": "året vars underlag, återkoppling och utkast ska gallras när deras dag har passerat",
        "run": "mappen med en intern körning, vars mottagna underlag ska gallras enligt ett beslut",
        "beslut": "gallringsbeslutets diarienummer, tillsammans med --run",
        "utfor": "förstör det som listan säger, tillsammans med --year",
        "on": "lista som om det vore en annan dag (ÅÅÅÅ-MM-DD)",
        **FOLDERS,
    }
)
@people
def gallra(
    _: Context, year: str = "", run: str = "", beslut: str = "", utfor: bool = False, on: str = "",
    data: str = "", params: str = "", output: str = "",
) -> None:  # fmt: skip
    """Förstör det som ska gallras, behåll det som ska bevaras och lämna ett protokoll."""
    from samlad.commands.gallra import gallra_year
    from samlad.commands.gallra_run import gallra_run

    folders = read_folders(CHECKOUT, data, params, output)
    if bool(run) == bool(year):
        raise UsageError("Kommandot behöver ett år eller en körning.", remedy="skriv --year eller --run.")
    if run and (utfor or on):
        raise UsageError("--utfor och --on hör ihop med --year.", remedy="ta bort dem, eller --run.")
    if year and beslut:
        raise UsageError(
            "--beslut hör ihop med --run.", remedy="ta bort --beslut: årets beslut står i params."
        )
    if run:
        gallra_run(folders, Path(run).expanduser(), beslut.strip())
    else:
        gallra_year(folders, read_year(year), on, execute=utfor)


@task(name="nytt-ar", help={"year": "det nya året, till exempel 2026", **FOLDERS})
@people
def nytt_ar(_: Context, year: str = "", data: str = "", params: str = "", output: str = "") -> None:
    """Lägg upp ett nytt år efter förra årets, och säg vad som ska beslutas."""
    from samlad.commands.new_year import new_year as run

    run(read_folders(CHECKOUT, data, params, output), read_year(year))


@task(
    name="training-data",
    help={"municipalities": "skriv ett påhittat land med så många kommuner i mappen --data", **FOLDERS},
)
@people
def training_data(
    _: Context, municipalities: str = "", data: str = "", params: str = "", output: str = ""
) -> None:
    """Skriv de syntetiska övningsdata på nytt (samma byte varje gång)."""
    from samlad.commands.training import training_country
    from samlad.commands.training import training_data as run

    # lokalt.yaml names the desk's real folder, where training data have no business.
    own_params = params or str(CHECKOUT / "params")
    if municipalities:
        folders = read_folders(CHECKOUT, str(CHECKOUT / "data"), own_params, output)
        training_country(folders, municipalities, Path(data).expanduser().absolute() if data else None)
        return
    run(read_folders(CHECKOUT, data or str(CHECKOUT / "data"), own_params, output))


@task(help={"only": "kör bara tester vars namn passar (pytest -k)", **FOLDERS})
@people
def test(_: Context, only: str = "", data: str = "", params: str = "", output: str = "") -> None:
    """Kör alla tester."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "auto",
        "--dist",
        "loadfile",
        "--no-loadscope-reorder",  # the order is tests/conftest.py's, by time; else by number of tests
        "--durations=25",
        *(["-k", only] if only else []),
    ]
    raise Exit(code=subprocess.run(command, cwd=CHECKOUT, check=False).returncode)


@task(help=FOLDERS)
@people
def lint(_: Context, data: str = "", params: str = "", output: str = "") -> None:
    """Granska koden och att inget hemligt är spårat i git."""
    from samlad.commands.lint import lint as run

    run(CHECKOUT)


@task(help={"year": YEAR["year"], **FOLDERS})
@people
def docs(_: Context, year: str = "2024", data: str = "", params: str = "", output: str = "") -> None:
    """Skriv de referenssidor som görs av data (grindens regler)."""
    from samlad.commands.docs import docs as run

    run(read_folders(CHECKOUT, data, params, output), read_year(year))
