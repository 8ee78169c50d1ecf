"""Running an encoder: batch-norm folded away, the fastest number format that is safe, batches that fit."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Final, Literal, cast

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from handful.fewshot.encoders import ResidualBlock, ResNet

Precision = Literal["float32", "bfloat16"]
MAX_BATCH: Final = 32


def choose_precision(device: torch.device) -> Precision:
    """bfloat16 on a CPU that computes in it (AVX-512 BF16 or AMX), about twice as fast; otherwise float32.

    Decided by what the processor has, not by timing, so that one machine always gives the same embeddings.
    """
    capabilities: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()  # torch 2.11 lacks it
    fast = bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16"))
    return "bfloat16" if device.type == "cpu" and fast else "float32"


def prepare(network: ResNet, device: torch.device, precision: Precision) -> ResNet:
    """A copy for use alone: evaluation mode, no gradients, folded, channels last, on the device."""
    ready = fold_batch_norms(network).requires_grad_(False)
    ready = ready.to(device).to(memory_format=torch.channels_last)
    return ready.to(torch.bfloat16) if precision == "bfloat16" else ready


def fold_batch_norms(network: ResNet) -> ResNet:
    """A copy in evaluation mode with the same embeddings, each batch-norm merged into its convolution."""
    folded = copy.deepcopy(network).eval()
    _fold_pairs(folded.stem)
    for module in folded.modules():
        if isinstance(module, ResidualBlock):
            module.conv1, module.norm1 = _fold(module.conv1, module.norm1), nn.Identity()
            module.conv2, module.norm2 = _fold(module.conv2, module.norm2), nn.Identity()
            if isinstance(module.shortcut, nn.Sequential):
                _fold_pairs(module.shortcut)
    return folded


def in_batches(run: Callable[[Tensor], Tensor], images: Tensor, max_batch: int = MAX_BATCH) -> Tensor:
    """`run` over parts of `images`, joined; a part that the device has no memory for is halved.

    images: (n, ...), n at least 1. Raises torch.OutOfMemoryError where even one picture does not fit.
    """
    done: list[Tensor] = []
    start, size = 0, max_batch
    while start < len(images):
        try:
            done.append(run(images[start : start + size]))
        except torch.OutOfMemoryError:
            if size == 1:
                raise
            torch.cuda.empty_cache()
            size = max(1, size // 2)
            continue
        start += size
    return torch.cat(done)


def _fold(convolution: nn.Conv2d, norm: nn.Module) -> nn.Conv2d:
    return fuse_conv_bn_eval(convolution, cast(nn.BatchNorm2d, norm))


def _fold_pairs(layers: nn.Sequential) -> None:
    for i in range(len(layers) - 1):
        convolution, norm = layers[i], layers[i + 1]
        if isinstance(convolution, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            layers[i], layers[i + 1] = _fold(convolution, norm), nn.Identity()
