"""The text that travels inside a picture's file: A1111 parameters for other tools, our whole record for us."""

from typing import Any

from rundot_studio.domain.picture import Picture
from rundot_studio.domain.recipe import GenerateRecipe, recipe_to_json
from rundot_studio.imaging import a1111

FORMAT = 1


def record_for(picture: Picture) -> dict[str, Any]:
    """All that is known about a picture, as JSON: enough to rebuild its row and to make it again."""
    recipe = picture.recipe
    prompt, avoid = (recipe.prompt, recipe.negative_prompt) if isinstance(recipe, GenerateRecipe) else ("", "")
    return {
        "rundotStudio": FORMAT,
        "prompt": prompt,
        "negativePrompt": avoid,
        "seed": picture.seed_used,
        "width": picture.width,
        "height": picture.height,
        "model": picture.model_used,
        "id": picture.id,
        "parent": picture.parent_id,
        "generationId": picture.generation_id,
        "engine": picture.engine,
        "procedural": picture.procedural,
        "createdAt": picture.created_at.isoformat(),
        "deliveredSha256": picture.delivered_sha256,
        "recipe": recipe_to_json(recipe),
    }


def text_for(picture: Picture) -> str:
    return a1111.write_recipe(record_for(picture))
