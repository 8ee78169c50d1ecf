"""A shelf in a window, and a record of what it told."""

from __future__ import annotations

import pytest

from handful.ui.views.shelf import Shelf

SIGNALS = (
    *("add_class_requested", "rename_class_requested", "remove_class_requested", "add_files_requested"),
    *("paths_dropped", "paths_dropped_on_class", "pictures_dropped", "pictures_dropped_on_class"),
    *("picture_selected", "remove_pictures_requested", "return_pictures_requested", "class_expanded"),
)


@pytest.fixture(autouse=True)
def qt_has_nothing_to_complain_about(qtlog):
    """Fails a test in which Qt warned; the offscreen platform says of itself what it cannot do."""
    yield
    assert [r.message for r in qtlog.records if "This plugin does not support" not in r.message] == []


@pytest.fixture
def shelf(qtbot, theme):
    shelf = Shelf(theme)
    qtbot.addWidget(shelf)
    shelf.resize(300, 700)
    shelf.show()
    shelf.activateWindow()
    qtbot.waitUntil(shelf.isActiveWindow)
    return shelf


@pytest.fixture
def heard(shelf):
    """What the shelf told: (signal, *arguments), in order."""
    told = []
    for name in SIGNALS:
        getattr(shelf, name).connect(lambda *arguments, name=name: told.append((name, *arguments)))
    return told
