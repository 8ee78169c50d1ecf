"""What an export needs to know from the person: the form, by a dialog of its own, then the place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from handful.ui.speech import spoken
from handful.ui.views.export_choice import ExportChoice, FormatChoice
from handful.workflows.labels_out import FORMATS, ExportFormat, ExportOrder

CONTEXT: Final = "Dialogs"
ALL_ANSWERS: Final = ("csv", "json")
FIRST: Final = "csv"

Save = Callable[[str, str, str, str, str], Path | None]
"""title, folder, proposed name, patterns, suffix -> the file to write."""


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


def ask_for_export(parent: QWidget, save: Save, folder: str, stem: str) -> ExportOrder | None:
    """None where the person cancelled. stem: the name of the project."""
    dialog = ExportChoice(format_choices(), FIRST, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen, persons, links = FORMATS[dialog.chosen], dialog.persons_alone, dialog.links
    dialog.deleteLater()
    if not accepted:
        return None
    out = None if chosen.beside else _place(parent, save, chosen, folder, stem)
    if out is None and not chosen.beside:
        return None
    return ExportOrder(format=chosen.name, out=out, wanted="person" if persons else "all", link=links)


def format_choices() -> tuple[FormatChoice, ...]:
    """All forms, in order."""
    return tuple(
        FormatChoice(
            each.name,
            spoken(each.title),
            spoken(each.summary),
            each.name in ALL_ANSWERS,
            each.has_pictures,
            each.beside,
        )
        for each in FORMATS.values()
    )


def _place(parent: QWidget, save: Save, chosen: ExportFormat, folder: str, stem: str) -> Path | None:
    if chosen.suffix:
        patterns = f"{spoken(chosen.title)} (*{chosen.suffix})"
        name = _tr("{project} labels").format(project=stem) + chosen.suffix
        return save(_tr("Export the labels"), folder, name, patterns, chosen.suffix)
    title = _tr("Choose a folder; a new one is made in it")
    inside = QFileDialog.getExistingDirectory(parent, title, folder)
    return new_folder(Path(inside), f"{stem} {chosen.name}") if inside else None


def new_folder(inside: Path, name: str) -> Path:
    """A path in the folder where nothing is yet: "NAME", then "NAME 2" and so on."""
    path, number = inside / name, 1
    while path.exists() or path.is_symlink():
        number += 1
        path = inside / f"{name} {number}"
    return path
