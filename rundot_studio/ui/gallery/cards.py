"""The cards of the gallery: a picture, a job on its way, a problem. Painted: the grid may hold a million."""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap

from rundot_studio.domain.job import Job, JobState
from rundot_studio.ui.controls.icons import draw_icon
from rundot_studio.ui.controls.painting import draw_ring, draw_text, draw_wrapped, fill_rounded, text_width
from rundot_studio.ui.controls.theme import CAPTION_PX, RADIUS, SMALL_PX, Tokens, sized
from rundot_studio.ui.pictures.problem_words import problem_message
from rundot_studio.ui.pictures.titles import Titles
from rundot_studio.ui.pictures.words import problem_words, time_words
from rundot_studio.ui.queue.job_actions import DISMISS, is_left, job_actions

PAD = 12
LINE = 20


@dataclass(frozen=True)
class CardLook:
    """What all cards of one paint share."""

    tokens: Tokens
    font: QFont
    now: datetime
    titles: Titles
    looking: bool = True
    """Whether the service may tell of a lost answer."""


@dataclass(frozen=True)
class JobProgress:
    """``share`` 0..1 and the seconds that such a job usually takes; None while nobody knows."""

    share: float | None = None
    expected_s: float | None = None


@dataclass(frozen=True)
class CardState:
    selected: bool = False
    hovered: bool = False
    focused: bool = False
    hot: str = ""
    """The part under the pointer, or nothing."""
    opacity: float = 1.0
    """Of the picture, while it fades in."""
    hot_star: int = 0
    """Which star is under the pointer, 1 to 5."""


def draw_picture_card(painter: QPainter, rect: QRectF, card: QPixmap, look: CardLook, state: CardState) -> None:
    """``card`` is what ``CardPixmaps`` has drawn; null while the picture is on its way."""
    if card.isNull() or state.opacity < 1:
        fill_rounded(painter, rect, look.tokens.control)
    if not card.isNull():
        painter.setOpacity(state.opacity)
        painter.drawPixmap(rect.topLeft(), card)
        painter.setOpacity(1.0)
    _draw_selection(painter, rect, look.tokens, state)


def _draw_selection(painter: QPainter, rect: QRectF, tokens: Tokens, state: CardState) -> None:
    if state.selected:
        around = rect.adjusted(-3, -3, 3, 3)
        draw_ring(painter, around, tokens.accent, RADIUS + 3)
        if state.focused:
            draw_ring(painter, around.adjusted(1, 1, -1, -1), tokens.accent, RADIUS + 2)
    elif state.hovered:
        painter.setPen(QColor(tokens.secondary))
        painter.setBrush(QColor(0, 0, 0, 0))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)


def draw_job_card(
    painter: QPainter, rect: QRectF, job: Job, progress: JobProgress, look: CardLook, state: CardState
) -> None:
    """A job that runs or waits: its words, how far it is, how long it has taken, and Cancel."""
    tokens = look.tokens
    fill_rounded(painter, rect, tokens.panel)
    inside = rect.adjusted(PAD, PAD, -PAD, -PAD)
    title_font = sized(look.font, SMALL_PX)
    lines = 1 if rect.height() < 110 else 2 if rect.height() < 150 else 3
    words = QRectF(inside.x(), inside.y(), inside.width(), inside.height() - 56)
    if job.problem is not None:  # refused for the moment, and to be sent again by itself
        below = draw_wrapped(painter, words, problem_message(job.problem), tokens.bad, title_font, lines - 1 or 1)
        words.setTop(below)
    draw_wrapped(painter, words, look.titles.of_job(job), tokens.text, title_font, lines)
    bar = QRectF(inside.x(), inside.bottom() - 46, inside.width(), 4)
    told = job.state is not JobState.QUEUED and job.later_id is None
    draw_progress(painter, bar, progress.share if told else None, tokens)
    small = sized(look.font, CAPTION_PX, tabular=True)
    time = QRectF(inside.x(), inside.bottom() - 37, inside.width(), 16)
    draw_text(painter, time, time_words(job, progress.expected_s, look.now), tokens.secondary, small)
    _draw_actions(painter, rect, job, look, state)
    _draw_selection(painter, rect, tokens, state)


