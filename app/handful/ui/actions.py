"""Every command of the window in one table: its words, keys, icon, where it stands and when it can be used.

Knows no widget: `commands` turns the lines into actions and menus, `keymap` knows keys that a person chose.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from handful.project.review import KINDS, ORDERS, Kind, Order
from handful.ui.language import LANGUAGES, OWN_NAMES

MenuName = Literal["file", "edit", "review", "view", "help"]
SubmenuName = Literal["", "label", "order", "show", "language"]
Scope = Literal["window", "pictures"]
"""window: the keys work everywhere. pictures: in the grid, the inspector and the preview."""

CONTEXT: Final = "Actions"
_LETTER_ASIDE: Final = re.compile(r"\(&.\)")
LABEL_KEYS: Final = "1234567890"
"""The keys of the first ten classes."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which commands can be used now."""

    pictures: int = 0  # in the project, examples too
    classes: int = 0
    shown: int = 0  # in the grid
    suggested: int = 0  # of these, worth labelling next
    queries: int = 0  # selected pictures to sort
    selected: int = 0  # selected pictures, examples too
    steps: int = 0
    can_undo: bool = False
    can_redo: bool = False
    can_stop: bool = False
    can_write: bool = True


Rule = Callable[[Situation], bool]


def _always(_: Situation) -> bool:
    return True


def _writable(now: Situation) -> bool:
    return now.can_write


def _queries(now: Situation) -> bool:
    return now.queries > 0 and now.can_write


def _selected(now: Situation) -> bool:
    return now.selected > 0 and now.can_write


def _shown(now: Situation) -> bool:
    return now.shown > 0


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """`shortcut`: standard keys, or portable texts. `separator`: a line above it. `is_minor`: icon only."""

    key: str
    text: str
    menu: MenuName
    icon: str = ""
    shortcut: tuple[QKeySequence.StandardKey | str, ...] = ()
    separator: bool = False
    is_minor: bool = False
    scope: Scope = "window"
    submenu: SubmenuName = ""
    enabled: Rule = _always
    is_checkable: bool = False


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def action_table() -> tuple[ActionInfo, ...]:
    """In menu order."""
    return (*_file(), *_edit(), *_review(), *_labels(), *_review_more(), *_view(), *_help())


def menu_titles() -> Mapping[MenuName, str]:
    """The menus, in order."""
    return {
        "file": _tr("&File"),
        "edit": _tr("&Edit"),
        "review": _tr("&Review"),
        "view": _tr("&View"),
        "help": _tr("&Help"),
    }


def submenu_titles() -> Mapping[SubmenuName, str]:
    """The menus within menus; a command in one is called "Sort by: Name"."""
    return {
        "label": _tr("&Label as"),
        "order": _tr("&Sort by"),
        "show": _tr("Sh&ow"),
        "language": _tr("Lan&guage"),
    }


def order_words() -> Mapping[Order, str]:
    """What each order is called."""
    return {
        "added": _tr("As added"),
        "helpful": _tr("Most helpful first"),
        "uncertain": _tr("Least certain first"),
        "confidence": _tr("Surest first"),
        "class": _tr("Class"),
        "disagreement": _tr("Disagreement with your label"),
        "name": _tr("Name"),
        "time": _tr("File date, newest first"),
    }


def kind_words() -> Mapping[Kind, str]:
    """What each filter but that of a class is called."""
    return {
        "all": _tr("All pictures"),
        "unlabelled": _tr("Not labelled"),
        "labelled": _tr("Labelled"),
        "unknown": _tr("Unknown"),
        "unreadable": _tr("Unreadable"),
    }


def plain(text: str) -> str:
    """The words without the mark of the letter to press, "(&F)" too, and without the dots of a dialog."""
    return _LETTER_ASIDE.sub("", text).replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _file() -> tuple[ActionInfo, ...]:
    keys = QKeySequence.StandardKey
    return (
        *_projects(),
        *_into_and_out_of_it(),
        ActionInfo("demo", _tr("&Demo pictures"), "file", "spark"),
        ActionInfo("close_window", _tr("C&lose window"), "file", "", ("Ctrl+W",), separator=True),
        ActionInfo("quit", _tr("&Quit"), "file", "", (keys.Quit,)),
    )


