"""The wheel holds the app and what it reads at run time, and not the pictures of the README."""

import subprocess
import sys
import zipfile

import pytest

from tests.architecture.source import APP, ROOT

NOT_SHIPPED = {"screenshots"}
NOT_READ = {".ts"}  # what translations are compiled from


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = folder.glob("handful-*-py3-none-any.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_carries_every_module(names):
    modules = {f"handful/{path.relative_to(APP).as_posix()}" for path in APP.rglob("*.py")}
    assert modules <= names


def test_the_wheel_carries_every_resource_that_the_app_reads(names):
    resources = ROOT / "resources"
    shipped = {
        f"handful/resources_data/{path.relative_to(resources).as_posix()}"
        for path in resources.rglob("*")
        if path.is_file() and path.suffix not in NOT_READ
        if path.relative_to(resources).parts[0] not in NOT_SHIPPED
    }
    assert "handful/resources_data/weights/encoder.safetensors" in shipped
    assert "handful/resources_data/translations/handful_ko.qm" in shipped
    assert shipped == {name for name in names if name.startswith("handful/resources_data/")}


def test_the_wheel_carries_the_licence(names):
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_an_app_installed_from_the_wheel_finds_its_resources(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "from handful.resources import resource_path; print(resource_path('weights', 'encoder.safetensors'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip().startswith(str(tmp_path))
