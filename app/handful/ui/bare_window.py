"""The smallest window that PySide6 can show: what `handful benchmark start` measures Handful against."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QWidget

from handful.ui.probe import probe_from_environment


def main() -> int:
    """Show an empty window until it is closed, or until the probe has seen it."""
    app = QApplication(sys.argv)
    window = QWidget()
    window.resize(1280, 800)
    probe = probe_from_environment()
    if probe is not None:
        probe.watch(window)
    window.show()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
