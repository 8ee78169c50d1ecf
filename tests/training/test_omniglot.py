"""Omniglot's 20 runs: reading them, the Hausdorff baseline by hand, and the true runs where they are."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from handful.fewshot.calibration import uniform
from handful.fewshot.prototypes import Prototypes
from handful.training.contestants import OwnLearner
from handful.training.omniglot import (
    ARCHIVE,
    LABELS,
    N_RUNS,
    OmniglotError,
    answer_by_similarity,
    as_episode,
    hausdorff_similarity,
    ink_points,
    n_right,
    read_runs,
)
from tests.workflows.tiny import MeanColourEncoder

FOLDER_VARIABLE = "HANDFUL_OMNIGLOT"
BAR, CROSS, RING = (
    np.array([[c == "#" for c in row] for row in drawing.split()])
    for drawing in (
        "..#.. ..#.. ..#.. ..#.. ..#..",
        "..#.. ..#.. ##### ..#.. ..#..",
        "##### #...# #...# #...# #####",
    )
)


def row_of(*columns: int) -> np.ndarray:
    """One row of pixels with ink in these columns."""
    return np.isin(np.arange(10), columns)[None]


def save(path: Path, drawing: np.ndarray) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.where(drawing, 0, 255).astype(np.uint8)).convert("1").save(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """20 equal runs: three characters; items are a ring, a bar moved aside, and a broken cross."""
    broken_cross = CROSS.copy()
    broken_cross[0, 2] = False
    for i in range(1, N_RUNS + 1):
        name = f"run{i:02d}"
        for c, drawing in enumerate((BAR, CROSS, RING), start=1):
            save(tmp_path / name / "training" / f"class{c:02d}.png", drawing)
        for j, drawing in enumerate((RING, np.roll(BAR, 2, axis=1), broken_cross), start=1):
            save(tmp_path / name / "test" / f"item{j:02d}.png", drawing)
        shown = ("class03", "class01", "class02")
        lines = [f"{name}/test/item0{j}.png {name}/training/{c}.png" for j, c in enumerate(shown, start=1)]
        (tmp_path / name / LABELS).write_text("\n".join(lines) + "\n")
    return tmp_path


def test_the_distance_of_two_pairs_of_points_is_as_by_hand() -> None:
    assert hausdorff_similarity(row_of(0, 2), row_of(3, 7)) == pytest.approx(-1)


def test_the_worse_of_both_directions_counts() -> None:
    two, three = row_of(0, 2), row_of(1, 4, 7)  # around their means: -1, 1 and -3, 0, 3
    assert hausdorff_similarity(two, three) == pytest.approx(-5 / 3)
    assert hausdorff_similarity(three, two) == pytest.approx(-5 / 3)


def test_where_a_drawing_stands_on_its_paper_does_not_matter() -> None:
    assert hausdorff_similarity(BAR, np.roll(BAR, 2, axis=1)) == pytest.approx(0)
    np.testing.assert_allclose(ink_points(row_of(4, 8)), [[0, -2], [0, 2]])


def test_a_drawing_without_ink_is_refused() -> None:
    with pytest.raises(OmniglotError, match="no ink"):
        hausdorff_similarity(BAR, np.zeros((5, 5), dtype=bool))


def test_hausdorff_answers_hand_made_characters(folder: Path) -> None:
    runs = read_runs(folder)
    assert len(runs) == N_RUNS
    assert np.array_equal(runs[0].characters[1], CROSS)
    assert runs[0].answers.tolist() == [2, 0, 1]
    answers = answer_by_similarity(runs[0], hausdorff_similarity)
    assert answers.tolist() == [2, 0, 1]
    assert n_right(runs[0], answers) == 3


def test_any_similarity_can_answer_and_the_first_of_equals_wins(folder: Path) -> None:
    run = read_runs(folder)[0]
    assert answer_by_similarity(run, lambda a, b: 0.0).tolist() == [0, 0, 0]
    by_ink = answer_by_similarity(run, lambda a, b: -abs(float(a.sum()) - float(b.sum())))
    assert by_ink.tolist() == [2, 0, 1]


def test_the_archive_is_read_as_the_folder_is(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    packed = tmp_path_factory.mktemp("packed")
    with zipfile.ZipFile(packed / ARCHIVE, "w") as archive:
        for file in folder.rglob("*.*"):
            archive.write(file, file.relative_to(folder))
    run = read_runs(packed)[19]
    assert run.name == "run20"
    assert np.array_equal(run.items[0], RING)


def test_a_learner_answers_the_run_as_an_episode(folder: Path) -> None:
    episode = as_episode(read_runs(folder)[0], MeanColourEncoder())  # type: ignore[arg-type]
    assert episode.support.embeddings.shape == episode.queries.shape == (3, 3)
    assert episode.query_labels.tolist() == [2, 0, 1]
    between_cross_and_ring = episode.support.embeddings[1:].mean(0)
    learner = OwnLearner(Prototypes(between_cross_and_ring, uniform(10.0), ""))
    ring, bar, cross = learner.answer(episode).answers.tolist()
    assert ring == 2
    assert 2 not in (bar, cross)


def test_a_folder_without_runs_is_told_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(
        OmniglotError, match=r"neither the folder run01 nor all_runs\.zip.*brendenlake/omniglot"
    ):
        read_runs(tmp_path)


def test_a_broken_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / ARCHIVE).write_bytes(b"no archive")
    with pytest.raises(OmniglotError, match="damaged"):
        read_runs(tmp_path)


@pytest.mark.parametrize("break_it", [Path.unlink, lambda path: path.write_bytes(b"no picture")])
def test_a_run_with_a_file_that_cannot_be_read_is_named(folder: Path, break_it) -> None:
    break_it(folder / "run07" / "training" / "class02.png")
    with pytest.raises(OmniglotError, match="run07 cannot be read"):
        read_runs(folder)


def test_a_label_that_names_no_pair_is_refused(folder: Path) -> None:
    (folder / "run02" / LABELS).write_text("run02/test/item01.png\n")
    with pytest.raises(OmniglotError, match="run02 cannot be read"):
        read_runs(folder)


@pytest.mark.skipif(
    FOLDER_VARIABLE not in os.environ,
    reason=f"{FOLDER_VARIABLE} names no folder with Omniglot's 20 one-shot runs",
)
def test_hausdorff_answers_245_of_the_400_true_items_rightly() -> None:
    runs = read_runs(Path(os.environ[FOLDER_VARIABLE]))
    right = [n_right(run, answer_by_similarity(run, hausdorff_similarity)) for run in runs]
    assert right == [11, 13, 12, 15, 14, 17, 8, 13, 12, 9, 17, 6, 7, 13, 17, 15, 14, 12, 6, 14]
    assert 100 - sum(right) / 4 == 38.75
