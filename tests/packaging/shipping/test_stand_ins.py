"""Small libraries in the place of large ones: the loader and OpenCV do with them as with the real ones."""

import shutil
import subprocess
import sys
from pathlib import Path

import cv2
import numpy
import pytest
from shipping.shared_library import SharedLibrary, Symbol, parsed, plain_name, read, shared_libraries
from shipping.stand_ins import ABSENT, BRIDGE_TO, BRIDGED, absence, asked_of, bridge, copies, offers, put_stand_ins

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None or shutil.which("readelf") is None,
    reason="needs a compiler and readelf, and wheels for Linux",
)

ALGEBRA = """
import cv2, numpy as np
draw = np.random.default_rng(1)
for kind, within in ((np.float32, 2e-2), (np.float64, 1e-8)):
    a = draw.normal(size=(200, 200)).astype(kind)
    even = (a @ a.T + 200 * np.eye(200)).astype(kind)
    sides = draw.normal(size=(200, 3)).astype(kind)
    wanted = np.linalg.solve(even, sides)
    for way in (cv2.DECOMP_LU, cv2.DECOMP_CHOLESKY, cv2.DECOMP_QR, cv2.DECOMP_SVD):
        assert np.allclose(cv2.solve(even, sides, flags=way)[1], wanted, atol=within), way
    w, u, vt = cv2.SVDecomp(a)
    assert np.allclose(u @ np.diag(w.ravel()) @ vt, a, atol=within)
    assert np.allclose(cv2.gemm(a, even, 1, None, 0), a @ even, atol=100 * within)
    assert np.allclose(cv2.determinant(even / 300), np.linalg.det(even / 300), rtol=within)
    pairs = draw.normal(size=(120, 120, 2)).astype(kind)
    product = (pairs[..., 0] + 1j * pairs[..., 1]) @ (pairs[..., 0] + 1j * pairs[..., 1])
    got = cv2.gemm(pairs, pairs, 1, None, 0)
    assert np.allclose(got[..., 0] + 1j * got[..., 1], product, atol=within)
corner = np.triu(draw.normal(size=(150, 150)))
assert np.allclose(sorted(cv2.eigenNonSymmetric(corner)[0].ravel()), sorted(np.diag(corner)))
"""
PICTURES = """
import cv2, numpy as np
pixels = np.random.default_rng(2).integers(0, 255, (64, 48, 3), np.uint8)
for ending in (".png", ".jpg", ".webp", ".bmp"):
    assert cv2.imdecode(cv2.imencode(ending, pixels)[1], cv2.IMREAD_UNCHANGED).shape == pixels.shape
assert cv2.imdecode(np.frombuffer(b"\\0\\0\\0\\x1cftypavif" + bytes(99), np.uint8), cv2.IMREAD_UNCHANGED) is None
"""


def of_opencv() -> list[SharedLibrary]:
    module = next(Path(cv2.__file__).parent.glob("cv2*.so"))
    libraries = next(module.parent.parent.glob("opencv*.libs"))
    return [read(file) for file in [module, *shared_libraries(libraries)]]


def done_with(stand_in: Path, script: str) -> None:
    """Runs ``script`` with ``stand_in`` before the libraries that OpenCV's wheel brings, and sees that it was taken."""
    script += f"\nassert {str(stand_in)!r} in open('/proc/self/maps', encoding='utf-8').read()"
    command = ["env", f"LD_PRELOAD={stand_in}", sys.executable, "-c", script]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_opencv_does_its_algebra_with_the_blas_of_numpy(tmp_path: Path) -> None:
    libraries = of_opencv()
    replaced = next(each for each in libraries if each.name.startswith(BRIDGED))
    folder = Path(numpy.__file__).parent.parent / "numpy.libs"
    bridge(tmp_path / "bridge.so", replaced.name, read(next(folder.glob(f"{BRIDGE_TO}*"))))
    made = read(tmp_path / "bridge.so")
    assert made.name == replaced.name
    assert offers(made, asked_of(replaced, libraries))
    done_with(made.file, ALGEBRA)


def test_opencv_reads_and_writes_pictures_without_avif(tmp_path: Path) -> None:
    libraries = of_opencv()
    replaced = next(each for each in libraries if plain_name(each.name) == "libavif")
    asked = asked_of(replaced, libraries)
    assert asked
    absence(tmp_path / "absence.so", replaced.name, asked)
    done_with(tmp_path / "absence.so", PICTURES)


