"""When the files of pictures were last changed. Reads no picture."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from typing import Final

_AT_ONCE: Final = 256


def file_times(paths: Mapping[int, str]) -> Generator[None, None, dict[int, float]]:
    """Seconds since 1970 for each picture whose file is there; yields often, for a drive may be slow."""
    times: dict[int, float] = {}
    for number, (picture_id, path) in enumerate(paths.items()):
        if number % _AT_ONCE == 0:
            yield
        try:
            times[picture_id] = os.stat(path).st_mtime
        except (OSError, ValueError):
            continue
    return times
