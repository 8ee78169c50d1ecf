"""`handful export` and `handful import` on a project file: what is written, said, and the exit code."""

from __future__ import annotations

import pandas
import pytest
from torchvision.datasets import ImageFolder
from typer.testing import CliRunner

from handful.cli.app import make_app
from handful.cli.export import FormatChoice
from handful.workflows.labels_out import FORMATS
from tests.export.answering import paint


def run(*arguments):
    words = [str(each) for each in arguments]
    return CliRunner().invoke(make_app(words, lambda _out: None), words)


@pytest.fixture
def project(tmp_path):
    """cat: a.png, dog: b.png, none of these: c.png; d.png has no label."""
    for i, name in enumerate("abcd"):
        paint(tmp_path / "photos" / f"{name}.png", i)
    rows = [
        "path,label,unknown,source",
        "photos/a.png,cat,,",
        "photos/b.png,dog,,",
        "photos/c.png,,true,person",
    ]
    (tmp_path / "labels.csv").write_text("\n".join(rows))
    result = run("import", tmp_path / "p.handful", tmp_path / "labels.csv")
    assert result.exit_code == 0, result.output
    assert "3 pictures labelled, 3 of them new" in result.output
    return tmp_path / "p.handful"


def test_the_forms_on_offer_are_those_that_there_are():
    assert [each.value for each in FormatChoice] == sorted(FORMATS, key=list(FormatChoice).index)
    assert {each.value for each in FormatChoice} == set(FORMATS)


def test_a_table_goes_out_and_comes_back_in(project, tmp_path):
    assert run("export", project, "--format", "csv", "--out", tmp_path / "out.csv").exit_code == 0
    assert list(pandas.read_csv(tmp_path / "out.csv")["label"][:2]) == ["cat", "dog"]
    result = run("import", tmp_path / "again.handful", tmp_path / "out.csv", "--as", "examples")
    assert result.exit_code == 0
    assert "3 pictures labelled" in result.output


def test_class_folders_are_written_by_links_where_that_is_asked_for(project, tmp_path):
    result = run("export", project, "--format", "imagefolder", "--out", tmp_path / "set", "--link")
    assert result.exit_code == 0
    assert ImageFolder(str(tmp_path / "set")).classes == ["cat", "dog", "unknown"]
    assert (tmp_path / "set" / "cat" / "a.png").samefile(tmp_path / "photos" / "a.png")


def test_what_is_left_out_is_listed_and_is_exit_code_three(project, tmp_path):
    result = run("export", project, "--format", "yolo", "--out", tmp_path / "yolo")
    assert result.exit_code == 3
    assert "c.png: it is none of the classes" in result.output


def test_sidecars_without_a_place_lie_beside_the_pictures(project, tmp_path):
    assert run("export", project, "--format", "xmp").exit_code == 0
    assert sorted(p.name for p in (tmp_path / "photos").glob("*.xmp")) == [
        "a.png.xmp",
        "b.png.xmp",
        "c.png.xmp",
    ]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "gone.handful", "--format", "csv", "--out", "out.csv"), "there is no file"),
        (("export", "p.handful", "--format", "csv"), "needs --out"),
        (("export", "p.handful", "--format", "csv", "--out", "gone/out.csv"), "does not exist"),
        (("export", "p.handful", "--format", "imagefolder", "--out", "photos"), "something there already"),
        (("import", "p.handful", "gone.csv"), "cannot be read"),
        (("import", "new.handful", "photos"), "holds no class folder"),
    ],
)
def test_what_cannot_be_done_is_said_in_words_with_exit_code_two(
    project, tmp_path, monkeypatch, arguments, words
):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output
    assert sorted(tmp_path.rglob("*")) == before


def test_moved_pictures_are_found_again_and_the_others_are_listed(project, tmp_path):
    (tmp_path / "photos").rename(tmp_path / "pictures of 2024")
    (tmp_path / "pictures of 2024" / "a.png").unlink()
    result = run("relink", project, tmp_path / "pictures of 2024")
    assert result.exit_code == 3
    assert "3 pictures were missing, 2 of them were found again" in result.output
    assert "a.png: not found yet" in result.output.replace("\n", "")
    again = run("relink", project, tmp_path / "nowhere")
    assert again.exit_code == 2
