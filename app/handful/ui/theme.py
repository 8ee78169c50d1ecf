"""The looks: light and dark, class colours, tinted icons, one style sheet. Knows no widget by name."""

from __future__ import annotations

import math
import weakref
from dataclasses import fields
from string import Template
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication

from handful.resources import resource_path
from handful.ui import colours as palettes
from handful.ui.colours import Colours, contrast, mix, text_on
from handful.ui.views.state import ThemeMode

__all__ = ["RADIUS_PX", "SPACE_PX", "Colours", "Theme", "contrast", "mix", "text_on"]

SPACE_PX: Final = 8
RADIUS_PX: Final = 8

_ICON_SIZES_PX: Final = (16, 20, 24)  # at 100 %; between them Qt scales down
_APP_ICON_SIZES_PX: Final = (16, 24, 32, 48, 64, 128, 256)
_SMALL_TEXT: Final = 0.9
_TITLE_TEXT: Final = 1.2


class Theme(QObject):
    """The theme of the running application; `changed` tells what paints by itself to paint again."""

    changed = Signal()
    mode_changed = Signal()  # the person chose another, even one that looks the same

    def __init__(self, mode: ThemeMode = "system", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mode: ThemeMode = mode
        self._app: QApplication | None = None
        self._icons: dict[tuple[str, int], QIcon] = {}
        self._kept_icons: weakref.WeakKeyDictionary[QAction | QAbstractButton, tuple[str, bool]]
        self._kept_icons = weakref.WeakKeyDictionary()
        self._late: list[QAction] = []
        hints = QGuiApplication.styleHints()
        self._system_is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self._was_dark = self.is_dark
        hints.colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def mode(self) -> ThemeMode:
        """What the person chose."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether dark colours are shown now."""
        return self._mode == "dark" or (self._mode == "system" and self._system_is_dark)

    @property
    def colours(self) -> Colours:
        """The colours shown now."""
        return palettes.DARK if self.is_dark else palettes.LIGHT

    def set_mode(self, mode: ThemeMode) -> None:
        """Show this theme from now on; everything on the screen follows at once."""
        if mode == self._mode:
            return
        self._mode = mode
        self._ask_platform()
        self._refresh()
        self.mode_changed.emit()

    def apply(self, app: QApplication) -> None:
        """Dress the application, and dress it anew whenever the theme changes."""
        self._app = app
        app.setStyle("Fusion")
        app.screenAdded.connect(self._draw_icons_anew)
        app.setWindowIcon(self.icon("handful"))
        self._ask_platform()
        self._dress(app)

    def class_colour(self, index: int) -> QColor:
        """The colour of the class with this index: told apart by colour-blind people, readable as a mark."""
        return palettes.class_colour(index, dark=self.is_dark)

    def icon(self, name: str, colour: QColor | None = None) -> QIcon:
        """The line icon of this name in the text colour or the one given; `handful` keeps its own colours.

        Raises FileNotFoundError where there is no such icon.
        """
        tint = colour or self.colours.text
        key = (name, tint.rgba())
        if key not in self._icons:
            self._icons[key] = self._draw_icon(name, tint)
        return self._icons[key]

    def set_icon(self, target: QAction | QAbstractButton, name: str, *, muted: bool = False) -> None:
        """Give an action or a button this icon, and the newly tinted one whenever the theme changes."""
        self._kept_icons[target] = (name, muted)
        self._give_icon(target)

    def set_icon_late(self, target: QAction, name: str) -> None:
        """The same for an action that only menus show: drawn by `draw_late_icons`, after the first paint."""
        self._kept_icons[target] = (name, False)
        self._late.append(target)

    def draw_late_icons(self) -> None:
        """Draw what `set_icon_late` put off."""
        for target in self._late:
            self._give_icon(target)
        self._late.clear()

    def _give_icon(self, target: QAction | QAbstractButton) -> None:
        name, muted = self._kept_icons[target]
        if shiboken6.isValid(target):
            target.setIcon(self.icon(name, self.colours.muted if muted else None))

    def _draw_icon(self, name: str, tint: QColor) -> QIcon:
        renderer = QSvgRenderer(str(resource_path("icons", f"{name}.svg")))
        icon = QIcon()
        if name == "handful":
            for size_px in _APP_ICON_SIZES_PX:
                icon.addPixmap(_draw(renderer, size_px, None))
            return icon
        for size_px in self._icon_sizes_px():
            drawn = _draw(renderer, size_px, tint)
            icon.addPixmap(drawn)
            icon.addPixmap(_tinted(drawn, self.colours.faint), QIcon.Mode.Disabled)
        return icon

    @Slot(Qt.ColorScheme)
    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        if self._mode != "system":
            return
        self._system_is_dark = scheme == Qt.ColorScheme.Dark
        self._refresh()

    def _ask_platform(self) -> None:
        """Let title bars and native dialogs follow; in mode "system" the platform decides and we follow."""
        hints = QGuiApplication.styleHints()
        if self._mode == "system":
            hints.unsetColorScheme()
            self._system_is_dark = hints.colorScheme() == Qt.ColorScheme.Dark
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self.is_dark else Qt.ColorScheme.Light)

    def _refresh(self) -> None:
        if self.is_dark == self._was_dark:
            return
        self._was_dark = self.is_dark
        if self._app is not None:
            self._dress(self._app)
        self._draw_icons_anew()
        self.changed.emit()

    def _draw_icons_anew(self, *_: object) -> None:
        self._icons.clear()
        for target in list(self._kept_icons):
            if target not in self._late:
                self._give_icon(target)

    @staticmethod
    def _icon_sizes_px() -> list[int]:
        """For the coarsest and the finest screen that there is."""
        scales = {1, *(math.ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens())}
        return sorted({size_px * scale for size_px in _ICON_SIZES_PX for scale in scales})

    def _dress(self, app: QApplication) -> None:
        app.setStyleSheet("")  # a second sheet on top of the first takes twice as long
        app.setPalette(palettes.qt_palette(self.colours))
        app.setStyleSheet(self._style_sheet(app))

    def _style_sheet(self, app: QApplication) -> str:
        source = resource_path("styles", "handful.qss").read_text(encoding="utf-8")
        colours = self.colours
        words = {field.name: getattr(colours, field.name).name() for field in fields(colours)}
        words["hover"] = mix(colours.raised, colours.text, 0.06).name()
        words["pressed"] = mix(colours.raised, colours.text, 0.12).name()
        words["scroll"] = mix(colours.border, colours.faint, 0.4).name()
        words["accent_hover"] = mix(colours.accent, colours.text, 0.12).name()
        size_pt = app.font().pointSizeF()
        words["small_pt"] = f"{size_pt * _SMALL_TEXT:.1f}"
        words["title_pt"] = f"{size_pt * _TITLE_TEXT:.1f}"
        words["radius"] = str(RADIUS_PX)
        words["arrow"] = resource_path("icons", "arrow-neutral.svg").as_posix()
        words["tick"] = resource_path("icons", f"tick-{'dark' if self.is_dark else 'light'}.svg").as_posix()
        return Template(source).substitute(words)


def _draw(renderer: QSvgRenderer, size_px: int, tint: QColor | None) -> QPixmap:
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap if tint is None else _tinted(pixmap, tint)


def _tinted(drawn: QPixmap, tint: QColor) -> QPixmap:
    pixmap = QPixmap(drawn)
    painter = QPainter(pixmap)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(pixmap.rect(), tint)
    painter.end()
    return pixmap
