"""Exports from depth: all files or none, and nothing left of one that is given up."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from rundot_studio.domain.errors import OutputRefused, SourceUnusable
from rundot_studio.imaging import codec
from rundot_studio.relief.targets import TARGETS
from rundot_studio.ui.depth.choice import DepthChoice
from rundot_studio.ui.depth.export_card import ExportCard
from rundot_studio.ui.depth.exporting import Cancelled, Exporter, Order, export
from tests.ui.conftest import Waiting
from tests.ui.depth.conftest import SIZE

Pair = tuple[Path, Path]
PLACES = {"layers": "knight-layers", "glb": "knight.glb", "obj": "knight.obj", "webp": "knight.webp"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def order(target: str, pair: Pair, out: Path, *, replace: bool = False) -> Order:
    return Order(target, *pair, out / PLACES.get(target, "knight.png"), DepthChoice(), replace)


def names(folder: Path) -> set[str]:
    return {str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file()}


def no_report(_share: float) -> None:
    return


@pytest.mark.parametrize("target", TARGETS)
def test_each_target_is_written_under_the_name_that_was_asked_for(target: str, pair_files: Pair, out: Path) -> None:
    wanted = order(target, pair_files, out)
    assert export(wanted, no_report) == wanted.place
    written = names(out)
    if target == "layers":
        described = json.loads((wanted.place / "layers.json").read_text())["layers"]
        assert written == {"knight-layers/layers.json", *(f"knight-layers/{each['file']}" for each in described)}
    elif target == "obj":
        assert written == {"knight.obj", "knight.mtl", "knight.png"}
    else:
        assert written == {wanted.place.name}
        if wanted.place.suffix == ".png":
            info = codec.probe(wanted.place.read_bytes())
            assert (info.width, info.height) == SIZE


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("stop_at", [1, 3, 4])
def test_given_up_at_any_step_it_leaves_nothing(target: str, stop_at: int, pair_files: Pair, out: Path) -> None:
    steps = 0

    def report(_share: float) -> None:
        nonlocal steps
        steps += 1
        if steps >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        export(order(target, pair_files, out), report)
    assert list(out.iterdir()) == []


def test_what_is_there_already_stays_unless_it_was_agreed_to_replace_it(pair_files: Pair, out: Path) -> None:
    (out / "knight.mtl").write_text("mine")
    with pytest.raises(OutputRefused):
        export(order("obj", pair_files, out), no_report)
    assert names(out) == {"knight.mtl"}
    assert (out / "knight.mtl").read_text() == "mine"
    export(order("obj", pair_files, out, replace=True), no_report)
    assert "newmtl" in (out / "knight.mtl").read_text()


def test_a_second_set_of_layers_gets_a_folder_of_its_own(pair_files: Pair, out: Path) -> None:
    first, second = (export(order("layers", pair_files, out), no_report) for _ in range(2))
    assert (first.name, second.name) == ("knight-layers", "knight-layers-2")


def test_a_broken_map_and_a_folder_that_is_gone_are_told(pair_files: Pair, out: Path) -> None:
    pair_files[1].write_bytes(b"no picture")
    with pytest.raises(SourceUnusable):
        export(order("glb", pair_files, out), no_report)
    out.rmdir()
    pair_files[1].write_bytes(pair_files[0].read_bytes())
    with pytest.raises(OutputRefused):
        export(order("glb", pair_files, out), no_report)


@pytest.fixture
def exporter() -> Iterator[Exporter]:
    exporter = Exporter()
    yield exporter
    exporter.close()


def test_it_tells_how_far_it_is_and_where_it_ended(
    exporter: Exporter, pair_files: Pair, out: Path, qtbot: QtBot
) -> None:
    shares: list[float] = []
    exporter.progressed.connect(shares.append)
    with qtbot.waitSignal(exporter.ended, timeout=8000) as told:
        exporter.start(order("webp", pair_files, out))
    assert told.args == [str(out / "knight.webp")]
    assert len(shares) > 20
    assert shares[-1] == 1
    assert all(0 <= share <= 1 for share in shares)


def test_cancelled_it_says_nothing_more(exporter: Exporter, pair_files: Pair, out: Path, qtbot: QtBot) -> None:
    told: list[str] = []
    exporter.ended.connect(told.append)
    exporter.failed.connect(told.append)
    with qtbot.waitSignal(exporter.progressed, timeout=8000):
        exporter.start(order("webp", pair_files, out))
    exporter.cancel()
    qtbot.waitUntil(lambda: list(out.iterdir()) == [], timeout=4000)
    qtbot.wait(50)
    assert told == []


@pytest.fixture
def card(qtbot: QtBot, shown: Callable[[object], None], pair_files: Pair) -> Iterator[ExportCard]:
    from PySide6.QtWidgets import QWidget

    window = QWidget()
    window.resize(900, 700)
    shown(window)
    anchor = QWidget(window)
    anchor.setGeometry(400, 600, 80, 30)
    card = ExportCard(window)
    card.open_for(anchor, "A brave knight", *pair_files, DepthChoice())
    yield card
    card.close_threads()


def test_the_card_shows_progress_with_a_way_out_and_closes_in_the_end(
    card: ExportCard, out: Path, wait_for: Waiting
) -> None:
    said: list[str] = []
    card.said.connect(said.append)
    assert card.targets.keys() == set(TARGETS)
    card.export_to("normal", out / "n.png")
    assert card.working.isVisible()
    assert not card.targets["glb"].isVisible()
    wait_for(lambda: not card.busy)
    assert not card.isVisible()
    assert str(out / "n.png") in said[-1]
    assert (out / "n.png").exists()


def test_cancel_brings_the_list_back(card: ExportCard, out: Path, wait_for: Waiting) -> None:
    card.export_to("webp", out / "n.webp")
    card.cancel.click()
    assert card.targets["glb"].isVisible()
    assert not card.busy
    wait_for(lambda: list(out.iterdir()) == [])
