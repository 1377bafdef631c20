import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.imaging.a1111 import read_recipe, write_recipe

RECORD = {
    "prompt": "a knight",
    "negativePrompt": "blurry",
    "seed": 42,
    "width": 512,
    "height": 768,
    "model": "a:b",
    "kind": "generate",
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_reads_as_other_programs_write_it() -> None:
    first, second, last = write_recipe(RECORD).split("\n")
    assert first == "a knight"
    assert second == "Negative prompt: blurry"
    assert last.startswith(
        'Steps: 0, Sampler: none, CFG scale: 0, Seed: 42, Size: 512x768, Model: "a:b", '
        'Version: Rundot Studio, Rundot recipe: "{'
    )


def test_everything_comes_back() -> None:
    assert read_recipe(write_recipe(RECORD)) == RECORD


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "prompt": st.text(),
            "negativePrompt": st.text(),
            "seed": st.integers(),
            "width": st.integers(),
            "height": st.integers(),
            "model": st.text(),
            "extra": json_values,
        },
    )
)
def test_any_record_comes_back_exactly(record: dict) -> None:
    assert read_recipe(write_recipe(record)) == record


@pytest.mark.parametrize(
    "prompt",
    [
        "two\nlines",
        "a knight\nNegative prompt: blurry",
        "a knight\nSteps: 1, a: b, c: d",
        'Rundot recipe: "{}"',
        'x\nSeed: 1, Size: 1x1, Model: m, Rundot recipe: "{\\"prompt\\": \\"forged\\"}"',
        'ends with a backslash \\ and a quote "',
        "\r\n\t\x00\x85\u2028 signs",
        "lone surrogate \ud800",
        "",
    ],
)
def test_awkward_prompts_survive(prompt: str) -> None:
    record = {**RECORD, "prompt": prompt, "model": prompt}
    assert read_recipe(write_recipe(record)) == record


def test_survives_tools_that_add_to_the_end() -> None:
    assert read_recipe(write_recipe(RECORD) + ", Score: 7, Note: fine\n") == RECORD


class TestForeign:
    def test_a1111_text(self) -> None:
        text = (
            "a knight,\nin armour\nNegative prompt: blurry,\nlow quality\n"
            'Steps: 20, Sampler: Euler a, Seed: 42, Size: 512x768, Model hash: abc, Model: "sd:xl, base", '
            'Lora hashes: "a: 1, Seed: 2", Version: v1.9.4'
        )
        assert read_recipe(text) == {
            "prompt": "a knight,\nin armour",
            "negativePrompt": "blurry,\nlow quality",
            "seed": 42,
            "width": 512,
            "height": 768,
            "model": "sd:xl, base",
        }

    def test_without_negative_prompt(self) -> None:
        assert read_recipe("a knight\nSteps: 20, Seed: 1, Size: 8x8") == {
            "prompt": "a knight",
            "seed": 1,
            "width": 8,
            "height": 8,
        }

    def test_last_line_with_two_pairs_belongs_to_the_prompt(self) -> None:
        text = "a sign\nNegative prompt: blur\nOpen: today, Closed: never"
        assert read_recipe(text) == {"prompt": "a sign", "negativePrompt": "blur\nOpen: today, Closed: never"}

    @pytest.mark.parametrize("text", ["", "\n", "Holiday in Rome, 1998", "OLYMPUS DIGITAL CAMERA", "{", "{}", "{1}"])
    def test_other_comments_are_no_recipe(self, text: str) -> None:
        assert read_recipe(text) is None

    def test_our_text_with_damaged_json_still_gives_the_common_part(self) -> None:
        text = write_recipe(RECORD).replace("kind", '"')
        assert read_recipe(text) == {key: value for key, value in RECORD.items() if key != "kind"}

    def test_swarm_json(self) -> None:
        parameters = {"prompt": "a knight", "negativeprompt": "blurry", "seed": 5, "width": 64, "model": "x"}
        record = read_recipe(json.dumps({"sui_image_params": parameters}))
        assert record == {"prompt": "a knight", "negativePrompt": "blurry", "seed": 5, "width": 64, "model": "x"}

    @given(st.text() | st.from_regex(r'(\w+: ("[^"]*"|\w*), ?)*'))
    def test_any_text_is_read_or_passed_over(self, text: str) -> None:
        record = read_recipe(text)
        assert record is None or isinstance(record, dict)

    @pytest.mark.parametrize("text", ["a" * 500_000, "a:" * 200_000, 'a: "' * 100_000, "[" * 100_000, "{" * 100_000])
    def test_monstrous_texts_are_read_in_no_time(self, text: str) -> None:
        read_recipe("prompt\n" + text)
        read_recipe('{"a":' + text)
