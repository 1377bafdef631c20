"""A recipe written by us is read by a program that is not ours: sd-parsers, which knows the A1111 form."""

import io

import pytest
from PIL import Image
from sd_parsers import ParserManager

from rundot_studio.imaging.a1111 import read_recipe, write_recipe
from rundot_studio.imaging.recipe_chunks import embed


@pytest.mark.parametrize(
    ("prompt", "avoid"),
    [
        ("a brave knight, pixel art", "blurry, text"),
        ("a sign that says: Seed: 5, Steps: 9, Sampler: x", ""),
        ('two\nlines with "quotes"', "dark"),
        ("żółty smok 🐉", ""),
    ],
)
def test_prompt_avoid_seed_and_model_are_read_by_others(prompt: str, avoid: str) -> None:
    record = {"prompt": prompt, "negativePrompt": avoid, "seed": 42, "width": 8, "height": 6, "model": "gpt-image-2"}
    buffer = io.BytesIO()
    Image.new("RGB", (8, 6)).save(buffer, "PNG")
    text = write_recipe(record)
    with Image.open(io.BytesIO(embed(buffer.getvalue(), text))) as image:
        info = ParserManager().parse(image)
    assert info is not None
    (sampler,) = info.samplers
    assert [part.value for part in sampler.prompts] == [prompt]
    assert [part.value for part in sampler.negative_prompts] == ([avoid] if avoid else [])
    assert str(sampler.parameters["seed"]) == "42"
    assert sampler.model is not None
    assert sampler.model.name == "gpt-image-2"
    assert read_recipe(text) == record
