"""Reads what was fitted beside the learners: `unknown.json`, and what cards tell of validation classes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from handful.fewshot.auto import ValidationLoss
from handful.fewshot.checkpoints import CheckpointError
from handful.fewshot.outlook import Curves
from handful.fewshot.unknown import UnknownFit
from handful.message import Message
from handful.resources import resource_path

UNKNOWN_CARD: Final = "unknown.json"


def load_unknown(encoder_hash: str, cards: Path | None = None) -> UnknownFit:
    """cards: the folder of the cards, by default the shipped ones.

    Raises CheckpointError where the card is missing, damaged or belongs to another encoder.
    """
    with _usable(UNKNOWN_CARD):
        card = json.loads(_path(UNKNOWN_CARD, cards).read_text(encoding="utf-8"))
        if card["encoder_sha256"] != encoder_hash:
            raise CheckpointError(
                Message(
                    "{file} was fitted to another encoder; run `{command}`",
                    file=UNKNOWN_CARD,
                    command="handful train calibrate",
                )
            )
        return UnknownFit.from_json(card["fit"])


def load_curves(learner: str, cards: Path | None = None) -> Curves:
    """What that learner's answers came to on validation classes. Raises CheckpointError as above."""
    name = f"{learner}.json"
    with _usable(name):
        return Curves.from_json(json.loads(_path(name, cards).read_text(encoding="utf-8"))["fits"])


def load_validation(learner: str, cards: Path | None = None) -> ValidationLoss:
    """What validation classes say of that learner. Raises CheckpointError as above."""
    name = f"{learner}.json"
    with _usable(name):
        card = json.loads(_path(name, cards).read_text(encoding="utf-8"))
        return ValidationLoss.from_json(card["tried"])


def has_card(learner: str, cards: Path | None = None) -> bool:
    """Whether that learner was fitted to the encoder that the cards belong to."""
    return _path(f"{learner}.json", cards).exists()


def _path(name: str, cards: Path | None) -> Path:
    return cards / name if cards else resource_path("weights", name)


@contextmanager
def _usable(name: str) -> Iterator[None]:
    try:
        yield
    except CheckpointError:
        raise
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError(
            Message("the card {file} cannot be used ({why}); install Handful again", file=name, why=error)
        ) from error
