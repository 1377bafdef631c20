"""Alternatives and wildcards in a prompt: what they stand for, how many, and what is said of broken ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.domain.alternatives import (
    MOST_DEPTH,
    MOST_MARKS,
    Span,
    SpanKind,
    Template,
    WildcardTable,
    escaped,
    is_wildcard_name,
    parse,
)
from rundot_studio.domain.markup import MOST_COUNT_BITS

LISTS = WildcardTable(
    {
        "metal": ("iron", "{dark|bright} gold"),
        "land/cold": ("tundra", "glacier"),
        "armed": ("knight with __metal__ sword", "archer"),
        "empty": (),
        "self": ("again __self__",),
        "ping": ("__pong__",),
        "pong": ("__ping__",),
    }
)
WORD = st.text("ab \\_|é", max_size=4).map(escaped).filter(lambda text: "|" not in text)
TEMPLATES = st.recursive(
    WORD | st.sampled_from(["__metal__", "__land/cold__", "__ARMED__"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3).map(lambda options: "{" + "|".join(options) + "}")
        | st.lists(inner, min_size=2, max_size=3).map(" ".join)
    ),
    max_leaves=6,
)


def messages(template: Template) -> list[str]:
    return [problem.message for problem in template.problems]


def expanded(text: str) -> list[str]:
    return list(parse(text, LISTS).expansions())


def test_options_come_in_order_and_the_last_group_changes_fastest() -> None:
    assert expanded("{red|blue} knight, {day|night}") == [
        "red knight, day",
        "red knight, night",
        "blue knight, day",
        "blue knight, night",
    ]


def test_groups_nest_and_options_may_be_empty() -> None:
    assert expanded("a{ {very |}old|} ship") == ["a very old ship", "a old ship", "a ship"]


def test_a_wildcard_stands_for_its_lines_which_may_hold_more() -> None:
    assert expanded("__armed__") == [
        "knight with iron sword",
        "knight with dark gold sword",
        "knight with bright gold sword",
        "archer",
    ]
    assert expanded("__land/cold__") == ["tundra", "glacier"]


def test_a_backslash_takes_the_meaning_away() -> None:
    assert expanded(r"\{a\|b\} \__metal__ \\ \n {x\|y|z}") == [r"{a|b} __metal__ \ \n x|y", r"{a|b} __metal__ \ \n z"]


def test_a_stroke_outside_a_group_is_a_stroke() -> None:
    template = parse("title | subtitle")
    assert (template.expand(9), template.problems, template.has_markup) == (["title | subtitle"], (), False)


@given(TEMPLATES)
def test_the_count_is_the_number_of_expansions_and_none_holds_markup(text: str) -> None:
    template = parse(text, LISTS)
    assert template.problems == ()
    if template.count > 3000:
        return
    every = list(template.expansions())
    assert len(every) == template.count
    assert all("{" not in one and "}" not in one and "metal__" not in one for one in every)
    assert template.phrase.first() == every[0]
    assert template.pick(5) in every


@given(st.text())
def test_text_without_markup_stands_for_itself(text: str) -> None:
    plain = text.replace("{", "").replace("}", "").replace("\\", "").replace("_", "")
    template = parse(plain, LISTS)
    assert (template.expand(2), template.has_markup, template.spans) == ([plain], False, ())


@given(st.text("{}|\\_am/ é") | st.text())
def test_any_text_can_be_escaped_and_comes_back(text: str) -> None:
    template = parse(escaped(text), LISTS)
    assert (template.expand(2), template.problems) == ([text], ())


@given(st.text("{}|\\_ metal", max_size=60))
def test_nothing_that_can_be_typed_raises_and_spans_lie_in_the_text(text: str) -> None:
    template = parse(text, LISTS)
    assert len(template.expand(50)) == min(template.count, 50)
    assert all(0 <= span.start < span.end <= len(text) for span in template.spans)
    assert list(template.spans) == sorted(template.spans, key=lambda span: (span.start, -span.end))


@given(TEMPLATES, st.integers(0, 1000))
def test_a_pick_is_the_same_for_the_same_seed(text: str, seed: int) -> None:
    assert parse(text, LISTS).pick(seed) == parse(text, LISTS).pick(seed)


def test_picks_reach_every_option_about_as_often() -> None:
    template = parse("{a|{b|c}}")
    picks = [template.pick(seed) for seed in range(2000)]
    assert 900 < picks.count("a") < 1100
    assert 400 < picks.count("b") < 600


def test_a_huge_count_is_exact_and_costs_nothing_to_begin() -> None:
    template = parse("{a|b|c}" * 2000)
    assert template.count == 3**2000
    assert template.expand(3) == ["a" * 2000, "a" * 1999 + "b", "a" * 1999 + "c"]


def test_a_count_stops_at_a_number_that_nobody_reaches() -> None:
    lines = WildcardTable({"many": tuple(map(str, range(10_000)))} | {"more": ("__many__" * 1000, "x")})
    assert parse("__many__" * 100, lines).count == 10_000**100
    assert parse("__more__" * 90, lines).count == 2**MOST_COUNT_BITS


@pytest.mark.parametrize("option", ["__w{}__" * 50, "{{|__w{}__}}" * 40])
def test_wildcards_that_grow_beyond_all_measure_are_refused_before_anything_is_made(option: str) -> None:
    growing = WildcardTable({f"w{n}": (option.format(*[n + 1] * 50),) for n in range(7)} | {"w7": ("",)})
    template = parse("__w0__", growing)
    assert any("longer than" in message for message in messages(template))
    assert len(template.expand(2)) >= 1
    assert len(template.pick(1)) <= 200_000


def test_a_prompt_that_wildcards_make_too_long_is_refused() -> None:
    template = parse("__a__" * 2000, WildcardTable({"a": ("x" * 50_000,)}))
    assert "letters long" in messages(template)[0]
    assert template.expand(2) == ["__a__" * 2000]


def test_spans_tell_the_editor_what_to_colour() -> None:
    assert parse("{a|__metal__} __gold__ }", LISTS).spans == (
        Span(0, 13, SpanKind.ALTERNATIVE),
        Span(3, 12, SpanKind.WILDCARD),
        Span(14, 22, SpanKind.UNKNOWN_WILDCARD),
        Span(23, 24, SpanKind.BROKEN),
    )


@pytest.mark.parametrize(
    ("text", "said", "stands_for"),
    [
        ("a {red|{b|c} knight", r"not closed", ["a {red|b knight", "a {red|c knight"]),
        ("a } knight", "without a {", ["a } knight"]),
        ("__metall__", "Did you mean __metal__?", ["__metall__"]),
        ("__empty__", "is empty", ["__empty__"]),
        ("__self__", "__self__ contains itself", ["again __self__"]),
        ("__ping__", "In __pong__: The wildcard __ping__ contains itself", ["__ping__"]),
        ("{" * (MOST_DEPTH + 1) + "a" + "}" * (MOST_DEPTH + 1), "more than 16 deep", ["{a}"]),
    ],
)
def test_what_is_broken_is_said_in_a_sentence_and_stays_as_typed(text: str, said: str, stands_for: list[str]) -> None:
    template = parse(text, LISTS)
    assert said in messages(template)[0]
    assert template.expand(9) == stands_for


def test_a_chain_of_wildcards_ends() -> None:
    chain = WildcardTable({f"w{n}": (f"__w{n + 1}__",) for n in range(5000)})
    assert "more than 8 deep" in messages(parse("__w0__", chain))[0]


def test_one_option_of_each_outer_group_can_be_chosen() -> None:
    template = parse("{red|{pale|deep} blue} __metal__ {knight|orc}", LISTS)
    assert [group.options for group in template.groups] == [
        ("red", "{pale|deep} blue"),
        ("iron", "{dark|bright} gold"),
        ("knight", "orc"),
    ]
    assert template.groups[1].name == "metal"
    assert template.choosing({0: 1, 2: 1}) == "pale blue iron orc"
    with pytest.raises(IndexError):
        template.choosing({0: 2})


@pytest.mark.parametrize(
    "piece", ["{", "}", "|", "{|", "{a|b}", "__a", "_", "\\", "__metal__", "a-", "{a|__metal__", "plain words "]
)
def test_two_megabytes_of_anything_are_read_at_once(piece: str) -> None:
    text = "{__" + piece * (2_000_000 // len(piece))
    template = parse(text, LISTS)
    assert template.count >= 1
    assert len(template.expand(1)[0]) >= 1
    # Anything but a linear reading would take minutes here.
    assert len(template.spans) <= 2 * MOST_MARKS


@pytest.mark.parametrize(("name", "fits"), [("metal", True), ("land/cold-2", True), ("größe", True)])
def test_wildcard_names(name: str, fits: bool) -> None:
    assert is_wildcard_name(name) is fits


@pytest.mark.parametrize("name", ["", "/a", "a/", "a//b", "../a", "a b", "a_b", "-a", "a.txt", "a--b"])
def test_other_names_are_none(name: str) -> None:
    assert not is_wildcard_name(name)
