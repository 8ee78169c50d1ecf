from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import atexit
import sys
from handful.training.distributed import leaving_at_once

atexit.register(print, "Python's farewell")
with leaving_at_once():
    print("done")
    {ending}
"""


@pytest.mark.parametrize(
    ("ending", "status"),
    [
        ("pass", 0),
        ("sys.exit(3)", 3),
        ("sys.exit()", 0),
        ("sys.exit('why')", 1),
        ("raise ValueError('why')", 1),
    ],
)
def test_a_process_that_leaves_at_once_keeps_its_exit_status_and_its_last_words(ending, status):
    program = PROGRAM.format(ending=ending)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (status, "done\n")
    assert ("ValueError: why" in done.stderr) == ("ValueError" in ending)
