"""A second program to drag files out of: a small window on top; pressing and moving in it drags its files.

Run as `python drag_source.py X Y`; each line on standard input is a JSON list of paths to drag from then on.
Prints "ready" once it is shown, and after each line "set".
"""

import json
import sys

from PySide6.QtCore import QMimeData, QSocketNotifier, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Drags whatever `paths` holds."""

    def __init__(self):
        super().__init__("drag me")
        self.paths = []
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setFixedSize(120, 80)

    def mouseMoveEvent(self, event):
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(path) for path in self.paths])
        drag = QDrag(self)
        drag.setMimeData(mime)
        action = drag.exec(Qt.DropAction.CopyAction)
        print("dropped" if action == Qt.DropAction.CopyAction else "refused", flush=True)


def main():
    app = QApplication(sys.argv)
    source = Source()
    source.move(int(sys.argv[1]), int(sys.argv[2]))
    source.show()

    def read():
        line = sys.stdin.readline()
        if not line:
            app.quit()
            return
        source.paths = json.loads(line)
        print("set", flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    print("ready", flush=True)
    app.exec()


if __name__ == "__main__":
    main()
