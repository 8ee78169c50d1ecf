"""Prototypical networks (Snell 2017) end to end: the network itself is meta-trained on episodes."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.conv4 import Conv4, Conv4Config
from handful.training.episodes import Episode
from handful.training.outer_loop import EpisodicModel


class PrototypeNet(EpisodicModel):
    """P(y = c | x) ~ exp(-scale * |f(x) - p_c|^2 / d), p_c the mean of f over the class's support.

    Equations 1 and 2 of Snell 2017, with a learned scale.
    """

    def __init__(self, config: Conv4Config) -> None:
        super().__init__()
        self.network = Conv4(config)
        self.log_scale = nn.Parameter(torch.tensor(2.0))

    def episode_loss(self, episode: Episode) -> tuple[Tensor, Tensor]:
        """Support and queries pass the network as one batch, as in the paper."""
        support = episode.support
        z = self.network(torch.cat([support.embeddings, episode.queries])).float()
        of_support, of_queries = z[: len(support.labels)], z[len(support.labels) :]
        logits = self.log_scale.exp() * closeness(
            of_queries, prototypes(of_support, support.labels, support.n_way)
        )
        loss = F.cross_entropy(logits, episode.query_labels)
        return loss, (logits.argmax(1) == episode.query_labels).float().mean()


def prototypes(z: Tensor, labels: Tensor, n_way: int) -> Tensor:
    """(n_way, d): the mean of each class's embeddings (n, d)."""
    one_hot = F.one_hot(labels, n_way).to(z.dtype)
    return one_hot.T @ z / one_hot.sum(0).unsqueeze(1)


def closeness(queries: Tensor, points: Tensor) -> Tensor:
    """(n_queries, n_points): minus the mean squared difference, -|q - p|^2 / d."""
    squared = queries.square().mean(1, keepdim=True) + points.square().mean(1)
    return 2 * queries @ points.T / queries.shape[1] - squared
