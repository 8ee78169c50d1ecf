"""A program that dies in the middle loses nothing that it had confirmed."""

import contextlib
import itertools
import random
import subprocess
import sys
from pathlib import Path

import pytest

from handful.project import Session, edits
from tests.project.labeller import hash_of, steps
from tests.project.making import filled_session

ROOT = Path(__file__).parents[2]


def killed_while_labelling(path: Path, seed: int) -> list[str]:
    """What a process confirmed before it was killed, at a moment that nobody chose."""
    chance = random.Random(seed)
    command = [sys.executable, "-m", "tests.project.labeller", str(path), str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        confirmed = [running.stdout.readline() for _ in range(chance.randrange(1, 30))]
        with contextlib.suppress(subprocess.TimeoutExpired):
            running.wait(timeout=chance.random() * 0.05)
        running.kill()
        confirmed += running.stdout.readlines()
    return [line.strip() for line in confirmed if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(12))
def test_every_confirmed_edit_is_there_after_a_kill_at_any_moment(tmp_path, seed):
    filled_session(tmp_path / "a.handful").close()
    confirmed = killed_while_labelling(tmp_path / "a.handful", seed)
    with contextlib.closing(filled_session(tmp_path / "same.handful")) as same:
        expected = list(itertools.islice(steps(same, seed), len(confirmed) + 1))
    assert expected[:-1] == confirmed
    with contextlib.closing(Session.open(tmp_path / "a.handful")) as session:
        found = hash_of(session)
        assert found in expected[-2:]  # the last one was written, but perhaps not yet confirmed
        assert not session.read_only
        session.apply(edits.add_class(session.project, "after the crash"))
        session.undo()
        assert hash_of(session) == found
