"""Labels from elsewhere as an edit: known pictures by path or content, new ones and new classes come in."""

import pytest

from handful.project import edits
from handful.project.document import UNKNOWN, Facts, Picture, Project
from handful.project.labels_from_elsewhere import LabelledPicture, facts_of, import_labels


@pytest.fixture
def project():
    """cat with the example /a.png; the query /b.png whose content is "hash b"."""
    project, _ = edits.apply(Project(), edits.add_pictures(Project(), [edits.NewPicture("/a.png", "cat")]))
    project, _ = edits.apply(project, edits.add_pictures(project, [edits.NewPicture("/b.png")]))
    return Project(
        project.classes, project.pictures, {2: Facts("hash b")}, next_class_id=2, next_picture_id=3
    )


def imported(project, *given, role="labels"):
    edit = import_labels(project, [LabelledPicture(*each) for each in given], role)
    return edits.apply(project, edit)[0], edit


def test_a_copy_labels_the_original_and_what_is_new_comes_in_with_its_class(project):
    after, edit = imported(
        project, ("/copy of b.png", "CAT", "hash b"), ("/c.png", "dog", "hash c"), ("/d.png", None, "hash d")
    )
    assert after.pictures[2] == Picture(2, "/b.png", "query", 1)
    assert [c.name for c in after.classes] == ["cat", "dog"]
    assert after.pictures[3] == Picture(3, "/c.png", "query", 2)
    assert after.pictures[4] == Picture(4, "/d.png", "query", UNKNOWN)
    assert edit.words == "Import 3 labels"
    assert edits.apply(after, edit.inverse())[0].pictures == project.pictures


def test_as_labels_an_example_stays_one_and_as_examples_everything_becomes_one(project):
    after, _ = imported(project, ("/a.png", "dog"), ("/b.png", "dog"))
    assert [(p.role, p.label) for p in after.pictures.values()] == [("support", 2), ("query", 2)]
    after, _ = imported(project, ("/b.png", "dog"), role="examples")
    assert after.pictures[2].role == "support"
    after, _ = imported(project, ("/a.png", None), role="examples")
    assert after.pictures[1] == Picture(1, "/a.png", "query", UNKNOWN)


def test_the_same_content_twice_is_one_picture_and_names_of_classes_are_tidied(project):
    after, _ = imported(
        project, ("/c.png", " new\nclass ", "hash c"), ("/c again.png", "new class", "hash c")
    )
    assert [p.path for p in after.pictures.values()] == ["/a.png", "/b.png", "/c.png"]
    assert [c.name for c in after.classes] == ["cat", "new class"]


def test_labels_that_are_there_already_change_nothing(project):
    assert import_labels(project, [LabelledPicture("/a.png", "Cat")], "labels").is_empty


def test_what_came_in_keeps_its_content_hash(project):
    given = [LabelledPicture("/c.png", "dog", "hash c"), LabelledPicture("/copy.png", "dog", "hash b")]
    after, _ = edits.apply(project, import_labels(project, given, "labels"))
    assert facts_of(after, given) == {3: Facts("hash c")}
