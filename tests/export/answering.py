"""A project with real pictures on disk, and answers of a person and of the app."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from handful.project.document import UNKNOWN, Facts, Picture, PictureClass, Prediction, Project

MODEL = "ab" * 32


def paint(path: Path, seed: int, size=(24, 18)) -> Path:
    """A picture of noise; another seed is another content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 255, (size[1], size[0], 3)).astype(np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def predicted(class_id, *, unknown=False, class_ids=(1, 2)):
    similarities = tuple(0.75 if i == class_id else 0.25 for i in class_ids)
    return Prediction(class_id, unknown, 0.875, class_ids, similarities, MODEL, 3)


def answered_project(folder: Path, names=("cat", "dog")) -> Project:
    """1 an example of the first class; 2 labelled as the second, proposed too; 3 proposed as the first;
    4 unknown by a person; 5 unknown by the app; 6 nothing known; 7 unreadable.
    """
    files = [paint(folder / f"{i}.png", i) for i in range(1, 7)]
    text = folder / "7.png"
    text.write_text("no picture")
    labels = {1: 1, 2: 2, 4: UNKNOWN}
    pictures = {
        i: Picture(i, str(path), "support" if i == 1 else "query", labels.get(i))
        for i, path in enumerate([*files, text], start=1)
    }
    return Project(
        classes=tuple(PictureClass(i, name, i - 1) for i, name in enumerate(names, start=1)),
        pictures=pictures,
        facts={7: Facts(error="not a picture")},
        predictions={2: predicted(2), 3: predicted(1), 5: predicted(2, unknown=True)},
    )


def drained(work):
    """What the generator returned."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value
