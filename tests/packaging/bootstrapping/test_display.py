"""A display counts when it answers."""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from bootstrapping.display import has_display

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs Unix sockets")


@pytest.fixture
def wayland(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("w") / "wayland-7"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield path


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_macos_and_windows_always_have_one(platform: str) -> None:
    assert has_display({}, platform)


@pytest.mark.parametrize("display", ["", ":64999", ":64999.0", "unix:64999", "nonsense", "localhost:notanumber"])
def test_a_display_that_is_not_there_is_none(display: str) -> None:
    assert not has_display({"DISPLAY": display}, "linux")
    assert not has_display({}, "linux")


def test_an_x_server_over_tcp_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert has_display({"DISPLAY": f"127.0.0.1:{port - 6000}.0"}, "linux")
    assert not has_display({"DISPLAY": f"127.0.0.1:{port - 6000}.0"}, "linux")


def test_a_compositor_answers_while_it_lives(wayland: Path) -> None:
    environment = {"WAYLAND_DISPLAY": wayland.name, "XDG_RUNTIME_DIR": str(wayland.parent)}
    assert has_display(environment, "linux")
    assert has_display({"WAYLAND_DISPLAY": str(wayland)}, "linux")
    wayland.unlink()
    assert not has_display(environment, "linux")
