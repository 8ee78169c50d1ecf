"""Expected errors are told to the person and leave no trace; all others leave theirs in the log file."""

import logging
import sys
import threading

import pytest

from handful.project.document import ProjectError
from handful.ui import failures
from handful.workflows.labels_out import ExportOrder, export_labels
from handful.workflows.progress import WorkflowError


@pytest.fixture
def log_file(tmp_path):
    """A log in a file, and everything about logging and hooks as it was afterwards."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before, level = list(root.handlers), failures.log.level
    failures.keep_log(tmp_path / "logs" / "handful.log")
    yield tmp_path / "logs" / "handful.log"
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    failures.log.setLevel(level)
    sys.excepthook, threading.excepthook = hooks


def deep_error():
    secret_pixels = b"\x01\x02"
    return {}[secret_pixels[0]]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (ProjectError("choose another name"), "choose another name"),
        (WorkflowError("choose another place"), "choose another place"),
        (PermissionError(13, "Permission denied", "/photos/a.jpg"), "Permission denied: /photos/a.jpg"),
    ],
)
def test_an_expected_error_is_told_in_its_own_words_without_a_trace(log_file, error, words):
    assert failures.told(error) == words
    assert "Traceback" not in log_file.read_text()


def test_an_unexpected_error_leaves_its_trace_in_the_log_and_a_short_word(log_file):
    try:
        deep_error()
    except KeyError as error:
        words = failures.told(error)
    assert "KeyError" in words
    assert str(log_file) in words
    text = log_file.read_text()
    assert "in deep_error" in text
    assert "secret_pixels[0]" in text  # the line of the source, not what it held
    assert "\\x01" not in text


def test_what_nothing_caught_is_shown_and_logged_and_not_printed(log_file, capsys):
    shown = []
    failures.tell_uncaught(shown.append)
    try:
        deep_error()
    except KeyError:
        sys.excepthook(*sys.exc_info())
    assert "KeyError" in shown[0]
    assert "in deep_error" in log_file.read_text()
    assert capsys.readouterr().err == ""


def test_a_log_that_cannot_be_made_keeps_nobody_from_starting(tmp_path):
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    (tmp_path / "file").touch()
    failures.keep_log(tmp_path / "file" / "handful.log")
    assert failures.log_file() is None
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)


def test_an_export_to_an_unwritable_place_prints_nothing(job_and_project, tmp_path, qtbot, capfd, log_file):
    job, project = job_and_project
    order = ExportOrder(format="csv", out=tmp_path / "gone" / "labels.csv")
    with qtbot.waitSignal(job.failed) as failed:
        job.start(lambda: export_labels(project, order), 1)
    words = failures.told(failed.args[1])
    assert "labels.csv was not written" in words
    assert capfd.readouterr().err == ""
    assert "Traceback" not in log_file.read_text()


@pytest.fixture
def job_and_project(qapp):
    from handful.jobs import JobRunner
    from handful.project.document import Project

    job = JobRunner("test")
    yield job, Project()
    job.close()
