"""Packing against npm's free-tex-packer-core on the same sprites: ``python -m tests.bench.packing``.

Both get the same files, padding and page size, trim alike and may not rotate. Two times are taken: from files on disk
to written atlas, and packing the same rectangles alone. The npm package is installed into a temporary folder; without
npm only this program's figures are told. A third figure sets the whole export against plainly decoding and encoding
the same pixels.
"""

import argparse
import json
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rundot_studio.export.atlas import AtlasOptions, build_atlas
from rundot_studio.export.encoding import encoded
from rundot_studio.export.exporting import render
from rundot_studio.export.frame import Frame, cut
from rundot_studio.export.links import Link
from rundot_studio.export.options import ExportOptions
from rundot_studio.export.packing import PackOptions, pack
from rundot_studio.export.single import SingleOptions
from rundot_studio.export.writing import plan_export, write_export_plan
from rundot_studio.imaging import codec
from tests.bench.real_pictures import SUPERTUX, WESNOTH, RealPictures, painted_sprites, read_rgba
from tests.bench.table import tell

Pixels = NDArray[np.uint8]
PACKAGE = "free-tex-packer-core"
PADDING = 2
SMALLEST, LARGEST = 16, 256
NPM_TIMEOUT_S = 240

# free-tex-packer puts its padding on all sides of a frame, so that half of it gives the same distance.
SCRIPT = """
const fs = require("fs"), path = require("path");
const { packAsync } = require("free-tex-packer-core");
const MaxRectsBin = require("free-tex-packer-core/packers/MaxRectsBin");
const [folder, out, side, padding, sizesFile] = process.argv.slice(2);
const options = { textureName: "atlas", width: +side, height: +side, fixedSize: false, padding: +padding / 2,
  allowRotation: false, detectIdentical: true, allowTrim: true, packer: "MaxRectsBin",
  packerMethod: "BestShortSideFit", exporter: "JsonHash" };
function alone() {
  let rects = JSON.parse(fs.readFileSync(sizesFile)).map(([w, h], i) => ({ name: String(i),
    frame: { x: 0, y: 0, w: w + +padding, h: h + +padding } }));
  const start = process.hrtime.bigint();
  let area = 0;
  while (rects.length) {
    const placed = new MaxRectsBin(+side, +side, false).pack(rects, "BestShortSideFit");
    const names = new Set(placed.map(r => r.name));
    area += Math.max(...placed.map(r => r.frame.x + r.frame.w)) * Math.max(...placed.map(r => r.frame.y + r.frame.h));
    rects = rects.filter(r => !names.has(r.name));
  }
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, area };
}
(async () => {
  const start = process.hrtime.bigint();
  const images = fs.readdirSync(folder).sort().map(name => ({ path: name,
    contents: fs.readFileSync(path.join(folder, name)) }));
  const files = await packAsync(images, options);
  let area = 0;
  for (const file of files) {
    fs.writeFileSync(path.join(out, file.name), file.buffer);
    if (file.name.endsWith(".json")) { const { w, h } = JSON.parse(file.buffer).meta.size; area += w * h; }
  }
  const whole = { seconds: Number(process.hrtime.bigint() - start) / 1e9, area };
  console.log(JSON.stringify({ whole, alone: alone() }));
})();
"""


