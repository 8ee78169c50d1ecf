"""The user guide in a window of its own: chapters beside the text. Opens no link and needs no network."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextBlock, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QWidget,
)

from handful.ui.retelling import in_each_language
from handful.ui.theme import SPACE_PX

_SIZE_PX: Final = (860, 640)
_CHAPTERS_PX: Final = 220
_CHAPTER_LEVELS: Final = (1, 2)
_MARGIN_PX: Final = 24


class Guide(QDialog):
    """Markdown; its headings are the chapters, and choosing one brings it to the top."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(*_SIZE_PX)
        self._chapters = QListWidget()
        self._chapters.setFixedWidth(_CHAPTERS_PX)
        self._chapters.setFrameShape(QFrame.Shape.NoFrame)
        self._chapters.viewport().setAutoFillBackground(False)
        self._chapters.setSpacing(SPACE_PX // 2)
        self._chapters.setWordWrap(True)
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.document().setDocumentMargin(_MARGIN_PX)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_PX, SPACE_PX, SPACE_PX, SPACE_PX)
        row.setSpacing(SPACE_PX)
        row.addWidget(self._chapters)
        row.addWidget(self._text, 1)
        self._chapters.currentItemChanged.connect(self._go_to)
        in_each_language(self, self._name_parts)

    def set_text(self, markdown: str) -> None:
        """Show this text from its beginning."""
        self._text.setMarkdown(markdown)
        self._chapters.clear()
        block = self._text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() in _CHAPTER_LEVELS:
                self._add_chapter(block)
            block = block.next()
        self._chapters.setCurrentRow(0)

    def _add_chapter(self, block: QTextBlock) -> None:
        item = QListWidgetItem(block.text(), self._chapters)
        item.setData(Qt.ItemDataRole.UserRole, block.position())

    def _name_parts(self) -> None:
        self.setWindowTitle(self.tr("User guide"))
        self._chapters.setAccessibleName(self.tr("Chapters"))
        self._text.setAccessibleName(self.tr("User guide"))

    @Slot(QListWidgetItem)
    def _go_to(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        cursor = QTextCursor(self._text.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._text.setTextCursor(cursor)  # from below, so that the heading comes to the top
        cursor.setPosition(item.data(Qt.ItemDataRole.UserRole))
        self._text.setTextCursor(cursor)
        bar = self._text.verticalScrollBar()
        bar.setValue(bar.value() + self._text.cursorRect(cursor).top() - _MARGIN_PX // 2)