def _projects() -> tuple[ActionInfo, ...]:
    keys = QKeySequence.StandardKey
    return (
        ActionInfo("new", _tr("&New project"), "file", "new", (keys.New,), is_minor=True),
        ActionInfo("open", _tr("&Open project…"), "file", "open", (keys.Open,), is_minor=True),
        ActionInfo("new_window", _tr("New &window"), "file", "", ("Ctrl+Alt+N",)),
        ActionInfo("open_window", _tr("Open &in new window…"), "file", "", ("Ctrl+Shift+O",)),
        ActionInfo("save_as", _tr("&Save project as…"), "file", "save", (keys.SaveAs,)),
    )


def _into_and_out_of_it() -> tuple[ActionInfo, ...]:
    add_files, add_folder = _tr("Add &pictures…"), _tr("Add &folder…")
    table, folders = _tr("Import labels from a &table…"), _tr("Import labels from &class folders…")
    export_model, find_moved = _tr("Export &model…"), _tr("Find mo&ved pictures…")
    return (
        ActionInfo("add_files", add_files, "file", "picture", ("Ctrl+I",), separator=True, enabled=_writable),
        ActionInfo("add_folder", add_folder, "file", "folder", ("Ctrl+Shift+I",), enabled=_writable),
        ActionInfo("camera", _tr("Ta&ke pictures…"), "file", "camera", enabled=_writable),
        ActionInfo("import_table", table, "file", separator=True, enabled=_writable),
        ActionInfo("import_folders", folders, "file", enabled=_writable),
        ActionInfo(
            "export",
            _tr("&Export labels…"),
            "file",
            "export",
            ("Ctrl+E",),
            enabled=lambda now: now.pictures > 0,
        ),
        ActionInfo("export_model", export_model, "file", "export", enabled=lambda now: now.classes > 0),
        ActionInfo(
            "find_moved",
            find_moved,
            "file",
            "search",
            separator=True,
            enabled=lambda now: now.pictures > 0 and now.can_write,
        ),
    )


def _steps() -> tuple[ActionInfo, ...]:
    keys = QKeySequence.StandardKey
    undo, redo = (keys.Undo, "Z"), (keys.Redo, "Ctrl+Shift+Z", "Ctrl+Y", "Shift+Z")
    return (
        ActionInfo(
            "undo", _tr("&Undo"), "edit", "undo", undo, is_minor=True, enabled=lambda now: now.can_undo
        ),
        ActionInfo(
            "redo", _tr("&Redo"), "edit", "redo", redo, is_minor=True, enabled=lambda now: now.can_redo
        ),
        ActionInfo(
            "history",
            _tr("Undo &history…"),
            "edit",
            "history",
            ("H",),
            is_minor=True,
            enabled=lambda now: now.steps > 0,
        ),
    )


def _edit() -> tuple[ActionInfo, ...]:
    return (
        *_steps(),
        ActionInfo(
            "add_class",
            _tr("&Add a class"),
            "edit",
            "add",
            ("Ctrl+Shift+N",),
            separator=True,
            enabled=_writable,
        ),
        ActionInfo(
            "remove",
            _tr("Re&move"),
            "edit",
            "trash",
            ("Del", "Backspace"),
            scope="pictures",
            enabled=_selected,
        ),
        ActionInfo(
            "cancel",
            _tr("&Stop classifying"),
            "edit",
            "cancel",
            ("Ctrl+.",),
            separator=True,
            enabled=lambda now: now.can_stop,
        ),
    )


def _review() -> tuple[ActionInfo, ...]:
    return (
        _decision("accept", _tr("&Accept"), "check", "Return", "Enter"),
        _decision("unknown", _tr("&Unknown"), "unknown", "U"),
        _decision("clear_label", _tr("&Clear label"), "close", "C"),
        _decision("promote", _tr("Use as e&xample"), "add", "P"),
    )


def _labels() -> tuple[ActionInfo, ...]:
    """The first ten classes; their names take the place of these words."""
    return tuple(
        ActionInfo(
            f"class_{number}",
            _tr("Class {n}").format(n=number),
            "review",
            shortcut=(digit,),
            scope="pictures",
            submenu="label",
            enabled=lambda now, number=number: _selected(now) and now.classes >= number,  # type: ignore[misc]
        )
        for number, digit in enumerate(LABEL_KEYS, start=1)
    )


