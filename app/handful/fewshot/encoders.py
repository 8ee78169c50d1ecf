"""Encoders: networks from a picture to an embedding. Owns the architectures, knows no weights file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

import torch
from torch import Tensor, nn

Fit = Literal["crop", "squash"]
IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """All that is needed to build an encoder and to prepare a picture for it.

    `last_stride`: 1 keeps the map of the last stage as fine as the one before it (Luo 2019). `fit`: how a
    picture becomes a square, by cutting out its middle or by squashing it whole.
    """

    widths: tuple[int, ...] = (64, 128, 256, 512)
    depths: tuple[int, ...] = (1, 1, 1, 1)
    stem_widths: tuple[int, ...] = (64,)
    last_stride: int = 2
    image_size_px: int = 64
    fit: Fit = "crop"
    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD

    @property
    def embedding_size(self) -> int:
        """Length d of an embedding."""
        return self.widths[-1]

    def to_json(self) -> dict[str, Any]:
        """Plain values, as they stand in a model card."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> EncoderConfig:
        """The inverse of `to_json`; raises TypeError on a name that is not a field."""
        plain: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}
        return cls(**plain)


class ResidualBlock(nn.Module):
    """Two 3 x 3 convolutions beside a shortcut (He 2016; pooled shortcut as in ResNet-D, He 2019)."""

    def __init__(self, in_width: int, width: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(in_width, width, 3, stride, 1, bias=False)
        self.norm1: nn.Module = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.norm2: nn.Module = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.shortcut: nn.Module = nn.Identity()
        if stride != 1 or in_width != width:
            self.shortcut = nn.Sequential(
                nn.AvgPool2d(stride, ceil_mode=True) if stride != 1 else nn.Identity(),
                nn.Conv2d(in_width, width, 1, bias=False),
                nn.BatchNorm2d(width),
            )

    def forward(self, x: Tensor) -> Tensor:
        """(n, in_width, h, w) -> (n, width, ceil(h / stride), ceil(w / stride))."""
        y = self.relu(self.norm1(self.conv1(x)))
        return self.relu(self.norm2(self.conv2(y)) + self.shortcut(x))  # type: ignore[no-any-return]


class ResNet(nn.Module):
    """A small residual network: stride-2 stem convolutions, no max-pool, mean over the last map."""

    def __init__(self, config: EncoderConfig) -> None:
        super().__init__()
        self.config = config
        stem: list[nn.Module] = []
        in_width = 3
        for width in config.stem_widths:
            stem += [
                nn.Conv2d(in_width, width, 3, 2, 1, bias=False),
                nn.BatchNorm2d(width),
                nn.ReLU(inplace=True),
            ]
            in_width = width
        self.stem = nn.Sequential(*stem)
        blocks: list[nn.Module] = []
        strides = (1, *(2 for _ in config.widths[1:-1]), config.last_stride)
        for width, depth, first_stride in zip(config.widths, config.depths, strides, strict=True):
            for block in range(depth):
                stride = first_stride if block == 0 else 1
                blocks.append(ResidualBlock(in_width, width, stride))
                in_width = width
        self.blocks = nn.Sequential(*blocks)
        _initialise(self)

    def forward(self, images: Tensor) -> Tensor:
        """(n, 3, h, w) float32, normalised by the config's mean and std -> (n, d) embeddings."""
        return self.maps(images).mean(dim=(2, 3))

    def maps(self, images: Tensor) -> Tensor:
        """(n, 3, h, w) as in `forward` -> (n, d, h', w') float32, nowhere below 0: what is pooled."""
        maps: Tensor = self.blocks(self.stem(images))
        return maps.float()


def _initialise(network: nn.Module) -> None:
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        elif isinstance(module, ResidualBlock) and isinstance(module.norm2, nn.BatchNorm2d):
            nn.init.zeros_(module.norm2.weight)  # each block starts as its shortcut (Goyal 2017)


def normalise(images: Tensor, config: EncoderConfig) -> Tensor:
    """(n, 3, h, w) uint8 -> the same shape in float32, as the encoder expects it."""
    mean = torch.tensor(config.mean, device=images.device).view(3, 1, 1) * 255
    std = torch.tensor(config.std, device=images.device).view(3, 1, 1) * 255
    return (images.float() - mean) / std
