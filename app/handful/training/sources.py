"""The public picture sets that encoders are trained on: where their classes lie, which are allowed.

A source is one small entry: where its class folders are, how many pictures of a class to take, and which
classes never to train on. Nothing here decodes a picture.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from handful.resources import resource_path

Split = Literal["base", "validation", "novel"]
SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".ppm", ".bmp"})


@dataclass(frozen=True, slots=True)
class PictureSource:
    """Class folders somewhere below a root.

    `folders` are globs from the root to the class folders. WordNet ids are shared between sources, so that
    one class found in two of them is one class; other names get the source's name in front. Nothing is ever
    trained on a source that is `validation_only`.
    """

    name: str
    folders: tuple[str, ...]
    pictures_below: str = "*"
    per_class: int | None = None
    split_file: str | None = None
    leave_out: frozenset[str] = field(default_factory=frozenset)
    validation_only: bool = False

    def classes(self, split: Split) -> frozenset[str] | None:
        """Folder names that belong to the split; None where the source has no split and all are base."""
        if self.split_file is None:
            return None
        named = json.loads(resource_path("splits", self.split_file).read_text(encoding="utf-8"))
        return frozenset(named.get(split, ()))

    def pictures(self, root: Path, split: Split, seed: int) -> Iterator[tuple[str, Path]]:
        """(class id, path) of each picture, in a fixed order; `per_class` of them drawn with the seed."""
        wanted = self.classes(split)
        found: dict[str, list[Path]] = defaultdict(list)
        if wanted is None and split != ("validation" if self.validation_only else "base"):
            return
        for pattern in self.folders:
            for folder in sorted(p for p in root.glob(pattern) if p.is_dir()):
                if folder.name in self.leave_out or (wanted is not None and folder.name not in wanted):
                    continue
                files = (p for p in folder.glob(self.pictures_below) if p.suffix.lower() in SUFFIXES)
                found[self._class_id(folder.name)] += sorted(files)
        for class_id, paths in sorted(found.items()):
            chosen = paths
            if self.per_class is not None and len(paths) > self.per_class:
                chosen = sorted(random.Random(f"{seed}/{class_id}").sample(paths, self.per_class))
            for path in chosen:
                yield class_id, path

    def _class_id(self, folder: str) -> str:
        is_wordnet = len(folder) == 9 and folder[0] == "n" and folder[1:].isdigit()
        return folder if is_wordnet else f"{self.name}/{folder}"


# Caltech classes that name the same thing as a validation or novel class of miniImageNet stay out as well.
_CALTECH_OVERLAP = frozenset({"ant", "crab", "dalmatian", "electric_guitar", "cannon"})

SOURCES: dict[str, PictureSource] = {
    source.name: source
    for source in (
        PictureSource("mini-imagenet", ("train/*", "val/*"), split_file="mini_imagenet.json"),
        PictureSource(
            "tiny-imagenet", ("tiny-imagenet-200/train/*",), "images/*", split_file="tiny_imagenet.json"
        ),
        PictureSource(
            "caltech-101",
            ("101_ObjectCategories/*",),
            per_class=120,
            leave_out=_CALTECH_OVERLAP | {"BACKGROUND_Google", "Faces_easy"},
        ),
        PictureSource("imagenette", ("train/*", "val/*"), per_class=600, leave_out=frozenset({"n03417042"})),
        PictureSource("imagewoof", ("train/*", "val/*"), per_class=600, leave_out=frozenset({"n02099601"})),
        PictureSource("gtsrb", ("GTSRB/Final_Training/Images/*",), per_class=60),
        PictureSource("textures", ("images/*",), per_class=120),
        PictureSource("aerial", ("[a-g]*",), per_class=250),
        PictureSource("scenes", ("data/train/*", "data/test/*"), per_class=250),
        PictureSource("shapes", ("data/user.*/images/*",), per_class=250),
        PictureSource("groceries", ("dataset/*/*/*", "dataset/*/*/*/*"), per_class=60, validation_only=True),
    )
}
