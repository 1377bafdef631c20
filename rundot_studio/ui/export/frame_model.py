"""The pictures of an export as rows: the key, the name that the frame gets, and the animation it belongs to."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from rundot_studio.domain.picture import Picture
from rundot_studio.ui.pictures.titles import Titles

from .draft import Draft
from .shown import Shown

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class FrameRow:
    """``animation`` is empty for a frame that does not move; ``left_out`` stays in the list, faint."""

    key: str
    name: str
    animation: str = ""
    left_out: bool = False
    picture: Picture | None = None


class FrameModel(QAbstractListModel):
    """``renamed`` tells (key, name) when the artist has written another."""

    renamed = Signal(str, str)

    def __init__(self, titles: Titles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self._draft: Draft | None = None
        self._names: dict[str, str] = {}
        self._animations: dict[str, str] = {}

    @property
    def keys(self) -> tuple[str, ...]:
        return self._draft.pictures if self._draft is not None else ()

    def show_draft(self, draft: Draft) -> None:
        if self._draft is not None and draft.pictures == self._draft.pictures:
            self._draft = draft
            self._all_changed()
            return
        self.beginResetModel()
        self._draft = draft
        self.endResetModel()

    def clear(self) -> None:
        self.beginResetModel()
        self._draft = None
        self._names, self._animations = {}, {}
        self.endResetModel()

    def show_names(self, shown: Shown) -> None:
        """Final names, and which of them make animations."""
        self._names = {key: name for name, key in shown.keys.items()}
        self._animations = {frame: moving.name for moving in shown.moving for frame in moving.frames}
        self._all_changed()

    def row(self, place: int) -> FrameRow:
        assert self._draft is not None
        key = self._draft.pictures[place]
        picture = self._draft.known.get(key)
        settings = self._draft.spec.settings(key)
        name = settings.name or self._names.get(key, "")
        if not name and picture is not None:
            name = self._titles.of_picture(picture)
        animation = self._animations.get(self._names.get(key, ""), "")
        return FrameRow(key, name or key, animation, settings.left_out, picture)

    def place_of(self, key: str) -> int:
        """-1 where there is none."""
        keys = self.keys
        return keys.index(key) if key in keys else -1

    def _all_changed(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0), self.index(self.rowCount() - 1))

    # --- Qt's side ---

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.row(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = [row.name, row.animation, self.tr("left out") if row.left_out else ""]
            return ", ".join(filter(None, said))
        if role == Qt.ItemDataRole.ToolTipRole and row.picture is not None:
            return f"{self._titles.of_picture(row.picture)}\n{row.picture.width} × {row.picture.height}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        words = str(value).strip()
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not words:
            return False
        row = self.row(index.row())
        if words != row.name:
            self.renamed.emit(row.key, words)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsEditable | flag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction
