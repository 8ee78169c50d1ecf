"""`handful benchmark keystrokes`: heaps with the truth about them, and a table of what was counted."""

import json

import pytest

from handful.cli import keystrokes
from tests.workflows.tiny import paint


@pytest.fixture
def counted(monkeypatch):
    """Small heaps, and a window that counts what it is told; which heaps were labelled in which way."""
    for name, number in (("N_PER_CLASS", 1), ("N_STRANGERS", 2), ("N_SUPPORT", 1)):
        monkeypatch.setattr(keystrokes, name, number)
    done = []

    def count(heap, way, _folder):
        truth = json.loads(heap.truth.read_text(encoding="utf-8"))
        assert {each.name for each in heap.unsorted.iterdir()} == truth.keys()
        assert {name for name in truth.values() if name} == {each.name for each in heap.support.iterdir()}
        done.append((heap.name, way))
        half = len(truth) / 2
        numbers = {
            "actions": half,
            "keys": 9,
            "accepted_at_once": 4,
            "taught": 0,
            "right": 7,
            "pictures": 2 * half,
        }
        return {"heap": heap.name, "way": way.name, **numbers}

    monkeypatch.setattr(keystrokes, "_count", count)
    return done


def test_every_heap_is_labelled_in_every_way_and_the_table_says_how_many_actions_a_picture_took(
    handful, counted, tmp_path
):
    for number in range(11):
        for picture in range(2):
            paint(tmp_path / "kinds" / f"kind {number}" / f"{picture}.png", (20 * number, 90, 40), picture)
    done = handful("benchmark", "keystrokes", "--out", tmp_path / "out", "--photos", tmp_path / "kinds")
    assert done.exit_code == 0, done.stderr
    assert counted == [(heap, way) for heap in ("drawn", "kinds") for way in keystrokes.WAYS]
    lines = (tmp_path / "out" / "keystrokes.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2 + len(counted)
    assert all("| 0.50 |" in line for line in lines[2:])
    told = json.loads((tmp_path / "out" / "keystrokes.json").read_text(encoding="utf-8"))
    assert told["seed"] == 0
    assert told["rows"][0]["right"] == 7


def test_too_few_classes_of_photographs_end_the_command_with_the_number_needed(handful, counted, tmp_path):
    paint(tmp_path / "kinds" / "only" / "1.png", (200, 0, 0), 1)
    done = handful("benchmark", "keystrokes", "--out", tmp_path / "out", "--photos", tmp_path / "kinds")
    assert done.exit_code == 2
    assert "10 are needed" in done.stderr


def test_a_window_that_fails_ends_the_command_with_what_it_said(handful, monkeypatch, tmp_path):
    monkeypatch.setattr(keystrokes, "N_PER_CLASS", 1)
    monkeypatch.setattr(keystrokes, "TYPIST", ("-c", "raise SystemExit('no pen')"))
    done = handful("benchmark", "keystrokes", "--out", tmp_path / "out")
    assert done.exit_code == 2
    assert "no pen" in done.stderr
