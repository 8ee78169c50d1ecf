from __future__ import annotations

import pytest
import torch

from handful.training.embedded import ClassSet
from handful.training.episodes import EpisodeError
from handful.training.meta_episodes import EmbeddedSampler, MetaEpisodes, damped


def classes(n: int = 12, per_class: int = 9, d: int = 6) -> ClassSet:
    generator = torch.Generator().manual_seed(0)
    labels = torch.arange(n).repeat_interleave(per_class)
    centres = torch.randn(n, d, generator=generator)
    z = centres[labels] + 0.1 * torch.randn(n * per_class, d, generator=generator)
    return ClassSet(z, z + 0.01, z[:, None] + 0.3, labels, tuple(f"class {c}" for c in range(n)))


SMALL = MetaEpisodes(max_way=8, max_shot=6, n_queries=16)


def test_an_episode_depends_on_step_index_and_seed_alone() -> None:
    sampler = EmbeddedSampler(classes(), SMALL, seed=3)
    first, again, other = sampler(5, 1), EmbeddedSampler(classes(), SMALL, seed=3)(5, 1), sampler(5, 0)
    assert torch.equal(first.support.embeddings, again.support.embeddings)
    assert first.classes == again.classes
    assert not torch.equal(first.queries[:1], other.queries[:1])


def test_ways_and_shots_go_up_to_the_largest_and_some_supports_are_unequal() -> None:
    sampler = EmbeddedSampler(classes(), SMALL, seed=0)
    drawn = [sampler(step, 0) for step in range(150)]
    ways = {e.support.n_way for e in drawn}
    shots = {int(e.support.shots().max()) for e in drawn}
    unequal = [e for e in drawn if len(set(e.support.shots().tolist())) > 1]
    assert ways == set(range(2, 9))
    assert shots == set(range(1, 7))
    assert 0.1 < len(unequal) / len(drawn) < 0.5


def test_a_label_says_nothing_of_which_class_it_is() -> None:
    sampler = EmbeddedSampler(classes(), SMALL, seed=0)
    first = [sampler(step, 0).classes[0] for step in range(120)]
    assert set(first) == set(range(12))


def test_damping_takes_a_share_of_what_is_the_classs_own() -> None:
    sampler = EmbeddedSampler(classes(), SMALL, seed=0)
    episode = sampler(0, 0)
    own = torch.nn.functional.normalize(torch.randn(episode.support.n_way, 6), dim=1)
    result = damped(episode, own, 0.25)
    direction = own[episode.query_labels]
    before, after = (episode.queries * direction).sum(1), (result.queries * direction).sum(1)
    torch.testing.assert_close(after, 0.75 * before)
    across = episode.queries - before[:, None] * direction
    torch.testing.assert_close(result.queries - after[:, None] * direction, across)


def test_too_few_classes_are_told() -> None:
    with pytest.raises(EpisodeError, match="12 classes; 20-way episodes need 20"):
        EmbeddedSampler(classes(), MetaEpisodes(max_way=20), seed=0)
