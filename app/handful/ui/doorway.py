"""One process for one person: a second start hands its projects to the first, which shows them, and ends.

The door is a local socket among the person's own files, so that looking for it costs a first start nothing.
Where there can be none (on Windows, on some network folders) each start is a process of its own, as it is
where the first one does not answer; the lock of a project keeps the two from writing the same file.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

PATIENCE_MS: Final = 1500
MOST_BYTES: Final = 1 << 20
ANSWER: Final = b"shown\n"
NO_DOOR: Final = "later starts are processes of their own"


def hand_over(door: Path, projects: Sequence[Path]) -> bool:
    """Whether a process that runs already has taken the projects; none: it shows a new window."""
    if not door.exists():
        return False
    try:
        from PySide6.QtNetwork import QLocalSocket
    except ImportError as error:
        log.info("%s: %s", NO_DOOR, error)
        return False
    socket = QLocalSocket()
    socket.connectToServer(str(door))
    if not socket.waitForConnected(PATIENCE_MS):
        return False  # it crashed and left the door behind
    socket.write(json.dumps([str(project.absolute()) for project in projects]).encode() + b"\n")
    answered = socket.waitForBytesWritten(PATIENCE_MS) and socket.waitForReadyRead(PATIENCE_MS)
    taken = answered and bytes(socket.readAll().data()) == ANSWER
    socket.abort()
    return taken


class Doorway(QObject):
    """Listens for later starts. `opened(list)`: the projects that one of them brought, perhaps none."""

    opened = Signal(list)

    def __init__(self, door: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        try:
            from PySide6.QtNetwork import QLocalServer
        except ImportError as error:  # a system library that it needs is missing
            log.info("%s: %s", NO_DOOR, error)
            return
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_knock)
        if sys.platform != "win32" and not self._server.listen(str(door)):
            QLocalServer.removeServer(str(door))  # left behind by a crash: nobody answered there
            if not self._server.listen(str(door)):
                log.info("%s: %s", NO_DOOR, self._server.errorString())

    @property
    def is_open(self) -> bool:
        """Whether later starts come here."""
        return self._server is not None and self._server.isListening()

    def close(self) -> None:
        """Later starts are processes of their own again."""
        if self._server is not None:
            self._server.close()

    @Slot()
    def _on_knock(self) -> None:
        assert self._server is not None, "it knocked"
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        socket.readyRead.connect(lambda: self._on_words(socket))

    def _on_words(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MOST_BYTES:
                socket.abort()
            return
        try:
            brought = json.loads(bytes(socket.readLine().data()))
        except ValueError:
            brought = None
        if not isinstance(brought, list) or not all(isinstance(each, str) for each in brought):
            socket.abort()
            return
        socket.write(ANSWER)
        socket.flush()
        self.opened.emit([Path(each) for each in brought])
