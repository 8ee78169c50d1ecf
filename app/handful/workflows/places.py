"""Where Handful keeps what it can make again. The window and the command line share it."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def embedding_cache_path() -> Path:
    """The file of the embedding cache in the person's cache folder, which is made where it is missing."""
    return platformdirs.user_cache_path("handful", appauthor=False, ensure_exists=True) / "embeddings.sqlite"
