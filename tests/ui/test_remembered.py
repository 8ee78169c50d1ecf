"""The last folder and the last learner outlive the project and the app."""

import json

from handful.project.settings import AppSettings
from handful.ui.places import Places
from handful.ui.remembered import Remembered


def test_the_last_folder_is_offered_again_and_the_home_folder_where_it_is_gone(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    settings, folder = tmp_path / "settings.json", tmp_path / "photos"
    folder.mkdir()
    Remembered(AppSettings(settings)).keep_folder(folder)
    assert Remembered(AppSettings(settings)).folder == str(folder)
    folder.rmdir()
    assert Remembered(AppSettings(settings)).folder == str(tmp_path / "home")


def test_a_new_project_begins_with_the_learner_that_was_chosen_last(tmp_path):
    settings = tmp_path / "settings.json"
    Remembered(AppSettings(settings)).keep_learner("matching")
    places = Places(tmp_path / "config", tmp_path / "data", tmp_path / "cache.sqlite")
    session = places.new_session(Remembered(AppSettings(settings)).of_new_project())
    assert session.project.settings == {"learner": "matching"}
    session.close()


def test_a_learner_that_is_no_longer_offered_is_not_for_new_projects(tmp_path):
    settings = tmp_path / "settings.json"
    settings.write_text(json.dumps({"learner": "crystal ball"}))
    assert Remembered(AppSettings(settings)).of_new_project() == {}


def test_what_cannot_be_written_is_remembered_until_the_app_ends(tmp_path, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    remembered = Remembered(AppSettings(tmp_path / "settings.json"))
    remembered.keep_folder(tmp_path)
    assert remembered.folder == str(tmp_path)
