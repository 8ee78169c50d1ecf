"""Pictures from a camera: offers them where there is one, keeps each beside the project, and takes it in."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Generator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QBuffer, QIODevice, QObject, Slot
from PySide6.QtGui import QAction, QImage

from handful.jobs import JobRunner
from handful.ui.cameras import Camera, Cameras, QtCameras, has_multimedia, import_multimedia
from handful.ui.export_desk import Say
from handful.ui.failures import told
from handful.ui.main_window import MainWindow
from handful.ui.view_states import class_choices
from handful.ui.views import words
from handful.ui.views.state import NoticeState
from handful.ui.workbench import Workbench

if TYPE_CHECKING:
    from handful.ui.views.camera_dialog import CameraDialog

QUALITY: Final = 92  # of the JPEG: nothing that an encoder would see is lost


class CameraDesk(QObject):
    """The command is hidden while there is no camera."""

    def __init__(self, window: MainWindow, bench: Workbench, say: Say, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._bench, self._say = window, bench, say
        self._action: QAction = window.command["camera"]
        self._cameras: Cameras | None = None
        self._camera: Camera | None = None
        self._dialog: CameraDialog | None = None
        self._frame: QImage | None = None
        self._place, self._taken, self._error = 0, 0, ""
        self._class_id: int | None = None
        self._waiting: deque[tuple[Callable[[], Generator[Any, None, Path]], int | None]] = deque()
        self._run_ids = itertools.count(1)
        self._job: JobRunner | None = None

    def close(self) -> None:
        """Let go of the camera, and join the thread."""
        if self._dialog is not None:
            self._dialog.reject()
        if self._job is not None:
            self._job.close()

    @property
    def dialog(self) -> CameraDialog | None:
        """The dialog while it is open."""
        return self._dialog

    @property
    def busy(self) -> bool:
        """Whether a picture is still to be kept."""
        return self._job is not None and self._job.busy

    def look(self) -> None:
        """Look whether there are cameras, once; QtMultimedia is imported on a worker."""
        if self._cameras is None and has_multimedia():
            runner = self._runner()
            runner.start(_import, next(self._run_ids))

    def use(self, cameras: Cameras) -> None:
        """Offer these cameras from now on."""
        self._cameras = cameras
        cameras.watch(self._on_cameras_changed)
        self._on_cameras_changed()

    @Slot()
    def open(self) -> None:
        """Show what the camera sees; examples go to the class that is selected."""
        from handful.ui.views.camera_dialog import CameraDialog

        if self._cameras is None or not self._cameras.names():
            return
        if self._dialog is None:
            self._taken, self._place = 0, 0
            self._dialog = CameraDialog(self._window.theme, self._window)
            self._dialog.picture_requested.connect(self._take)
            self._dialog.camera_chosen.connect(self._choose_camera)
            self._dialog.class_chosen.connect(self._choose_class)
            self._dialog.finished.connect(self._on_closed)
            self._bench.opened.connect(self._dialog.reject)
            self._start()
        self._dialog.show()
        self._dialog.raise_()

    def for_class(self, class_id: int | None) -> None:
        """The next pictures become examples of this class; None: pictures to sort."""
        self._class_id = class_id
        self._show()

    def _runner(self) -> JobRunner:
        if self._job is None:
            self._job = JobRunner("camera", self)
            self._job.succeeded.connect(self._on_succeeded)
            self._job.failed.connect(self._on_failed)
        return self._job

    @Slot()
    def _on_cameras_changed(self) -> None:
        names = self._cameras.names() if self._cameras is not None else ()
        self._action.setVisible(bool(names))
        if self._dialog is not None and not names:
            self._dialog.reject()
        elif self._dialog is not None:
            self._choose_camera(min(self._place, len(names) - 1))

    def _start(self) -> None:
        self._frame, self._error = None, ""
        if self._cameras is not None:
            self._camera = self._cameras.start(self._place, self._on_frame, self._on_blind)
        self._show()

    def _stop(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()

    def _on_frame(self, image: QImage) -> None:
        self._frame = image
        if self._dialog is not None:
            self._dialog.show_frame(image)

    def _on_blind(self, text: str) -> None:
        self._frame, self._error = None, words.sentence(text) or self.tr("The camera shows nothing")
        self._show()

    @Slot(int)
    def _choose_camera(self, place: int) -> None:
        self._stop()
        self._place = place
        self._start()

    @Slot(object)
    def _choose_class(self, class_id: int | None) -> None:
        self.for_class(class_id)

    @Slot()
    def _take(self) -> None:
        """Keep what is seen now; the next picture can be taken at once."""
        if self._frame is None or self._bench.session.read_only:
            return
        image, project_file, now = self._frame.copy(), self._bench.session.path, datetime.now()
        self._waiting.append((lambda: _keep(image, project_file, now), self._class_id))
        self._taken += 1
        self._show()
        if not self._runner().busy:
            self._next()

    def _next(self) -> None:
        if self._waiting:
            self._runner().start(self._waiting[0][0], next(self._run_ids))

    @Slot(int, object)
    def _on_succeeded(self, _run_id: int, value: Path | bool) -> None:
        if isinstance(value, Path):
            _, class_id = self._waiting.popleft()
            known = class_id in {each.id for each in self._bench.project.classes}
            self._bench.drop([value], class_id if known else None)
        elif value:
            self.use(QtCameras(self))
        self._next()

    @Slot(int, object)
    def _on_failed(self, _run_id: int, error: BaseException) -> None:
        if self._waiting:
            self._waiting.popleft()
            self._taken -= 1
        self._say(NoticeState(words.sentence(told(error)), "error"))
        self._show()
        self._next()

    @Slot()
    def _on_closed(self) -> None:
        self._stop()
        dialog, self._dialog, self._frame = self._dialog, None, None
        if dialog is not None:
            dialog.deleteLater()

    def _show(self) -> None:
        if self._dialog is None or self._cameras is None:
            return
        from handful.ui.views.camera_dialog import CameraState

        choices = class_choices(self._bench.project, self._window.theme)
        state = CameraState(
            self._cameras.names(), self._place, choices, self._class_id, self._taken, self._error
        )
        self._dialog.set_state(state)


def _import() -> Generator[None, None, bool]:
    yield None
    return import_multimedia()


def _keep(image: QImage, project_file: Path, taken: datetime) -> Generator[Any, None, Path]:
    """Encoded and written on the worker."""
    from handful.workflows.keep_picture import folder_for_pictures, keep_picture

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    data = bytes(buffer.data().data())
    return (yield from keep_picture(data, folder_for_pictures(project_file), taken, ".jpg"))
