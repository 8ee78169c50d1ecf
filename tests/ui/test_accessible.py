"""What a screen reader is told, asked as it asks: through QAccessible, in English and in Korean."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QTabBar,
    QWidget,
)

from handful.ui.export_question import format_choices
from handful.ui.views.camera_dialog import CameraDialog
from handful.ui.views.export_choice import ExportChoice
from handful.ui.views.import_preview import ClassLine, ImportPreview, ImportPreviewState
from handful.ui.views.inspector_evidence import Evidence
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.relink_dialog import RelinkDialog
from tests.ui.bench import named
from tests.ui.test_pseudo_language import fill

USED = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTabBar,
)
OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")  # parts of Qt's own widgets


@pytest.fixture(params=["en", "ko"])
def spoken_app(request, app, pictures, qtbot):
    """A sorted project in each of the languages."""
    fill(app, pictures, qtbot)
    app.commons.language.set_choice(request.param)
    QApplication.processEvents()
    return app


def heard(widget, part=QAccessible.Text.Name):
    return QAccessible.queryAccessibleInterface(widget).text(part)


def is_used(widget):
    """Whether a person acts on it, or goes there with Tab."""
    if isinstance(widget, QScrollBar | QHeaderView) or widget.objectName().startswith(OF_QT):
        return False
    return isinstance(widget, USED) or bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def nameless(root):
    """The widgets that are shown and used, and of which a screen reader can say nothing."""
    shown = [w for w in (root, *root.findChildren(QWidget)) if w.isVisibleTo(root) and is_used(w)]
    assert shown
    return [_where(w) for w in shown if not heard(w).strip()]


def _where(widget):
    path = []
    while widget is not None:
        path.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(path[:5])


def test_everything_that_is_used_has_a_name(spoken_app, qtbot):
    app, window = spoken_app, spoken_app.window
    found = {"window": nameless(window)}
    for name in ("a red", "b green", "c blue", "broken"):
        app.presenter.select([named(app.bench, name).id])
        found[name] = nameless(window)
    window.findChild(Evidence).toggle()
    app.commanding.accepting.toggle()
    found["accepting"] = nameless(window)
    app.commanding.accepting.close()
    for tab in ("map", "confusion", "examples"):
        window.insight.show_tab(tab)
        qtbot.waitUntil(lambda: not app.insight.busy, timeout=30_000)
        found[tab] = nameless(window)
    window.command["preview"].trigger()
    found["preview"] = nameless(window.preview)
    window.preview.close_preview()
    window.command["palette"].trigger()
    found["palette"] = nameless(window.palette_list)
    window.palette_list.close_quietly()
    app.shortcut_desk.open()
    found["shortcuts"] = nameless(app.shortcut_desk.sheet)
    plan = ImportPreviewState("table.csv", 1, 1, 0, (ClassLine("red", 1, True),), ("left out",), 1)
    for dialog in (
        ExportChoice(format_choices(), "csv", window),
        ImportPreview(plan, window),
        RelinkDialog(window),
        CameraDialog(app.theme, window),
    ):
        dialog.show()
        found[type(dialog).__name__] = nameless(dialog)
        dialog.close()
        dialog.deleteLater()
    assert {state: names for state, names in found.items() if names} == {}


def test_an_empty_window_has_names_too(app):
    assert nameless(app.window) == []


def test_sliders_and_bars_tell_their_values_and_what_they_mean(spoken_app, qtbot):
    app, window = spoken_app, spoken_app.window
    app.commanding.accepting.toggle()
    sliders = [
        w
        for w in window.findChildren(QWidget)
        if isinstance(w, QAbstractSlider) and not isinstance(w, QScrollBar) and w.isVisibleTo(window)
    ]
    assert len(sliders) == 3  # size of the thumbnails, strangers, confidence
    for slider in sliders:
        assert QAccessible.queryAccessibleInterface(slider).valueInterface().currentValue() == slider.value()
    for bar in window.findChildren(QProgressBar):
        assert heard(bar)
    assert heard(window.grid.accept_bar._slider, QAccessible.Text.Description)
    strangers = window.threshold._slider
    assert heard(strangers, QAccessible.Text.Description) == window.threshold._level.text()


def test_every_plot_has_a_name_and_says_what_it_shows(spoken_app, qtbot):
    app, window = spoken_app, spoken_app.window
    app.presenter.select([named(app.bench, "b green").id])
    window.findChild(Evidence).toggle()
    for tab in ("fit", "map", "confusion", "examples"):
        window.insight.show_tab(tab)
        qtbot.waitUntil(lambda: not app.insight.busy, timeout=30_000)
    panels = window.findChildren(PlotPanel)
    assert len(panels) == 7  # fit, map, confusion, enough, doubts, similarities, heat map
    for panel in panels:
        assert heard(panel) == panel.title
        titles, rows = panel.table()
        told = heard(panel, QAccessible.Text.Description)
        assert f"{titles[0]}: {rows[0][0]}" in told if rows else not told
    assert sum(bool(panel.table()[1]) for panel in panels) >= 5
    assert heard(window.insight.map.plot.overlay, QAccessible.Text.Description)


def test_pictures_of_the_grid_tell_name_label_proposal_and_confidence(spoken_app, qtbot):
    app = spoken_app
    app.bench.label([named(app.bench, "b green").id], app.bench.project.class_named("red").id)
    grid = app.window.grid.pictures
    items = QAccessible.queryAccessibleInterface(grid)
    told = {}
    for row in range(items.childCount()):
        item = items.child(row)
        told[row] = f"{item.text(QAccessible.Text.Name)} | {item.text(QAccessible.Text.Description)}"
    of_name = {
        name: text
        for text in told.values()
        for name in ("a red", "b green", "c blue", "broken")
        if name in text
    }
    assert len(of_name) == 4
    label, proposal, confidence = "red", "green", "%"
    assert all(
        part in of_name["b green"].replace("b green.png", "") for part in (label, proposal, confidence)
    )
    korean = app.commons.language.code == "ko"
    assert ("해당 없음" if korean else "none of these classes") in of_name["c blue"]
    assert ("파일이 중간에 끊겼습니다" if korean else "the file is cut short") in of_name["broken"]


def test_examples_of_a_class_are_told_apart(spoken_app):
    card = next(iter(spoken_app.window.shelf._cards.values()))
    items = QAccessible.queryAccessibleInterface(card.thumbnails)
    names = [items.child(row).text(QAccessible.Text.Name) for row in range(items.childCount())]
    assert len(set(names)) == len(names) == 2
    assert all(card.card.name in name for name in names)


def test_labels_that_stand_for_pictures_are_not_silent(spoken_app):
    """A label without words is a picture; it says something, or it is left out of what is read."""
    silent = [
        _where(label)
        for label in spoken_app.window.findChildren(QLabel)
        if label.isVisibleTo(spoken_app.window) and not label.pixmap().isNull() and not heard(label)
    ]
    assert silent == []


def test_the_language_that_is_spoken_reaches_a_screen_reader(spoken_app):
    korean = spoken_app.commons.language.code == "ko"
    assert heard(spoken_app.window.grid.pictures) == ("분류할 사진" if korean else "Pictures to sort")
    assert QCoreApplication.translate("words", "1 picture") == ("사진 1장" if korean else "1 picture")
