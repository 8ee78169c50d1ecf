"""Set-up installs what is missing, says the exact command where it may not, and does nothing twice."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

LISTING = (
    "ii \tlibegl1\t\n"
    "ii \tlibglib2.0-0t64\tlibglib2.0-0 (= 2.80.0-6ubuntu3)\n"
    "rc \tlibxcb-cursor0\t\n"
    "ii \txvfb\txserver, other (= 1)\n"
)


class Machine:
    """Stands in for the machine: answers commands by their first matching words, and writes them down."""

    def __init__(self):
        self.commands: list[list[str]] = []
        self.answers: dict[str, list[tuple[int, str]]] = {}

    def run(self, command, **_options):
        self.commands.append(command)
        words = " ".join(command)
        for part, answers in self.answers.items():
            if part in words:
                code, output = answers.pop(0) if len(answers) > 1 else answers[0]
                return subprocess.CompletedProcess(command, code, stdout=output)
        return subprocess.CompletedProcess(command, 0, stdout="")

    def ran(self, part):
        return [" ".join(command) for command in self.commands if part in " ".join(command)]


@pytest.fixture
def machine(monkeypatch):
    machine = Machine()
    monkeypatch.setattr(subprocess, "run", machine.run)
    return machine


@pytest.fixture
def set_up(monkeypatch, tmp_path, machine):
    """The script, pointed at a checkout of its own, on a machine with dpkg, apt-get and sudo, as root."""
    spec = importlib.util.spec_from_file_location("set_up", ROOT / "packaging" / "set_up.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.setattr(script, "ROOT", tmp_path)
    monkeypatch.setattr(script, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(script, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(script, "STAMP", tmp_path / ".venv" / "stamp.json")
    monkeypatch.setattr(script.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(script.os, "geteuid", lambda: 0)
    machine.answers["dpkg-query"] = [(0, LISTING)]
    return script


def made(script, tmp_path):
    """What `python -m venv` leaves; returns the run of the machine that leaves it."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    for name in ("python", "pip"):
        (folder / "bin" / name).touch(mode=0o755)
    version = script.platform.python_version()
    config = f"version = {version}\ncommand = {sys.executable} -m venv {folder}\n"
    (folder / "pyvenv.cfg").write_text(config, encoding="utf-8")


def test_only_packages_that_nothing_installed_is_or_provides_are_missing(set_up):
    wanted = ["libegl1", "libglib2.0-0", "libxcb-cursor0", "other", "openbox"]
    assert set_up.missing_packages(wanted) == ["libxcb-cursor0", "openbox"]


def test_without_dpkg_no_package_is_called_missing(set_up, monkeypatch):
    monkeypatch.setattr(set_up.shutil, "which", lambda name: None)
    assert set_up.missing_packages(["libegl1"]) == []


def test_root_installs_without_sudo_and_without_questions(set_up, machine):
    set_up.install_packages(["openbox"], "test")
    assert machine.commands == [
        [
            "env",
            "DEBIAN_FRONTEND=noninteractive",
            "apt-get",
            "install",
            "-y",
            "--no-install-recommends",
            "openbox",
        ]
    ]


def test_empty_package_lists_are_fetched_and_the_install_is_tried_again(set_up, machine):
    machine.answers["install"] = [(100, "E: Unable to locate package openbox"), (0, "")]
    set_up.install_packages(["openbox"], "test")
    assert [command[-1] for command in machine.commands] == ["openbox", "update", "openbox"]


def test_a_person_with_passwordless_sudo_is_asked_nothing(set_up, machine, monkeypatch):
    monkeypatch.setattr(set_up.os, "geteuid", lambda: 1000)
    set_up.install_packages(["openbox"], "run")
    assert machine.commands[-1][:3] == ["sudo", "-n", "env"]


def test_without_the_right_to_install_the_one_exact_command_is_said(set_up, machine, monkeypatch):
    monkeypatch.setattr(set_up.os, "geteuid", lambda: 1000)
    machine.answers["sudo -n true"] = [(1, "a password is required")]
    with pytest.raises(SystemExit) as stopped:
        set_up.install_packages(["libegl1", "xvfb"], "run")
    command = "sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends libegl1 xvfb'"
    assert command in stopped.value.code
    assert "make run" in stopped.value.code
    assert not machine.ran("apt-get")


