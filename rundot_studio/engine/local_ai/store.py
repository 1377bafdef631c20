"""What local AI there is on this computer and what of it is switched on: one folder, one small JSON file in it.

Read anew at every question, since the command line and the window may both change it. Blocking; no pixels here.
"""

import contextlib
import logging
import os
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_data_path

from rundot_studio.domain.errors import DiskFull, OutputRefused, RuleBroken
from rundot_studio.engine.progress import Report, silent

from .fingerprints import CHUNK, file_sha256
from .folders import MOST_GUIDANCE, MOST_STEPS, ModelFolder, read_folder, role_of
from .weights import Family, LocalAiError, Weights, known_by_hash, roles_named, usual_family

log = logging.getLogger(__name__)

STATE_FILE = "local-ai.json"
FOLDER_VARIABLE = "RUNDOT_STUDIO_LOCAL_AI"
KEPT_S = 300.0
SPARE_BYTES = 256 * 1024 * 1024
"""Left free on the disk beside the weights."""


class State(msgspec.Struct, frozen=True):
    """``on`` has what answers each role, by the id of weights or the name of a folder."""

    weights: tuple[Weights, ...] = ()
    folders: tuple[ModelFolder, ...] = ()
    on: dict[str, str] = {}

    def ids(self) -> set[str]:
        return {weights.id for weights in self.weights} | {folder.name for folder in self.folders}


def default_folder() -> Path:
    """Where weights are kept: beside the libraries, since all of them share it."""
    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named).expanduser() if named else user_data_path("rundot-studio", appauthor=False) / "local-ai"


