"""Colours are readable and told apart, icons are crisp and tinted, a change of theme reaches everything."""

from __future__ import annotations

import itertools
import subprocess
import sys
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QToolButton

from handful.resources import resource_path
from handful.ui import colours as palettes
from handful.ui.theme import Theme, contrast, text_on

AA_TEXT = 4.5
AA_MARK = 3.0
PALETTES = {"light": palettes.LIGHT, "dark": palettes.DARK}
NORMAL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
# Machado, Oliveira and Fernandes 2009, severity 1
PROTANOPE = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPE = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881))


@pytest.fixture
def theme(qapp):
    """A light theme that dresses the application, which is undressed afterwards."""
    theme = Theme("light")
    theme.apply(qapp)
    yield theme
    qapp.setStyleSheet("")


def lab(colour, vision):
    """CIE L*a*b* of a colour as this eye sees it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.getRgbF()[:3]]
    red, green, blue = (
        min(1, max(0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in vision
    )
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def least_difference(colours, vision):
    points = [lab(colour, vision) for colour in colours]
    return min(
        sum((a - b) ** 2 for a, b in zip(p, q, strict=True)) ** 0.5
        for p, q in itertools.combinations(points, 2)
    )


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("ground", ["window", "surface", "raised", "selection"])
def test_every_text_colour_meets_wcag_aa_on_every_ground(name, ground):
    colours = PALETTES[name]
    for role in ("text", "muted", "accent", "danger", "warning", "success"):
        assert contrast(getattr(colours, role), getattr(colours, ground)) >= AA_TEXT, role


@pytest.mark.parametrize("name", PALETTES)
def test_text_on_the_accent_meets_wcag_aa(name):
    assert contrast(PALETTES[name].accent_text, PALETTES[name].accent) >= AA_TEXT


def test_contrast_is_what_wcag_says_it_is():
    assert contrast(QColor("white"), QColor("black")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True])
def test_class_colours_stand_out_from_every_ground_also_when_they_repeat(dark):
    colours = PALETTES["dark" if dark else "light"]
    for index in range(3 * palettes.CLASS_COLOURS):
        for ground in (colours.window, colours.surface, colours.raised):
            assert contrast(palettes.class_colour(index, dark=dark), ground) >= AA_MARK, index


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "vision", [NORMAL, PROTANOPE, DEUTERANOPE], ids=["normal", "protanope", "deuteranope"]
)
def test_class_colours_differ_for_every_eye_and_the_first_six_clearly(vision, dark):
    colours = [palettes.class_colour(index, dark=dark) for index in range(palettes.CLASS_COLOURS)]
    assert least_difference(colours[:6], vision) > 20
    assert least_difference(colours, vision) > 8


@pytest.mark.parametrize("dark", [False, True])
def test_repeated_class_colours_differ_in_lightness(dark):
    for index in range(palettes.CLASS_COLOURS):
        rounds = [palettes.class_colour(index + k * palettes.CLASS_COLOURS, dark=dark) for k in range(3)]
        light = sorted(lab(colour, NORMAL)[0] for colour in rounds)
        assert light[1] - light[0] > 4, index
        assert light[2] - light[1] > 4, index


def test_words_on_a_class_colour_are_readable(theme):
    for index in range(palettes.CLASS_COLOURS):
        colour = theme.class_colour(index)
        assert contrast(text_on(colour), colour) >= AA_TEXT


def test_changing_the_theme_restyles_a_living_widget_and_is_told_once(theme, qapp, qtbot):
    label = QLabel("12 examples")
    label.setProperty("rank", "small")
    qtbot.addWidget(label)
    label.show()
    assert label.palette().color(QPalette.ColorRole.WindowText) == palettes.LIGHT.muted
    changes = []
    theme.changed.connect(lambda: changes.append(theme.is_dark))
    theme.set_mode("dark")
    assert changes == [True]
    assert label.palette().color(QPalette.ColorRole.WindowText) == palettes.DARK.muted
    assert qapp.palette().color(QPalette.ColorRole.Window) == palettes.DARK.surface
    theme.set_mode("dark")
    assert changes == [True]


def test_the_system_mode_follows_the_system_while_it_runs(theme, qapp):
    theme.set_mode("system")
    hints = QGuiApplication.styleHints()
    changes = []
    theme.changed.connect(lambda: changes.append(theme.is_dark))
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.is_dark
    assert qapp.palette().color(QPalette.ColorRole.Text) == palettes.DARK.text
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert not theme.is_dark
    assert changes == [True, False]


def test_a_chosen_theme_does_not_follow_the_system(theme):
    QGuiApplication.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not theme.is_dark


def shipped_icons():
    return sorted(path.stem for path in resource_path("icons").glob("*.svg"))


@pytest.mark.parametrize("name", shipped_icons())
def test_every_icon_draws_something_within_its_square(theme, name):
    image = theme.icon(name).pixmap(QSize(24, 24)).toImage()
    inked = [(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() > 40]
    assert len(inked) > 8
    if name != "handful":
        assert all(0 < x < 23 and 0 < y < 23 for x, y in inked)


ASKED_FOR = (
    "add folder picture trash rename undo redo save open new search check unknown cancel sun moon system"
    " chevron-down chevron-right cpu gpu spark warning info success error export close handful"
)


def test_the_icons_that_the_views_ask_for_are_there():
    assert set(ASKED_FOR.split()) <= set(shipped_icons())


def test_an_unknown_icon_is_an_error_and_not_a_blank(theme):
    with pytest.raises(FileNotFoundError, match=r"no-such\.svg"):
        theme.icon("no-such")


def darkest(image):
    return max(
        (image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())),
        key=QColor.alpha,
    )


def test_icons_take_the_text_colour_or_the_one_asked_for(theme):
    assert darkest(theme.icon("add").pixmap(24, 24).toImage()).name() == palettes.LIGHT.text.name()
    red = theme.icon("add", QColor("#c00000")).pixmap(24, 24).toImage()
    assert darkest(red).red() > 180
    theme.set_mode("dark")
    assert darkest(theme.icon("add").pixmap(24, 24).toImage()).lightness() > 200


@pytest.mark.parametrize("side_px", [16, 18, 20, 24])
def test_icons_have_a_pixel_for_each_pixel_of_a_screen_at_200_percent(theme, side_px, monkeypatch):
    screens = [SimpleNamespace(devicePixelRatio=lambda scale=scale: scale) for scale in (1.0, 1.75)]
    monkeypatch.setattr(QGuiApplication, "screens", lambda: screens)
    pixmap = theme.icon("add").pixmap(QSize(side_px, side_px), 2.0)
    assert pixmap.size() == QSize(2 * side_px, 2 * side_px)
    assert pixmap.devicePixelRatio() == 2.0


def test_a_disabled_icon_is_fainter(theme):
    disabled = theme.icon("add").pixmap(QSize(24, 24), QIcon.Mode.Disabled).toImage()
    assert darkest(disabled).lightness() > 120


def test_an_icon_that_only_a_menu_shows_is_drawn_when_the_window_is_there(theme):
    action = QAction("Undo")
    theme.set_icon_late(action, "undo")
    theme.set_mode("dark")
    assert action.icon().isNull()
    theme.draw_late_icons()
    assert darkest(action.icon().pixmap(24, 24).toImage()).lightness() > 200
    theme.set_mode("light")
    assert darkest(action.icon().pixmap(24, 24).toImage()).name() == palettes.LIGHT.text.name()


def test_kept_icons_are_tinted_anew_with_the_theme_and_dead_buttons_are_forgotten(theme, qtbot):
    action = QAction("Undo")
    button, gone = QToolButton(), QToolButton()
    qtbot.addWidget(button)
    theme.set_icon(action, "undo")
    theme.set_icon(button, "more", muted=True)
    theme.set_icon(gone, "more")
    gone.deleteLater()
    QGuiApplication.sendPostedEvents(gone, 0)
    theme.set_mode("dark")
    assert darkest(action.icon().pixmap(24, 24).toImage()).lightness() > 200
    assert darkest(button.icon().pixmap(24, 24).toImage()).name() == palettes.DARK.muted.name()


def test_the_views_import_no_numpy_no_plots_and_no_torch():
    code = (
        "import sys; import handful.ui.theme, handful.ui.views.shelf, handful.ui.views.toolbar,"
        " handful.ui.views.notice; print(sorted({'numpy', 'pyqtgraph', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_the_suggestions_of_a_file_dialog_can_be_read(theme, qtbot, mode):
    theme.set_mode(mode)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setCompleter(QCompleter(["support", "sunday"], field))
    field.show()
    qtbot.keyClicks(field, "su")
    popup = field.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    picture = popup.grab().toImage()
    ground = picture.pixelColor(picture.width() // 2, picture.height() - 2)
    assert ground.alpha() == 255
    assert contrast(popup.palette().color(QPalette.ColorRole.Text), ground) >= AA_TEXT
