"""The learners by name: what the app, the command line and the benchmark offer."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from handful.fewshot.calibration import Calibration
from handful.fewshot.checkpoints import CheckpointError, LoadedEncoder
from handful.fewshot.learner import Learner
from handful.fewshot.prototypes import Prototypes
from handful.resources import resource_path

DEFAULT_LEARNER: Final = "prototypes"


@dataclass(frozen=True, slots=True)
class LearnerInfo:
    """A learner on offer: its name, its title and one sentence for people, and how to make it."""

    name: str
    title: str
    summary: str
    make: Callable[[LoadedEncoder, dict[str, Any]], Learner]


def _prototypes(encoder: LoadedEncoder, card: dict[str, Any]) -> Learner:
    return Prototypes(encoder.centre, Calibration.from_json(card["calibration"]), encoder.hash)


LEARNERS: Final[dict[str, LearnerInfo]] = {
    info.name: info
    for info in (
        LearnerInfo(
            "prototypes",
            "Prototypes",
            "Compares each picture with the mean of every class's examples.",
            _prototypes,
        ),
    )
}


def create_learner(name: str, encoder: LoadedEncoder, card_path: Path | None = None) -> Learner:
    """The learner of that name for this encoder, its settings from its card in `resources/weights`.

    Raises ValueError for an unknown name, CheckpointError where the card belongs to another encoder.
    """
    if name not in LEARNERS:
        raise ValueError(f"there is no learner '{name}'; choose one of {', '.join(LEARNERS)}")
    path = card_path or resource_path("weights", f"{name}.json")
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        if card["encoder_sha256"] != encoder.hash:
            raise CheckpointError(f"{path.name} was fitted to another encoder; run `handful train calibrate`")
        return LEARNERS[name].make(encoder, card)
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise CheckpointError(
            f"the card {path.name} cannot be used ({error}); install Handful again"
        ) from error
