"""A workbench and the whole app on a tiny engine, and pictures to drop on them."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from handful.project.session import Session
from handful.ui.app import App
from handful.ui.commons import Commons
from handful.ui.engine_host import EngineHost
from handful.ui.places import Places
from handful.ui.workbench import Workbench
from handful.workflows.progress import LoadingStep
from tests.ui.bench import Answers, settle
from tests.workflows.tiny import BLUE, GREEN, RED, paint, tiny_engine


def _load_tiny():
    yield LoadingStep("Loading the encoder")
    return tiny_engine()


@pytest.fixture
def load_tiny():
    """What an EngineHost loads in tests."""
    return _load_tiny


@pytest.fixture
def pictures(tmp_path):
    """`classes/` with red and green, `heap/` with one picture each of red, green and blue."""
    for name, colour in (("red", RED), ("green", GREEN)):
        for i in range(2):
            paint(tmp_path / "classes" / name / f"{name} {i}.png", colour, i)
    for i, (name, colour) in enumerate((("a red", RED), ("b green", GREEN), ("c blue", BLUE))):
        paint(tmp_path / "heap" / f"{name}.png", colour, 10 + i)
    return tmp_path


@pytest.fixture
def bench(qapp, tmp_path, load_tiny):
    host = EngineHost(load_tiny)
    bench = Workbench(Session.create(tmp_path / "test.handful"), host)
    yield bench
    bench.close()
    host.deleteLater()
    bench.deleteLater()


@pytest.fixture
def ready_bench(bench, qtbot):
    with qtbot.waitSignal(bench.host.ready, timeout=30_000):
        bench.host.load()
    return bench


@pytest.fixture
def sorted_bench(ready_bench, pictures, qtbot):
    """Classes and heap dropped, everything classified."""
    ready_bench.drop([str(pictures / "classes")])
    ready_bench.drop([str(pictures / "heap")])
    settle(qtbot, ready_bench)
    return ready_bench


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "config", tmp_path / "data", tmp_path / "cache.sqlite")


@pytest.fixture
def dialogs():
    return Answers()


@pytest.fixture
def make_app(qapp, places, dialogs, load_tiny, qtbot):
    made = []

    def make(project=None):
        commons = Commons(QApplication.instance(), places, load_tiny)
        app = App(commons, project, dialogs=dialogs)
        made.append(app)
        notices = []
        app.desk.notice.connect(notices.append)
        app.notices = notices
        app.window.show()
        app.begin()
        qtbot.waitUntil(lambda: app.host.is_ready, timeout=30_000)
        return app

    yield make
    for app in made:
        app.finish()
        app.commons.close()
        app.window.hide()
        app.window.deleteLater()
        app.deleteLater()
        app.commons.deleteLater()
        for held in (app.presenter, app.window, app):  # pytest holds the app; what hangs on it must go
            vars(held).clear()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def app(make_app):
    return make_app()


@pytest.fixture
def sorted_app(app, pictures, qtbot):
    app.bench.drop([str(pictures / "classes")])
    app.bench.drop([str(pictures / "heap")])
    settle(qtbot, app.bench)
    return app
