"""A model out of a project or a support folder: adapt, then write the classifier as one file; and back in.

The classifier is that of the window; of the encoder the file gets float32, whatever the app computes in.
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import torch

import handful
from handful.export.model_file import AboutModel, Model, ModelFileError, Needed, read_model, write_model
from handful.export.whole_file import written_whole
from handful.fewshot.checkpoints import CheckpointError, LoadedEncoder, load_encoder
from handful.fewshot.exported import ExportError
from handful.images.views import QUERY_VIEWS
from handful.message import Message, said
from handful.project.document import Project
from handful.project.session import Session
from handful.resources import resource_path
from handful.workflows.classify import adapt_to
from handful.workflows.engine import Engine
from handful.workflows.hash_files import HashingStep
from handful.workflows.label_folder import FolderTask, find_support, project_of
from handful.workflows.learner_list import DEFAULT_LEARNER
from handful.workflows.model_forms import ModelForm, why_not
from handful.workflows.progress import NOT_WRITTEN, AdaptationStep, Adapted, EmbeddingStep, WorkflowError

if TYPE_CHECKING:
    from handful.fewshot.learner import AdaptedClassifier

EXAMPLE: Final = "classify_onnx.py"


@dataclass(frozen=True, slots=True)
class ModelOrder:
    """What to write, and where. weights: of the engine's encoder, where they are not those that ship."""

    learner: str
    form: ModelForm
    path: Path
    weights: Path | None = None


@dataclass(frozen=True, slots=True)
class WritingModel:
    """The classifier is there; its file is being written, which takes some seconds."""


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """What was written. left_out: classes without a readable picture, which the model does not know."""

    path: Path
    class_names: tuple[str, ...]
    n_support: int
    n_bytes: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModelSource:
    """What to learn from: a project as it stands, or the examples of a folder. learner: by default."""

    content: Project | FolderTask
    learner: str


Progress = HashingStep | EmbeddingStep | AdaptationStep | Adapted | WritingModel


def find_source(path: Path) -> ModelSource:
    """A project file, or a folder of class folders; opens no picture. Raises ProjectError, WorkflowError."""
    if path.is_dir():
        return ModelSource(FolderTask(path.absolute(), find_support(path), ()), DEFAULT_LEARNER)
    session = Session.open(path)
    session.close()
    return ModelSource(session.project, session.project.settings.get("learner", DEFAULT_LEARNER))


def write_example(path: Path) -> None:
    """The program that runs an ONNX file of Handful's, for people to start from. Raises OSError."""
    with written_whole(path) as stream:
        stream.write(resource_path("examples", EXAMPLE).read_text(encoding="utf-8"))


def export_model(
    engine: Engine, source: ModelSource, order: ModelOrder
) -> Generator[Progress, None, ExportedModel]:
    """Adapt to the source's support set and write the model, whole or not at all.

    Raises WorkflowError where that cannot be done, ValueError for an unknown learner.
    """
    reason = why_not(order.form)
    if reason is not None:
        raise WorkflowError(reason)
    engine.learner(order.learner)
    project = source.content
    if isinstance(project, FolderTask):
        project = yield from project_of(project)
    adapted = Adapted(0, 0, 0.0, ())
    steps = adapt_to(engine, project, order.learner)
    while True:
        try:
            step = next(steps)
        except StopIteration as outcome:
            classifier, class_ids = outcome.value
            break
        adapted = step if isinstance(step, Adapted) else adapted
        yield step
    yield WritingModel()
    names = tuple(project.class_by_id(class_id).name for class_id in class_ids)
    model = Model(_about(engine, order.learner, names, adapted.n_support, classifier), classifier)
    n_bytes = _write(engine, model, order)
    return ExportedModel(order.path, names, adapted.n_support, n_bytes, adapted.left_out)


def open_model(engine: Engine, path: Path) -> Model:
    """A `.handful-model` for this engine; raises WorkflowError where it cannot be used, and says why."""
    encoder = engine.encoder
    try:
        return read_model(path, Needed(encoder.hash, len(encoder.centre), engine.device.device))
    except ModelFileError as error:
        raise WorkflowError(said(error)) from error


def _about(
    engine: Engine, learner: str, names: tuple[str, ...], n_support: int, classifier: AdaptedClassifier
) -> AboutModel:
    return AboutModel(
        class_names=names,
        learner=learner,
        n_support=n_support,
        encoder_name=engine.encoder.name,
        encoder_sha256=engine.encoder.hash,
        model_sha256=classifier.model_hash,
        handful_version=handful.__version__,
    )


def _write(engine: Engine, model: Model, order: ModelOrder) -> int:
    try:
        if order.form == "handful-model":
            write_model(model, order.path)
            return order.path.stat().st_size
        from handful.export.model_onnx import ViewInfo, write_onnx

        views = [ViewInfo(view.crop, view.mirrored) for view in QUERY_VIEWS]
        return write_onnx(_in_float32(engine, order.weights), model, views, order.path)
    except (ExportError, CheckpointError) as error:
        raise WorkflowError(said(error)) from error
    except OSError as error:
        reason = error.strerror or said(error)
        raise WorkflowError(NOT_WRITTEN.filled(name=order.path.name, reason=reason)) from error


def _in_float32(engine: Engine, weights: Path | None) -> LoadedEncoder:
    """The engine's encoder read anew: rounded to another format its weights would not be the same."""
    encoder = load_encoder(torch.device("cpu"), weights, "float32")
    if encoder.hash != engine.encoder.hash:
        raise CheckpointError(
            Message("the encoder's weights have changed since they were loaded; start Handful again")
        )
    return encoder
