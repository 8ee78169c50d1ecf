"""Ten classes to import and a heap to sort, with the truth about it: drawn here, or real photographs."""

import csv
from dataclasses import dataclass
from pathlib import Path

from handful.demo import make_demo

PER_CLASS, STRANGERS = 29, 10  # 300 pictures to sort


@dataclass(frozen=True)
class Heap:
    """`classes`: a folder of class folders. `unsorted`: the pictures. `truth`: name -> class; None: none."""

    classes: Path
    unsorted: Path
    truth: dict[str, str | None]

    @property
    def names(self) -> list[str]:
        """The classes, as they are imported."""
        return sorted(each.name for each in self.classes.iterdir())

    @property
    def examples(self) -> dict[str, str]:
        """The pictures of the class folders."""
        return {each.name: each.parent.name for each in self.classes.rglob("*.jpg")}


def drawn(folder: Path, *, per_class: int = PER_CLASS, strangers: int = STRANGERS) -> Heap:
    """Drawn pictures of 128 px, 5 examples of each class; names are given once only."""
    for _ in make_demo(folder, per_class_query=per_class, strangers=strangers, size_px=128):
        pass
    for each in (folder / "support").rglob("*.jpg"):
        each.rename(each.with_name(f"{each.parent.name} {each.name}"))
    with (folder / "truth.csv").open(encoding="utf-8") as stream:
        rows = [(Path(row["path"]).name, row["class"]) for row in csv.DictReader(stream)]
    truth = {name: None if of_class == "unknown" else of_class for name, of_class in rows}
    return Heap(folder / "support", folder / "unsorted", truth)


def photographed(photos: Path, folder: Path) -> Heap:
    """Copies of the photographs: sidecars are written beside them."""
    truth = {}
    for kind, to in (("support", "classes"), ("query", "unsorted")):
        for picture in sorted((photos / kind).glob("*/*")):
            of_class = picture.parent.name
            if kind == "support":
                target = folder / to / of_class / picture.name
            else:
                target, truth[picture.name] = folder / to / picture.name, of_class
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(picture.read_bytes())
    return Heap(folder / "classes", folder / "unsorted", truth)
