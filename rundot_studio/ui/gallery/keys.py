"""What keys do while the gallery has the keyboard. Those that need more than the gallery are the window's actions."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from rundot_studio.domain.job import Job
from rundot_studio.ui.queue.job_actions import ACTION, DISMISS, job_actions

from .walking import row_after

if TYPE_CHECKING:
    from .view import GalleryView

Key = Qt.Key
STAR_KEYS = {getattr(Key, f"Key_{stars}"): stars for stars in range(6)}


def press_key(view: "GalleryView", event: QKeyEvent) -> bool:
    """Whether the key has done something."""
    key = Key(event.key())
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    ctrl = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    if event.matches(QKeySequence.StandardKey.SelectAll):
        view.selection.all()
        return True
    row = row_after(view, key)
    if row is not None:
        view.selection.move(row, shift=shift, ctrl=ctrl)
        view.scrollTo(view.rows.index(row))
        view.walked.emit()
        return True
    item = view.current_item()
    if isinstance(item, Job) and view.selection.picture_count == 0:
        return _press_on_job(view, item, key)
    if key is Key.Key_Space and view.selection.current is not None:
        if ctrl:
            view.selection.toggle(view.selection.current)
        else:
            view.look_wanted.emit()
    elif key in (Key.Key_Delete, Key.Key_Backspace):
        view.delete_wanted.emit()
    elif key in STAR_KEYS and not ctrl:
        view.starred.emit(STAR_KEYS[key])
    elif key is Key.Key_Escape and view.selection.ranges:
        view.selection.nothing()
    else:
        return False
    return True


def _press_on_job(view: "GalleryView", job: Job, key: Key) -> bool:
    if key in (Key.Key_Delete, Key.Key_Backspace):
        view.acted.emit(job, ACTION if job.active else DISMISS)
        return True
    if key in (Key.Key_Return, Key.Key_Enter):
        helps = job_actions(job, looking=view.looking)
        if not job.active or len(helps) > 1:  # Return helps; what runs well is not stopped by it
            view.acted.emit(job, helps[0][0])
        return True
    return False
