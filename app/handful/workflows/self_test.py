"""Is this copy of Handful whole? A check for each part that a build or an installation can leave out.

Needs no network, no screen and no file but those that ship. Every check ends as one line for people.
"""

from __future__ import annotations

import importlib
import io
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final, TypeVar

import handful
from handful.workflows.draw_flag import DRAW_FLAG
from handful.workflows.learner_list import LEARNERS

LIBRARIES: Final = {
    "torch": "torch",
    "torchvision": "torchvision",
    "numpy": "numpy",
    "pillow": "PIL",
    "safetensors": "safetensors",
    "platformdirs": "platformdirs",
}
FORMATS: Final = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "BMP": "bmp", "GIF": "gif", "TIFF": "tif"}
FORMATS_WHERE_PRESENT: Final = {"HEIF": "heic", "AVIF": "avif"}
COLOUR: Final = (200, 90, 40)
COLOUR_TOLERANCE: Final = 12  # of 255, for the formats that lose something
CLASSES: Final = 3
EXAMPLES, QUERIES = 3, 4
LEAST_RIGHT: Final = 0.75
QT_TIMEOUT_S: Final = 60
T = TypeVar("T")


class CheckError(ValueError):
    """A check came out wrong; the message says what was found."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One check: what was looked at, what was found, and whether that is as it should be."""

    name: str
    passed: bool
    found: str
    seconds: float


Check = Callable[[], str]


def self_test() -> Generator[Checked, None, None]:
    """All checks, one after the other, whatever the others come to."""
    for name, check in _checks():
        began = time.perf_counter()
        try:
            passed, found = True, check()
        except Exception as error:  # whatever a broken installation raises is what has to be told
            passed, found = False, f"{type(error).__name__}: {error}"
        yield Checked(name, passed, found, time.perf_counter() - began)


def _checks() -> Iterator[tuple[str, Check]]:
    yield "this copy", _this_copy
    yield "libraries", _libraries
    yield "window", _window
    yield "weights", _weights
    yield "device", _device
    for name, ending in FORMATS.items():
        yield f"pictures: {ending}", partial(_round_trip, name)
    for name, ending in FORMATS_WHERE_PRESENT.items():
        yield f"pictures: {ending}", partial(_round_trip_where_present, name)
    yield "classification", _classification


def _this_copy() -> str:
    return f"Handful {handful.__version__}, Python {platform.python_version()}, {platform.platform()}"


def _libraries() -> str:
    return ", ".join(f"{name} {_imported(name, module)}" for name, module in LIBRARIES.items())


def _imported(name: str, module: str) -> str:
    found = importlib.import_module(module)
    try:
        return version(name)
    except PackageNotFoundError:  # an installed copy need not carry the metadata
        return str(getattr(found, "__version__", "of an unknown version"))


def _window() -> str:
    """A widget is drawn without a screen, in another process: this one stays free of Qt."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "handful"]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*program, DRAW_FLAG],
        env=environment,
        capture_output=True,
        text=True,
        timeout=QT_TIMEOUT_S,
        check=False,
    )
    if done.returncode != 0:
        said = done.stderr.strip() or done.stdout.strip() or f"exit status {done.returncode}"
        raise CheckError(f"Qt cannot draw: {said.splitlines()[-1]}")
    return done.stdout.strip()


def _weights() -> str:
    """Each file that a learner needs is there, and has the SHA-256 of its card."""
    from handful.fewshot.checkpoints import BUNDLED_ENCODER, read_weights
    from handful.fewshot.learners import META_TRAINED
    from handful.resources import resource_path

    told = []
    for name in (BUNDLED_ENCODER, *sorted(META_TRAINED & set(LEARNERS))):
        _, card = read_weights(resource_path("weights", f"{name}.safetensors"))
        told.append(f"{name} {card['sha256'][:12]}")
    return ", ".join(told)


def _device() -> str:
    from handful.fewshot.devices import choose_device

    choice = choose_device("auto")
    return f"{choice.name}: {choice.reason}"


def _round_trip(name: str) -> str:
    """Written by the library and read as the app reads: upright, of the same size and colour."""
    import numpy as np
    from PIL import Image

    from handful.images.decode import decode_picture

    stream = io.BytesIO()
    Image.new("RGB", (48, 32), COLOUR).save(stream, name)
    image = decode_picture(stream.getvalue())
    middle = np.asarray(image)[16, 24].astype(int)
    off = int(np.abs(middle - COLOUR).max())
    if image.size != (48, 32) or off > COLOUR_TOLERANCE:
        raise CheckError(f"it came back as {image.size} and off by {off} of 255")
    return "read as it was written"


def _round_trip_where_present(name: str) -> str:
    from handful.images.formats import AVIF_IS_READ, HEIF_IS_READ

    present = {"HEIF": HEIF_IS_READ, "AVIF": AVIF_IS_READ}[name]
    return _round_trip(name) if present else "not read by this copy: its library is missing"


def _classification() -> str:
    """Pictures are drawn, learned from and classified; most have to be told right."""
    from handful.demo import CLASS_NAMES, render
    from handful.workflows.engine import load_engine
    from handful.workflows.label_folder import find_folder_task, label_folder

    engine = _finished(load_engine(device="cpu", cache_path=None))
    with closing(engine.cache), tempfile.TemporaryDirectory(prefix="handful-self-test-") as folder:
        support, queries = Path(folder) / "support", Path(folder) / "queries"
        for name in CLASS_NAMES[:CLASSES]:
            for seed in range(EXAMPLES + QUERIES):
                place = support if seed < EXAMPLES else queries
                (place / name).mkdir(parents=True, exist_ok=True)
                render(name, seed, 128).save(place / name / f"{seed}.png")
        labels = _finished(label_folder(engine, find_folder_task(support, queries), "prototypes"))
    right = sum(row.path.split("/")[0] == row.prediction for row in labels.rows)
    total = CLASSES * QUERIES
    if len(labels.rows) != total or right < LEAST_RIGHT * total:
        raise CheckError(f"{right} of {total} drawn pictures were told right")
    return f"{right} of {total} drawn pictures told right, from {EXAMPLES} examples a class"


def _finished(work: Generator[object, None, T]) -> T:
    while True:
        try:
            next(work)
        except StopIteration as outcome:
            result: T = outcome.value
            return result
