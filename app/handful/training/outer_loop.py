"""Learning to learn: the outer loop, theta* = argmin E_D [L_theta(D)], on one screen.

Each step draws episodes, takes the loss on their queries, and moves the parameters. What an episode's loss
is, the model says; what an episode is, the sampler says. Knows no learner, no picture and no embedding.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel

from handful.training.curve import Curve
from handful.training.distributed import ALONE, Processes
from handful.training.episodes import Episode
from handful.training.outer_state import OuterState
from handful.training.sampler import Sampler, seeded


class EpisodicModel(nn.Module):
    """What the outer loop trains."""

    def episode_loss(self, episode: Episode) -> tuple[Tensor, Tensor]:
        """Loss (nats, differentiable) and accuracy (fraction) on the queries, both scalars."""
        raise NotImplementedError

    def forward(self, episode: Episode) -> tuple[Tensor, Tensor]:
        """The same: it is `forward` that DistributedDataParallel watches."""
        return self.episode_loss(episode)


Model = TypeVar("Model", bound=EpisodicModel)


@dataclass(frozen=True, slots=True)
class OuterSettings:
    """Everything an outer loop can be told; written into the model card as it was.

    patience: validations without a better one after which the run ends early; 0 for never.
    """

    steps: int
    episodes_per_step: int = 1
    learning_rate: float = 1e-3
    weight_decay: float = 0.0
    schedule: Literal["constant", "cosine"] = "cosine"
    warmup_steps: int = 0
    max_gradient_norm: float = 10.0
    validate_every: int = 100
    patience: int = 0
    seed: int = 0
    bf16: bool = False


@dataclass(frozen=True, slots=True)
class OuterStep:
    """Progress after one outer step; `validation_fraction` where it was just measured; the best so far."""

    step: int
    total: int
    loss: float
    accuracy_fraction: float
    learning_rate: float
    validation_fraction: float | None = None
    best_fraction: float = 0.0


def train_episodes(
    model: Model,
    sample: Sampler,
    validate: Callable[[Model], float],
    settings: OuterSettings,
    folder: Path,
    processes: Processes = ALONE,
) -> Iterator[OuterStep]:
    """The outer loop; leaves the model with the weights that did best on validation classes.

    validate: the model, in evaluation mode -> its accuracy on episodes of validation classes, a fraction.
    Each yield is a cancel point. `folder` gets state and curve with every validation, and a run with the same
    arguments goes on from there, exactly as if it had never stopped. Of several processes each computes its
    share of a step's episodes. Raises ValueError where these cannot be shared out evenly, or where `folder`
    holds another model's state, and FloatingPointError where the loss is no number any more.
    """
    _check_shares(settings, processes)
    state = OuterState(model, weight_decay=settings.weight_decay)
    state.load(folder)
    watched = model if processes.count == 1 else _watched(model)
    curve = Curve(folder, up_to_step=state.step)
    while state.step < settings.steps and not (0 < settings.patience <= state.since_best):
        started, rate = time.perf_counter(), rate_at(state.step, settings)
        loss, accuracy = _update(state, watched, sample, settings, rate, processes)
        state.step += 1
        curve.see(loss, accuracy)
        validated = None
        if state.step % settings.validate_every == 0 or state.step == settings.steps:
            validated = _validate(model, validate, processes)
            state.judge(validated)
        state.seconds += time.perf_counter() - started
        if validated is not None and processes.is_first:
            state.save(folder)
            curve.add(state.step, learning_rate=rate, validation=validated)
        yield OuterStep(state.step, settings.steps, loss, accuracy, rate, validated, state.best_fraction)
    model.load_state_dict(state.best)
    model.eval()


def _watched(model: EpisodicModel) -> nn.Module:
    watched = DistributedDataParallel(model)
    watched.broadcast_buffers = False  # as an argument its name changed with torch 2.14
    return watched


def _check_shares(settings: OuterSettings, processes: Processes) -> None:
    if settings.episodes_per_step % processes.count:
        raise ValueError(
            f"{settings.episodes_per_step} episodes per step cannot be shared by {processes.count} processes"
        )


def rate_at(step: int, settings: OuterSettings) -> float:
    """The learning rate of a step: linear warm-up, then constant, or cosine down to zero."""
    if step < settings.warmup_steps:
        return settings.learning_rate * (step + 1) / (settings.warmup_steps + 1)
    if settings.schedule == "constant":
        return settings.learning_rate
    done = (step - settings.warmup_steps) / max(1, settings.steps - settings.warmup_steps)
    return settings.learning_rate * 0.5 * (1 + math.cos(math.pi * done))


def _update(
    state: OuterState,
    watched: nn.Module,
    sample: Sampler,
    settings: OuterSettings,
    rate: float,
    processes: Processes,
) -> tuple[float, float]:
    """One step: mean loss and accuracy over its episodes, in all processes."""
    model = state.model.train()
    state.optimizer.zero_grad(set_to_none=True)
    own = range(processes.rank, settings.episodes_per_step, processes.count)
    buffers = [b for b in model.buffers() if b.is_floating_point()]
    before, after = [b.clone() for b in buffers], [torch.zeros_like(b) for b in buffers]
    seen = torch.zeros(2, device=next(model.parameters()).device)
    for index in own:
        # every episode starts from the same running statistics, so that it does not matter who computes it
        for buffer, value in zip(buffers, before, strict=True):
            buffer.copy_(value)
        is_last = index == own[-1]
        seen += _backward(watched, sample, settings, state.step, index, share=1 / len(own), is_last=is_last)
        for total, buffer in zip(after, buffers, strict=True):
            total += buffer / len(own)
    processes.mean([seen, *after])
    for buffer, total in zip(buffers, after, strict=True):
        buffer.copy_(total)
    if not bool(torch.isfinite(seen[0])):
        raise FloatingPointError(f"the loss became {float(seen[0])} at step {state.step}; lower the rate")
    torch.nn.utils.clip_grad_norm_(model.parameters(), settings.max_gradient_norm)
    for group in state.optimizer.param_groups:
        group["lr"] = rate
    state.optimizer.step()
    return float(seen[0]), float(seen[1])


def _backward(
    watched: nn.Module,
    sample: Sampler,
    settings: OuterSettings,
    step: int,
    index: int,
    *,
    share: float,
    is_last: bool,
) -> Tensor:
    """Add one episode's share to the gradients, and return that share of loss and accuracy."""
    device = next(watched.parameters()).device
    averages = (
        nullcontext() if is_last or not isinstance(watched, DistributedDataParallel) else watched.no_sync()
    )
    with averages, torch.random.fork_rng():
        torch.manual_seed(seeded(settings.seed, step, index).initial_seed())
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=settings.bf16):
            loss, accuracy = watched(sample(step, index).to(device))
        (share * loss).backward()
    return share * torch.stack([loss.detach(), accuracy.detach()]).float()


def _validate(model: Model, validate: Callable[[Model], float], processes: Processes) -> float:
    """The same number in all processes, so that all keep and stop alike."""
    model.eval()
    with torch.no_grad():
        fraction = torch.tensor([validate(model)], dtype=torch.float64)
    processes.mean([fraction])
    return float(fraction)
