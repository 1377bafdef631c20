"""What an artist may set: from the environment, over the open game's own file, over a settings file. Never a secret.

Values are only read here. What is wrong with an address is said where it is used, so that a broken one that nobody
needs stops nothing.
"""

import ipaddress
import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_type_hints
from urllib.parse import urlsplit

import msgspec
from platformdirs import user_config_path

from rundot_studio.domain.catalog import ApiLevel, level_named
from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.library.files import write_atomically
from rundot_studio.protocol.identity import IDENTITY_URL, SECURETOKEN_URL

RUN_BASE_URL = "https://api.run.world"
FILE_NAME = "settings.json"
GAME_FILE = "game.config.prod.json"
LARGEST_FILE = 1024 * 1024

ApiLevelName = Literal["5.21", "5.28"]
_FROM_ENVIRONMENT = {
    "RUNDOT_STUDIO_BASE_URL": "base_url",
    "RUNDOT_STUDIO_GAME": "game",
    "RUNDOT_STUDIO_WEB_API_KEY": "web_api_key",
    "RUNDOT_STUDIO_IDENTITY_URL": "identity_url",
    "RUNDOT_STUDIO_SECURETOKEN_URL": "securetoken_url",
    "RUNDOT_STUDIO_LIBRARY": "library",
}


@dataclass(frozen=True)
class Settings:
    """All settings with their defaults. The file has the same names."""

    base_url: str = RUN_BASE_URL
    """Of the hosted service."""
    game: str = ""
    """Id of the game that pictures are made for; empty where none is set."""
    web_api_key: str = ""
    """Names the hosted service to its identity hosts. Not published with the SDK; no secret."""
    identity_url: str = IDENTITY_URL
    securetoken_url: str = SECURETOKEN_URL
    library: str = ""
    """Folder of the library; empty for the usual place."""
    connection: str = "embedded"
    """Of the window, where the command line names none: ``embedded``, ``run`` or a base URL."""
    api_level: ApiLevelName = "5.21"
    """Of connections that have none of their own in ``api_levels``."""
    api_levels: dict[str, ApiLevelName] = field(default_factory=dict)
    """By the connection's name: ``embedded``, ``run`` or a base URL."""
    max_credits: float | None = None
    """A batch whose estimate is above this asks first; None never asks."""
    poll_seconds: float = 15.0
    """Between two questions for jobs that finished later; 0 never asks."""
    editor: str = ""
    """The artist's own paint program: a command, ``{file}`` where the file goes; empty for those that are found."""

    def level_of(self, connection: str) -> ApiLevel:
        """The API level of a connection, by its name."""
        level = level_named(self.api_levels.get(connection, self.api_level))
        assert level is not None
        return level


@dataclass(frozen=True)
class Loaded:
    """Settings, and a sentence for each thing that could not be read."""

    settings: Settings
    complaints: tuple[str, ...] = ()


def config_folder() -> Path:
    """Where settings are kept, made on the first write."""
    return user_config_path("rundot-studio", appauthor=False)


def load_settings(
    environment: Mapping[str, str] = os.environ, project: Path | None = None, file: Path | None = None
) -> Loaded:
    """Blocking. ``project`` is a folder in or below an open game's; ``file`` is the settings file.

    Nothing here raises: what can't be read is told in a sentence and has its default.
    """
    complaints: list[str] = []
    settings = _from_file(file or config_folder() / FILE_NAME, complaints)
    if project is not None and (game := game_of(project, complaints)):
        settings = replace(settings, game=game)
    given = {key: environment[name].strip() for name, key in _FROM_ENVIRONMENT.items() if environment.get(name)}
    return Loaded(replace(settings, **given), tuple(complaints))  # type: ignore[arg-type]


