"""Weights on disk: safetensors beside a JSON model card. Owns reading, checking and writing them.

Nothing here unpickles, and nothing is loaded whose SHA-256 differs from the card's.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from handful.fewshot.embedding import Precision, choose_precision, in_batches, prepare
from handful.fewshot.encoders import EncoderConfig, ResNet, normalise
from handful.message import Message
from handful.resources import resource_path

BUNDLED_ENCODER = "encoder"
MAX_WEIGHTS_BYTES = 200_000_000


class CheckpointError(ValueError):
    """A weights file or its card cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class LoadedEncoder:
    """An encoder ready to embed pictures, in evaluation mode on its device.

    `network`: prepared for use (see `embedding.prepare`). `centre`: (d,) float32, the mean embedding of
    classes that it was not trained on. `hash`: SHA-256 of the weights file. `precision`: the number format
    that it computes in.
    """

    network: ResNet
    config: EncoderConfig
    centre: Tensor
    hash: str
    name: str
    device: torch.device
    precision: Precision = "float32"

    def embed(self, images: np.ndarray) -> np.ndarray:
        """(n, size, size, 3) uint8 -> (n, d) float32, not yet centred or normalised; n may be 0.

        Raises ValueError for another dtype or shape.
        """
        size = self.config.image_size_px
        if images.dtype != np.uint8 or images.ndim != 4 or images.shape[1:] != (size, size, 3):
            raise ValueError(
                f"pictures are {images.dtype} {images.shape}; needed are uint8 (n, {size}, {size}, 3)"
            )
        if not len(images):
            return np.zeros((0, self.config.embedding_size), dtype=np.float32)
        writable = images if images.flags.writeable and images.flags.c_contiguous else images.copy()
        with torch.inference_mode():
            embeddings: np.ndarray = in_batches(self._embed, torch.from_numpy(writable)).numpy()
        return embeddings

    def inputs(self, images: Tensor) -> Tensor:
        """(n, size, size, 3) uint8 -> what `network` takes, on its device."""
        batch = images.to(self.device).permute(0, 3, 1, 2)
        inputs = normalise(batch, self.config).contiguous(memory_format=torch.channels_last)
        return inputs.to(getattr(torch, self.precision))

    def _embed(self, images: Tensor) -> Tensor:
        embeddings: Tensor = self.network(self.inputs(images))
        return embeddings.cpu()


def save_encoder(network: ResNet, centre: Tensor, path: Path, card: dict[str, Any]) -> str:
    """Write float16 weights to `path` and the card beside it; returns the SHA-256 of the weights."""
    tensors = {name: tensor for name, tensor in network.state_dict().items() if "num_batches" not in name}
    tensors["centre"] = centre
    data = save_tensors({name: t.detach().half().cpu().contiguous() for name, t in tensors.items()})
    digest = hashlib.sha256(data).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    _write_whole(path, data)
    about = {**card, "encoder": network.config.to_json(), "sha256": digest, "bytes": len(data)}
    _write_whole(path.with_suffix(".json"), (json.dumps(about, indent=1) + "\n").encode())
    return digest


def read_card(path: Path) -> dict[str, Any]:
    """The model card beside a weights file; raises CheckpointError where it is missing or not JSON."""
    card = path.with_suffix(".json")
    try:
        about = json.loads(card.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckpointError(
            Message(
                "the model card {file} cannot be read ({why}); install Handful again",
                file=card.name,
                why=error,
            )
        ) from error
    if not isinstance(about, dict) or not isinstance(about.get("sha256"), str):
        raise CheckpointError(
            Message("the model card {file} names no SHA-256; it is not one of Handful's", file=card.name)
        )
    return about


def read_weights(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and card of a weights file, its SHA-256 checked first. Raises CheckpointError."""
    about = read_card(path)
    try:
        if path.stat().st_size > MAX_WEIGHTS_BYTES:
            raise CheckpointError(
                Message(
                    "{file} is larger than {most} bytes; it is refused",
                    file=path.name,
                    most=MAX_WEIGHTS_BYTES,
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise CheckpointError(
            Message(
                "the weights {file} cannot be read ({why}); install Handful again", file=path.name, why=error
            )
        ) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest != about["sha256"]:
        raise CheckpointError(
            Message(
                "{file} has SHA-256 {found}…, its card says {wanted}…; install Handful again",
                file=path.name,
                found=digest[:12],
                wanted=about["sha256"][:12],
            )
        )
    try:
        return load_tensors(data), about
    except SafetensorError as error:
        raise CheckpointError(
            Message("{file} is not a safetensors file: {why}", file=path.name, why=error)
        ) from error


def load_encoder(
    device: torch.device, path: Path | None = None, precision: Precision | None = None
) -> LoadedEncoder:
    """The bundled encoder, or one from a path, on the device. Raises CheckpointError.

    precision: to compute in; by default what suits the device.
    """
    path = path or resource_path("weights", f"{BUNDLED_ENCODER}.safetensors")
    tensors, about = read_weights(path)
    try:
        config = EncoderConfig.from_json(about["encoder"])
        network = ResNet(config)
        weights = {name: tensor.float() for name, tensor in tensors.items()}
        centre = weights.pop("centre")
        counters = {k: v for k, v in network.state_dict().items() if "num_batches" in k}
        network.load_state_dict(weights | counters)
    except (KeyError, TypeError, RuntimeError) as error:
        raise CheckpointError(
            Message("{file} does not fit the architecture in its card: {why}", file=path.name, why=error)
        ) from error
    precision = precision or choose_precision(device)
    ready = prepare(network, device, precision)
    return LoadedEncoder(ready, config, centre.to(device), about["sha256"], about["name"], device, precision)


def _write_whole(path: Path, data: bytes) -> None:
    partial = path.with_name(path.name + ".part")
    partial.write_bytes(data)
    partial.replace(path)
