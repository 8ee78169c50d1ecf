"""What a learner is while it is meta-trained on embeddings."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

from handful.training.outer_loop import EpisodicModel


class Trainee(EpisodicModel):
    """What the outer loop trains, and `tensors`, what the learner is made of afterwards."""

    def tensors(self) -> Mapping[str, Tensor]:
        """What is saved, by name."""
        raise NotImplementedError
