"""The real app with a window on standard input: each line asks where something is or what it shows.

Nothing is done through it: what a person does comes from the X server. Answers are one JSON line each.
"""

import json
import sys
import traceback

from PySide6.QtCore import QEvent, QObject, QPoint, QSocketNotifier, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMenu,
    QPushButton,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QTabBar,
    QWidget,
)

from handful.project.document import UNKNOWN
from handful.ui.app import App
from handful.ui.commons import Commons
from handful.ui.places import Places
from handful.ui.views.card_widget import CardWidget
from handful.ui.views.state import GridRole
from handful.ui.views.widgets.thumbnail_model import PICTURE_ID_ROLE
from handful.ui.views.widgets.thumbnail_view import ThumbnailView

BUTTONS = (
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ButtonMenu,
)


class Observer(QObject):
    """Answers questions about the app."""

    def __init__(self, app):
        super().__init__()
        self.app = app
        self._dragged_at = None
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.DragMove and isinstance(watched, QWidget):
            self._dragged_at = self._point(watched, event.position().toPoint())
        elif event.type() in (QEvent.Type.Drop, QEvent.Type.DragLeave):
            self._dragged_at = None
        return False

    def tell_dragged_at(self):
        """Where a drag is held over the window now."""
        return self._dragged_at

    def answer(self, ask):
        kind, *rest = ask.split(":", 1)
        return getattr(self, f"tell_{kind}")(*rest)

    def tell_project(self):
        project = self.app.bench.project
        names = {c.id: c.name for c in project.classes} | {UNKNOWN: "unknown"}
        pictures = {}
        for p in project.pictures.values():
            prediction = project.predictions.get(p.id)
            pictures[p.path.rsplit("/", 1)[-1]] = {
                "id": p.id,
                "role": p.role,
                "label": names.get(p.label),
                "prediction": names[prediction.class_id] if prediction else None,
                "proposal": names[UNKNOWN if prediction.unknown else prediction.class_id]
                if prediction
                else None,
            }
        return {"classes": [c.name for c in project.classes], "pictures": pictures}

    def tell_numbers(self):
        """How many pictures are examples, are to sort, and have been sorted by a person or the app."""
        project = self.app.bench.project
        queries = list(project.queries())
        answered = sum(p.label is not None or p.id in project.predictions for p in queries)
        return [len(project.pictures) - len(queries), len(queries), answered]

    def tell_busy(self):
        app = self.app
        return not app.host.is_ready or app.host.busy or app.bench.intake.busy

    def tell_selected(self):
        """The selected pictures by name, once the grid has settled; none where a key is still at work."""
        pictures = self.app.bench.project.pictures
        return [pictures[i].path.rsplit("/", 1)[-1] for i in self.app.presenter.selection]

    def tell_shown(self):
        """The pictures of the grid by name, in their order."""
        pictures = self.app.bench.project.pictures
        return [pictures[i].path.rsplit("/", 1)[-1] for i in self.app.arranger.ids]

    def tell_file(self):
        """Where the open project lies."""
        return str(self.app.bench.session.path)

    def tell_focus(self):
        """What the keys go to: the title of its window, its accessible name and its kind."""
        widget = QApplication.focusWidget()
        if widget is None:
            return None
        named = widget
        while not named.accessibleName() and named.parentWidget() is not None and not named.isWindow():
            named = named.parentWidget()
        return [widget.window().windowTitle(), named.accessibleName(), type(widget).__name__]

    def tell_typed(self):
        """What stands in the field that has the focus."""
        field = QApplication.focusWidget()
        return field.text() if isinstance(field, QLineEdit) else None

    def tell_window(self):
        """The title of the window that has the keyboard; nothing where another program has it."""
        window = QApplication.activeWindow()
        return window.windowTitle() if window is not None else ""

    def tell_menu(self):
        """The line of the open menu that the keys are at, without the mark of its letter."""
        menu = QApplication.activePopupWidget()
        action = menu.activeAction() if isinstance(menu, QMenu) else None
        return action.text().replace("&", "") if action is not None else None

    def tell_accept(self):
        """Level, number of pictures and words of the bar that accepts above a confidence; None: hidden."""
        bar = self.app.window.grid.accept_bar
        if bar.isHidden():
            return None
        slider, button = bar.findChild(QSlider), bar.findChild(QPushButton)
        return [slider.value(), int(button.text().split()[-1]), button.accessibleDescription()]

    def tell_accept_handle(self):
        """The handle of that bar's slider, and its left end."""
        slider = self.app.window.grid.accept_bar.findChild(QSlider)
        option = QStyleOptionSlider()
        slider.initStyleOption(option)
        style, kind = slider.style(), QStyle.ComplexControl.CC_Slider
        handle = style.subControlRect(kind, option, QStyle.SubControl.SC_SliderHandle, slider)
        return [self._point(slider, handle.center()), self._point(slider, QPoint(2, handle.center().y()))]

    def tell_entry(self, words):
        """A line of the open menu."""
        menu = QApplication.activePopupWidget()
        for action in menu.actions() if isinstance(menu, QMenu) else ():
            if action.text().replace("&", "") == words:
                return self._point(menu, menu.actionGeometry(action).center())
        return None

    def tell_button(self, words):
        """A button of the window in front, by what a screen reader says of it."""
        found = QAccessible.queryAccessibleInterface(QApplication.activeWindow() or self.app.window)
        waiting = [found]
        while waiting:
            here = waiting.pop()
            state = here.state()
            if here.role() in BUTTONS and here.text(QAccessible.Text.Name) == words and not state.invisible:
                centre = here.rect().center()
                return [centre.x(), centre.y()]
            waiting += [child for i in range(here.childCount()) if (child := here.child(i)) is not None]
        return None

    def tell_tab(self, words):
        """A tab of the insight panel."""
        for tabs in self.app.window.insight.findChildren(QTabBar):
            for index in range(tabs.count()):
                if tabs.tabText(index) == words:
                    return self._point(tabs, tabs.tabRect(index).center())
        return None

    def tell_map(self):
        """Where each picture is on the map once it is drawn, by name."""
        view = self.app.window.insight.map
        state = view.plot.state if view is not None else None
        if state is None or state.done < 1 or self.app.insight.busy or not state.picture_ids:
            return None
        places = (self._point(view.plot, QPoint(round(x), round(y))) for x, y in view.plot.pixels())
        return dict(zip(state.names, places, strict=True))

    def tell_example(self, name):
        """The first picture on the card of a class, and where it is."""
        [view] = [
            view
            for view in self.app.window.shelf.findChildren(ThumbnailView)
            if view.accessibleName() == f"Examples of {name}"
        ]
        first = view.model().index(0, 0)
        picture = self.app.bench.project.pictures[first.data(PICTURE_ID_ROLE)]
        return [
            picture.path.rsplit("/", 1)[-1],
            self._point(view.viewport(), view.visualRect(first).center()),
        ]

    def tell_notice(self):
        """What the notice bar says."""
        bar = self.app.window.notice
        return bar.accessibleName() if bar.isVisible() else ""

    def tell_screen(self, path):
        """Writes what the screen shows as a picture, to be looked at."""
        return QApplication.primaryScreen().grabWindow(0).save(path)

    def tell_centre(self, name):
        """Centre of a widget by its accessible or object name, in screen coordinates."""
        for widget in self.app.window.findChildren(QWidget):
            if name in (widget.accessibleName(), widget.objectName()) and widget.isVisible():
                return self._point(widget, widget.rect().center())
        return None

    def tell_shelf_free(self):
        """A point of the shelf below its cards."""
        shelf = self.app.window.shelf
        return self._point(shelf, QPoint(shelf.width() // 2, shelf.height() - 40))

    def tell_grid(self):
        grid = self.app.window.grid
        return self._point(grid, grid.rect().center())

    def tell_cell(self, name):
        view = next(v for v in self.app.window.grid.findChildren(QWidget) if hasattr(v, "visualRect"))
        model = view.model()
        for row in range(model.rowCount()):
            if model.index(row, 0).data(GridRole.NAME) == name:
                return self._point(view.viewport(), view.visualRect(model.index(row, 0)).center())
        return None

    def tell_card(self, name):
        shelf = self.app.window.shelf
        wanted = self.app.bench.project.class_named(name)
        for card in shelf.findChildren(QWidget):
            if isinstance(card, CardWidget) and card._card.id == wanted.id and card.isVisible():
                return self._point(card, QPoint(card.width() // 2, 20))
        return None

    @staticmethod
    def _point(widget, point):
        there = widget.mapToGlobal(point)
        return [there.x(), there.y()]


def main():
    qt = QApplication(sys.argv[:1])
    commons = Commons(qt, Places.of_user())
    app = App(commons, None)
    observer = Observer(app)

    def read():
        line = sys.stdin.readline()
        if not line:
            app.window.close()
            return
        try:
            answer = json.dumps(observer.answer(line.strip()))
        except Exception:
            traceback.print_exc()
            answer = ""  # who asked is told, and does not wait for ever
        print(answer, flush=True)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    app.window.move(0, 0)
    app.window.show()
    QTimer.singleShot(0, app.begin)
    status = qt.exec()
    app.finish()
    commons.close()
    sys.exit(status)


if __name__ == "__main__":
    main()