class GamePictures(RealPictures):
    """Only the packages of two games."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.sources = []
        self.missing = []
        for package in (WESNOTH, SUPERTUX):
            self._note(package, self._fetch_debian(package))


def real_sprites(folder: Path, count: int) -> tuple[list[Pixels], str]:
    """Sprites that show something, 16 to 256 px, drawn the same way every time; and where they are from."""
    real = GamePictures(folder)
    paths = [
        path
        for package in (WESNOTH, SUPERTUX)
        if package in real.sources
        for path in sorted((folder / package).rglob("*.png"))
    ]
    found: list[Pixels] = []
    for index in np.random.default_rng(5).permutation(len(paths)):
        rgba = read_rgba(paths[index])
        if min(rgba.shape[:2]) >= SMALLEST and max(rgba.shape[:2]) <= LARGEST and rgba[..., 3].any():
            found.append(rgba)
        if len(found) == count:
            return found, ", ".join(real.sources)
    own = painted_sprites()
    rng = np.random.default_rng(6)
    while len(found) < count:
        width, height = rng.integers(SMALLEST * 2, LARGEST, 2)
        found.append(own[len(found) % len(own)][:height, :width])
    return found, "painted ones where real ones are missing"


def of_npm(work: Path, sprites: Path, side: int, sizes: list[tuple[int, int]]) -> dict[str, dict[str, float]] | None:
    (work / "package.json").write_text('{"private": true}')
    (work / "sizes.json").write_text(json.dumps(sizes))
    (work / "bench.js").write_text(SCRIPT)
    (work / "out").mkdir(exist_ok=True)
    commands = [
        ["npm", "install", "--silent", "--no-audit", "--no-fund", PACKAGE],
        ["node", "bench.js", str(sprites), str(work / "out"), str(side), str(PADDING), str(work / "sizes.json")],
    ]
    try:
        for command in commands:
            done = subprocess.run(command, cwd=work, capture_output=True, text=True, timeout=NPM_TIMEOUT_S, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        print(f"{PACKAGE} could not be run: {error}")
        return None
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def frames_of(folder: Path) -> list[Frame]:
    def frame(path: Path) -> Frame:
        return Frame(path.stem, lambda: codec.decode_rgba(path.read_bytes()))

    return [frame(path) for path in sorted(folder.iterdir())]


def written(sprites: Path, project: Path, side: int) -> None:
    atlas = AtlasOptions(PackOptions(max_size=side, padding=PADDING))
    options = ExportOptions("texturepacker", "atlas", atlas=atlas, pictures=SingleOptions(sidecar=False))
    rendered = render(frames_of(sprites), options)
    write_export_plan(plan_export(project, Link("atlas", "texturepacker", ""), rendered.files))


def decoded_and_encoded(sprites: Path) -> None:
    """The floor: every picture read once, and the sheet's pixels written once."""
    pixels = [codec.decode_rgba(path.read_bytes()) for path in sorted(sprites.iterdir())]
    area = sum(each.shape[0] * each.shape[1] for each in pixels)
    width = 2048
    strip = np.zeros((area // width + 1, width, 4), np.uint8)
    flat = strip.reshape(-1, 4)
    at = 0
    for each in pixels:
        flat[at : at + each.shape[0] * each.shape[1]] = each.reshape(-1, 4)
        at += each.shape[0] * each.shape[1]
    encoded(strip, "png")


def measure(work: Path, sprites: Path, side: int, sizes: list[tuple[int, int]], *, floor: bool) -> None:
    covered = sum(width * height for width, height in sizes)
    project = work / f"project-{side}"
    project.mkdir()
    whole = seconds(lambda: written(sprites, project, side))
    atlas = build_atlas("a", frames_of(sprites), AtlasOptions(PackOptions(max_size=side, padding=PADDING)))
    area = sum(page.width * page.height for page in atlas.sheet.pages)
    options = PackOptions(max_size=side, padding=PADDING)
    alone = min(seconds(lambda: pack(sizes, options)) for _ in range(3))
    print(f"\n{len(sizes)} sprites, pages of up to {side} px")
    print(f"  rundot-studio        {covered / area:.4f} filled  {whole:.2f} s to files  {alone:.3f} s packing alone")
    if floor:
        base = seconds(lambda: decoded_and_encoded(sprites))
        print(f"  decoding and encoding the same pixels takes {base:.2f} s; the export {whole / base:.2f} times that")
    npm = of_npm(work, sprites, side, sizes)
    if npm is not None:
        theirs, packed = npm["whole"], npm["alone"]
        print(
            f"  {PACKAGE} {covered / theirs['area']:.4f} filled  {theirs['seconds']:.2f} s to files  "
            f"{packed['seconds']:.3f} s packing alone"
        )
        for what, ours, other in (("to files", whole, theirs), ("packing alone", alone, packed)):
            told = f"{PACKAGE}, {other['seconds']:.2f} s"
            ratio = ours / other["seconds"]
            tell(f"{len(sizes)} sprites, {side} px, {what}", ours, "s", reference=told, ratio=ratio, goal="<= 1")
        print(
            f"  times its time: {whole / theirs['seconds']:.2f} to files, {alone / packed['seconds']:.2f} packing alone"
        )


def warm_up(work: Path, sprites: Path) -> None:
    """Loads what is loaded at the first use: npm's clock starts after its packages are loaded, too."""
    few, project = work / "few", work / "project-few"
    few.mkdir()
    project.mkdir()
    for path in sorted(sprites.iterdir())[:3]:
        (few / path.name).write_bytes(path.read_bytes())
    written(few, project, 1024)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure packing and the export of atlases.")
    parser.add_argument("--sprites", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        (work / "packages").mkdir()
        sprites, source = real_sprites(work / "packages", arguments.sprites)
        print("sprites of:", source)
        place = work / "sprites"
        place.mkdir()
        for number, rgba in enumerate(sprites):
            (place / f"sprite-{number:04d}.png").write_bytes(codec.encode_png(rgba))
        sizes = [cut(rgba, trim=True).size for rgba in sprites]
        warm_up(work, place)
        for side in (1024, 2048, 4096):
            measure(work, place, side, sizes, floor=side == 2048)
        large = work / "large"
        large.mkdir()
        rng = np.random.default_rng(7)
        for number, rgba in enumerate(sprites):
            wanted = int(rng.integers(64, 257))
            tiled = np.tile(rgba, (-(-wanted // rgba.shape[0]), -(-wanted // rgba.shape[1]), 1))[:wanted, :wanted]
            (large / f"sprite-{number:04d}.png").write_bytes(codec.encode_png(tiled))
        project = work / "project-large"
        project.mkdir()
        whole = seconds(lambda: written(large, project, 4096))
        base = seconds(lambda: decoded_and_encoded(large))
        print(
            f"\n{len(sprites)} pictures of 64 to 256 px to an atlas: {whole:.2f} s, {whole / base:.2f} times the floor"
        )


if __name__ == "__main__":
    main()
