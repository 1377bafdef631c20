import pytest

from rundot_studio.ui.canvas.look import Ground, Look, Scaling
from rundot_studio.ui.canvas.look_memory import SECTION, remember_look
from rundot_studio.ui.session.window_memory import WindowMemory


def remembered(memory: WindowMemory) -> Look:
    look = Look()
    remember_look(look, memory)
    return look


def test_the_look_is_the_same_after_a_restart() -> None:
    memory = WindowMemory()
    look = remembered(memory)
    look.set_colour("#102030")
    look.set_ground(Ground.WHITE)
    look.set_scaling(Scaling.SMOOTH)
    look.set_grid(False)
    again = remembered(memory)
    assert (again.ground, again.colour, again.scaling, again.grid) == (
        Ground.WHITE,
        "#102030",
        Scaling.SMOOTH,
        False,
    )


def test_alpha_only_is_not_remembered() -> None:
    memory = WindowMemory()
    look = remembered(memory)
    look.set_ground(Ground.BLACK)
    look.set_ground(Ground.ALPHA)
    look.set_grid(False)
    assert remembered(memory).ground is Ground.BLACK


@pytest.mark.parametrize(
    "words", [None, 3, [], {}, {"ground": 7, "colour": "red", "scaling": None, "grid": "x"}, {"colour": "#12345g"}]
)
def test_what_is_not_a_look_is_passed_over(words: object) -> None:
    memory = WindowMemory()
    memory.put(SECTION, words)
    look, fresh = remembered(memory), Look()
    assert (look.ground, look.colour, look.scaling, look.grid) == (
        fresh.ground,
        fresh.colour,
        fresh.scaling,
        fresh.grid,
    )
