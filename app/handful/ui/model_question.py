"""Where a model is to be written, and in which form: one dialog, whose file types are the forms on offer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from handful.workflows.model_forms import ModelForm, ModelFormInfo

CONTEXT: Final = "Dialogs"

MayReplace = Callable[[Path], bool]
"""Asks whether a file that exists may be replaced."""


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def ask_for_model(
    parent: QWidget, may_replace: MayReplace, folder: str, stem: str, forms: Sequence[ModelFormInfo]
) -> tuple[ModelForm, Path] | None:
    """None where the person cancelled. stem: the name of the project; forms: at least one."""
    titles = {"onnx": _tr("ONNX, for other programs"), "handful-model": _tr("Model for Handful")}
    patterns = {f"{titles[form.name]} (*{form.suffix})": form for form in forms}
    file, pattern = QFileDialog.getSaveFileName(
        parent, _tr("Export the model"), str(Path(folder) / stem), ";;".join(patterns)
    )
    return None if not file else placed(Path(file), patterns.get(pattern, forms[0]), forms, may_replace)


def placed(
    path: Path, chosen: ModelFormInfo, forms: Sequence[ModelFormInfo], may_replace: MayReplace
) -> tuple[ModelForm, Path] | None:
    """The form by the ending that was typed, else the chosen one, whose ending is put behind the name."""
    typed = next((form for form in forms if path.name.lower().endswith(form.suffix)), None)
    if typed is not None:
        return typed.name, path
    ended = path.with_name(path.name + chosen.suffix)
    return (chosen.name, ended) if not ended.exists() or may_replace(ended) else None
