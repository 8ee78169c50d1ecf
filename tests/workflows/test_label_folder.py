"""Labels of a folder: which pictures, which class, in which order, and what is said where it fails."""

import io
import shutil

import pytest

from handful.workflows.hash_files import HashingStep
from handful.workflows.label_folder import find_folder_task, label_folder
from handful.workflows.progress import EmbeddingStep, WorkflowError
from tests.workflows.tiny import BLUE, GREEN, RED, drain, paint, tiny_engine


@pytest.fixture
def engine():
    engine = tiny_engine()
    yield engine
    engine.cache.close()


@pytest.fixture
def folders(tmp_path):
    """Two classes of two examples each; red, green and blue queries, one of them in a subfolder."""
    support, queries = tmp_path / "support", tmp_path / "queries"
    for name, colour in (("red", RED), ("green", GREEN)):
        for i in range(2):
            paint(support / name / f"{i}.png", colour, i)
    paint(queries / "picture 10.png", GREEN, 10)
    paint(queries / "picture 2.png", RED, 11)
    paint(queries / "more" / "blue.png", BLUE, 12)
    return support, queries


def labels_of(engine, folders, learner="prototypes"):
    return drain(label_folder(engine, find_folder_task(*folders), learner))


def test_every_picture_below_the_folder_gets_a_row_in_natural_order(engine, folders):
    _, labels = labels_of(engine, folders)
    assert labels.class_names == ("green", "red")
    assert [(row.path, row.prediction) for row in labels.rows[:2]] == [
        ("picture 2.png", "red"),
        ("picture 10.png", "green"),
    ]
    assert labels.rows[2].path == "more/blue.png"
    assert labels.unreadable == 0


def test_what_fits_no_class_is_unknown_and_names_the_closest(engine, folders):
    _, labels = labels_of(engine, folders)
    red, _, blue = labels.rows
    assert (red.unknown, blue.unknown) == (False, True)
    assert blue.prediction in {"red", "green"}
    assert 0.5 < red.confidence <= 1
    assert red.scores[1] > red.scores[0]


def test_progress_is_told_for_reading_examples_and_queries(engine, folders):
    steps, _ = labels_of(engine, folders)
    assert HashingStep(7, 7) in steps
    ends = {(s.kind, s.done, s.total) for s in steps if isinstance(s, EmbeddingStep)}
    assert {("support", 4, 4), ("query", 3, 3)} <= ends


def test_pictures_that_were_seen_before_are_not_encoded_again(tmp_path, folders):
    first = tiny_engine(tmp_path / "cache.sqlite")
    _, before = labels_of(first, folders)
    first.cache.close()
    second = tiny_engine(tmp_path / "cache.sqlite")
    _, after = labels_of(second, folders)
    second.cache.close()
    assert first.encoder.embedded > 0
    assert second.encoder.embedded == 0
    assert before == after


def test_the_same_picture_may_be_example_and_query(engine, folders):
    support, queries = folders
    shutil.copy(support / "red" / "0.png", queries / "copy.png")
    _, labels = labels_of(engine, folders)
    row = next(row for row in labels.rows if row.path == "copy.png")
    assert (row.prediction, row.error) == ("red", None)


def test_examples_that_lie_in_the_query_folder_are_labelled_as_well(engine, folders):
    support, _ = folders
    _, labels = labels_of(engine, (support, support))
    assert [(row.path, row.prediction) for row in labels.rows] == [
        ("green/0.png", "green"),
        ("green/1.png", "green"),
        ("red/0.png", "red"),
        ("red/1.png", "red"),
    ]


def test_a_query_that_cannot_be_read_is_a_row_with_the_reason(engine, folders):
    (folders[1] / "broken.jpg").write_text("no picture at all")
    _, labels = labels_of(engine, folders)
    row = next(row for row in labels.rows if row.path == "broken.jpg")
    assert row.error
    assert (row.prediction, row.confidence, row.unknown, row.scores) == (None, None, None, ())
    assert labels.unreadable == 1


def test_an_example_that_cannot_be_read_is_left_out_and_told(engine, folders):
    broken = folders[0] / "red" / "broken.jpg"
    broken.write_text("no picture at all")
    _, labels = labels_of(engine, folders)
    [(path, reason)] = labels.skipped_support
    assert path == str(broken)
    assert reason
    assert labels.rows[0].prediction == "red"


def test_a_class_without_a_readable_example_is_named(engine, folders):
    blue = folders[0] / "blue"
    blue.mkdir()
    (blue / "a.png").write_text("no picture at all")
    with pytest.raises(WorkflowError, match=r"class 'blue' has no picture that can be read \(a\.png: .+\)"):
        labels_of(engine, folders)


def test_an_unknown_learner_is_refused_before_a_picture_is_read(engine, folders):
    steps = label_folder(engine, find_folder_task(*folders), "no such")
    with pytest.raises(ValueError, match="no learner 'no such'"):
        next(steps)
    assert engine.encoder.embedded == 0


def test_a_folder_without_pictures_gives_a_table_without_lines(engine, folders, tmp_path):
    (tmp_path / "empty").mkdir()
    _, labels = labels_of(engine, (folders[0], tmp_path / "empty"))
    stream = io.StringIO()
    labels.write(stream)
    assert stream.getvalue() == "path,prediction,confidence,unknown,error,score:green,score:red\n"


@pytest.mark.parametrize("missing", [0, 1])
def test_a_missing_folder_is_named(folders, missing):
    shutil.rmtree(folders[missing])
    what = ("SUPPORT_DIR", "QUERY_DIR")[missing]
    with pytest.raises(WorkflowError, match=f"{what} .* does not exist; give a folder of pictures"):
        find_folder_task(*folders)


def test_a_file_in_place_of_a_folder_is_named(folders):
    with pytest.raises(WorkflowError, match=r"SUPPORT_DIR .* is a file"):
        find_folder_task(folders[0] / "red" / "0.png", folders[1])


def test_no_class_an_empty_class_and_a_single_class_are_refused_with_what_to_do(folders, tmp_path):
    support, queries = folders
    (tmp_path / "nothing").mkdir()
    with pytest.raises(WorkflowError, match="holds no class; make a folder in it for each class"):
        find_folder_task(tmp_path / "nothing", queries)
    (support / "blue").mkdir()
    with pytest.raises(WorkflowError, match="class 'blue' has 0 pictures, it needs 1 at least"):
        find_folder_task(support, queries)
    (support / "blue").rmdir()
    shutil.rmtree(support / "green")
    with pytest.raises(WorkflowError, match="one class only, 'red'; make a folder for another class"):
        find_folder_task(support, queries)


def test_stopping_half_way_leaves_no_thread_behind(engine, folders):
    steps = label_folder(engine, find_folder_task(*folders), "prototypes")
    while not isinstance(next(steps), EmbeddingStep):
        pass
    steps.close()  # leaked threads fail the test
