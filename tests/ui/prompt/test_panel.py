from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rundot_studio.domain.catalog import LATEST_LEVEL, MAX_REFERENCE_BYTES, MODELS, SPECIFICATION_LEVEL
from rundot_studio.domain.recipe import CutoutSettings, GenerateRecipe, ResizeSettings, SourceImage
from rundot_studio.ui.controls.popover import Popover
from rundot_studio.ui.pictures.loader import PictureLoader
from rundot_studio.ui.prompt.model_card import ModelRow
from rundot_studio.ui.prompt.panel import PromptPanel
from rundot_studio.ui.prompt.request import OrderRequest
from rundot_studio.ui.references.adding import ReferenceAdding
from rundot_studio.ui.references.strip import ReferenceStrip
from rundot_studio.ui.references.tiles import AddTile, ReferenceTile
from tests.ui.conftest import Show, Waiting, png

PRO = "gemini-3-pro-image-preview"


@pytest.fixture
def panel(qtbot: QtBot, shown: Show):  # type: ignore[no-untyped-def]
    loader = PictureLoader(threads=1)
    panel = PromptPanel(loader)
    panel.resize(312, 800)
    shown(panel)
    yield panel
    loader.close()


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.png" for number in range(7)]
    for path in paths:
        path.write_bytes(png(20, 20))
    return paths


def drop(strip: ReferenceStrip, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, plain = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    # 6.12 deprecates the whole-numbered point that is the only one 6.11 takes.
    point = QPointF(5, 5) if PySide6.__version_info__ >= (6, 12) else QPoint(5, 5)
    enter = QDragEnterEvent(point, copy, data, left, plain)
    QApplication.sendEvent(strip, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(strip, QDropEvent(QPointF(5, 5), copy, data, left, plain))


def names(strip: ReferenceStrip) -> list[str]:
    return [Path(source.place).name for source in strip.value]


# --- the recipe that the controls say ---


def test_the_recipe_is_what_the_controls_show(panel: PromptPanel) -> None:
    panel.prompt.set_text("  a brave knight ")
    panel.avoid.set_text("blurry")
    panel.model.choose(PRO)
    panel.image_size.choose("2K")
    panel.shape.choose("16:9")
    panel.seed.set_value(12345)
    panel.cut_out.click()
    assert panel.recipe() == GenerateRecipe(
        "a brave knight",
        negative_prompt="blurry",
        model=PRO,
        aspect_ratio="16:9",
        image_size="2K",
        seed=12345,
        remove_background=CutoutSettings(),
    )


def test_at_the_start_everything_is_the_default(panel: PromptPanel) -> None:
    panel.prompt.set_text("a knight")
    assert panel.recipe() == GenerateRecipe("a knight")
    assert panel.picture_count == 1


def test_a_recipe_that_is_shown_is_the_recipe_that_is_sent(panel: PromptPanel, pictures: list[Path]) -> None:
    recipe = GenerateRecipe(
        "a gem",
        negative_prompt="text",
        model=PRO,
        aspect_ratio="21:9",
        image_size="4K",
        seed=0,
        references=(SourceImage(str(pictures[0])),),
        remove_background=CutoutSettings(),
    )
    panel.show_recipe(recipe)
    assert panel.recipe() == recipe
    panel.show_recipe(GenerateRecipe("plain"))
    assert panel.recipe() == GenerateRecipe("plain")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("prompt", GenerateRecipe("theirs")),
        ("avoid", GenerateRecipe("mine", negative_prompt="text")),
        ("model", GenerateRecipe("mine", model="gpt-image-2")),
        ("shape", GenerateRecipe("mine", aspect_ratio="9:16")),
        ("seed", GenerateRecipe("mine", seed=5)),
    ],
)
def test_a_part_is_taken_over_alone(panel: PromptPanel, part: str, expected: GenerateRecipe) -> None:
    theirs = GenerateRecipe("theirs", negative_prompt="text", model="gpt-image-2", aspect_ratio="9:16", seed=5)
    panel.prompt.set_text("mine")
    panel.take_over(part, theirs)
    assert panel.recipe() == expected


def test_a_size_is_asked_only_where_the_model_has_a_choice(panel: PromptPanel) -> None:
    assert not panel.image_size.isVisible()
    panel.model.choose(PRO)
    assert panel.image_size.isVisible()
    panel.image_size.choose("4K")
    panel.shape.choose("16:9")
    assert panel.pixels.text() == "5376 × 3072"
    panel.model.choose(MODELS[0].name)
    assert panel.recipe().image_size is None
    assert panel.pixels.text() == "1344 × 768"


