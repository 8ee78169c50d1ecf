"""`handful evaluate`: accuracy over seeded episodes of a data set, by the protocol that every table uses."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from handful.cli.console import (
    Bars,
    Device,
    DeviceOption,
    LearnerOption,
    NoCacheOption,
    check_out,
    machine,
    open_engine,
    progress_bars,
    reasons,
    say,
)

if TYPE_CHECKING:
    from handful.training.evaluation import Summary
    from handful.workflows.embed_classes import ClassEmbeddings
    from handful.workflows.engine import Engine

DatasetDir = Annotated[Path, typer.Argument(metavar="DATASET_DIR", help="Holds one folder per class.")]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write the figures there, and how they were made."),
]


def evaluate(
    dataset_dir: DatasetDir,
    learner: LearnerOption = "prototypes",
    ways: Annotated[int, typer.Option(min=2, help="Classes in an episode.")] = 5,
    shots: Annotated[str, typer.Option(help="Support pictures per class; several with commas.")] = "1,5",
    episodes: Annotated[int, typer.Option(min=1, help="How many episodes.")] = 2000,
    queries: Annotated[int, typer.Option(min=1, help="Query pictures per class.")] = 15,
    seed: Annotated[int, typer.Option(help="Decides which episodes are drawn.")] = 0,
    out: JsonFile = None,
    device: DeviceOption = Device.AUTO,
    no_cache: NoCacheOption = False,
) -> None:
    """Measure accuracy on a folder of class folders, over seeded few-shot episodes.

    Every picture is embedded once; then each episode draws classes, support and query pictures. The same
    numbers and seed give the same episodes for every learner. Exit code: 0, or 2 with a message that says
    what to do.
    """
    from handful.training.episodes import EpisodeError, check_episodes
    from handful.workflows.embed_classes import find_classes, learner_on_cpu
    from handful.workflows.progress import WorkflowError

    n_shots = _numbers(shots)
    if out is not None:
        check_out(out, "--json")
    with reasons(WorkflowError, EpisodeError):
        found = find_classes(dataset_dir)
        sizes = [len(paths) for paths in found.values()]
        check_episodes(sizes, n_way=ways, n_shot=max(n_shots), n_query=queries)
    engine = open_engine(device, no_cache=no_cache)
    with reasons(ValueError):
        learner_on_cpu(engine, learner)
    settings = {"learner": learner, "ways": ways, "queries": queries, "episodes": episodes, "seed": seed}
    with progress_bars() as progress:
        bars = Bars(progress)
        data = _embed(engine, found, bars)
        with reasons(EpisodeError):
            summaries = {n: _measure(engine, data, settings, n, bars) for n in n_shots}
    _show(summaries, data, settings)
    if out is not None:
        about = {"dataset": str(dataset_dir), **settings, "device": engine.device.name}
        out.write_text(
            json.dumps(_figures(engine, data, about, summaries), indent=1) + "\n", encoding="utf-8"
        )


def _numbers(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and int(part) for part in parts):
        raise typer.BadParameter(f"--shots '{text}' has to be whole numbers from 1, with commas between: 1,5")
    return sorted({int(part) for part in parts})


def _embed(engine: Engine, found: dict[str, list[Path]], bars: Bars) -> ClassEmbeddings:
    from handful.workflows.embed_classes import embed_classes
    from handful.workflows.hash_files import HashingStep

    words = {"query": "embedding", "support": "embedding for support"}
    work = embed_classes(engine, found)
    while True:
        try:
            step = next(work)
        except StopIteration as outcome:
            data: ClassEmbeddings = outcome.value
            return data
        what = "reading" if isinstance(step, HashingStep) else words[step.kind]
        bars.show(what, step.done, step.total)


def _measure(
    engine: Engine, data: ClassEmbeddings, settings: dict[str, Any], n_shot: int, bars: Bars
) -> Summary:
    import torch

    from handful.training.evaluation import evaluate as episodes_of
    from handful.training.evaluation import summarise
    from handful.workflows.embed_classes import learner_on_cpu

    results = []
    torch.set_num_threads(1)  # episodes are small: threads would only wait for one another
    for result in episodes_of(
        data.by_class,
        data.support_by_class,
        learner_on_cpu(engine, settings["learner"]),
        n_way=settings["ways"],
        n_shot=n_shot,
        n_query=settings["queries"],
        n_episodes=settings["episodes"],
        seed=settings["seed"],
    ):
        results.append(result)
        bars.show(f"{n_shot}-shot episodes", len(results), settings["episodes"])
    return summarise(results)


def _show(summaries: dict[int, Summary], data: ClassEmbeddings, settings: dict[str, Any]) -> None:
    title = f"{settings['learner']}: {settings['ways']}-way, {settings['episodes']} episodes"
    table = Table("shots", "accuracy %", "ECE %", "ms to adapt", title=title)
    for n_shot, summary in summaries.items():
        accuracy = f"{summary.accuracy_fraction:.2%} ± {summary.interval:.2%}".replace("%", "")
        table.add_row(str(n_shot), accuracy, f"{100 * summary.ece:.1f}", f"{summary.adapt_ms:.2f}")
    Console().print(table)
    rate = data.pictures_per_second
    speed = "all from the cache" if rate is None else f"{rate:.0f} pictures a second"
    print(f"{data.pictures} pictures of {len(data.class_names)} classes, {speed}")
    for path, reason in data.skipped:
        say(f"left out {path}: {reason}")


def _figures(
    engine: Engine, data: ClassEmbeddings, about: dict[str, Any], summaries: dict[int, Summary]
) -> dict[str, Any]:
    return {
        "settings": {**about, "shots": list(summaries)},
        "machine": machine(),
        "encoder": {"name": engine.encoder.name, "sha256": engine.encoder.hash},
        "classes": {name: len(z) for name, z in zip(data.class_names, data.by_class, strict=True)},
        "pictures_per_second": data.pictures_per_second,
        "skipped": [{"path": path, "reason": reason} for path, reason in data.skipped],
        "results": [{"shots": n_shot, **asdict(summary)} for n_shot, summary in summaries.items()],
    }
