"""MAML that also learns how far each single number may move, and which way (Meta-SGD, Li 2017)."""

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
    """theta' = theta - alpha o grad_theta L_S, equation 3; alpha has the shape of theta, of either sign.

    The head has a row for each class of an episode, whichever they are: alpha is of a column, (d,).
    """
    return parameter - rate * gradient


@dataclass(frozen=True, slots=True, eq=False)
class MetaSgd:
    """Adapts body and head."""

    meta: Meta
    setting: Setting
    name: str = "meta-sgd"

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, AdaptedNetwork]:
        """Yields loss and accuracy on the support set before each step."""
        return adapt(self.name, update, self.meta, self.setting, support, report=report)
