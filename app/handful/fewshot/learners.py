"""The learners by name, made for an encoder from their cards in `resources/weights`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from torch import Tensor

from handful.fewshot.calibration import Calibration
from handful.fewshot.checkpoints import CheckpointError, LoadedEncoder
from handful.fewshot.finetune import Finetune, FinetuneSettings
from handful.fewshot.learner import Learner
from handful.fewshot.learner_list import DEFAULT_LEARNER, LEARNERS
from handful.fewshot.matching import Matching
from handful.fewshot.prototypes import Prototypes
from handful.fewshot.ridge import Ridge
from handful.resources import resource_path

__all__ = ["DEFAULT_LEARNER", "LEARNERS", "check_name", "create_learner", "make_learner"]

Settings = Mapping[str, Any]
"""What a learner has to be given beside its calibration, as plain values; chosen on validation classes."""

_MAKERS: Final[dict[str, Callable[[Tensor, Settings, Calibration, str], Learner]]] = {
    "prototypes": lambda centre, _, calibration, encoder: Prototypes(centre, calibration, encoder),
    "matching": lambda centre, settings, calibration, encoder: Matching(
        centre, float(settings["sharpness"]), calibration, encoder
    ),
    "ridge": lambda centre, settings, calibration, encoder: Ridge(
        centre, float(settings["penalty"]), calibration, encoder
    ),
    "finetune": lambda centre, settings, calibration, encoder: Finetune(
        centre, FinetuneSettings(**settings), calibration, encoder
    ),
}


def check_name(name: str) -> None:
    """Raise ValueError, with the names there are, where there is no learner of that name."""
    if name not in LEARNERS:
        raise ValueError(f"there is no learner '{name}'; choose one of {', '.join(LEARNERS)}")


def make_learner(
    name: str, centre: Tensor, settings: Settings, calibration: Calibration, encoder_hash: str
) -> Learner:
    """The learner of that name. centre: (d,) float32. Raises KeyError or TypeError for other settings."""
    check_name(name)
    return _MAKERS[name](centre, settings, calibration, encoder_hash)


def create_learner(name: str, encoder: LoadedEncoder, card_path: Path | None = None) -> Learner:
    """The learner of that name for this encoder, its settings from its card in `resources/weights`.

    Raises ValueError for an unknown name, CheckpointError where the card belongs to another encoder.
    """
    check_name(name)
    path = card_path or resource_path("weights", f"{name}.json")
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        if card["encoder_sha256"] != encoder.hash:
            raise CheckpointError(f"{path.name} was fitted to another encoder; run `handful train calibrate`")
        calibration = Calibration.from_json(card["calibration"])
        return make_learner(name, encoder.centre, card.get("settings", {}), calibration, encoder.hash)
    except (OSError, KeyError, TypeError, json.JSONDecodeError) as error:
        raise CheckpointError(
            f"the card {path.name} cannot be used ({error}); install Handful again"
        ) from error
