"""What the views are told: frozen values and item roles. Knows Qt's value types, no project and no widget."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap

from handful.project.review import View

PICTURES_MIME: Final = "application/x-handful-pictures"
"""Pictures dragged inside the app: a JSON list of picture ids."""

UNKNOWN_CLASS_ID: Final = 0
"""Emitted by `label_requested` where the person says "none of these classes"."""

SHELF_THUMBNAILS: Final = 24
"""As many thumbnails as a folded card can use; more are needed only after `class_expanded(id, True)`."""

CellState = Literal["pending", "predicted", "unknown", "labelled", "unreadable"]
NoticeLevel = Literal["info", "success", "warning", "error"]
ThemeMode = Literal["system", "light", "dark"]

EVERYTHING: Final = View()
"""All pictures, as they were added."""

_FIRST_ROLE = int(Qt.ItemDataRole.UserRole)


class GridRole(IntEnum):
    """Item data of the grid's model. Flags of an item: enabled, selectable, drag enabled.

    A thumbnail that is not there yet is None; being asked for it is the model's cue to have it made.
    """

    PICTURE_ID = _FIRST_ROLE + 1  # int
    NAME = _FIRST_ROLE + 2  # str, the file's name
    THUMBNAIL = _FIRST_ROLE + 3  # QPixmap | None
    CLASS_NAME = _FIRST_ROLE + 4  # str | None; for "unknown" the closest class; None + "labelled" = unknown
    CLASS_COLOUR = _FIRST_ROLE + 5  # QColor | None
    CONFIDENCE = _FIRST_ROLE + 6  # float 0..1 | None
    STATE = _FIRST_ROLE + 7  # CellState
    ERROR = _FIRST_ROLE + 8  # str | None, why it cannot be read
    PATH = _FIRST_ROLE + 9  # str, for the tooltip
    SUGGESTION = _FIRST_ROLE + 10  # str | None, why it is worth labelling next


@dataclass(frozen=True, slots=True)
class ClassChoice:
    """A class to choose in a menu."""

    id: int
    name: str
    colour: QColor


@dataclass(frozen=True, slots=True)
class ClassCard:
    """One class on the shelf. `count`: all its support pictures; `thumbnails`: the first of them."""

    id: int
    name: str
    count: int
    colour: QColor
    thumbnails: tuple[tuple[int, QPixmap | None], ...] = ()
    error: str | None = None  # e.g. "none of its pictures can be read"
    sorted_count: int = 0  # queries that the app or the person put here
    warning: str = ""  # e.g. "1 example looks more like dog"


@dataclass(frozen=True, slots=True)
class ShelfState:
    """The shelf of classes, in document order."""

    classes: tuple[ClassCard, ...] = ()
    message: str = ""  # an error that belongs to the add row: "there is already a class 'cat'"
    selected_picture: int | None = None  # a support picture that the inspector shows


@dataclass(frozen=True, slots=True)
class GridState:
    """What stands around the grid's items: how many of each kind, and which classes a menu offers."""

    total: int = 0
    shown: int | None = None  # how many of them the items are, where that is not all
    view: View = EVERYTHING
    pending: int = 0
    predicted: int = 0
    unknown: int = 0
    labelled: int = 0
    unreadable: int = 0
    choices: tuple[ClassChoice, ...] = ()  # all classes, in document order


@dataclass(frozen=True, slots=True)
class ScoreBar:
    """One class's raw similarity to the picture in the inspector."""

    class_id: int
    name: str
    colour: QColor
    similarity: float


@dataclass(frozen=True, slots=True)
class NearestPicture:
    """A support picture that looks most like the one in the inspector."""

    picture_id: int
    class_name: str
    colour: QColor
    thumbnail: QPixmap | None


@dataclass(frozen=True, slots=True)
class InspectorState:
    """The picture in the inspector; `picture_ids` empty means that nothing is selected.

    With several pictures selected the first is shown and every action is for all of them.
    """

    picture_ids: tuple[int, ...] = ()
    role: Literal["support", "query"] = "query"
    name: str = ""
    path: str = ""
    picture: QPixmap | None = None  # large, at most 1024 px; None while it is being read
    state: CellState = "pending"
    class_id: int | None = None  # the person's class, else the proposed one; None = none (or unknown)
    class_name: str | None = None  # for "unknown" the closest class
    class_colour: QColor | None = None
    confidence: float | None = None
    error: str | None = None
    suggestion: str = ""  # why it is worth labelling next
    scores: tuple[ScoreBar, ...] = ()  # document order
    nearest: tuple[NearestPicture, ...] = ()  # best first
    choices: tuple[ClassChoice, ...] = ()  # all classes, in document order
    has_examples: bool = False  # whether there is anything to learn from


@dataclass(frozen=True, slots=True)
class AdaptationState:
    """How the classifier adapted to the support set.

    `steps`, `losses` (nats) and `accuracies` (0..1) have the same length, one entry for each step reported.
    `unit` says what a step is: an iteration of the inner loop (loss and accuracy are plotted), or a number of
    examples per class (the leave-one-out accuracy is plotted against it). With fewer than two steps the view
    shows `rounds`, the fit after each change of the support set, oldest first (the last is the present one).
    """

    steps: tuple[int, ...] = ()
    losses: tuple[float, ...] = ()
    accuracies: tuple[float, ...] = ()
    rounds: tuple[float, ...] = ()
    unit: Literal["iteration", "shot"] = "iteration"
    total_steps: int = 0  # how many steps there will be; 0 = nobody knows
    note: str = ""  # e.g. "prototypes, leave-one-out over 50 examples"
    running: bool = False


@dataclass(frozen=True, slots=True)
class StatusState:
    """The truth about device, speed and progress. `total` 0 while busy means: nobody knows how much."""

    device: str = ""  # "CPU", "NVIDIA H100"; empty while the engine is loading
    device_reason: str = ""
    message: str = ""
    busy: bool = False
    done: int = 0
    total: int = 0
    pictures_per_second: float | None = None
    cancellable: bool = False


@dataclass(frozen=True, slots=True)
class NoticeState:
    """One message above the panes; `details` can be unfolded; an action is a button with these words."""

    text: str
    level: NoticeLevel = "info"
    details: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class LearnerChoice:
    """A learner to choose in the toolbar."""

    name: str
    title: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ToolbarState:
    """The project's name and the choices at the toolbar's right end."""

    project_name: str = ""
    learners: tuple[LearnerChoice, ...] = ()
    learner: str = ""
    theme: ThemeMode = "system"


@dataclass(frozen=True, slots=True)
class AcceptState:
    """What accepting from a confidence on would do. `total`: the proposals shown that nobody decided on."""

    level_percent: int = 0
    chosen: int = 0
    total: int = 0
    expected_wrong: float = 0.0  # of the chosen ones, by their calibrated confidences
