"""Adapted classifiers as tensors and plain values, and back: what a model file holds of one.

Only the kinds in `KINDS` can be packed or unpacked, field by field as their dataclasses declare them. What is
unpacked may come from a stranger: every value is checked against its field, and no name in it is looked up
anywhere but in `KINDS`.
"""

from __future__ import annotations

import math
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import torch
from torch import Tensor, nn

from handful.fewshot.adapter import AdaptedNetwork
from handful.fewshot.auto import ChosenClassifier
from handful.fewshot.calibration import Calibration
from handful.fewshot.episode_network import NetworkClassifier
from handful.fewshot.exported_networks import NetworkError, network_from, network_values
from handful.fewshot.learner import AdaptedClassifier
from handful.fewshot.linear_head import LinearHead
from handful.fewshot.matching import AdaptedMatching
from handful.fewshot.memory import AdaptedMemory, ExternalMemory, Slots, StoredMemory
from handful.fewshot.unknown import Detector, Evidence, KnownOrUnknown

KINDS: Final[Mapping[str, type]] = {
    "linear-head": LinearHead,
    "matching": AdaptedMatching,
    "adapted-network": AdaptedNetwork,
    "network-classifier": NetworkClassifier,
    "adapted-memory": AdaptedMemory,
    "stored-memory": StoredMemory,
    "slots": Slots,
    "calibration": Calibration,
    "known-or-unknown": KnownOrUnknown,
    "detector": Detector,
    "evidence": Evidence,
}
CPU: Final = torch.device("cpu")
MAX_DEPTH: Final = 6
MAX_ITEMS: Final = 10_000
MAX_TEXT: Final = 500
_DTYPES: Final = (torch.float32, torch.int64, torch.bool)
_MISFITS: Final = (AttributeError, LookupError, RuntimeError, TypeError, ValueError, ZeroDivisionError)
_MADE_UP: Final = 3
"""Embeddings that a classifier out of a file has to answer before it is trusted."""


class ExportError(ValueError):
    """A classifier cannot be packed, or what should be one cannot be unpacked; the message says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    """tensors: by the path of their fields, "classifier.weights". values: JSON, all the rest."""

    tensors: Mapping[str, Tensor]
    values: Mapping[str, Any]


def pack(classifier: AdaptedClassifier) -> Packed:
    """Everything that `classify` needs. Raises ExportError for a kind that has no file form."""
    tensors: dict[str, Tensor] = {}
    values = _packed(classifier, "", tensors)
    return Packed(tensors, values)


def unpack(
    packed: Packed, *, n_way: int, embedding_size: int, device: torch.device = CPU
) -> AdaptedClassifier:
    """The inverse, on the device. Raises ExportError where anything is missing, left over, or does not fit.

    n_way, embedding_size: of the scores that it has to give and of the embeddings that it has to take.
    """
    tensors = {name: tensor.to(device) for name, tensor in packed.tensors.items()}
    classifier: AdaptedClassifier = _kind(packed.values, object, "", tensors, MAX_DEPTH)
    if tensors:
        raise ExportError(f"nothing is known of its tensor {_shown(min(tensors))}")
    made_up = torch.linspace(0, 1, _MADE_UP * embedding_size, device=device)
    _try(classifier, n_way, made_up.view(_MADE_UP, embedding_size))
    return classifier


def _packed(value: Any, path: str, tensors: dict[str, Tensor]) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Tensor():
            tensors[path] = value.detach().cpu().clone(memory_format=torch.contiguous_format)
            return None
        case tuple() | list():
            return [_packed(each, f"{path}.{i}", tensors) for i, each in enumerate(value)]
        case ChosenClassifier():  # how its learner was chosen is of no use elsewhere
            return _packed(value.classifier, path, tensors)
        case ExternalMemory():
            return _packed(value.stored(), path, tensors)
        case nn.Module():
            return _packed_network(value, path, tensors)
        case Mapping():
            return {name: _packed(each, _join(path, name), tensors) for name, each in value.items()}
    kind = next((name for name, known in KINDS.items() if type(value) is known), None)
    if kind is None:
        raise ExportError(f"a {type(value).__name__} has no file form yet; choose another learner")
    own = {f.name: _packed(getattr(value, f.name), _join(path, f.name), tensors) for f in fields(value)}
    return {"kind": kind, **own}


def _packed_network(network: nn.Module, path: str, tensors: dict[str, Tensor]) -> Any:
    try:
        values = network_values(network)
    except NetworkError as error:
        raise ExportError(str(error)) from error
    for name, tensor in network.state_dict().items():
        _packed(tensor, _join(path, name), tensors)
    return values


def _unpacked(value: Any, hint: Any, path: str, tensors: dict[str, Tensor], depth: int) -> Any:
    """A field's value, checked against its annotation."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint is Tensor:
        return _tensor(path, tensors)
    if hint in (float, int, str, bool):
        return _plain(value, hint, path)
    if hint is ExternalMemory:
        return _restored(_kind(value, StoredMemory, path, tensors, depth), path)
    if isinstance(hint, type) and issubclass(hint, nn.Module):
        return _network(value, hint, path, tensors, depth)
    if origin in (Union, types.UnionType):
        chosen = next(each for each in arguments if each is not types.NoneType)
        return None if value is None else _unpacked(value, chosen, path, tensors, depth)
    if origin is tuple:
        return tuple(
            _unpacked(each, arguments[0], f"{path}.{i}", tensors, depth - 1)
            for i, each in enumerate(_checked(value, list, path, depth))
        )
    if origin is not None and issubclass(origin, Mapping):
        return {
            _plain(name, str, path): _unpacked(each, arguments[1], _join(path, name), tensors, depth - 1)
            for name, each in _checked(value, dict, path, depth).items()
        }
    return _kind(value, hint, path, tensors, depth)


