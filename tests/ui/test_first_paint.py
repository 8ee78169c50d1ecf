"""What waits for the first paint comes after it, and once."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from handful.ui.first_paint import FirstPaint


class Child(QWidget):
    """Writes down when it is painted."""

    def __init__(self, parent, order):
        super().__init__(parent)
        self._order = order
        self.setFixedSize(40, 40)

    def paintEvent(self, _event):
        self._order.append("child painted")


class Listener(QObject):
    def __init__(self, order):
        super().__init__()
        self._order = order

    def on_painted(self):
        self._order.append("told")


def test_it_is_told_after_the_window_and_its_children_were_painted_and_never_again(qtbot):
    order = []
    window, listener = QWidget(), Listener(order)
    qtbot.addWidget(window)
    Child(window, order)
    FirstPaint(window).painted.connect(listener.on_painted)
    window.show()
    qtbot.waitUntil(lambda: "told" in order)
    assert order[0] == "child painted"
    order.clear()
    window.update()
    qtbot.waitUntil(lambda: "child painted" in order)
    later = []
    QTimer.singleShot(0, lambda: later.append(True))
    qtbot.waitUntil(lambda: bool(later))
    assert "told" not in order


def test_a_window_that_is_not_shown_is_not_painted(qtbot):
    order = []
    window, listener = QWidget(), Listener(order)
    qtbot.addWidget(window)
    first = FirstPaint(window)
    first.painted.connect(listener.on_painted)
    assert first.eventFilter(window, QEvent(QEvent.Type.Show)) is False
    qtbot.wait(0)
    assert order == []