def test_a_size_of_ones_own_is_asked_only_where_the_service_takes_one(panel: PromptPanel, qtbot: QtBot) -> None:
    own = panel.own_size
    panel.prompt.set_text("a knight")
    assert not own.isVisible()
    own.set_value(ResizeSettings(64, 64))
    assert panel.recipe().resize is None
    panel.set_level(LATEST_LEVEL)
    assert own.isVisible()
    assert panel.recipe().resize == ResizeSettings(64, 64)
    assert panel.pixels.text() == "64 × 64"
    own.height_field.set_text("5000")
    assert own.height_field.broken
    with qtbot.assertNotEmitted(panel.generate):
        panel.send()
    assert panel.complaint.text() == "Give width and height, 1 to 4096 pixels each."
    fitted = ResizeSettings(32, 48, fit="contain")
    panel.show_recipe(GenerateRecipe("a knight", resize=fitted))
    assert panel.recipe().resize == fitted


def test_the_number_of_references_follows_the_service(panel: PromptPanel, pictures: list[Path]) -> None:
    panel.set_level(LATEST_LEVEL)
    drop(panel.references, pictures)
    assert len(panel.references.value) == 7
    panel.set_level(SPECIFICATION_LEVEL)
    assert panel.references.complaint == "No more than 5 references."
    assert len(panel.references.value) == 7


# --- sending ---


def test_generate_tells_the_recipe_and_the_count(panel: PromptPanel, qtbot: QtBot) -> None:
    panel.prompt.set_text("a knight")
    panel.count.choose("4")
    assert panel.generate_button.text() == "Generate 4"
    with qtbot.waitSignal(panel.generate) as sent:
        QTest.mouseClick(panel.generate_button, Qt.MouseButton.LeftButton)
    assert sent.args == [OrderRequest(GenerateRecipe("a knight"), count=4)]


def test_without_words_nothing_is_sent_and_the_prompt_says_why(panel: PromptPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.generate):
        panel.generate_button.click()
    assert panel.complaint.isVisible()
    assert panel.prompt.broken
    assert panel.prompt.edit.hasFocus()
    QTest.keyClicks(panel.prompt.edit, "a")
    assert not panel.complaint.isVisible()
    assert not panel.prompt.broken


# --- the model ---


def rows(panel: PromptPanel) -> dict[str, ModelRow]:
    return {row.text(): row for row in panel.window().findChildren(ModelRow) if row.isVisible()}


def test_the_list_of_models_opens_at_the_chosen_one_and_is_walked_by_key(panel: PromptPanel) -> None:
    panel.model.setFocus()
    QTest.keyClick(panel.model, Qt.Key.Key_Return)
    assert list(rows(panel)) == [model.label for model in MODELS]
    first = rows(panel)["Nano Banana 2"]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(rows(panel)["Nano Banana Pro"], Qt.Key.Key_Return)
    assert panel.model.value == PRO
    assert not rows(panel)
    assert panel.model.hasFocus()


def test_escape_and_a_press_beside_close_the_list(panel: PromptPanel) -> None:
    QTest.mouseClick(panel.model, Qt.MouseButton.LeftButton)
    QTest.keyClick(rows(panel)["Nano Banana 2"], Qt.Key.Key_Escape)
    assert not rows(panel)
    QTest.mouseClick(panel.model, Qt.MouseButton.LeftButton)
    cover = panel.window().findChild(Popover)
    QTest.mouseClick(cover, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(5, 5))
    assert not rows(panel)
    assert panel.model.value == MODELS[0].name


def test_a_model_that_is_not_known_is_left_alone(panel: PromptPanel) -> None:
    panel.model.choose("a-model-of-tomorrow")
    assert panel.model.value == MODELS[0].name


# --- references ---


def test_dropped_pictures_become_references(panel: PromptPanel, pictures: list[Path], wait_for: Waiting) -> None:
    drop(panel.references, pictures[:2])
    assert names(panel.references) == ["0.png", "1.png"]
    tiles = panel.references.findChildren(ReferenceTile)
    wait_for(lambda: all(not tile.image.isNull() for tile in tiles))


def test_a_sixth_reference_is_refused_at_the_drop(panel: PromptPanel, pictures: list[Path]) -> None:
    drop(panel.references, pictures)
    assert len(panel.references.value) == 5
    assert panel.references.complaint == "No more than 5 references; 2 were left out."