def test_every_library_of_video_can_be_left_out_with_the_versions_that_are_asked_for(tmp_path: Path) -> None:
    libraries = of_opencv()
    video = [each for each in libraries if plain_name(each.name) in ABSENT]
    assert len(video) == 5
    for library in video:
        asked = asked_of(library, libraries)
        absence(tmp_path / library.name, library.name, asked)
        assert offers(read(tmp_path / library.name), asked)
        assert not read(tmp_path / library.name).needed


def compiled(file: Path, code: str, *options: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    source = file.with_suffix(".c")
    source.write_text(code, encoding="utf-8")
    command = ["cc", "-shared", "-fPIC", "-nostdlib", f"-Wl,-soname,{file.name}", "-o", file, source, *options]
    subprocess.run(command, check=True)
    source.unlink()
    return file


def test_of_two_copies_one_stays_and_who_needs_the_other_still_finds_its_functions(tmp_path: Path) -> None:
    """The newer copy knows one function more, which its user asks for: so it is the older that goes."""
    versions = tmp_path / "versions"
    versions.write_text("V1 { *; };", encoding="utf-8")
    version = f"-Wl,--version-script={versions}"
    older = compiled(tmp_path / "libwind.so.1", "int one(void) { return 1; }", version)
    newer = compiled(
        tmp_path / "wheel.libs" / "libwind-0123abcd.so.1.2",
        "int one(void) { return 1; } int two(void) { return 2; }",
        version,
    )
    compiled(tmp_path / "first.so", "int one(void); int first(void) { return one(); }", str(older))
    second = "int one(void), two(void); int second(void) { return one() + two(); }"
    compiled(tmp_path / "wheel" / "second.so", second, str(newer), "-Wl,-rpath,$ORIGIN/../wheel.libs")
    versions.unlink()
    assert put_stand_ins(tmp_path) != 0
    assert copies([read(file) for file in shared_libraries(tmp_path)]) == []
    assert read(older).needed == (newer.name,)
    ask = "import ctypes, os, sys; print(ctypes.CDLL(sys.argv[1], os.RTLD_NOW)[sys.argv[2]]())"
    for user, function, answer in (
        (tmp_path / "first.so", "first", "1"),
        (tmp_path / "wheel/second.so", "second", "3"),
    ):
        command = ["env", f"LD_LIBRARY_PATH={tmp_path}", sys.executable, "-c", ask, user, function]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == answer


def test_what_only_the_replaced_needed_is_removed_with_its_links(tmp_path: Path) -> None:
    deep = compiled(tmp_path / "cv.libs" / "libaom-01234567.so.3", "int pack(void) { return 4; }")
    code = "int pack(void); int av_play(void) { return pack(); }"
    video = compiled(tmp_path / "cv.libs" / "libavcodec-01234567.so.62", code, str(deep))
    compiled(tmp_path / "cv" / "cv.so", "int av_play(void); int play(void) { return av_play(); }", str(video))
    (tmp_path / deep.name).symlink_to(f"cv.libs/{deep.name}")
    put_stand_ins(tmp_path)
    assert not deep.exists()
    assert not (tmp_path / deep.name).is_symlink()
    assert {symbol.name for symbol in read(video).offered} == {"av_play"}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("libpng16-529cb57a.so.16.58.0", "libpng16"),
        ("libpng16.so.16", "libpng16"),
        ("libgfortran-040039e1-0352e75f.so.5.0.0", "libgfortran"),
        ("libopenblasp-r0-59ffcd50.3.15.so", "libopenblas"),
        ("libscipy_openblas64_-32a4b2a6.so", "libopenblas"),
        ("libdbus-1.so.3", "libdbus-1"),
        ("libQt6Core.so.6", "libQt6Core"),
    ],
)
def test_copies_are_known_by_their_plain_name(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_symbol_of_another_version_is_not_the_one_that_is_asked_for() -> None:
    text = """
  NUM: nothing
     5: 0000000000001139    11 FUNC    GLOBAL DEFAULT   12 one@@V1
     6: 0000000000000000     0 FUNC    GLOBAL DEFAULT  UND two@V2 (3)
     7: 0000000000000000     0 NOTYPE  WEAK   DEFAULT  UND three
 0x000000000000000e (SONAME)             Library soname: [libx.so.1]
 0x0000000000000001 (NEEDED)             Shared library: [liby.so.1]
"""
    library = parsed(Path("any.so"), text)
    assert (library.name, library.needed) == ("libx.so.1", ("liby.so.1",))
    assert library.asked == {Symbol("two", "V2")}
    assert offers(library, [Symbol("one", "V1"), Symbol("one", "")])
    assert not offers(library, [Symbol("one", "V2")])
    assert not offers(library, [Symbol("two", "V2")])
