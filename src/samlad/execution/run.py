"""Executes planned chapters in parallel, each under its time limit, and stops all when one fails."""

from __future__ import annotations

import queue
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from samlad.errors import ChapterError
from samlad.execution.failures import chapter_error
from samlad.execution.messages import Message
from samlad.execution.parameters import check_plans, in_declared_order
from samlad.execution.pool import Pool, Worker, start_pool
from samlad.execution.processes import usable_cores
from samlad.stages import ChapterPlan, ExecutedChapter, Released

Progress = Callable[[int, int, str], None]
"""Called with chapters done, chapters in all, and the title of the one just done."""

Took = Callable[[str, float], None]
"""Called with each chapter's page and the seconds it took, when all are done."""

GRACE = 20.0
"""Seconds beyond the chapter's limit before its worker, which holds the limit itself, is given up."""


@dataclass
class _Run:
    """What worker threads share: chapters left, jobs under way with their start, answers, seconds taken."""

    left: deque[ChapterPlan]
    under_way: dict[str, tuple[ChapterPlan, float]] = field(default_factory=dict)
    answers: queue.Queue[tuple[ChapterPlan, Message]] = field(default_factory=queue.Queue)
    seconds: dict[str, float] = field(default_factory=dict)


def execute(
    plans: Sequence[ChapterPlan],
    notebooks: Path,
    released: Released,
    folder: Path,
    *,
    workers: int | None = None,
    timeout: int = 180,
    progress: Progress | None = None,
    took: Took | None = None,
    pool: Pool | None = None,
) -> tuple[ExecutedChapter, ...]:
    """Execute every planned chapter and write it, in canonical form, as `<folder>/<name>.ipynb`.

    Kernels stand in a folder that holds a copy of the released tables, under an audit hook. Two executions
    of the same plans give the same bytes.

    Args:
        plans: the chapters, in the reader's order.
        notebooks: folder of source notebooks.
        released: the only tables that kernels can open.
        folder: where executed notebooks go; must exist or be possible to make.
        workers: chapters at a time; None or 0 for one more than this process has cores, since a worker
            waits while its kernel works.
        timeout: seconds that one chapter may take.
        progress: told of each finished chapter.
        took: told how long each took.
        pool: processes already started by `start_pool`, to have them warm up during other work.

    Returns:
        The executed chapters in the order of `plans`.

    Raises:
        ChapterError: a notebook's parameters don't match (before anything runs), or a chapter failed; then
            all processes have been stopped and nothing is written in `folder`.
    """
    check_plans(plans, notebooks)
    with nullcontext(pool) if pool is not None else start_pool() as started:
        _copy_released(released, started)
        run = _Run(deque(plans))
        paths = [str(path.resolve()) for path in (notebooks, released.folder, Path.home())]
        jobs = {plan.name: _job(plan, notebooks, paths, timeout) for plan in plans}
        for _ in range(min(workers or usable_cores() + 1, len(plans))):
            worker = started.worker()
            threading.Thread(target=_serve, args=(run, worker, jobs), daemon=True).start()
        try:
            done = _collect(run, len(plans), timeout, progress)
        except BaseException:
            run.left.clear()
            started.stop()
            raise
        if took:
            for plan in plans:
                took(plan.name, run.seconds[plan.name])
        return tuple(_place(plan, done[plan.name], folder) for plan in plans)


def _copy_released(released: Released, pool: Pool) -> None:
    try:
        shutil.copytree(released.folder, pool.folder.released)
    except OSError as error:
        raise ChapterError(
            "De släppta tabellerna kunde inte kopieras till den tillfälliga mappen.",
            remedy="se efter att det finns plats på disken.",
        ) from error


def _job(plan: ChapterPlan, notebooks: Path, paths: list[str], seconds: int) -> Message:
    return {
        "name": plan.name,
        "notebook": str((notebooks / plan.notebook).resolve()),
        "parameters": in_declared_order(plan, notebooks),
        "seconds": seconds,
        "paths": paths,
    }


def _serve(run: _Run, worker: Worker, jobs: dict[str, Message]) -> None:
    """One thread per worker: give it chapters until none is left or it dies."""
    while run.left:
        try:
            plan = run.left.popleft()
        except IndexError:
            return
        begun = time.monotonic()
        run.under_way[plan.name] = (plan, begun)
        answer = worker.run(jobs[plan.name])
        run.seconds[plan.name] = time.monotonic() - begun
        run.under_way.pop(plan.name, None)
        run.answers.put((plan, answer if answer is not None else {"kind": "dead"}))
        if answer is None:
            return


def _collect(run: _Run, total: int, seconds: int, progress: Progress | None) -> dict[str, Path]:
    done: dict[str, Path] = {}
    if progress:
        progress(0, total, "")
    while len(done) < total:
        try:
            plan, answer = run.answers.get(timeout=0.5)
        except queue.Empty:
            _check_time(run, seconds)
            continue
        if "kind" in answer:
            raise chapter_error(plan, answer, seconds)
        done[plan.name] = Path(answer["path"])
        if progress:
            progress(len(done), total, plan.title)
    return done


def _check_time(run: _Run, seconds: int) -> None:
    now = time.monotonic()
    for plan, begun in list(run.under_way.values()):
        if now - begun > seconds + GRACE:
            raise chapter_error(plan, {"kind": "time"}, seconds)


def _place(plan: ChapterPlan, executed: Path, folder: Path) -> ExecutedChapter:
    target = folder / f"{plan.name}.ipynb"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(executed, target)
    except OSError as error:
        raise ChapterError(
            f"Det körda kapitlet «{plan.title}» kunde inte sparas.",
            remedy="se efter att det finns plats på disken och att mappen går att skriva i.",
        ) from error
    return ExecutedChapter(plan.name, plan.title, plan.group, target)
