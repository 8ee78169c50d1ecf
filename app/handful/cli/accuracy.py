"""`handful benchmark accuracy`: every learner, and easyfsl's methods, on the same episodes of a data set."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from handful.cli.console import (
    Bars,
    Device,
    DeviceOption,
    NoCacheOption,
    WeightsOption,
    fail,
    machine,
    make_folder,
    open_engine,
    progress_bars,
    reasons,
    say,
)
from handful.cli.data_set import embed_data_set, one_thread, shown
from handful.workflows.learner_list import AUTO, LEARNERS

if TYPE_CHECKING:
    from handful.training.accuracy import Row
    from handful.training.contestants import Contestant
    from handful.training.kinds import Kind
    from handful.training.omniglot import OneShotRun
    from handful.training.report import Report
    from handful.workflows.engine import Engine

NO_EASYFSL: Final = "easyfsl is not installed; `pip install easyfsl` adds its methods to the tables"
NO_MATPLOTLIB: Final = "matplotlib is not installed; `pip install matplotlib` adds the plots"


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for."""

    dataset_dir: Path
    omniglot: Path | None
    out: Path
    episodes: int
    seed: int


@dataclass(frozen=True, slots=True, eq=False)
class Entrants:
    """Who takes part, and who does not, with the reason."""

    contestants: list[Contestant]
    left_out: dict[str, str]


DatasetDir = Annotated[Path, typer.Argument(metavar="DATASET_DIR", help="Holds one folder per class.")]
OmniglotOption = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", help="Holds Omniglot's 20 one-shot runs: run01 … run20 or all_runs.zip."),
]
KindOption = Annotated[
    list[str],
    typer.Option("--kind", metavar="NAME", help='Only these kinds, as the tables name them: "5-way 1-shot".'),
]
OutOption = Annotated[Path, typer.Option(metavar="FOLDER", help="Tables and plots go there.")]


def accuracy(
    dataset_dir: DatasetDir,
    out: OutOption,
    omniglot: OmniglotOption = None,
    kind: KindOption = [],  # noqa: B006 (typer makes a new list for each call)
    episodes: Annotated[int, typer.Option(min=1, help="Episodes of each kind.")] = 2000,
    seed: Annotated[int, typer.Option(help="Decides which episodes are drawn.")] = 0,
    device: DeviceOption = Device.AUTO,
    no_cache: NoCacheOption = False,
    weights: WeightsOption = None,
) -> None:
    """Measure every learner on the same few-shot episodes of a folder of class folders.

    5, 10 and 20 ways, 1 and 5 shots, the curve from 1 to 20 shots, supports of unequal size, and telling the
    unknown; with confidence and speed. Methods of easyfsl take part where it is installed. Writes
    accuracy.json, accuracy.md and plots. Exit code: 0, or 2 with a message that says what to do.
    """
    order = Order(dataset_dir, omniglot, out, episodes, seed)
    make_folder(out)
    runs = _read_omniglot(omniglot)
    found, kinds, left_out = _find(dataset_dir, kind)
    engine = open_engine(device, no_cache=no_cache, weights=weights)
    entrants = _entrants(engine)
    report = _measure(engine, found, kinds, runs, entrants, left_out, order)
    _write(report, out)


def _read_omniglot(folder: Path | None) -> tuple[OneShotRun, ...]:
    from handful.training.omniglot import OmniglotError, read_runs

    with reasons(OmniglotError):
        return () if folder is None else read_runs(folder)


def _find(dataset_dir: Path, names: list[str]) -> tuple[dict[str, list[Path]], list[Kind], dict[str, str]]:
    """The pictures by class, the kinds of episodes that they allow of those named, and why not the others."""
    from handful.training.kinds import KINDS, drawable
    from handful.workflows.embed_classes import find_classes
    from handful.workflows.progress import WorkflowError

    with reasons(WorkflowError):
        found = find_classes(dataset_dir)
    for name in set(names) - {kind.name for kind in KINDS}:
        fail(f"there is no kind '{name}'; choose of {', '.join(kind.name for kind in KINDS)}")
    asked = [kind for kind in KINDS if not names or kind.name in names]
    kinds, left_out = drawable(asked, [len(paths) for paths in found.values()])
    if not kinds:
        fail(f"no kind of episode can be drawn from {dataset_dir}: {next(iter(left_out.values()))}")
    return found, kinds, left_out


