"""What the artist does with local AI in the preferences: all of it off the window's thread, nothing unasked."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from rundot_studio.domain.errors import StudioError
from rundot_studio.ui.session.errands import Errands

from .local_ai_rows import LocalAiRow
from .local_ai_section import LocalAiSection
from .local_ai_words import size_words

if TYPE_CHECKING:
    import asyncio

    import httpx

    from rundot_studio.engine.local_ai.fetching import Offer
    from rundot_studio.engine.local_ai.store import LocalAi
    from rundot_studio.engine.local_ai.weights import Weights
    from rundot_studio.studio.local_models import Overview
    from rundot_studio.studio.studio import Studio

LOOK_MS = 100
FETCH, REMOVE = "fetch", "remove"
T = TypeVar("T")
translate = QCoreApplication.translate


class _Stopped(Exception):
    """Raised through a report: what runs cleans up behind itself."""


class Course:
    """How far a thread is; a plain attribute, looked at now and then."""

    def __init__(self) -> None:
        self.share = 0.0
        self.stopped = False

    def __call__(self, share: float) -> None:
        if self.stopped:
            raise _Stopped
        self.share = share


class LocalAiDesk(QObject):
    """``local_ai``, ``catalogue`` and ``open_http`` are the usual ones where none are given."""

    def __init__(
        self,
        section: LocalAiSection,
        errands: Errands,
        parent: QObject | None = None,
        *,
        local_ai: "LocalAi | None" = None,
        catalogue: "Sequence[Weights] | None" = None,
        open_http: "Callable[[], httpx.AsyncClient] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._section = section
        self._errands = errands
        self._local_ai = local_ai
        self._catalogue = catalogue
        self._open_http = open_http or _usual_http
        self._studio: Studio | None = None
        self._known: dict[str, Weights] = {}
        self._fetches: dict[str, tuple[asyncio.Task[Any], Course]] = {}
        self._stopped: set[str] = set()
        self._course: Course | None = None
        self._show_course: Callable[[str, float], None] = lambda _words, _share: None
        self._unknown: Path | None = None
        self._looking = QTimer(self)
        self._looking.setInterval(LOOK_MS)
        self._looking.timeout.connect(self._look)
        section.made.connect(self._connect_row)
        section.add_file.choose.clicked.connect(self.ask_for_file)
        section.add_file.wanted_for.connect(lambda role: self.add_file(self._unknown, role))
        section.use_folder.choose.clicked.connect(self.ask_for_folder)

    def attach(self, studio: "Studio | None") -> None:
        """Of which the models are asked for anew when a folder comes or goes; None for none."""
        self._studio = studio

    def refresh(self) -> None:
        """Show what there is now."""
        self._run(self._overview, self._shown, lambda error: self._section.fail(_words_of(error)))

    # --- fetching ---

    def ask_to_fetch(self, key: str) -> None:
        """Say what would be fetched, how large it is, from where and under which licence."""
        weights, row = self._known[key], self._section.weights[key]

        def show(offer: "Offer") -> None:
            yes = translate("LocalAi", "Fetch {0}").format(size_words(offer.remaining))
            no = translate("LocalAi", "Not now")
            row.ask(FETCH, "\n".join(offer.sentences), yes, no, possible=offer.fits)

        self._run(partial(_offer, weights), show, lambda error: row.show_idle(wrong=_words_of(error)))

    def fetch(self, key: str) -> None:
        """The artist has agreed to the offer."""
        if key in self._fetches:
            return
        row = self._section.weights[key]
        course = Course()
        self._show_fetch(row, 0.0)

        def ended(wrong: str = "") -> None:
            row.show_idle()  # whatever it asked is answered
            self._run(self._overview, partial(self._fetched, key, wrong))

        self._errands.run(self._fetch(key, course), lambda _done: ended(), lambda error: ended(_words_of(error)))

    async def _fetch(self, key: str, course: Course) -> None:
        import asyncio

        from rundot_studio.engine.local_ai import fetching

        task = asyncio.current_task()
        assert task is not None
        self._fetches[key] = (task, course)
        self._looking.start()
        try:
            http = await asyncio.to_thread(self._open_http)
            async with http:
                await fetching.fetch(self._store(), self._known[key], http, course)
        except asyncio.CancelledError:
            if key not in self._stopped:
                raise  # the window goes
            task.uncancel()
        finally:
            self._stopped.discard(key)
            self._fetches.pop(key, None)
            self._end_looking()

    def cancel(self, key: str) -> None:
        """Stop fetching; what is here stays, and the next try goes on from it."""
        running = self._fetches.get(key)
        if running is not None:
            self._stopped.add(key)
            running[0].cancel()

    def _fetched(self, key: str, wrong: str, found: "Overview") -> None:
        self._shown(found)
        if wrong:
            known = next(each for each in found.weights if each.weights.id == key)
            again = translate("LocalAi", "Resume…") if known.part_bytes else translate("LocalAi", "Fetch…")
            self._section.weights[key].show_idle(fetch=again, wrong=wrong)

    def _show_fetch(self, row: LocalAiRow, share: float) -> None:
        size = self._known[row.key].size
        words = translate("LocalAi", "Fetching: {0} of {1}").format(size_words(int(size * share)), size_words(size))
        row.show_course(FETCH, words, share, translate("LocalAi", "Cancel"))

    # --- adding ---

    def ask_for_file(self) -> None:
        dialog = QFileDialog(self._section.window(), translate("LocalAi", "Weights of your own"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilter("ONNX (*.onnx)")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.add_file(Path(name), None))
        dialog.open()

    def add_file(self, file: Path | None, role: str | None) -> None:
        """Copy weights and switch them on; a file of no catalogue is asked about first."""
        if file is None or self._course is not None:
            return
        row = self._section.add_file
        self._unknown = file
        words = translate("LocalAi", "Checking and copying {0}").format(file.name)
        report = self._begin(row.show_course, words)

        def failed(error: StudioError) -> None:
            if role is None and file.suffix.lower() == ".onnx" and file.is_file():
                row.ask_role(file.name)
            else:
                row.show_usual(_words_of(error), wrong=True)

        def done(weights: "Weights") -> None:
            self._unknown = None
            row.show_usual(translate("LocalAi", "{0} is here and on.").format(weights.title))
            self.refresh()

        self._errands.run(self._with_course(lambda store: store.add(file, role, None, report), report), done, failed)

    def ask_for_folder(self) -> None:
        dialog = QFileDialog(self._section.window(), translate("LocalAi", "A folder of your own"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda name: self.use_folder(Path(name)))
        dialog.open()

    def use_folder(self, folder: Path) -> None:
        """Take a folder where it lies, once every file was read."""
        if self._course is not None:
            return
        row = self._section.use_folder
        steps, guidance = row.numbers
        report = self._begin(row.show_course, translate("LocalAi", "Reading {0}").format(folder.name))

        def ended(words: str, *, wrong: bool = False) -> None:
            row.show_usual(words, wrong=wrong)
            self._models_changed()

        self._errands.run(
            self._with_course(lambda store: store.use_folder(folder, steps, guidance, report), report),
            lambda taken: ended(translate("LocalAi", "{0} is in use.").format(taken.name)),
            lambda error: ended(_words_of(error), wrong=True),
        )

    def _begin(self, show: Callable[[str, float], None], words: str) -> Course:
        course = self._course = Course()
        self._show_course = lambda _words, share: show(words, share)
        self._show_course("", 0.0)
        self._looking.start()
        return course

    async def _with_course(self, work: "Callable[[LocalAi], T]", course: Course) -> T:
        try:
            return await self._on_a_thread(work)
        finally:
            course.stopped = True  # a thread whose window has gone is not to copy gigabytes to the end
            self._course = None
            self._end_looking()

    # --- on, off, away ---

    def switch(self, key: str, on: bool) -> None:
        self._run(
            lambda store: store.switch_on(key) if on else store.switch_off(key),
            lambda _roles: self.refresh(),
            self._wrong,
        )

    def ask_to_remove(self, key: str) -> None:
        row = self._section.weights.get(key)
        if row is not None:
            size = size_words(self._known[key].size)
            question = translate("LocalAi", "Delete the file of {0}?").format(size)
            row.ask(REMOVE, question, translate("LocalAi", "Delete"), translate("LocalAi", "Keep"))
            return
        question = translate("LocalAi", "Use this folder no more? Its files stay where they are.")
        forget, keep = translate("LocalAi", "Use no more"), translate("LocalAi", "Keep")
        self._section.folders[key].ask(REMOVE, question, forget, keep)

    def remove(self, key: str) -> None:
        row = self._section.weights.get(key) or self._section.folders.get(key)
        if row is not None:
            row.show_idle()
        self._run(lambda store: store.remove(key), lambda _none: self._models_changed(), self._wrong)

    def _wrong(self, error: StudioError) -> None:
        """Something could not be done: show what there is, and why."""

        def show(found: "Overview") -> None:
            self._shown(found)
            self._section.fail(_words_of(error))

        self._run(self._overview, show)

    # --- what is shared ---

    def _connect_row(self, row: LocalAiRow) -> None:
        row.fetch_pressed.connect(self.ask_to_fetch)
        row.remove_pressed.connect(self.ask_to_remove)
        row.switched.connect(self.switch)
        row.agreed.connect(lambda what: self.fetch(row.key) if what == FETCH else self.remove(row.key))
        row.cancelled.connect(lambda _what: self._cancelled(row))

    def _cancelled(self, row: LocalAiRow) -> None:
        if row.key in self._fetches:
            self.cancel(row.key)
            return
        row.show_idle()
        self.refresh()

    def _models_changed(self) -> None:
        """Pictures may be made by other models now."""

        def forget(_store: "LocalAi") -> None:
            from rundot_studio.studio.local_models import forget_models

            forget_models()

        def asked(_none: None) -> None:
            if self._studio is not None and self._studio.connection.offline:
                self._errands.run(self._studio.capability.refresh())

        self._run(forget, asked)
        self.refresh()

    def _shown(self, found: "Overview") -> None:
        from rundot_studio.studio.local_models import INSTALL

        self._known = {each.weights.id: each.weights for each in found.weights}
        self._section.show_overview(found, INSTALL)

    def _overview(self, store: "LocalAi") -> "Overview":
        from rundot_studio.studio.local_models import overview

        return overview(store, self._catalogue)

    def _store(self) -> "LocalAi":
        from rundot_studio.engine.local_ai.store import LocalAi

        if self._local_ai is None:
            self._local_ai = LocalAi()
        return self._local_ai

    def _run(
        self,
        work: "Callable[[LocalAi], T]",
        done: Callable[[T], object],
        failed: Callable[[StudioError], object] | None = None,
    ) -> None:
        """Do blocking work on a thread."""
        self._errands.run(self._on_a_thread(work), done, failed or self._wrong_silently)

    async def _on_a_thread(self, work: "Callable[[LocalAi], T]") -> T:
        import asyncio

        return await asyncio.to_thread(lambda: work(self._store()))

    def _wrong_silently(self, error: StudioError) -> None:
        self._section.fail(_words_of(error))

    def _look(self) -> None:
        for key, (_task, course) in self._fetches.items():
            self._show_fetch(self._section.weights[key], course.share)
        if self._course is not None:
            self._show_course("", self._course.share)
        self._end_looking()

    def _end_looking(self) -> None:
        if not self._fetches and self._course is None:
            self._looking.stop()


def _offer(weights: "Weights", store: "LocalAi") -> "Offer":
    from rundot_studio.engine.local_ai.fetching import offer

    return offer(store, weights)


def _usual_http() -> "httpx.AsyncClient":
    from rundot_studio.client.network import open_http

    return open_http("https://localhost")


def _words_of(error: StudioError) -> str:
    return " ".join(part for part in (error.message, error.hint) if part)
