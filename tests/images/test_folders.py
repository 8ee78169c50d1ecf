"""What is dropped is found: files as they are, folders in natural order, class folders by their names."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handful.images import folders
from handful.images.errors import PictureError
from handful.images.folders import Found, class_folders, is_picture_name, natural_key, walk


def make(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return root


def found(*paths: Path, root: Path) -> list[tuple[str, str | None]]:
    assert all(f.error is None for f in walk(paths))
    return [(f.path.relative_to(root).as_posix(), f.class_name) for f in walk(paths)]


class TestNames:
    @pytest.mark.parametrize("name", ["a.jpg", "a.JPG", "a.b.Png", "x/y.heic", "ä.TIFF", "a.jfif"])
    def test_known_suffixes_count_in_any_case(self, name: str) -> None:
        assert is_picture_name(Path(name))

    @pytest.mark.parametrize("name", ["a.txt", "jpg", ".jpg", "a.jpg.part", "a", "a.jpg/readme", "a.jpg "])
    def test_other_names_are_no_picture_names(self, name: str) -> None:
        assert not is_picture_name(Path(name))

    def test_numbers_in_names_sort_as_numbers(self) -> None:
        names = ["img10.jpg", "IMG2.jpg", "img1.jpg", "a 2 b 10", "a 2 b 9", "img02.jpg"]
        assert sorted(names, key=natural_key) == [
            "a 2 b 9",
            "a 2 b 10",
            "img1.jpg",
            "IMG2.jpg",
            "img02.jpg",
            "img10.jpg",
        ]

    @given(st.lists(st.text(max_size=8)))
    def test_every_set_of_names_has_one_order(self, names: list[str]) -> None:
        backwards = names[::-1]
        assert sorted(names, key=natural_key) == sorted(backwards, key=natural_key)


class TestDroppedFiles:
    def test_a_file_is_found_whatever_its_name(self, tmp_path: Path) -> None:
        make(tmp_path, "notes.txt", ".hidden", "Thumbs.db", "a.jpg")
        names = ["notes.txt", ".hidden", "Thumbs.db", "a.jpg"]
        assert found(*(tmp_path / n for n in names), root=tmp_path) == [(n, None) for n in names]

    def test_a_missing_file_is_found_too_and_its_reading_decides(self, tmp_path: Path) -> None:
        assert list(walk([tmp_path / "gone.jpg"])) == [Found(tmp_path / "gone.jpg")]

    def test_names_that_no_file_can_have_are_found_for_their_reading_to_decide(self, tmp_path: Path) -> None:
        odd = [tmp_path / ("x" * 300), Path("a\0b.jpg")]
        assert list(walk(odd)) == [Found(path) for path in odd]

    def test_the_order_of_the_drop_is_kept(self, tmp_path: Path) -> None:
        make(tmp_path, "b/2.jpg", "a/1.jpg", "c.jpg")
        got = found(tmp_path / "c.jpg", tmp_path / "b", tmp_path / "a", root=tmp_path)
        assert [name for name, _ in got] == ["c.jpg", "b/2.jpg", "a/1.jpg"]

    def test_nothing_dropped_finds_nothing(self) -> None:
        assert list(walk([])) == []


class TestFolders:
    def test_pictures_come_in_natural_order_before_subfolders(self, tmp_path: Path) -> None:
        make(tmp_path, "10.jpg", "9.jpg", "b/1.png", "a10/1.jpg", "a9/1.jpg", "notes.txt", "a9/z/deep.gif")
        assert found(tmp_path, root=tmp_path) == [
            (name, None) for name in ["9.jpg", "10.jpg", "a9/1.jpg", "a9/z/deep.gif", "a10/1.jpg", "b/1.png"]
        ]

    def test_a_folder_of_class_folders_names_the_classes(self, tmp_path: Path) -> None:
        make(tmp_path, "cat/1.jpg", "cat/2.jpg", "dog/1.jpg", "readme.txt")
        assert found(tmp_path, root=tmp_path) == [
            ("cat/1.jpg", "cat"),
            ("cat/2.jpg", "cat"),
            ("dog/1.jpg", "dog"),
        ]

    def test_what_lies_deeper_belongs_to_its_class_folder(self, tmp_path: Path) -> None:
        make(tmp_path, "cat/day 1/1.jpg", "cat/day 2/a/1.jpg", "dog/1.jpg")
        assert {name for _, name in found(tmp_path, root=tmp_path)} == {"cat", "dog"}

    def test_own_pictures_beside_subfolders_make_no_classes(self, tmp_path: Path) -> None:
        make(tmp_path, "cat/1.jpg", "dog/1.jpg", "stray.jpg")
        assert {name for _, name in found(tmp_path, root=tmp_path)} == {None}

    def test_a_folder_of_pictures_only_makes_no_class(self, tmp_path: Path) -> None:
        make(tmp_path, "cat/1.jpg")
        assert found(tmp_path / "cat", root=tmp_path) == [("cat/1.jpg", None)]

    def test_a_class_folder_without_pictures_is_not_found(self, tmp_path: Path) -> None:
        make(tmp_path, "cat/1.jpg", "empty/readme.txt")
        (tmp_path / "void").mkdir()
        assert found(tmp_path, root=tmp_path) == [("cat/1.jpg", "cat")]

    def test_hidden_files_and_the_litter_of_systems_are_skipped(self, tmp_path: Path) -> None:
        make(
            tmp_path,
            "1.jpg",
            "._1.jpg",
            ".cache/2.jpg",
            "__MACOSX/3.jpg",
            "@eaDir/4.jpg",
            "Thumbs.db",
            "desktop.ini",
        )
        assert found(tmp_path, root=tmp_path) == [("1.jpg", None)]

    def test_hidden_pictures_do_not_count_as_own_pictures(self, tmp_path: Path) -> None:
        make(tmp_path, "._x.jpg", "cat/1.jpg", "__MACOSX/cat/._1.jpg")
        assert found(tmp_path, root=tmp_path) == [("cat/1.jpg", "cat")]

    def test_a_hidden_folder_that_was_dropped_is_searched(self, tmp_path: Path) -> None:
        make(tmp_path, ".private/1.jpg")
        assert found(tmp_path / ".private", root=tmp_path) == [(".private/1.jpg", None)]

    def test_odd_things_with_picture_names_are_found_for_their_reading_to_decide(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "broken.jpg").symlink_to(tmp_path / "nowhere")
        (tmp_path / "itself.jpg").symlink_to(tmp_path / "itself.jpg")
        os.mkfifo(tmp_path / "pipe.png")
        assert found(tmp_path, root=tmp_path) == [(n, None) for n in ["broken.jpg", "itself.jpg", "pipe.png"]]

    def test_a_folder_with_a_picture_name_is_a_folder(self, tmp_path: Path) -> None:
        make(tmp_path, "1.jpg", "holiday.jpg/2.jpg")
        assert found(tmp_path, root=tmp_path) == [("1.jpg", None), ("holiday.jpg/2.jpg", None)]

    def test_a_very_deep_tree_is_walked_to_its_end(self, tmp_path: Path) -> None:
        folder, depth = tmp_path, 1_200
        here = os.open(tmp_path, os.O_RDONLY)
        for _ in range(depth):  # deeper than Python recurses, one short name at a time
            os.mkdir("d", dir_fd=here)
            here, above = os.open("d", os.O_RDONLY, dir_fd=here), here
            os.close(above)
            folder = folder / "d"
        os.close(os.open("1.jpg", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        os.close(here)
        got = [f.path for f in walk([tmp_path])]
        subprocess.run(["rm", "-rf", tmp_path / "d"], check=True)  # `shutil.rmtree` recurses too deeply
        assert got == [folder / "1.jpg"]


class TestLinks:
    def test_links_to_pictures_and_folders_are_followed(self, tmp_path: Path) -> None:
        make(tmp_path, "real/1.jpg", "drop/own.jpg")
        (tmp_path / "drop/link.jpg").symlink_to(tmp_path / "real/1.jpg")
        (tmp_path / "drop/folder").symlink_to(tmp_path / "real")
        names = [name for name, _ in found(tmp_path / "drop", root=tmp_path)]
        assert names == ["drop/link.jpg", "drop/own.jpg", "drop/folder/1.jpg"]

    def test_a_loop_of_links_is_walked_once(self, tmp_path: Path) -> None:
        make(tmp_path, "own.jpg", "a/1.jpg", "b/2.jpg")
        (tmp_path / "a/up").symlink_to(tmp_path)
        (tmp_path / "a/other").symlink_to(tmp_path / "b")
        (tmp_path / "b/other").symlink_to(tmp_path / "a")
        names = [name for name, _ in found(tmp_path, root=tmp_path)]
        assert names == ["own.jpg", "a/1.jpg", "a/other/2.jpg"]

    def test_a_web_of_links_does_not_explode(self, tmp_path: Path) -> None:
        for i in range(12):
            make(tmp_path, f"f{i}/{i}.jpg")
        for i in range(12):
            for j in range(12):
                (tmp_path / f"f{i}/to{j}").symlink_to(tmp_path / f"f{j}")
        assert len(list(walk([tmp_path]))) == 12

    def test_a_folder_dropped_twice_is_walked_once(self, tmp_path: Path) -> None:
        make(tmp_path, "1.jpg")
        assert found(tmp_path, tmp_path, root=tmp_path) == [("1.jpg", None)]


class TestTrouble:
    def test_an_unreadable_folder_is_reported_and_the_rest_is_found(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, "a/1.jpg", "locked/2.jpg", "z/3.jpg")
        scandir = os.scandir

        def refusing(path: Path):
            if Path(path).name == "locked":
                raise PermissionError(13, "Permission denied")
            return scandir(path)

        monkeypatch.setattr(folders.os, "scandir", refusing)
        got = list(walk([tmp_path]))
        assert [f.path.name for f in got] == ["1.jpg", "locked", "3.jpg"]
        assert got[1].error == "no permission to read it"

    @pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
    def test_a_folder_without_permission_is_reported(self, tmp_path: Path) -> None:
        (tmp_path / "locked").mkdir(mode=0)
        assert list(walk([tmp_path / "locked"])) == [
            Found(tmp_path / "locked", None, "no permission to read it")
        ]

    def test_a_folder_that_vanishes_during_the_walk_is_reported(self, tmp_path: Path) -> None:
        make(tmp_path, "a/1.jpg", "b/2.jpg")
        walking = walk([tmp_path])
        assert next(walking).path.name == "1.jpg"
        (tmp_path / "b/2.jpg").unlink()
        (tmp_path / "b").rmdir()
        assert [f.error for f in walking] == ["no such file"]

    def test_names_that_are_not_utf8_survive_and_their_class_can_be_shown(self, tmp_path: Path) -> None:
        folder = os.fsencode(tmp_path) + b"/caf\xe9"
        os.mkdir(folder)
        with open(folder + b"/\xff.jpg", "wb"):
            pass
        (one,) = walk([tmp_path])
        assert one.path.exists()
        assert one.class_name == "caf\ufffd"
        one.class_name.encode()

    def test_accents_are_composed_so_that_one_name_is_one_class(self, tmp_path: Path) -> None:
        make(tmp_path, "cafe\u0301/1.jpg")
        (one,) = walk([tmp_path])
        assert one.class_name == "caf\u00e9"


class TestLaziness:
    def test_nothing_is_listed_before_it_is_asked_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        make(tmp_path, *(f"{i}/1.jpg" for i in range(50)))
        listed: list[str] = []
        scandir = os.scandir
        monkeypatch.setattr(
            folders.os, "scandir", lambda path: (listed.append(Path(path).name), scandir(path))[1]
        )
        walking = walk([tmp_path])
        assert listed == []
        next(walking)
        assert listed == [tmp_path.name, "0"]

    def test_the_first_of_many_pictures_in_one_folder_comes_soon(self, tmp_path: Path) -> None:
        here = os.open(tmp_path, os.O_RDONLY)
        for i in range(12_000):
            os.close(os.open(f"IMG_{i}.jpg", os.O_CREAT | os.O_WRONLY, dir_fd=here))
        os.close(here)
        start = time.process_time()
        assert next(walk([tmp_path])).path.name == "IMG_0.jpg"
        assert time.process_time() - start < 0.5


class TestClassFolders:
    def test_each_subfolder_is_a_class_and_empty_ones_are_told(self, tmp_path: Path) -> None:
        make(
            tmp_path,
            "dog/2.jpg",
            "dog/10.jpg",
            "cat/a/1.jpg",
            "stray.jpg",
            ".git/1.jpg",
            "__MACOSX/dog/1.jpg",
        )
        (tmp_path / "empty").mkdir()
        got = class_folders(tmp_path)
        assert list(got) == ["cat", "dog", "empty"]
        assert got["dog"] == [tmp_path / "dog/2.jpg", tmp_path / "dog/10.jpg"]
        assert got["cat"] == [tmp_path / "cat/a/1.jpg"]
        assert got["empty"] == []

    def test_a_folder_without_subfolders_has_no_classes(self, tmp_path: Path) -> None:
        assert class_folders(make(tmp_path, "1.jpg")) == {}

    def test_a_missing_folder_is_an_error_with_its_name(self, tmp_path: Path) -> None:
        with pytest.raises(PictureError, match=r"gone: no such file"):
            class_folders(tmp_path / "gone")

    def test_a_file_is_an_error_with_its_name(self, tmp_path: Path) -> None:
        with pytest.raises(PictureError, match=r"1\.jpg: .*[Nn]ot a directory"):
            class_folders(make(tmp_path, "1.jpg") / "1.jpg")

    def test_a_class_may_hold_links_to_another_class(self, tmp_path: Path) -> None:
        make(tmp_path, "cat/1.jpg")
        (tmp_path / "feline").symlink_to(tmp_path / "cat")
        assert {name: len(paths) for name, paths in class_folders(tmp_path).items()} == {
            "cat": 1,
            "feline": 1,
        }
