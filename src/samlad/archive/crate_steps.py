"""The stages of the line as actions of a run's crate: which code took what and gave what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from samlad.archive.audit.compare import LOG, TIMES
from samlad.archive.contents import README, REUSE, part_of
from samlad.archive.crate_parts import PYTHON, SOURCE, Entity, references
from samlad.archive.manifest import MANIFEST
from samlad.journal import STAGES

AGENT = "#utgivare"


@dataclass(frozen=True)
class Step:
    """One stage.

    Attributes:
        key: its name on the line (`samlad.journal.STAGES`).
        code: the part of the package that did it.
        takes, gives: parts of the run (`samlad.archive.contents.PARTS`), or what is kept in memory alone
            (`MEMORY`).
        tools: parts whose files it executed, beside its code.
    """

    key: str
    code: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    tools: tuple[str, ...] = ()


MEMORY = {
    "#mottaget": "det mottagna, cell för cell, med rättelser",
    "#granskat": "det mottagna som har gått genom grinden",
    "#utfall": "utfallen i en form, en rad per lämnat värde",
    "#matt": "summor, mått och täckning, oskyddade",
    "#skyddat": "måtten utan det som döljs",
}
"""What one stage hands to the next and nobody keeps."""

INPUT = ("params/", "reference/", "incoming/", "analysis/", "corrections/", "register/", "expectations/")
MADE = ("released/", "chapters/", "html/")
WHOLE = Step("hela", "samlad", INPUT, MADE)
"""The run as one action, whose instrument is the workflow."""

STEPS = (
    Step(
        "intake", "samlad.intake",
        ("params/", "reference/", "incoming/", "corrections/"), ("input.json", "#mottaget"),
    ),
    Step(
        "validation", "samlad.validation",
        ("#mottaget", "params/", "reference/", "expectations/"), ("gate.json", "#granskat"),
    ),
    Step(
        "outcomes", "samlad.outcomes",
        ("#granskat", "params/", "reference/"), ("#utfall",),
    ),
    Step(
        "measures", "samlad.measures",
        ("#utfall", "params/", "reference/"), ("#matt",),
    ),
    Step(
        "disclosure", "samlad.disclosure",
        ("#matt", "params/", "reference/", "hemligt/", "register/"),
        ("disclosure.json", "disclosure/", "#skyddat"),
    ),
    Step(
        "release", "samlad.release",
        ("#skyddat", "params/", "reference/", "analysis/"), ("released/",),
    ),
    Step(
        "chapters", "samlad.execution",
        ("released/",), ("chapters/",), ("notebooks/",),
    ),
    Step(
        "rendering", "samlad.rendering",
        ("chapters/", "released/"), ("html/",),
    ),
    Step(
        "archive", "samlad.archive",
        ("released/", "chapters/", "html/", SOURCE, "requirements.lock"),
        ("run.json", "environment.json", REUSE, LOG, TIMES, README, MANIFEST),
    ),
)  # fmt: skip


def step_id(step: Step) -> str:
    """The action's id in the crate."""
    return f"#steg-{step.key}"


def actions(names: Sequence[str], version: str) -> Iterator[Entity]:
    """The whole run and each stage as an action, with the programs that did them and what they handed on.

    Args:
        names: files of the run, relative to it.
        version: of the package.
    """
    parts = {part_of(name) for name in names}
    program: Entity = {"@type": "SoftwareApplication", "softwareVersion": version}
    for key, part in (("softwareRequirements", "requirements.lock"), ("isPartOf", SOURCE)):
        if part in parts:
            program[key] = {"@id": part}
    yield _action(WHOLE, [SOURCE if SOURCE in parts else "#samlad"], parts)
    yield {"@id": "#samlad", "name": "Samlad", **program}
    for step in STEPS:
        executed = [name for name in names if part_of(name) in step.tools and name.endswith(".ipynb")]
        yield _action(step, [f"#{step.code}", *executed], parts)
        yield {"@id": f"#{step.code}", "name": step.code, **program}
    yield {"@id": PYTHON, "@type": "ComputerLanguage", "name": "Python", "url": "https://www.python.org/"}
    for name, text in MEMORY.items():
        said = "Finns bara medan körningen görs."
        yield {"@id": name, "@type": "CreativeWork", "name": text, "description": said}


def _action(step: Step, tools: Sequence[str], parts: set[str]) -> Entity:
    name = STAGES.get(step.key, "Gjorde rapporten")
    return {
        "@id": step_id(step),
        "@type": "CreateAction",
        "name": name,
        "description": f"{name}: {step.code}.",
        "agent": {"@id": AGENT},
        "instrument": references(tools),
        "object": references(one for one in step.takes if one in MEMORY or one in parts),
        "result": references(one for one in step.gives if one in MEMORY or one in parts),
    }
