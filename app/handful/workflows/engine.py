"""The engine: encoder, device and embedding cache, loaded once. Owns what is costly to load, no project."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from handful.fewshot.auto import Auto, ValidationLoss
from handful.fewshot.checkpoints import CheckpointError, LoadedEncoder, load_encoder
from handful.fewshot.devices import DeviceChoice, DeviceError, DeviceName, choose_device
from handful.fewshot.learner import Learner
from handful.fewshot.learner_list import AUTO, FITTED, LEARNERS
from handful.fewshot.learners import create_learner
from handful.fewshot.outlook import Curves
from handful.fewshot.unknown import UnknownFit
from handful.fewshot.unknown_card import has_card, load_curves, load_unknown, load_validation
from handful.images.cache import EmbeddingCache
from handful.message import Message, said
from handful.workflows.progress import EngineReady, LoadingStep, WorkflowError


@dataclass(frozen=True, slots=True, eq=False)
class Engine:
    """All that classifying needs. Embedding changes nothing, so threads may share it.

    cards: the folder of the learners' cards, where it is not the one that ships.
    """

    encoder: LoadedEncoder
    device: DeviceChoice
    cache: EmbeddingCache
    cards: Path | None = None

    def learner(self, name: str) -> Learner:
        """The learner of that name for this encoder; raises WorkflowError for an unknown name."""
        if name not in LEARNERS:
            raise WorkflowError(
                Message(
                    "there is no learner '{name}'; choose one of {names}",
                    name=name,
                    names=", ".join(LEARNERS),
                )
            )
        if name == AUTO:
            fitted = [n for n in FITTED if has_card(n, self.cards)]
            return Auto(tuple(map(self.learner, fitted)), {n: self.validation(n) for n in fitted})
        with _for_people():
            card = None if self.cards is None else self.cards / f"{name}.json"
            return create_learner(name, self.encoder, card)

    def unknown(self) -> UnknownFit:
        """How pictures of no class are told; raises WorkflowError where the card does not fit the encoder."""
        with _for_people():
            return load_unknown(self.encoder.hash, self.cards)

    def curves(self, learner: str) -> Curves:
        """What that learner's answers came to on validation classes; raises WorkflowError."""
        with _for_people():
            return load_curves(learner, self.cards)

    def validation(self, learner: str) -> ValidationLoss:
        """What the automatic choice thinks of that learner beforehand; raises WorkflowError."""
        with _for_people():
            return load_validation(learner, self.cards)

    def about(self) -> EngineReady:
        """Names for people."""
        return EngineReady(self.device.name, self.device.reason, self.encoder.name)


def load_engine(
    *, device: DeviceName = "auto", weights: Path | None = None, cache_path: Path | None
) -> Generator[LoadingStep, None, Engine]:
    """Choose the device, read and check the weights, open the cache (`cache_path` None: in memory only).

    weights: another encoder than the bundled one; the learners' cards are then those beside it.
    Raises WorkflowError where there is no such device, or the weights are not what they should be.
    """
    yield LoadingStep(Message("Looking for a device"))
    with _for_people():
        choice = choose_device(device)
    yield LoadingStep(Message("Loading the encoder"))
    with _for_people():
        encoder = load_encoder(choice.device, weights)
    yield LoadingStep(Message("Opening the cache"))
    return Engine(encoder, choice, EmbeddingCache(cache_path), weights and weights.parent)


@contextmanager
def _for_people() -> Iterator[None]:
    """What these errors say is for people: why, and what to do."""
    try:
        yield
    except (CheckpointError, DeviceError) as error:
        raise WorkflowError(said(error)) from error
