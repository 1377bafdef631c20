"""Where sign-ins are kept between two starts: the system's keychain, or a file if the artist says so, or nowhere.

Everything here blocks: a keychain may ask its owner first. ``keyring`` is imported at the first use only.
"""

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rundot_studio.domain.errors import StudioError
from rundot_studio.domain.secret import Secret

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "rundot-studio"
FILE_NAME = "secrets.json"
OWNER_ONLY = 0o600


class SecretsUnusable(StudioError):
    """The place for secrets is missing, or refuses."""

    code = "SECRETS_UNUSABLE"
    action = "sign-in"


class SecretStore(Protocol):
    """Keeps one secret per name."""

    @property
    def label(self) -> str:
        """What it is, for people."""

    def get(self, name: str) -> Secret | None:
        """The secret; None where there is none. Raises SecretsUnusable."""

    def put(self, name: str, secret: Secret) -> None:
        """Raises SecretsUnusable, and then nothing is kept."""

    def forget(self, name: str) -> bool:
        """Whether there was one. Raises SecretsUnusable."""


class Keychain:
    """The system's own: macOS Keychain, Windows Credential Manager, Secret Service or KWallet."""

    label = "the system keychain"

    def get(self, name: str) -> Secret | None:
        backend = _backend()
        if backend is None:
            return None
        try:
            text = backend.get_password(SERVICE, name)
        except Exception as error:
            raise _refused("read", error) from None
        return Secret(text) if text else None

    def put(self, name: str, secret: Secret) -> None:
        backend = _backend()
        if backend is None:
            raise SecretsUnusable("This computer has no keychain that can be used.", without_keychain())
        try:
            backend.set_password(SERVICE, name, secret.reveal())
            kept = backend.get_password(SERVICE, name)
        except Exception as error:
            raise _refused("write", error) from None
        if kept != secret.reveal():
            raise SecretsUnusable("The system keychain did not keep the sign-in.", without_keychain())

    def forget(self, name: str) -> bool:
        backend = _backend()
        if backend is None:
            return False
        try:
            if not backend.get_password(SERVICE, name):
                return False
            backend.delete_password(SERVICE, name)
        except Exception as error:
            raise _refused("change", error) from None
        return True


def _backend() -> "KeyringBackend | None":
    """The keychain that keyring chose; None where there is none, or one that keeps nothing."""
    try:
        import keyring
        from keyring.backends import fail, null

        backend = keyring.get_keyring()
    except Exception as error:  # a chosen backend may fail in its import, in any way
        raise _refused("open", error) from None
    return None if isinstance(backend, fail.Keyring | null.Keyring) else backend


def _refused(verb: str, error: Exception) -> SecretsUnusable:
    """Only the kind of the error is told: a backend's words may quote what it was given."""
    return SecretsUnusable(
        f"The system keychain refused to {verb} the sign-in ({type(error).__name__}).",
        "Unlock it and try again. " + without_keychain(),
    )


class SecretsFile:
    """A file of the owner's, not encrypted; see :func:`about_the_file`."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def label(self) -> str:
        return f"the file {self._path}"

    def get(self, name: str) -> Secret | None:
        return self._read().get(name)

    def put(self, name: str, secret: Secret) -> None:
        self._write({**self._read(), name: secret})

    def forget(self, name: str) -> bool:
        kept = self._read()
        if name not in kept:
            return False
        del kept[name]
        self._write(kept)
        return True

    def _read(self) -> dict[str, Secret]:
        try:
            with self._path.open("rb") as stream:
                if os.name != "nt":
                    os.fchmod(stream.fileno(), OWNER_ONLY)  # someone may have widened it
                content = json.loads(stream.read())
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise SecretsUnusable(f"{self._path} can't be read: {error.strerror or error}.") from None
        except (ValueError, RecursionError):
            content = None
        if not isinstance(content, dict) or not all(isinstance(text, str) for text in content.values()):
            raise SecretsUnusable(
                f"{self._path} is damaged.", "Delete it and sign in again (rundot-studio login)."
            ) from None
        return {name: Secret(text) for name, text in content.items() if text}

    def _write(self, secrets: dict[str, Secret]) -> None:
        """Whole or not at all, and never readable by others, not for a moment."""
        part = self._path.with_name(f".{self._path.name}.part")
        document = json.dumps({name: secret.reveal() for name, secret in secrets.items()}, indent=2)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not secrets:
                self._path.unlink(missing_ok=True)
                return
            part.unlink(missing_ok=True)
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as stream:
                stream.write(document)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(self._path)
        except OSError as error:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            raise SecretsUnusable(f"{self._path} can't be written: {error.strerror or error}.") from None


class SessionOnly:
    """Memory: forgotten when the program ends."""

    label = "this session only"

    def __init__(self) -> None:
        self._secrets: dict[str, Secret] = {}

    def get(self, name: str) -> Secret | None:
        return self._secrets.get(name)

    def put(self, name: str, secret: Secret) -> None:
        self._secrets[name] = secret

    def forget(self, name: str) -> bool:
        return self._secrets.pop(name, None) is not None


def without_keychain() -> str:
    """What can be chosen instead, in a sentence."""
    return "Or keep the sign-in in a file of yours (--store file), or for this session only (--store session)."


def about_the_file(path: Path, *, windows: bool = os.name == "nt") -> str:
    """What keeping secrets in a file means."""
    if windows:
        return (
            f"It is kept in {path}, not encrypted. Windows lets your account and this computer's administrators read "
            "it, and so can every program that you run."
        )
    return (
        f"It is kept in {path}, not encrypted. Only your account and this computer's administrator can read it "
        "(mode 0600), and so can every program that you run."
    )
