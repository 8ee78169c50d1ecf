"""`handful benchmark keystrokes`: how many keys it takes to label 300 pictures, against one for each.

The real window is driven in a process of its own. Owns the heaps, the ways of working and the tables.
"""

from __future__ import annotations

import csv
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from handful.cli.console import fail, finish, machine, reasons, say
from handful.cli.start_benchmark import BenchmarkError, private_folders
from handful.workflows.demo import draw_demo
from handful.workflows.progress import WorkflowError

N_CLASSES: Final = 10
N_SUPPORT: Final = 5
N_PER_CLASS: Final = 30
N_STRANGERS: Final = 10
TYPIST: Final = ("-m", "handful.ui.typist")
TIMEOUT_S: Final = 3600
COLUMNS: Final = (
    "pictures",
    "way",
    "actions",
    "keys",
    "accepted at once",
    "actions for each",
    "right at the end",
)


@dataclass(frozen=True, slots=True)
class Way:
    """How the person works. expected_error: of what is accepted at once, the most that suits them."""

    name: str
    expected_error: float | None = None
    teach: int | None = None
    by_class: bool = False


WAYS: Final = (
    Way("each by a key"),
    Way("class by class: click what does not belong, then the whole class", by_class=True),
    Way("accept up to 5 % expected error, then the rest", 0.05),
    Way("accept up to 20 %, then the rest", 0.20),
    Way("teach by 60 of the least certain, accept up to 20 %, then the rest", 0.20, 60),
)


@dataclass(frozen=True, slots=True)
class Heap:
    """`support`: class folders. `unsorted`: the pictures. `truth`: JSON, file name -> class or null."""

    name: str
    support: Path
    unsorted: Path
    truth: Path


def keystrokes(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder for keystrokes.json and keystrokes.md.")],
    photos: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Class folders of real photographs; ten classes of them are drawn."),
    ] = None,
    seed: Annotated[int, typer.Option(help="Decides which pictures are drawn.")] = 0,
) -> None:
    """Count the keys and drags that labelling 300 pictures takes in the real window, against one for each.

    A person who knows every picture is played, offscreen: two folders are dragged in, then every key that
    decides, moves, or opens something counts. Drawn pictures, and with --photos real ones.
    """
    with reasons(BenchmarkError, WorkflowError, OSError), tempfile.TemporaryDirectory() as folder:
        out.mkdir(parents=True, exist_ok=True)
        heaps = list(_heaps(Path(folder), photos, seed))
        rows = [_count(heap, way, Path(folder)) for heap in heaps for way in WAYS]
        _write(out, rows, seed, photos)
    _show(rows)


def _heaps(folder: Path, photos: Path | None, seed: int) -> Iterator[Heap]:
    say("drawing pictures")
    per_class = N_PER_CLASS - N_STRANGERS // N_CLASSES
    drawn = finish(draw_demo(folder / "drawn", seed, per_class=per_class, strangers=N_STRANGERS))
    with drawn.truth.open(encoding="utf-8", newline="") as stream:
        lines = [(Path(row["path"]).name, row["class"]) for row in csv.DictReader(stream)]
    truth = {name: None if of_class == "unknown" else of_class for name, of_class in lines}
    yield Heap("drawn", drawn.support, drawn.unsorted, _kept(folder / "drawn.json", truth))
    if photos is not None:
        yield _photographed(folder / "photos", photos, seed)


def _photographed(folder: Path, photos: Path, seed: int) -> Heap:
    """Ten classes, drawn from those with pictures enough, and pictures of each, copied under new names."""
    from handful.workflows.embed_classes import find_classes

    needed = N_SUPPORT + N_PER_CLASS
    found = {name: paths for name, paths in find_classes(photos).items() if len(paths) >= needed}
    if len(found) < N_CLASSES:
        fail(f"{photos} has {len(found)} classes of {needed} pictures or more; {N_CLASSES} are needed")
    draw = random.Random(seed)
    truth: dict[str, str | None] = {}
    heap: list[tuple[str, Path]] = []
    for of_class in sorted(draw.sample(sorted(found), N_CLASSES)):
        chosen = draw.sample(sorted(found[of_class]), needed)
        for number, path in enumerate(chosen[:N_SUPPORT], start=1):
            _copy(path, folder / "support" / of_class / f"{of_class} {number:02d}{path.suffix}")
        heap += [(of_class, path) for path in chosen[N_SUPPORT:]]
    draw.shuffle(heap)
    for number, (of_class, path) in enumerate(heap, start=1):
        name = f"{number:04d}{path.suffix}"
        truth[name] = of_class
        _copy(path, folder / "unsorted" / name)
    return Heap(photos.name, folder / "support", folder / "unsorted", _kept(folder / "truth.json", truth))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _kept(path: Path, truth: dict[str, str | None]) -> Path:
    path.write_text(json.dumps(truth), encoding="utf-8")
    return path


def _count(heap: Heap, way: Way, folder: Path) -> dict[str, Any]:
    """Label the heap in this way in a new process; embeddings are kept from one way to the next."""
    say(f"labelling: {heap.name}, {way.name}")
    order, report = folder / "order.json", folder / "report.json"
    report.unlink(missing_ok=True)
    ordered = {
        "support": str(heap.support),
        "unsorted": str(heap.unsorted),
        "truth": str(heap.truth),
        "embeddings": str(folder / "embeddings.sqlite"),
        "teach": way.teach,
        "expected_error": way.expected_error,
        "by_class": way.by_class,
    }
    order.write_text(json.dumps(ordered), encoding="utf-8")
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, **private_folders(home), "QT_QPA_PLATFORM": "offscreen"}
        command = [sys.executable, *TYPIST, str(order), str(report), home]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S)
    if done.returncode != 0 or not report.exists():
        raise BenchmarkError(f"the window could not go on: {done.stderr.strip()[-2000:]}")
    counted: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return {"heap": heap.name, "way": way.name, **counted}


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    for_each = row["actions"] / row["pictures"]
    right = f"{row['right']} of {row['pictures']}"
    at_once = str(row["accepted_at_once"])
    return row["heap"], row["way"], str(row["actions"]), str(row["keys"]), at_once, f"{for_each:.2f}", right


def _write(out: Path, rows: list[dict[str, Any]], seed: int, photos: Path | None) -> None:
    about = {"machine": machine(), "seed": seed, "photos": photos.name if photos else None, "rows": rows}
    (out / "keystrokes.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{' --- |' * 2}{' ---: |' * 5}"]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows]
    (out / "keystrokes.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _show(rows: list[dict[str, Any]]) -> None:
    table = Table(*COLUMNS)
    for row in rows:
        table.add_row(*_cells(row))
    Console().print(table)
