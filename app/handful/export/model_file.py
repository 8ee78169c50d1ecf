"""`.handful-model`: an adapted classifier in one file, for `handful label --model`. Owns the file's form.

A safetensors file: the classifier's tensors, and JSON in its metadata. The encoder is not in it, only named
by its SHA-256. A file may come from a stranger: its size is limited, it is checked whole, and nothing in it
is taken for a path or for code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError
from safetensors.torch import load as load_tensors
from safetensors.torch import save as save_tensors
from torch import Tensor

from handful.export.whole_file import written_bytes
from handful.fewshot.exported import ExportError, Packed, pack, unpack
from handful.fewshot.learner import AdaptedClassifier

MODEL_SUFFIX: Final = ".handful-model"
KEY: Final = "handful"
FORM: Final = 1
MAX_BYTES: Final = 256 * 1024 * 1024
MAX_ABOUT_BYTES: Final = 4 * 1024 * 1024
MAX_CLASSES: Final = 10_000
MAX_NAME: Final = 500
MAX_SUPPORT: Final = 1_000_000
_LENGTH_BYTES: Final = 8
_TEXTS: Final = ("learner", "encoder_name", "encoder_sha256", "model_sha256", "handful_version")


class ModelFileError(ValueError):
    """A model file cannot be read or used; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutModel:
    """What a model file says of itself. n_support: how many support pictures it was made of."""

    class_names: tuple[str, ...]
    learner: str
    n_support: int
    encoder_name: str
    encoder_sha256: str
    model_sha256: str
    handful_version: str


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """A classifier, and what its file says of it; class names in the order of its scores."""

    about: AboutModel
    classifier: AdaptedClassifier


def write_model(model: Model, path: Path) -> None:
    """Write it whole or not at all. Raises ExportError for a kind without a file form, OSError."""
    packed = pack(model.classifier)
    about = {"form": FORM, "about": asdict(model.about), "classifier": packed.values}
    text = json.dumps(about, ensure_ascii=False, sort_keys=True)
    metadata = {KEY: _sealed(text, packed.tensors)}  # one entry: the order of several would be left to chance
    data = save_tensors(dict(packed.tensors), metadata)
    with written_bytes(path) as stream:
        stream.write(data)


@dataclass(frozen=True, slots=True)
class Needed:
    """The encoder that is there: its SHA-256, the length of its embeddings, and where they are classified."""

    encoder_sha256: str
    embedding_size: int
    device: torch.device


def read_model(path: Path, needed: Needed) -> Model:
    """The model in a file. Raises ModelFileError, also where it needs another encoder than is there."""
    tensors, metadata = _read(path)
    digest, _, text = metadata.get(KEY, "").partition(" ")
    if not text or len(text) > MAX_ABOUT_BYTES:
        raise ModelFileError(f"{path.name} is no model of Handful's; `handful export-model` writes one")
    if digest != _digest(text, tensors):
        raise ModelFileError(f"{path.name} is damaged: its content has another SHA-256. Export it again")
    try:
        return _model(path, json.loads(text), tensors, needed)
    except (ExportError, KeyError, TypeError, ValueError, RecursionError) as error:
        if isinstance(error, ModelFileError):
            raise
        raise ModelFileError(f"{path.name} cannot be used: {error}. Export it again") from error


def _model(path: Path, values: Any, tensors: dict[str, Tensor], needed: Needed) -> Model:
    if values["form"] != FORM:
        raise ModelFileError(f"{path.name} was written by another version of Handful; export it again")
    about = _about(values["about"])
    if about.encoder_sha256 != needed.encoder_sha256:
        raise ModelFileError(
            f"{path.name} was made with the encoder {about.encoder_sha256[:12]}…, this copy of Handful has "
            f"{needed.encoder_sha256[:12]}…; export the model again with this copy"
        )
    packed = Packed(tensors, values["classifier"])
    classifier = unpack(
        packed,
        n_way=len(about.class_names),
        embedding_size=needed.embedding_size,
        device=needed.device,
    )
    if classifier.model_hash != about.model_sha256:
        raise ModelFileError(f"{path.name} holds another classifier than it says; export it again")
    return Model(about, classifier)


def _about(values: Mapping[str, Any]) -> AboutModel:
    """Checked: texts of bounded length, names that differ, counts that are counts."""
    names = values["class_names"]
    if not isinstance(names, list) or not 1 <= len(names) <= MAX_CLASSES:
        raise ExportError("it names no classes, or too many")
    about = AboutModel(**{**values, "class_names": tuple(names)})
    texts = [*names, *(getattr(about, n) for n in _TEXTS)]
    if not all(isinstance(t, str) and 0 < len(t) <= MAX_NAME and t.isprintable() for t in texts):
        raise ExportError("a name in it is empty, too long, or cannot be printed")
    if len(set(names)) < len(names):
        raise ExportError("two of its classes have the same name")
    if type(about.n_support) is not int or not 1 <= about.n_support <= MAX_SUPPORT:
        raise ExportError("its number of examples is not a count")
    return about


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    try:
        if not path.is_file():
            raise ModelFileError(f"there is no model file {path}; `handful export-model` writes one")
        if path.stat().st_size > MAX_BYTES:
            raise ModelFileError(f"{path.name} is larger than {MAX_BYTES} bytes; it is refused")
        data = path.read_bytes()
        tensors = load_tensors(data)
    except OSError as error:
        raise ModelFileError(f"{path.name} cannot be read ({error.strerror})") from error
    except (SafetensorError, KeyError, ValueError) as error:
        if isinstance(error, ModelFileError):
            raise
        raise ModelFileError(f"{path.name} is no model file, or is damaged; export it again") from error
    header = json.loads(data[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(data[:_LENGTH_BYTES], "little")])
    return tensors, header.get("__metadata__") or {}


def _sealed(text: str, tensors: Mapping[str, Tensor]) -> str:
    """The JSON with the SHA-256 of all content before it."""
    return f"{_digest(text, tensors)} {text}"


def _digest(text: str, tensors: Mapping[str, Tensor]) -> str:
    """SHA-256, hex, over the JSON and every tensor with its name, type and shape."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass"))
    for name in sorted(tensors):
        tensor = tensors[name]
        digest.update(f"\n{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode("utf-8", "surrogatepass"))
        digest.update(tensor.contiguous().numpy().tobytes())
    return digest.hexdigest()
