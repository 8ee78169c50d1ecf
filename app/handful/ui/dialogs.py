"""The few questions that the window asks in a dialog: which files, which folder, where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from handful.project.recent import SUFFIX

if TYPE_CHECKING:  # imported when they are asked: the window shows sooner
    from handful.project.labels_from_elsewhere import LabelRole
    from handful.ui.views.import_preview import ImportPreviewState
    from handful.workflows.labels_out import ExportOrder
    from handful.workflows.model_forms import ModelForm, ModelFormInfo

CONTEXT: Final = "Dialogs"


def _tr(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


class Dialogs(Protocol):
    """What the presenter asks for; every answer is None (or empty) where the person cancelled."""

    def pictures(self, folder: str) -> list[str]:
        """Picture files to add."""

    def folder(self, folder: str) -> str | None:
        """A folder to add."""

    def project_to_open(self, folder: str) -> Path | None:
        """A project file."""

    def project_to_save(self, folder: str, name: str) -> Path | None:
        """Where to save the project."""

    def export(self, folder: str, stem: str) -> ExportOrder | None:
        """In which form, and where to, labels are written. stem: the name of the project."""

    def labels_table(self, folder: str) -> Path | None:
        """A table of labels to import."""

    def labels_folder(self, folder: str) -> Path | None:
        """A folder of class folders whose labels are imported."""

    def import_role(self, preview: ImportPreviewState) -> LabelRole | None:
        """What the labelled pictures become, once the person has seen what would be done."""

    def moved_folder(self, folder: str) -> Path | None:
        """A folder to search for pictures that have moved."""

    def plot_to_save(self, folder: str, name: str, suffix: str) -> Path | None:
        """Where to write a plot's picture (.png, .svg) or its numbers (.csv)."""

    def model_to_save(
        self, folder: str, stem: str, forms: Sequence[ModelFormInfo]
    ) -> tuple[ModelForm, Path] | None:
        """In which of the forms, and where to, a model is written."""

    def about(self, text: str) -> None:
        """What this is, which version, and what it runs on."""


class QtDialogs:
    """The platform's own dialogs."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def pictures(self, folder: str) -> list[str]:
        """Any file may be chosen: whether it is a picture is decided by reading it."""
        patterns = "*.jpg *.jpeg *.png *.webp *.bmp *.gif *.tif *.tiff *.heic *.heif *.avif"
        wanted = f"{_tr('Pictures')} ({patterns} {patterns.upper()});;{_tr('All files')} (*)"
        files, _ = QFileDialog.getOpenFileNames(self._parent, _tr("Add pictures"), folder, wanted)
        return files

    def folder(self, folder: str) -> str | None:
        """A folder of pictures, or of class folders."""
        return QFileDialog.getExistingDirectory(self._parent, _tr("Add a folder"), folder) or None

    def project_to_open(self, folder: str) -> Path | None:
        """A project that was saved before."""
        wanted = f"{_tr('Handful projects')} (*{SUFFIX})"
        file, _ = QFileDialog.getOpenFileName(self._parent, _tr("Open a project"), folder, wanted)
        return Path(file) if file else None

    def project_to_save(self, folder: str, name: str) -> Path | None:
        """A new file; the ending is added where it is missing."""
        wanted = f"{_tr('Handful projects')} (*{SUFFIX})"
        return self._save(_tr("Save the project as"), folder, name, wanted, SUFFIX)

    def export(self, folder: str, stem: str) -> ExportOrder | None:
        """The form first, then the place: a file, or the folder in which a new one is made."""
        from handful.ui.export_question import ask_for_export

        return ask_for_export(self._parent, self._save, folder, stem)

    def labels_table(self, folder: str) -> Path | None:
        """A table with commas, semicolons or tabs."""
        wanted = f"{_tr('Tables of labels')} (*.csv *.tsv *.CSV *.TSV);;{_tr('All files')} (*)"
        file, _ = QFileDialog.getOpenFileName(self._parent, _tr("Import labels from a table"), folder, wanted)
        return Path(file) if file else None

    def labels_folder(self, folder: str) -> Path | None:
        """One folder a class below it, also with train and val above them."""
        title = _tr("Import labels from a folder of class folders")
        chosen = QFileDialog.getExistingDirectory(self._parent, title, folder)
        return Path(chosen) if chosen else None

    def import_role(self, preview: ImportPreviewState) -> LabelRole | None:
        """The dialog shows the preview."""
        from handful.ui.views.import_preview import ImportPreview

        dialog = ImportPreview(preview, self._parent)
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        examples = dialog.as_examples
        dialog.deleteLater()
        return None if not accepted else "examples" if examples else "labels"

    def moved_folder(self, folder: str) -> Path | None:
        """Folders below it are searched, too."""
        title = _tr("Search for moved pictures in")
        chosen = QFileDialog.getExistingDirectory(self._parent, title, folder)
        return Path(chosen) if chosen else None

    def plot_to_save(self, folder: str, name: str, suffix: str) -> Path | None:
        """A picture or numbers of a plot."""
        kind = suffix.removeprefix(".").upper()
        wanted = _tr("{kind} files").format(kind=kind)
        return self._save(_tr("Save the plot"), folder, name, f"{wanted} (*{suffix})", suffix)

    def model_to_save(
        self, folder: str, stem: str, forms: Sequence[ModelFormInfo]
    ) -> tuple[ModelForm, Path] | None:
        """The forms are the dialog's file types."""
        from handful.ui.model_question import ask_for_model

        return ask_for_model(self._parent, self._may_replace, folder, stem, forms)

    def about(self, text: str) -> None:
        """Plain text."""
        box = QMessageBox(self._parent)
        box.setWindowTitle(_tr("About Handful"))
        box.setText(text)
        box.setIconPixmap(self._parent.windowIcon().pixmap(64, 64))
        box.exec()

    def _save(self, title: str, folder: str, name: str, wanted: str, suffix: str) -> Path | None:
        file, _ = QFileDialog.getSaveFileName(self._parent, title, str(Path(folder) / name), wanted)
        if not file:
            return None
        path = Path(file)
        if path.suffix.lower() == suffix:
            return path
        ended = path.with_name(path.name + suffix)  # "trip 1.5" is a name without an ending
        return ended if not ended.exists() or self._may_replace(ended) else None

    def _may_replace(self, path: Path) -> bool:
        """The dialog asked for the name as it was typed, not for this one."""
        text = _tr("{name} already exists. Replace it?").format(name=path.name)
        buttons = QMessageBox.StandardButton
        box = QMessageBox(
            QMessageBox.Icon.Warning, _tr("Replace the file"), text, buttons.Yes | buttons.No, self._parent
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setDefaultButton(buttons.No)
        return box.exec() == buttons.Yes
