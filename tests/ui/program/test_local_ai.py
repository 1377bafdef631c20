"""Local AI in the preferences: told before it is fetched, fetched whole, cancelled and resumed, added, switched off."""

import asyncio
import hashlib
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from rundot_studio.engine.local_ai.fetching import part_of
from rundot_studio.engine.local_ai.store import LocalAi
from rundot_studio.engine.local_ai.weights import Weights, known_by_id
from rundot_studio.studio.capability import ModelsCache
from rundot_studio.studio.connections import EMBEDDED_BASE_URL
from rundot_studio.ui.main_window import MainWindow
from rundot_studio.ui.program.local_ai_desk import LocalAiDesk
from rundot_studio.ui.program.local_ai_section import LocalAiSection
from rundot_studio.ui.session.errands import Errands
from tests.ui.conftest import OnLoop, Show, until
from tests.ui.stand_in import StandInStudio

CONTENT = bytes(range(256)) * 400
TINY = msgspec.structs.replace(
    known_by_id("bria-rmbg-2.0"),
    url="https://weights.example/tiny.onnx",
    size=len(CONTENT),
    sha256=hashlib.sha256(CONTENT).hexdigest(),
)


class Source:
    """Sends the weights in halves; the second one only when it may."""

    def __init__(self) -> None:
        self.may_go_on = asyncio.Event()
        self.asked: list[str] = []
        self.status = 200

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.headers.get("range", ""))
        if self.status != 200:
            return httpx.Response(self.status)
        start = int(self.asked[-1].removeprefix("bytes=").rstrip("-") or 0)
        headers = {"content-length": str(len(CONTENT) - start)}
        if start:
            headers["content-range"] = f"bytes {start}-{len(CONTENT) - 1}/{len(CONTENT)}"
        return httpx.Response(206 if start else 200, headers=headers, stream=Halves(CONTENT[start:], self.may_go_on))


class Halves(httpx.AsyncByteStream):
    def __init__(self, content: bytes, may_go_on: asyncio.Event) -> None:
        self.content = content
        self.may_go_on = may_go_on

    async def __aiter__(self) -> AsyncIterator[bytes]:
        middle = len(self.content) // 2
        yield self.content[:middle]
        await self.may_go_on.wait()
        yield self.content[middle:]


class Opened:
    """The section with its desk over a folder of the test's own."""

    def __init__(self, folder: Path, errands: Errands, source: Source) -> None:
        self.section = LocalAiSection()
        self.local_ai = LocalAi(folder)
        self.desk = LocalAiDesk(
            self.section,
            errands,
            local_ai=self.local_ai,
            catalogue=[TINY],
            open_http=lambda: httpx.AsyncClient(transport=httpx.MockTransport(source)),
        )

    @property
    def row(self):
        return self.section.weights[TINY.id]

    @property
    def words(self) -> str:
        return self.row.more.text().replace("\u200b", "")


@asynccontextmanager
async def opened(shown: Show, folder: Path) -> AsyncIterator[tuple[Opened, Source]]:
    errands, source = Errands(), Source()
    page = Opened(folder, errands, source)
    page.section.resize(600, 700)
    shown(page.section)
    page.desk.refresh()
    await until(lambda: page.section.weights)
    try:
        yield page, source
    finally:
        errands.close()
        await errands.ended()


def test_a_row_tells_size_licence_what_it_answers_and_its_state(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, source):
            assert page.row.name == "BRIA RMBG 2.0"
            for fact in ("For cut-out with BRIA", "0.1 MB", "CC BY-NC 4.0", "not fetched"):
                assert fact in page.words
            assert page.row.fetch.isVisible()
            assert not page.row.switch.isVisible()
            assert not page.row.remove.isVisible()
            assert source.asked == []

    on_loop(scenario())


def test_nothing_is_fetched_before_the_artist_agreed(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, source):
            page.row.fetch.click()
            await until(page.row.yes.isVisible)
            for told in ("0.1 MB, from weights.example", "Licence: CC BY-NC 4.0", "Non-commercial", "9 GB of memory"):
                assert told in page.words
            assert page.row.yes.text() == "Fetch 0.1 MB"
            assert source.asked == []
            QTest.keyClick(page.row.no, Qt.Key.Key_Return)
            await until(page.row.fetch.isVisible)
            assert source.asked == []

    on_loop(scenario())


def test_what_is_agreed_is_fetched_with_its_course_and_is_on(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, source):
            page.row.fetch.click()
            await until(page.row.yes.isVisible)
            page.row.yes.click()
            await until(lambda: 0.4 < page.row.bar.share < 0.6)
            assert "Fetching: 0.1 MB of 0.1 MB" in page.words
            source.may_go_on.set()
            await until(page.row.switch.isVisible)
            assert page.row.switch.isChecked()
            assert "On for cut-out with BRIA" in page.words
            assert page.local_ai.path_of(TINY).read_bytes() == CONTENT

    on_loop(scenario())


def test_a_cancel_keeps_what_is_here_and_the_next_try_goes_on(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, source):
            page.desk.fetch(TINY.id)
            await until(lambda: page.row.bar.share > 0.4)
            page.row.no.click()
            await until(page.row.fetch.isVisible)
            assert page.row.fetch.text() == "Resume…"
            assert "of it are here" in page.words
            assert part_of(page.local_ai, TINY).stat().st_size == len(CONTENT) // 2
            source.may_go_on.set()
            page.desk.fetch(TINY.id)
            await until(page.row.switch.isVisible)
            assert source.asked == ["", f"bytes={len(CONTENT) // 2}-"]

    on_loop(scenario())


def test_a_failed_download_is_told_in_its_row(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, source):
            source.status = 404
            page.desk.fetch(TINY.id)
            await until(lambda: "can't be fetched (status 404)" in page.words)
            assert page.row.fetch.isVisible()

    on_loop(scenario())


def test_a_window_that_closes_ends_the_download(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, _source):
            page.desk.fetch(TINY.id)
            await until(lambda: page.row.bar.share > 0.4)
        assert part_of(LocalAi(tmp_path), TINY).exists()

    on_loop(scenario())


def install(local_ai: LocalAi, weights: Weights) -> None:
    local_ai.folder.mkdir(parents=True, exist_ok=True)
    local_ai.path_of(weights).write_bytes(CONTENT)
    local_ai.installed(weights)


