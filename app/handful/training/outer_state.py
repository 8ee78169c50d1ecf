"""What an outer loop carries from step to step: model, Adam's moments, best weights. Without pickles."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

FILE: Final = "state.safetensors"


class OuterState:
    """A model between two steps. `best`: its state when validation classes were answered best."""

    def __init__(self, model: nn.Module, *, weight_decay: float) -> None:
        self.model = model
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=0.0, weight_decay=weight_decay)
        self.step = 0
        self.seconds = 0.0
        self.best: dict[str, Tensor] = {}
        self.best_fraction = 0.0
        self.best_step = 0
        self.since_best = 0

    def judge(self, fraction: float) -> None:
        """Keep the weights if `fraction`, the accuracy on validation classes, is the best so far."""
        self.since_best += 1
        if fraction > self.best_fraction or not self.best:
            self.best_fraction, self.best_step, self.since_best = fraction, self.step, 0
            self.best = {key: value.detach().clone() for key, value in self.model.state_dict().items()}

    def save(self, folder: Path) -> None:
        """Write `state.safetensors` into the folder, replacing the last one whole."""
        tensors = {f"model.{key}": value for key, value in self.model.state_dict().items()}
        tensors |= {f"best.{key}": value for key, value in self.best.items()}
        for i, parameter in enumerate(self.model.parameters()):
            for name, value in self.optimizer.state.get(parameter, {}).items():
                tensors[f"adam.{i}.{name}"] = value
        about = {
            "step": str(self.step),
            "seconds": str(self.seconds),
            "best_fraction": repr(self.best_fraction),
            "best_step": str(self.best_step),
            "since_best": str(self.since_best),
        }
        folder.mkdir(parents=True, exist_ok=True)
        kept = {key: value.detach().contiguous().clone() for key, value in tensors.items()}
        save_file(kept, folder / f"{FILE}.part", metadata=about)
        (folder / f"{FILE}.part").replace(folder / FILE)

    def load(self, folder: Path) -> bool:
        """Go on from what `save` wrote; False where there is nothing.

        Raises ValueError where it is of another model.
        """
        path = folder / FILE
        if not path.exists():
            return False
        device = next(self.model.parameters()).device
        tensors = load_file(path, device=str(device))
        try:
            self.model.load_state_dict(_below("model.", tensors))
        except RuntimeError as error:
            raise ValueError(f"the state in {folder} is of another model; use a new --out") from error
        for i, parameter in enumerate(self.model.parameters()):
            moments = _below(f"adam.{i}.", tensors)
            if moments:
                self.optimizer.state[parameter] = {**moments, "step": moments["step"].cpu()}
        self.best = _below("best.", tensors)
        with safe_open(path, "pt") as file:
            about = file.metadata()
        self.step, self.best_step = int(about["step"]), int(about["best_step"])
        self.since_best = int(about["since_best"])
        self.seconds, self.best_fraction = float(about["seconds"]), float(about["best_fraction"])
        return True


def _below(prefix: str, tensors: dict[str, Tensor]) -> dict[str, Tensor]:
    return {key.removeprefix(prefix): value for key, value in tensors.items() if key.startswith(prefix)}
