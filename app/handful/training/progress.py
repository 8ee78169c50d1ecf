"""What the recipes of this room report while they run."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handful.fewshot.encoders import Fit
from handful.training.packing import PackedPictures, load_packed, pack
from handful.training.sources import Split

PACKED_SIZE_PX: Final = 96


@dataclass(frozen=True, slots=True)
class Counted:
    """`done` of `total` pieces of the work called `what` are done."""

    what: str
    done: int
    total: int


def packed(
    roots: Mapping[str, Path], split: Split, cache: Path, *, fit: Fit, seed: int
) -> Generator[Counted, None, PackedPictures]:
    """Decode the pictures of a split into `cache`, unless that is done, and map them."""
    for done, total in pack(roots, split, cache, size_px=PACKED_SIZE_PX, fit=fit, seed=seed):
        yield Counted(f"decoding {split} pictures", done, total)
    return load_packed(roots, split, cache, size_px=PACKED_SIZE_PX, fit=fit, seed=seed)
