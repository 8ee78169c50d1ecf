"""The rooms and who may call whom: the contracts of pyproject.toml hold, and no room lacks one."""

import subprocess
import sys
import tomllib

import pytest

from tests.architecture.source import APP, ROOMS, ROOT, imported_modules, modules_of

STANDARD_AND_OWN = {*sys.stdlib_module_names, "handful"}
FREE_OF_QT = [room for room in ROOMS if room not in ("ui", "jobs")]
LOADER = """
import importlib, pkgutil, sys
room = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def loaded_by(room: str) -> set[str]:
    """Top-level names in `sys.modules` of a new process that imported every module of a room."""
    command = [sys.executable, "-c", LOADER, f"handful.{room}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split())


def test_every_import_contract_holds():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run(
        [*command, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_has_a_contract_that_names_every_other_room_or_allows_it():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}
    allowed = {
        "ui": {"jobs", "workflows", "project"},
        "jobs": set(),
        "cli": {"workflows", "training"},
        "workflows": {"project", "export", "images", "fewshot", "demo"},
        "training": {"images", "fewshot"},
        "project": set(),
        "export": {"project", "fewshot"},
        "images": {"fewshot"},
        "fewshot": set(),
        "demo": set(),
    }
    assert set(ROOMS) == set(contracts) == set(allowed)
    for room, contract in contracts.items():
        forbidden = {name.removeprefix("handful.") for name in contract["forbidden_modules"]}
        assert set(ROOMS) - {room} - allowed[room] == forbidden & set(ROOMS), room


@pytest.mark.parametrize("room", FREE_OF_QT)
def test_importing_a_room_below_ui_and_jobs_loads_no_qt(room):
    assert not loaded_by(room) & {"PySide6", "shiboken6", "pyqtgraph"}


def test_jobs_imports_the_standard_library_and_of_qt_only_the_core():
    for path in modules_of("jobs"):
        for module in imported_modules(path):
            allowed = module.partition(".")[0] in STANDARD_AND_OWN or f"{module}.".startswith(
                "PySide6.QtCore."
            )
            assert allowed, (path, module)


def test_project_imports_the_standard_library_only():
    for path in modules_of("project"):
        assert {module.partition(".")[0] for module in imported_modules(path)} <= STANDARD_AND_OWN, path


def test_demo_imports_only_numpy_and_pillow():
    allowed = {*STANDARD_AND_OWN, "numpy", "PIL"}
    for path in modules_of("demo"):
        assert {module.partition(".")[0] for module in imported_modules(path)} <= allowed, path


def test_importing_the_window_loads_neither_torch_nor_numpy_nor_pyqtgraph():
    heavy = {"torch", "torchvision", "numpy", "pyqtgraph", "PIL", "safetensors"}
    code = "import sys, handful.ui.main_window; print(*sorted({n.partition('.')[0] for n in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.split()) & heavy


@pytest.mark.parametrize("arguments", [["--help"], ["label", "--help"]])
def test_the_help_of_the_command_line_loads_neither_qt_nor_torch(arguments):
    code = (
        "import atexit, sys; from handful.__main__ import main; "
        "atexit.register(lambda: print(*sorted({n.partition('.')[0] for n in sys.modules}))); "
        f"sys.argv = ['handful', *{arguments!r}]; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not set(done.stdout.splitlines()[-1].split()) & {"PySide6", "torch"}


def test_the_composition_root_is_imported_by_nobody():
    for path in APP.rglob("*.py"):
        assert "handful.__main__" not in imported_modules(path), path


def test_the_reader_of_imports_sees_relative_and_nested_ones(tmp_path):
    source = tmp_path / "sample.py"
    source.write_text("import os.path\nfrom a.b import c\ndef f():\n    from d import e\n", encoding="utf-8")
    assert imported_modules(source) == {"os.path", "a.b", "a.b.c", "d", "d.e"}
