"""Supervised pre-training of an encoder on base classes: the outer loop on one screen.

Cross-entropy with label smoothing over all base classes (the recipe of RFS, Tian 2020, and EASY, Bendou
2022, cut to what a CPU can do), pictures growing while it runs, SGD with a one-cycle rate.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from handful.fewshot.encoders import EncoderConfig, ResNet, normalise
from handful.training.augment import colour_jitter, random_resized_crop
from handful.training.evaluation import nearest_prototype_accuracy
from handful.training.packing import PackedPictures


@dataclass(frozen=True, slots=True)
class PretrainSettings:
    """Everything a run can be told; written into the model card as it was."""

    epochs: float = 14.0
    batch_size: int = 128
    learning_rate: float = 0.15
    momentum: float = 0.9
    weight_decay: float = 5e-4
    warmup_fraction: float = 0.08
    label_smoothing: float = 0.1
    min_crop_area: float = 0.3
    colour_strength: float = 0.3
    first_size_px: int = 48
    last_size_px: int = 72
    seed: int = 0
    bf16: bool = True
    checkpoint_every: int = 200


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


class Pretraining:
    """The state of a run: encoder, head, optimizer, and how far it is. Saved and loaded without pickles."""

    def __init__(self, config: EncoderConfig, n_classes: int, settings: PretrainSettings, device: torch.device) -> None:
        torch.manual_seed(settings.seed)
        self.settings = settings
        self.device = device
        self.encoder = ResNet(config).to(device, memory_format=torch.channels_last)
        self.head = nn.Linear(config.embedding_size, n_classes).to(device)
        self.step = 0
        self.seconds = 0.0
        parameters = [*self.encoder.parameters(), *self.head.parameters()]
        decayed = [p for p in parameters if p.ndim > 1]
        rest = [p for p in parameters if p.ndim <= 1]
        groups = [{"params": decayed}, {"params": rest, "weight_decay": 0.0}]
        self.optimizer = torch.optim.SGD(
            groups, lr=0.0, momentum=settings.momentum, weight_decay=settings.weight_decay, nesterov=True
        )

    def save(self, folder: Path) -> None:
        """Write `state.safetensors` and `state.json` into the folder, replacing the last ones whole."""
        tensors = {f"encoder.{k}": v.contiguous() for k, v in self.encoder.state_dict().items()}
        tensors |= {f"head.{k}": v for k, v in self.head.state_dict().items()}
        for i, parameter in enumerate(self._parameters()):
            state = self.optimizer.state.get(parameter, {})
            if "momentum_buffer" in state:
                tensors[f"momentum.{i}"] = state["momentum_buffer"].contiguous()
        folder.mkdir(parents=True, exist_ok=True)
        save_file(tensors, folder / "state.tmp", metadata={"step": str(self.step), "seconds": str(self.seconds)})
        (folder / "state.tmp").replace(folder / "state.safetensors")

    def load(self, folder: Path) -> bool:
        """Go on from what `save` wrote; False where there is nothing. Raises ValueError where it does not fit."""
        path = folder / "state.safetensors"
        if not path.exists():
            return False
        with safe_open(path, "pt") as file:
            self.step = int(file.metadata()["step"])
            self.seconds = float(file.metadata()["seconds"])
        tensors = load_file(path, device=str(self.device))
        try:
            self.encoder.load_state_dict(_below("encoder.", tensors))
            self.head.load_state_dict(_below("head.", tensors))
        except RuntimeError as error:
            raise ValueError(f"the checkpoint in {folder} is of another architecture; use a new --out") from error
        for i, parameter in enumerate(self._parameters()):
            if f"momentum.{i}" in tensors:
                momentum = torch.empty_like(parameter).copy_(tensors[f"momentum.{i}"])
                self.optimizer.state[parameter]["momentum_buffer"] = momentum
        return True

    def _parameters(self) -> list[nn.Parameter]:
        return [p for group in self.optimizer.param_groups for p in group["params"]]


def pretrain(run: Pretraining, base: PackedPictures, validation: PackedPictures, folder: Path) -> Iterator[PretrainStep]:
    """The outer loop. Each yield is a cancel point; a checkpoint is in `folder` from the first minute."""
    settings = run.settings
    total = math.ceil(settings.epochs * len(base) / settings.batch_size)
    labels = torch.from_numpy(base.labels)
    with (folder / "curve.csv").open("a", encoding="utf-8") as curve:
        while run.step < total:
            started = time.perf_counter()
            fraction = run.step / total
            generator = torch.Generator().manual_seed(settings.seed * 1_000_003 + run.step)
            chosen = _batch_indices(run.step, len(base), settings)
            images = torch.from_numpy(base.images[np.sort(chosen)]).permute(0, 3, 1, 2).to(run.device)
            targets = labels[np.sort(chosen)].to(run.device)
            inputs = _augmented(images, fraction, run.encoder.config, settings, generator)
            rate = one_cycle(fraction, settings)
            loss, accuracy = _update(run, inputs, targets, rate)
            run.step += 1
            seconds = time.perf_counter() - started
            run.seconds += seconds
            validated = None
            if run.step % settings.checkpoint_every == 0 or run.step == total:
                run.save(folder)
                if run.step % (settings.checkpoint_every * 5) == 0 or run.step == total:
                    validated = _validate(run.encoder, validation)
                curve.write(f"{run.step},{loss:.4f},{accuracy:.4f},{rate:.5f},{validated or ''}\n")
                curve.flush()
            yield PretrainStep(run.step, total, loss, accuracy, rate, len(images) / seconds, validated)


def one_cycle(fraction: float, settings: PretrainSettings) -> float:
    """The learning rate at a fraction of the run: linear warm-up, then cosine down to zero."""
    warm = settings.warmup_fraction
    if fraction < warm:
        return settings.learning_rate * max(fraction, 1e-3) / warm
    return settings.learning_rate * 0.5 * (1 + math.cos(math.pi * (fraction - warm) / (1 - warm)))


def size_at(fraction: float, settings: PretrainSettings) -> int:
    """Side of the training crops: grows over the first four fifths of the run, in steps of 8 pixels."""
    grown = min(1.0, fraction / 0.8) * (settings.last_size_px - settings.first_size_px)
    return settings.first_size_px + int(grown // 8) * 8


def _augmented(
    images: Tensor, fraction: float, config: EncoderConfig, settings: PretrainSettings, generator: torch.Generator
) -> Tensor:
    crops = random_resized_crop(
        images.float(), size_at(fraction, settings), generator, min_area=settings.min_crop_area
    )
    crops = colour_jitter(crops, generator, strength=settings.colour_strength)
    return normalise(crops, config).contiguous(memory_format=torch.channels_last)


def _update(run: Pretraining, inputs: Tensor, targets: Tensor, rate: float) -> tuple[float, float]:
    run.encoder.train()
    for group in run.optimizer.param_groups:
        group["lr"] = rate
    with torch.autocast(run.device.type, dtype=torch.bfloat16, enabled=run.settings.bf16):
        logits = run.head(run.encoder(inputs))
    logits = logits.float()
    loss = F.cross_entropy(logits, targets, label_smoothing=run.settings.label_smoothing)
    run.optimizer.zero_grad(set_to_none=True)
    loss.backward()
    run.optimizer.step()
    value = float(loss.detach())
    if not math.isfinite(value):
        raise FloatingPointError(f"the loss became {value} at step {run.step}; lower --learning-rate")
    return value, float((logits.argmax(1) == targets).float().mean())


def _batch_indices(step: int, n: int, settings: PretrainSettings) -> np.ndarray:
    """Positions in the array for this step: a new permutation each epoch, a function of seed and step only."""
    per_epoch = n // settings.batch_size
    epoch, within = divmod(step, per_epoch)
    order = np.random.default_rng([settings.seed, epoch]).permutation(n)
    return order[within * settings.batch_size : (within + 1) * settings.batch_size]


def _validate(encoder: ResNet, validation: PackedPictures) -> float:
    """5-way 1-shot accuracy on 50 pictures of each validation class."""
    return nearest_prototype_accuracy(encoder, validation, n_way=5, n_shot=1, episodes=500, per_class=50)


def _below(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {k.removeprefix(prefix): v for k, v in tensors.items() if k.startswith(prefix)}


def settings_to_json(settings: PretrainSettings) -> str:
    """The settings as they stand in a model card."""
    return json.dumps(asdict(settings))
