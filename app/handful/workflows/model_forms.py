"""The forms in which a model can leave the app, and which of them can be had here. Imports no torch."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from typing import Final, Literal

from handful.message import Message

ModelForm = Literal["onnx", "handful-model"]
ONNX_NEEDS: Final = ("onnx", "onnxscript")


@dataclass(frozen=True, slots=True)
class ModelFormInfo:
    """A form: its name, the ending of its files, and one sentence on what it is for."""

    name: ModelForm
    suffix: str
    summary: str


MODEL_FORMS: Final[dict[str, ModelFormInfo]] = {
    info.name: info
    for info in (
        ModelFormInfo(
            "onnx", ".onnx", Message("encoder and classifier in one file, for any program that runs ONNX")
        ),
        ModelFormInfo("handful-model", ".handful-model", Message("a small file for `handful label --model`")),
    )
}


def why_not(form: str) -> str | None:
    """Why no model can leave in this form here, with what to do; None where it can."""
    missing = [name for name in ONNX_NEEDS if importlib.util.find_spec(name) is None]
    if form == "onnx" and missing:
        return Message(
            "writing ONNX needs {lacks}, which this copy lacks; `pip install 'handful[export]'` adds it",
            lacks=" and ".join(missing),
        )
    return None
