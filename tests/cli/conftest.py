"""Commands in this process on the tiny engine, and folders of small pictures for them."""

from __future__ import annotations

import csv

import pytest
from typer.testing import CliRunner

from handful.cli.app import make_app
from handful.workflows import engine as engine_module
from tests.workflows.tiny import BLUE, GREEN, RED, paint, tiny_engine


@pytest.fixture
def engines(monkeypatch):
    """Commands get the tiny engine; what they asked for is written down: (device, cache_path, engine)."""
    made = []

    def load(*, device, cache_path, weights=None):
        engine = tiny_engine(cache_path)
        made.append((device, cache_path, engine))
        return engine
        yield

    monkeypatch.setattr(engine_module, "load_engine", load)
    yield made
    for _, _, engine in made:
        engine.cache.close()


@pytest.fixture
def handful(engines):
    """Runs a command: `handful("label", ...)` -> result with exit_code, stdout and stderr."""

    def run(*arguments):
        words = [str(argument) for argument in arguments]
        app = make_app(words, lambda _out: pytest.fail("nobody asked for the demo"))
        return CliRunner().invoke(app, words)

    return run


@pytest.fixture
def folders(tmp_path):
    """Two classes of two examples; three queries, the last of a colour that is no class."""
    support, queries = tmp_path / "support", tmp_path / "queries"
    for name, colour in (("red", RED), ("green", GREEN)):
        for i in range(2):
            paint(support / name / f"{i}.png", colour, i)
    paint(queries / "a" / "1.png", RED, 11)
    paint(queries / "a" / "2.png", GREEN, 12)
    paint(queries / "b" / "3.png", BLUE, 13)
    return support, queries


@pytest.fixture
def read_csv():
    """The lines of a CSV file as dicts."""

    def read(path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read
