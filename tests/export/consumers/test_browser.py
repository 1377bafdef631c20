"""PixiJS and Phaser load exported atlases in headless Chromium; every frame is drawn and compared with its source.

The libraries come from npm at test time. Where node, Chromium or the registry is missing, the test says so and is
skipped.
"""

import base64
import functools
import http.server
import json
import queue
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from rundot_studio.export.atlas import AtlasOptions
from rundot_studio.export.exporting import render
from rundot_studio.export.frame import Frame
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.packing import PackOptions
from rundot_studio.export.single import SingleOptions
from tests.export import samples

pytestmark = pytest.mark.slow

SIDE = 64
CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
TIMEOUT_S = 120

PIXI_PAGE = """<!doctype html><body><script src="/node_modules/pixi.js/dist/pixi.min.js"></script><script>
const tell = result => fetch("/result", { method: "POST", body: JSON.stringify(result) });
window.onerror = message => tell({ error: message });
(async () => {
  const app = new PIXI.Application();
  await app.init({ width: %(side)d, height: %(side)d, backgroundAlpha: 0, antialias: false, preference: "webgl",
    roundPixels: true, autoStart: false });
  const sheet = await PIXI.Assets.load("/%(sheet)s");
  const sheets = [sheet, ...(sheet.linkedSheets || [])];
  const result = { frames: {}, animations: {} };
  for (const each of sheets) {
    each.textureSource.scaleMode = "nearest";
    for (const [name, list] of Object.entries(each.animations)) result.animations[name] = list.length;
    for (const [name, texture] of Object.entries(each.textures)) {
      const sprite = new PIXI.Sprite(texture);
      sprite.anchor.set(0, 0);
      const holder = new PIXI.Container();
      holder.addChild(sprite);
      const pixels = app.renderer.extract.pixels({ target: holder, resolution: 1, antialias: false,
        frame: new PIXI.Rectangle(0, 0, texture.orig.width, texture.orig.height) });
      result.frames[name] = { w: pixels.width, h: pixels.height, anchor: texture.defaultAnchor,
        borders: texture.defaultBorders, data: btoa(String.fromCharCode(...pixels.pixels)) };
    }
  }
  tell(result);
})().catch(error => tell({ error: String(error) }));
</script></body>"""

PHASER_PAGE = """<!doctype html><body><script src="/node_modules/phaser/dist/phaser.min.js"></script><script>
const tell = result => fetch("/result", { method: "POST", body: JSON.stringify(result) });
window.onerror = message => tell({ error: message });
new Phaser.Game({ type: Phaser.CANVAS, width: 8, height: 8, pixelArt: true, banner: false, audio: { noAudio: true },
  scene: {
    preload() { this.load.multiatlas("art", "/%(sheet)s", "/%(folder)s");
      this.load.json("anims", "/%(folder)s/art.anims.json"); },
    create() {
      const texture = this.textures.get("art"), result = { frames: {}, animations: {} };
      this.anims.fromJSON(this.cache.json.get("anims"));
      for (const each of this.anims.anims.getArray()) result.animations[each.key] = each.frames.length;
      for (const name of texture.getFrameNames()) {
        const frame = texture.get(name), image = this.add.image(0, 0, "art", name).setOrigin(0, 0);
        const dynamic = document.createElement("canvas");
        dynamic.width = frame.realWidth; dynamic.height = frame.realHeight;
        const context = dynamic.getContext("2d", { willReadFrequently: true });
        const at = frame.canvasData;
        context.drawImage(frame.source.image, at.x, at.y, at.width, at.height, frame.x, frame.y, at.width, at.height);
        const pixels = context.getImageData(0, 0, dynamic.width, dynamic.height).data;
        result.frames[name] = { w: dynamic.width, h: dynamic.height,
          anchor: frame.customPivot ? { x: frame.pivotX, y: frame.pivotY } : null,
          borders: frame.scale9 ? frame.data.scale9Borders : null, data: btoa(String.fromCharCode(...pixels)) };
        image.destroy();
      }
      tell(result);
    } } });
</script></body>"""


def opaque_or_clear(rgba: np.ndarray) -> np.ndarray:
    """Browsers keep premultiplied colour: half-clear pixels lose precision there, which is none of ours."""
    rgba = rgba.copy()
    rgba[..., 3] = np.where(rgba[..., 3] >= 128, 255, 0)
    rgba[rgba[..., 3] == 0] = 0
    return rgba


