"""Recipes of other programs, in files as those programs write them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from rundot_studio.imaging import a1111, recipe_chunks
from rundot_studio.imaging.comfy_graph import read_comfy
from rundot_studio.imaging.exif import build_exif
from rundot_studio.imaging.foreign_recipes import read_any
from tests.imaging import samples

A1111_TEXT = (
    "a knight, <lora:steel:0.8>\nin golden armour\nNegative prompt: blurry, bad: hands\n"
    'Steps: 20, Sampler: "DPM++ 2M, Karras", CFG scale: 7, Seed: 42, Size: 512x768, Model: dream_v8, Version: v1.9.4'
)
SWARM = {
    "sui_image_params": {
        "prompt": "a knight",
        "negativeprompt": "blurry",
        "model": "OfficialStableDiffusion/sd_xl_base_1.0.safetensors",
        "seed": 2042464333,
        "steps": 25,
        "width": 512,
        "height": 768,
        "swarm_version": "0.9.1.1",
    },
    "sui_extra_data": {"date": "2024-08-07"},
}
FOOOCUS = {
    "base_model": "juggernautXL_v8Rundiffusion",
    "metadata_scheme": "fooocus",
    "negative_prompt": "blurry",
    "performance": "Speed",
    "prompt": "a knight",
    "resolution": "(512, 768)",
    "seed": "4711",
    "steps": 30,
    "version": "Fooocus v2.5.5",
}
INVOKE = {
    "app_version": "4.2.0",
    "positive_prompt": "a knight",
    "negative_prompt": "blurry",
    "width": 512,
    "height": 768,
    "seed": 99,
    "steps": 30,
    "model": {"key": "k", "name": "Juggernaut XL v9", "base": "sdxl", "type": "main"},
}
STABILITY_MATRIX = {
    "PositivePrompt": "a knight",
    "NegativePrompt": "blurry",
    "Width": 512,
    "Height": 768,
    "Seed": 5,
    "Steps": 20,
    "ModelName": "dream.safetensors",
}
COMFY_PROMPT = {
    "3": {
        "class_type": "KSampler",
        "inputs": {
            "seed": 156680208700286,
            "steps": 20,
            "cfg": 8,
            "model": ["10", 0],
            "positive": ["6", 0],
            "negative": ["7", 0],
            "latent_image": ["5", 0],
        },
    },
    "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "sdxl\\base.safetensors"}},
    "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512, "height": 768, "batch_size": 1}},
    "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a knight", "clip": ["10", 1]}},
    "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "blurry", "clip": ["10", 1]}},
    "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["4", 2]}},
    "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "x", "model": ["4", 0], "clip": ["4", 1]}},
}
COMFY_FLUX = {
    "1": {"class_type": "RandomNoise", "inputs": {"noise_seed": 7}},
    "2": {"class_type": "BasicGuider", "inputs": {"model": ["3", 0], "conditioning": ["4", 0]}},
    "3": {"class_type": "UNETLoader", "inputs": {"unet_name": "flux1-dev.safetensors"}},
    "4": {"class_type": "FluxGuidance", "inputs": {"guidance": 3.5, "conditioning": ["5", 0]}},
    "5": {"class_type": "CLIPTextEncode", "inputs": {"text": ["6", 0], "clip": ["9", 0]}},
    "6": {"class_type": "String", "inputs": {"value": "a knight"}},
    "7": {
        "class_type": "SamplerCustomAdvanced",
        "inputs": {"noise": ["1", 0], "guider": ["2", 0], "sigmas": ["10", 0], "latent_image": ["8", 0]},
    },
    "8": {"class_type": "EmptySD3LatentImage", "inputs": {"width": 1024, "height": 576}},
    "10": {"class_type": "BasicScheduler", "inputs": {"scheduler": "simple", "steps": 20}},
}
COMFY_WORKFLOW = {
    "nodes": [
        {
            "id": 3,
            "type": "KSampler",
            "widgets_values": [77, "randomize", 20, 8, "euler", "normal", 1],
            "inputs": [
                {"name": "model", "type": "MODEL", "link": 1},
                {"name": "positive", "type": "CONDITIONING", "link": 4},
                {"name": "negative", "type": "CONDITIONING", "link": 6},
                {"name": "latent_image", "type": "LATENT", "link": 2},
            ],
        },
        {"id": 4, "type": "CheckpointLoaderSimple", "widgets_values": ["base.ckpt"]},
        {"id": 5, "type": "EmptyLatentImage", "widgets_values": [512, 768, 1]},
        {"id": 6, "type": "CLIPTextEncode", "widgets_values": ["a knight"]},
        {"id": 7, "type": "CLIPTextEncode", "widgets_values": ["blurry"]},
    ],
    "links": [
        [1, 4, 0, 3, 0, "MODEL"],
        [2, 5, 0, 3, 3, "LATENT"],
        [4, 6, 0, 3, 1, "CONDITIONING"],
        [6, 7, 0, 3, 2, "CONDITIONING"],
    ],
}


def png(**texts: str) -> bytes:
    info = PngInfo()
    for key, text in texts.items():
        info.add_text(key.replace("_json", "-json").replace("sd_", "sd-"), text)
    return samples.png(pnginfo=info)


@pytest.mark.parametrize(
    ("texts", "tool", "seed", "model"),
    [
        ({"parameters": A1111_TEXT}, "A1111", 42, "dream_v8"),
        ({"parameters": json.dumps(SWARM)}, "SwarmUI", 2042464333, "sd_xl_base_1.0"),
        ({"parameters": json.dumps(FOOOCUS), "fooocus_scheme": "fooocus"}, "Fooocus", 4711, FOOOCUS["base_model"]),
        ({"parameters": A1111_TEXT, "fooocus_scheme": "a1111"}, "Fooocus", 42, "dream_v8"),
        ({"invokeai_metadata": json.dumps(INVOKE)}, "InvokeAI", 99, "Juggernaut XL v9"),
        (
            {"parameters": A1111_TEXT, "parameters_json": json.dumps(STABILITY_MATRIX), "smproj": "{}"},
            "Stability Matrix",
            5,
            "dream",
        ),
        ({"parameters": A1111_TEXT, "smproj": "{}"}, "Stability Matrix", 42, "dream_v8"),
        ({"prompt": json.dumps(COMFY_PROMPT)}, "ComfyUI", 156680208700286, "base"),
        ({"workflow": json.dumps(COMFY_WORKFLOW)}, "ComfyUI", 77, "base"),
    ],
)
def test_each_programs_recipe_is_read(texts: dict[str, str], tool: str, seed: int, model: str) -> None:
    recipe = read_any(png(**texts))
    assert recipe is not None
    assert (recipe.tool, recipe.seed, recipe.model) == (tool, seed, model)
    assert recipe.prompt.startswith("a knight")
    assert recipe.negative_prompt.startswith("blurry")
    assert (recipe.width, recipe.height) == (512, 768)


def test_what_does_not_map_is_kept_as_text() -> None:
    recipe = read_any(png(parameters=A1111_TEXT))
    assert recipe is not None
    assert recipe.extra["Sampler"] == "DPM++ 2M, Karras"
    assert recipe.extra["Steps"] == "20"
    assert "Seed" not in recipe.extra


def test_an_older_invoke_recipe_is_read() -> None:
    old = {
        "model_weights": "stable-diffusion-1.5",
        "app_version": "2.3.5",
        "image": {"prompt": [{"prompt": "a knight [blurry]", "weight": 1}], "seed": 8, "width": 512, "height": 640},
    }
    recipe = read_any(png(sd_metadata=json.dumps(old)))
    assert recipe is not None
    assert (recipe.prompt, recipe.seed, recipe.model) == ("a knight [blurry]", 8, "stable-diffusion-1.5")


def test_a_graph_whose_text_seed_and_guider_are_other_nodes_is_followed() -> None:
    recipe = read_any(png(prompt=json.dumps(COMFY_FLUX)))
    assert recipe is not None
    assert (recipe.prompt, recipe.negative_prompt, recipe.seed) == ("a knight", "", 7)
    assert (recipe.model, recipe.width, recipe.height) == ("flux1-dev", 1024, 576)
    assert recipe.extra["steps"] == "20"


def test_of_two_samplers_the_one_that_the_other_refines_counts() -> None:
    refined = {
        "1": {**COMFY_PROMPT["3"], "inputs": {**COMFY_PROMPT["3"]["inputs"], "seed": 1, "latent_image": ["3", 0]}},
        **COMFY_PROMPT,
    }
    recipe = read_comfy(refined, None)
    assert recipe is not None
    assert recipe.seed == 156680208700286


def test_a_graph_that_goes_in_circles_ends() -> None:
    circle = {
        "1": {"inputs": {"positive": ["2", 0], "model": ["2", 0], "seed": ["2", 0], "latent_image": ["2", 0]}},
        "2": {"inputs": {"clip": ["1", 0], "text": ["2", 0]}},
    }
    read_comfy(circle, None)


@pytest.mark.parametrize("form", ["jpeg", "webp"])
@pytest.mark.parametrize("content", [A1111_TEXT, json.dumps(SWARM)])
def test_the_user_comment_of_jpeg_and_webp_is_read(form: str, content: str) -> None:
    exif = b"Exif\0\0" + build_exif(content).replace(b"Rundot Studio", b"Another maker")
    data = samples.jpeg(exif=exif) if form == "jpeg" else samples.webp(exif=exif)
    recipe = read_any(data)
    assert recipe is not None
    assert recipe.prompt.startswith("a knight")
    assert recipe.tool == ("SwarmUI" if content.startswith("{") else "A1111")


@pytest.mark.parametrize("form", ["jpeg", "webp"])
def test_fooocus_writes_plain_text_into_the_first_directory(form: str) -> None:
    exif = Image.Exif()
    exif[0x9286] = json.dumps(FOOOCUS)
    exif[0x927C] = "fooocus"
    data = samples.jpeg(exif=exif) if form == "jpeg" else samples.webp(exif=exif)
    recipe = read_any(data)
    assert recipe is not None
    assert (recipe.tool, recipe.seed) == ("Fooocus", 4711)


def test_comfy_writes_its_graphs_into_a_webp_as_the_cameras_name() -> None:
    exif = Image.Exif()
    exif[0x0110] = "prompt:" + json.dumps(COMFY_PROMPT)
    exif[0x010F] = "workflow:" + json.dumps(COMFY_WORKFLOW)
    recipe = read_any(samples.webp(exif=exif))
    assert recipe is not None
    assert (recipe.tool, recipe.seed) == ("ComfyUI", 156680208700286)


@pytest.mark.parametrize("make", [samples.png, samples.jpeg, samples.webp])
def test_our_own_record_comes_back_whole(make: Any) -> None:
    record = {
        "rundotStudio": 1,
        "prompt": "a kñight 🐉\nof old",
        "seed": 3,
        "id": "0123456789",
        "recipe": {"kind": "x"},
    }
    recipe = read_any(recipe_chunks.embed(make(), a1111.write_recipe(record)))
    assert recipe is not None
    assert recipe.own == record
    assert recipe.tool == "Rundot Studio"


def test_our_recipe_comes_before_a_foreign_one_in_the_same_file() -> None:
    data = recipe_chunks.embed(png(parameters=A1111_TEXT), a1111.write_recipe({"rundotStudio": 1, "prompt": "ours"}))
    recipe = read_any(data)
    assert recipe is not None
    assert recipe.prompt == "ours"


def test_utf8_where_png_wants_latin1_is_mended() -> None:
    chunk = b"parameters\0" + A1111_TEXT.replace("a knight", "a knight, тест").encode()
    data = samples.png()
    from rundot_studio.imaging.png_chunks import build_chunk

    recipe = read_any(data[:33] + build_chunk(b"tEXt", chunk) + data[33:])
    assert recipe is not None
    assert recipe.prompt.startswith("a knight, тест")


@pytest.mark.parametrize("seed", [-1, "abc", None, True, 1e400, [3]])
def test_a_seed_that_is_none_is_unknown(seed: object) -> None:
    recipe = read_any(png(parameters=json.dumps({"sui_image_params": {"prompt": "x", "seed": seed}})))
    assert recipe is not None
    assert recipe.seed is None


def test_pictures_without_a_recipe_have_none() -> None:
    for data in (samples.png(), samples.jpeg(), samples.webp(), samples.gif(), b"", b"no picture", png(prompt="a")):
        assert read_any(data) is None


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["1", "2", "inputs", "seed", "prompt", "positive", "latent_image", "text", "nodes", "links"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(content=_JSON, key=st.sampled_from(["parameters", "invokeai_metadata", "prompt", "workflow", "smproj"]))
def test_any_json_is_survived(content: object, key: str) -> None:
    read_any(png(**{key: json.dumps(content), "fooocus_scheme": "fooocus"}))
    for wrapped in ({"sui_image_params": content}, {"image": content}, {"nodes": content, "links": content}):
        read_any(png(**{key: json.dumps(wrapped)}))


@given(prompt=st.dictionaries(st.sampled_from("123"), st.dictionaries(st.just("inputs"), _JSON), max_size=3))
def test_any_graph_is_survived(prompt: dict[str, Any]) -> None:
    read_comfy(prompt, prompt)


@given(cut=st.integers(0, 3000), flip=st.integers(0, 3000), which=st.integers(0, 2))
def test_damaged_files_are_survived(cut: int, flip: int, which: int) -> None:
    exif = b"Exif\0\0" + build_exif(A1111_TEXT)
    data = bytearray((png(parameters=A1111_TEXT), samples.jpeg(exif=exif), samples.webp(exif=exif))[which])
    if flip < len(data):
        data[flip] ^= 0x55
    read_any(bytes(data[:cut]))
    read_any(bytes(data))
