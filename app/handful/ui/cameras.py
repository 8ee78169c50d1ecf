"""Cameras as the window knows them, and those of QtMultimedia, which is an extra. Imports it when asked.

`pip install handful[camera]` brings QtMultimedia; without it, or without a camera, there are none.
"""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraDevice, QVideoFrame

log = logging.getLogger(__name__)

Seen = Callable[[QImage], None]
Failed = Callable[[str], None]


class Camera(Protocol):
    """One camera, while it is in use."""

    def stop(self) -> None:
        """Let go of it; nothing is seen any more."""


class Cameras(Protocol):
    """The cameras of this computer."""

    def names(self) -> tuple[str, ...]:
        """What each is called; empty where there is none."""

    def watch(self, changed: Callable[[], None]) -> None:
        """Call `changed` when one is plugged in or out."""

    def start(self, place: int, seen: Seen, failed: Failed) -> Camera:
        """Let one of `names` see; `seen` gets each frame, `failed` why there will be none."""


def has_multimedia() -> bool:
    """Whether QtMultimedia is installed; nothing is imported to tell."""
    return importlib.util.find_spec("PySide6.QtMultimedia") is not None


def import_multimedia() -> bool:
    """Import it, which may take a moment; False where a system library that it needs is missing."""
    try:
        import PySide6.QtMultimedia  # noqa: F401
    except ImportError as error:
        log.info("QtMultimedia cannot be used: %s", error)
        return False
    return True


class QtCameras(QObject):
    """Those that QtMultimedia finds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QMediaDevices

        self._devices = QMediaDevices(self)

    def names(self) -> tuple[str, ...]:
        """As the platform calls them."""
        return tuple(device.description() for device in self._devices.videoInputs())

    def watch(self, changed: Callable[[], None]) -> None:
        """Qt tells of each change."""
        self._devices.videoInputsChanged.connect(changed)

    def start(self, place: int, seen: Seen, failed: Failed) -> Camera:
        """Its frames come as images, upright."""
        return _QtCamera(self._devices.videoInputs()[place], seen, failed, self)


class _QtCamera(QObject):
    def __init__(self, device: QCameraDevice, seen: Seen, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        from PySide6.QtMultimedia import QCamera, QMediaCaptureSession, QVideoSink

        self._seen, self._failed = seen, failed
        self._camera = QCamera(device, self)
        self._sink = QVideoSink(self)
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._on_frame)
        self._camera.errorOccurred.connect(self._on_error)
        self._camera.start()

    def stop(self) -> None:
        """Free the device."""
        self._camera.stop()
        self.deleteLater()

    def _on_frame(self, frame: QVideoFrame) -> None:
        image = frame.toImage()
        if not image.isNull():
            self._seen(image)

    def _on_error(self, _error: object, text: str) -> None:
        self._failed(text)
