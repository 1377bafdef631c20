"""An empty folder for local AI, and tiny networks built by hand."""

from pathlib import Path

import pytest

from rundot_studio.engine.local_ai.store import LocalAi


@pytest.fixture
def local_ai(tmp_path: Path) -> LocalAi:
    return LocalAi(tmp_path / "local-ai", threads=1)
