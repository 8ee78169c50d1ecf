"""The settings of the app survive restarts, strangers and damage."""

import json
import os

import pytest

from handful.project import AppSettings
from handful.project.settings import SETTINGS


def test_without_a_file_every_setting_has_its_default_and_a_description(tmp_path):
    settings = AppSettings(tmp_path / "settings.json")
    assert (settings.text("theme"), settings.text("device"), settings.numbers("thumbnail_px")) == (
        "system",
        "auto",
        (),
    )
    assert all(setting.description and setting.name for setting in SETTINGS)
    assert not list(tmp_path.iterdir())


def test_what_is_set_is_there_after_a_restart(tmp_path):
    file = tmp_path / "new folder" / "settings.json"
    settings = AppSettings(file)
    settings.set("theme", "dark")
    settings.set("thumbnail_px", (200, 600, 300))
    settings.set("window_geometry", "AdnQ==")
    again = AppSettings(file)
    assert (again.text("theme"), again.numbers("thumbnail_px"), again.text("window_geometry")) == (
        "dark",
        (200, 600, 300),
        "AdnQ==",
    )
    assert [each.name for each in file.parent.iterdir()] == ["settings.json"]


def test_what_a_newer_version_has_set_is_kept(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"from_the_future": {"a": 1}, "theme": "light"}))
    AppSettings(file).set("learner", "ridge")
    assert json.loads(file.read_text()) == {
        "from_the_future": {"a": 1},
        "theme": "light",
        "learner": "ridge",
    }


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("theme", "pink", "'theme' is 'pink'; it has to be system or light or dark"),
        ("last_folder", (1,), "'last_folder' is .* it has to be str"),
        ("thumbnail_px", "wide", "it has to be tuple"),
    ],
)
def test_a_value_that_is_not_allowed_is_refused_and_nothing_is_written(tmp_path, name, value, message):
    with pytest.raises(ValueError, match=message):
        AppSettings(tmp_path / "settings.json").set(name, value)
    assert not list(tmp_path.iterdir())


def test_a_value_in_the_file_that_is_not_allowed_gives_the_default(tmp_path):
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "pink", "device": 5, "thumbnail_px": [1, "a"]}))
    settings = AppSettings(file)
    assert (settings.text("theme"), settings.text("device"), settings.numbers("thumbnail_px")) == (
        "system",
        "auto",
        (),
    )


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe\x00", b"[" * 100_000])
def test_a_damaged_file_is_kept_aside_and_defaults_are_used(tmp_path, content):
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    settings = AppSettings(file)
    assert settings.text("theme") == "system"
    assert settings.damaged_file == tmp_path / "settings.json.damaged"
    assert settings.damaged_file.read_bytes() == content
    settings.set("theme", "dark")
    assert AppSettings(file).text("theme") == "dark"


def test_a_write_that_fails_leaves_the_file_and_the_value_as_they_were(tmp_path, monkeypatch):
    file = tmp_path / "settings.json"
    settings = AppSettings(file)
    settings.set("theme", "dark")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        settings.set("theme", "light")
    assert (settings.text("theme"), AppSettings(file).text("theme")) == ("dark", "dark")
    assert [each.name for each in tmp_path.iterdir()] == ["settings.json"]


def test_a_name_that_no_setting_has_is_an_error_of_the_programmer(tmp_path):
    settings = AppSettings(tmp_path / "settings.json")
    with pytest.raises(KeyError):
        settings.text("colour")
    with pytest.raises(KeyError, match="not a list"):
        settings.numbers("theme")
    with pytest.raises(KeyError, match="not a text"):
        settings.text("thumbnail_px")
