"""Supervised pre-training of an encoder on base classes: the outer loop on one screen.

Cross-entropy with label smoothing over all base classes, mixing and a rotation head (RFS, Tian 2020; S2M2,
Mangla 2020; EASY, Bendou 2022; cut to what a CPU can do), pictures growing while it runs, SGD with a
one-cycle rate, and a moving average of the weights, which is what ships.
"""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from handful.fewshot.encoders import EncoderConfig, ResNet, normalise
from handful.training.ancestor import set_head_to_means
from handful.training.augment import colour_jitter, mix, random_resized_crop, turn_some
from handful.training.embedding import embed_packed, first_rows, quick_accuracy
from handful.training.packing import PackedPictures
from handful.training.settings import PretrainSettings, one_cycle, size_at


@dataclass(frozen=True, slots=True)
class PretrainStep:
    """Progress after one step; `validation_fraction` is 5-way 1-shot accuracy where it was just measured."""

    step: int
    total: int
    loss: float
    accuracy_fraction: float
    learning_rate: float
    pictures_per_second: float
    validation_fraction: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """inputs: (n, 3, s, s) float32, normalised; first, second: (n,) int64 classes, `share` of the first.

    turns: (n,) int64 quarter turns, or None where none was turned.
    """

    inputs: Tensor
    first: Tensor
    second: Tensor
    share: float
    turns: Tensor | None


class Pretraining:
    """The state of a run: networks, optimizer, and how far it is. Saved and loaded without pickles."""

    def __init__(
        self,
        config: EncoderConfig,
        n_classes: int,
        settings: PretrainSettings,
        device: torch.device,
        start_from: dict[str, Tensor] | None = None,
    ) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.goes_on = start_from is not None
        self.device = device
        encoder = ResNet(config)
        head = nn.Linear(config.embedding_size, n_classes)
        if start_from is not None:
            counters = {k: v for k, v in encoder.state_dict().items() if "num_batches" in k}
            encoder.load_state_dict(start_from | counters)
        self.encoder = encoder.to(device).to(memory_format=torch.channels_last)
        self.averaged = copy.deepcopy(self.encoder).requires_grad_(False)
        self.head = head.to(device)
        self.rotation_head = nn.Linear(config.embedding_size, 4).to(device)
        self.step = 0
        self.seconds = 0.0
        self.optimizer = _optimizer([self.encoder, self.head, self.rotation_head], settings)

    def save(self, folder: Path) -> None:
        """Write `state.safetensors` into the folder, replacing the last one whole."""
        tensors = {
            f"{name}.{key}": value.contiguous()
            for name, part in self._parts().items()
            for key, value in part.state_dict().items()
        }
        for i, parameter in enumerate(self._parameters()):
            state = self.optimizer.state.get(parameter, {})
            if "momentum_buffer" in state:
                tensors[f"momentum.{i}"] = state["momentum_buffer"].contiguous()
        folder.mkdir(parents=True, exist_ok=True)
        save_file(
            tensors, folder / "state.tmp", metadata={"step": str(self.step), "seconds": str(self.seconds)}
        )
        (folder / "state.tmp").replace(folder / "state.safetensors")

    def load(self, folder: Path) -> bool:
        """Go on from what `save` wrote; False where there is nothing.

        Raises ValueError where it does not fit.
        """
        path = folder / "state.safetensors"
        if not path.exists():
            return False
        with safe_open(path, "pt") as file:
            self.step = int(file.metadata()["step"])
            self.seconds = float(file.metadata()["seconds"])
        tensors = load_file(path, device=str(self.device))
        try:
            for name, part in self._parts().items():
                part.load_state_dict(_below(f"{name}.", tensors))
        except RuntimeError as error:
            raise ValueError(
                f"the checkpoint in {folder} is of another architecture; use a new --out"
            ) from error
        for i, parameter in enumerate(self._parameters()):
            if f"momentum.{i}" in tensors:
                momentum = torch.empty_like(parameter).copy_(tensors[f"momentum.{i}"])
                self.optimizer.state[parameter]["momentum_buffer"] = momentum
        return True

    def average(self) -> None:
        """Move the averaged encoder towards the trained one; slowly, but not before it has seen enough."""
        weight = 1 - min(self.settings.average_decay, (1 + self.step) / (10 + self.step))
        kept = [t for t in self.averaged.state_dict().values() if t.is_floating_point()]
        new = [t for t in self.encoder.state_dict().values() if t.is_floating_point()]
        torch._foreach_lerp_(kept, new, weight)

    def _parts(self) -> dict[str, nn.Module]:
        return {
            "encoder": self.encoder,
            "averaged": self.averaged,
            "head": self.head,
            "rotation_head": self.rotation_head,
        }

    def _parameters(self) -> list[nn.Parameter]:
        return [p for group in self.optimizer.param_groups for p in group["params"]]


