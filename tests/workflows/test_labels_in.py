"""Labels from elsewhere come into a project as one step, and what Handful wrote comes back as it was."""

import shutil

import pytest

from handful.project.document import UNKNOWN
from handful.project.session import Session
from handful.workflows.labels_in import import_into_file, plan_import
from handful.workflows.labels_out import ExportOrder, export_labels, open_to_export
from handful.workflows.progress import WorkflowError
from tests.export.answering import paint
from tests.workflows.tiny import drain


@pytest.fixture
def photos(tmp_path):
    """a.png, b.png, c.png."""
    for i, name in enumerate("abc"):
        paint(tmp_path / "photos" / f"{name}.png", i)
    return tmp_path / "photos"


def import_into(project_file, source, **options):
    return drain(import_into_file(project_file, source, **options))[1]


def labels_in(project_file):
    """File name -> (class name or "unknown", role), of the labelled pictures."""
    project = open_to_export(project_file)
    return {
        p.path.rsplit("/", 1)[-1]: (project.class_by_id(p.label).name if p.label else "unknown", p.role)
        for p in project.pictures.values()
        if p.label is not None
    }


def table(tmp_path, text):
    file = tmp_path / "labels.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_table_makes_a_project_with_its_labels_and_names_what_it_left_out(photos, tmp_path):
    source = table(
        tmp_path, "file,label\nphotos/a.png,cat\nphotos\\b.png,dog\nphotos/gone.png,cat\nphotos/c.png,\n"
    )
    report = import_into(tmp_path / "p.handful", source)
    assert labels_in(tmp_path / "p.handful") == {"a.png": ("cat", "query"), "b.png": ("dog", "query")}
    assert (report.labelled, report.added) == (2, 2)
    assert report.left_out == (("photos/gone.png", "no such file"), ("photos/c.png", "it has no label"))


@pytest.mark.parametrize("path", ["x" * 5000, "a\0b.png", "../" * 40 + "etc/passwd", "/", "."])
def test_a_path_that_no_file_can_have_is_left_out(photos, tmp_path, path):
    report = import_into(
        tmp_path / "p.handful", table(tmp_path, f"path,label\nphotos/a.png,cat\n{path},cat\n")
    )
    assert report.labelled == 1
    assert len(report.left_out) == 1


def test_class_folders_come_in_as_examples_where_that_is_asked_for(photos, tmp_path):
    for name in "ab":
        (tmp_path / "set" / "cat").mkdir(parents=True, exist_ok=True)
        shutil.copy(photos / f"{name}.png", tmp_path / "set" / "cat")
    report = import_into(tmp_path / "p.handful", tmp_path / "set", role="examples")
    assert labels_in(tmp_path / "p.handful") == {"a.png": ("cat", "support"), "b.png": ("cat", "support")}
    assert report.added == 2


def test_a_copy_that_was_sorted_into_folders_labels_the_original(photos, tmp_path):
    import_into(tmp_path / "p.handful", table(tmp_path, "path,label\nphotos/a.png,cat\nphotos/b.png,cat\n"))
    (tmp_path / "set" / "dog").mkdir(parents=True)
    shutil.copy(photos / "a.png", tmp_path / "set" / "dog" / "renamed.png")
    report = import_into(tmp_path / "p.handful", tmp_path / "set")
    assert (report.labelled, report.added) == (1, 0)
    assert labels_in(tmp_path / "p.handful") == {"a.png": ("dog", "query"), "b.png": ("cat", "query")}


def test_all_of_it_is_one_step_of_undo(photos, tmp_path):
    import_into(tmp_path / "p.handful", table(tmp_path, "path,label\nphotos/a.png,cat\nphotos/b.png,dog\n"))
    session = Session.open(tmp_path / "p.handful")
    session.undo()
    assert (session.project.pictures, session.project.classes) == ({}, ())
    assert session.undo_words is None
    session.close()


@pytest.mark.parametrize("form", ["csv", "imagefolder", "yolo"])
def test_what_was_exported_comes_back_as_it_was(photos, tmp_path, form):
    text = (
        "path,label,unknown,source\nphotos/a.png,a/b: 猫,,\nphotos/b.png,CON,,\nphotos/c.png,,true,person\n"
    )
    import_into(tmp_path / "p.handful", table(tmp_path, text))
    before = labels_in(tmp_path / "p.handful")
    assert before["c.png"] == ("unknown", "query")
    out = tmp_path / ("out.csv" if form == "csv" else "out")
    drain(export_labels(open_to_export(tmp_path / "p.handful"), ExportOrder(format=form, out=out)))
    report = import_into(tmp_path / "again.handful", out)
    if form == "yolo":  # which has no pictures of none of the classes
        del before["c.png"]
    assert labels_in(tmp_path / "again.handful") == before
    assert report.left_out == ()


def test_a_class_that_is_called_unknown_is_a_class_where_the_project_has_it(photos, tmp_path):
    (tmp_path / "set" / "unknown").mkdir(parents=True)
    shutil.copy(photos / "a.png", tmp_path / "set" / "unknown")
    import_into(tmp_path / "p.handful", tmp_path / "set")
    [picture] = open_to_export(tmp_path / "p.handful").pictures.values()
    assert picture.label == UNKNOWN
    import_into(tmp_path / "q.handful", table(tmp_path, "path,label\nphotos/a.png,Unknown\n"))
    import_into(tmp_path / "q.handful", tmp_path / "set")
    assert labels_in(tmp_path / "q.handful") == {"a.png": ("Unknown", "query")}


@pytest.mark.parametrize("source", ["nothing", "photos", "bad.csv"])
def test_what_cannot_be_used_is_refused_in_words_and_makes_no_project(photos, tmp_path, source):
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    with pytest.raises(WorkflowError):
        import_into(tmp_path / "p.handful", tmp_path / source)
    assert not (tmp_path / "p.handful").exists()


def test_a_project_that_is_open_elsewhere_is_refused(photos, tmp_path):
    session = Session.create(tmp_path / "p.handful")
    with pytest.raises(WorkflowError, match="close it there"):
        import_into(tmp_path / "p.handful", table(tmp_path, "path,label\nphotos/a.png,cat\n"))
    session.close()


def test_a_plan_says_beforehand_what_would_happen_and_changes_nothing(photos, tmp_path):
    import_into(tmp_path / "p.handful", table(tmp_path, "path,label\nphotos/a.png,cat\nphotos/b.png,cat\n"))
    before = (tmp_path / "p.handful").read_bytes()
    text = (
        "path,label\nphotos/a.png,Cat\nphotos/b.png,dog\nphotos/c.png,dog\nphotos/c.png,fox\ngone.png,cat\n"
    )
    project = open_to_export(tmp_path / "p.handful")
    steps, plan = drain(plan_import(project, tmp_path, table(tmp_path, text)))
    assert [(c.name, c.pictures, c.is_new) for c in plan.classes] == [("cat", 1, False), ("dog", 2, True)]
    assert (len(plan.given), plan.added, plan.relabelled) == (3, 1, 1)
    reasons = dict(plan.left_out)
    assert reasons["gone.png"] == "no such file"
    assert reasons[str(photos / "c.png")].startswith("it is labelled 'dog' before")
    assert [(s.done, s.total) for s in steps] == [(0, 4), (1, 4), (2, 4), (3, 4)]
    assert (tmp_path / "p.handful").read_bytes() == before
