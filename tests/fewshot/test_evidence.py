"""What a position adds to a similarity: pinned by hand, and in sum exactly the similarity of the learners."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch

from handful.fewshot.checkpoints import load_encoder
from handful.fewshot.evidence import evidence, shared_out
from handful.fewshot.linear_head import LinearHead, centred
from tests.fewshot.tiny import PLAIN, saved, tiny_pictures


@pytest.fixture
def encoder(tmp_path):
    loaded = load_encoder(torch.device("cpu"), saved(tmp_path))
    centre = torch.linspace(-0.2, 0.3, loaded.config.embedding_size)
    return dataclasses.replace(loaded, centre=centre)


def test_two_positions_that_speak_for_and_against_a_class_get_the_parts_computed_by_hand():
    maps = torch.tensor([[[[4.0, 0.0]], [[0.0, 2.0]]]])  # one view, two features, one row of two positions
    embedding, centre = maps.mean(dim=(2, 3)), torch.zeros(2)  # (2, 1), of length sqrt(5)
    added = shared_out(maps, embedding, centre, torch.tensor([[1.0, -1.0]]))
    torch.testing.assert_close(added, torch.tensor([[[[2.0, -1.0]]]]) / 5**0.5)


def test_the_centre_is_taken_off_everywhere_alike():
    maps = torch.tensor([[[[4.0, 0.0]], [[0.0, 2.0]]]])
    embedding, centre = maps.mean(dim=(2, 3)), torch.tensor([1.0, 1.0])  # (2, 1) - (1, 1) has length 1
    added = shared_out(maps, embedding, centre, torch.tensor([[1.0, 0.0]]))
    torch.testing.assert_close(added, torch.tensor([[[[1.5, -0.5]]]]))


def test_a_feature_that_is_nowhere_active_is_shared_out_evenly():
    added = shared_out(torch.zeros(1, 1, 2, 2), torch.tensor([[3.0]]), torch.zeros(1), torch.tensor([[1.0]]))
    torch.testing.assert_close(added, torch.full((1, 1, 2, 2), 0.25))


def test_the_parts_add_up_to_what_a_linear_head_says_of_the_picture(encoder):
    views = tiny_pictures(3)
    weights = torch.randn(4, encoder.config.embedding_size, generator=torch.Generator().manual_seed(1))
    head = LinearHead(weights, torch.zeros(len(weights)), encoder.centre, PLAIN, 1, "hash", "prototypes")
    embedding = torch.from_numpy(encoder.embed(views)).mean(0, keepdim=True)
    added = evidence(encoder, views, weights)
    assert added.shape[:2] == (4, 3)
    said = head.classify(embedding).similarity[0]
    torch.testing.assert_close(added.sum(dim=(1, 2, 3)), said, atol=1e-5, rtol=1e-5)


def test_the_sum_holds_for_an_embedding_that_changes_each_pooled_number():
    generator = torch.Generator().manual_seed(0)
    maps = torch.rand(2, 5, 3, 4, generator=generator)
    embeddings, centre = maps.mean(dim=(2, 3)) ** 0.5, torch.rand(5, generator=generator)
    weights = torch.randn(3, 5, generator=generator)
    said = (centred(embeddings.mean(0, keepdim=True), centre) @ weights.T)[0]
    torch.testing.assert_close(shared_out(maps, embeddings, centre, weights).sum(dim=(1, 2, 3)), said)


def test_what_is_pooled_is_nowhere_below_zero(encoder):
    pictures = torch.from_numpy(tiny_pictures(2))
    with torch.inference_mode():
        maps = encoder.network.maps(encoder.inputs(pictures))
    assert float(maps.min()) >= 0.0


def test_a_bright_spot_alone_in_an_empty_map_has_all_the_evidence():
    maps = torch.zeros(1, 3, 4, 4)
    maps[0, :, 1, 2] = torch.tensor([1.0, 2.0, 2.0])
    added = shared_out(maps, maps.mean(dim=(2, 3)), torch.zeros(3), torch.tensor([[1.0, 2.0, 2.0]]) / 3)
    assert np.isclose(float(added[0, 0, 1, 2]), 1.0)
    assert float(added.sum()) == pytest.approx(1.0)