def save_settings(settings: Settings, file: Path | None = None) -> None:
    """Write what differs from the defaults, whole or not at all. Blocking. Raises OutputRefused.

    What a newer version keeps in the file stays; a file that can't be read is set aside under another name.
    """
    target = file or config_folder() / FILE_NAME
    known = {each.name for each in fields(Settings)}
    defaults = asdict(Settings())
    try:
        kept: dict[str, Any] = {}
        if target.exists():
            before = _object_in(target)
            if before is None:
                target.replace(target.with_name(f"{target.stem}.unreadable.json"))
            else:
                kept = {name: value for name, value in before.items() if name not in known}
        changed = {name: value for name, value in asdict(settings).items() if value != defaults[name]}
        document = json.dumps({**kept, **changed}, ensure_ascii=False, indent=2, sort_keys=True)
        write_atomically(target, document.encode() + b"\n")
    except OSError as error:
        raise OutputRefused(f"The settings can't be written to {target}: {error.strerror or error}.") from error


def game_of(folder: Path, complaints: list[str] | None = None) -> str:
    """The ``gameId`` of the ``game.config.prod.json`` in a folder or the nearest one above it; empty without one."""
    for place in (folder, *folder.parents):
        file = place / GAME_FILE
        if not file.is_file():
            continue
        content = _object_in(file)
        game = content.get("gameId") if content is not None else None
        if isinstance(game, str) and game.strip():
            return game.strip()
        if complaints is not None:
            complaints.append(f"{file} names no game (it should be JSON with a gameId).")
        return ""
    return ""


def validated_base_url(text: str, *, own_server: bool, name: str = "base URL") -> str:
    """Scheme, host and port of a service, without a slash at the end. Raises RuleBroken with what is wrong.

    Plain ``http:`` is for this computer, and for an own server's own host: elsewhere the sign-in could be read.
    """
    return _validated(text, own_server, name, path_allowed=False)


def validated_identity_url(text: str, name: str = "identity URL") -> str:
    """As :func:`validated_base_url` for an identity host, which may lie below a path."""
    return _validated(text, False, name, path_allowed=True)


def _validated(text: str, own_server: bool, name: str, *, path_allowed: bool) -> str:
    text = text.strip()
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise RuleBroken(name, text, "an address such as https://images.example") from None
    if "@" in parts.netloc:
        raise RuleBroken(name, "…", "an address without a name or password in it; use rundot-studio login")
    if parts.scheme not in ("http", "https") or not host or not _is_plain(text):
        raise RuleBroken(name, text, "an address with its scheme, such as https://images.example")
    if parts.query or parts.fragment or "?" in text or "#" in text:
        raise RuleBroken(name, text.partition("?")[0].partition("#")[0], "an address without ? or #")
    if parts.path.strip("/") and not path_allowed:
        raise RuleBroken(name, text, f"an address without a path: {parts.scheme}://{parts.netloc}")
    if parts.scheme == "http" and not own_server and not is_loopback(host):
        raise RuleBroken(name, text, "https; plain http would show the sign-in to everyone on the way")
    shown_host = f"[{host}]" if ":" in host else host
    place = f"{parts.scheme}://{shown_host}" + (f":{port}" if port is not None else "")
    return place + parts.path.rstrip("/")


def is_loopback(host: str) -> bool:
    """Whether a host's name or address is this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_plain(text: str) -> bool:
    return all(sign.isprintable() and not sign.isspace() and sign != "\\" for sign in text)


def _from_file(file: Path, complaints: list[str]) -> Settings:
    if not file.exists():
        return Settings()
    content = _object_in(file)
    if content is None:
        complaints.append(
            f"The settings in {file} can't be read, so the usual ones are taken: it is not a JSON object."
        )
        return Settings()
    read: dict[str, Any] = {}
    for name, declared in get_type_hints(Settings).items():
        if name not in content:
            continue
        try:
            read[name] = msgspec.convert(content[name], declared)
        except msgspec.ValidationError:
            complaints.append(f"The setting {name} in {file} has a value that it can't have; the usual one is taken.")
    return Settings(**read)


def _object_in(file: Path) -> dict[str, Any] | None:
    """The JSON object in a file; None where there is none, for whatever reason."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            return None
        content = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None
