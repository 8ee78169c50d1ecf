"""In a language that puts every text in brackets, nothing on the screen stands outside of brackets.

Twice: spoken from the beginning, and chosen while the window is open. So no text escapes the translators, and
each view says its words again when the language changes.
"""

from __future__ import annotations

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox

from handful.message import Message
from handful.project.document import UNKNOWN
from handful.ui.dialogs import QtDialogs
from handful.ui.export_question import format_choices
from handful.ui.failures import told
from handful.ui.views.camera_dialog import CameraDialog, CameraState
from handful.ui.views.export_choice import ExportChoice
from handful.ui.views.import_preview import ClassLine, ImportPreview, ImportPreviewState
from handful.ui.views.inspector_evidence import Evidence
from handful.ui.views.plot_panel import PlotPanel
from handful.ui.views.relink_dialog import RelinkDialog, RelinkState
from handful.ui.views.state import ClassChoice, NoticeState
from handful.workflows.progress import WorkflowError
from tests.ui.bench import named, settle
from tests.ui.walking import PseudoTranslator, painted_texts, texts_in, untranslated

OWN_NAMES = ("English", "한국어", "Handful", "JSON")
OF_THE_PERSON = (
    *(
        f"{name}.png"
        for name in ("a red", "b green", "c blue", "broken", "red 0", "red 1", "green 0", "green 1")
    ),
    *("red", "green", "blue"),
)
KEYS = ("Ctrl", "Shift", "Alt", "Return", "Enter", "Space", "Backspace", "Del", "Ins", "Tab", "Esc")


@pytest.fixture
def pseudo(qapp):
    translator = PseudoTranslator()
    yield translator
    QCoreApplication.removeTranslator(translator)


@pytest.fixture
def pseudo_at_first(pseudo):
    QCoreApplication.installTranslator(pseudo)


class Reader:
    """Looks at the app in each of its states and collects what is not in brackets."""

    def __init__(self, app, qtbot, monkeypatch):
        self.app, self.qtbot, self.monkeypatch = app, qtbot, monkeypatch
        folder = str(app.places.config.parent)
        folders = (f"{folder}/heap/", f"{folder}/classes/red/", f"{folder}/classes/green/", folder)
        self.own = (*folders, app.bench.session.path.stem, *OF_THE_PERSON, *OWN_NAMES)
        self.outside: set[tuple[str, str, str]] = set()
        self.seen = 0

    def look(self, state, root=None):
        """At the window, or a dialog."""
        root = root or self.app.window
        QApplication.processEvents()
        with painted_texts(self.monkeypatch) as painted:
            root.grab()
        for where, text in texts_in(root) | painted:
            self.seen += "⟦" in text
            left = untranslated(text, self.own)
            if left and not _is_keys(left):
                self.outside.add((state, where, text))

    def look_at_menu(self, state, open_menu):
        """A menu that is made when it is asked for."""
        before = set(self.app.window.findChildren(QMenu))
        open_menu()
        made = set(self.app.window.findChildren(QMenu)) - before
        for menu in made:
            self.look(state, menu)
        for menu in made:
            if shiboken6.isValid(menu):
                menu.close()
        QApplication.processEvents()


def _is_keys(text):
    """What a shortcut is written with: names of keys, single letters, F1."""
    for key in KEYS:
        text = text.replace(key, "")
    return all(len(part) <= 1 or part[1:].isdigit() for part in text.replace("+", " ").split())


