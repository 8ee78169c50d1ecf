"""MAML on Conv4 end to end, Omniglot's drawings in and labels out: its outer loop, validation and weights.

Begins from a prototypical network of the same alphabets, whose batch-norm statistics it keeps. Learned rates,
one a tensor, and an outer loss after every inner step: MAML++ (Antoniou 2019).
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from handful.fewshot.checkpoints import CheckpointError, read_weights
from handful.fewshot.conv4 import Conv4, Conv4Config
from handful.fewshot.conv4_adapted import BIAS, LOG_SCALE, WEIGHT, AdaptedConv4
from handful.fewshot.inner_loop import Meta, Params, descend, descended
from handful.fewshot.maml import update
from handful.training.episodes import Episode
from handful.training.omniglot_benchmark import OmniglotContestant, shifted, shifts
from handful.training.omniglot_distort import distorted
from handful.training.omniglot_pictures import (
    VALIDATION_ALPHABETS,
    Characters,
    as_inputs,
    load_characters,
    pack_characters,
)
from handful.training.omniglot_train import OmniglotProgress
from handful.training.omniglot_weights import ShiftMeasured, load_prototypes, ship_conv4
from handful.training.outer_loop import EpisodicModel, OuterSettings, train_episodes
from handful.training.outer_state import OuterState
from handful.training.progress import Counted
from handful.training.sampler import EpisodeSampler, EpisodeSizes

FIRST_RATES: Final = {WEIGHT: 0.05, BIAS: 0.05}
FIRST_BODY_RATE: Final = 0.01
SIZES: Final = EpisodeSizes((5,), (1, 5), (5,))
CHOOSING: Final = EpisodeSizes((5,), (1,), (10,))
CHOOSING_EPISODES: Final = 200
CANDIDATE_SHIFTS_PX: Final = (0, 1)


@dataclass(frozen=True, slots=True)
class MamlRecipe:
    """root: holds images_background; start: weights of `prototypes`; out: state, curve; weights: to make.

    inner_steps: in training and in use; first_order: take the inner gradients for constants.
    """

    root: Path
    start: Path
    out: Path
    weights: Path
    settings: OuterSettings
    sizes: EpisodeSizes = SIZES
    inner_steps: int = 2
    first_order: bool = False
    within_alphabet: float = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class MamlWeights:
    """A network with its rates, ready to adapt, and how far its views are shifted."""

    model: MamlConv4
    shift_px: int
    sha256: str


class MamlConv4(EpisodicModel):
    """min over theta, alpha of E_D mean_k L_Q(theta_k), theta_1 .. theta_K after each inner step."""

    def __init__(self, network: Conv4, log_scale: Tensor, *, steps: int, first_order: bool = False) -> None:
        super().__init__()
        self.network, self.steps, self.first_order = network, steps, first_order
        self.log_scale = nn.Parameter(log_scale.detach().clone())
        names = [*(name for name, _ in network.named_parameters()), WEIGHT, BIAS]
        self.rates = nn.ParameterDict(
            {_key(n): nn.Parameter(torch.tensor(FIRST_RATES.get(n, FIRST_BODY_RATE))) for n in names}
        )
        self._names = names

    def train(self, mode: bool = True) -> MamlConv4:
        """Batch-norm stays as it is in use."""
        super().train(mode)
        self.network.eval()
        return self

    def meta(self) -> Meta:
        """The parameters as the inner loop takes them."""
        body = {**dict(self.network.named_parameters()), LOG_SCALE: self.log_scale}
        return Meta(body, {name: self.rates[_key(name)] for name in self._names})

    def adapted(self) -> AdaptedConv4:
        """The network with its running statistics."""
        return AdaptedConv4(self.network, dict(self.network.named_buffers()))

    def episode_loss(self, episode: Episode) -> tuple[Tensor, Tensor]:
        """Mean over the inner steps of the cross-entropy of the queries, and accuracy after the last."""
        network, meta, support = self.adapted(), self.meta(), episode.support
        one_hot = F.one_hot(support.labels, support.n_way).float()
        params: Params = network.start(meta.body, support.embeddings, one_hot)
        losses = []
        for _ in range(self.steps):
            params, _, _ = descend(
                network,
                update,
                meta.rates,
                params,
                support.embeddings,
                one_hot,
                first_order=self.first_order,
            )
            logits = network.logits(params, episode.queries)
            losses.append(F.cross_entropy(logits, episode.query_labels))
        right = (logits.argmax(1) == episode.query_labels).float().mean()
        return torch.stack(losses).mean(), right


def contestant(model: MamlConv4, steps: int, shift_px: int = 0) -> OmniglotContestant:
    """Adapts body and head to each episode's support set.

    Unless shift_px is 0, to eight more views of each support drawing, shifted by so many pixels, as well; and
    a query's logits are the mean over its own nine.
    """
    network, meta = model.adapted(), model.meta()

    @torch.no_grad()
    def answer(episode: Episode) -> Tensor:
        views, support = shifts(shift_px), episode.support
        inputs = torch.cat([shifted(support.embeddings, *by) for by in views])
        one_hot = F.one_hot(support.labels, support.n_way).float().repeat(len(views), 1)
        params = descended(network, update, meta, inputs, one_hot, steps=steps, first_order=True)
        logits = [network.logits(params, shifted(episode.queries, *by)) for by in views]
        return torch.stack(logits).mean(0).argmax(1)

    return OmniglotContestant("maml", as_inputs, answer)


def choosing(validation: Characters, shift_px: int = 0) -> Callable[[nn.Module], float]:
    """5-way 1-shot accuracy on validation alphabets after the inner loop."""

    def validate(model: nn.Module) -> float:
        assert isinstance(model, MamlConv4)
        who = contestant(model, model.steps, shift_px)
        items = [who.prepare(drawings) for drawings in validation.drawings]
        draw = EpisodeSampler(items, CHOOSING, 0)
        drawn = (draw(0, i) for i in range(CHOOSING_EPISODES))
        right = [who.answer(episode) == episode.query_labels for episode in drawn]
        return float(torch.cat(right).float().mean())

    return validate


def train_maml(recipe: MamlRecipe, command: str) -> Generator[OmniglotProgress, None, None]:
    """Meta-train, or go on with what is in `recipe.out`, and write weights and card."""
    for done, total in pack_characters(recipe.root, "background", recipe.out):
        yield Counted("packing background alphabets", done, total)
    background = load_characters("background", recipe.out)
    base = background.of(VALIDATION_ALPHABETS, without=True).turned()
    sample = EpisodeSampler(
        base.drawings,
        recipe.sizes,
        recipe.settings.seed,
        distorted,
        base.groups(),
        recipe.within_alphabet,
    )
    begun = load_prototypes(recipe.start)
    model = MamlConv4(
        begun.model.network,
        begun.model.log_scale,
        steps=recipe.inner_steps,
        first_order=recipe.first_order,
    )
    validation = background.of(VALIDATION_ALPHABETS)
    yield from train_episodes(model, sample, choosing(validation), recipe.settings, recipe.out)
    measured = []
    for shift_px in CANDIDATE_SHIFTS_PX:
        measured.append(ShiftMeasured(shift_px, choosing(validation, shift_px)(model)))
        yield measured[-1]
    _ship(recipe, model, measured, begun.sha256, command)


def load_maml(path: Path) -> MamlWeights:
    """What `train_maml` wrote. Raises CheckpointError where file and card do not fit."""
    tensors, about = read_weights(path)
    try:
        network = Conv4(Conv4Config(**about["conv4"]))
        model = MamlConv4(network, torch.zeros(()), steps=int(about["inner_steps"]))
        counters = {name: t for name, t in model.state_dict().items() if "num_batches" in name}
        model.load_state_dict({name: t.float() for name, t in tensors.items()} | counters)
        shift_px = int(about["shift_px"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CheckpointError(f"{path.name} does not fit the architecture in its card: {error}") from error
    return MamlWeights(model.eval(), shift_px, about["sha256"])


def _ship(
    recipe: MamlRecipe,
    model: MamlConv4,
    measured: list[ShiftMeasured],
    start_sha256: str,
    command: str,
) -> None:
    best = {name: value.clone() for name, value in model.state_dict().items()}
    state = OuterState(model, weight_decay=recipe.settings.weight_decay)
    state.load(recipe.out)
    model.load_state_dict(best)
    about = {
        "name": "omniglot/maml",
        "what": "Conv4, meta-trained on Omniglot by MAML (Finn 2017) from a prototypical network on; "
        "the head starts from the class means (Proto-MAML), rates are learned and every inner step has a "
        "share of the outer loss (MAML++)",
        "validation_protocol": f"5-way 1-shot, {CHOOSING_EPISODES} episodes of 10 queries, seed 0",
        "start_sha256": start_sha256,
        "inner_steps": recipe.inner_steps,
        "first_order": recipe.first_order,
        "within_alphabet": recipe.within_alphabet,
        "sizes": asdict(recipe.sizes),
        "settings": asdict(recipe.settings),
    }
    ship_conv4(model, model.network.config, state, measured, recipe.weights, about, command)


def _key(name: str) -> str:
    """A parameter's name without the dots that a ParameterDict does not take."""
    return name.replace(".", "_")
