"""A plot goes into files as it stands on the screen: pictures in the theme's colours, numbers as numbers."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from handful.ui.views.map_view import MapView
from handful.ui.views.plot_export import SCALE
from tests.ui.views.insight_fakes import MAP


@pytest.fixture
def panel(qtbot, theme):
    view = MapView(theme, lambda _id: None)
    qtbot.addWidget(view)
    view.resize(420, 320)
    view.show()
    qtbot.waitExposed(view)
    view.build_plots()
    view.set_state(MAP)
    QApplication.processEvents()
    return view.panel


def test_the_png_is_twice_as_fine_as_the_screen_and_has_the_themes_ground(panel, theme):
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        image = QImage.fromData(QByteArray(panel.png()))
        assert image.width() >= SCALE * panel._plot.width()
        assert image.pixelColor(2, 2) == theme.colours.surface


def test_the_svg_keeps_marks_as_shapes_and_names_as_words(panel):
    svg = panel.svg()
    assert QSvgRenderer(QByteArray(svg)).isValid()
    root = ET.fromstring(svg)
    names = [e.text for e in root.iter() if e.tag.endswith("text")]
    assert {"cats", "dogs"} <= set(names)
    assert not [e for e in root.iter() if e.tag.endswith("image")]
    assert root[0].text == "Map of the pictures"


def test_after_saving_the_screen_is_drawn_as_before(panel):
    before = panel._plot.grab().toImage()
    panel.svg()
    assert panel._plot.grab().toImage() == before


def test_picture_and_numbers_can_be_copied(panel):
    panel.menu.copy_table_requested.emit()
    first, second = QGuiApplication.clipboard().text().splitlines()[:2]
    assert first.split("\t") == ["Picture", "Class", "Role", "Across", "Up"]
    assert second.split("\t") == ["a.jpg", "cats", "example", "0.0", "0.0"]
    panel.menu.copy_picture_requested.emit()
    assert not QGuiApplication.clipboard().image().isNull()


def test_the_menu_asks_for_each_kind_of_file_and_has_a_name(panel, qtbot):
    asked = []
    panel.save_requested.connect(asked.append)
    for action in panel.menu.menu().actions()[:3]:
        action.trigger()
    assert asked == ["png", "svg", "csv"]
    assert panel.menu.accessibleName() == "Map of the pictures: save or copy"
