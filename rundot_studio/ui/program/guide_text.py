"""A chapter of the guide as a page: Markdown in the colours of the theme, pictures no wider than the page."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QRegularExpression, Qt, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QDesktopServices,
    QFont,
    QFontDatabase,
    QImage,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from rundot_studio.ui.controls.scroll_bar import OverlayScrollBar
from rundot_studio.ui.controls.theme import GAP, GAP_LARGE, TEXT_PX, scaled, tokens_of

HEADINGS_PX = (24, 18, 15)
"""Of the first, second and third kind."""
LINE_HEIGHT = 135.0
"""Per cent."""
CHAPTER = ".md"


class GuideText(QTextBrowser):
    """Shows one chapter. Links to chapters are told by :attr:`chapter_wanted`, others are the system's to open."""

    chapter_wanted = Signal(str)

    def __init__(self, picture: Callable[[str], bytes], parent: QWidget | None = None) -> None:
        """``picture`` gives the content of a picture by the name that a chapter calls it."""
        super().__init__(parent)
        self._picture = picture
        self._markdown = ""
        self._words = ""
        self._laid_out_width = 0
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = OverlayScrollBar(self)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(GAP_LARGE)
        self.anchorClicked.connect(self._follow)

    def show_chapter(self, markdown: str) -> None:
        self._markdown = markdown
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def mark(self, words: str) -> None:
        """Mark each of these words where they stand, and go to the first."""
        self._words = words
        tokens = tokens_of(self)
        look = QTextCharFormat()
        look.setBackground(QColor(tokens.accent_soft))
        look.setForeground(QColor(tokens.accent_text))
        marks = []
        for cursor in self._found():
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = cursor, look
            marks.append(mark)
        self.setExtraSelections(marks)
        if marks:
            place = QTextCursor(marks[0].cursor)
            place.clearSelection()
            self.setTextCursor(place)
            self.ensureCursorVisible()

    def _found(self) -> Iterator[QTextCursor]:
        for word in self._words.split():
            pattern = QRegularExpression(
                QRegularExpression.escape(word), QRegularExpression.PatternOption.CaseInsensitiveOption
            )
            at = self.document().find(pattern)
            while not at.isNull():
                yield at
                at = self.document().find(pattern, at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Only pictures of the guide: nothing is read from elsewhere, and nothing from the network."""
        url = QUrl(name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not url.isRelative():
            return None
        try:
            content = self._picture(url.path())
        except ValueError:
            return None
        image = QImage.fromData(content)
        if image.isNull():
            return None
        ratio = self.devicePixelRatioF()
        width = min(image.width(), round(self._page_width() * ratio))
        image = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        image.setDevicePixelRatio(ratio)
        return image

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._markdown and self.viewport().width() != self._laid_out_width:
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.__dict__.get("_markdown"):
            self._lay_out()

    def _page_width(self) -> int:
        return max(120, self.viewport().width() - 2 * GAP_LARGE)

    def _lay_out(self) -> None:
        self._laid_out_width = self.viewport().width()
        place = self.verticalScrollBar().value()
        document = self.document()
        document.clear()  # pictures are kept by the document, in the width of before
        font = QFont(self.font())
        font.setPixelSize(scaled(TEXT_PX + 1))
        document.setDefaultFont(font)
        document.setMarkdown(self._markdown)
        self._dress()
        self.verticalScrollBar().setValue(place)
        if self._words:
            self.mark(self._words)

    def _dress(self) -> None:
        """Give headings, code, tables and links the look of the program."""
        block = self.document().begin()
        while block.isValid():
            self._dress_block(block)
            block = block.next()
        for frame in self.document().rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                self._dress_table(frame)

    def _dress_block(self, block: QTextBlock) -> None:
        tokens = tokens_of(self)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextBlockFormat()
        look = QTextCharFormat()
        level = block.blockFormat().headingLevel()
        if _is_code(block):
            shape.setBackground(QColor(tokens.control))
            shape.setLeftMargin(GAP)
            shape.setNonBreakableLines(False)  # a long command goes on in the next line, not out of the page
            look.setFont(self._code_font())
            look.setForeground(QColor(tokens.text))
            cursor.mergeCharFormat(look)
        elif level:
            font = QFont(self.font())
            font.setPixelSize(scaled(HEADINGS_PX[min(level, len(HEADINGS_PX)) - 1]))
            font.setBold(True)
            look.setFont(font)
            shape.setTopMargin(0 if block.blockNumber() == 0 else GAP_LARGE)
            shape.setBottomMargin(GAP)
            cursor.mergeCharFormat(look)
        elif not _has_picture(block):  # a line's height is also a picture's
            shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            self._dress_words(block)
        if not level and cursor.currentTable() is None and not _goes_on(block):
            shape.setBottomMargin(GAP)
        cursor.mergeBlockFormat(shape)

    def _dress_words(self, block: QTextBlock) -> None:
        """Code and links within a line."""
        tokens = tokens_of(self)
        for start, length, kind in _words_of(block):
            look = QTextCharFormat()
            if kind == "link":
                look.setForeground(QBrush(QColor(tokens.accent_text)))
            else:
                look.setFont(self._code_font())
                look.setBackground(QColor(tokens.control))
            cursor = QTextCursor(block)
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def _dress_table(self, table: QTextTable) -> None:
        shape = table.format()
        shape.setBorderBrush(QBrush(QColor(tokens_of(self).line)))
        shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBorder(1)
        shape.setBorderCollapse(True)
        shape.setCellPadding(6)
        table.setFormat(shape)

    def _code_font(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(scaled(TEXT_PX))
        font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def _follow(self, url: QUrl) -> None:
        if url.isRelative() and url.path().endswith(CHAPTER):
            self.chapter_wanted.emit(url.path())
        elif url.scheme() == "https":
            QDesktopServices.openUrl(url)


def _words_of(block: QTextBlock) -> list[tuple[int, int, str]]:
    """(place, length, ``link`` or ``code``) of what is no plain text in the block."""
    found = []
    for span in _spans(block):
        look = span.charFormat()
        if look.isAnchor():
            found.append((span.position(), span.length(), "link"))
        elif look.fontFixedPitch():
            found.append((span.position(), span.length(), "code"))
    return found


def _is_code(block: QTextBlock) -> bool:
    return bool(block.blockFormat().hasProperty(QTextFormat.Property.BlockCodeFence))


def _goes_on(block: QTextBlock) -> bool:
    """Whether the next line is of the same block of code: between those is no gap."""
    return _is_code(block) and block.next().isValid() and _is_code(block.next())


def _has_picture(block: QTextBlock) -> bool:
    return any(span.charFormat().isImageFormat() for span in _spans(block))


def _spans(block: QTextBlock) -> list:  # type: ignore[type-arg] # QTextFragment is not exported by the stubs
    spans = []
    at = block.begin()
    while not at.atEnd():
        spans.append(at.fragment())
        at += 1
    return spans