def sprites() -> list[Frame]:
    rng = np.random.default_rng(11)
    frames = []
    for number in range(24):
        width, height = (int(each) for each in rng.integers(12, SIDE, 2))
        rgba = opaque_or_clear(samples.sprite((width, height), number, margin=int(rng.integers(0, 4))))
        name = f"walk_{number}" if number < 6 else f"thing/{chr(97 + number)}"
        pivot = (0.25, 1.0) if number % 2 else (0.5, 0.5)
        frames.append(samples.frame(name, rgba, pivot=pivot))
    return frames


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder with both libraries in it, and its address."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium")
    if shutil.which("npm") is None:
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("site")
    (folder / "package.json").write_text('{"private": true}')
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "pixi.js", "phaser"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=TIMEOUT_S * 2, check=False)
    if done.returncode != 0:
        pytest.skip("npm could not install pixi.js and phaser")
    handler = functools.partial(Site, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


class Site(http.server.SimpleHTTPRequestHandler):
    """Serves files, and takes what a page found out."""

    results: ClassVar["queue.Queue[Any]"] = queue.Queue()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.results.put(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def export(folder: Path, target: str, frames: list[Frame], max_size: int, *, rotation: bool = False) -> None:
    atlas = AtlasOptions(PackOptions(max_size=max_size, rotation=rotation))
    options = ExportOptions(target, "art", atlas=atlas, pictures=SingleOptions(pixel_art=True, sidecar=False))
    folder.mkdir()
    for name, file in render(frames, options).files.items():
        (folder / name).write_bytes(file.data)


def seen_by_browser(site: tuple[Path, str], page: str, values: dict[str, Any], profile: Path) -> Any:
    folder, address = site
    (folder / "page.html").write_text(page % values)
    assert CHROMIUM is not None
    command = [
        CHROMIUM,
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--use-gl=angle",
        "--use-angle=swiftshader",
        "--enable-unsafe-swiftshader",
        f"--user-data-dir={profile}",
        f"{address}/page.html",
    ]
    with (profile / "log").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as browser:
        try:
            seen = Site.results.get(timeout=TIMEOUT_S)
        finally:
            browser.terminate()
    assert "error" not in seen, seen
    return seen


def compare(seen: Any, frames: list[Frame], prefix: str) -> None:
    assert len(seen["frames"]) == len(frames)
    for frame in frames:
        drawn = seen["frames"][prefix + frame.name]
        data = np.frombuffer(base64.b64decode(drawn["data"]), np.uint8).reshape(drawn["h"], drawn["w"], 4)
        wanted = frame.pixels()
        assert data.shape == wanted.shape, frame.name
        assert np.array_equal(data[..., 3], wanted[..., 3]), frame.name
        shows = wanted[..., 3] > 0
        assert np.array_equal(data[shows], wanted[shows]), frame.name
        assert (drawn["anchor"]["x"], drawn["anchor"]["y"]) == frame.pivot


@pytest.mark.parametrize("max_size", [1024, 128])
def test_pixi_draws_every_frame_as_it_was(site: tuple[Path, str], tmp_path: Path, max_size: int) -> None:
    frames = sprites()
    export(site[0] / f"pixi-{max_size}", "pixi", frames, max_size)
    pages = len(list((site[0] / f"pixi-{max_size}").glob("*.png")))
    assert (pages > 1) == (max_size == 128)
    first = f"pixi-{max_size}/art{'-0' if pages > 1 else ''}.json"
    seen = seen_by_browser(site, PIXI_PAGE, {"side": SIDE, "sheet": first}, tmp_path)
    compare(seen, frames, "art/")
    if pages == 1:
        assert seen["animations"] == {"walk": 6}


@pytest.mark.parametrize("max_size", [1024, 128])
def test_phaser_draws_every_frame_as_it_was(site: tuple[Path, str], tmp_path: Path, max_size: int) -> None:
    frames = sprites()
    folder = f"phaser-{max_size}"
    export(site[0] / folder, "phaser", frames, max_size)
    seen = seen_by_browser(site, PHASER_PAGE, {"folder": folder, "sheet": f"{folder}/art.json"}, tmp_path)
    compare(seen, frames, "")
    assert seen["animations"] == {"walk": 6}


def test_pixi_turns_rotated_frames_upright(site: tuple[Path, str], tmp_path: Path) -> None:
    frames = sprites()
    export(site[0] / "pixi-rotated", "pixi", frames, 128, rotation=True)
    described = [json.loads(path.read_text()) for path in sorted((site[0] / "pixi-rotated").glob("*.json"))]
    assert any(entry["rotated"] for each in described for entry in each["frames"].values())
    seen = seen_by_browser(site, PIXI_PAGE, {"side": SIDE, "sheet": "pixi-rotated/art-0.json"}, tmp_path)
    compare(seen, frames, "art/")
