import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundot_studio.ui.canvas.view import ZOOM_LEAST, ZOOM_MOST, CanvasView

sides = st.integers(1, 8192)
rooms = st.integers(200, 3000)
views = st.builds(CanvasView, width=sides, height=sides, room_width=rooms, room_height=rooms)


@given(views)
def test_a_fitted_picture_is_whole_and_centred(view: CanvasView) -> None:
    fitted = view.fitted(24, 76, 24)
    assert fitted.width * fitted.zoom <= max(1, view.room_width - 48) + 1e-6
    assert fitted.height * fitted.zoom <= max(1, view.room_height - 100) + 1e-6
    right = view.room_width - fitted.x - fitted.width * fitted.zoom
    assert right == pytest.approx(fitted.x, abs=1e-6)


@given(views, st.floats(0.05, 30), st.floats(0.3, 0.7), st.floats(0.3, 0.7))
def test_the_point_under_the_pointer_stays_there(view: CanvasView, zoom: float, x: float, y: float) -> None:
    fitted = view.fitted(24, 76, 24)
    at_x = fitted.x + x * fitted.width * fitted.zoom
    at_y = fitted.y + y * fitted.height * fitted.zoom
    zoomed = fitted.zoomed(zoom, at_x, at_y)
    if zoomed == zoomed.held() and zoomed.zoom >= fitted.zoom:
        assert (at_x - zoomed.x) / zoomed.zoom == pytest.approx(x * view.width, rel=1e-6, abs=1e-4)
        assert (at_y - zoomed.y) / zoomed.zoom == pytest.approx(y * view.height, rel=1e-6, abs=1e-4)


@given(views, st.floats(0.0001, 1000))
def test_the_zoom_has_two_ends(view: CanvasView, zoom: float) -> None:
    assert ZOOM_LEAST <= view.zoomed(zoom, 0, 0).zoom <= ZOOM_MOST


@given(views, st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_picture_can_not_be_lost_by_panning(view: CanvasView, dx: float, dy: float) -> None:
    moved = view.fitted(24, 76, 24).moved(dx, dy)
    assert moved.x < moved.room_width
    assert moved.y < moved.room_height
    assert moved.x + moved.width * moved.zoom > 0
    assert moved.y + moved.height * moved.zoom > 0


def test_a_small_sprite_grows_in_whole_steps() -> None:
    assert CanvasView(64, 64, 800, 500).fitted(24, 76, 24).zoom == 6
    assert CanvasView(16, 16, 800, 500).fitted(24, 76, 24).zoom == 8
