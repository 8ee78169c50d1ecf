"""`handful evaluate`: accuracy over seeded episodes of a data set, by the protocol that every table uses."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
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
    WeightsOption,
    check_out,
    machine,
    open_engine,
    progress_bars,
    reasons,
    say,
)
from handful.cli.data_set import embed_data_set, one_thread
from handful.workflows.learner_list import DEFAULT_LEARNER

if TYPE_CHECKING:
    from handful.training.evaluation import Summary
    from handful.workflows.embed_classes import ClassEmbeddings
    from handful.workflows.engine import Engine


@dataclass(frozen=True, slots=True)
class Settings:
    """What decides which episodes are drawn, and what classifies them."""

    learner: str
    ways: int
    shots: tuple[int, ...]
    episodes: int
    queries: int
    seed: int


DatasetDir = Annotated[Path, typer.Argument(metavar="DATASET_DIR", help="Holds one folder per class.")]
JsonFile = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write the figures there, and how they were made."),
]


def evaluate(
    dataset_dir: DatasetDir,
    learner: LearnerOption = DEFAULT_LEARNER,
    ways: Annotated[int, typer.Option(min=2, help="Classes in an episode.")] = 5,
    shots: Annotated[str, typer.Option(help="Support pictures per class; several with commas.")] = "1,5",
    episodes: Annotated[int, typer.Option(min=1, help="How many episodes.")] = 2000,
    queries: Annotated[int, typer.Option(min=1, help="Query pictures per class.")] = 15,
    seed: Annotated[int, typer.Option(help="Decides which episodes are drawn.")] = 0,
    out: JsonFile = None,
    device: DeviceOption = Device.AUTO,
    no_cache: NoCacheOption = False,
    weights: WeightsOption = None,
) -> None:
    """Measure accuracy on a folder of class folders, over seeded few-shot episodes.

    Every picture is embedded once; then each episode draws classes, support and query pictures. The same
    numbers and seed give the same episodes for every learner. Exit code: 0, or 2 with a message that says
    what to do.
    """
    from handful.workflows.embed_classes import learner_on_cpu

    settings = Settings(learner, ways, _numbers(shots), episodes, queries, seed)
    if out is not None:
        check_out(out, "--json")
    found = _find(dataset_dir, settings)
    engine = open_engine(device, no_cache=no_cache, weights=weights)
    with reasons(ValueError):
        learner_on_cpu(engine, learner)
    data, summaries = _run(engine, found, settings)
    _show(summaries, data, settings)
    if out is not None:
        figures = {"dataset": str(dataset_dir), **_figures(engine, data, settings, summaries)}
        with reasons(OSError):
            out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


def _numbers(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    if not all(part.isascii() and part.isdigit() and int(part) for part in parts):
        raise typer.BadParameter(f"--shots '{text}' has to be whole numbers from 1, with commas between: 1,5")
    return tuple(sorted({int(part) for part in parts}))


def _find(dataset_dir: Path, settings: Settings) -> dict[str, list[Path]]:
    """The pictures of each class; ends the command where they are too few, before any is opened."""
    from handful.training.episodes import EpisodeError, check_episodes
    from handful.workflows.embed_classes import find_classes
    from handful.workflows.progress import WorkflowError

    with reasons(WorkflowError, EpisodeError):
        found = find_classes(dataset_dir)
        sizes = [len(paths) for paths in found.values()]
        check_episodes(sizes, n_way=settings.ways, n_shot=max(settings.shots), n_query=settings.queries)
    return found


def _run(
    engine: Engine, found: dict[str, list[Path]], settings: Settings
) -> tuple[ClassEmbeddings, dict[int, Summary]]:
    """The embeddings, and for each number of shots what was measured."""
    from handful.training.episodes import EpisodeError

    with progress_bars() as progress, reasons(EpisodeError):
        bars = Bars(progress)
        data = embed_data_set(engine, found, bars)
        return data, {n: _measure(engine, data, settings, n, bars) for n in settings.shots}


def _measure(engine: Engine, data: ClassEmbeddings, settings: Settings, n_shot: int, bars: Bars) -> Summary:
    from handful.training.evaluation import evaluate as episodes_of
    from handful.training.evaluation import summarise
    from handful.workflows.embed_classes import learner_on_cpu

    results = []
    with one_thread():
        for result in episodes_of(
            data.by_class,
            data.support_by_class,
            learner_on_cpu(engine, settings.learner),
            n_way=settings.ways,
            n_shot=n_shot,
            n_query=settings.queries,
            n_episodes=settings.episodes,
            seed=settings.seed,
        ):
            results.append(result)
            bars.show(f"{n_shot}-shot episodes", len(results), settings.episodes)
    return summarise(results)


def _show(summaries: dict[int, Summary], data: ClassEmbeddings, settings: Settings) -> None:
    title = f"{settings.learner}: {settings.ways}-way, {settings.episodes} episodes"
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
    engine: Engine, data: ClassEmbeddings, settings: Settings, summaries: dict[int, Summary]
) -> dict[str, Any]:
    return {
        "settings": asdict(settings),
        "machine": {**machine(), "device": engine.device.name},
        "encoder": {"name": engine.encoder.name, "sha256": engine.encoder.hash},
        "classes": {name: len(z) for name, z in zip(data.class_names, data.by_class, strict=True)},
        "pictures_per_second": data.pictures_per_second,
        "skipped": [{"path": path, "reason": reason} for path, reason in data.skipped],
        "results": [{"shots": n_shot, **asdict(summary)} for n_shot, summary in summaries.items()],
    }
