"""Pictures a second: of those that can be read, whatever the cache knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from handful.workflows.encoding_speed import WARM_UP, pictures_per_second
from handful.workflows.progress import WorkflowError
from tests.workflows.tiny import RED, paint, tiny_engine

QUERY_VIEWS = 2


def test_every_picture_is_encoded_though_the_cache_has_it_and_the_cache_stays_as_it_is(
    tmp_path: Path,
) -> None:
    paths = [paint(tmp_path / f"{i}.png", RED, i) for i in range(10)]
    engine = tiny_engine()
    assert pictures_per_second(engine, paths) > 0
    assert engine.encoder.embedded == QUERY_VIEWS * (WARM_UP + 10)
    pictures_per_second(engine, paths)
    assert engine.encoder.embedded == 2 * QUERY_VIEWS * (WARM_UP + 10)
    engine.cache.close()


def test_where_no_picture_can_be_read_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_text("no picture")
    engine = tiny_engine()
    with pytest.raises(WorkflowError, match="none of the first pictures can be read"):
        pictures_per_second(engine, [tmp_path / "x.png"])
    engine.cache.close()