class LocalAi:
    """The local AI of one folder. ``threads`` are given to a model at work (default: one for each processor).

    A model stays loaded for ``kept_s`` seconds after its last picture.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None, kept_s: float = KEPT_S) -> None:
        self.folder = folder or default_folder()
        self.threads = threads or os.cpu_count() or 1
        self.kept_s = kept_s

    def state(self) -> State:
        """Raises LocalAiError where the file can't be read; nothing there is nothing installed."""
        file = self.folder / STATE_FILE
        try:
            return msgspec.json.decode(file.read_bytes(), type=State)
        except FileNotFoundError:
            return State()
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LocalAiError(
                f"What is installed can't be read from {file}: {error}.", "Delete the file and add the weights again."
            ) from error

    def plan(self, role: str) -> dict[str, Any] | None:
        """What a worker is told to run for ``role``; None where the engine's own algorithm answers."""
        state = self._state_or_nothing()
        chosen = state.on.get(role)
        for weights in state.weights:
            if weights.id == chosen:
                return self._weights_plan(weights)
        for folder in state.folders:
            if folder.name == chosen:
                return self._folder_plan(folder)
        return None

    def picture_models(self) -> list[str]:
        """The names of the folders that make pictures from words, for the list of models."""
        return [folder.name for folder in self._state_or_nothing().folders if folder.use == "pictures"]

    def picture_plan(self, name: str) -> dict[str, Any] | None:
        """What a worker is told to run for a model of :meth:`picture_models`; None for any other name."""
        found = (folder for folder in self._state_or_nothing().folders if folder.name == name)
        folder = next(found, None)
        return None if folder is None or folder.use != "pictures" else self._folder_plan(folder)

    def path_of(self, weights: Weights) -> Path:
        return self.folder / weights.file

    def add(self, file: Path, name: str | None, family: Family | None = None, report: Report = silent) -> Weights:
        """Copies weights of the artist's own and switches them on for the roles that ``name`` means.

        A file of the catalogue is recognised by its hash and needs no ``name``. Raises RuleBroken for a name that is no
        role, LocalAiError for what is no ONNX file, DiskFull.
        """
        roles = None if name is None else roles_named(name)
        if file.suffix.lower() != ".onnx" or not file.is_file():
            raise LocalAiError(
                f"{file.name} is no ONNX file.", "Folders in the form of diffusers have a way of their own."
            )
        sha256 = file_sha256(file, lambda fraction: report(fraction / 2))
        known = known_by_hash(sha256)
        if known is not None:
            weights = known if roles is None else msgspec.structs.replace(known, roles=roles)
        elif roles is None:
            raise LocalAiError(f"{file.name} is in no catalogue.", "Say what it is for, such as --as bria.")
        else:
            weights = Weights(
                id=_own_id(file, sha256),
                title=file.stem,
                roles=roles,
                family=family or usual_family(roles[0]),
                file=f"{sha256[:12]}-{_plain(file.stem)}.onnx",
                size=file.stat().st_size,
                sha256=sha256,
                licence="unknown (a file of your own)",
            )
        self._copy(file, weights, lambda fraction: report(0.5 + fraction / 2))
        self.installed(weights)
        return weights

    def installed(self, weights: Weights) -> None:
        """Notes weights that lie in the folder, whole and checked, and switches them on."""
        state = self.state()
        others = tuple(each for each in state.weights if each.id != weights.id)
        on = {**state.on, **dict.fromkeys(weights.roles, weights.id)}
        self._write(State((*others, weights), state.folders, on))

    def use_folder(
        self, path: Path, steps: int | None = None, guidance: float | None = None, report: Report = silent
    ) -> ModelFolder:
        """Takes a diffusers folder where it lies. Raises RuleBroken for a number out of its range, LocalAiError."""
        if steps is not None and not 1 <= steps <= MOST_STEPS:
            raise RuleBroken("steps", steps, f"a whole number from 1 to {MOST_STEPS}")
        if guidance is not None and not 0 <= guidance <= MOST_GUIDANCE:
            raise RuleBroken("guidance", guidance, f"a number from 0 to {MOST_GUIDANCE:g}")
        folder = read_folder(path, steps, guidance, report)
        state = self.state()
        others = tuple(each for each in state.folders if each.name != folder.name)
        if any(each.name == folder.name and each.path != folder.path for each in state.folders):
            raise LocalAiError(
                f"There is another folder of the name {folder.name}.", "Rename one, or remove the other."
            )
        role = role_of(folder)
        on = state.on if role is None else {**state.on, role: folder.name}
        self._write(State(state.weights, (*others, folder), on))
        return folder

    def switch_on(self, name: str) -> tuple[str, ...]:
        """Lets installed weights or a depth folder answer their roles again; which those are."""
        state = self.state()
        roles = _roles_of(state, name)
        self._write(State(state.weights, state.folders, {**state.on, **dict.fromkeys(roles, name)}))
        return roles

    def switch_off(self, name: str) -> None:
        """The engine's own algorithms answer again; the files stay. ``name`` is an id, or a role."""
        state = self.state()
        on = {role: chosen for role, chosen in state.on.items() if name not in (role, chosen)}
        if on == state.on and name not in state.ids():
            raise RuleBroken("name", name, f"one of {_listed(state.ids())}")
        self._write(State(state.weights, state.folders, on))

    def remove(self, name: str) -> None:
        """Deletes weights; a folder of the artist's own is only forgotten. Raises RuleBroken for an unknown name."""
        state = self.state()
        if name not in state.ids():
            raise RuleBroken("name", name, f"one of {_listed(state.ids())}")
        weights = tuple(each for each in state.weights if each.id != name)
        folders = tuple(each for each in state.folders if each.name != name)
        on = {role: chosen for role, chosen in state.on.items() if chosen != name}
        self._write(State(weights, folders, on))
        for gone in set(state.weights) - set(weights):
            with contextlib.suppress(FileNotFoundError):
                self.path_of(gone).unlink()

    def check_space(self, needed_bytes: int) -> None:
        """Raises DiskFull where the folder's disk has not that much left, OutputRefused for what is no folder."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputRefused(f"{self.folder} can't be made: {error.strerror or error}.") from error
        free = shutil.disk_usage(self.folder).free
        if free < needed_bytes + SPARE_BYTES:
            raise DiskFull(
                f"There is not enough space: {megabytes(needed_bytes)} are needed, {megabytes(free)} are free.",
                "Make room, or set RUNDOT_STUDIO_LOCAL_AI to a folder on another disk.",
            )

    def _state_or_nothing(self) -> State:
        """A broken file must not stop pictures that need none of it."""
        try:
            return self.state()
        except LocalAiError as error:
            log.warning(error.message)
            return State()

    def _weights_plan(self, weights: Weights) -> dict[str, Any]:
        return {
            "path": str(self.path_of(weights)),
            "size": weights.size,
            "sha256": weights.sha256,
            "title": weights.title,
            "family": weights.family,
            "memory_gb": weights.memory_gb,
            "threads": self.threads,
        }

    def _folder_plan(self, folder: ModelFolder) -> dict[str, Any]:
        return {
            "path": folder.path,
            "files": folder.files,
            "sha256": folder.sha256,
            "title": folder.name,
            "steps": folder.steps,
            "guidance": folder.guidance,
            "threads": self.threads,
        }

    def _copy(self, file: Path, weights: Weights, report: Report) -> None:
        target = self.path_of(weights)
        if target.exists() and target.samefile(file):
            return
        self.check_space(weights.size)
        part = target.with_name(f".{target.name}.adding")
        try:
            done = 0
            with file.open("rb") as source, part.open("wb") as copy:
                while block := source.read(CHUNK):
                    copy.write(block)
                    done += len(block)
                    report(min(1.0, done / max(1, weights.size)))
            part.replace(target)
        except OSError as error:
            raise OutputRefused(f"{target.name} can't be written: {error.strerror or error}.") from error
        finally:
            part.unlink(missing_ok=True)

    def _write(self, state: State) -> None:
        """Whole or not at all."""
        part = self.folder / f".{STATE_FILE}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(msgspec.json.format(msgspec.json.encode(state)) + b"\n")
            part.replace(self.folder / STATE_FILE)
        except OSError as error:
            raise OutputRefused(f"{self.folder} can't be written: {error.strerror or error}.") from error


def megabytes(count: int) -> str:
    """A size as it is told to people, decimal as on the pages that offer weights."""
    return f"{count / 1e9:.2f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


def _roles_of(state: State, name: str) -> tuple[str, ...]:
    for weights in state.weights:
        if weights.id == name:
            return weights.roles
    for folder in state.folders:
        if folder.name == name:
            role = role_of(folder)
            return () if role is None else (role,)
    raise RuleBroken("name", name, f"one of {_listed(state.ids())}")


def _listed(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids)) or "what is installed, which is nothing yet"


def _own_id(file: Path, sha256: str) -> str:
    return f"{_plain(file.stem)}-{sha256[:8]}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9._-]+", "-", name.lower()).strip("-.")[:48] or "weights"
