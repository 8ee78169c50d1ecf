"""Pictures of the demo: the same from the same arguments, and never twice the same otherwise."""

from __future__ import annotations

import hashlib
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from handful.demo import CLASS_NAMES, STRANGER_NAMES, render

EVERYTHING = CLASS_NAMES + STRANGER_NAMES
_PRINT_HASHES = """
import hashlib
from handful.demo import CLASS_NAMES, STRANGER_NAMES, render
for name in CLASS_NAMES + STRANGER_NAMES:
    print(name, hashlib.sha256(render(name, 7, 48).tobytes()).hexdigest())
"""


def digest(image: Image.Image) -> str:
    return hashlib.sha256(image.tobytes()).hexdigest()


def test_there_are_at_least_eight_classes_and_no_stranger_is_one_of_them():
    assert len(CLASS_NAMES) >= 8
    assert not set(CLASS_NAMES) & set(STRANGER_NAMES)


@pytest.mark.parametrize("name", EVERYTHING)
@pytest.mark.parametrize("size_px", [16, 61, 200])
def test_everything_renders_at_several_sizes(name: str, size_px: int):
    image = render(name, 3, size_px)
    assert image.mode == "RGB"
    assert max(image.size) == size_px
    assert min(image.size) >= size_px // 2
    assert np.asarray(image).std() > 5, "the picture is flat"


def test_a_call_does_not_change_what_the_next_one_gives():
    first = digest(render("mug", 1, 64))
    render("fish", 2, 64)
    np.random.default_rng(0).random(10)
    assert digest(render("mug", 1, 64)) == first


def test_another_process_draws_the_same_pictures():
    done = subprocess.run(
        [sys.executable, "-c", _PRINT_HASHES], capture_output=True, text=True, check=True, timeout=60
    )
    theirs = dict(line.split() for line in done.stdout.splitlines())
    assert theirs == {name: digest(render(name, 7, 48)) for name in EVERYTHING}


@pytest.mark.parametrize("name", CLASS_NAMES)
def test_pictures_of_other_seeds_differ_plainly(name: str):
    small = [np.asarray(render(name, seed, 48).resize((16, 16)), np.float32) for seed in range(4)]
    for i, one in enumerate(small):
        for other in small[:i]:
            assert np.abs(one - other).mean() > 6


def test_an_unknown_name_is_refused_with_the_names_there_are():
    with pytest.raises(ValueError, match=r"no drawing of 'dragon'.*apple"):
        render("dragon", 0)


def test_a_size_too_small_to_see_is_refused():
    with pytest.raises(ValueError, match=r"15 px.*least is 16"):
        render("mug", 0, 15)


def test_the_demo_needs_neither_torch_nor_qt():
    code = (
        "import sys; from handful.demo import render; render('key', 0, 32); "
        "print([m for m in ('torch', 'PySide6', 'pyqtgraph') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
