"""Almost no inner loop: MAML whose body is meta-learned and then left alone (Raghu 2020)."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from typing import Final

from torch import Tensor

from handful.fewshot.adapter import AdaptedNetwork, Setting, adapt
from handful.fewshot.inner_loop import Meta
from handful.fewshot.learner import AdaptStep
from handful.fewshot.support import SupportSet

ADAPTS: Final = ("head",)


def update(parameter: Tensor, gradient: Tensor, rate: Tensor) -> Tensor:
    """theta_head' = theta_head - alpha grad_theta_head L_S, theta_body' = theta_body (section 4.1)."""
    return parameter - rate * gradient


@dataclass(frozen=True, slots=True, eq=False)
class Anil:
    """Adapts the head only: `meta.rates` has a rate for no other parameter."""

    meta: Meta
    setting: Setting
    name: str = "anil"

    def adapt(
        self, support: SupportSet, *, report: bool = True
    ) -> Generator[AdaptStep, None, AdaptedNetwork]:
        """Yields loss and accuracy on the support set before each step."""
        return adapt(self.name, update, self.meta, self.setting, support, report=report)
