"""In which order to label: accuracy after each label, for the suggested order and for others to compare.

A task is a heap of pictures of some classes, and others of these classes held out. Labels come one at a time,
in the order that a strategy asks for; after each the same learner adapts to them, and the held-out pictures
tell how good it is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import torch
from torch import Tensor

from handful.fewshot.label_next import label_next
from handful.fewshot.learner import AdaptedClassifier, Learner, adapt_fully
from handful.fewshot.linear_head import centred
from handful.fewshot.support import SupportSet
from handful.training.progress import Counted
from handful.training.sources import PictureSource, Split

PER_CLASS: Final = 120  # pictures embedded of each class at most, drawn with the seed
HELD_OUT: Final = 15  # pictures of each class
_HALVES_SEED: Final = 0


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """heap, as_support: (n, d) the same pictures embedded as queries and as support; labels: (n,) int64.
    held_out: (m, d) embedded as queries; held_out_labels: (m,). d-dimensional rows are not centred.
    """

    heap: Tensor
    as_support: Tensor
    labels: Tensor
    held_out: Tensor
    held_out_labels: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Situation:
    """What a strategy may know: unit rows of the heap, what is labelled, the margins; and its own chance.

    margins: (n,) of the classifier as it is; None before two classes have a label. n_way: classes with one.
    """

    z: Tensor
    labelled: list[int]
    margins: Tensor | None
    n_way: int
    generator: torch.Generator

    def free(self) -> Tensor:
        """(k,): rows without a label, rising."""
        open_ = torch.ones(len(self.z), dtype=torch.bool)
        open_[self.labelled] = False
        return open_.nonzero()[:, 0]


Strategy = Callable[[Situation], int]


def suggested(now: Situation) -> int:
    """What the app suggests first."""
    rows = now.free()
    margins = None if now.margins is None else now.margins[rows]
    work = label_next(
        now.z[rows], now.z[now.labelled], margins, n_way=now.n_way, n_picks=1, generator=now.generator
    )
    while True:
        try:
            next(work)
        except StopIteration as end:
            return int(rows[end.value[0].row])


def typical(now: Situation) -> int:
    """The same, blind to margins."""
    return suggested(replace(now, margins=None))


def smallest_margin(now: Situation) -> int:
    """Between which two classes it is the closest call; at random before there are two."""
    if now.margins is None:
        return at_random(now)
    rows = now.free()
    return int(rows[now.margins[rows].argmin()])


def at_random(now: Situation) -> int:
    """As pictures are labelled by somebody who goes through a heap."""
    rows = now.free()
    return int(rows[torch.randint(len(rows), (1,), generator=now.generator)])


STRATEGIES: Final[Mapping[str, Strategy]] = {
    "suggested": suggested,
    "typical only": typical,
    "margin only": smallest_margin,
    "random": at_random,
}


def pictures_by_class(
    source: PictureSource, root: Path, *, choosing: bool, seed: int
) -> dict[str, list[Path]]:
    """Pictures of the classes to report on, or of those that settings are chosen on.

    A source with a split: its novel classes, or its validation classes. One that is for validation only: one
    half of its classes or the other, always the same. Raises ValueError for a source with neither.
    """
    if not source.validation_only and source.split_file is None:
        raise ValueError(
            f"'{source.name}' was trained on; measure on a source with novel classes, or none trained on"
        )
    split: Split = "validation" if choosing or source.validation_only else "novel"
    found: dict[str, list[Path]] = {}
    for name, path in replace(source, per_class=PER_CLASS).pictures(root, split, seed):
        found.setdefault(name, []).append(path)
    if source.validation_only:
        wanted = _half([*found], choosing=choosing)
        found = {name: paths for name, paths in found.items() if name in wanted}
    return found


def _half(names: Sequence[str], *, choosing: bool) -> frozenset[str]:
    mixed = random.Random(_HALVES_SEED).sample(names, len(names))
    middle = len(names) // 2
    return frozenset(mixed[:middle] if choosing else mixed[middle:])


def draw_task(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    *,
    n_way: int,
    per_class: int,
    generator: torch.Generator,
) -> Task:
    """`n_way` classes: of each `HELD_OUT` pictures, and at most `per_class` others into the heap, mixed.

    Raises ValueError where the classes or their pictures are too few.
    """
    large = [c for c, z in enumerate(by_class) if len(z) > HELD_OUT]
    if len(large) < n_way:
        raise ValueError(f"{len(large)} classes have more than {HELD_OUT} pictures; this needs {n_way}")
    heap, support, out = [], [], []
    for place in torch.randperm(len(large), generator=generator)[:n_way].tolist():
        c = large[place]
        mixed = torch.randperm(len(by_class[c]), generator=generator)
        kept = mixed[HELD_OUT : HELD_OUT + per_class]
        heap.append(by_class[c][kept])
        support.append(support_by_class[c][kept])
        out.append(by_class[c][mixed[:HELD_OUT]])
    order = torch.randperm(sum(map(len, heap)), generator=generator)
    return Task(
        torch.cat(heap)[order], torch.cat(support)[order], _labels(heap)[order], torch.cat(out), _labels(out)
    )


def _labels(groups: Sequence[Tensor]) -> Tensor:
    return torch.repeat_interleave(torch.tensor([len(group) for group in groups]))


def accuracies(
    task: Task,
    strategy: Strategy,
    learner: Learner,
    centre: Tensor,
    n_labels: int,
    generator: torch.Generator,
) -> Tensor:
    """(n_labels,) of the held-out pictures after each label; classes without one are answered wrongly."""
    z = centred(task.heap, centre)
    labelled: list[int] = []
    margins, n_way, found = None, 0, []
    for _ in range(n_labels):
        labelled.append(strategy(Situation(z, labelled, margins, n_way, generator)))
        classifier, classes = _adapt(task, labelled, learner)
        n_way = len(classes)
        answers = classes[classifier.classify(task.held_out).similarity.argmax(1)]
        found.append(float((answers == task.held_out_labels).double().mean()))
        if n_way > 1:
            best = classifier.classify(task.heap).similarity.topk(2, dim=1).values
            margins = best[:, 0] - best[:, 1]
    return torch.tensor(found, dtype=torch.float64)


def _adapt(task: Task, labelled: list[int], learner: Learner) -> tuple[AdaptedClassifier, Tensor]:
    """The classifier, and (n_way,) which class each of its answers is."""
    classes, rows = torch.unique(task.labels[labelled], return_inverse=True)
    names = tuple(str(int(c)) for c in classes)
    return adapt_fully(learner, SupportSet(task.as_support[labelled], rows, names)), classes


def run_tasks(
    by_class: Sequence[Tensor],
    support_by_class: Sequence[Tensor],
    learner: Learner,
    centre: Tensor,
    *,
    what: str,
    n_way: int,
    per_class: int,
    n_labels: int,
    n_tasks: int,
    seed: int,
) -> Generator[Counted, None, dict[str, Tensor]]:
    """(n_tasks, n_labels) float64 accuracies for each strategy, on the same tasks. Raises as `draw_task`."""
    found: dict[str, list[Tensor]] = {name: [] for name in STRATEGIES}
    for number, generator in enumerate(_generators(seed, n_tasks), start=1):
        task = draw_task(by_class, support_by_class, n_way=n_way, per_class=per_class, generator=generator)
        if len(task.labels) < n_labels:
            raise ValueError(
                f"a heap of {len(task.labels)} pictures cannot give {n_labels} labels; ask for fewer"
            )
        for name, strategy in STRATEGIES.items():
            chance = torch.Generator().manual_seed(generator.initial_seed())
            found[name].append(accuracies(task, strategy, learner, centre, n_labels, chance))
        yield Counted(f"labelling {what}", number, n_tasks)
    return {name: torch.stack(rows) for name, rows in found.items()}


def _generators(seed: int, n: int) -> Iterator[torch.Generator]:
    for number in range(n):
        yield torch.Generator().manual_seed(1_000_003 * seed + number)