def draw_problem_card(painter: QPainter, rect: QRectF, job: Job, look: CardLook, state: CardState) -> None:
    """What happened, what would help, and the one action that does. What was merely left is no fault, nor red."""
    tokens = look.tokens
    left = is_left(job)
    fill_rounded(painter, rect, tokens.panel if left else tokens.bad_soft)
    places = action_places(rect, job, look.font, looking=look.looking)
    inside = rect.adjusted(PAD, PAD - 2, -PAD, 0)
    inside.setBottom(min(place.top() for _, _, place in places) - 3)
    message, hint = problem_words(job)
    hint = hint or look.titles.of_job(job)
    heading = inside.adjusted(0, 0, -16, 0)
    top = draw_wrapped(
        painter, heading, message, tokens.text if left else tokens.bad, sized(look.font, SMALL_PX, bold=True), 3
    )
    rest = QRectF(inside.x(), top + 3, inside.width(), inside.bottom() - top - 3)
    draw_wrapped(painter, rest, hint, tokens.secondary, sized(look.font, CAPTION_PX), 3)
    _draw_actions(painter, rect, job, look, state)
    cross = dismiss_place(rect)
    colour = tokens.text if state.hot == DISMISS else tokens.secondary
    draw_icon(painter, "close", colour, cross.x() + 4, cross.y() + 4, 14)
    _draw_selection(painter, rect, tokens, state)


def draw_progress(painter: QPainter, bar: QRectF, progress: float | None, tokens: Tokens) -> None:
    """A bar from 0 to 1; without a known progress only its groove."""
    fill_rounded(painter, bar, tokens.raised, bar.height() / 2)
    if progress:
        done = QRectF(bar.x(), bar.y(), max(bar.height(), bar.width() * min(1.0, progress)), bar.height())
        fill_rounded(painter, done, tokens.accent, bar.height() / 2)


def action_places(rect: QRectF, job: Job, font: QFont, *, looking: bool = True) -> list[tuple[str, str, QRectF]]:
    """(part, words, where): side by side at the card's foot, one above the other where that is too narrow."""
    small = sized(font, SMALL_PX)
    actions = [(part, words, text_width(words, small) + 12) for part, words in job_actions(job, looking=looking)]
    left = rect.x() + PAD - 6
    top = rect.bottom() - PAD - LINE + 3
    if sum(width for _, _, width in actions) <= rect.width() - PAD:
        places = []
        for part, words, width in actions:
            places.append((part, words, QRectF(left, top, width, LINE + 2)))
            left += width
        return places
    top -= LINE * (len(actions) - 1)
    return [
        (part, words, QRectF(left, top + LINE * place, min(rect.width() - PAD, width), LINE + 2))
        for place, (part, words, width) in enumerate(actions)
    ]


def dismiss_place(rect: QRectF) -> QRectF:
    return QRectF(rect.right() - 28, rect.y() + 6, 22, 22)


def part_at(rect: QRectF, job: Job, point: QPointF, font: QFont, *, looking: bool = True) -> str:
    """Which part of a job's card a point is on, or nothing."""
    for part, _, place in action_places(rect, job, font, looking=looking):
        if place.contains(point):
            return part
    if not job.active and dismiss_place(rect).contains(point):
        return DISMISS
    return ""


def _draw_actions(painter: QPainter, rect: QRectF, job: Job, look: CardLook, state: CardState) -> None:
    for part, words, place in action_places(rect, job, look.font, looking=look.looking):
        if state.hot == part:
            fill_rounded(painter, place, look.tokens.raised, 6)
        text = place.adjusted(6, 0, 0, 0)
        draw_text(painter, text, words, look.tokens.accent_text, sized(look.font, SMALL_PX))
