"""Omniglot (Lake 2015) as training data: 30 background and 20 evaluation alphabets, packed once at 28 pixels.

Training sees background alphabets only, five of them kept back for choosing; evaluation alphabets are for
reporting. As in Vinyals 2016, a character turned by 90, 180 or 270 degrees is a class of its own in training.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from handful.training.omniglot import OmniglotError

Part = Literal["background", "evaluation"]
FOLDERS: Final[dict[Part, str]] = {"background": "images_background", "evaluation": "images_evaluation"}
VALIDATION_ALPHABETS: Final = frozenset(
    {"Burmese_(Myanmar)", "Cyrillic", "Early_Aramaic", "Gujarati", "Tifinagh"}
)
SIZE_PX: Final = 28
PER_CHARACTER: Final = 20


@dataclass(frozen=True, slots=True)
class Characters:
    """drawings: one (20, 28, 28) uint8 tensor a character, 255 where there is ink; alphabets: of each one."""

    drawings: tuple[Tensor, ...]
    alphabets: tuple[str, ...]

    def of(self, alphabets: frozenset[str], *, without: bool = False) -> Characters:
        """Only the characters of these alphabets, or only the others."""
        kept = [i for i, name in enumerate(self.alphabets) if (name in alphabets) != without]
        return Characters(tuple(self.drawings[i] for i in kept), tuple(self.alphabets[i] for i in kept))

    def turned(self) -> Characters:
        """Four classes for each character: upright, and turned by 90, 180 and 270 degrees."""
        drawings = [torch.rot90(d, k, (1, 2)) for k in range(4) for d in self.drawings]
        names = [f"{name}, turned {90 * k}" for k in range(4) for name in self.alphabets]
        return Characters(tuple(drawings), tuple(names))

    def groups(self) -> list[list[int]]:
        """The characters of each alphabet, by their place."""
        return [
            [i for i, name in enumerate(self.alphabets) if name == alphabet]
            for alphabet in sorted(set(self.alphabets))
        ]


def pack_characters(root: Path, part: Part, cache: Path) -> Iterator[tuple[int, int]]:
    """Read the drawings below `root` into `cache`; yields (done, total) characters. Nothing where it is done.

    root: holds `images_background` and `images_evaluation`. Raises OmniglotError where they are not there or
    a character has not 20 drawings.
    """
    if (cache / f"{part}.json").exists():
        return
    folders = sorted(p for p in (root / FOLDERS[part]).glob("*/*") if p.is_dir())
    if not folders:
        raise OmniglotError(
            f"{root / FOLDERS[part]} holds no alphabet; unpack the folder 'Omniglot Dataset' of "
            "Goldesel23/Siamese-Networks-for-One-Shot-Learning"
        )
    drawings = np.empty((len(folders), PER_CHARACTER, SIZE_PX, SIZE_PX), dtype=np.uint8)
    for i, folder in enumerate(folders):
        files = sorted(folder.glob("*.png"))
        if len(files) != PER_CHARACTER:
            raise OmniglotError(f"{folder} has {len(files)} drawings, not {PER_CHARACTER}; unpack it again")
        drawings[i] = [read_small(file) for file in files]
        yield i + 1, len(folders)
    cache.mkdir(parents=True, exist_ok=True)
    np.save(cache / f"{part}.npy", drawings, allow_pickle=False)
    names = json.dumps([folder.parent.name for folder in folders])
    (cache / f"{part}.json").write_text(names, encoding="utf-8")


def load_characters(part: Part, cache: Path) -> Characters:
    """What `pack_characters` wrote; raises FileNotFoundError before it has run to its end."""
    names = json.loads((cache / f"{part}.json").read_text(encoding="utf-8"))
    drawings = torch.from_numpy(np.load(cache / f"{part}.npy", allow_pickle=False))
    return Characters(tuple(drawings), tuple(names))


def read_small(file: Path) -> np.ndarray:
    """(28, 28) uint8 of a drawing in black on white, 255 where there is ink."""
    with Image.open(file) as image:
        return shrunk(np.asarray(image.convert("L")) == 0)


def shrunk(ink: np.ndarray) -> np.ndarray:
    """(h, w) bool, True where there is ink -> (28, 28) uint8, each pixel the share of ink in its area."""
    picture = Image.fromarray(np.where(ink, 255, 0).astype(np.uint8))
    small: np.ndarray = np.asarray(picture.resize((SIZE_PX, SIZE_PX), Image.Resampling.BOX))
    return small


def as_inputs(drawings: Tensor) -> Tensor:
    """(n, 28, 28) uint8 -> (n, 1, 28, 28) float32 in 0..1, what the network takes."""
    return drawings.float().unsqueeze(1) / 255


def stacked(drawings: Sequence[np.ndarray]) -> Tensor:
    """Drawings as the 20 runs have them, (h, w) bool each -> (n, 28, 28) uint8."""
    return torch.from_numpy(np.stack([shrunk(drawing) for drawing in drawings]))
