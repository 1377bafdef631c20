import numpy as np

from rundot_studio.relief.coverage import Coverage, Moves


def drawn(alphas: list[np.ndarray], moves: list[Moves], *, endless: bool = True) -> list[np.ndarray]:
    """For each layer 0 where nothing is drawn, 1 where it is blended, 2 where it covers."""
    maps = [np.zeros(alphas[0].shape, int) for _ in alphas]
    for row in Coverage(alphas, endless=endless).plan(moves):
        for run in row:
            area = maps[run.layer][run.top : run.bottom, run.left : run.right]
            assert not area.any()
            area[:] = 2 if run.covers else 1
    return maps


STILL = Moves(0, 0, 0, 0)


def test_hidden_and_clear_parts_are_not_drawn() -> None:
    far = np.full((512, 512), 255, np.uint8)
    near = np.zeros((512, 512), np.uint8)
    near[128:400, 128:400] = 255
    below, above = drawn([far, near], [STILL, STILL])
    assert (below[192:320, 192:320] == 0).all()
    assert (above[192:320, 192:320] == 2).all()
    assert (above[:, :64] == 0).all()
    assert (below[:, :64] == 2).all()
    shown = near > 0
    assert (above[shown] > 0).all()


def test_every_pixel_that_a_move_can_bring_is_drawn() -> None:
    rng = np.random.default_rng(3)
    near = np.zeros((300, 420), np.uint8)
    near[100:150, 200:260] = rng.integers(1, 256, (50, 60))
    for right, down in ((37, -20), (-90, 5), (16, 64)):
        moves = Moves(min(right, 0), max(right, 0), min(down, 0), max(down, 0))
        _, above = drawn([np.full((300, 420), 255, np.uint8), near], [STILL, moves])
        for share in (0.0, 0.5, 1.0):
            x, y = int(right * share), int(down * share)
            moved = np.zeros_like(near)
            moved[100 - y : 150 - y, 200 - x : 260 - x] = 1
            assert (above[moved > 0] == 1).all()


def test_clear_ground_is_not_drawn_and_the_first_layer_on_it_needs_no_blending() -> None:
    far = np.zeros((256, 256), np.uint8)
    near = far.copy()
    near[64:128, 64:128] = 90
    below, above = drawn([far, near], [STILL, STILL], endless=False)
    assert not below.any()
    assert (above[64:128, 64:128] == 2).all()
