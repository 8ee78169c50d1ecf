"""The optimization-based learner: an initialisation from which a few gradient steps go far (Finn 2017).

Rates learned together with it, one for each tensor: MAML++ (Antoniou 2019).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

from torch import Tensor

from handful.fewshot.adapter import AdaptedNetwork, Setting, adapt
from handful.fewshot.inner_loop import Meta
from handful.fewshot.learner import AdaptStep
from handful.fewshot.support import SupportSet

ADAPTS: Final = ("gain", "shift", "head")


def update(parameter: Tensor, gradient: Tensor, rate: Tensor) -> Tensor:
    """theta' = theta - alpha grad_theta L_S(f_theta), equation 1; alpha: () of each tensor.

    Meta-training minimises the loss of theta' on the queries by theta and alpha: the outer gradient
    has the second derivatives of L_S in it, or takes them for zero in the first-order form (section 5.2).
    """
    return parameter - rate * gradient


@dataclass(frozen=True, slots=True, eq=False)
class Maml:
    """Adapts body and head."""

    meta: Meta
    setting: Setting
    name: str = "maml"

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, AdaptedNetwork]:
        """Yields loss and accuracy on the support set before each step."""
        return adapt(self.name, update, self.meta, self.setting, support, report=report)
