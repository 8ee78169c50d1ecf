"""Conv4 with a head of its own for each episode: what MAML adapts end to end, as in the paper.

Batch-norm uses the running statistics of meta-training before, within and after the inner loop, so that no
query's answer depends on another query (the paper's own batch statistics are transductive: Nichol 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor
from torch.func import functional_call

from handful.fewshot.conv4 import Conv4
from handful.fewshot.inner_loop import Params

WEIGHT, BIAS, LOG_SCALE = "head.weight", "head.bias", "log_scale"


@dataclass(frozen=True, slots=True, eq=False)
class AdaptedConv4:
    """logits = W f(x) + b, f the network in evaluation mode; W: (n_way, d), b: (n_way,).

    Parameters go by the network's own names. statistics: its running means and variances, by name.
    """

    network: Conv4
    statistics: Mapping[str, Tensor]

    def start(self, body: Params, inputs: Tensor, one_hot: Tensor) -> Params:
        """W = 2 scale / d p_c,  b = -scale / d |p_c|^2: the logits are -scale / d |f - p_c|^2 but for what
        all classes share (Snell 2017, equation 8; Proto-MAML, Triantafillou 2020). p_c: the class's mean f.
        """
        f = self.features(body, inputs)
        means = (one_hot / one_hot.sum(0)).T @ f
        scale = body[LOG_SCALE].exp() / f.shape[1]
        return {**body, WEIGHT: 2 * scale * means, BIAS: -scale * means.square().sum(1)}

    def logits(self, params: Params, inputs: Tensor) -> Tensor:
        """inputs: (n, channels, size, size) float32 -> (n, n_way) float32."""
        return self.features(params, inputs) @ params[WEIGHT].T + params[BIAS]

    def features(self, params: Params, inputs: Tensor) -> Tensor:
        """f: (n, d) float32."""
        own = {name: params[name] for name, _ in self.network.named_parameters()}
        features: Tensor = functional_call(self.network.eval(), {**own, **self.statistics}, (inputs,))
        return features.float()
