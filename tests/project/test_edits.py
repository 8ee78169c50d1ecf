"""What each edit does to a project, and in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handful.project import UNKNOWN, Facts, NewPicture, Picture, Project, ProjectError, edits
from tests.project.making import prediction, small_project


def done(project: Project, edit: edits.Edit) -> Project:
    return edits.apply(project, edit)[0]


def test_a_new_class_takes_the_smallest_colour_that_no_class_has():
    project = small_project()
    project = done(project, edits.add_class(project, "bird"))
    project = done(project, edits.remove_class(project, 1))
    project = done(project, edits.add_class(project, "fish"))
    assert [(each.id, each.name, each.colour) for each in project.classes] == [
        (2, "dog", 1),
        (3, "bird", 2),
        (4, "fish", 0),
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "needs a name"),
        (" \t\n ", "needs a name"),
        ("x" * 101, "'x{30}…' has 101 characters; shorten it to 100"),
        ("a\nb", "'a b' holds control characters"),
        ("a\0b", "control characters"),
        ("gpj\u202eyl", "control characters"),
        ("\udcff!", "control characters"),
        ("  CAT ", "already a class 'cat'"),
    ],
)
def test_a_name_that_cannot_be_a_class_is_refused_with_the_reason(name, message):
    with pytest.raises(ProjectError, match=message):
        edits.add_class(small_project(), name)
    with pytest.raises(ProjectError, match=message):
        edits.rename_class(small_project(), 2, name)
    with pytest.raises(ProjectError, match=message):
        edits.move_to_new_class(small_project(), [3], name)


def test_white_space_around_a_name_is_dropped_and_a_hundred_characters_are_allowed():
    project = done(Project(), edits.add_class(Project(), "  " + "ß" * 100 + "\t"))
    assert project.classes[0].name == "ß" * 100


def test_a_class_may_be_renamed_to_its_own_name_in_another_case():
    project = small_project()
    project = done(project, edits.rename_class(project, 1, "Cat"))
    assert project.class_by_id(1).name == "Cat"
    assert edits.rename_class(project, 1, "Cat").is_empty


def test_renaming_a_class_leaves_the_support_set_as_it_is():
    project = small_project()
    after, change = edits.apply(project, edits.rename_class(project, 1, "lynx"))
    assert (change.classes_changed, change.support_changed) == (True, False)
    assert after.support_revision == project.support_revision


def test_removing_a_class_returns_its_support_and_clears_labels_that_name_it():
    project = small_project()
    after, change = edits.apply(project, edits.remove_class(project, 2))
    assert after.pictures[2] == Picture(2, "/p/2.jpg", "query", None)
    assert after.pictures[4].label is None
    assert after.pictures[1] == project.pictures[1]
    assert (change.changed, change.classes_changed, change.support_changed) == ((2, 4), True, True)


def test_pictures_are_added_once_whatever_their_role():
    project = small_project()
    found = [NewPicture("/p/3.jpg", "cat"), NewPicture("/p/9.jpg"), NewPicture("/p/9.jpg", "cat")]
    after, change = edits.apply(project, edits.add_pictures(project, found))
    assert change.added == (5,)
    assert after.pictures[5] == Picture(5, "/p/9.jpg", "query", None)
    assert after.pictures[3] == project.pictures[3]


def test_the_index_of_paths_follows_every_edit():
    project = small_project()
    assert project.by_path()["/p/3.jpg"] == 3
    project = done(project, edits.remove_pictures(project, [3]))
    project = done(project, edits.add_pictures(project, [NewPicture("/p/3.jpg"), NewPicture("/p/5.jpg")]))
    assert project.by_path() == {"/p/1.jpg": 1, "/p/2.jpg": 2, "/p/4.jpg": 4, "/p/3.jpg": 5, "/p/5.jpg": 6}


def test_a_folder_name_makes_a_class_or_joins_one_in_another_case():
    project = small_project()
    found = [NewPicture("/n/1.jpg", "DOG"), NewPicture("/n/2.jpg", "bird"), NewPicture("/n/3.jpg", " bird")]
    after = done(project, edits.add_pictures(project, found))
    assert [each.name for each in after.classes] == ["cat", "dog", "bird"]
    assert [after.pictures[key].label for key in (5, 6, 7)] == [2, 3, 3]


def test_folder_names_that_no_one_would_type_still_make_classes():
    found = [NewPicture("/n/1.jpg", "x" * 255), NewPicture("/n/2.jpg", "\n"), NewPicture("/n/3.jpg", "a\tb")]
    after = done(Project(), edits.add_pictures(Project(), found))
    assert [each.name for each in after.classes] == ["x" * 100, "unnamed", "a b"]


def test_a_relative_path_becomes_absolute(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    after = done(Project(), edits.add_pictures(Project(), [NewPicture("a.jpg")]))
    assert after.pictures[1].path == str(tmp_path / "a.jpg")


def test_labelling_a_query_keeps_it_a_query_and_the_support_set_untouched():
    project = small_project()
    after, change = edits.apply(project, edits.label(project, [3], 1))
    assert after.pictures[3] == Picture(3, "/p/3.jpg", "query", 1)
    assert (change.changed, change.support_changed) == ((3,), False)


def test_labelling_a_support_picture_moves_it_and_unknown_takes_it_out():
    project = small_project()
    moved, change = edits.apply(project, edits.label(project, [1], 2))
    assert (moved.pictures[1].role, moved.pictures[1].label, change.support_changed) == ("support", 2, True)
    unknown, change = edits.apply(project, edits.label(project, [1], UNKNOWN))
    assert (unknown.pictures[1].role, unknown.pictures[1].label) == ("query", UNKNOWN)
    assert unknown.support_revision == project.support_revision + 1


def test_clearing_labels_spares_support_pictures():
    project = small_project()
    after = done(project, edits.clear_label(project, [1, 4]))
    assert (after.pictures[1].label, after.pictures[4].label) == (1, None)


def test_accepting_takes_the_prediction_as_label_and_unknown_as_unknown():
    project = small_project()
    project = done(project, edits.add_pictures(project, [NewPicture("/p/5.jpg"), NewPicture("/p/6.jpg")]))
    told = {3: prediction(2), 5: prediction(1, unknown=True)}
    project = Project(project.classes, project.pictures, predictions=told)
    edit = edits.accept(project, [3, 5, 6])
    assert edit.words == "Accept 2 predictions"
    after = done(project, edit)
    assert [after.pictures[key].label for key in (3, 5, 6)] == [2, UNKNOWN, None]


def test_moving_to_a_new_class_is_one_step():
    project = small_project()
    edit = edits.move_to_new_class(project, [3, 4], "lynx")
    after = done(project, edit)
    assert edit.words == "Move 2 pictures to class lynx"
    assert [picture.id for picture in after.support(3)] == [3, 4]
    assert done(after, edit.inverse()).pictures == project.pictures


def test_returning_to_the_unsorted_clears_the_label_and_spares_queries():
    project = small_project()
    after = done(project, edits.return_to_queries(project, [1, 4]))
    assert after.pictures[1] == Picture(1, "/p/1.jpg", "query", None)
    assert after.pictures[4].label == 2


def test_a_removed_picture_comes_back_to_its_place_without_its_facts_and_prediction():
    project = small_project()
    told = {3: prediction(2)}
    project = Project(
        project.classes, project.pictures, facts={3: Facts("ab")}, predictions=told, next_picture_id=5
    )
    edit = edits.remove_pictures(project, [3])
    gone = done(project, edit)
    assert (dict(gone.facts), dict(gone.predictions)) == ({}, {})
    back, change = edits.apply(gone, edit.inverse())
    assert (list(back.pictures), change.added) == ([1, 2, 3, 4], (3,))
    assert (dict(back.facts), dict(back.predictions)) == ({}, {})


def test_a_number_is_never_given_to_another_picture_or_class():
    project = small_project()
    edit = edits.move_to_new_class(project, [4], "lynx")
    project = done(done(project, edit), edit.inverse())
    project = done(project, edits.remove_pictures(project, [4]))
    project = done(project, edits.add_pictures(project, [NewPicture("/p/5.jpg", "bird")]))
    assert (list(project.pictures), project.classes[-1].id) == ([1, 2, 3, 5], 4)


def test_predictions_that_name_a_removed_class_go_with_it():
    project = small_project()
    told = {3: prediction(1), 4: prediction(2)}
    project = Project(project.classes, project.pictures, predictions=told)
    after, change = edits.apply(project, edits.remove_class(project, 2))
    assert dict(after.predictions) == {3: told[3]}
    assert change.changed == (2, 4)


def test_a_picture_that_becomes_support_has_no_prediction_any_more():
    project = small_project()
    project = Project(project.classes, project.pictures, predictions={3: prediction(1)})
    edit = edits.move_to_class(project, [3], 1)
    assert 3 not in done(done(project, edit), edit.inverse()).predictions


def test_an_edit_made_for_another_state_is_refused():
    project = small_project()
    stale = edits.label(project, [3], 1)
    changed = done(project, edits.label(project, [3], 2))
    with pytest.raises(ProjectError, match="'Label 1 picture as cat' no longer fits"):
        edits.apply(changed, stale)
    with pytest.raises(ProjectError, match="no longer fits"):
        edits.apply(done(project, edits.add_class(project, "a")), edits.add_class(project, "b"))


def test_what_is_not_in_the_project_is_named():
    project = small_project()
    with pytest.raises(ProjectError, match="picture 77 is not in the project"):
        edits.label(project, [1, 77], 1)
    with pytest.raises(ProjectError, match="no class with the number 9"):
        edits.label(project, [1], 9)
    with pytest.raises(ProjectError, match="no class with the number 9"):
        edits.add_pictures(project, [NewPicture("/x.jpg", class_id=9)])


def test_each_edit_says_what_it_does():
    p = small_project()
    two = [NewPicture("/p/8.jpg"), NewPicture("/p/9.jpg")]
    assert [
        edits.add_class(p, "bird").words,
        edits.rename_class(p, 1, "lynx").words,
        edits.remove_class(p, 1).words,
        edits.add_pictures(p, two).words,
        edits.add_pictures(p, two[:1]).words,
        edits.label(p, [3, 4], 1).words,
        edits.label(p, [3], UNKNOWN).words,
        edits.clear_label(p, [4]).words,
        edits.move_to_class(p, [3, 4], 1).words,
        edits.return_to_queries(p, [1]).words,
        edits.remove_pictures(p, [1, 3]).words,
        edits.set_setting(p, "learner", "ridge").words,
    ] == [
        "Add class bird",
        "Rename class cat to lynx",
        "Remove class cat",
        "Add 2 pictures",
        "Add 1 picture",
        "Label 2 pictures as cat",
        "Label 1 picture as unknown",
        "Clear the label of 1 picture",
        "Move 2 pictures to class cat",
        "Return 1 picture to the unsorted",
        "Remove 2 pictures",
        "Change the learner to ridge",
    ]


def test_names_with_braces_are_words_like_others():
    project = done(Project(), edits.add_class(Project(), "{count} {0}"))
    assert edits.rename_class(project, 1, "{name}").words == "Rename class {count} {0} to {name}"


@given(st.text(max_size=120))
def test_any_folder_name_becomes_a_name_that_a_person_may_type(folder):
    name = done(Project(), edits.add_pictures(Project(), [NewPicture("/a.jpg", folder)])).classes[0].name
    assert done(Project(), edits.add_class(Project(), name)).classes[0].name == name


def test_by_content_gives_the_first_picture_of_each_hash():
    facts = {1: Facts("aa"), 2: Facts(error="0 bytes"), 3: Facts("bb"), 4: Facts("aa")}
    assert Project(pictures=small_project().pictures, facts=facts).by_content() == {"aa": 1, "bb": 3}
