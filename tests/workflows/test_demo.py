"""The demo's folder, as the window asks for it."""

import pytest

from handful.workflows.demo import draw_demo
from handful.workflows.progress import WorkflowError
from tests.workflows.tiny import drain


def test_a_folder_that_holds_other_pictures_is_refused_and_left_alone(tmp_path):
    mine = tmp_path / "support" / "holiday.jpg"
    mine.parent.mkdir()
    mine.write_text("my picture")
    with pytest.raises(WorkflowError):
        drain(draw_demo(tmp_path))
    assert mine.read_text() == "my picture"
    assert [p.name for p in tmp_path.iterdir()] == ["support"]
