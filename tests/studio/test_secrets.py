"""Keychains that work, refuse, lie or are not there; the file that only its owner can read."""

import json
import os
import stat
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest
from keyring.backends import fail, null

from rundot_studio.domain.secret import Secret
from rundot_studio.studio.secrets import (
    Keychain,
    SecretsFile,
    SecretStore,
    SecretsUnusable,
    SessionOnly,
    about_the_file,
)

PLANTED = "planted-secret-0123456789"
SECRET = Secret(PLANTED)
posix = pytest.mark.skipif(os.name == "nt", reason="modes of POSIX")


class InMemory(keyring.backend.KeyringBackend):
    """A keychain that works."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class Refusing(InMemory):
    """A keychain that is locked, or fails in a way of its own, quoting what it was given."""

    priority = 1  # type: ignore[assignment]

    def __init__(self, error: type[Exception]) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error(f"can't read {username} {PLANTED}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error(f"can't keep {password}")


class Forgetful(InMemory):
    """A keychain that cuts what it is given, as one with a limit might."""

    priority = 1  # type: ignore[assignment]

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:10])


@pytest.fixture(autouse=True)
def chosen_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def works(store: SecretStore) -> None:
    assert store.get("a") is None
    store.put("a", SECRET)
    store.put("b", Secret("other"))
    store.put("a", Secret("newer"))
    assert (store.get("a"), store.get("b")) == (Secret("newer"), Secret("other"))
    assert store.forget("a") is True
    assert store.forget("a") is False
    assert store.get("a") is None
    assert store.get("b") == Secret("other")


def test_the_keychain_keeps_and_forgets() -> None:
    keyring.set_keyring(InMemory())
    works(Keychain())


def test_the_session_keeps_and_forgets() -> None:
    works(SessionOnly())


def test_the_file_keeps_and_forgets(tmp_path: Path) -> None:
    path = tmp_path / "config" / "secrets.json"
    works(SecretsFile(path))
    assert SecretsFile(path).get("b") == Secret("other")
    SecretsFile(path).forget("b")
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize(
    "error", [keyring.errors.KeyringLocked, keyring.errors.PasswordSetError, RuntimeError, OSError, ValueError]
)
def test_a_keychain_that_refuses_is_a_sentence_without_the_secret(error: type[Exception]) -> None:
    keyring.set_keyring(Refusing(error))
    for use in (lambda k: k.put("a", SECRET), lambda k: k.get("a"), lambda k: k.forget("a")):
        with pytest.raises(SecretsUnusable, match="refused") as refused:
            use(Keychain())
        told = "".join(traceback.format_exception(refused.value)) + repr(refused.value.problem)
        assert PLANTED not in told
        assert "--store file" in refused.value.hint


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_where_there_is_no_keychain_nothing_is_kept_and_the_choice_is_told(backend: type) -> None:
    keyring.set_keyring(backend())
    assert Keychain().get("a") is None
    assert Keychain().forget("a") is False
    with pytest.raises(SecretsUnusable, match="no keychain") as refused:
        Keychain().put("a", SECRET)
    assert "--store session" in refused.value.hint


def test_a_keychain_that_keeps_something_else_is_found_out() -> None:
    keyring.set_keyring(Forgetful())
    with pytest.raises(SecretsUnusable, match="did not keep"):
        Keychain().put("a", SECRET)


@posix
def test_the_file_is_its_owners_alone_whatever_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "config" / "secrets.json"
    before = os.umask(0)
    try:
        SecretsFile(path).put("a", SECRET)
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [entry.name for entry in path.parent.iterdir()] == ["secrets.json"]


@posix
def test_a_file_that_was_opened_to_others_is_closed_again(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    SecretsFile(path).put("a", SECRET)
    path.chmod(0o644)
    assert SecretsFile(path).get("a") == SECRET
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@posix
def test_a_link_planted_beside_the_file_is_not_written_through(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("untouched")
    (tmp_path / ".secrets.json.part").symlink_to(elsewhere)
    SecretsFile(tmp_path / "secrets.json").put("a", SECRET)
    assert elsewhere.read_text() == "untouched"


@pytest.mark.parametrize("content", ["", "not json", "[]", '{"a": 5}', f'{{"a": "{PLANTED}"'])
def test_a_damaged_file_is_a_sentence_without_what_is_in_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secrets.json"
    path.write_text(content)
    with pytest.raises(SecretsUnusable, match="damaged") as refused:
        SecretsFile(path).get("a")
    assert PLANTED not in "".join(traceback.format_exception(refused.value))
    with pytest.raises(SecretsUnusable):
        SecretsFile(path).put("a", SECRET)
    assert path.read_text() == content


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(SecretsUnusable, match=r"can't be (read|written)") as refused:
        SecretsFile(tmp_path / "taken" / "secrets.json").put("a", SECRET)
    assert PLANTED not in "".join(traceback.format_exception(refused.value))


def test_what_the_file_means_is_said_for_each_system(tmp_path: Path) -> None:
    assert "0600" in about_the_file(tmp_path, windows=False)
    assert "0600" not in about_the_file(tmp_path, windows=True)
    assert "not encrypted" in about_the_file(tmp_path, windows=True)


def test_the_file_holds_nothing_but_names_and_secrets(tmp_path: Path) -> None:
    path = tmp_path / "secrets.json"
    SecretsFile(path).put("deploy-key https://x", SECRET)
    assert json.loads(path.read_text()) == {"deploy-key https://x": PLANTED}


def test_keyring_is_imported_at_the_first_use_only() -> None:
    import subprocess

    script = "import sys, rundot_studio.studio.secrets as s; s.Keychain(); print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
