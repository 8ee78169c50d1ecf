"""The metric learner whose metric is learned: a relation module compares a picture with a class (Sung 2018).

Base-class embeddings are drawn together more than those of unseen classes, and whatever the module could know
of *which* numbers of an embedding differ did not carry over to validation classes. It is therefore given how
*much* two embeddings differ, in several ways, and how sure the class's mean is; it starts as `prototypes`.
"""

from __future__ import annotations

from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.episode_network import EpisodeNetwork, class_means

N_COMPARISONS: Final = 5


class RelationModule(nn.Module):
    """g_phi: a small network on the ways in which a query and a class compare; 0 before it is trained."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.enter = nn.Linear(N_COMPARISONS, hidden)
        self.middle = nn.Linear(hidden, hidden)
        self.leave = nn.Linear(hidden, 1, bias=False)
        nn.init.zeros_(self.leave.weight)

    def forward(self, z: Tensor, means: Tensor, log_counts: Tensor) -> Tensor:
        """(m, n_way) for z: (m, d) unit vectors, means: (n_way, d), log_counts: (n_way,)."""
        compared = comparisons(z, F.normalize(means, dim=1))
        of_class = torch.stack([means.norm(dim=1), log_counts / 3], dim=1).expand(*compared.shape[:2], 2)
        hidden = F.gelu(self.enter(torch.cat([compared, of_class], dim=2)))
        correction: Tensor = self.leave(F.gelu(self.middle(hidden)))
        return correction[..., 0]


class RelationNetwork(EpisodeNetwork):
    """r_qc = g_phi(C(f(x_q), f(x_c))): equation 1, where f(x_c) is the mean over the class's pictures
    (section 3.2), C compares the embeddings z and p, and g_phi is a small network beside a shortcut:

        C = (cos(z, p), 1 - |z - p|_1, cos(root z, root p), |mean of the class|, log of its pictures)
        r_qc = cos(z, p) + g_phi(C)
    """

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.relation = RelationModule(hidden)

    def learn(self, z: Tensor, one_hot: Tensor) -> tuple[Tensor, ...]:
        """The mean of each class, (n_way, d), and the logarithm of its pictures, (n_way,)."""
        means, counts = class_means(z, one_hot)
        return means, counts.log()

    def answer(self, kept: tuple[Tensor, ...], z: Tensor) -> Tensor:
        """The relation score of each query and class."""
        means, log_counts = kept
        cosine = z @ F.normalize(means, dim=1).T
        correction: Tensor = self.relation(z, means, log_counts)
        return cosine + correction


def comparisons(z: Tensor, prototypes: Tensor) -> Tensor:
    """(m, d) and (n_way, d) unit vectors -> (m, n_way, 3): cosine, 1 - L1 distance, cosine of roots."""
    d = z.shape[1]
    distance = manhattan(z, prototypes) / d**0.5
    return torch.stack([z @ prototypes.T, 1 - distance, _root(z) @ _root(prototypes).T], dim=2)


def manhattan(a: Tensor, b: Tensor) -> Tensor:
    """(m, d) and (n, d) -> (m, n). ONNX has no operator for it; what it has takes d times the memory."""
    if torch.compiler.is_exporting():
        return (a[:, None] - b).abs().sum(2)
    return torch.cdist(a, b, p=1)


def _root(z: Tensor) -> Tensor:
    """sign(z) sqrt(|z|), at unit length."""
    return F.normalize(z.sign() * z.abs().sqrt(), dim=1)
