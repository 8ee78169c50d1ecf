"""Numbers of a plot as CSV that any reader reads, and files that are whole or not there."""

import csv
import io

import pytest

from handful.workflows.progress import WorkflowError
from handful.workflows.save_plot import save_bytes, save_table, table_csv
from tests.workflows.tiny import drain


def test_numbers_have_a_point_and_names_with_commas_survive():
    text = table_csv(["Name", "Share"], [["cats, big", 0.25], ["dogs", 3]])
    assert list(csv.reader(io.StringIO(text))) == [["Name", "Share"], ["cats, big", "0.25"], ["dogs", "3"]]


def test_a_name_that_a_spreadsheet_would_run_is_defused():
    assert table_csv(["Name"], [["=1+1"], ["@x"], ["a=b"]]).splitlines()[1:] == ["'=1+1", "'@x", "a=b"]


def test_a_negative_number_stays_a_number():
    assert table_csv(["Up"], [[-0.5]]).splitlines()[1] == "-0.5"


def test_a_file_is_written_and_nothing_beside_it(tmp_path):
    path = tmp_path / "plot.svg"
    _, written = drain(save_bytes(path, b"<svg/>"))
    assert (written, path.read_bytes()) == (path, b"<svg/>")
    drain(save_table(path, ["A"], [["b"]]))
    assert path.read_text() == "A\nb\n"
    assert list(tmp_path.iterdir()) == [path]


def test_where_it_cannot_be_written_the_reason_and_a_way_out_are_told(tmp_path):
    with pytest.raises(WorkflowError, match="Choose another place"):
        drain(save_bytes(tmp_path / "missing" / "plot.png", b""))
