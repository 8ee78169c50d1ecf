"""The map shows each picture with its class's mark, and selects by lasso, click and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QApplication

from handful.ui.views.map_geometry import inside, nearest, next_in_direction
from handful.ui.views.map_marks import MARKS
from handful.ui.views.map_view import MapView
from tests.ui.views.insight_fakes import MAP, table_of
from tests.ui.views.pictures import plain_pixmap


@pytest.fixture
def view(qtbot, theme):
    view = MapView(theme, lambda _id: plain_pixmap(64, 48))
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    qtbot.waitExposed(view)
    view.build_plots()
    view.set_state(MAP)
    QApplication.processEvents()
    return view


def at(view, picture_id):
    """Where a picture is on the map."""
    x, y = view.plot.pixels()[MAP.picture_ids.index(picture_id)]
    return QPoint(round(x), round(y))


def drawn(view):
    """Of every series: its mark, and how many points it has."""
    return {
        key: (item.opts["symbol"], len(item.getData()[0])) for key, item in view.plot._marks._series.items()
    }


def test_each_class_has_a_mark_of_its_own_and_what_fits_none_is_hollow(view):
    found = drawn(view)
    assert found[0, False] == (MARKS[0], 1)
    assert found[1, True] == (MARKS[1], 1)
    hollow = view.plot._marks._series[-1, False]
    assert hollow.opts["brush"].style() == Qt.BrushStyle.NoBrush


def test_the_first_twelve_marks_differ():
    assert len(set(MARKS)) == 12


def test_a_series_is_made_once_and_emptied_when_its_pictures_go(view):
    before = dict(view.plot._marks._series)
    without = np.array([False] * 5)
    view.set_state(_with(examples=without))
    assert view.plot._marks._series[0, True] is before[0, True]
    assert drawn(view)[0, True][1] == 0
    assert drawn(view)[0, False][1] == 2


def test_a_lasso_selects_the_pictures_inside(view, qtbot):
    left = [QPointF(*p) for p in view.plot.on_screen(np.array([[-1, -1], [1, -1], [1, 2], [-1, 2]]))]
    assert view.plot.lasso(QPolygonF(left)) == [11, 12]
    overlay = view.plot.overlay
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.mousePress(overlay, Qt.MouseButton.LeftButton, pos=left[0].toPoint())
        for corner in (*left[1:], left[0]):
            qtbot.mouseMove(overlay, corner.toPoint())
        qtbot.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=left[0].toPoint())
    assert signal.args == [[11, 12], True]


def test_a_click_selects_one_and_with_control_one_more(view, qtbot):
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.mouseClick(view.plot.overlay, Qt.MouseButton.LeftButton, pos=at(view, 13))
    assert signal.args == [[13], True]
    view.set_chosen([13])
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.mouseClick(
            view.plot.overlay,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            pos=at(view, 11),
        )
    assert signal.args == [[13, 11], True]


def test_arrows_walk_from_picture_to_picture_and_space_selects(view, qtbot):
    overlay = view.plot.overlay
    qtbot.keyClick(overlay, Qt.Key.Key_Right)  # begins in the middle
    assert overlay.accessibleDescription() == "e.jpg"
    qtbot.keyClick(overlay, Qt.Key.Key_Right)
    assert overlay.accessibleDescription() in ("c.jpg", "d.jpg")
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.keyClick(overlay, Qt.Key.Key_Space)
    assert signal.args[0] in ([13], [14])
    assert signal.args[1] is False


def test_control_a_selects_everything(view, qtbot):
    with qtbot.waitSignal(view.selected) as signal:
        qtbot.keyClick(view.plot.overlay, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert signal.args[0] == list(MAP.picture_ids)


def test_what_is_pointed_at_shows_a_card_with_picture_and_name(view, qtbot):
    qtbot.mouseMove(view.plot.overlay, at(view, 12))
    assert view._card.isVisible()
    assert view._card._words.text() == "b.jpg\ncats"
    assert not view._card._picture.pixmap().isNull()
    qtbot.mouseMove(view.plot.overlay, at(view, 12) + QPoint(60, 0))
    assert not view._card.isVisible()


def test_zooming_keeps_the_place_under_the_pointer_and_never_shows_more_than_all(view):
    where = QPointF(at(view, 14))
    view.plot.zoom(2.0, where)
    assert np.allclose(view.plot.pixels()[3], (where.x(), where.y()), atol=1)
    view.plot.zoom(0.01, where)
    assert view.plot._range == view.plot._home


def test_the_table_names_every_picture_and_every_mean_with_plain_numbers(view):
    titles, *rows = table_of(view.panel)
    assert titles == ["Picture", "Class", "Role", "Across", "Up"]
    assert rows[0] == ["a.jpg", "cats", "example", 0.0, 0.0]
    assert rows[4][:3] == ["e.jpg", "", "to sort"]
    assert rows[5] == ["Mean of cats", "cats", "mean", 0.0, 0.5]


def test_the_rows_are_written_out_only_when_somebody_looks(view, monkeypatch):
    asked = []
    monkeypatch.setattr(view, "_rows", lambda state: asked.append(state) or [])
    view.set_state(MAP)
    assert asked == []
    view.panel._switch.click()
    assert asked == [MAP]


def test_a_row_of_the_table_selects_its_picture(view, qtbot):
    with qtbot.waitSignal(view.selected) as signal:
        view.panel.row_chosen.emit(2)
    assert signal.args == [[13], False]


def test_the_caption_is_honest_about_what_a_map_shows(view):
    assert "Near is alike" in view._said.text()
    view.set_state(_with(kind="straight", share=0.42, left_out=1200))
    assert "42\u00a0%" in view._said.text()
    assert "more pictures are not drawn" in view._said.text()
    view.set_state(_with(done=0.5))
    assert view._said.text() == "Drawing the map: 50\u00a0%"


def test_the_marks_follow_the_theme(view, theme):
    before = view.plot._marks._series[0, True].opts["pen"].color()
    theme.set_mode("dark")
    assert view.plot._marks._series[0, True].opts["pen"].color() == theme.colours.text != before


def test_a_map_of_ten_thousand_pictures_is_drawn_in_half_a_second(view):
    import time

    n = 10_000
    random = np.random.default_rng(0)
    state = _with(
        picture_ids=tuple(range(n)),
        places=random.normal(size=(n, 2)).astype(np.float32),
        class_rows=random.integers(-1, 2, n),
        examples=random.random(n) < 0.1,
        names=tuple(f"{i}.jpg" for i in range(n)),
    )
    began = time.process_time()
    view.set_state(state)
    view.grab()
    assert time.process_time() - began < 2.0  # about 0.3 s on a quiet machine


def test_a_point_is_inside_a_polygon_that_turns_in():
    corners = [(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)]
    places = np.array([[1, 1], [2, 3], [3.5, 2], [5, 5]])
    assert inside(places, corners) == [0, 2]


def test_nothing_is_near_beyond_reach_and_nothing_lies_ahead_of_the_last():
    places = np.array([[0.0, 0.0], [10.0, 0.0]])
    assert nearest(places, (1.0, 0.0), 5) == 0
    assert nearest(places, (5.0, 5.0), 5) is None
    assert next_in_direction(places, 1, (1, 0)) == 1
    assert next_in_direction(places, 1, (-1, 0)) == 0


def _with(**changes):
    from dataclasses import replace

    return replace(MAP, **changes)