def test_a_failing_apt_get_shows_its_output_and_the_command(set_up, machine):
    machine.answers["install"] = [(100, "E: no space left")]
    with pytest.raises(SystemExit, match=r"(?s)no space left.*sudo sh -c"):
        set_up.install_packages(["openbox"], "test")


def test_the_first_run_makes_the_environment_and_the_second_does_nothing(
    set_up, machine, tmp_path, monkeypatch
):
    monkeypatch.setattr(set_up, "_make_environment", lambda: made(set_up, tmp_path))
    set_up.main("run")
    assert machine.ran("pip install")[0].endswith("-e .")
    machine.commands.clear()
    set_up.main("run")
    assert machine.commands == []


def test_set_up_for_tests_installs_the_development_tools_and_is_enough_for_running(set_up, machine, tmp_path):
    made(set_up, tmp_path)
    set_up.main("test")
    assert machine.ran("pip install")[0].endswith("-e .[dev]")
    assert "xdotool" in machine.ran("apt-get install")[0]
    machine.commands.clear()
    set_up.main("run")
    assert machine.commands == []


def test_a_changed_pyproject_is_installed_again_into_the_same_environment(set_up, machine, tmp_path):
    made(set_up, tmp_path)
    set_up.main("run")
    machine.commands.clear()
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    set_up.main("run")
    assert len(machine.ran("pip install")) == 1
    assert not machine.ran("-m venv")


@pytest.mark.parametrize(("old", "new"), [("version = ", "version = 2."), (".venv", ".venv-moved")])
def test_an_environment_of_another_python_or_another_path_is_made_anew(set_up, machine, tmp_path, old, new):
    made(set_up, tmp_path)
    config = tmp_path / ".venv" / "pyvenv.cfg"
    config.write_text(config.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    set_up.main("run")
    assert len(machine.ran("-m venv --clear")) == 1


def test_a_failed_install_is_not_taken_for_done(set_up, machine, tmp_path):
    made(set_up, tmp_path)
    machine.answers["pip install"] = [(1, "")]
    with pytest.raises(SystemExit, match="pip failed"):
        set_up.main("run")
    assert not set_up.STAMP.exists()


def test_a_qt_that_does_not_load_stops_the_set_up_with_the_library_it_lacks(set_up, machine, tmp_path):
    made(set_up, tmp_path)
    machine.answers["import PySide6"] = [(1, "Traceback\nImportError: libEGL.so.1: cannot open")]
    with pytest.raises(SystemExit, match=r"libEGL\.so\.1"):
        set_up.main("run")
    assert not set_up.STAMP.exists()


def test_a_python_that_is_too_old_is_refused_with_what_to_do(set_up, monkeypatch):
    monkeypatch.setattr(set_up.sys, "version_info", (3, 10, 12))
    with pytest.raises(SystemExit, match=r"make PYTHON=python3\.11 run"):
        set_up.main("run")


def test_a_damaged_stamp_means_set_up_again(set_up, machine, tmp_path):
    made(set_up, tmp_path)
    set_up.main("run")
    machine.commands.clear()
    set_up.STAMP.write_text("{", encoding="utf-8")
    set_up.main("run")
    assert machine.ran("pip install")
    assert json.loads(set_up.STAMP.read_text(encoding="utf-8"))["scope"] == "run"


def test_python_without_ensurepip_wants_the_package_that_has_it(set_up, monkeypatch):
    monkeypatch.setattr(set_up.importlib.util, "find_spec", lambda name: None)
    assert f"python3.{sys.version_info.minor}-venv" in set_up._wanted_packages("run")


def test_the_script_needs_nothing_but_the_standard_library():
    code = "import runpy, sys; sys.argv = ['set_up.py']; runpy.run_path(sys.argv[0], run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], cwd=Path(ROOT) / "packaging", capture_output=True, text=True
    )
    assert "usage: python3 packaging/set_up.py run|test" in done.stderr
