"""Meta-learned networks as tensors and sizes, and back. Knows the networks of `NETWORKS` alone.

What is unpacked may come from a stranger: a network is made without memory of its own, and takes the tensors
only where every name and shape fits, so that it is never larger than its file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import torch
from torch import Tensor, nn

from handful.fewshot.in_context import InContextNetwork
from handful.fewshot.memory import MemoryReader
from handful.fewshot.relation import RelationNetwork
from handful.fewshot.set_transformer import AttentionBlock

MAX_SIZE: Final = 1024  # of each size, many times what was ever trained
MAX_LAYERS: Final = 32
_SIZES: Final = "sizes"

Sizes = dict[str, int]


class NetworkError(ValueError):
    """What should be a network is none; the message says why."""


@dataclass(frozen=True, slots=True)
class NetworkKind:
    """make: takes what `sizes_of` gives."""

    make: type[nn.Module]
    sizes_of: Callable[[Any], Sizes]


def _of_in_context(network: InContextNetwork) -> Sizes:
    block = network.blocks[0]
    assert isinstance(block, AttentionBlock)
    return {
        "layers": len(network.blocks),
        "heads": len(block.beta),
        "inner": network.begin.out_features,
        "hidden": network.relation.enter.out_features,
    }


NETWORKS: Final[Mapping[str, NetworkKind]] = {
    "relation-network": NetworkKind(
        RelationNetwork, lambda network: {"hidden": network.relation.enter.out_features}
    ),
    "in-context-network": NetworkKind(InContextNetwork, _of_in_context),
    "memory-reader": NetworkKind(MemoryReader, lambda _: {}),
}


def network_values(network: nn.Module) -> dict[str, Any]:
    """All of it but its tensors, as JSON; raises NetworkError for a network of another kind."""
    for name, kind in NETWORKS.items():
        if type(network) is kind.make:
            return {"kind": name, _SIZES: kind.sizes_of(network)}
    raise NetworkError(f"a {type(network).__name__} has no file form yet; choose another learner")


def network_from(
    values: Mapping[str, Any], wanted: type[nn.Module], tensors: Mapping[str, Tensor]
) -> nn.Module:
    """The network with these tensors, by the names of its own, for use alone. Raises NetworkError.

    wanted: what it has to be, of itself or by its base class.
    """
    name, sizes = values.get("kind"), values.get(_SIZES)
    kind = NETWORKS.get(name) if isinstance(name, str) else None
    if kind is None or not issubclass(kind.make, wanted) or set(values) != {"kind", _SIZES}:
        raise NetworkError("it is of a kind that this version does not know")
    if not isinstance(sizes, dict) or not all(_is_size(each, of) for of, each in sizes.items()):
        raise NetworkError("its sizes are not what they should be")
    if any(tensor.dtype != torch.float32 for tensor in tensors.values()):
        raise NetworkError("its tensors are not float32")
    try:
        with torch.device("meta"):
            network = kind.make(**sizes)
        network.load_state_dict(dict(tensors), strict=True, assign=True)
    except (TypeError, RuntimeError) as error:
        raise NetworkError("its tensors do not fit its sizes") from error
    return network.eval().requires_grad_(False)


def _is_size(value: Any, name: str) -> bool:
    return type(value) is int and 1 <= value <= (MAX_LAYERS if name == "layers" else MAX_SIZE)
