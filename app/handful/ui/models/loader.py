"""Loads pictures for the screen on threads: decoded there, turned into pixmaps here, the last ones kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QPixmap

from handful.message import said
from handful.workflows.pictures import raster
from handful.workflows.progress import Raster, WorkflowError

THREADS: Final = 2
MAX_WAITING: Final = 400  # older requests have scrolled out of sight

Key = tuple[int, int]  # picture id, size in pixels


class PictureLoader(QObject):
    """Pixmaps by picture id and size, at most `capacity` of them; what is missing is made off-thread.

    `loaded` tells that one is there, `unreadable` that a file cannot be read, with the reason.
    """

    loaded = Signal(int, int)  # picture id, size_px
    unreadable = Signal(int, object)  # picture id, reason
    _decoded = Signal(object, object, object)  # generation and key, QImage | None, (path, reason)

    def __init__(
        self, path_of: Callable[[int], str | None], capacity: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._path_of = path_of
        self._capacity = capacity
        self._pixmaps: OrderedDict[Key, QPixmap | None] = OrderedDict()
        self._failed: dict[Key, str] = {}  # the path that cannot be read
        self._waiting: OrderedDict[Key, None] = OrderedDict()
        self._running: set[Key] = set()
        self._generation = 0
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._decoded.connect(self._on_decoded, Qt.ConnectionType.QueuedConnection)

    def pixmap(self, picture_id: int, size_px: int) -> QPixmap | None:
        """The pixmap, its longest side at most `size_px`; None where it is not there yet: then it is made."""
        key = (picture_id, size_px)
        if key in self._pixmaps and not self._has_moved(key):
            self._pixmaps.move_to_end(key)
            return self._pixmaps[key]
        if key not in self._running:
            self._waiting[key] = None
            self._waiting.move_to_end(key)
            while len(self._waiting) > MAX_WAITING:
                self._waiting.popitem(last=False)
            self._start_next()
        return None

    def _has_moved(self, key: Key) -> bool:
        """Whether a picture that could not be read is elsewhere by now."""
        return key in self._failed and self._failed[key] != self._path_of(key[0])

    @property
    def busy(self) -> bool:
        """Whether a picture that was asked for is still to come."""
        return bool(self._waiting or self._running)

    def clear(self) -> None:
        """Forget everything, as when another project is opened."""
        self._generation += 1
        self._pixmaps.clear()
        self._failed.clear()
        self._waiting.clear()
        self._running.clear()

    def close(self) -> None:
        """Drop what waits and join the threads."""
        self.clear()
        self._pool.waitForDone()

    def _start_next(self) -> None:
        while self._waiting and len(self._running) < THREADS:
            key, _ = self._waiting.popitem()  # what was asked for last is what is on the screen
            path = self._path_of(key[0])
            if path is not None:
                self._running.add(key)
                self._pool.start(_Decoding(self, (self._generation, *key), path))

    @Slot(object, object, object)
    def _on_decoded(self, tagged: tuple[int, int, int], image: QImage | None, told: tuple[str, str]) -> None:
        generation, picture_id, size_px = tagged
        path, reason = told
        if generation != self._generation:
            return
        key = (picture_id, size_px)
        self._running.discard(key)
        self._pixmaps[key] = QPixmap.fromImage(image) if image is not None else None
        self._failed.pop(key, None)
        if image is None:
            self._failed[key] = path
        while len(self._pixmaps) > self._capacity:
            self._failed.pop(self._pixmaps.popitem(last=False)[0], None)
        self._start_next()
        if self._has_moved(key):
            self.pixmap(*key)
        elif image is None:
            self.unreadable.emit(picture_id, reason)
        else:
            self.loaded.emit(picture_id, size_px)


class _Decoding(QRunnable):
    def __init__(self, loader: PictureLoader, tagged: tuple[int, int, int], path: str) -> None:
        super().__init__()
        self._loader, self._tagged, self._path = loader, tagged, path

    def run(self) -> None:
        """Decode on the pool's thread; a failure is an answer too."""
        try:
            image, reason = _to_image(raster(self._path, self._tagged[2])), ""
        except WorkflowError as error:
            image, reason = None, said(error)
        except Exception as error:  # whatever a decoder raises, the cell has to say something
            image, reason = None, f"{type(error).__name__}: {error}"
        self._loader._decoded.emit(self._tagged, image, (self._path, reason))


def _to_image(picture: Raster) -> QImage:
    image = QImage(picture.rgb, picture.width, picture.height, picture.width * 3, QImage.Format.Format_RGB888)
    return image.copy()  # the bytes belong to Python
