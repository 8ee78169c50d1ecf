"""Labels a heap in the real window as a person at the keyboard would, and counts every key and drag.

`handful benchmark keystrokes` runs it in a process of its own. The person knows what each picture shows,
and goes by what the window says: accept above a confidence whose expected error suits, then the unsure.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QMenu

from handful.project.accepting import Acceptance, accept_curve
from handful.project.document import UNKNOWN
from handful.project.review import answer
from handful.ui.actions import LABEL_KEYS
from handful.ui.app import App
from handful.ui.arranging import returned
from handful.ui.commons import Commons
from handful.ui.places import Places

PATIENCE_S: Final = 900
POLL_MS: Final = 10
KEY: Final = Qt.Key
PLAIN: Final = Qt.KeyboardModifier.NoModifier
CONTROL: Final = Qt.KeyboardModifier.ControlModifier


@dataclass(slots=True)
class Count:
    """`actions`: keys pressed, chords once, clicks and drags. `keys`: each key of a chord."""

    actions: int = 0
    keys: int = 0
    accepted_at_once: int = 0
    taught: int = 0
    right: int = 0
    pictures: int = 0


class Typist:
    """`truth`: what each picture shows by its file's name, None for none of the classes."""

    def __init__(self, app: App, truth: dict[str, str | None]) -> None:
        self._app, self._truth = app, truth
        self.count = Count(pictures=len(truth))

    def bring(self, folders: tuple[Path, ...]) -> None:
        """Drag each folder onto the window, and wait until everything has an answer."""
        for folder in folders:
            self._app.bench.drop([str(folder)])
            self.count.actions += 1
            self._wait(lambda: not self._app.bench.intake.busy)
        self._wait(lambda: self._app.host.is_ready)
        self._rest()
        self._press(KEY.Key_Home)

    def arrange(self) -> None:
        """Not labelled, the least certain first, by the two menus."""
        self._choose(KEY.Key_F, "show_unlabelled")
        self._choose(KEY.Key_S, "order_uncertain")

    def accept_up_to(self, expected_error: float) -> None:
        """Accept down to the lowest confidence whose expected error, as the bar tells it, is no larger."""
        self._press(KEY.Key_Return, CONTROL)
        level = self._level()
        while level > 0 and self._at(level).expected_error <= expected_error:
            level = self._slide(KEY.Key_PageDown)
        while level < 100 and self._at(level).expected_error > expected_error:
            level = self._slide(KEY.Key_Right)
        chosen = len(self._at(level).picture_ids)
        self.count.accepted_at_once += chosen
        self._press(KEY.Key_Return if chosen else KEY.Key_Escape)
        self._wait(lambda: not self._app.bench.is_accepting)

    def teach(self, most: int) -> None:
        """Decide on the least certain ones; those that the app has right become examples, by one key too."""
        for _ in range(min(most, len(self._app.arranger.ids))):
            name, proposed = self._selected()
            if proposed is not None and proposed == self._truth[name]:
                self._press(KEY.Key_P)
                self.count.taught += 1
                self._rest()
            else:
                self._press(self._key(name, proposed))

    def by_class(self) -> None:
        """Class by class: click what does not belong, a key for each class it belongs to; then the rest.

        A class is shown by two clicks, and everything that is left of it labelled by Ctrl+A and its key.
        """
        for of_class in (*self._app.bench.project.classes, None):
            self._show(of_class.id if of_class is not None else None)
            name = of_class.name if of_class is not None else None
            strangers = self._strangers(name)
            for belongs in dict.fromkeys(strangers.values()):
                self._click([each for each, shows in strangers.items() if shows == belongs])
                self._press(self._label_key(belongs))
            if self._app.arranger.ids:
                self._press(KEY.Key_A, CONTROL)
                self._press(self._label_key(name))

    def _show(self, class_id: int | None) -> None:
        """By the menu of what is shown: a click on the button, and one on the line."""
        self.count.actions += 2
        if class_id is None:
            self._app.window.command["show_unknown"].trigger()
        else:
            self._app.window.grid.filters.class_shown.emit(class_id)
        self._app.window.grid.setFocus()

    def _strangers(self, name: str | None) -> dict[int, str | None]:
        """Those shown that are not of this class, with what they show."""
        pictures = self._app.bench.project.pictures
        shown = {i: self._truth[Path(pictures[i].path).name] for i in self._app.arranger.ids}
        return {i: shows for i, shows in shown.items() if shows != name}

    def _click(self, ids: list[int]) -> None:
        """Click the first, and the others with Ctrl; bringing one into sight is an action, too."""
        view = self._app.window.grid.pictures
        assert isinstance(view, QListView)
        held = PLAIN
        for each in ids:
            row = self._app.window.grid.row_of(each)
            index = view.model().index(row if row is not None else -1, 0)
            if not view.viewport().rect().contains(view.visualRect(index).center()):
                view.scrollTo(index)
                self.count.actions += 1
            place = view.visualRect(index).center()
            QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)
            self.count.actions += 1
            held = CONTROL

    def finish(self) -> None:
        """Decide on whatever is shown, one key each."""
        while self._app.arranger.ids:
            self._press(self._key(*self._selected()))

    def judge(self) -> Count:
        """How many pictures carry the label of what they show."""
        project = self._app.bench.project
        names = {each.id: each.name for each in project.classes} | {UNKNOWN: None}
        self.count.right = sum(
            picture.label is not None and names[picture.label] == self._truth[name]
            for picture in project.pictures.values()
            if (name := Path(picture.path).name) in self._truth
        )
        return self.count

    def _key(self, name: str, proposed: str | None) -> Qt.Key:
        """Enter where the app is right, U for none of the classes, else the digit of the class."""
        shows = self._truth[name]
        return KEY.Key_Return if proposed == shows else self._label_key(shows)

    def _label_key(self, shows: str | None) -> Qt.Key:
        if shows is None:
            return KEY.Key_U
        classes = [each.name for each in self._app.bench.project.classes]
        return Qt.Key(ord(LABEL_KEYS[classes.index(shows)]))

    def _selected(self) -> tuple[str, str | None]:
        """Name and proposal of the selected picture, which a person sees."""
        project = self._app.bench.project
        picture = project.pictures[self._app.presenter.selection[0]]
        proposed = answer(project, picture)
        return Path(picture.path).name, project.class_by_id(proposed).name if proposed else None

    def _at(self, level: int) -> Acceptance:
        """What the bar says of a level."""
        curve = returned(accept_curve(self._app.bench.project, self._app.arranger.ids))
        return curve.at(level / 100)

    def _level(self) -> int:
        return self._app.commanding.accepting.level

    def _slide(self, key: Qt.Key) -> int:
        self._press(key)
        return self._level()

    def _choose(self, key: Qt.Key, command: str) -> None:
        """Open a menu by its key and walk down to a command; the key returns only when the menu is closed."""
        QTimer.singleShot(0, self._app, lambda: self._walk_to(command))
        self._press(key)

    def _walk_to(self, command: str) -> None:
        menu = QApplication.activePopupWidget()
        if not isinstance(menu, QMenu):
            QTimer.singleShot(POLL_MS, self._app, lambda: self._walk_to(command))
            return
        for _ in menu.actions():
            self._press(KEY.Key_Down)
            if menu.activeAction().objectName() == command:
                break
        self._press(KEY.Key_Return)

    def _press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = PLAIN) -> None:
        popup = QApplication.activePopupWidget()
        if (
            popup is None and QApplication.focusWidget() is None
        ):  # without a screen, a closed menu takes it along
            self._app.window.activateWindow()
            self._wait(lambda: QApplication.focusWidget() is not None)
        target = popup or QApplication.focusWidget() or self._app.window
        QTest.keyClick(target, key, modifiers)
        self.count.actions += 1
        self.count.keys += 1 + (modifiers != PLAIN)

    def _rest(self) -> None:
        """Until everything is classified."""
        self._wait(lambda: not self._app.host.busy and not self._app.arranger.busy)

    def _wait(self, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not holds():
            if self._app.report.trouble or time.monotonic() > until:
                raise RuntimeError(self._app.report.trouble or f"nothing happened for {PATIENCE_S} s")
            QTest.qWait(POLL_MS)


def label(order: dict[str, object], truth: dict[str, str | None], home: Path) -> Count:
    """Label the heap in a window of its own; its settings and its project are below `home`."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    commons = Commons(qt, Places(home, home, Path(str(order["embeddings"]))))
    app = App(commons, None, is_fresh=True)
    typist = Typist(app, truth)
    try:
        app.window.show()
        app.window.activateWindow()
        app.begin()
        typist.bring((Path(str(order["support"])), Path(str(order["unsorted"]))))
        if order["by_class"]:
            typist.by_class()
        typist.arrange()
        if isinstance(order["teach"], int):
            typist.teach(order["teach"])
        if isinstance(order["expected_error"], float):
            typist.accept_up_to(order["expected_error"])
        typist.finish()
        return typist.judge()
    finally:
        app.window.close()
        commons.close()


def main() -> int:
    """Order in a JSON file, report to another: `python -m handful.ui.typist ORDER REPORT HOME`."""
    order_file, report, home = map(Path, sys.argv[1:4])
    order = json.loads(order_file.read_text(encoding="utf-8"))
    truth = json.loads(Path(order["truth"]).read_text(encoding="utf-8"))
    report.write_text(json.dumps(asdict(label(order, truth, home))), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
