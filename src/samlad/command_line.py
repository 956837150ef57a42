"""The command line: an invoke Program whose usage errors are Swedish sentences and exit 2."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from invoke.config import Config
from invoke.exceptions import Exit, ParseError
from invoke.program import Program

from samlad import __version__
from samlad.errors import UnheardError
from samlad.unheard import told

CHECKOUT = Path(__file__).resolve().parents[2]

MISTAKES = (
    (r"No idea what '(.+)' is!", "Kommandot eller flaggan «{}» finns inte."),
    (r"Flag '(.+)' needs value and was not given one!", "Flaggan {} behöver ett värde efter sig."),
    (r"'(.+)' did not receive required positional arguments: (.+)", "Kommandot {} saknar uppgift om {}."),
)
"""invoke's own sentences (invoke 3.0) and ours."""
HELP = """Så här: ./inv KOMMANDO [flaggor]

  ./inv --list              vilka kommandon som finns
  ./inv KOMMANDO --help     vad ett kommando gör, och vilka flaggor det har
"""
KINDS = {"STRING": "TEXT", "INT": "TAL"}
"""What invoke calls the kinds of values, and what we do."""


class SamladConfig(Config):
    """invoke's configuration with tasks.py looked for in the checkout, from whatever folder one stands in."""

    @staticmethod
    def global_defaults() -> dict[str, object]:
        """invoke's defaults with our search root."""
        defaults: dict[str, object] = Config.global_defaults()
        tasks = defaults["tasks"]
        if isinstance(tasks, dict):
            tasks["search_root"] = str(CHECKOUT)
        return defaults


class SamladProgram(Program):
    """invoke with Swedish usage errors (exit 2) and a Swedish task list."""

    def parse_core(self, argv: list[str] | None) -> None:
        """As invoke, but byte code is kept: without it every run compiles pandas anew."""
        with swedish_usage_errors():
            super().parse_core(argv)
        sys.dont_write_bytecode = False

    def parse_tasks(self) -> None:
        """As invoke, with Swedish usage errors."""
        with swedish_usage_errors():
            super().parse_tasks()

    def parse_cleanup(self) -> None:
        """As invoke, with Swedish usage errors."""
        with swedish_usage_errors():
            super().parse_cleanup()

    def no_tasks_given(self) -> None:
        """Without a command, say which there are."""
        self.list_tasks()
        raise Exit("Skriv vilket kommando som ska köras, till exempel: ./inv report --year 2024", code=2)

    def print_help(self) -> None:
        """How commands are written: the flags of invoke itself are nobody's business here."""
        sys.stdout.write(HELP)

    def print_task_help(self, name: str) -> None:
        """What a command does, and its flags."""
        what = inspect.getdoc(self.collection[name])
        sys.stdout.write(f"Så här: ./inv {name} [flaggor]\n\n  {what}\n\nFlaggor:\n")
        flags = self.parser.contexts[name].help_tuples()
        self.print_columns([(_kind_in_swedish(flag), words) for flag, words in flags])

    def task_list_opener(self, extra: str = "") -> str:
        """The line above the task list."""
        return "Kommandon"


def _kind_in_swedish(flag: str) -> str:
    """`--year=STRING` with the word for what is to be written in its place."""
    return re.sub(r"\b(STRING|INT)\b", lambda found: KINDS[found[0]], flag)


@contextmanager
def swedish_usage_errors() -> Iterator[None]:
    """Turn invoke's usage error into its Swedish sentence and exit 2."""
    try:
        yield
    except ParseError as error:
        raise Exit(usage_message(str(error)), code=2) from error


def usage_message(text: str) -> str:
    """The Swedish sentence for one of invoke's usage errors."""
    for pattern, sentence in MISTAKES:
        found = re.search(pattern, text)
        if found:
            words = [group.replace("'", "") for group in found.groups()]
            return sentence.format(*words) + " Kör ./inv --list för att se kommandona."
    return "Kommandot gick inte att tolka. Kör ./inv --list för att se kommandona."


def run(words: Sequence[str]) -> None:
    """Run what was typed after `./inv`.

    Raises:
        SystemExit: with the exit code, where the command did not do what was asked.
    """
    program = SamladProgram(name="Samlad", binary="inv", version=__version__, config_class=SamladConfig)
    try:
        with told():
            program.run(["inv", *words])
    except UnheardError as error:
        sys.stderr.write(f"{error}\n" if error.message else "")
        raise SystemExit(error.exit_code) from None
