"""The README promises nothing that is not there: its files exist, its commands are known."""

import os
import re
import subprocess
import sys

import pytest

from tests.architecture.source import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
FILES = sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README)))
TARGETS = sorted(set(re.findall(r"\bmake ([a-z]+)\b(?=`| +#)", README)))
COMMANDS = sorted(
    set(re.findall(r"^handful ((?:benchmark |train )?[a-z][a-z-]+)", README, flags=re.MULTILINE))
)


def test_the_readme_was_understood():
    assert "LICENSE" in FILES
    assert {"run", "test"} <= set(TARGETS)
    assert {"label", "benchmark start", "train encoder", "self-test"} <= set(COMMANDS)


@pytest.mark.parametrize("path", FILES)
def test_a_file_that_the_readme_shows_or_links_is_there(path):
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("target", TARGETS)
def test_a_make_target_that_the_readme_names_is_there(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_and_its_options_in_the_readme_are_known(command):
    done = subprocess.run(
        [sys.executable, "-m", "handful", *command.split(), "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
    )
    assert done.returncode == 0, done.stderr
    used = re.findall(rf"^handful {command}(?![a-z-]).*", README, flags=re.MULTILINE)
    for option in re.findall(r"--[a-z-]+", " ".join(used)):
        assert option in done.stdout, option