def test_what_can_not_be_a_reference_is_said_at_the_drop(panel: PromptPanel, tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "notes.txt", "notes.txt is not a PNG, JPEG or WebP picture."),
        (tmp_path / "gone.png", "gone.png can't be read."),
    ):
        drop(panel.references, [path])
        assert panel.references.complaint == reason
    assert panel.references.value == ()


def test_a_large_reference_asks_at_the_drop(panel: PromptPanel, tmp_path: Path, qtbot: QtBot) -> None:
    large = [tmp_path / "large.png", tmp_path / "larger.png"]
    for path in large:
        with path.open("wb") as file:
            file.truncate(MAX_REFERENCE_BYTES + 1024 * 1024)
    drop(panel.references, large)
    question = panel.references.oversize
    assert question.isVisible()
    assert question.words == "large.png has 11.0 MB; a reference may have 10 MB."
    with qtbot.assertNotEmitted(question.scale_wanted):
        question.leave.click()
    assert question.words.startswith("larger.png")
    with qtbot.waitSignal(question.scale_wanted) as wanted:
        question.scale.click()
    assert wanted.args == [SourceImage(str(large[1]))]
    assert not question.isVisible()
    assert panel.references.value == ()


def test_what_the_references_ask_is_scrolled_into_sight(panel: PromptPanel, tmp_path: Path, wait_for: Waiting) -> None:
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(MAX_REFERENCE_BYTES + 1)
    panel.resize(284, 480)
    drop(panel.references, [large])
    scale = panel.references.oversize.scale
    wait_for(lambda: scale.visibleRegion().boundingRect().height() == scale.height())


def test_an_address_is_a_reference_where_the_service_fetches_it(panel: PromptPanel, qtbot: QtBot) -> None:
    url = "https://pictures.example/mood.png"
    data = QMimeData()
    data.setText(url)
    panel.references.take(data)
    assert panel.references.value == ()
    assert "offline" in panel.references.complaint
    panel.references.set_remote(True)
    with qtbot.waitSignal(panel.references.picture_wanted):
        panel.references.take(data)
    assert panel.references.value == (SourceImage(url),)
    assert not panel.references.complaint
    data.setUrls([QUrl("http://pictures.example/mood.png")])
    panel.references.take(data)
    assert panel.references.complaint == "An address must begin with https://."


def test_an_address_is_pasted_with_the_keys(panel: PromptPanel) -> None:
    panel.references.set_remote(True)
    QGuiApplication.clipboard().setText("https://pictures.example/mood.png")
    QTest.keyClick(panel.references.findChild(AddTile), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert panel.references.value == (SourceImage("https://pictures.example/mood.png"),)


def test_a_file_key_is_typed_where_the_service_has_a_storage(panel: PromptPanel) -> None:
    panel.references.set_remote(True)
    panel.references.findChild(AddTile).click()
    (adding,) = panel.window().findChildren(ReferenceAdding)
    QTest.keyClicks(adding.field.edit, "mood board.png")
    QTest.keyClick(adding.field.edit, Qt.Key.Key_Return)
    assert adding.complaint.text() == "This is neither an HTTPS address nor a file key."
    adding.field.set_text("boards/mood.png")
    QTest.keyClick(adding.field.edit, Qt.Key.Key_Return)
    assert not adding.isVisible()
    assert panel.recipe().references == (SourceImage("boards/mood.png"),)


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Return])
def test_a_reference_is_removed_by_key(panel: PromptPanel, pictures: list[Path], key: Qt.Key) -> None:
    drop(panel.references, pictures[:3])
    QTest.keyClick(panel.references.findChildren(ReferenceTile)[1], key)
    assert names(panel.references) == ["0.png", "2.png"]


def test_a_reference_is_removed_by_a_press(panel: PromptPanel, pictures: list[Path]) -> None:
    drop(panel.references, pictures[:2])
    QTest.mouseClick(panel.references.findChildren(ReferenceTile)[0], Qt.MouseButton.LeftButton)
    assert names(panel.references) == ["1.png"]


# --- room ---


def test_a_dense_panel_shows_all_its_controls_in_a_short_window(panel: PromptPanel) -> None:
    panel.resize(284, 700 - 48 - 28)
    panel.set_dense(True)
    QApplication.processEvents()
    button = panel.generate_button.mapTo(panel, QPoint(0, 0)).y()
    last = panel.cut_out.mapTo(panel, QPoint(0, panel.cut_out.height())).y()
    assert last <= button
