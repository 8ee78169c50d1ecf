"""What a drag carries: pictures of this window, or files from outside. Reads and writes mime data only."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QMimeData

from handful.ui.views.state import PICTURES_MIME


def pictures_mime(picture_ids: Iterable[int]) -> QMimeData:
    """Mime data that carries pictures of this window."""
    data = QMimeData()
    data.setData(PICTURES_MIME, json.dumps(list(picture_ids)).encode())
    return data


def dragged_pictures(data: QMimeData) -> list[int]:
    """The ids in a drag; empty where it carries none or something else wrote it."""
    if not data.hasFormat(PICTURES_MIME):
        return []
    try:
        ids = json.loads(bytes(data.data(PICTURES_MIME).data()))
    except ValueError:
        return []
    return [i for i in ids if isinstance(i, int)] if isinstance(ids, list) else []


def dragged_paths(data: QMimeData) -> list[Path]:
    """The local files and folders in a drag, in its order."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
