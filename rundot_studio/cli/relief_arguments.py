"""What can be typed to make normals, layers, meshes and clips of a picture and its depth."""

import argparse
from typing import TYPE_CHECKING

from .parsing import Parser, add_command, number, whole_number

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[Parser]

TARGETS = ("depth8", "depth16", "normal", "normal-dx", "layers", "glb", "obj", "webp")
PATHS = ("circle", "sway", "figure-eight")
EPILOG = """\
examples:
  rundot-studio depth a1b2c3d4e5                                     a depth map first; it is found by itself then
  rundot-studio relief a1b2c3d4e5 --to normal --out knight-normal.png
  rundot-studio relief a1b2c3d4e5 --to layers --layers 5 --out mygame/art/forest/
  rundot-studio relief --file rock.png --depth rock-depth.png --to glb --cut --out rock.glb
  rundot-studio relief a1b2c3d4e5 --to webp --amplitude 0.04 --out forest.webp

Depth maps are white where things are near. normal has green up (OpenGL, Godot, Unity), normal-dx down (DirectX,
Unreal). obj writes .obj, .mtl and .png beside each other; layers writes PNG files and layers.json into a folder.
"""


def add_relief(commands: "Commands", shared: argparse.ArgumentParser) -> None:
    relief = add_command(
        commands,
        "relief",
        "make a normal map, layers, a mesh or a moving clip of a picture and its depth",
        parents=[shared],
        epilog=EPILOG,
    )
    relief.add_argument("picture", metavar="ID", nargs="?", help="a picture of the library, or its depth map")
    relief.add_argument("--file", metavar="PICTURE", help="a picture that is in no library")
    relief.add_argument("--depth", metavar="FILE", help="its depth map (default: the newest one in the library)")
    relief.add_argument("--to", choices=TARGETS, required=True, help="what to make")
    relief.add_argument("--out", metavar="FILE_OR_DIR", required=True, help="where to write it")
    relief.add_argument("--force", action="store_true", help="let --out replace files")
    relief.add_argument("--stretch", action="store_true", help="spread the depth over its whole range first")
    _add_surface(relief)
    _add_clip(relief)


def _add_surface(relief: Parser) -> None:
    surface = relief.add_argument_group("normals, layers and meshes")
    surface.add_argument(
        "--height",
        type=number,
        metavar="X",
        help="of the relief in lengths of the picture, 0 to 2 (default: 0.2; meshes 0.25)",
    )
    surface.add_argument(
        "--detail", type=number, metavar="X", help="fine relief from the picture's brightness, 0 to 1 (default: 0.25)"
    )
    surface.add_argument(
        "--smoothing", type=number, metavar="X", help="against waves in the depth, 0 to 4 (default: 1)"
    )
    surface.add_argument("--walls", action="store_true", help="normals slope at the outlines of objects too")
    surface.add_argument("--layers", type=whole_number, metavar="N", help="how many, 2 to 12 (default: 4)")
    surface.add_argument("--no-trim", action="store_true", help="layers keep the picture's size")
    surface.add_argument(
        "--step", type=whole_number, metavar="N", help="pixels between a mesh's vertices (default: 256 along a side)"
    )
    surface.add_argument("--cut", action="store_true", help="leave out triangles across outlines of objects")


def _add_clip(relief: Parser) -> None:
    clip = relief.add_argument_group("clips")
    clip.add_argument(
        "--amplitude", type=number, metavar="X", help="how far near things move, 0 to 0.2 lengths (default: 0.03)"
    )
    clip.add_argument("--focus", type=number, metavar="X", help="the depth that stays in place, 0 to 1 (default: 0.4)")
    clip.add_argument("--path", choices=PATHS, default="circle", help="of the camera (default: circle)")
    clip.add_argument("--longest", type=whole_number, metavar="N", help="longer side in pixels (default: 768)")
    clip.add_argument("--frames", type=whole_number, metavar="N", help="2 to 240 (default: 48)")
    clip.add_argument("--seconds", type=number, metavar="X", help="of one round, 0.2 to 20 (default: 3.2)")
    clip.add_argument("--quality", type=whole_number, metavar="N", help="1 to 100 (default: 80)")
