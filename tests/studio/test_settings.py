"""Settings from environment, game and file; addresses that are refused with their reason."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.errors import OutputRefused, RuleBroken
from rundot_studio.studio.settings import (
    RUN_BASE_URL,
    Settings,
    config_folder,
    game_of,
    load_settings,
    save_settings,
    validated_base_url,
    validated_identity_url,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.json"


def test_without_anything_set_the_defaults_hold(file: Path) -> None:
    loaded = load_settings({}, file=file)
    assert loaded.settings == Settings(base_url=RUN_BASE_URL)
    assert loaded.complaints == ()


def test_what_is_saved_is_loaded(file: Path) -> None:
    settings = Settings(game="forest-quest", api_level="5.28", max_credits=12.5, poll_seconds=0, library="/art")
    save_settings(settings, file)
    assert load_settings({}, file=file).settings == settings
    assert set(json.loads(file.read_text())) == {"game", "api_level", "max_credits", "poll_seconds", "library"}


def test_the_environment_is_over_the_game_and_the_game_over_the_file(file: Path, tmp_path: Path) -> None:
    save_settings(Settings(game="from-file", web_api_key="from-file"), file)
    (tmp_path / "game.config.prod.json").write_text('{"gameId": "from-game"}')
    environment = {"RUNDOT_STUDIO_GAME": " from-environment ", "RUNDOT_STUDIO_LIBRARY": "/art", "RUNDOT_STUDIO_X": "x"}
    assert load_settings({}, file=file).settings.game == "from-file"
    assert load_settings({}, tmp_path, file).settings.game == "from-game"
    settings = load_settings(environment, tmp_path, file).settings
    assert (settings.game, settings.library, settings.web_api_key) == ("from-environment", "/art", "from-file")


def test_every_variable_has_its_setting(file: Path) -> None:
    names = ["BASE_URL", "GAME", "WEB_API_KEY", "IDENTITY_URL", "SECURETOKEN_URL", "LIBRARY"]
    settings = load_settings({f"RUNDOT_STUDIO_{name}": name for name in names}, file=file).settings
    assert [getattr(settings, name.lower()) for name in names] == names


@pytest.mark.parametrize("content", [b"not json", b"", b"[]", b"\xff\xfe", b'{"game": ', b"[" * 100_000])
def test_a_broken_file_is_a_sentence_and_the_defaults(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    loaded = load_settings({}, file=file)
    assert loaded.settings == Settings()
    (complaint,) = loaded.complaints
    assert str(file) in complaint


def test_a_broken_value_takes_no_other_with_it(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"game": "quest", "api_level": "6.0", "max_credits": "many", "poll_seconds": 3, "new": 1}')
    loaded = load_settings({}, file=file)
    assert loaded.settings == Settings(game="quest", poll_seconds=3)
    assert [name for name in ("api_level", "max_credits") if name in " ".join(loaded.complaints)] == [
        "api_level",
        "max_credits",
    ]


def test_saving_keeps_what_a_newer_version_wrote(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"game": "quest", "from_the_future": [1, 2]}')
    save_settings(Settings(game="other"), file)
    assert json.loads(file.read_text()) == {"game": "other", "from_the_future": [1, 2]}


def test_saving_sets_a_broken_file_aside(file: Path) -> None:
    file.parent.mkdir()
    file.write_text('{"game": "half')
    save_settings(Settings(game="quest"), file)
    assert file.with_name("settings.unreadable.json").read_text() == '{"game": "half'
    assert sorted(path.name for path in file.parent.iterdir()) == ["settings.json", "settings.unreadable.json"]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(OutputRefused, match="settings can't be written"):
        save_settings(Settings(), tmp_path / "taken" / "settings.json")


def test_settings_lie_in_the_artists_own_folder(home: Path) -> None:
    assert config_folder().is_relative_to(home)


def test_a_game_is_found_from_any_folder_below_it(tmp_path: Path) -> None:
    (tmp_path / "game.config.prod.json").write_text('{"gameId": "forest-quest"}')
    below = tmp_path / "assets" / "sprites"
    below.mkdir(parents=True)
    assert game_of(below) == game_of(tmp_path) == "forest-quest"


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"gameId": 5}', '{"gameId": " "}'])
def test_a_game_file_without_an_id_is_complained_of(tmp_path: Path, file: Path, content: str) -> None:
    (tmp_path / "game.config.prod.json").write_text(content)
    loaded = load_settings({}, tmp_path, file)
    assert loaded.settings.game == ""
    assert "gameId" in loaded.complaints[0]


@pytest.mark.parametrize(
    ("text", "own_server", "url"),
    [
        ("https://api.run.world", False, "https://api.run.world"),
        ("  https://api.run.world/ ", False, "https://api.run.world"),
        ("HTTPS://API.run.world:8443", False, "https://api.run.world:8443"),
        ("http://localhost:3000", False, "http://localhost:3000"),
        ("http://127.0.0.2:3000/", False, "http://127.0.0.2:3000"),
        ("http://[::1]:3000", False, "http://[::1]:3000"),
        ("http://bigbox:3000", True, "http://bigbox:3000"),
        ("http://192.168.1.9", True, "http://192.168.1.9"),
    ],
)
def test_a_good_address_is_taken(text: str, own_server: bool, url: str) -> None:
    assert validated_base_url(text, own_server=own_server) == url


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("api.run.world", "scheme"),
        ("", "scheme"),
        ("ftp://api.run.world", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("https://", "scheme"),
        ("https://a b", "scheme"),
        ("https://a\\b", "scheme"),
        ("https://a\nb", "scheme"),
        ("https://[::1", "such as"),
        ("https://x:99999", "such as"),
        ("https://x/v1", "without a path"),
        ("https://x?key=1", "without"),
        ("https://x#part", "without"),
        ("http://api.run.world", "https"),
        ("http://localhost.evil.example", "https"),
        ("http://127.0.0.1.evil.example", "https"),
    ],
)
def test_a_bad_address_is_refused_with_its_reason(text: str, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        validated_base_url(text, own_server=False)


def test_a_password_in_an_address_is_refused_and_not_shown() -> None:
    for url in ("https://me:hunter2@x", "https://hunter2@x", "ftp://me:hunter2@x"):
        with pytest.raises(RuleBroken, match="password") as refused:
            validated_base_url(url, own_server=True)
        assert "hunter2" not in str(refused.value) + repr(refused.value.problem)


def test_an_identity_host_may_lie_below_a_path() -> None:
    assert validated_identity_url("http://127.0.0.1:9099/identity/") == "http://127.0.0.1:9099/identity"
    with pytest.raises(RuleBroken):
        validated_identity_url("http://identity.example")


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_a_broken_rule(text: str) -> None:
    try:
        url = validated_base_url(text, own_server=True)
    except RuleBroken:
        return
    assert validated_base_url(url, own_server=True) == url
