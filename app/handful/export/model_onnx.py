"""An adapted classifier as one ONNX file: from the views of pictures to probabilities, encoder and all.

Owns what the file's graph takes and gives, and what its metadata say. Needs `onnx` and `onnxscript`, which
come with the extra `handful[export]`.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from handful.export.model_file import Model
from handful.export.whole_file import written_bytes
from handful.fewshot.checkpoints import LoadedEncoder
from handful.fewshot.encoders import EncoderConfig, normalise
from handful.fewshot.exported import pack, unpack
from handful.fewshot.learner import AdaptedClassifier

INPUT: Final = "pictures"
OUTPUTS: Final[Mapping[str, str]] = {
    "probability": "(n, n_way) float32: calibrated, of each class; a row and its p_unknown sum to 1",
    "p_unknown": "(n,) float32: that the picture shows none of the classes",
    "unknown": "(n,) bool: whether the answer is 'none of these classes'",
    "similarity": "(n, n_way) float32: the raw score of each class",
}


@dataclass(frozen=True, slots=True)
class ViewInfo:
    """One view of a picture: `crop`, the fraction of its sides that is kept, and whether it is mirrored."""

    crop: float
    mirrored: bool


class PicturesToScores(nn.Module):
    """Normalises, encodes every view, averages over them, and classifies: all that follows the decoding."""

    def __init__(self, encoder: LoadedEncoder, classifier: AdaptedClassifier) -> None:
        super().__init__()
        self.network = copy.deepcopy(encoder.network).to(memory_format=torch.contiguous_format)
        self._config: EncoderConfig = encoder.config
        self._classifier = classifier

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """pictures: (n, n_views, size, size, 3) uint8 -> probability, p_unknown, unknown, similarity."""
        n, n_views = pictures.shape[:2]
        inputs = normalise(pictures.flatten(0, 1).permute(0, 3, 1, 2), self._config)
        embeddings = self.network(inputs).unflatten(0, (n, n_views)).mean(dim=1)
        scores = self._classifier.classify(embeddings)
        return scores.probability, scores.p_unknown, scores.unknown, scores.similarity


def write_onnx(encoder: LoadedEncoder, model: Model, views: Sequence[ViewInfo], path: Path) -> int:
    """Write the file, whole or not at all; returns its bytes. `encoder`: in float32 on the CPU.

    Raises ExportError for a kind without a file form, OSError.
    """
    data = to_onnx(encoder, model, views)
    with written_bytes(path) as stream:
        stream.write(data)
    return len(data)


def to_onnx(encoder: LoadedEncoder, model: Model, views: Sequence[ViewInfo]) -> bytes:
    """The file's content: opset 20, any number of pictures at once, float32."""
    import onnx

    classifier = unpack(
        pack(model.classifier), n_way=len(model.about.class_names), embedding_size=len(encoder.centre)
    )
    proto = _exported(PicturesToScores(encoder, classifier).eval(), _example(encoder.config, len(views)))
    _strip(proto)
    proto.producer_name, proto.producer_version = "handful", model.about.handful_version
    onnx.helper.set_model_props(proto, about(encoder, model, views))
    onnx.checker.check_model(proto)
    data: bytes = proto.SerializeToString(deterministic=True)
    return data


def about(encoder: LoadedEncoder, model: Model, views: Sequence[ViewInfo]) -> dict[str, str]:
    """The file's metadata_props: JSON where a value is more than a name."""
    config, of = encoder.config, model.about
    preprocessing = {
        "size_px": config.image_size_px,
        "fit": config.fit,
        "views": [{"crop": view.crop, "mirrored": view.mirrored} for view in views],
        "resampling": "bicubic, antialiased, as Pillow does it",
        "colour": "8-bit sRGB, upright by EXIF, transparency on white",
        "layout": "(n, n_views, size, size, 3) uint8, 0 to 255",
        "mean": list(config.mean),
        "std": list(config.std),
        "normalisation": "done in the file: (value / 255 - mean) / std, then the mean over the views",
    }
    return {
        "handful_version": of.handful_version,
        "class_names": json.dumps(list(of.class_names), ensure_ascii=False),
        "learner": of.learner,
        "n_support": str(of.n_support),
        "model_sha256": of.model_sha256,
        "encoder_name": of.encoder_name,
        "encoder_sha256": of.encoder_sha256,
        "preprocessing": json.dumps(preprocessing),
        "outputs": json.dumps(dict(OUTPUTS)),
    }


def _example(config: EncoderConfig, n_views: int) -> Tensor:
    """Two pictures: with one the number would be taken for a constant."""
    size = config.image_size_px
    return torch.zeros(2, n_views, size, size, 3, dtype=torch.uint8)


def _exported(module: nn.Module, example: Tensor) -> Any:
    with torch.no_grad():
        program = torch.onnx.export(
            module,
            (example,),
            dynamo=True,
            verbose=False,
            input_names=[INPUT],
            output_names=list(OUTPUTS),
            dynamic_shapes=({0: torch.export.Dim("n", min=1)},),
        )
    assert program is not None  # it is None for the old exporter only
    return program.model_proto


def _strip(proto: Any) -> None:
    """Take out what the exporter notes of the source code: it names folders of this machine."""
    graph = proto.graph
    for part in (
        *graph.node,
        *graph.initializer,
        *graph.input,
        *graph.output,
        *graph.value_info,
        graph,
        proto,
    ):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
