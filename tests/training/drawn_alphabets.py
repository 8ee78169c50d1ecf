"""A small Omniglot: drawings of made-up characters in the folders of the real one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from handful.training.omniglot_pictures import VALIDATION_ALPHABETS

PER_ALPHABET = 5


def draw_alphabets(root: Path) -> Path:
    """Five alphabets to train on, the five for choosing, and five for reporting, of five characters each."""
    plain = [f"Alphabet {i}" for i in range(5)]
    for folder, alphabets in (
        ("images_background", [*sorted(VALIDATION_ALPHABETS), *plain]),
        ("images_evaluation", [f"Unseen {i}" for i in range(5)]),
    ):
        for a, alphabet in enumerate(alphabets):
            for c in range(PER_ALPHABET):
                _draw(
                    root / folder / alphabet / f"character{c + 1:02d}", seed=100 * len(alphabets) + 10 * a + c
                )
    return root


def _draw(folder: Path, seed: int) -> None:
    """Twenty times the same few pixels blocks, each time a little displaced."""
    random = np.random.default_rng(seed)
    blocks = random.integers(10, 80, (4, 2))
    folder.mkdir(parents=True)
    for i in range(20):
        ink = np.zeros((105, 105), dtype=bool)
        for y, x in blocks + random.integers(-4, 5, 2):
            ink[y : y + 14, x : x + 14] = True
        Image.fromarray(~ink).save(folder / f"{seed:04d}_{i + 1:02d}.png")