def _entrants(engine: Engine) -> Entrants:
    from handful.training.contestants import OwnLearner
    from handful.training.peers import easyfsl_is_installed, easyfsl_peers
    from handful.workflows.embed_classes import detector_on_cpu, learner_on_cpu

    learners, left_out = [], dict[str, str]()
    for name in LEARNERS:
        if engine.cards is None or name == AUTO or (engine.cards / f"{name}.json").exists():
            with reasons(ValueError):
                learners.append(learner_on_cpu(engine, name))
        else:
            left_out[name] = "it was not fitted to this encoder"
    with reasons(ValueError):
        detect = detector_on_cpu(engine)
    own = [OwnLearner(learner, detect) for learner in learners]
    if not easyfsl_is_installed():
        return Entrants([*own], {**left_out, "easyfsl's methods": NO_EASYFSL})
    return Entrants([*own, *easyfsl_peers(engine.encoder.centre.cpu())], left_out)


def _measure(
    engine: Engine,
    found: dict[str, list[Path]],
    kinds: list[Kind],
    runs: tuple[OneShotRun, ...],
    entrants: Entrants,
    left_out: dict[str, str],
    order: Order,
) -> Report:
    from handful.training.accuracy import run_kinds
    from handful.training.kinds import drawable
    from handful.training.report import Report
    from handful.workflows.encoding_speed import pictures_per_second
    from handful.workflows.progress import WorkflowError

    with progress_bars() as progress, reasons(WorkflowError):
        bars = Bars(progress)
        data = embed_data_set(engine, found, bars)
        unreadable = {f"picture {path}": reason for path, reason in data.skipped}
        kinds, too_few = drawable(kinds, [len(z) for z in data.by_class])
        speed = pictures_per_second(engine, [path for paths in found.values() for path in paths])
        with one_thread():
            numbers = {"n_episodes": order.episodes, "seed": order.seed}
            work = run_kinds(kinds, entrants.contestants, data.by_class, data.support_by_class, **numbers)
            rows = shown(work, bars)
        hausdorff, omniglot_rows = _run_omniglot(engine, runs, entrants.contestants, bars)
    about = _about(
        engine, order, {name: len(z) for name, z in zip(data.class_names, data.by_class, strict=True)}
    )
    missing = {**left_out, **too_few, **unreadable, **entrants.left_out}
    return Report(about, rows, omniglot_rows, hausdorff, speed, missing)


def _run_omniglot(
    engine: Engine, runs: tuple[OneShotRun, ...], contestants: list[Contestant], bars: Bars
) -> tuple[int | None, list[Row]]:
    """How many the Hausdorff baseline answers rightly, and a row for each contestant."""
    from handful.training.accuracy import run_episodes
    from handful.training.kinds import Kind
    from handful.training.omniglot import answer_by_similarity, as_episode, hausdorff_similarity, n_right

    if not runs:
        return None, []
    right, drawn = 0, []
    for run in runs:
        drawn.append(as_episode(run, engine.encoder))
        right += n_right(run, answer_by_similarity(run, hausdorff_similarity))
        bars.show("Omniglot's runs", len(drawn), len(runs))
    with one_thread():
        return right, run_episodes(Kind("plain", 20, 1), contestants, drawn)


def _about(engine: Engine, order: Order, classes: dict[str, int]) -> dict[str, Any]:
    return {
        "command": shlex.join(["handful", *sys.argv[1:]]),
        "dataset": str(order.dataset_dir),
        "seed": order.seed,
        "episodes": order.episodes,
        "encoder": {"name": engine.encoder.name, "sha256": engine.encoder.hash},
        "machine": {**machine(), "device": engine.device.name},
        "classes": classes,
    }


def _write(report: Report, out: Path) -> None:
    from handful.training.charts import matplotlib_is_installed, write_charts
    from handful.training.report import MARKDOWN_NAME, write_report

    can_draw = matplotlib_is_installed()
    if not can_draw:
        report = replace(report, left_out={**report.left_out, "plots": NO_MATPLOTLIB})
    with reasons(OSError):
        write_report(report, out)
        if can_draw:
            write_charts(report.rows, out)
    for what, why in report.left_out.items():
        say(f"left out: {what}: {why}")
    print(out / MARKDOWN_NAME)
