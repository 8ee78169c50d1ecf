"""The blocks of the in-context learner: attention over a support set that knows pictures and labels.

A token is three things: x, (n, d), an embedding at unit length; y, (n, n_way), what is known of its label,
in coordinates of the episode's label codes; u, (n, m), numbers that depend on inner products alone. Nothing
is learned about single directions of x or y, so that turning the codes or the embeddings changes no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """x: (n, d), y: (n, n_way), u: (n, m), float32."""

    x: Tensor
    y: Tensor
    u: Tensor


class AttentionBlock(nn.Module):
    """One block of several heads h; j runs over the support set, n_c(j) is the count of j's class:

        a_ij = softmax_j( beta_h <x_i, x_j> + delta_h <y_i, y_j> - log n_c(j) )
        u_i <- u_i + MLP(u_i, <x_i, a x>, |a x|, |a y|, <y_i, a y>  of each head)
        x_i <- normalise( x_i + sum_h g_h(u_i) (a x)_i ),   y_i <- y_i + sum_h e_h(u_i) (a y)_i

    The last term of the attention lets each class weigh the same, however many pictures it has.
    """

    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        self.beta = nn.Parameter(torch.linspace(1.0, 12.0, heads))
        self.delta = nn.Parameter(torch.linspace(0.0, 3.0, heads))
        self.mix = nn.Sequential(
            nn.Linear(4 * heads + inner, 2 * inner), nn.GELU(), nn.Linear(2 * inner, inner)
        )
        self.move = nn.Linear(inner, 2 * heads)
        nn.init.normal_(self.move.weight, std=0.01)
        nn.init.zeros_(self.move.bias)

    def forward(self, tokens: Tokens, support_x: Tensor, support_y: Tensor, balance: Tensor) -> Tokens:
        """Tokens that look at the support set (n_support tokens of the same layer). balance: (n_support,)."""
        by_picture = self.beta[:, None, None] * (tokens.x @ support_x.T)
        by_label = self.delta[:, None, None] * (tokens.y @ support_y.T)
        attention = torch.softmax(by_picture + by_label + balance, dim=2)
        seen_x, seen_y = attention @ support_x, attention @ support_y
        about = [
            (seen_x * tokens.x).sum(2),
            seen_x.norm(dim=2),
            seen_y.norm(dim=2),
            (seen_y * tokens.y).sum(2),
        ]
        u = tokens.u + self.mix(torch.cat([*about, tokens.u.T]).T)
        gates = self.move(u).T[:, :, None]
        gate_x, gate_y = gates.chunk(2)
        x = F.normalize(tokens.x + (gate_x * seen_x).sum(0), dim=1)
        return Tokens(x, tokens.y + (gate_y * seen_y).sum(0), u)
