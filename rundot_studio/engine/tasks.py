"""What a worker process does: paint, cut out, upscale, estimate depth; bytes in, encoded picture out to a file.

Runs in the worker only: numpy, OpenCV and Pillow are imported here and nowhere in the engine's application.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from rundot_studio.domain.errors import StudioError
from rundot_studio.imaging import codec, png_chunks
from rundot_studio.imaging.ignored_words import note_ignored_words

from .baseline import engine_label
from .cutout import NoSubject, remove_background
from .depth import estimate_depth
from .local_ai import tools as local_ai
from .painters.compose import PaintRequest, paint
from .painters.painting import Painting
from .resizing import resize
from .upscale import upscale
from .workable import decode_reference, decode_workable

cv2.setNumThreads(1)

Report = Callable[[float], None]
Pixels = NDArray[np.uint8]

ORIGIN_KEY = "rundot-engine"
"""PNG text key under which the engine notes what it painted, so that it can paint its layers again, exactly."""
MAX_OUTPUT_MEGAPIXELS = 300


class NoClearSubject(StudioError):
    code = "NO_CLEAR_SUBJECT"
    action = "reword"


class TooLarge(StudioError):
    code = "OUTPUT_TOO_LARGE"


def run(task: dict[str, Any], report: Report) -> dict[str, Any]:
    """Do one task and write its picture to ``task["output"]``: {width, height, alpha, notes}."""
    picture, notes = _TASKS[task["task"]](task, report)
    label = notes.pop("engine", None) or engine_label()
    if "width" in notes:
        width, height, encoded, alpha = notes.pop("width"), notes.pop("height"), picture, False
        notes.pop("origin", None)
    else:
        height, width = picture.shape[:2]
        alpha = picture.ndim == 3 and picture.shape[2] == 4
        encoded = _encode_png(picture, notes.pop("origin", None), label)
        encoded = note_ignored_words(encoded, notes.get("ignored", []))
    output = Path(task["output"])
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_bytes(encoded)
    return {"width": width, "height": height, "alpha": alpha, "notes": notes, "engine": label}


def _paint(task: dict[str, Any], report: Report) -> tuple[Any, dict[str, Any]]:
    painting = None
    if task.get("picture_plan") is not None:
        picture, notes = local_ai.paint(task, report)
    else:
        painting, notes = _paint_procedurally(task)
        picture = painting.rgb8()
    report(0.9)
    if task["cutout"] is not None:
        notes["origin"] = None
        exact = None if painting is None else _exact_cutout(painting)
        if exact is None:
            picture = _best_cutout(_opaque(picture), task, task["cutout"], notes, report)
        else:
            picture = exact
    return _resized(picture, task["resize"], notes) if task.get("resize") else (picture, notes)


def _paint_procedurally(task: dict[str, Any]) -> tuple[Painting, dict[str, Any]]:
    references = tuple(decode_reference(data) for data in task["references"])
    origin = {key: task[key] for key in ("prompt", "negative", "width", "height", "seed")}
    painting = paint(_request(origin, references))
    notes: dict[str, Any] = {
        "used": list(painting.reading.used),
        "ignored": list(painting.reading.ignored),
        "origin": None if references else origin,
        "engine": engine_label(),
    }
    return painting, notes


def _resized(picture: Pixels, asked: dict[str, Any], notes: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """The last step of a new picture, after its background was removed."""
    sized = resize(picture, asked["width"], asked["height"], asked["fit"], flatten=asked["flatten"])
    notes["origin"] = None  # the painter could not paint these pixels again
    if asked["format"] == "jpeg":
        notes |= {"width": sized.shape[1], "height": sized.shape[0]}
        return codec.encode_jpeg(sized, asked["quality"]), notes
    return sized, notes


def _cut_out(task: dict[str, Any], report: Report) -> tuple[Any, dict[str, Any]]:
    picture = decode_workable(task["image"])
    own = _paint_again(task["image"], picture)
    exact = _exact_cutout(own) if own is not None else None
    if exact is not None:
        return exact, {"exact": True}
    notes: dict[str, Any] = {"exact": False}
    return _best_cutout(picture, task, task["settings"], notes, report), notes


def _upscale(task: dict[str, Any], report: Report) -> tuple[Any, dict[str, Any]]:
    info = codec.probe(task["image"])
    factor = task["factor"]
    out_width, out_height = round(info.width * factor), round(info.height * factor)
    if out_width * out_height > MAX_OUTPUT_MEGAPIXELS * 1_000_000:
        raise TooLarge(
            f"upscaleFactor {factor:g} would make a picture of {out_width} x {out_height} pixels; "
            f"at most {MAX_OUTPUT_MEGAPIXELS} megapixels are possible."
        )
    picture = decode_workable(task["image"])
    enlarged = local_ai.upscale(picture, task, report) if task.get("tool_plan") is not None else None
    if enlarged is None:
        larger, notes = _upscale_procedurally(picture, task, report), {}
    else:
        larger, notes = enlarged[0], {"engine": enlarged[1]}
    if (larger[..., 3] == 255).all():
        larger = np.ascontiguousarray(larger[..., :3])
    if task["format"] == "jpeg":
        return codec.encode_jpeg(larger), {**notes, "width": larger.shape[1], "height": larger.shape[0]}
    return larger, notes


def _upscale_procedurally(picture: Pixels, task: dict[str, Any], report: Report) -> Pixels:
    return upscale(
        picture, task["factor"], task["model"], sharpen=task["sharpen"], denoise=task["denoise"], report=report
    )


def _depth(task: dict[str, Any], report: Report) -> tuple[Any, dict[str, Any]]:
    picture = decode_workable(task["image"])
    own = _paint_again(task["image"], picture)
    if own is not None:
        return own.depth16(), {"exact": True}
    if task.get("tool_plan") is not None:
        estimated, label = local_ai.estimate_depth(picture, task, report)
        return estimated, {"exact": False, "engine": label}
    depth = estimate_depth(
        picture,
        steps=task["steps"],
        ensemble=task["ensemble"],
        processing_resolution=task["resolution"],
        report=report,
    )
    return depth, {"exact": False}


_TASKS: dict[str, Callable[[dict[str, Any], Report], tuple[Any, dict[str, Any]]]] = {
    "paint": _paint,
    "cutout": _cut_out,
    "upscale": _upscale,
    "depth": _depth,
}


def _request(origin: dict[str, Any], references: tuple[Pixels, ...] = ()) -> PaintRequest:
    return PaintRequest(
        prompt=origin["prompt"],
        negative_prompt=origin["negative"],
        width=origin["width"],
        height=origin["height"],
        seed=origin["seed"],
        references=references,
    )


def _paint_again(data: bytes, picture: Pixels) -> Painting | None:
    """The painting behind a picture of our own, with its matte and depth; None if it is not ours to the last pixel."""
    if codec.sniff(data) != "png":
        return None
    note = next(png_chunks.read_texts(data, ORIGIN_KEY), None)
    if note is None:
        return None
    try:
        origin = json.loads(note.text)
        if (origin["width"], origin["height"]) != (picture.shape[1], picture.shape[0]):
            return None  # also keeps a forged note from asking for a gigantic painting
        painting = paint(_request(origin))
    except (ValueError, KeyError, TypeError):
        return None
    same = bool((picture[..., 3] == 255).all()) and np.array_equal(painting.rgb8(), picture[..., :3])
    return painting if same else None


def _exact_cutout(painting: Painting) -> Pixels | None:
    return None if painting.matte is None else painting.cutout8()


def _best_cutout(
    picture: Pixels, task: dict[str, Any], settings: dict[str, Any], notes: dict[str, Any], report: Report
) -> Pixels:
    """By local AI where it is on for these settings, else by the engine's own algorithm; says so in the notes."""
    plan = task.get("tool_plan")
    try:
        if plan is None:
            return remove_background(
                picture,
                model=settings["model"],
                variant=settings["variant"],
                resolution=settings["resolution"],
                report=report,
            )
        cut, notes["engine"] = local_ai.remove_background(picture, settings, plan, notes.get("engine"), report)
        return cut
    except NoSubject as error:
        raise NoClearSubject(
            "No clear subject was found in this picture.", "Ask for a single subject on a plain background."
        ) from error


def _opaque(rgb: Pixels) -> Pixels:
    return np.dstack([rgb, np.full(rgb.shape[:2], 255, np.uint8)])


def _encode_png(picture: Any, origin: dict[str, Any] | None, label: str) -> bytes:
    data = codec.encode_png(picture, compression=3)
    data = png_chunks.with_text(data, "Software", label)
    if origin is not None:
        data = png_chunks.with_text(data, ORIGIN_KEY, json.dumps(origin, ensure_ascii=False, sort_keys=True))
    return data
