"""Recent projects, and where a new one goes."""

import datetime
import json

from handful.project import RecentProject, RecentProjects, new_untitled_path

DAY = datetime.date(2026, 11, 24)


def test_the_newest_comes_first_and_each_project_once(tmp_path):
    recent = RecentProjects(tmp_path / "config" / "recent.json")
    assert recent.list() == ()
    a, b = tmp_path / "a.handful", tmp_path / "b \udcff.handful"
    a.touch()
    for path in (a, b, a):
        recent.add(path)
    assert RecentProjects(tmp_path / "config" / "recent.json").list() == (
        RecentProject(a, True),
        RecentProject(b, False),
    )


def test_a_removed_project_is_forgotten_and_its_file_stays(tmp_path):
    recent = RecentProjects(tmp_path / "recent.json")
    path = tmp_path / "a.handful"
    path.touch()
    recent.add(path)
    recent.remove(path)
    recent.remove(tmp_path / "never added.handful")
    assert recent.list() == ()
    assert path.exists()


def test_no_more_than_twenty_are_kept(tmp_path):
    recent = RecentProjects(tmp_path / "recent.json")
    for number in range(25):
        recent.add(tmp_path / f"{number}.handful")
    assert [each.path.stem for each in recent.list()] == [str(number) for number in range(24, 4, -1)]


def test_a_relative_path_is_kept_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    recent = RecentProjects(tmp_path / "recent.json")
    recent.add(tmp_path.__class__("a.handful"))
    assert recent.list()[0].path == tmp_path / "a.handful"


def test_a_damaged_list_is_kept_aside_and_begun_anew(tmp_path):
    file = tmp_path / "recent.json"
    for number, text in enumerate(("{", "[1]", '{"recent": 5}', "\xff", "[" * 100_000)):
        file.write_text(text, encoding="latin-1")
        recent = RecentProjects(file)
        assert recent.list() == ()
        recent.add(tmp_path / "a.handful")
        assert len(recent.list()) == 1
        assert len(list(tmp_path.glob("*.damaged"))) == number + 1
    file.write_text(json.dumps({"recent": [3, "/a\0b", "/c"]}))
    assert [str(each.path) for each in recent.list()] == ["/c"]


def test_a_list_that_cannot_be_written_stays_as_it_was(tmp_path, caplog):
    recent = RecentProjects(tmp_path / "recent.json")
    recent.add(tmp_path / "a.handful")
    (tmp_path / "a file").touch()
    nowhere = RecentProjects(tmp_path / "a file" / "recent.json")
    nowhere.add(tmp_path / "b.handful")
    assert nowhere.list() == ()
    assert "the list of recent projects was not kept" in caplog.text
    assert len(recent.list()) == 1


def test_new_projects_are_numbered_within_a_day(tmp_path):
    names = []
    for _ in range(3):
        path = new_untitled_path(tmp_path, today=DAY)
        names.append(path.name)
        path.touch()
    assert names == [
        "Untitled 2026-11-24.handful",
        "Untitled 2026-11-24 2.handful",
        "Untitled 2026-11-24 3.handful",
    ]
    assert new_untitled_path(tmp_path / "not yet made").parent == tmp_path / "not yet made"


def test_the_list_can_be_cleared_or_rid_of_what_is_gone(tmp_path):
    recent = RecentProjects(tmp_path / "recent.json")
    (tmp_path / "here.handful").touch()
    for name in ("here", "gone"):
        recent.add(tmp_path / f"{name}.handful")
    recent.remove_missing()
    assert [each.path.stem for each in recent.list()] == ["here"]
    recent.clear()
    assert recent.list() == ()
    assert (tmp_path / "here.handful").exists()
