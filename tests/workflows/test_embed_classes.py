"""A data set is embedded once, as queries and as support, and what cannot be read is left out of both."""

import pytest
import torch

from handful.workflows.embed_classes import embed_classes, find_classes, learner_on_cpu
from handful.workflows.progress import WorkflowError
from tests.workflows.tiny import GREEN, RED, drain, paint, tiny_engine


@pytest.fixture
def engine():
    engine = tiny_engine()
    yield engine
    engine.cache.close()


@pytest.fixture
def dataset(tmp_path):
    for name, colour in (("red", RED), ("green", GREEN)):
        for i in range(3):
            paint(tmp_path / name / f"{i}.png", colour, i)
    return tmp_path


def test_each_class_has_one_row_a_picture_in_both_forms(engine, dataset):
    _, data = drain(embed_classes(engine, find_classes(dataset)))
    assert data.class_names == ("green", "red")
    assert [tuple(z.shape) for z in (*data.by_class, *data.support_by_class)] == [(3, 3)] * 4
    assert data.pictures == 6
    green, red = (z.mean(0) for z in data.by_class)
    torch.testing.assert_close(red, torch.tensor(RED) / 255, atol=0.03, rtol=0)
    torch.testing.assert_close(green, torch.tensor(GREEN) / 255, atol=0.03, rtol=0)


def test_speed_is_told_only_where_pictures_were_encoded(engine, dataset):
    _, first = drain(embed_classes(engine, find_classes(dataset)))
    _, second = drain(embed_classes(engine, find_classes(dataset)))
    assert first.pictures_per_second > 0
    assert second.pictures_per_second is None


def test_an_unreadable_picture_is_left_out_of_both_forms_and_told(engine, dataset):
    broken = dataset / "red" / "1.png"
    broken.write_text("no picture at all")
    _, data = drain(embed_classes(engine, find_classes(dataset)))
    assert [len(z) for z in data.by_class] == [len(z) for z in data.support_by_class] == [3, 2]
    assert [path for path, _ in data.skipped] == [str(broken)]


def test_a_folder_without_class_folders_is_refused(tmp_path):
    with pytest.raises(WorkflowError, match="holds no class folder; it needs one folder per class"):
        find_classes(tmp_path)
    with pytest.raises(WorkflowError, match="is not a folder"):
        find_classes(tmp_path / "missing")


def test_the_learner_for_the_embeddings_is_the_engines(engine):
    assert learner_on_cpu(engine, "prototypes").name == "prototypes"
    with pytest.raises(ValueError, match="no learner"):
        learner_on_cpu(engine, "no such")
