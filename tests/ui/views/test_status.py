"""The status line says what is known, and nothing that is not."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from handful.ui.views.state import StatusState
from handful.ui.views.status import StatusLine
from handful.ui.views.words import count

SORTING = StatusState(
    device="CPU",
    device_reason="x86_64, 2 threads — no CUDA device was found",
    message="Sorting",
    busy=True,
    done=212,
    total=1300,
    pictures_per_second=85.2,
    cancellable=True,
)


@pytest.fixture
def status(qtbot, theme):
    status = StatusLine(theme)
    qtbot.addWidget(status)
    status.resize(900, 40)
    status.show()
    qtbot.waitExposed(status)
    return status


def labels(status):
    return [label.text() for label in status.findChildren(QLabel) if label.isVisible()]


def cancel(status):
    return status.findChild(QPushButton)


def bar(status):
    return status.findChild(QProgressBar)


def test_while_the_engine_loads_it_says_so(status):
    assert "Loading the engine…" in labels(status)


def test_the_device_is_named_and_the_reason_is_its_tooltip(status):
    status.set_state(StatusState(device="CPU", device_reason="no <CUDA> device"))
    device = next(label for label in status.findChildren(QLabel) if label.text() == "CPU")
    assert "CPU — no &lt;CUDA&gt; device" in device.toolTip()
    assert device.accessibleDescription() == "CPU — no <CUDA> device"


def test_progress_is_said_in_numbers_and_shown_as_a_bar(status):
    status.set_state(SORTING)
    assert f"212 of {count(1300)} · 85 pictures/s" in labels(status)
    assert (bar(status).value(), bar(status).maximum()) == (212, 1300)
    assert bar(status).isVisible()
    assert "Sorting" in labels(status)


def test_a_slow_speed_keeps_its_decimal(status):
    status.set_state(StatusState(device="CPU", pictures_per_second=1.44))
    assert "1.4 pictures/s" in labels(status)


def test_an_unknown_total_is_not_made_up(status):
    status.set_state(StatusState(device="CPU", busy=True, done=3))
    assert (bar(status).minimum(), bar(status).maximum()) == (0, 0)
    assert not any("of" in text for text in labels(status))


def test_cancel_is_there_only_while_something_can_be_cancelled(status, qtbot):
    status.set_state(SORTING)
    with qtbot.waitSignal(status.cancel_requested):
        qtbot.mouseClick(cancel(status), Qt.MouseButton.LeftButton)
    status.set_state(StatusState(device="CPU", busy=True))
    assert not cancel(status).isVisible()
    status.set_state(StatusState(device="CPU", cancellable=True))
    assert not cancel(status).isVisible()
    assert not bar(status).isVisible()


def test_cancel_works_from_the_keyboard(status, qtbot):
    status.set_state(SORTING)
    cancel(status).setFocus()
    with qtbot.waitSignal(status.cancel_requested):
        qtbot.keyClick(cancel(status), Qt.Key.Key_Space)


def test_setting_the_same_state_twice_changes_and_emits_nothing(status, qtbot):
    status.set_state(SORTING)
    picture = status.grab().toImage()
    with qtbot.assertNotEmitted(status.cancel_requested):
        status.set_state(SORTING)
    assert status.grab().toImage() == picture


def test_the_line_does_not_jump_when_something_starts(status):
    status.set_state(StatusState(device="CPU"))
    calm = status.sizeHint().height()
    status.set_state(SORTING)
    assert status.sizeHint().height() <= max(calm, status.minimumHeight())


def test_controls_have_accessible_names(status):
    assert cancel(status).accessibleName()
    assert bar(status).accessibleName()


def test_the_views_are_imported_without_numpy_and_pyqtgraph():
    views = ("grid", "inspector", "adaptation", "status", "plots")
    imports = "; ".join(f"import handful.ui.views.{view}" for view in views)
    check = "import sys; print([m for m in ('numpy', 'pyqtgraph', 'torch') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", f"{imports}; {check}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
