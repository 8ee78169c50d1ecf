"""One class on the shelf: name, counts, thumbnails; a drop target. Knows its own class, not the others."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from handful.ui.retelling import when_language_changes
from handful.ui.theme import RADIUS_PX, SPACE_PX, Theme, mix
from handful.ui.views.card_head import CardHead
from handful.ui.views.drags import dragged_paths, dragged_pictures
from handful.ui.views.state import ClassCard
from handful.ui.views.widgets.thumbnail_delegate import GAP_PX
from handful.ui.views.widgets.thumbnail_view import ThumbnailView

CHIP_PX: Final = 10
_MARGIN_PX: Final = 12
_Key = Qt.Key


class CardWidget(QWidget):
    """Shows one `ClassCard`; every request carries the id of the class."""

    rename_class_requested = Signal(int, str)
    remove_class_requested = Signal(int)
    add_files_requested = Signal(int)
    class_expanded = Signal(int, bool)
    paths_dropped_on_class = Signal(int, list)
    pictures_dropped_on_class = Signal(int, list)
    picture_selected = Signal(int, int)  # class id, picture id
    remove_pictures_requested = Signal(list)
    return_pictures_requested = Signal(list)
    drag_moved = Signal(QPoint)  # where on the screen
    drag_ended = Signal()
    left = Signal(int, int)  # class id, and by the arrow keys -1 to the card above, 1 to the one below

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._card = ClassCard(id=0, name="", count=0, colour=QColor())
        self._is_expanded = False
        self._is_target = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        when_language_changes(self, lambda: self.set_card(self._card))

    def set_card(self, card: ClassCard) -> None:
        """Show this class."""
        self._card = card
        self._head.set_card(card)
        self._thumbnails.set_pictures(card.thumbnails, total=card.count, class_name=card.name)
        self._thumbnails.setVisible(bool(card.thumbnails))
        self._gap.setVisible(bool(card.thumbnails))
        name = self.tr("Class {name}, {counts}")
        self.setAccessibleName(name.format(name=card.name, counts=self._head.counts))
        self.setAccessibleDescription(card.error or card.warning)
        self._show_fold()
        self.update()

    @property
    def card(self) -> ClassCard:
        """The class shown."""
        return self._card

    @property
    def thumbnails(self) -> ThumbnailView:
        """Its pictures."""
        return self._thumbnails

    @property
    def is_drop_target(self) -> bool:
        """Whether a drop would land here now."""
        return self._is_target

    @Slot()
    def rename(self) -> None:
        """Let the person type a new name in place."""
        self._head.name_field.edit()

    @Slot()
    def toggle(self) -> None:
        """Unfold the thumbnails, or fold them."""
        if not self._is_expanded and not self._thumbnails.has_more():
            return
        self._is_expanded = not self._is_expanded
        self._thumbnails.set_folded(not self._is_expanded)
        self._show_fold()
        self.class_expanded.emit(self._card.id, self._is_expanded)

    # -- keyboard and menu ----------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F2, Delete, Insert, Space; arrows go to the other cards and, right, into the pictures."""
        match event.key():
            case _Key.Key_F2:
                self.rename()
            case _Key.Key_Delete if self.hasFocus():
                self._ask_to_remove()
            case _Key.Key_Insert:
                self._ask_for_files()
            case _Key.Key_Space | _Key.Key_Return | _Key.Key_Enter if self.hasFocus():
                self.toggle()
            case _Key.Key_Up:
                self.left.emit(self._card.id, -1)
            case _Key.Key_Down:
                self.left.emit(self._card.id, 1)
            case _Key.Key_Right if self._card.thumbnails:
                self._thumbnails.enter()
            case _:
                super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the class."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        below_chip = self.mapToGlobal(QPoint(_MARGIN_PX, _MARGIN_PX + 2 * CHIP_PX))
        self.show_menu(below_chip if keyboard else event.globalPos())

    def show_menu(self, where: QPoint) -> None:
        """Open the menu of the class at this point of the screen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add = menu.addAction(self._theme.icon("add"), self.tr("Add pictures…"))
        add.setShortcut(QKeySequence(_Key.Key_Insert))
        add.triggered.connect(self._ask_for_files)
        rename = menu.addAction(self._theme.icon("rename"), self.tr("Rename"))
        rename.setShortcut(QKeySequence(_Key.Key_F2))
        rename.triggered.connect(self.rename)
        menu.addSeparator()
        remove = menu.addAction(self._theme.icon("trash"), self.tr("Delete class"))
        remove.setShortcut(QKeySequence(QKeySequence.StandardKey.Delete))
        remove.triggered.connect(self._ask_to_remove)
        menu.popup(where)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.update()

    # -- drops ----------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light up for files, and for pictures that are not in this class yet."""
        self._consider(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Still over the card."""
        self._consider(event)
        self.drag_moved.emit(self.mapToGlobal(event.position().toPoint()))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Go dark again."""
        self._set_target(False)
        self.drag_ended.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what was dropped."""
        ids, paths = self._new_pictures(event), dragged_paths(event.mimeData())
        self._set_target(False)
        self.drag_ended.emit()
        if ids:
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.pictures_dropped_on_class.emit(self._card.id, ids)
        elif paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.paths_dropped_on_class.emit(self._card.id, paths)
        else:
            event.ignore()

    def _consider(self, event: QDragMoveEvent) -> None:
        wanted = bool(self._new_pictures(event) or dragged_paths(event.mimeData()))
        self._set_target(wanted)
        event.setAccepted(True)
        if not wanted:
            event.setDropAction(Qt.DropAction.IgnoreAction)
        elif dragged_paths(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)

    def _new_pictures(self, event: QDropEvent) -> list[int]:
        known = self._thumbnails.picture_ids()
        return [i for i in dragged_pictures(event.mimeData()) if i not in known]

    def _set_target(self, is_target: bool) -> None:
        if is_target != self._is_target:
            self._is_target = is_target
            self.update()

    # -- looks ----------------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The card, lit in the colour of the class while it is a drop target, and the colour chip."""
        colours, own = self._theme.colours, self._card.colour
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = mix(colours.raised, own, 0.14) if self._is_target else colours.raised
        line, width = colours.border, 1.0
        if self._is_target:
            line, width = own, 2.0
        elif self.hasFocus():
            line, width = colours.accent, 2.0
        elif self._card.error is not None:
            line = colours.danger
        inset = width / 2
        painter.setPen(QPen(line, width))
        painter.setBrush(fill)
        frame = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(frame, RADIUS_PX, RADIUS_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(own)
        name = self._head.name_field
        middle = name.mapTo(self, name.rect().center()).y() + 0.5
        painter.drawEllipse(QRectF(_MARGIN_PX, middle - CHIP_PX / 2, CHIP_PX, CHIP_PX))

    def _build(self) -> None:
        self._head = CardHead(self._theme)
        self._gap = QWidget()
        self._gap.setFixedHeight(SPACE_PX)
        self._thumbnails = ThumbnailView(self._theme)
        above = QHBoxLayout()
        above.setContentsMargins(CHIP_PX + SPACE_PX, 0, GAP_PX - SPACE_PX, 0)
        above.addWidget(self._head)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_MARGIN_PX, SPACE_PX, _MARGIN_PX - GAP_PX, _MARGIN_PX)
        layout.setSpacing(0)
        layout.addLayout(above)
        layout.addWidget(self._gap)
        layout.addWidget(self._thumbnails)

    def _connect(self) -> None:
        self._head.renamed.connect(self._on_renamed)
        self._head.rename_left.connect(self._take_focus)
        self._head.add_clicked.connect(self._ask_for_files)
        self._head.more_clicked.connect(self._on_more_clicked)
        self._head.fold_clicked.connect(self.toggle)
        self._thumbnails.unfold_requested.connect(self.toggle)
        self._thumbnails.columns_changed.connect(self._show_fold)
        self._thumbnails.left.connect(self._on_thumbnails_left)
        self._thumbnails.picture_selected.connect(self._on_picture_selected)
        self._thumbnails.remove_requested.connect(self.remove_pictures_requested)
        self._thumbnails.return_requested.connect(self.return_pictures_requested)

    @Slot()
    def _show_fold(self) -> None:
        can_fold = self._is_expanded or self._thumbnails.has_more()
        self._head.show_fold(possible=can_fold and bool(self._card.thumbnails), expanded=self._is_expanded)

    @Slot()
    def _ask_for_files(self) -> None:
        self.add_files_requested.emit(self._card.id)

    @Slot()
    def _ask_to_remove(self) -> None:
        self.remove_class_requested.emit(self._card.id)

    @Slot(str)
    def _on_renamed(self, name: str) -> None:
        self.rename_class_requested.emit(self._card.id, name)

    @Slot(int)
    def _on_picture_selected(self, picture_id: int) -> None:
        self.picture_selected.emit(self._card.id, picture_id)

    @Slot()
    def _take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_more_clicked(self) -> None:
        button = self._head.more_button
        self.show_menu(button.mapToGlobal(button.rect().bottomLeft()))

    @Slot(int)
    def _on_thumbnails_left(self, direction: int) -> None:
        if direction < 0:
            self._take_focus()
        else:
            self.left.emit(self._card.id, direction)