def pretrain(
    run: Pretraining, base: PackedPictures, validation: PackedPictures, folder: Path
) -> Iterator[PretrainStep]:
    """The outer loop. Each yield is a cancel point; a checkpoint is in `folder` from the first minutes."""
    settings = run.settings
    total = math.ceil(settings.epochs * len(base) / settings.batch_size)
    folder.mkdir(parents=True, exist_ok=True)
    if run.step == 0 and run.goes_on:
        set_head_to_means(run.head, run.encoder, base, size_at(0.0, settings))
    with (folder / "curve.csv").open("a", encoding="utf-8") as curve:
        while run.step < total:
            started = time.perf_counter()
            fraction = run.step / total
            batch = _batch(run, base, fraction)
            rate = one_cycle(fraction, settings)
            loss, accuracy = _update(run, batch, rate)
            run.step += 1
            run.average()
            seconds = time.perf_counter() - started
            run.seconds += seconds
            validated = None
            if run.step % settings.checkpoint_every == 0 or run.step == total:
                run.save(folder)
                if run.step % (settings.checkpoint_every * 10) == 0 or run.step == total:
                    validated = _validate(run.averaged, validation)
                curve.write(f"{run.step},{loss:.4f},{accuracy:.4f},{rate:.5f},{validated or ''}\n")
                curve.flush()
            speed = len(batch.inputs) / seconds
            yield PretrainStep(run.step, total, loss, accuracy, rate, speed, validated)


def _batch(run: Pretraining, base: PackedPictures, fraction: float) -> Batch:
    """The pictures of this step, augmented: a function of the settings, the step and the data only."""
    settings = run.settings
    generator = torch.Generator().manual_seed(settings.seed * 1_000_003 + run.step)
    chosen = np.sort(_batch_indices(run.step, len(base), settings))
    images = torch.from_numpy(base.images[chosen]).permute(0, 3, 1, 2).to(run.device).float()
    first = second = torch.from_numpy(base.labels[chosen]).to(run.device)
    crops = random_resized_crop(
        images,
        size_at(fraction, settings),
        generator,
        min_area=settings.min_crop_area,
        max_ratio=settings.max_crop_ratio,
    )
    crops = colour_jitter(
        crops, generator, strength=settings.colour_strength, grey_fraction=settings.grey_fraction
    )
    share, turns = 1.0, None
    if fraction < settings.clean_from and settings.rotate_fraction > 0:
        crops, turns = turn_some(crops, generator, fraction=settings.rotate_fraction)
        turns = turns.to(run.device)
    if (
        fraction < settings.clean_from
        and float(torch.rand(1, generator=generator)) < settings.mix_probability
    ):
        crops, other, share = mix(crops, generator)
        second, turns = first[other.to(run.device)], None
    inputs = normalise(crops, run.encoder.config).contiguous(memory_format=torch.channels_last)
    return Batch(inputs, first, second, share, turns)


def _update(run: Pretraining, batch: Batch, rate: float) -> tuple[float, float]:
    """One step of SGD; returns the loss in nats and the share of pictures whose first class was right."""
    settings = run.settings
    run.encoder.train()
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    with torch.autocast(run.device.type, dtype=torch.bfloat16, enabled=settings.bf16):
        embeddings = run.encoder(batch.inputs)
        logits, turn_logits = run.head(embeddings).float(), run.rotation_head(embeddings).float()
    loss = batch.share * F.cross_entropy(logits, batch.first, label_smoothing=settings.label_smoothing)
    if batch.share < 1:
        smoothing = settings.label_smoothing
        loss = loss + (1 - batch.share) * F.cross_entropy(logits, batch.second, label_smoothing=smoothing)
    if batch.turns is not None:
        loss = loss + settings.rotation_weight * F.cross_entropy(turn_logits, batch.turns)
    run.optimizer.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    run.optimizer.step()
    value = float(loss.detach())
    if not math.isfinite(value):
        raise FloatingPointError(f"the loss became {value} at step {run.step}; lower --learning-rate")
    return value, float((logits.argmax(1) == batch.first).float().mean())


def _optimizer(parts: list[nn.Module], settings: PretrainSettings) -> torch.optim.SGD:
    parameters = [p for part in parts for p in part.parameters()]
    decayed = [p for p in parameters if p.ndim > 1]
    rest = [p for p in parameters if p.ndim <= 1]
    groups: list[dict[str, Any]] = [{"params": decayed}, {"params": rest, "weight_decay": 0.0}]
    return torch.optim.SGD(
        groups, lr=0.0, momentum=settings.momentum, weight_decay=settings.weight_decay, nesterov=True
    )


def _batch_indices(step: int, n: int, settings: PretrainSettings) -> np.ndarray:
    """Positions in the array for this step: a new permutation each epoch, from seed and step only."""
    per_epoch = n // settings.batch_size
    epoch, within = divmod(step, per_epoch)
    order = np.random.default_rng([settings.seed, epoch]).permutation(n)
    return order[within * settings.batch_size : (within + 1) * settings.batch_size]


def _validate(encoder: ResNet, validation: PackedPictures) -> float:
    """5-way 1-shot accuracy on 50 pictures of each validation class."""
    rows = first_rows(validation.labels, len(validation.classes), 50)
    z = embed_packed(encoder, validation.images[rows], size_px=encoder.config.image_size_px)
    by_class = z.view(len(validation.classes), -1, z.shape[1])
    return quick_accuracy(by_class, n_way=min(5, len(by_class)), n_shot=1, episodes=500)


def _below(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}