def test_weights_are_switched_off_and_on_and_removed_after_a_question(
    shown: Show, tmp_path: Path, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        install(LocalAi(tmp_path), TINY)
        async with opened(shown, tmp_path) as (page, _source):
            await until(page.row.switch.isVisible)
            page.row.switch.click()
            await until(lambda: "Off; would answer cut-out with BRIA" in page.words)
            assert page.local_ai.state().on == {}
            page.row.switch.click()
            await until(lambda: "On for" in page.words)
            page.row.remove.click()
            assert "Delete the file of 0.1 MB?" in page.words
            page.row.no.click()
            await until(page.row.switch.isVisible)
            page.row.remove.click()
            page.row.yes.click()
            await until(page.row.fetch.isVisible)
            assert not page.local_ai.path_of(TINY).exists()

    on_loop(scenario())


def test_a_file_of_no_catalogue_is_asked_about_in_place(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        file = tmp_path / "mine.onnx"
        file.write_bytes(b"own weights")
        async with opened(shown, tmp_path / "ai") as (page, _source):
            page.desk.add_file(file, None)
            await until(page.section.add_file.chips["bria"].isVisible)
            assert "mine.onnx is in no catalogue" in page.section.add_file.more.text()
            page.section.add_file.chips["upscale"].click()
            await until(lambda: len(page.section.weights) == 2)
            own = page.section.weights[next(key for key in page.section.weights if key != TINY.id)]
            assert "On for upscaling with standard-v2" in own.more.text()
            assert not page.section.add_file.chips["bria"].isVisible()

    on_loop(scenario())


def test_a_file_that_is_none_is_told(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        file = tmp_path / "weights.bin"
        file.write_bytes(b"pickle")
        async with opened(shown, tmp_path / "ai") as (page, _source):
            page.desk.add_file(file, None)
            await until(lambda: "is no ONNX file" in page.section.add_file.more.text())
            assert page.section.add_file.choose.isEnabled()

    on_loop(scenario())


def pipeline_folder(folder: Path, name: str, pipeline: str) -> Path:
    place = folder / name
    (place / "unet").mkdir(parents=True)
    (place / "unet" / "model.safetensors").write_bytes(b"weights")
    index = {"_class_name": pipeline, "unet": ["diffusers", "UNet2DConditionModel"]}
    (place / "model_index.json").write_text(json.dumps(index))
    return place


def test_folders_are_used_with_the_steps_that_are_written_and_the_models_asked_for_anew(
    shown: Show, tmp_path: Path, studio: StandInStudio, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        cache = ModelsCache()
        cache_file = cache._file
        cache_file.parent.mkdir(parents=True)
        cache_file.write_text(json.dumps({f"{EMBEDDED_BASE_URL} game": {"at": "2026-01-01T00:00:00Z", "names": []}}))
        pictures = pipeline_folder(tmp_path, "painter-xl", "StableDiffusionXLPipeline")
        depth = pipeline_folder(tmp_path, "marigold", "MarigoldDepthPipeline")
        async with opened(shown, tmp_path / "ai") as (page, _source):
            page.desk.attach(studio)  # type: ignore[arg-type]
            page.section.use_folder.steps.set_text("12")
            page.desk.use_folder(pictures)
            await until(lambda: "local-painter-xl" in page.section.folders)
            row = page.section.folders["local-painter-xl"]
            assert "12 steps, guidance 7" in row.more.text()
            assert not row.switch.isVisible()
            await until(lambda: studio.capability.looks == 1)
            assert not cache_file.exists()
            page.section.use_folder.steps.set_text("")
            page.desk.use_folder(depth)
            await until(lambda: "local-marigold" in page.section.folders)
            assert "On for depth" in page.section.folders["local-marigold"].more.text()
            row.remove.click()
            row.yes.click()
            await until(lambda: list(page.section.folders) == ["local-marigold"])
            assert pictures.is_dir()
            await until(lambda: studio.capability.looks == 3)

    on_loop(scenario())


def test_a_folder_that_can_not_be_taken_is_told(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path / "ai") as (page, _source):
            page.desk.use_folder(tmp_path)
            await until(lambda: "no model_index.json" in page.section.use_folder.more.text().replace("\u200b", ""))

    on_loop(scenario())


@pytest.mark.parametrize(
    ("steps", "guidance"), [("0", ""), ("101", ""), ("x", ""), ("", "31"), ("", "-1"), ("1.5", "")]
)
def test_numbers_out_of_their_range_are_told_and_choose_nothing(shown: Show, steps: str, guidance: str) -> None:
    section = LocalAiSection()
    shown(section)
    row = section.use_folder
    row.steps.set_text(steps)
    row.guidance.set_text(guidance)
    assert row.steps.broken == bool(steps)
    assert row.guidance.broken == bool(guidance)
    assert not row.choose.isEnabled()
    assert "Steps from 1 to 100" in row.more.text()
    row.steps.set_text("20")
    row.guidance.set_text("7,5")
    assert row.choose.isEnabled()
    assert row.numbers == (20, 7.5)


def test_where_it_can_not_be_run_the_section_says_how_to_install_it(
    shown: Show, tmp_path: Path, on_loop: OnLoop
) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, _source):
            missing = page.section.about.more.text()
            if page.section.copy.isVisible():
                assert 'pip install "rundot-studio[ai]"' in missing.replace("\u200b", "")
                page.section.copy.click()
                assert QApplication.clipboard().text() == 'pip install "rundot-studio[ai]"'
            else:
                assert "pip" not in missing

    on_loop(scenario())


def test_a_state_that_can_not_be_read_is_told(shown: Show, tmp_path: Path, on_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with opened(shown, tmp_path) as (page, _source):
            (tmp_path / "local-ai.json").write_text("broken")
            page.desk.refresh()
            await until(lambda: "can't be read" in page.section.about.more.text())

    on_loop(scenario())


def test_preferences_find_it_and_open_at_it(wired: MainWindow, on_loop: OnLoop) -> None:
    heavy = {"onnxruntime", "torch", "diffusers"}
    before = heavy & set(sys.modules)  # another test may have imported them

    async def scenario() -> None:
        wired.commands.run("local-ai")
        sheet = wired.program.preferences
        await until(lambda: len(sheet.local_ai.weights) == 6)
        sheet.search.set_text("non-commercial weights")
        sheet.search.set_text("rmbg")
        assert [row.name for row in sheet.local_ai.rows if row.isVisible()] == ["BRIA RMBG 2.0"]
        await wired.desk.errands.ended()
        assert heavy & set(sys.modules) == before

    on_loop(scenario())
