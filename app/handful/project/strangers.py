"""How many of a project's pictures are expected to show none of the classes: a setting of the project."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

STRANGER_SHARE: Final = "stranger_share"
DEFAULT_SHARE: Final = 0.3
LARGEST_SHARE: Final = 0.95


def stranger_share(settings: Mapping[str, str]) -> float:
    """The share that is set, 0 (nothing is ever unknown) to `LARGEST_SHARE`; the usual where none is."""
    try:
        share = float(settings[STRANGER_SHARE])
    except (KeyError, ValueError):
        return DEFAULT_SHARE
    return min(max(share, 0.0), LARGEST_SHARE) if math.isfinite(share) else DEFAULT_SHARE