def fill(app, pictures, qtbot):
    """Classes, sorted pictures, one that cannot be read, one that a person labelled, one unknown."""
    (pictures / "heap" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    app.bench.drop([str(pictures / "classes")])
    app.bench.drop([str(pictures / "heap")])
    settle(qtbot, app.bench)
    red = app.bench.project.class_named("red")
    app.bench.label([named(app.bench, "a red").id], red.id)


def walk_through(reader, qtbot):
    """All that the window shows of a sorted project."""
    app, window = reader.app, reader.app.window
    for picture in app.bench.project.pictures.values():
        app.presenter.select([picture.id])
        qtbot.wait(1)
        reader.look(f"selected {picture.path}")
    app.presenter.select([p.id for p in app.bench.project.queries()])
    reader.look("many selected")
    window.command["preview"].trigger()
    reader.look("preview")
    window.preview.close_preview()
    for confidence in (0, 100):
        app.commanding.accepting.toggle()
        window.grid.accept_bar._slider.setValue(confidence)
        reader.look("accepting")
        app.commanding.accepting.close()
    window.grid.filters.text_changed.emit("zzz")
    qtbot.waitUntil(lambda: not app.arranger.ids)
    reader.look("nothing matches")
    window.grid.all_requested.emit()
    for menu in (*window.menuBar().findChildren(QMenu), *window.toolbar.findChildren(QMenu)):
        reader.look("menus", menu)


def walk_through_insight(reader, qtbot):
    app, window = reader.app, reader.app.window
    app.presenter.select([named(app.bench, "b green").id])
    window.findChild(Evidence).toggle()
    for tab in ("fit", "map", "confusion", "examples"):
        window.insight.show_tab(tab)
        qtbot.waitUntil(lambda: not app.insight.busy, timeout=30_000)
        reader.look(f"insight {tab}")
    for panel in window.findChildren(PlotPanel):
        panel._switch.setChecked(True)
    for tab in ("fit", "map", "confusion", "examples"):
        window.insight.show_tab(tab)
        reader.look(f"numbers of {tab}")


def walk_through_lists(reader):
    app, window = reader.app, reader.app.window
    for command in ("palette", "history"):
        window.command[command].trigger()
        reader.look(command, window.palette_list)
        window.palette_list.close_quietly()
    app.shortcut_desk.open()
    reader.look("shortcuts", app.shortcut_desk.sheet)
    for keys in ("Up", "Ctrl+K", "Ctrl+E"):
        reader.outside |= {
            ("keys", keys, text)
            for text in (app.shortcut_desk._judge("export", keys)[1],)
            if text and not _is_keys(untranslated(text, reader.own))
        }


def check(reader):
    assert reader.seen > 50
    assert not reader.outside, "\n".join(map(str, sorted(reader.outside)))


def test_every_text_of_the_window_is_translated(pseudo_at_first, app, pictures, qtbot, monkeypatch):
    reader = Reader(app, qtbot, monkeypatch)
    reader.look("empty")
    fill(app, pictures, qtbot)
    walk_through(reader, qtbot)
    walk_through_insight(reader, qtbot)
    walk_through_lists(reader)
    check(reader)


def test_every_text_follows_when_the_language_changes(pseudo, app, pictures, qtbot, monkeypatch):
    fill(app, pictures, qtbot)
    app.shortcut_desk.open()
    english = Reader(app, qtbot, monkeypatch)
    walk_through_insight(english, qtbot)  # every view is made, in English
    for panel in app.window.findChildren(PlotPanel):
        panel._switch.setChecked(False)
    QCoreApplication.installTranslator(pseudo)
    QApplication.processEvents()
    reader = Reader(app, qtbot, monkeypatch)
    reader.look("sheet that is open", app.shortcut_desk.sheet)
    walk_through(reader, qtbot)
    walk_through_insight(reader, qtbot)
    walk_through_lists(reader)
    check(reader)


def test_every_text_of_an_empty_window_follows(pseudo, app, qtbot, monkeypatch):
    QCoreApplication.installTranslator(pseudo)
    reader = Reader(app, qtbot, monkeypatch)
    reader.look("empty")
    app.bench.add_class("red")
    reader.look("one class")
    check(reader)


def test_menus_that_open_on_pictures_and_classes_are_translated(
    pseudo_at_first, app, pictures, qtbot, monkeypatch
):
    fill(app, pictures, qtbot)
    reader = Reader(app, qtbot, monkeypatch)
    app.presenter.select([named(app.bench, "a red").id])
    reader.look_at_menu("picture", lambda: app.window.grid._open_menu(QPoint(5, 5)))
    card = next(iter(app.window.shelf._cards.values()))
    reader.look_at_menu("class", lambda: card.show_menu(QPoint(0, 0)))
    card.thumbnails.enter()
    reader.look_at_menu("example", lambda: card.thumbnails.show_menu(QPoint(0, 0)))
    app.window.recent_menu.aboutToShow.emit()
    reader.look("recent", app.window.recent_menu)
    assert reader.seen > 10
    assert sorted(reader.outside) == []


def test_every_dialog_is_translated(pseudo_at_first, app, qtbot, monkeypatch):
    reader = Reader(app, qtbot, monkeypatch)
    plan = ImportPreviewState(
        source="red",
        pictures=3,
        added=1,
        relabelled=2,
        classes=(ClassLine("red", 1, True), ClassLine("green", 2, False)),
        left_out=("red",),
        n_left_out=1,
    )
    dialogs = [
        *(ExportChoice(format_choices(), name, app.window) for name in ("csv", "imagefolder", "xmp")),
        ImportPreview(plan, app.window),
        CameraDialog(app.theme, app.window),
        RelinkDialog(app.window),
    ]
    classes = (ClassChoice(1, "red", QColor("red")),)
    dialogs[-2].set_state(CameraState(cameras=("green", "red"), classes=classes, taken=1))
    for dialog in dialogs:
        dialog.show()
        reader.look(type(dialog).__name__, dialog)
    for state in (RelinkState(3, 1, lines=("red",)), RelinkState(3, 3), RelinkState(0, 0)):
        dialogs[-1].set_state(state)
        reader.look("RelinkDialog", dialogs[-1])
    for dialog in dialogs:
        dialog.close()
        dialog.deleteLater()
    check(reader)


def test_the_titles_and_kinds_of_file_dialogs_are_translated(pseudo_at_first, app, qtbot, monkeypatch):
    asked = []

    def record(_parent, *texts):
        asked.extend(texts)
        return ("", "")

    for name in ("getOpenFileName", "getOpenFileNames", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, record)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *texts: record(*texts) and "")
    monkeypatch.setattr(QMessageBox, "exec", lambda box: asked.extend((box.text(), box.windowTitle())))
    real = QtDialogs(app.window)
    real.pictures("/red")
    real.folder("/red")
    real.project_to_open("/red")
    real.project_to_save("/red", "green")
    real.labels_table("/red")
    real.labels_folder("/red")
    real.moved_folder("/red")
    real.plot_to_save("/red", "green", ".png")
    real.about("green")
    kinds = [part.split(" (")[0] for text in asked for part in text.split(";;")]
    outside = [text for text in kinds if untranslated(text, ("/red", "red", "green"))]
    assert len(kinds) > 15
    assert [text for text in outside if not text.startswith("/")] == []


