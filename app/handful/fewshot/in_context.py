"""The learner that reads the support set as its context: f_theta(x, S), no weight changes (CAML, Fifty 2024).

As in CAML a transformer over frozen embeddings sees pictures with their label codes and a query without one.
Here it sees codes by their inner products alone, so that which orthonormal codes an episode draws cannot
matter, and embeddings likewise: projections of embeddings, learned on base classes, lost 2 to 6 points on
validation classes, whose pictures are drawn together less. It starts as `prototypes` and learns a correction.
"""

from __future__ import annotations

from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.episode_network import EpisodeNetwork, class_means
from handful.fewshot.relation import RelationModule
from handful.fewshot.set_transformer import AttentionBlock, Tokens

MAX_TOKENS: Final = 20


class InContextNetwork(EpisodeNetwork):
    """Support tokens look at one another, query tokens at the support only, through the same blocks; then

        similarity_c = <x_q, p_c> + lambda(u_q) y_qc + g_phi(z_q, m_c)

    with p_c = normalise( sum_{i in c} s(u_i) x_i ), m_c the mean of class c and g_phi the relation module. A
    query meets no other query: it is inductive.
    """

    def __init__(self, layers: int, heads: int, inner: int, hidden: int) -> None:
        super().__init__()
        self.begin = nn.Linear(1, inner)
        self.blocks = nn.ModuleList(AttentionBlock(heads, inner) for _ in range(layers))
        self.share = nn.Linear(inner, 1)
        self.of_label = nn.Linear(inner, 1)
        self.relation = RelationModule(hidden)
        for head in (self.share, self.of_label):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def learn(self, z: Tensor, one_hot: Tensor) -> tuple[Tensor, ...]:
        """Prototypes and means (n_way, d), log counts (n_way,), balance (n,), and x and y at each block."""
        plain, all_counts = class_means(z, one_hot)
        log_counts = all_counts.log()
        z, one_hot = condensed(z, one_hot)
        counts = one_hot.sum(0)
        balance = -(one_hot @ counts.log())
        tokens = Tokens(z, one_hot, self.begin((one_hot @ log_counts)[:, None] / 3))
        seen: list[Tensor] = []
        for block in self.blocks:
            seen += [tokens.x, tokens.y]
            tokens = block(tokens, tokens.x, tokens.y, balance)
        shares = one_hot * self.share(tokens.u).exp()
        prototypes = F.normalize((shares / shares.sum(0)).T @ tokens.x, dim=1)
        return prototypes, plain, log_counts, balance, *seen

    def answer(self, kept: tuple[Tensor, ...], z: Tensor) -> Tensor:
        """The similarity of each query to each class."""
        prototypes, means, log_counts, balance, *seen = kept
        n = z.shape[0]  # not len(z): a graph for any number of queries would keep this one
        tokens = Tokens(z, z.new_zeros(n, len(prototypes)), self.begin(z.new_full((n, 1), -1.0)))
        for block, x, y in zip(self.blocks, seen[::2], seen[1::2], strict=True):
            tokens = block(tokens, x, y, balance)
        correction: Tensor = self.relation(z, means, log_counts)
        of_label: Tensor = self.of_label(tokens.u)
        return tokens.x @ prototypes.T + of_label * tokens.y + correction


def condensed(z: Tensor, one_hot: Tensor) -> tuple[Tensor, Tensor]:
    """At most `MAX_TOKENS` tokens of each class, as many as it was trained with: where there are more
    pictures, means of those that are about as close to their class's mean, whatever order they came in.
    """
    counts = one_hot.sum(0)
    if int(counts.max()) <= MAX_TOKENS:
        return z, one_hot
    means, _ = class_means(z, one_hot)
    tokens, labels = [], []
    for c in range(one_hot.shape[1]):
        members = z[one_hot[:, c] > 0]
        if len(members) > MAX_TOKENS:
            ranked = members[(members @ means[c]).argsort(descending=True)]
            members = torch.stack(
                [F.normalize(part.mean(0), dim=0) for part in ranked.tensor_split(MAX_TOKENS)]
            )
        tokens.append(members)
        labels += [c] * len(members)
    return torch.cat(tokens), F.one_hot(torch.tensor(labels, device=z.device), len(counts)).to(z.dtype)
