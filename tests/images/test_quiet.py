"""Pillow's warnings stop at the door, and the filters of the process are as they were, from any thread."""

from __future__ import annotations

import io
import threading
import warnings
import zlib

import pytest
from PIL import Image

from handful.images.decode import decode_picture
from handful.images.quiet import quiet_pillow

from .drawing import encoded, noise


def warn_as(module: str) -> None:
    warnings.warn_explicit("odd file", UserWarning, "x.py", 1, module=module)


def test_warnings_of_pillow_are_ignored_and_others_are_not() -> None:
    with quiet_pillow():
        warn_as("PIL.TiffImagePlugin")
        warn_as("pillow_heif.heif")
        with pytest.raises(UserWarning, match="odd file"):
            warn_as("handful.images.decode")


def test_the_filters_are_as_before_afterwards() -> None:
    before = list(warnings.filters)
    with quiet_pillow(), quiet_pillow():
        assert list(warnings.filters) != before
    assert list(warnings.filters) == before


def test_overlapping_readers_on_two_threads_leave_no_filter_behind() -> None:
    before = list(warnings.filters)
    entered, may_leave = threading.Event(), threading.Event()

    def reader() -> None:
        with quiet_pillow():
            entered.set()
            may_leave.wait(10)

    thread = threading.Thread(target=reader)
    with quiet_pillow():
        thread.start()
        assert entered.wait(10)
    warn_as("PIL.Image")  # the other one still reads
    may_leave.set()
    thread.join(10)
    assert list(warnings.filters) == before
    with pytest.raises(UserWarning, match="odd file"):
        warn_as("PIL.Image")


def test_the_filters_are_restored_after_an_error() -> None:
    before = list(warnings.filters)
    with pytest.raises(KeyError), quiet_pillow():
        raise KeyError
    assert list(warnings.filters) == before


def test_a_file_that_makes_pillow_warn_is_read_without_a_warning() -> None:
    data = encoded(noise(8, 8), "PNG")
    claim = b"acTL" + b"\0" * 8  # an animation of no frames
    odd = data[:33] + b"\0\0\0\x08" + claim + zlib.crc32(claim).to_bytes(4, "big") + data[33:]
    with pytest.warns(UserWarning, match="Invalid APNG"):
        Image.open(io.BytesIO(odd)).close()
    assert decode_picture(odd).size == (8, 8)