def test_notices_and_errors_are_translated(pseudo_at_first, app, pictures, qtbot, monkeypatch):
    reader = Reader(app, qtbot, monkeypatch)
    (pictures / "heap" / "broken.png").write_text("no picture")
    app.bench.drop([str(pictures / "heap")])
    settle(qtbot, app.bench)
    app.bench.drop([str(pictures / "heap")])
    settle(qtbot, app.bench)
    app.bench.add_class("")
    app.bench.rename_class(99, "red")
    said = [notice for notice in app.notices if notice is not None]
    inner = Message("no such file")
    said.append(NoticeState(told(WorkflowError(Message("{why}; the folder has to be readable", why=inner)))))
    said.append(NoticeState(told(RuntimeError("red"))))
    own = (*reader.own, str(pictures), "RuntimeError")
    assert len(said) >= 5
    for notice in said:
        lines = [line.replace(str(pictures), "") for line in notice.details.splitlines()]
        for text in (notice.text, notice.action, *(line.split(": ", 1)[-1] for line in lines)):
            assert not untranslated(text, (*own, "/heap/", " = ")), text


def test_what_a_step_is_called_is_translated(pseudo_at_first, app, pictures, qtbot, monkeypatch):
    fill(app, pictures, qtbot)
    reader = Reader(app, qtbot, monkeypatch)
    ids = [p.id for p in app.bench.project.queries()]
    app.bench.label(ids, UNKNOWN)
    app.bench.clear_label(ids[:1])
    app.bench.choose_learner("matching")
    app.bench.expect_strangers(0.5)
    settle(qtbot, app.bench)
    app.commanding.palettes.open_history()
    reader.look("history", app.window.palette_list)
    model = app.window.palette_list._list.model()
    texts = [model.index(row, 0).data(Qt.ItemDataRole.DisplayRole) for row in range(model.rowCount())]
    assert len(texts) >= 7
    assert any("⟦Matching⟧" in text for text in texts)
    check_texts = [text for text in texts if untranslated(text, reader.own)]
    assert check_texts == []
