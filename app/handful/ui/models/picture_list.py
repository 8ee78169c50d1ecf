"""The pictures to label as a list model: one row each, in the order given. Holds ids, asks for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from handful.project.document import Project
from handful.ui.models.loader import PictureLoader
from handful.ui.speech import spoken
from handful.ui.tally import cell_state
from handful.ui.theme import Theme
from handful.ui.views.picture_model import PictureModel
from handful.ui.views.state import CellState, GridRole
from handful.ui.views.words import percent

MAX_RUNS: Final = 64  # more stretches than this, and all at once is quicker

Index = QModelIndex | QPersistentModelIndex


class PictureListModel(PictureModel):
    """Answers the grid's roles from the project it was given last; never changes the project."""

    def __init__(
        self, loader: PictureLoader, theme: Theme, thumbnail_px: int, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._loader, self._theme = loader, theme
        self._thumbnail_px = thumbnail_px
        self._project = Project()
        self._ids: tuple[int, ...] = ()
        self._rows: dict[int, int] = {}
        self._suggestions: Mapping[int, str] = {}
        loader.loaded.connect(self._on_loaded)
        theme.changed.connect(self.refresh)

    def set_pictures(self, project: Project, ids: tuple[int, ...], changed: Iterable[int] = ()) -> bool:
        """Show these pictures of a project, and answer whether the selection survives: where no row moves."""
        before, self._project = self._ids, project
        if ids is before or (len(ids) == len(before) and ids == before):
            self._tell(changed)
        elif len(ids) > len(before) and ids[: len(before)] == before:
            self.beginInsertRows(QModelIndex(), len(before), len(ids) - 1)
            self._set_ids(ids)
            self.endInsertRows()
            self._tell(changed)
        elif len(ids) >= len(before) or not self._remove(set(before).difference(ids), ids):
            self.beginResetModel()
            self._set_ids(ids)
            self.endResetModel()
            return False
        else:
            self._tell(changed)
        return True

    def set_suggestions(self, suggestions: Mapping[int, str]) -> None:
        """These pictures are worth labelling next, each for the reason given."""
        before, self._suggestions = self._suggestions, suggestions
        self._tell(i for i in before.keys() | suggestions.keys() if before.get(i) != suggestions.get(i))

    def refresh(self) -> None:
        """Every row is painted anew, as after a change of theme or of a class's name."""
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))

    def picture_ids(self) -> tuple[int, ...]:
        """All of them, from the first row to the last."""
        return self._ids

    def row_of(self, picture_id: int) -> int | None:
        """Where a picture stands."""
        return self._rows.get(picture_id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, D102
        return 0 if parent.isValid() else len(self._ids)

    def flags(self, index: Index) -> Qt.ItemFlag:  # noqa: D102
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: D102
        if not index.isValid():
            return None
        picture_id = self._ids[index.row()]
        path = self._project.pictures[picture_id].path
        match role:
            case GridRole.PICTURE_ID:
                return picture_id
            case GridRole.NAME | Qt.ItemDataRole.DisplayRole:
                return PurePath(path).name
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._in_words(picture_id)
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return self._more_in_words(picture_id)
            case GridRole.PATH | Qt.ItemDataRole.ToolTipRole:
                return path
            case GridRole.THUMBNAIL:
                unreadable = self._state_of(picture_id) == "unreadable"
                return None if unreadable else self._loader.pixmap(picture_id, self._thumbnail_px)
            case GridRole.STATE:
                return self._state_of(picture_id)
            case GridRole.ERROR:
                facts = self._project.facts.get(picture_id)
                return spoken(facts.error) if facts and facts.error else None
            case GridRole.CONFIDENCE:
                prediction = self._project.predictions.get(picture_id)
                return prediction.confidence if prediction else None
            case GridRole.SUGGESTION:
                return self._suggestion(picture_id)
            case GridRole.CLASS_NAME | GridRole.CLASS_COLOUR:
                return self._class_data(picture_id, name=role == GridRole.CLASS_NAME)
        return None

    def _suggestion(self, picture_id: int) -> str | None:
        """Nothing once somebody has decided: the next suggestions follow in a moment."""
        decided = self._project.pictures[picture_id].label is not None
        return None if decided else self._suggestions.get(picture_id)

    def _state_of(self, picture_id: int) -> CellState:
        return cell_state(self._project, self._project.pictures[picture_id])

    def _in_words(self, picture_id: int) -> str:
        """What a screen reader says: the file, and what is known of it."""
        name = PurePath(self._project.pictures[picture_id].path).name
        class_name = self._class_data(picture_id, name=True)
        prediction = self._project.predictions.get(picture_id)
        sure = percent(prediction.confidence) if prediction else ""
        match self._state_of(picture_id):
            case "labelled":
                return self.tr("{name}: you said {answer}").format(
                    name=name, answer=class_name or self.tr("none of these classes")
                )
            case "predicted":
                return self.tr("{name}: {answer}, {sure} sure").format(
                    name=name, answer=class_name, sure=sure
                )
            case "unknown":
                return self.tr("{name}: none of these classes").format(name=name)
            case "unreadable":
                return self.tr("{name} cannot be read").format(name=name)
        return self.tr("{name}: not classified yet").format(name=name)

    def _more_in_words(self, picture_id: int) -> str:
        """What a screen reader adds: the app's answer beside a person's, why there is none, a suggestion."""
        prediction, facts = self._project.predictions.get(picture_id), self._project.facts.get(picture_id)
        match self._state_of(picture_id):
            case "labelled" if prediction is not None:
                proposed = self._project.class_by_id(prediction.class_id).name
                return self.tr("The app says {answer}, {sure} sure").format(
                    answer=self.tr("none of these classes") if prediction.unknown else proposed,
                    sure=percent(prediction.confidence),
                )
            case "unreadable":
                return spoken(facts.error or "") if facts else ""
        return self._suggestion(picture_id) or ""

    def _class_data(self, picture_id: int, *, name: bool) -> str | QColor | None:
        label = self._project.pictures[picture_id].label
        prediction = self._project.predictions.get(picture_id)
        class_id = label if label is not None else (prediction.class_id if prediction else None)
        if not class_id:  # nobody has said anything, or "none of these"
            return None
        found = self._project.class_by_id(class_id)
        return found.name if name else self._theme.class_colour(found.colour)

    def _set_ids(self, ids: tuple[int, ...]) -> None:
        self._ids = ids
        self._rows = dict(zip(ids, range(len(ids)), strict=True))

    def _remove(self, gone: set[int], ids: tuple[int, ...]) -> bool:
        """Remove rows in stretches from the end; False where that does not lead to `ids` or is too slow."""
        if tuple(i for i in self._ids if i not in gone) != ids:
            return False
        runs = _runs(sorted(self._rows[i] for i in gone))
        if len(runs) > MAX_RUNS:
            return False
        for first, last in reversed(runs):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._set_ids(self._ids[:first] + self._ids[last + 1 :])
            self.endRemoveRows()
        return True

    def _tell(self, changed: Iterable[int]) -> None:
        runs = _runs(sorted(row for i in changed if (row := self._rows.get(i)) is not None))
        if len(runs) > MAX_RUNS:
            self.refresh()
            return
        for first, last in runs:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _on_loaded(self, picture_id: int, size_px: int) -> None:
        row = self._rows.get(picture_id)
        if row is not None and size_px == self._thumbnail_px:
            self.dataChanged.emit(self.index(row), self.index(row), [int(GridRole.THUMBNAIL)])


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Stretches of neighbouring rows: [1, 2, 3, 7] -> [(1, 3), (7, 7)]."""
    if not rows:
        return []
    breaks = [i for i, (a, b) in enumerate(pairwise(rows), start=1) if b != a + 1]
    starts, ends = [0, *breaks], [*breaks, len(rows)]
    return [(rows[a], rows[b - 1]) for a, b in zip(starts, ends, strict=True)]
