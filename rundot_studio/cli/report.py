"""What the commands print: one JSON document, or lines for people."""

import json
import sys
from pathlib import Path
from typing import Any

from rundot_studio.domain.errors import Problem, ReferenceTooLarge, RuleBroken, StudioError
from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, recipe_to_json
from rundot_studio.library.library import Library

FLAGS = {
    "prompt": "PROMPT",
    "negativePrompt": "--negative",
    "model": "--model",
    "aspectRatio": "--aspect",
    "imageSize": "--size",
    "seed": "--seed",
    "referenceImages": "--reference",
    "removeBackground": "--remove-background",
    "resize": "--resize",
    "imageUrl": "PICTURE",
    "variant": "--variant",
    "resolution": "--resolution",
    "upscaleFactor": "--factor",
    "sharpen": "--sharpen",
    "denoise": "--denoise",
    "outputFormat": "--format",
    "numInferenceSteps": "--steps",
    "ensembleSize": "--ensemble",
    "processingRes": "--resolution",
}
"""The flag that sets each field of the wire."""


SHRINK = "Add --shrink-references to send a copy that is scaled down; the original stays as it is."


def picture_json(library: Library, picture: Picture, exported: Path | None = None) -> dict[str, Any]:
    """A picture as the commands tell it. ``path`` is the exported file where there is one."""
    recipe = picture.recipe
    made = recipe if isinstance(recipe, GenerateRecipe) else None
    stored = str(library.absolute(picture))
    return {
        "id": picture.id,
        "path": str(exported.absolute()) if exported else stored,
        "libraryPath": stored,
        "width": picture.width,
        "height": picture.height,
        "kind": picture.kind.value,
        "prompt": made.prompt if made else None,
        "negativePrompt": made.negative_prompt if made else None,
        "modelRequested": made.model if made else getattr(recipe, "model", None),
        "model": picture.model_used or None,
        "aspectRatio": made.aspect_ratio if made else None,
        "imageSize": (made.image_size or "1K") if made else None,
        "seed": picture.seed_used,
        "generationId": picture.generation_id or None,
        "sha256": picture.stored_sha256,
        "deliveredSha256": picture.delivered_sha256,
        "engine": picture.engine,
        "procedural": picture.procedural,
        "parent": picture.parent_id,
        "createdAt": picture.created_at.isoformat(),
        "recipe": recipe_to_json(recipe),
    }


def problem_json(problem: Problem) -> dict[str, str]:
    return {"code": problem.code, "message": problem.message, "hint": problem.hint}


def print_json(document: dict[str, Any] | list[Any]) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
    sys.stdout.flush()


def with_flag(error: StudioError) -> Problem:
    """The problem of an error, naming the flag rather than the field of the wire."""
    problem = error.problem
    if not isinstance(error, RuleBroken):
        return problem
    name = error.field.partition("[")[0].partition(".")[0]
    flag = FLAGS.get(name, error.field)
    message = error.message.replace(error.field, flag, 1) if flag != error.field else error.message
    hint = SHRINK if isinstance(error, ReferenceTooLarge) else problem.hint
    return Problem(problem.code, message, hint, problem.action)


def line_for(picture: Picture, path: Path) -> str:
    """One line for people, honest about who painted."""
    origin = " (embedded engine, procedural)" if picture.procedural else ""
    seed = f"  seed {picture.seed_used}" if picture.seed_used is not None else ""
    changed = ""
    if picture.model_changed and isinstance(picture.recipe, GenerateRecipe):
        changed = f" (asked for {picture.recipe.model}, answered by {picture.model_used})"
    return f"{picture.id}  {picture.width}x{picture.height}{seed}  {path}{origin}{changed}"