def _network(
    value: Any, hint: type[nn.Module], path: str, tensors: dict[str, Tensor], depth: int
) -> nn.Module:
    """Takes all tensors below the path."""
    inside = _join(path, "")
    own = {
        name.removeprefix(inside): _tensor(name, tensors) for name in [*tensors] if name.startswith(inside)
    }
    try:
        return network_from(_checked(value, dict, path, depth), hint, own)
    except NetworkError as error:
        raise ExportError(f"{path}: {error}") from error


def _restored(stored: StoredMemory, path: str) -> ExternalMemory:
    if len(set(stored.labels)) < len(stored.labels) or len(stored.labels) != len(stored.slots):
        raise ExportError(f"{path} has not one set of slots for each of its labels")
    return stored.restored()


def _kind(value: Any, hint: Any, path: str, tensors: dict[str, Tensor], depth: int) -> Any:
    """One of `KINDS`, as a field of that type or of a protocol wants it."""
    values = _checked(value, dict, path, depth)
    kind = KINDS.get(values["kind"]) if isinstance(values.get("kind"), str) else None
    if kind is None or (is_dataclass(hint) and hint is not kind):
        raise ExportError(f"{path or 'it'} is of a kind that this version does not know")
    hints = get_type_hints(kind)
    names = [f.name for f in fields(kind)]
    if set(values) != {"kind", *names}:
        raise ExportError(f"{path or 'it'} has other fields than a {kind.__name__}")
    return kind(**{n: _unpacked(values[n], hints[n], _join(path, n), tensors, depth - 1) for n in names})


def _checked(value: Any, kind: type[list[Any]] | type[dict[str, Any]], path: str, depth: int) -> Any:
    if depth <= 0 or type(value) is not kind or len(value) > MAX_ITEMS:
        raise ExportError(f"{path or 'it'} is not what it should be")
    return value


def _plain(value: Any, hint: type, path: str) -> Any:
    if hint is float and type(value) is int and abs(value) <= 2**53:
        value = float(value)
    too_long = isinstance(value, str) and len(value) > MAX_TEXT
    if type(value) is not hint or too_long or (isinstance(value, float) and not math.isfinite(value)):
        raise ExportError(f"{path} is not a {hint.__name__} that can be used")
    return value


def _tensor(path: str, tensors: dict[str, Tensor]) -> Tensor:
    tensor = tensors.pop(path, None)
    if tensor is None:
        raise ExportError(f"its tensor {_shown(path)} is missing")
    if tensor.dtype not in _DTYPES or not bool(torch.isfinite(tensor).all()):
        raise ExportError(f"its tensor {_shown(path)} holds {tensor.dtype}, or values that are not finite")
    return tensor


def _try(classifier: Any, n_way: int, made_up: Tensor) -> None:
    """Shapes fit where a few embeddings get an answer of the right shape."""
    try:
        with torch.inference_mode():
            scores = classifier.classify(made_up)
        shapes = tuple(scores.probability.shape), tuple(scores.unknown.shape)
        finite = bool(torch.isfinite(scores.probability).all())
    except _MISFITS as error:
        raise ExportError(f"its tensors do not fit together ({type(error).__name__})") from error
    if shapes != ((_MADE_UP, n_way), (_MADE_UP,)) or not finite:
        raise ExportError(f"it gives no usable answer for {n_way} classes")


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(path: str) -> str:
    return repr(path[:80])
