"""Methods of easyfsl: they answer what they must, and leave embeddings and episodes as they are."""

from __future__ import annotations

import pytest
import torch

from handful.fewshot.calibration import uniform
from handful.fewshot.prototypes import Prototypes
from handful.training.contestants import OwnLearner
from handful.training.kinds import Kind, draw
from handful.training.peers import Peer, easyfsl_is_installed, easyfsl_peers
from tests.training.test_evaluation import clusters

pytest.importorskip("easyfsl")

CENTRE = torch.full((16,), 0.1)
PLAIN = uniform(10.0)


@pytest.fixture(scope="module")
def peers() -> dict[str, Peer]:
    return {peer.name: peer for peer in easyfsl_peers(CENTRE)}


def hard_episodes(n_shot: int = 1):
    return list(draw(Kind("plain", 5, n_shot), clusters(1.2), None, n_episodes=6, seed=1))


def test_the_transductive_ones_are_marked(peers: dict[str, Peer]) -> None:
    assert easyfsl_is_installed()
    assert {name.removeprefix("easyfsl "): peer.transductive for name, peer in peers.items()} == {
        "PrototypicalNetworks": False,
        "SimpleShot": False,
        "MatchingNetworks": False,
        "TIM": True,
        "BD-CSPN": True,
    }


def test_classes_that_lie_apart_are_told_apart_by_each(peers: dict[str, Peer]) -> None:
    for episode in draw(Kind("plain", 5, 2), clusters(0.01), None, n_episodes=3, seed=0):
        for peer in peers.values():
            answered = peer.answer(episode)
            assert torch.equal(answered.answers, episode.query_labels), peer.name
            assert answered.scores is None
            assert answered.adapt_ms > 0 < answered.classify_ms


@pytest.mark.parametrize("name", ["PrototypicalNetworks", "SimpleShot", "MatchingNetworks"])
def test_with_one_picture_a_class_the_inductive_ones_answer_as_our_prototypes(
    peers: dict[str, Peer], name: str
) -> None:
    ours = OwnLearner(Prototypes(CENTRE, PLAIN, ""))
    for episode in hard_episodes():
        assert torch.equal(peers[f"easyfsl {name}"].answer(episode).answers, ours.answer(episode).answers)


def test_matching_networks_are_attention_over_the_pictures_as_in_the_paper(peers: dict[str, Peer]) -> None:
    for episode in hard_episodes(n_shot=3):
        z = torch.nn.functional.normalize(episode.support.embeddings - CENTRE, dim=1)
        q = torch.nn.functional.normalize(episode.queries - CENTRE, dim=1)
        by_hand = torch.softmax(q @ z.T, 1) @ torch.nn.functional.one_hot(episode.support.labels).float()
        assert torch.equal(peers["easyfsl MatchingNetworks"].answer(episode).answers, by_hand.argmax(1))


def test_an_episode_is_answered_the_same_whatever_came_before_and_not_changed(peers: dict[str, Peer]) -> None:
    first, second = hard_episodes(n_shot=2)[:2]
    before = first.support.embeddings.clone(), first.queries.clone()
    for peer in peers.values():
        answers = peer.answer(first).answers
        peer.answer(second)
        assert torch.equal(peer.answer(first).answers, answers), peer.name
    assert torch.equal(first.support.embeddings, before[0])
    assert torch.equal(first.queries, before[1])
