from __future__ import annotations

from pathlib import Path

import pytest
import torch
from PIL import Image

from handful.fewshot.checkpoints import LoadedEncoder, load_encoder
from handful.images.views import query_views
from handful.training.embedded import Embedded, EmbeddingPlan, embed_sources
from handful.training.packing import load_packed
from handful.training.progress import Counted
from tests.fewshot.tiny import saved
from tests.training.pictures import mini_classes, write_pictures
from tests.workflows.tiny import drain

PLAN = EmbeddingPlan(per_class=4, validation_per_class=5, n_crops=2)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "mini"
    write_pictures(folder / "train", mini_classes("base", 3) + mini_classes("validation", 2), 6)
    return folder


@pytest.fixture
def encoder(tmp_path: Path) -> LoadedEncoder:
    return load_encoder(torch.device("cpu"), saved(tmp_path))


def embedded(encoder: LoadedEncoder, root: Path, plan: EmbeddingPlan = PLAN) -> tuple[list[str], Embedded]:
    news, outcome = drain(embed_sources(encoder, {"mini-imagenet": root}, root.parent / "out", plan))
    return [n.what for n in news if isinstance(n, Counted)], outcome


def test_pictures_of_each_class_are_embedded_in_every_role(encoder: LoadedEncoder, root: Path) -> None:
    _, data = embedded(encoder, root)
    assert data.encoder_sha256 == encoder.hash
    assert data.base.classes == tuple(sorted(mini_classes("base", 3)))
    assert data.validation.classes == tuple(sorted(mini_classes("validation", 2)))
    assert [z.shape for z in data.base.by_class(data.base.support)] == [(4, 8)] * 3
    assert [z.shape for z in data.validation.by_class(data.validation.crops)] == [(5, 2, 8)] * 2


def test_a_query_is_embedded_as_the_app_embeds_it(encoder: LoadedEncoder, root: Path) -> None:
    _, data = embedded(encoder, root)
    pack = {"size_px": 96, "fit": encoder.config.fit, "seed": 0}
    pictures = load_packed({"mini-imagenet": root}, "validation", root.parent / "out" / "packed", **pack)
    views = query_views(Image.fromarray(pictures.images[0]), encoder.config.image_size_px, encoder.config.fit)
    expected = torch.from_numpy(encoder.embed(views)).mean(0)
    torch.testing.assert_close(data.validation.query[0], expected, rtol=1e-2, atol=1e-3)


def test_the_second_time_they_are_read_and_not_computed(encoder: LoadedEncoder, root: Path) -> None:
    first, before = embedded(encoder, root)
    again, after = embedded(encoder, root)
    assert "embedding base pictures" in first
    assert not again
    assert torch.equal(before.base.crops, after.base.crops)


def test_other_numbers_are_another_file(encoder: LoadedEncoder, root: Path) -> None:
    embedded(encoder, root)
    news, data = embedded(encoder, root, EmbeddingPlan(per_class=2, validation_per_class=5, n_crops=1))
    assert "embedding base pictures" in news
    assert len(data.base.labels) == 6


def test_a_damaged_file_is_told_with_what_to_do(encoder: LoadedEncoder, root: Path) -> None:
    embedded(encoder, root)
    (path,) = (root.parent / "out").glob("embedded-*.safetensors")
    path.write_bytes(b"nothing")
    with pytest.raises(ValueError, match=r"is damaged .* remove it"):
        embedded(encoder, root)
