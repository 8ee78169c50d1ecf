"""The demo on disk: what it says is what it writes, once, and inside its folder."""

from __future__ import annotations

import csv
import hashlib
import shutil
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from handful.demo import CLASS_NAMES, DemoError, DemoProgress, make_demo

N = len(CLASS_NAMES)


def make_small(folder: Path, *, seed: int = 0, strangers: int = 2) -> list[DemoProgress]:
    return list(
        make_demo(folder, per_class_support=1, per_class_query=2, strangers=strangers, seed=seed, size_px=32)
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo to look at or to copy, not to change."""
    folder = tmp_path_factory.mktemp("made")
    make_small(folder)
    return folder


@pytest.fixture
def copy(made: Path, tmp_path: Path) -> Path:
    """A small demo of one's own."""
    return Path(shutil.copytree(made, tmp_path / "copy"))


def contents(folder: Path) -> dict[str, str]:
    files = (p for p in sorted(folder.rglob("*")) if p.is_file())
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


def truth(folder: Path) -> dict[str, str]:
    with (folder / "truth.csv").open(newline="", encoding="utf-8") as file:
        return {row["path"]: row["class"] for row in csv.DictReader(file)}


def test_the_folder_holds_class_folders_and_a_heap(made: Path):
    names = set(contents(made))
    support = {f"support/{name}/01.jpg" for name in CLASS_NAMES}
    heap = {f"unsorted/{n:04d}.jpg" for n in range(1, 2 * N + 3)}
    assert names == support | heap | {"truth.csv", "demo.json"}


def test_progress_counts_every_picture_to_the_end(tmp_path: Path):
    steps = make_small(tmp_path / "demo")
    total = 3 * N + 2
    assert steps == [DemoProgress(n, total) for n in range(1, total + 1)]


def test_the_truth_names_every_picture_of_the_heap_and_the_strangers_are_unknown(made: Path):
    assert Counter(truth(made).values()) == Counter({**dict.fromkeys(CLASS_NAMES, 2), "unknown": 2})
    assert set(truth(made)) == {name for name in contents(made) if name.startswith("unsorted/")}


def test_the_order_of_the_heap_gives_nothing_away(made: Path):
    classes = list(truth(made).values())
    neighbours = sum(a == b for a, b in pairwise(classes))
    assert neighbours < N / 2


def test_every_picture_can_be_read(made: Path):
    for path in made.rglob("*.jpg"):
        with Image.open(path) as image:
            image.load()
            assert max(image.size) == 32


def test_no_two_pictures_are_the_same(made: Path):
    pictures = [digest for name, digest in contents(made).items() if name.endswith(".jpg")]
    assert len(set(pictures)) == len(pictures)


def test_two_folders_of_one_seed_are_the_same_and_of_two_seeds_are_not(made: Path, tmp_path: Path):
    for name, seed in (("same", 0), ("other", 1)):
        make_small(tmp_path / name, seed=seed)
    assert contents(tmp_path / "same") == contents(made)
    other = contents(tmp_path / "other")
    assert all(other[name] != digest for name, digest in contents(made).items() if name.endswith(".jpg"))


def test_a_second_run_changes_no_picture(copy: Path):
    before = {p: p.stat().st_mtime_ns for p in copy.rglob("*.jpg")}
    steps = make_small(copy)
    assert steps[-1].done == steps[-1].total
    assert {p: p.stat().st_mtime_ns for p in copy.rglob("*.jpg")} == before


def test_a_half_made_folder_is_completed(made: Path, copy: Path):
    names = [name for name in contents(copy) if name.endswith(".jpg")]
    for name in ("truth.csv", *names[1::3]):
        (copy / name).unlink()
    (copy / "unsorted" / ".0004.jpg.part").write_bytes(b"cut sh")
    (copy / "unsorted" / "0004.jpg").unlink(missing_ok=True)
    make_small(copy)
    assert contents(copy) == contents(made)


def test_a_run_that_is_stopped_leaves_whole_pictures_and_no_truth_yet(tmp_path: Path):
    steps = make_demo(tmp_path, per_class_support=1, per_class_query=1, strangers=0, size_px=32)
    assert [next(steps).done for _ in range(3)] == [1, 2, 3]
    steps.close()
    names = set(contents(tmp_path))
    assert names == {"demo.json"} | {f"support/{name}/01.jpg" for name in CLASS_NAMES[:3]}


def test_nothing_is_written_outside_the_folder(tmp_path: Path):
    (tmp_path / "mine.jpg").write_bytes(b"a picture of a person")
    next(make_demo(tmp_path / "deep" / "demo", size_px=32))
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["deep", "mine.jpg"]
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["demo"]


def test_a_demo_with_other_settings_is_not_mixed_in(copy: Path):
    before = contents(copy)
    with pytest.raises(DemoError, match="other settings"):
        make_small(copy, seed=1)
    assert contents(copy) == before


def test_a_folder_with_pictures_of_somebody_else_is_refused_untouched(tmp_path: Path):
    (tmp_path / "support").mkdir()
    with pytest.raises(DemoError, match="already holds 'support'"):
        make_small(tmp_path)
    assert contents(tmp_path) == {}


def test_there_may_be_no_strangers_and_no_queries(tmp_path: Path):
    list(make_demo(tmp_path, per_class_support=1, per_class_query=0, strangers=0, size_px=16))
    assert truth(tmp_path) == {}
