"""The heat map lies over the right place of the picture, and in sum it is the similarity."""

import dataclasses

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from handful.fewshot.checkpoints import load_encoder
from handful.fewshot.devices import choose_device
from handful.images.cache import EmbeddingCache
from handful.project import edits
from handful.project.changes import apply
from handful.project.document import Project
from handful.project.edits import NewPicture
from handful.workflows.embed_project import embed_all
from handful.workflows.engine import Engine
from handful.workflows.insight_heat_map import CELLS, heat_map, on_picture
from handful.workflows.progress import WorkflowError
from tests.fewshot.tiny import TINY, saved
from tests.workflows.tiny import GREEN, RED, drain, paint


@pytest.fixture(params=["crop", "squash"])
def engine(request, tmp_path):
    config = dataclasses.replace(TINY, fit=request.param)
    encoder = load_encoder(torch.device("cpu"), saved(tmp_path, config))
    engine = Engine(encoder, choose_device("cpu"), EmbeddingCache(None))
    yield engine
    engine.cache.close()


@pytest.fixture
def project(tmp_path):
    def new(name, colour, seed, class_name=None):
        return NewPicture(str(paint(tmp_path / name, colour, seed, (40, 24))), class_name)

    pictures = [new(f"{i}.png", RED, i, "red") for i in range(3)]
    pictures += [new("other.png", GREEN, 7, "green"), new("query.png", RED, 9)]
    return apply(Project(), edits.add_pictures(Project(), pictures))[0]


def similarity(engine, project, picture, others):
    """Of a picture to the mean of others, as the prototypes learner has it."""
    _, mine = drain(embed_all(engine, project, [picture], picture.role))
    _, examples = drain(embed_all(engine, project, others, "support"))
    centre = engine.encoder.centre
    z = F.normalize(torch.from_numpy(np.stack(list(examples.values()))) - centre, dim=1)
    x = F.normalize(torch.from_numpy(mine[picture.id]) - centre, dim=0)
    return float(x @ F.normalize(z.mean(0), dim=0))


def test_the_cells_add_up_to_the_similarity_of_a_query_to_the_class(engine, project):
    [query] = project.queries()
    _, drawn = drain(heat_map(engine, project, query.id, 1))
    assert drawn.cells.shape == (CELLS, CELLS)
    assert float(drawn.cells.sum()) == pytest.approx(
        similarity(engine, project, query, project.support(1)), abs=1e-4
    )


def test_an_example_is_compared_with_the_others_of_its_class(engine, project):
    first, *others = project.support(1)
    _, drawn = drain(heat_map(engine, project, first.id, 1))
    assert float(drawn.cells.sum()) == pytest.approx(similarity(engine, project, first, others), abs=1e-4)


def test_a_class_without_another_example_is_refused_with_what_to_do(engine, project):
    [only] = project.support(2)
    with pytest.raises(WorkflowError, match="class 'green' has no other example"):
        drain(heat_map(engine, project, only.id, 2))


def test_a_picture_that_went_away_is_refused_with_the_reason(engine, project, tmp_path):
    [query] = project.queries()
    (tmp_path / "query.png").unlink()
    with pytest.raises(WorkflowError):
        drain(heat_map(engine, project, query.id, 1))


def test_a_part_lies_where_its_box_is_and_keeps_its_sum():
    part = np.zeros((2, 2), np.float32)
    part[0, 1] = 3.0  # top right of the box
    cells = on_picture(part, (100, 0, 200, 100), (200, 100))  # the right half
    assert float(cells.sum()) == pytest.approx(3.0)
    row, column = np.unravel_index(cells.argmax(), cells.shape)
    assert row < CELLS / 2
    assert column > CELLS * 0.8
    assert cells[:, : CELLS // 3].sum() == 0


def test_what_the_crop_does_not_show_has_no_part():
    cells = on_picture(np.ones((4, 4), np.float32), (50, 0, 150, 100), (200, 100))
    assert cells[:, 0].sum() == cells[:, -1].sum() == 0
