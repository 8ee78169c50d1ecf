"""What of an adaptation is plotted: one series over iterations, examples per class, or changes. No widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handful.ui.views.state import AdaptationState

FitKind = Literal["iteration", "shot", "round"]
_LEAST_STEPS = 2


@dataclass(frozen=True, slots=True)
class Fit:
    """`steps` and `accuracies` (0..1) have the same length, and so has `losses` where there are any."""

    kind: FitKind
    steps: tuple[int, ...] = ()
    accuracies: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    last_step: int = 0  # where the axis ends, also while steps are still to come


def fit_of(state: AdaptationState) -> Fit:
    """The steps where there are several, else the rounds, else the one step there is."""
    if len(state.steps) < _LEAST_STEPS and len(state.rounds) >= _LEAST_STEPS and not state.running:
        numbers = tuple(range(1, len(state.rounds) + 1))
        return Fit("round", numbers, state.rounds, last_step=len(numbers))
    if state.steps:
        last = max(state.total_steps, *state.steps)
        return Fit(state.unit, state.steps, state.accuracies, state.losses, last)
    return Fit("round", tuple(range(1, len(state.rounds) + 1)), state.rounds, last_step=len(state.rounds))
