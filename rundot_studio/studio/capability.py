"""What a service lets a game do: the catalogue at the connection's API level, against the models the service lists.

The list is kept on disk, so that a window knows it before the first answer, and is asked for again after a day, or
after a sign-in.
"""

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from psygnal import Signal

from rundot_studio.client.client import ImageGenClient
from rundot_studio.domain.catalog import ApiLevel, Model, model_named
from rundot_studio.domain.recipe import GenerateRecipe, Recipe
from rundot_studio.library.files import write_atomically
from rundot_studio.library.library import now

FRESH_FOR = timedelta(days=1)
FILE_NAME = "models.json"
NOT_LISTED = "The service does not list it for this game."


@dataclass(frozen=True)
class ModelChoice:
    """A model as it is offered. ``callable`` is None while the service has not been asked.

    ``reason`` says why it can't be called; ``known`` is False for a name that is in no catalogue.
    """

    name: str
    label: str
    best_for: str = ""
    sizes: tuple[str, ...] = ("1K",)
    answered_as: str | None = None
    callable: bool | None = None
    reason: str = ""
    known: bool = True


@dataclass(frozen=True)
class Caution:
    """Something to know before sending; it stops nothing."""

    code: str
    message: str


@dataclass(frozen=True)
class Listed:
    """The names a service listed, and when (aware)."""

    names: tuple[str, ...]
    at: datetime


class ModelsCache:
    """Lists on disk, by service and game. Best effort: what can't be read or written is asked for again. Blocking."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or user_cache_path("rundot-studio", appauthor=False) / FILE_NAME

    def get(self, base_url: str, game: str) -> Listed | None:
        entry: Any = self._read().get(_key(base_url, game))
        try:
            at = datetime.fromisoformat(entry["at"])
            names = entry["names"]
            if at.tzinfo is None or not all(isinstance(name, str) for name in names):
                return None
            return Listed(tuple(names), at)
        except (KeyError, TypeError, ValueError):
            return None

    def put(self, base_url: str, game: str, listed: Listed) -> None:
        entry = {"at": listed.at.isoformat(), "names": list(listed.names)}
        self._write({**self._read(), _key(base_url, game): entry})

    def forget(self, base_url: str) -> None:
        """All games of a service: somebody else may sign in there now."""
        kept = self._read()
        if left := {key: entry for key, entry in kept.items() if not key.startswith(_key(base_url, ""))}:
            self._write(left)
        elif kept:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self._file.read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        return content if isinstance(content, dict) else {}

    def _write(self, content: dict[str, Any]) -> None:
        with suppress(OSError):
            write_atomically(self._file, json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True).encode())


class Capability:
    """One per connection. ``changed`` is emitted, on the event loop's thread, when the models are known anew."""

    changed = Signal()

    def __init__(
        self,
        client: ImageGenClient,
        base_url: str,
        cache: ModelsCache | None = None,
        clock: Callable[[], datetime] = now,
    ) -> None:
        self._client = client
        self._base_url = base_url
        self._cache = cache or ModelsCache()
        self._clock = clock
        self._listed: Listed | None = None

    @property
    def level(self) -> ApiLevel:
        return self._client.level

    @property
    def models(self) -> list[ModelChoice]:
        """The catalogue's, in its order, then the names that it does not know."""
        return merged(self.level, None if self._listed is None else self._listed.names)

    async def recall(self) -> bool:
        """Take what was kept less than a day ago; whether there was anything. The service is not asked."""
        kept = await asyncio.to_thread(self._cache.get, self._base_url, self._client.game)
        # A list from the future is one of a clock that was wrong.
        if kept is None or not timedelta() <= self._clock() - kept.at < FRESH_FOR:
            return False
        self._take(kept)
        return True

    async def load(self) -> list[ModelChoice]:
        """The models by what was kept less than a day ago, else as :meth:`refresh`."""
        return self.models if await self.recall() else await self.refresh()

    async def refresh(self) -> list[ModelChoice]:
        """Ask the service. Raises the StudioError of a call that failed; then what was known stays."""
        listed = Listed(tuple(await self._client.list_models()), self._clock())
        await asyncio.to_thread(self._cache.put, self._base_url, self._client.game, listed)
        self._take(listed)
        return self.models

    def cautions(self, recipe: Recipe) -> list[Caution]:
        """What to say before a recipe is sent."""
        if not isinstance(recipe, GenerateRecipe):
            return []
        model = model_named(recipe.model)
        if model is not None and model.answered_as is not None:
            successor = model_named(model.answered_as)
            shown = f"{successor.label} ({successor.name})" if successor else model.answered_as
            message = f"{model.label} ({model.name}) is retired: the service answers with {shown}, and bills that."
            return [Caution("MODEL_RETIRED", message)]
        choice = next((choice for choice in self.models if choice.name == recipe.model), None)
        if self._listed is not None and (choice is None or choice.callable is False):
            return [Caution("MODEL_NOT_LISTED", f"The service does not list {recipe.model} for this game.")]
        return []

    def _take(self, listed: Listed) -> None:
        changed = self._listed is None or self._listed.names != listed.names
        self._listed = listed
        if changed:
            self.changed.emit()


def merged(level: ApiLevel, names: tuple[str, ...] | None) -> list[ModelChoice]:
    """The catalogue of a level with what a service lists; ``names`` is None while that is not known."""
    choices = [_choice(model, None if names is None else model.name in names) for model in level.models]
    offered = {choice.name for choice in choices}
    for name in dict.fromkeys(names or ()):
        if name in offered:
            continue
        later = model_named(name)
        choices.append(_choice(later, True) if later else ModelChoice(name, name, callable=True, known=False))
    return choices


def _choice(model: Model, is_callable: bool | None) -> ModelChoice:
    reason = NOT_LISTED if is_callable is False else ""
    return ModelChoice(
        model.name, model.label, model.best_for, model.sizes, model.answered_as, is_callable, reason, known=True
    )


def _key(base_url: str, game: str) -> str:
    return f"{base_url} {game}"
