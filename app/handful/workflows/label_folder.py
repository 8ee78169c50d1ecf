"""Labels for a folder of pictures: a folder per class, or a model, says what to look for: `handful label`.

Owns which folders and files make up the task, and the messages where they do not. The classification itself
is that of the window: the folders become a project in memory.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from handful.export import LabelRow, labels_of, stream_labels_csv, write_labels_csv
from handful.images.errors import PictureError
from handful.images.folders import Found, class_folders, walk
from handful.project.document import Picture, PictureClass, Project
from handful.project.strangers import DEFAULT_SHARE, STRANGER_SHARE
from handful.workflows.hash_files import HashingStep, hash_files
from handful.workflows.progress import Adapted, Classified, EmbeddingStep, WorkflowError

if TYPE_CHECKING:
    from handful.workflows.classify import Progress
    from handful.workflows.engine import Engine


@dataclass(frozen=True, slots=True)
class FolderTask:
    """Which pictures show which class, and which are to be labelled; all in natural order."""

    query_dir: Path
    support: dict[str, list[Path]]
    queries: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class FolderLabels:
    """One row a query, its path relative to the folder; support pictures left out, with the reason."""

    class_names: tuple[str, ...]
    rows: tuple[LabelRow, ...]
    skipped_support: tuple[tuple[str, str], ...]

    @property
    def unreadable(self) -> int:
        """How many queries have an error in place of a prediction."""
        return sum(row.error is not None for row in self.rows)

    def write(self, out: Path | TextIO) -> None:
        """As CSV; to a path it is written whole or not at all. Raises OSError."""
        if isinstance(out, Path):
            write_labels_csv(self.rows, self.class_names, out)
        else:
            stream_labels_csv(self.rows, self.class_names, out)


def find_folder_task(support_dir: Path, query_dir: Path) -> FolderTask:
    """Look at both folders. Raises WorkflowError where they cannot be used; opens no picture."""
    support = find_support(support_dir)
    return replace(find_query_task(query_dir), support=support)


def find_query_task(query_dir: Path) -> FolderTask:
    """As `find_folder_task` for pictures alone, without support."""
    _check_folder("QUERY_DIR", query_dir)
    root = query_dir.absolute()
    return FolderTask(root, {}, tuple(walk([root])))


def find_support(support_dir: Path) -> dict[str, list[Path]]:
    """The examples of each class. Raises WorkflowError as `find_folder_task` does."""
    _check_folder("SUPPORT_DIR", support_dir)
    try:
        support = class_folders(support_dir)
    except PictureError as error:
        raise WorkflowError(f"{error}; SUPPORT_DIR has to be readable") from error
    if not support:
        raise WorkflowError(
            f"{support_dir} holds no class; make a folder in it for each class, with a few pictures of it"
        )
    for name, paths in support.items():
        if not paths:
            folder = support_dir / name
            raise WorkflowError(
                f"class '{name}' has 0 pictures, it needs 1 at least; put some into {folder}, or remove it"
            )
    if len(support) == 1:
        raise WorkflowError(
            f"{support_dir} holds one class only, '{next(iter(support))}'; make a folder for another class"
        )
    return support


def label_folder(
    engine: Engine, task: FolderTask, learner: str, stranger_share: float = DEFAULT_SHARE
) -> Generator[HashingStep | Progress, None, FolderLabels]:
    """Embed, adapt and classify. stranger_share: of the pictures, expected to show none of the classes.

    Raises WorkflowError for a class without a readable picture, ValueError for an unknown learner.
    """
    from handful.workflows.classify import classify

    engine.learner(learner)
    project = yield from project_of(task)
    project = replace(project, settings={STRANGER_SHARE: str(stranger_share)})
    project = yield from _learned(project, classify(engine, project, learner))
    return _labels(task, project)


def label_by_model(
    engine: Engine, task: FolderTask, path: Path
) -> Generator[HashingStep | Progress, None, FolderLabels]:
    """Classify by the model in a file; the task's support does not count.

    Raises WorkflowError where the model cannot be used with this engine.
    """
    from handful.workflows.classify import classify_queries
    from handful.workflows.export_model import open_model

    model = open_model(engine, path)
    project = yield from project_of(replace(task, support={n: [] for n in model.about.class_names}))
    class_ids = tuple(c.id for c in project.classes)
    steps = classify_queries(engine, project, model.classifier, class_ids)
    return _labels(task, (yield from _learned(project, steps)))


def _learned(project: Project, steps: Iterable[Progress]) -> Generator[Progress, None, Project]:
    """The project with what the steps say of its pictures."""
    facts, predictions = dict(project.facts), dict(project.predictions)
    for step in steps:
        match step:
            case EmbeddingStep(facts=learned):
                facts |= learned
            case Adapted(left_out=(name, *_)):
                raise WorkflowError(_without_picture(name, replace(project, facts=facts)))
            case Classified(predictions=found):
                predictions |= found
        yield step
    return replace(project, facts=facts, predictions=predictions)


def _check_folder(what: str, folder: Path) -> None:
    if not folder.is_dir():
        trouble = "is a file" if folder.exists() else "does not exist"
        raise WorkflowError(f"{what} {folder} {trouble}; give a folder of pictures")


def project_of(task: FolderTask) -> Generator[HashingStep, None, Project]:
    """Support pictures first, class by class, then the queries that the walk could reach."""
    classes = tuple(PictureClass(i, name, i - 1) for i, name in enumerate(task.support, start=1))
    entries: list[tuple[Path, int | None]] = [
        (path, each.id) for each in classes for path in task.support[each.name]
    ]
    entries += [(found.path, None) for found in task.queries if found.error is None]
    facts = yield from hash_files([path for path, _ in entries])
    pictures = {
        i: Picture(i, str(path), "query" if label is None else "support", label)
        for i, (path, label) in enumerate(entries, start=1)
    }
    return Project(classes, pictures, dict(enumerate(facts, start=1)))


def _without_picture(name: str, project: Project) -> str:
    class_id = next(c.id for c in project.classes if c.name == name)
    path, reason = next(_skipped(project, class_id))
    return (
        f"class '{name}' has no picture that can be read ({Path(path).name}: {reason}); "
        f"put others into {Path(path).parent}"
    )


def _skipped(project: Project, class_id: int) -> Iterator[tuple[str, str]]:
    for picture in project.support(class_id):
        error = project.facts[picture.id].error
        if error is not None:
            yield picture.path, error


def _labels(task: FolderTask, project: Project) -> FolderLabels:
    by_path = {row.path: row for row in labels_of(project) if row.source != "person"}
    return FolderLabels(
        tuple(c.name for c in project.classes),
        tuple(_row(found, task.query_dir, by_path.get(str(found.path))) for found in task.queries),
        tuple(skipped for c in project.classes for skipped in _skipped(project, c.id)),
    )


def _row(found: Found, query_dir: Path, row: LabelRow | None) -> LabelRow:
    path = found.path.relative_to(query_dir).as_posix()
    if row is None:
        return LabelRow(path=path, error=found.error)
    return LabelRow(
        path=path,
        prediction=row.prediction,
        confidence=row.confidence,
        unknown=row.unknown,
        error=row.error,
        scores=row.scores,
    )
