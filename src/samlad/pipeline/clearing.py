"""Stages 4 to 6: from what came through the gate to released tables that the attacker can tell nothing of."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from samlad.attacked import Trial
from samlad.disclosure import load_approved, protect, read_edition
from samlad.facts import run_facts
from samlad.journal import Journal
from samlad.keyed import file_hash
from samlad.measures import measure
from samlad.pipeline.desk_pages import write_hidden, write_unread
from samlad.pipeline.gate import GateResult, corrected
from samlad.pipeline.job import Job
from samlad.prose import Analysis
from samlad.recipe import read_key
from samlad.release import add_verdict, release
from samlad.stages import DisclosureRecord, Protected, Released, RunFacts


@dataclass(frozen=True)
class Cleared:
    """What may be shown, and what it rests on.

    Attributes:
        released: the tables, with the attacker's verdict.
        record: what was hidden and why; internal.
        hidden: the same in lines for the utredare, with what other tables would show.
    """

    facts: RunFacts
    released: Released
    record: DisclosureRecord
    hidden: tuple[str, ...]


def clear(job: Job, gate: GateResult, analysis: Analysis, journal: Journal) -> Cleared:
    """Measure, protect, release, and attack what was released.

    The pages for the desk are written on the way: texts to approve, and what was hidden.

    Raises:
        MeasuresError, DisclosureError, ReleaseError: with the exit code of the stage that stopped.
    """
    asked, params, reference = job.asked, job.asked.params, job.asked.reference
    synthetic = gate.validated.received.synthetic
    journal.begin("measures", "Räknar samman och skyddar …")
    measured = measure(gate.outcomes, reference, params)
    key = read_key(asked.folders, params, asked.period)
    approved = load_approved(asked.folders.prose(asked.stem) / "godkand.yaml", key)
    write_unread(asked, measured.comments, approved, synthetic=synthetic)
    journal.begin("disclosure")
    editions = [read_edition(tables, name) for name, tables in job.out.items()]
    facts = run_facts(params, asked.period, reference, job.recipe, synthetic=synthetic)
    trial = Trial(_writer(job, gate, facts, analysis, key), list(job.out.values()), measured, reference)
    protected = protect(measured, reference, params, approved, key=key, editions=editions, attack=trial)
    hidden = write_hidden(asked, measured, protected, key, synthetic=synthetic)
    for line in hidden:
        journal.note(line)
    journal.note(f"Dolda rader: {len(protected.record.hidden)}. Tidigare utgåvor: {len(editions)}.")
    journal.begin("release")
    released, verdict = trial.outcome()
    if trial.turns > 1:
        journal.note(f"Planen kompletterades efter angriparens prov: {trial.turns - 1} gånger.")
    return Cleared(facts, add_verdict(released, verdict.public()), protected.record, hidden)


def _writer(
    job: Job, gate: GateResult, facts: RunFacts, analysis: Analysis, key: bytes
) -> Callable[[Protected], Released]:
    """Writes the released tables of this run, in place of those that were tried before."""
    asked, folder = job.asked, job.work / "released"
    corrections = corrected(gate, asked.reference)
    files = {one.file: file_hash(one.sha256, key) for one in gate.validated.received.files}

    def write(protected: Protected) -> Released:
        shutil.rmtree(folder, ignore_errors=True)
        return release(
            protected,
            asked.reference,
            asked.params,
            folder,
            facts,
            analysis=analysis,
            corrections=corrections,
            files=files,
        )

    return write