def _review_more() -> tuple[ActionInfo, ...]:
    return (
        ActionInfo(
            "skip",
            _tr("&Next undecided"),
            "review",
            "chevron-right",
            ("N",),
            separator=True,
            scope="pictures",
            enabled=_shown,
        ),
        ActionInfo(
            "next_suggestion",
            _tr("Next su&ggestion"),
            "review",
            "spark",
            ("G",),
            scope="pictures",
            enabled=lambda now: now.suggested > 0,
        ),
        ActionInfo(
            "preview", _tr("&Preview"), "review", "eye", ("Space",), scope="pictures", enabled=_has_one
        ),
        ActionInfo("advance", _tr("&Move on after each decision"), "review", is_checkable=True),
        ActionInfo(
            "accept_above",
            _tr("Accept above a con&fidence…"),
            "review",
            "success",
            ("Ctrl+Return",),
            separator=True,
            enabled=lambda now: now.shown > 0 and now.can_write,
        ),
    )


def _view() -> tuple[ActionInfo, ...]:
    orders = tuple(
        ActionInfo(f"order_{order}", order_words()[order], "view", submenu="order", is_checkable=True)
        for order in ORDERS
    )
    kinds = tuple(
        ActionInfo(f"show_{kind}", kind_words()[kind], "view", submenu="show", is_checkable=True)
        for kind in KINDS
        if kind != "class"
    )
    return (
        ActionInfo("palette", _tr("&All commands…"), "view", "more", ("Ctrl+K", "Ctrl+Shift+P")),
        ActionInfo("search", _tr("&Search names"), "view", "search", ("/", "Ctrl+F"), separator=True),
        *orders,
        *kinds,
        ActionInfo("sort_menu", _tr("Choose the &order…"), "view", "", ("S",)),
        ActionInfo("show_menu", _tr("Choose &what to show…"), "view", "", ("F",)),
        ActionInfo("zoom_in", _tr("&Larger pictures"), "view", "", ("Ctrl++", "Ctrl+="), separator=True),
        ActionInfo("zoom_out", _tr("S&maller pictures"), "view", "", ("Ctrl+-",)),
        ActionInfo("insight_fit", _tr("&Fit of the examples"), "view", separator=True),
        ActionInfo("insight_map", _tr("Ma&p of the pictures"), "view", "", ("M",)),
        ActionInfo("insight_confusion", _tr("&Confusion"), "view"),
        ActionInfo("insight_examples", _tr("&Enough examples?"), "view"),
        ActionInfo("insight_room", _tr("More &room for insight"), "view", "expand", ("Ctrl+J",)),
        ActionInfo("evidence", _tr("What the answer rests &on"), "view", "eye", ("W",), enabled=_has_one),
        ActionInfo("next_pane", _tr("Ne&xt pane"), "view", "", ("F6",), separator=True),
        ActionInfo("previous_pane", _tr("Pre&vious pane"), "view", "", ("Shift+F6",)),
        *_languages(),
    )


def _languages() -> tuple[ActionInfo, ...]:
    words = {"system": _tr("As the system"), **OWN_NAMES}
    return tuple(
        ActionInfo(
            f"language_{choice}",
            words[choice],
            "view",
            separator=choice == "system",
            submenu="language",
            is_checkable=True,
        )
        for choice in LANGUAGES
    )


def _help() -> tuple[ActionInfo, ...]:
    return (
        ActionInfo("guide", _tr("&User guide"), "help", "help", ("Shift+F1",)),
        ActionInfo("shortcuts", _tr("&Keyboard shortcuts…"), "help", "keyboard", ("F1", "?")),
        ActionInfo("about", _tr("&About Handful"), "help", "info"),
    )


def _has_one(now: Situation) -> bool:
    return now.selected > 0


def _decision(key: str, text: str, icon: str, *shortcut: str) -> ActionInfo:
    return ActionInfo(key, text, "review", icon, shortcut, scope="pictures", enabled=_queries)


def recent_title() -> str:
    """The menu of recent projects."""
    return _tr("Open &recent")
