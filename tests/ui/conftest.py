"""A workbench on a tiny engine, and pictures to drop on it."""

import pytest

from handful.project.session import Session
from handful.ui.engine_host import EngineHost
from handful.ui.workbench import Workbench
from handful.workflows.progress import LoadingStep
from tests.ui.bench import settle
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
