"""Conv4, the small network of the few-shot papers: four times convolution, batch-norm, ReLU, 2 x 2 pool.

Vinyals 2016 (section 4.1), Snell 2017, Finn 2017. In evaluation mode batch-norm uses the running statistics
of meta-training, so that no query's embedding depends on another query: it is inductive.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor, nn


@dataclass(frozen=True, slots=True)
class Conv4Config:
    """channels: of the inputs; image_size_px: their side; width: filters of each of the four blocks."""

    channels: int = 1
    image_size_px: int = 28
    width: int = 64

    @property
    def embedding_size(self) -> int:
        """How long an embedding is: each block halves the side, rounding down."""
        return self.width * (self.image_size_px // 16) ** 2


class Conv4(nn.Sequential):
    """(n, channels, size, size) float32 -> (n, embedding_size) float32."""

    def __init__(self, config: Conv4Config) -> None:
        channels = (config.channels, *[config.width] * 4)
        blocks = [_block(channels[i], channels[i + 1]) for i in range(4)]
        super().__init__(*blocks, nn.Flatten())
        self.config = config

    def __call__(self, inputs: Tensor) -> Tensor:
        """Embeddings of a batch."""
        embeddings: Tensor = super().__call__(inputs)
        return embeddings


def _block(n_in: int, n_out: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(n_in, n_out, 3, padding=1), nn.BatchNorm2d(n_out), nn.ReLU(), nn.MaxPool2d(2)
    )
