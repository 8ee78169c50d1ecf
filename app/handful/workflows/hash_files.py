"""Content hashes of many files, read on threads. With them the cache knows pictures that it has seen."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handful.images.decode import PictureError
from handful.images.hashing import content_hash
from handful.message import said
from handful.project.document import Facts

READING_THREADS: Final = 4
BATCH_FILES: Final = 64


@dataclass(frozen=True, slots=True)
class HashingStep:
    """How many of the files were read."""

    done: int
    total: int


def hash_files(paths: Sequence[Path]) -> Generator[HashingStep, None, tuple[Facts, ...]]:
    """The content hash of each file, or why it cannot be read, in the order given."""
    facts: list[Facts] = []
    with ThreadPoolExecutor(READING_THREADS, thread_name_prefix="hash") as pool:
        for start in range(0, len(paths), BATCH_FILES):
            facts += pool.map(_facts, paths[start : start + BATCH_FILES])
            yield HashingStep(len(facts), len(paths))
    return tuple(facts)


def _facts(path: Path) -> Facts:
    try:
        return Facts(content_hash=content_hash(path))
    except PictureError as error:
        return Facts(error=said(error))
