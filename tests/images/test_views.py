"""Squares, views and thumbnails: the right part of the picture, the right size, always the same."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handful.images.decode import Fit, PictureError, to_square
from handful.images.thumbnails import shrunk, thumbnail
from handful.images.views import query_views, support_views

from .drawing import CORNERS, corners, encoded, noise

FITS: list[Fit] = ["squash", "crop"]


def three_stripes() -> Image.Image:
    """Twice as wide as high: a red quarter, a green middle, a blue quarter."""
    pixels = np.zeros((100, 200, 3), np.uint8)
    pixels[:, :50, 0] = pixels[:, 50:150, 1] = pixels[:, 150:, 2] = 255
    return Image.fromarray(pixels)


class TestSquares:
    def test_squash_shows_the_whole_picture(self) -> None:
        square = to_square(three_stripes(), 40, "squash")
        assert [square[20, x].argmax() for x in (2, 20, 37)] == [0, 1, 2]

    def test_crop_shows_the_middle_only(self) -> None:
        square = to_square(three_stripes(), 40, "crop")
        assert (square[..., 1] > 200).mean() > 0.9

    @settings(max_examples=40, deadline=None)
    @given(
        width=st.integers(1, 300),
        height=st.integers(1, 300),
        size_px=st.integers(1, 130),
        fit=st.sampled_from(FITS),
    )
    def test_every_shape_becomes_a_square_of_the_size(
        self, width: int, height: int, size_px: int, fit: Fit
    ) -> None:
        square = to_square(Image.new("RGB", (width, height), (9, 99, 199)), size_px, fit)
        assert square.shape == (size_px, size_px, 3)
        assert square.dtype == np.uint8
        assert (square == (9, 99, 199)).all()

    def test_shrinking_is_antialiased(self) -> None:
        fine = np.zeros((256, 256, 3), np.uint8)
        fine[:, ::2] = 255
        square = to_square(Image.fromarray(fine), 32)
        assert np.abs(square.astype(int) - 127).max() <= 8

    def test_a_square_of_the_right_size_is_left_alone(self) -> None:
        picture = noise(64, 64)
        assert np.array_equal(to_square(picture, 64), np.asarray(picture))

    def test_the_array_may_be_written_to(self) -> None:
        to_square(noise(64, 64), 64)[:] = 0


class TestViews:
    @pytest.mark.parametrize("fit", FITS)
    @pytest.mark.parametrize(("make", "n_views"), [(support_views, 4), (query_views, 2)])
    def test_views_are_squares_in_one_block(self, make, n_views: int, fit: Fit) -> None:
        views = make(corners(120, 80), 48, fit)
        assert views.shape == (n_views, 48, 48, 3)
        assert views.dtype == np.uint8
        assert views.flags.c_contiguous

    @pytest.mark.parametrize("fit", FITS)
    def test_each_support_view_is_followed_by_its_mirror_image(self, fit: Fit) -> None:
        views = support_views(noise(120, 80), 48, fit)
        for plain, mirrored in zip(views[::2], views[1::2], strict=True):
            assert np.array_equal(plain, mirrored[:, ::-1])

    def test_a_query_is_seen_whole_and_closer_in_the_mirror(self) -> None:
        support, query = (make(noise(120, 80), 48) for make in (support_views, query_views))
        assert np.array_equal(query, support[[0, 3]])

    @pytest.mark.parametrize("fit", FITS)
    def test_the_first_view_is_the_square_itself(self, fit: Fit) -> None:
        picture = noise(120, 80)
        assert np.array_equal(support_views(picture, 48, fit)[0], to_square(picture, 48, fit))
        assert np.array_equal(query_views(picture, 48, fit)[0], to_square(picture, 48, fit))

    def test_the_same_picture_has_the_same_views(self) -> None:
        assert np.array_equal(support_views(noise(120, 80), 48), support_views(noise(120, 80), 48))

    def test_the_crop_leaves_a_frame_of_5_percent_out(self) -> None:
        framed = np.full((200, 200, 3), 255, np.uint8)
        framed[10:190, 10:190] = 0  # a white frame of 5 %
        views = support_views(Image.fromarray(framed), 64)
        assert [bool((view > 200).any()) for view in views] == [True, True, False, False]

    def test_the_crop_shows_85_percent_of_each_side(self) -> None:
        dotted = np.zeros((200, 200, 3), np.uint8)
        dotted[75:125, 75:125] = 255
        whole, _, crop, _ = (
            np.sqrt((view[..., 0] > 127).sum()) for view in support_views(Image.fromarray(dotted), 200)
        )
        assert whole / crop == pytest.approx(0.85, abs=0.02)

    def test_a_single_pixel_has_views_too(self) -> None:
        assert (support_views(Image.new("RGB", (1, 1), (1, 2, 3)), 8) == (1, 2, 3)).all()


class TestThumbnails:
    @pytest.mark.parametrize(
        ("size", "shape"),
        [
            ((400, 200), (50, 100, 3)),
            ((200, 400), (100, 50, 3)),
            ((1000, 1), (1, 100, 3)),
            ((30, 20), (20, 30, 3)),
        ],
    )
    def test_the_longest_side_fits_and_nothing_is_enlarged(
        self, tmp_path: Path, size: tuple[int, int], shape: tuple[int, ...]
    ) -> None:
        path = tmp_path / "picture.png"
        path.write_bytes(encoded(Image.new("RGB", size, (1, 2, 3)), "PNG"))
        small = thumbnail(path, 100)
        assert small.shape == shape
        assert small.dtype == np.uint8
        assert small.flags.c_contiguous
        assert small.flags.writeable
        assert (small == (1, 2, 3)).all()

    def test_a_jpeg_is_sharp_enough_and_shows_the_picture(self, tmp_path: Path) -> None:
        path = tmp_path / "picture.jpg"
        path.write_bytes(encoded(corners(1200, 800), "JPEG"))
        small = thumbnail(path, 120)
        assert small.shape == (80, 120, 3)
        for spot, name in [((10, 10), "upper left"), ((10, 110), "upper right"), ((70, 10), "lower left")]:
            assert np.abs(small[spot].astype(int) - CORNERS[name]).max() < 10

    def test_what_cannot_be_read_is_a_reason(self, tmp_path: Path) -> None:
        with pytest.raises(PictureError, match="no such file"):
            thumbnail(tmp_path / "gone.jpg", 100)

    def test_shrinking_a_picture_leaves_it_as_it_was(self) -> None:
        picture = noise(64, 64)
        shrunk(picture, 16)
        assert np.array_equal(np.asarray(picture), np.asarray(noise(64, 64)))
