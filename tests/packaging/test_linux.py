"""What a Linux desktop is told: menu entry, file type and icons are valid, and a project is known by them."""

import configparser
import os
import shutil
import subprocess
import sys

import pytest
from lxml import etree
from PySide6.QtGui import QImage

from handful.project.session import Session
from tests.architecture.source import ROOT

LINUX = ROOT / "packaging" / "linux"
needs_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="for Linux desktops")
needs_database = pytest.mark.skipif(
    shutil.which("update-mime-database") is None, reason="needs shared-mime-info"
)

TYPE_OF = """
import sys
from PySide6.QtCore import QMimeDatabase
print(*(QMimeDatabase().mimeTypeForFile(path).name() for path in sys.argv[1:]))
"""


@pytest.fixture
def command(tmp_path):
    """A command whose path has everything in it that could be misread."""
    command = tmp_path / 'a "b" $c %d' / "handful"
    command.parent.mkdir()
    command.write_text("#!/bin/sh\n")
    command.chmod(0o755)
    return command


@pytest.fixture
def associate(tmp_path, monkeypatch):
    """Runs the script for a person whose data folder is `share`."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "share"))
    monkeypatch.setenv("XDG_DATA_DIRS", os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share")

    def run(*arguments):
        line = [sys.executable, str(LINUX / "associate.py"), *map(str, arguments)]
        return subprocess.run(line, capture_output=True, text=True, timeout=60)

    return run


def entry_of(file):
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(file, encoding="utf-8")
    return parser["Desktop Entry"]


@needs_linux
@needs_database
def test_a_project_is_known_by_its_name_and_by_its_content(associate, command, tmp_path):
    done = associate(command)
    assert done.returncode == 0, done.stderr
    Session.create(tmp_path / "cats.handful").close()
    shutil.copy(tmp_path / "cats.handful", tmp_path / "without an ending")
    (tmp_path / "empty.handful").touch()
    names = ("cats.handful", "without an ending", "empty.handful")
    line = [sys.executable, "-c", TYPE_OF, *(str(tmp_path / name) for name in names)]
    told = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60).stdout.split()
    assert told == ["application/x-handful"] * 3
    for asking in (("xdg-mime", "query", "filetype"), ("gio", "info", "-a", "standard::content-type")):
        if shutil.which(asking[0]):
            line = [*asking, str(tmp_path / "cats.handful")]
            asked = subprocess.run(line, capture_output=True, text=True, timeout=60)
            assert "application/x-handful" in asked.stdout


@needs_linux
def test_the_menu_entry_starts_the_command_that_was_named(associate, command, tmp_path):
    assert associate(command).returncode == 0
    entry = entry_of(tmp_path / "share" / "applications" / "handful.desktop")
    value = entry["Exec"].replace("\\\\", "\\")  # as a value of text is read
    assert value.endswith('" %F')
    quoted = value.removesuffix(" %F").replace("%%", "%")
    shell = subprocess.run(["sh", "-c", f"printf %s {quoted}"], capture_output=True, text=True, check=True)
    assert shell.stdout == str(command)
    assert entry["MimeType"] == "application/x-handful;"
    assert entry["Icon"] == "handful"
    if shutil.which("desktop-file-validate"):
        file = str(tmp_path / "share" / "applications" / "handful.desktop")
        checked = subprocess.run(["desktop-file-validate", file], capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout


@needs_linux
def test_what_was_written_is_taken_back(associate, command, tmp_path):
    associate(command)
    assert associate("--remove").returncode == 0
    left = [p for p in (tmp_path / "share").rglob("*handful*") if p.is_file()]
    assert left == []


@needs_linux
def test_a_command_that_is_not_there_is_refused(associate, tmp_path):
    done = associate(tmp_path / "nothing")
    assert done.returncode == 2
    assert "name it" in done.stderr
    assert not (tmp_path / "share").exists()


def test_the_file_type_is_well_formed_and_names_its_icon():
    tree = etree.parse(str(LINUX / "handful.xml"))
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    [kind] = tree.xpath("/m:mime-info/m:mime-type", namespaces=space)
    assert kind.get("type") == "application/x-handful"
    assert kind.xpath("string(m:glob/@pattern)", namespaces=space) == "*.handful"
    icon = kind.xpath("string(m:icon/@name)", namespaces=space)
    image = QImage(str(LINUX / f"{icon}.svg"))
    assert (image.width(), image.height()) == (64, 64)
    if shutil.which("xmllint"):
        subprocess.run(["xmllint", "--noout", str(LINUX / "handful.xml")], check=True)


def test_every_text_that_a_person_reads_is_there_in_korean():
    entry = entry_of(LINUX / "handful.desktop")
    assert all(f"{key}[ko]" in entry for key in ("GenericName", "Comment"))
